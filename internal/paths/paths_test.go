package paths

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestSystem(t *testing.T) {
	cases := map[string]struct {
		goos, home  string
		environment map[string]string
		want        Paths
	}{
		"linux": {goos: "linux", home: "/home/ann", want: Paths{
			Data: "/home/ann/.local/share/fettle", Config: "/home/ann/.config/fettle",
			Organisation: "/etc/fettle",
		}},
		"linux with folders of its own": {goos: "linux", home: "/home/ann",
			environment: map[string]string{
				"XDG_DATA_HOME": "/srv/data/", "XDG_CONFIG_HOME": "/srv/config",
				"XDG_CACHE_HOME": "/srv/cache", "XDG_STATE_HOME": "/srv/state",
				OrganisationVariable: "/mnt/council/fettle",
			},
			want: Paths{
				Data: "/srv/data/fettle", Config: "/srv/config/fettle",
				Organisation: "/mnt/council/fettle",
			}},
		"folders not named from the root are ignored": {goos: "freebsd", home: "/home/ann",
			environment: map[string]string{"XDG_DATA_HOME": "data"},
			want: Paths{
				Data: "/home/ann/.local/share/fettle", Config: "/home/ann/.config/fettle",
				Organisation: "/etc/fettle",
			}},
		"darwin": {goos: "darwin", home: "/Users/ann", want: Paths{
			Data:         "/Users/ann/Library/Application Support/Fettle/data",
			Config:       "/Users/ann/Library/Application Support/Fettle/config",
			Organisation: "/Library/Application Support/Fettle",
		}},
		"windows": {goos: "windows", home: `C:\Users\ann`,
			environment: map[string]string{"LocalAppData": `D:\Local`, "AppData": `D:\Roaming`, "ProgramFiles": `E:\Programs`},
			want: Paths{
				Data: `D:\Local\Fettle\data`, Config: `D:\Roaming\Fettle`,
				Organisation: `E:\Programs\Fettle\organisation`,
			}},
		"windows without an environment": {goos: "windows", home: `C:\Users\ann`, want: Paths{
			Data: `C:\Users\ann\AppData\Local\Fettle\data`, Config: `C:\Users\ann\AppData\Roaming\Fettle`,
			Organisation: `C:\Program Files\Fettle\organisation`,
		}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			getenv := func(key string) string { return c.environment[key] }
			if got := System(getenv, c.goos, c.home); got != c.want {
				t.Errorf("got  %+v\nwant %+v", got, c.want)
			}
		})
	}
}

func TestUnderKeepsEverythingInside(t *testing.T) {
	dir := filepath.Join("some", "folder")
	for _, p := range []Paths{Under(dir), Under(dir).Demo()} {
		seen := map[string]bool{}
		for _, path := range []string{
			p.Library(), p.Shortlists(), p.FeedList(), p.Searches(), p.SyncState(), p.ConfigFile(),
		} {
			if !strings.HasPrefix(path, dir+string(filepath.Separator)) {
				t.Errorf("%s is not under %s", path, dir)
			}
			if seen[path] {
				t.Errorf("%s is used for two things", path)
			}
			seen[path] = true
		}
	}
}

func TestLayersAreTheOrganisationsAndThenAPersonsOwn(t *testing.T) {
	p := Paths{Config: "own", Organisation: "council"}
	want := []string{filepath.Join("council", "rules"), filepath.Join("own", "rules")}
	if got := p.Layers("rules"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := Under("own").Layers("rules"); !slices.Equal(got, []string{filepath.Join("own", "config", "rules")}) {
		t.Errorf("under a folder of its own: %q", got)
	}
}

func TestDemoIsApartFromWhatIsReal(t *testing.T) {
	own, demo := Under("x"), Under("x").Demo()
	for name, pair := range map[string][2]string{
		"library":    {own.Library(), demo.Library()},
		"shortlists": {own.Shortlists(), demo.Shortlists()},
		"feeds":      {own.FeedList(), demo.FeedList()},
		"sync state": {own.SyncState(), demo.SyncState()},
	} {
		if pair[0] == pair[1] {
			t.Errorf("the %s of the demonstration is the real one: %s", name, pair[0])
		}
	}
	if !slices.Equal(own.Layers("rules"), demo.Layers("rules")) {
		t.Errorf("rules differ: %q and %q", own.Layers("rules"), demo.Layers("rules"))
	}
}
