package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"fettle/index"
	"fettle/internal/conversation"
	"fettle/internal/place"
	"fettle/internal/service"
	"fettle/internal/when"
	screen "fettle/tui/conversation"
	"fettle/tui/question"
)

// demonstration is the library of the demonstration on one Monday.
type demonstration struct {
	lib    *index.Library
	places *place.Finder
	now    time.Time
}

func openDemonstration(t *testing.T) demonstration {
	t.Helper()
	var said bytes.Buffer
	a := &app{in: strings.NewReader(""), out: &said, talk: &said, getenv: func(string) string { return "" }, dataDir: t.TempDir(), demo: true}
	d := demonstration{now: time.Date(2026, 11, 23, 10, 0, 0, 0, when.London())}
	p, err := a.paths()
	if err == nil {
		err = a.makeDemo(context.Background(), p, d.now)
	}
	if err == nil {
		d.lib, err = a.openLibraryIn(p)
	}
	if err == nil {
		t.Cleanup(func() { _ = d.lib.Close() })
		d.places, err = a.placeFinder(p, d.lib)
	}
	if err != nil {
		t.Fatalf("%v: %s", err, said.String())
	}
	return d
}

// ask asks what changes and a place come to.
func (d *demonstration) ask(t *testing.T, changes []conversation.Change, near string) service.Result {
	t.Helper()
	var q question.Question
	screen.Apply(&q, changes)
	if near != "" {
		found, err := d.places.Locate(near)
		if err != nil || len(found) != 1 {
			t.Fatalf("%s is %v: %v", near, found, err)
		}
		q.SetPlace(found[0])
	}
	query := q.Query(d.now)
	query.Limit, query.Facets = 5, true
	r, err := d.lib.Search(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestEveryCardHasAGoodAnswer asks the question of each situation card and looks
// for its picks among the first five services.
func TestEveryCardHasAGoodAnswer(t *testing.T) {
	d := openDemonstration(t)
	sets, err := conversation.BuiltIn(vocabulary(d.now))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range sets.Cards {
		var names []string
		for _, h := range d.ask(t, c.Changes, c.Place).Hits {
			names = append(names, h.Service.Name)
		}
		first := "\n" + strings.Join(names, "\n") + "\n"
		for _, pick := range c.Picks {
			if !strings.Contains(first, "\n"+pick+"\n") {
				t.Errorf("%s: %q is not among the first five:%s", c.Title, pick, first)
			}
		}
	}
}

// TestEveryAnswerAndPersonaFindsSomething sees that no built-in answer or persona
// leads to an empty list, and that labels are those of the filter panes.
func TestEveryAnswerAndPersonaFindsSomething(t *testing.T) {
	d := openDemonstration(t)
	sets, err := conversation.BuiltIn(vocabulary(d.now))
	if err != nil {
		t.Fatal(err)
	}
	tried := func(what string, changes []conversation.Change) {
		r := d.ask(t, changes, "")
		if r.Fits < 3 {
			t.Errorf("%s finds %d services that fit and %d that may", what, r.Fits, r.MayFit)
		}
		for _, c := range changes {
			for _, o := range r.Facets[c.Pane] {
				if o.ID == c.ID && o.Label != c.Label && c.Pane != service.PaneLanguage {
					t.Errorf("%s: %s is called %q in the pane and %q in the file", what, c.ID, o.Label, c.Label)
				}
			}
		}
	}
	for _, c := range sets.Conversations {
		for _, q := range c.Questions {
			for _, a := range q.Answers {
				tried(c.Title+": "+a.Text, a.Changes)
			}
		}
	}
	for _, p := range sets.Personas {
		tried(p.Name, p.Changes)
	}
}

// TestTheExampleOfThePageIsGood checks the files that docs/conversations.md
// shows, as whoever copies them would.
func TestTheExampleOfThePageIsGood(t *testing.T) {
	code, page, talk := fettle(t, "conversation", "help")
	if code != exitDone || !strings.HasPrefix(page, "# Writing conversations") {
		t.Fatalf("exit code %d: %s%s", code, page, talk)
	}
	for start, want := range map[string]string{
		"    conversation: ": "is good: \"Getting into a garden\" has 4 questions and 5 answers, for the folder conversations.",
		"    persona: ":      "is good: 2 personas, for the folder personas.",
		"    card: ":         "is good: 1 card, for the folder cards.",
	} {
		var example strings.Builder
		in := false
		for line := range strings.Lines(page) {
			in = in && (strings.HasPrefix(line, "    ") || strings.TrimSpace(line) == "") || strings.HasPrefix(line, start)
			if in {
				example.WriteString(line)
			}
		}
		file := t.TempDir() + "/example.txt"
		if err := os.WriteFile(file, []byte(example.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		if code, out, talk := fettle(t, "conversation", "check", file); code != exitDone || !strings.Contains(out, want) {
			t.Errorf("exit code %d: %s%s", code, out, talk)
		}
	}
}
