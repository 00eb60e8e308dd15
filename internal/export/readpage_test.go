package export

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fettle/internal/service"
)

// TestPagesReadBack checks that a page that was just written says the same as
// its document, in every variant that says which services are on it.
func TestPagesReadBack(t *testing.T) {
	everyDocument(t, func(t *testing.T, variant, name string, d Document) {
		page, err := HTML(d)
		if err != nil {
			t.Fatal(err)
		}
		saved, err := ReadPage(page)
		if d.Discreet && len(d.Entries) > 0 {
			if !errors.Is(err, ErrDiscreet) {
				t.Errorf("%s, %s: %v, want that it is discreet", variant, name, err)
			}
			return
		}
		if err != nil {
			t.Fatalf("%s, %s: %v", variant, name, err)
		}
		if saved.ListID != d.ListID || saved.On != d.On || len(saved.Items) != len(d.Entries) || saved.Easier != (d.Easier && len(d.Entries) > 0) {
			t.Errorf("%s, %s: read %q of %s, %d services, easier %v", variant, name, saved.ListID, saved.On, len(saved.Items), saved.Easier)
		}
		for i, it := range saved.Items {
			if it.ID != d.Entries[i].ID || strings.TrimSpace(it.Note) != d.Entries[i].Note {
				t.Errorf("%s, %s: service %d is %q with note %q", variant, name, i, it.ID, it.Note)
			}
			if changes := Reworded(it, d.Entries[i]); len(changes) > 0 {
				t.Errorf("%s, %s: service %d has changed: %v", variant, name, i, changes)
			}
		}
	})
}

func TestAPageSaysWhatHasChangedSince(t *testing.T) {
	for _, variant := range []string{"normal", "easier", "contacts", "large"} {
		o := variants()[variant]
		page, err := HTML(sample{services: []*service.Service{full(1)}}.document(t, o))
		if err != nil {
			t.Fatal(err)
		}
		saved, err := ReadPage(page)
		if err != nil {
			t.Fatal(err)
		}
		later := full(1)
		later.Name = "Tea & company"
		later.Sessions[0].Days = []service.Day{{Day: time.Wednesday}}
		later.Phones[0].Number, later.Phones[0].Dial = "01632 960 999", "+441632960999"
		o.Now = o.Now.AddDate(0, 0, 10)
		now := sample{services: []*service.Service{later}}.document(t, o)
		var what []string
		for _, c := range Reworded(saved.Items[0], now.Entries[0]) {
			what = append(what, c.What)
			if c.What == "when" {
				want := Rewording{"when", []string{"Tuesdays and Thursdays, 10:30 to 12:00 (Term time only)"}, []string{"Wednesdays, 10:30 to 12:00 (Term time only)"}}
				if diff := cmp.Diff(want, c); diff != "" {
					t.Errorf("%s: %s", variant, diff)
				}
			}
		}
		want := []string{"name", "when", "how to get in touch", "what to do next"}
		if variant == "contacts" {
			want = []string{"name", "how to get in touch"}
		}
		if !slices.Equal(what, want) {
			t.Errorf("%s: changed are %v, want %v", variant, what, want)
		}
	}
}

func TestOtherPagesAreRefused(t *testing.T) {
	for _, page := range []string{"", "<!doctype html><p>Welcome", `<main data-list="abcd1234"><article data-id="a/1"><h2>x</h2></article>`, "{}",
		`<main data-list="a"></main><p>Correct on 99 November 2026. Ring before you go.</p>`} {
		if _, err := ReadPage([]byte(page)); err == nil {
			t.Errorf("%q was read as a page", page)
		}
	}
}

func FuzzReadPage(f *testing.F) {
	files, err := filepath.Glob(filepath.Join("testdata", "html", "*.golden"))
	if err != nil || len(files) == 0 {
		f.Fatal("no pages: ", err)
	}
	for _, path := range files {
		page, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(page)
	}
	f.Fuzz(func(t *testing.T, page []byte) {
		saved, err := ReadPage(page)
		if err != nil {
			return
		}
		for _, it := range saved.Items {
			words := []string{it.ID, it.Name, it.Organisation}
			for _, part := range it.Parts {
				words = append(append(words, part.Label), part.Lines...)
			}
			for _, w := range append(words, it.Warnings...) {
				if oneLine(w) != w {
					t.Errorf("%q is not on one visible line", w)
				}
			}
			Reworded(it, Entry{})
		}
	})
}
