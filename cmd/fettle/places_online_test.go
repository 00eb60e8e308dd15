package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fettle/internal/place"
)

// Nothing is asked for online until it is chosen, then one postcode at a time,
// once, and only by places find.
func TestPlacesAreAskedForOnlineWhenChosen(t *testing.T) {
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.URL.String())
		if !strings.HasSuffix(r.URL.Path, "/LA11AA") {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write([]byte(`{"result":{"latitude":54.048,"longitude":-2.803,"admin_district":"Lancaster","codes":{"admin_district":"E07000121"}}}`))
	}))
	defer server.Close()
	data := t.TempDir()
	run := func(wanted int, args ...string) string {
		t.Helper()
		var out, talk bytes.Buffer
		a := &app{in: strings.NewReader(""), out: &out, talk: &talk, getenv: func(string) string { return "" }}
		root := a.rootCommand()
		root.SetArgs(append(args, "--data", data))
		if err := root.ExecuteContext(t.Context()); err != nil {
			t.Fatalf("%v: %v", args, err)
		}
		if len(asked) != wanted {
			t.Fatalf("%v: asked %q", args, asked)
		}
		return out.String() + talk.String()
	}
	has := func(text string, parts ...string) {
		t.Helper()
		for _, part := range parts {
			if !strings.Contains(text, part) {
				t.Errorf("%q is not in %q", part, text)
			}
		}
	}
	has(run(0, "places", "online"), "Off:", "Answers kept: 0")
	has(run(0, "places", "find", "LA1 1AA"), "post area")
	has(run(0, "places", "online", "on", "--at", server.URL), "On.", "nothing else", server.URL)
	has(run(0, "places", "find", "Lancaster"), "town or village")
	has(run(0, "places", "find", "LA1 1"), "post area")
	has(run(1, "places", "find", "la11aa"), "Sending LA1 1AA to "+server.URL, "LA1 1AA (postcode), good to about 0.1 miles, from postcodes.io, in Lancaster E07000121", "online off")
	has(run(1, "places", "find", "LA1 1AA"), "from postcodes.io") // once is enough
	has(run(2, "places", "find", "LA1 1ZZ"), "does not know that postcode", "post area")
	if asked[0] != "/postcodes/LA11AA" {
		t.Errorf("asked was %q", asked[0])
	}
	has(run(2, "places", "status"), "Online: 'fettle places find' asks "+server.URL, "1 answer kept")
	has(run(2, "places", "status", "--json"), `"on": true`, `"answers": 1`)
	has(run(2, "tidy"), "Postcodes kept that were asked for online: 1.", "online off --forget")
	has(run(2, "tidy", "--json"), `"online_postcodes": 1`)
	has(run(2, "doctor"), "asks "+server.URL)
	has(run(2, "places", "online", "off"), "Off:", "Answers kept: 1")
	has(run(2, "places", "find", "LA1 1AB"), "post area")
	has(run(2, "places", "find", "LA1 1AA"), "from postcodes.io")
	has(run(2, "places", "status"), "Online: no postcode is asked for online any more; 1 answer kept")
	has(run(2, "places", "online", "off", "--forget"), "no answer is kept")
	has(run(2, "places", "find", "LA1 1AA"), "post area")
	if _, err := os.Stat(filepath.Join(data, "places-online.json")); err == nil {
		t.Error("the answers are still there")
	}
}

// Whoever turns asking off while an answer is on its way has turned it off, and
// nothing that comes then is kept.
func TestAskingThatIsTurnedOffMeanwhileStaysOff(t *testing.T) {
	for _, forget := range []bool{false, true} {
		data := t.TempDir()
		file := filepath.Join(data, "places-online.json")
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			off := []string{"places", "online", "off", "--data", data}
			if forget {
				off = append(off, "--forget")
			}
			if code, _, talk := fettle(t, off...); code != 0 {
				t.Error(talk)
			}
			_, _ = w.Write([]byte(`{"result":{"latitude":54.048,"longitude":-2.803}}`))
		}))
		defer server.Close()
		if code, _, talk := fettle(t, "places", "online", "on", "--at", server.URL, "--data", data); code != 0 {
			t.Fatal(talk)
		}
		code, out, talk := fettle(t, "places", "find", "LA1 1AA", "--data", data)
		if code != 0 || !strings.Contains(out, "LA1 1AA (postcode)") || !strings.Contains(talk, "the answer is not kept") {
			t.Errorf("exit code %d: %s%s", code, out, talk)
		}
		kept, err := place.LoadAnswers(file)
		if err != nil || kept.On || len(kept.Kept) > 0 {
			t.Errorf("with forget %v: %+v, %v", forget, kept, err)
		}
		if _, err := os.Stat(file); forget && err == nil {
			t.Error("a file is back that was to be forgotten")
		}
	}
}

// A damaged file of answers stops nothing: it is complained of once, set aside,
// and found by whoever tidies up.
func TestDamagedAnswersStopNothing(t *testing.T) {
	data := t.TempDir()
	file := filepath.Join(data, "places-online.json")
	damaged := []byte(`{"on":true,"kept":{"LA1 1AA":{"la`)
	if err := os.WriteFile(file, damaged, 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, talk := fettle(t, "places", "find", "Lancaster", "--data", data)
	if code != 0 || !strings.Contains(out, "town or village") || !strings.Contains(talk, "it is damaged") || !strings.Contains(talk, file+".damaged") {
		t.Errorf("exit code %d: %s%s", code, out, talk)
	}
	if aside, err := os.ReadFile(file + ".damaged"); err != nil || !bytes.Equal(aside, damaged) {
		t.Errorf("aside is %q, %v", aside, err)
	}
	if code, _, talk = fettle(t, "places", "find", "Lancaster", "--data", data); code != 0 || talk != "" {
		t.Errorf("exit code %d: %s", code, talk)
	}
	if _, out, _ = fettle(t, "tidy", "--data", data); !strings.Contains(out, "damaged file of postcodes") {
		t.Errorf("tidy says %s", out)
	}
	if err := os.WriteFile(file, damaged, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, _, talk = fettle(t, "places", "online", "on", "--data", data); code != 0 {
		t.Errorf("exit code %d: %s", code, talk)
	}
	if code, _, talk = fettle(t, "tidy", "--all", "--yes", "--data", data); code != 0 {
		t.Errorf("exit code %d: %s", code, talk)
	}
	if _, err := os.Stat(file + ".damaged"); err == nil {
		t.Error("what was set aside is still there")
	}
}
