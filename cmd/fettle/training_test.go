package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fettle/internal/conversation"
	"fettle/internal/savedsearch"
	"fettle/internal/service"
	"fettle/internal/shortlist"
)

// TestTrainingTouchesNothingReal marks a service in the real finder and in the
// demonstration, and starts training and resets it.
func TestTrainingTouchesNothingReal(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	var said bytes.Buffer
	a := &app{in: strings.NewReader(""), out: &said, talk: &said, getenv: func(string) string { return "" }, dataDir: t.TempDir()}
	stores := map[bool]*shortlist.Store{}
	searches := savedsearch.Store{Path: filepath.Join(t.TempDir(), "searches.json")}
	for _, demo := range []bool{false, true} {
		a.demo = demo
		p, err := a.paths()
		if err != nil {
			t.Fatal(err)
		}
		if stores[demo], err = shortlist.Open(p.Shortlists(), clock); err != nil {
			t.Fatal(err)
		}
		if _, err := stores[demo].OpenNew("For practice"); err != nil {
			t.Fatal(err)
		}
		if err := stores[demo].Add(&service.Service{ID: "demo/1", Name: "Lunch Club"}); err != nil {
			t.Fatal(err)
		}
	}
	if training, err := a.training(stores[true], searches, make([]conversation.Card, 6)); training != nil || err != nil {
		t.Fatalf("without --trainer there is training: %v", err)
	}
	a.trainer = true
	training, err := a.training(stores[true], searches, make([]conversation.Card, 6))
	if err != nil || len(training.Cards) != 6 {
		t.Fatalf("there is no training: %v", err)
	}
	empty := func(when string) {
		for _, l := range stores[true].Lists() {
			if len(l.Items) > 0 || l.Label != "" {
				t.Errorf("%s the demonstration still has the list %q of %d", when, l.Label, len(l.Items))
			}
		}
	}
	empty("at the start")
	if err := stores[true].Add(&service.Service{ID: "demo/2", Name: "Walks"}); err != nil {
		t.Fatal(err)
	}
	if err := searches.Add(savedsearch.Search{Name: "Practice", Words: "walks"}); err != nil {
		t.Fatal(err)
	}
	if err := training.Reset(); err != nil {
		t.Fatal(err)
	}
	empty("after the reset")
	if kept, err := searches.List(); err != nil || len(kept) > 0 {
		t.Errorf("after the reset there are the searches %v (%v)", kept, err)
	}
	if l := stores[false].Current(); l.Label != "For practice" || len(l.Items) != 1 {
		t.Errorf("the real list became %q with %d services", l.Label, len(l.Items))
	}
	a.demo = false
	if training, err := a.training(stores[false], searches, nil); training != nil || err != nil {
		t.Errorf("the real finder is in training (%v)", err)
	}
}
