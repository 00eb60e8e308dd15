package tui

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/savedsearch"
	"fettle/internal/service"
	"fettle/tui/find"
	"fettle/tui/question"
	"fettle/tui/searches"
)

// Searches keeps questions under names. Every change is on disk when the method
// returns.
type Searches interface {
	// List returns all of them in the order of their names.
	List() ([]savedsearch.Search, error)
	// Add keeps one; a name that is taken is an error.
	Add(savedsearch.Search) error
	// Remove takes one away and returns it.
	Remove(name string) (savedsearch.Search, error)
}

// mostRecent is how many questions of the session are remembered. They are kept
// in memory alone.
const mostRecent = 20

// searchActions ask again what was asked before.
func searchActions() []action {
	return []action{{
		ID: "searches", Keys: []string{"f"}, In: inReading, Title: "Searches: saved ones and those of this session",
		Hint: "Ask one of them again.", Run: func(a *app) tea.Cmd { return a.openSearches(false) },
	}, {
		ID: "searches-typing", Keys: []string{"ctrl+o"}, In: inSearch | inFilters, Title: "Searches, while typing",
		Hint: "Saved ones and those of this session.", Run: func(a *app) tea.Cmd { return a.openSearches(false) },
	}, {
		ID: "search-save", Keys: []string{"S"}, In: inList | inDetail, Title: "Save this search under a name",
		Hint: "With its words and filters, but nothing of the person.", WhyNot: nothingToSave,
		Run: func(a *app) tea.Cmd { return a.openSearches(true) },
	}, {
		ID: "search-ask", Keys: []string{"enter"}, In: inSearches, Title: "Ask it again, or save it", Label: "Take",
		Hint: "Takes the name that is typed, or asks what is under the keys.", WhyNot: noSearch, Run: (*app).takeSearch,
	}, {
		ID: "search-remove", Keys: []string{"x", "delete"}, In: inSearches, Title: "Remove the saved search", Label: "Remove",
		Hint: "u brings it back while this screen is open.", WhyNot: noSaved, Run: (*app).removeSearch,
	}, {
		ID: "search-undo", Keys: []string{"u"}, In: inSearches, Title: "Bring the removed search back",
		Hint: "The one that was removed last.", WhyNot: noRemoved, Run: (*app).bringSearch,
	}}
}

// past is what was asked before.
type past struct {
	recent  []*question.Question
	saved   []savedsearch.Search
	removed *savedsearch.Search
	screen  *searches.Screen
}

// impersonal leaves of the recent questions what is not about one person.
func (p *past) impersonal() {
	var kept []*question.Question
	for _, q := range p.recent {
		q = q.Impersonal()
		same := func(had *question.Question) bool { return had.Key() == q.Key() }
		if !q.Empty() && !slices.ContainsFunc(kept, same) {
			kept = append(kept, q)
		}
	}
	p.recent = kept
}

// recall remembers the question as it is now, the newest first.
func (a *app) recall() {
	q := a.find.Question().Clone()
	if q.Empty() {
		return
	}
	q.Typing = false
	key := q.Key()
	a.past.recent = slices.DeleteFunc(a.past.recent, func(had *question.Question) bool { return had.Key() == key })
	a.past.recent = slices.Insert(a.past.recent, 0, q)
	a.past.recent = a.past.recent[:min(len(a.past.recent), mostRecent)]
}

// openSearches opens the screen, to name the present question or to choose one.
func (a *app) openSearches(naming bool) tea.Cmd {
	a.recall()
	a.past.screen, a.past.removed = searches.New(), nil
	if naming {
		a.past.screen.Ask(a.find.Question().Said())
	}
	a.showSearches()
	a.push(inSearches, a.past.screen)
	return a.listSearches()
}

// showSearches puts what is known on the screen.
func (a *app) showSearches() {
	var saved, recent []searches.Entry
	for i := range a.past.saved {
		s := &a.past.saved[i]
		saved = append(saved, searches.Entry{Name: s.Name, Said: a.saidOf(s)})
	}
	for i, q := range a.past.recent {
		recent = append(recent, searches.Entry{Said: q.Said(), Number: i})
	}
	if a.past.screen != nil {
		a.past.screen.Set(saved, recent)
	}
}

