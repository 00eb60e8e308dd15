package searches

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"fettle/internal/savedsearch"
	"fettle/internal/service"
	"fettle/internal/typed"
	"fettle/tui/question"
)

// Store keeps questions under names. Every change is on disk when the method
// returns.
type Store interface {
	// List returns all of them in the order of their names.
	List() ([]savedsearch.Search, error)
	// Add keeps one; a name that is taken is an error.
	Add(savedsearch.Search) error
	// Remove takes one away and returns it.
	Remove(name string) (savedsearch.Search, error)
}

// mostRecent is how many questions of the session are remembered.
const mostRecent = 20

// Recent is the questions that were asked in this session, the newest first.
// They are kept in memory alone.
type Recent struct{ list []*question.Question }

// List returns the questions. The caller must not change them.
func (r *Recent) List() []*question.Question { return r.list }

// Recall remembers a question as it is now, once; one that asks for nothing is
// left out, and so is what tells who somebody is.
func (r *Recent) Recall(q *question.Question) {
	if q.Empty() {
		return
	}
	q = q.Clone()
	if q.Typing, q.Words = false, typed.Public(q.Words); q.Empty() {
		return
	}
	key := q.Key()
	r.list = slices.DeleteFunc(r.list, func(had *question.Question) bool { return had.Key() == key })
	r.list = slices.Insert(r.list, 0, q)
	r.list = r.list[:min(len(r.list), mostRecent)]
}

// Forget forgets all questions.
func (r *Recent) Forget() { r.list = nil }

// Said says in words what a saved search asks for; label says an option of a
// pane.
func Said(s *savedsearch.Search, label func(p service.Pane, id string) string) string {
	var parts []string
	if s.Words != "" {
		parts = append(parts, s.Words)
	}
	for _, pane := range question.Panes() {
		for _, id := range s.Choices[pane] {
			parts = append(parts, label(pane, id))
		}
	}
	if s.Place != "" {
		parts = append(parts, fmt.Sprintf("within %g miles of %s", service.Query{Within: s.Within}.Radius(), s.Place))
	}
	if s.In != nil {
		parts = append(parts, "in "+s.In.Name)
	}
	for _, w := range s.When {
		parts = append(parts, strings.ReplaceAll(w, "-", " "))
	}
	if s.CheckedWithin > 0 {
		parts = append(parts, fmt.Sprintf("checked within %d days", s.CheckedWithin))
	}
	if s.StatedOnly {
		parts = append(parts, "only what is stated")
	}
	return strings.Join(parts, ", ")
}

// Save keeps a question under a name, without what belongs to one person, and
// says what was left out.
func Save(store Store, name string, q service.Query) (said string, err error) {
	if err := savedsearch.CheckName(name); err != nil {
		return "", err
	}
	kept, left := savedsearch.From(name, q)
	if kept.Empty() {
		return "", errors.New("nothing of this search can be saved: all of it belongs to one person")
	}
	if err := store.Add(kept); err != nil {
		return "", err
	}
	said = "Saved: " + kept.Name + "."
	if len(left) > 0 {
		said += " Left out, as it belongs to one person: " + strings.Join(left, ", ") + "."
	}
	return said, nil
}

// Remove takes the saved search of a name away. What it removed is returned, to
// be brought back.
func Remove(store Store, name string) (gone savedsearch.Search, said string, err error) {
	if gone, err = store.Remove(name); err != nil {
		return gone, "", err
	}
	return gone, "Removed: " + name + ". u brings it back.", nil
}

// BringBack keeps a removed search again.
func BringBack(store Store, gone savedsearch.Search) (said string, err error) {
	if err := store.Add(gone); err != nil {
		return "", fmt.Errorf("%s is not back yet, u tries again: %w", gone.Name, err)
	}
	return "It is back: " + gone.Name + ".", nil
}
