package savedsearch

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	stdsync "sync"
	"testing"
)

func lunch(name string) Search { return Search{Name: name, Words: "lunch"} }

// names returns the names of a store's searches in one line, with a star after
// those that watch.
func names(t *testing.T, s Store) string {
	t.Helper()
	list, err := s.List()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, one := range list {
		if one.Watch {
			one.Name += "*"
		}
		all = append(all, one.Name)
	}
	return strings.Join(all, ",")
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestStore(t *testing.T) {
	s := Store{filepath.Join(t.TempDir(), "data", "searches.json")}
	if got := names(t, s); got != "" {
		t.Errorf("an absent file has %q", got)
	}
	must(t, s.Add(lunch("Lunch")))
	must(t, s.Add(lunch("arts")))
	var taken *TakenError
	if err := s.Add(lunch("LUNCH")); !errors.As(err, &taken) || taken.Name != "Lunch" {
		t.Errorf("a name twice: %v", err)
	}
	must(t, s.Rename("lunch", "Meals"))
	must(t, s.Watch("meals", true))
	if err := s.Rename("arts", "MEALS"); !errors.As(err, &taken) {
		t.Errorf("a name that is taken: %v", err)
	}
	must(t, s.Rename("meals", "MEALS"))
	if got := names(t, s); got != "arts,MEALS*" {
		t.Errorf("there are %q", got)
	}
	if found, err := s.Find(" Arts "); err != nil || found.Words != "lunch" {
		t.Errorf("found %+v, %v", found, err)
	}
	removed, err := s.Remove("arts")
	must(t, err)
	must(t, s.Watch("MEALS", false))
	if got := names(t, s); got != "MEALS" {
		t.Errorf("after removing there are %q", got)
	}
	must(t, s.Add(removed))
	if got := names(t, s); got != "arts,MEALS" {
		t.Errorf("after putting back there are %q", got)
	}
	var unknown *UnknownError
	_, err = s.Remove("dance")
	for _, err := range []error{err, s.Rename("dance", "x"), s.Watch("dance", true)} {
		if !errors.As(err, &unknown) || !strings.Contains(err.Error(), `"arts", "MEALS"`) {
			t.Errorf("the error is %v", err)
		}
	}
	for _, bad := range []Search{{Name: "nothing"}, lunch(""), lunch(" "), lunch("a\nb"), lunch("\x1b[2J"), lunch(strings.Repeat("x", maxName+1))} {
		if err := s.Add(bad); err == nil {
			t.Errorf("%+v was kept", bad)
		}
	}
}

func TestFilesThatCannotBeReadAreLeftAlone(t *testing.T) {
	for name, text := range map[string]string{
		"damaged": `{"version":1,"searches":[`,
		"newer":   `{"version":2,"searches":[]}`,
		"hostile": `{"version":1,"searches":[{"name":"\u001b[2J","words":"x"}]}`,
	} {
		s := Store{filepath.Join(t.TempDir(), "searches.json")}
		must(t, os.WriteFile(s.Path, []byte(text), 0o600))
		if err := s.Add(lunch("x")); err == nil || !strings.Contains(err.Error(), s.Path) {
			t.Errorf("%s: the error is %v", name, err)
		}
		if data, err := os.ReadFile(s.Path); err != nil || string(data) != text {
			t.Errorf("%s: the file has become %q, %v", name, data, err)
		}
	}
}

func TestManyWriteAtOnceAndLoseNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "searches.json")
	var group stdsync.WaitGroup
	for i := range 30 {
		group.Go(func() {
			if err := (Store{path}).Add(lunch(fmt.Sprint("n", i))); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if list, err := (Store{path}).List(); err != nil || len(list) != 30 {
		t.Errorf("%d are kept, %v", len(list), err)
	}
	s := Store{filepath.Join(t.TempDir(), "searches.json")}
	for i := range maxSearches {
		must(t, s.Add(lunch(fmt.Sprint("n", i))))
	}
	if err := s.Add(lunch("one too many")); err == nil {
		t.Error("there is no end to them")
	}
}