// saidOf says in words what a saved search asks for.
func (a *app) saidOf(s *savedsearch.Search) string {
	var parts []string
	if s.Words != "" {
		parts = append(parts, s.Words)
	}
	for _, pane := range question.Panes() {
		for _, id := range s.Choices[pane] {
			parts = append(parts, a.optionLabel(pane, id))
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

// optionLabel says an option of a pane.
func (a *app) optionLabel(p service.Pane, id string) string {
	if p == service.PaneNeed {
		return a.needLabel(id)
	}
	for _, o := range a.find.Facets(p) {
		if o.ID == id && o.Label != "" {
			return o.Label
		}
	}
	return id
}

// listSearches reads the saved searches.
func (a *app) listSearches() tea.Cmd {
	store := a.deps.Searches
	if store == nil {
		return nil
	}
	return func() tea.Msg {
		saved, err := store.List()
		return searchesRead{saved: saved, err: err}
	}
}

// searchesRead is the saved searches as they are on disk.
type searchesRead struct {
	saved []savedsearch.Search
	// removed is a search that is not kept any more and can be brought back, also
	// when there is an error.
	removed *savedsearch.Search
	text    string
	err     error
}

func (r searchesRead) apply(a *app) tea.Cmd {
	if r.removed != nil {
		a.past.removed = r.removed
	}
	if r.err != nil {
		a.trouble(r.err)
		return nil
	}
	a.past.saved = r.saved
	a.showSearches()
	if r.text == "" {
		return nil
	}
	return a.say(r.text)
}

// takeSearch saves the present question under the name that is typed, or asks
// the one under the keys.
func (a *app) takeSearch() tea.Cmd {
	if a.past.screen.Naming() {
		return a.saveSearch()
	}
	e := a.past.screen.Selected()
	if e.Name == "" {
		return a.askAgain(a.past.recent[e.Number].Clone())
	}
	at := slices.IndexFunc(a.past.saved, func(s savedsearch.Search) bool { return s.Name == e.Name })
	saved, d, now := a.past.saved[at], a.deps, a.deps.Now()
	return func() tea.Msg {
		q, err := saved.Query(now, d.Locate, d.Windows)
		return searchMade{query: q, err: err}
	}
}

// searchMade is a saved search as a question.
type searchMade struct {
	query service.Query
	err   error
}

func (m searchMade) apply(a *app) tea.Cmd {
	if m.err != nil {
		a.trouble(m.err)
		return nil
	}
	return a.askAgain(question.Of(m.query, a.optionLabel))
}

// askAgain puts a question instead of the present one, which undo brings back.
func (a *app) askAgain(q *question.Question) tea.Cmd {
	before := a.find.Question().Clone()
	a.toFinder()
	a.find.Restore(q)
	a.find.Focus(find.List)
	a.remember(undoable{title: "asking another search", question: before})
	return a.say("Asked again: " + q.Said() + ". u brings back what was there.")
}

// saveSearch keeps the present question under the name that is typed.
func (a *app) saveSearch() tea.Cmd {
	name, q, store := a.past.screen.Name(), a.find.Question().Query(a.deps.Now()), a.deps.Searches
	if a.search.shown == a.search.id {
		q = a.search.asked // with what was read from the words
	}
	a.past.screen.Clear()
	return func() tea.Msg {
		if err := savedsearch.CheckName(name); err != nil {
			return searchesRead{err: err}
		}
		kept, left := savedsearch.From(name, q)
		if kept.Empty() {
			return searchesRead{err: errors.New("nothing of this search can be saved: all of it belongs to one person")}
		}
		if err := store.Add(kept); err != nil {
			return searchesRead{err: err}
		}
		text := "Saved: " + kept.Name + "."
		if len(left) > 0 {
			text += " Left out, as it belongs to one person: " + strings.Join(left, ", ") + "."
		}
		saved, err := store.List()
		return searchesRead{saved: saved, text: text, err: err}
	}
}

// removeSearch takes the saved search under the keys away.
func (a *app) removeSearch() tea.Cmd {
	name, store := a.past.screen.Selected().Name, a.deps.Searches
	return func() tea.Msg {
		gone, err := store.Remove(name)
		if err != nil {
			return searchesRead{err: err}
		}
		saved, err := store.List()
		if err != nil {
			err = fmt.Errorf("%s is removed, u brings it back: %w", name, err)
		}
		return searchesRead{saved: saved, removed: &gone, text: "Removed: " + name + ". u brings it back.", err: err}
	}
}

// bringSearch keeps the removed search again.
func (a *app) bringSearch() tea.Cmd {
	back, store := *a.past.removed, a.deps.Searches
	a.past.removed = nil
	return func() tea.Msg {
		if err := store.Add(back); err != nil {
			return searchesRead{removed: &back, err: fmt.Errorf("%s is not back yet, u tries again: %w", back.Name, err)}
		}
		saved, err := store.List()
		return searchesRead{saved: saved, text: "It is back: " + back.Name + ".", err: err}
	}
}

func nothingToSave(a *app) string {
	switch {
	case a.deps.Searches == nil:
		return "Searches can't be saved here."
	case a.find.Question().Empty():
		return "Nothing is asked yet: type words or choose filters first."
	}
	return ""
}

func noSearch(a *app) string {
	if s := a.past.screen; s == nil || !s.Naming() && s.Selected() == nil {
		return "There is no search here yet."
	}
	return ""
}

func noSaved(a *app) string {
	if s := a.past.screen; s == nil || s.Naming() || s.Selected() == nil || s.Selected().Name == "" {
		return "Only a saved search can be removed; recent ones go when you leave."
	}
	return ""
}

func noRemoved(a *app) string {
	if a.past.removed == nil {
		return "Nothing was removed here."
	}
	return ""
}
