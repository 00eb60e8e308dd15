package searches

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"fettle/internal/savedsearch"
	"fettle/internal/service"
	"fettle/tui/question"
)

func said(r *Recent) string {
	all := make([]string, 0, len(r.List()))
	for _, q := range r.List() {
		all = append(all, q.Said())
	}
	return strings.Join(all, " | ")
}

func TestRecentQuestionsAreThereOnceAndTheNewestFirst(t *testing.T) {
	t.Parallel()
	var r Recent
	club, walk := &question.Question{Words: "club"}, &question.Question{Words: "walk"}
	for _, q := range []*question.Question{club, {}, walk, {Words: "club", Sort: service.SortBest}} {
		r.Recall(q)
	}
	club.Words = "changed later"
	if got := said(&r); got != "club | walk" {
		t.Errorf("remembered are %s", got)
	}
	r.Recall(&question.Question{Words: "07700 900 123"})
	if r.Recall(&question.Question{Words: "tea jean@example.org"}); said(&r) != "tea | club | walk" {
		t.Errorf("who somebody is is remembered: %s", said(&r))
	}
	for i := range 2 * mostRecent {
		r.Recall(&question.Question{Words: fmt.Sprint("word ", i)})
	}
	if len(r.List()) != mostRecent || r.List()[0].Words != fmt.Sprint("word ", 2*mostRecent-1) {
		t.Errorf("remembered are %d: %s", len(r.List()), said(&r))
	}
	if r.Forget(); len(r.List()) != 0 {
		t.Errorf("after forgetting there is %s", said(&r))
	}
}

func TestSavingRemovingAndBringingBack(t *testing.T) {
	t.Parallel()
	store := savedsearch.Store{Path: filepath.Join(t.TempDir(), "searches.json")}
	years := 81
	lunch := service.Query{Words: "lunch", Age: &years}
	if said, err := Save(store, "Lunches", lunch); err != nil || said != "Saved: Lunches. Left out, as it belongs to one person: the age." {
		t.Fatalf("said is %q, %v", said, err)
	}
	for name, q := range map[string]service.Query{"Lunches": lunch, "": lunch, "Only an age": {Age: &years}} {
		if said, err := Save(store, name, q); err == nil {
			t.Errorf("%q is saved: %s", name, said)
		}
	}
	gone, said, err := Remove(store, "Lunches")
	if err != nil || !strings.Contains(said, "u brings it back") {
		t.Fatalf("said is %q, %v", said, err)
	}
	if _, _, err := Remove(store, "Lunches"); err == nil {
		t.Error("what is gone is removed once more")
	}
	if said, err := BringBack(store, gone); err != nil || said != "It is back: Lunches." {
		t.Errorf("said is %q, %v", said, err)
	}
	if _, err := BringBack(store, gone); err == nil || !strings.Contains(err.Error(), "u tries again") {
		t.Errorf("the same name twice is %v", err)
	}
}
