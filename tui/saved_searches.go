package tui

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/savedsearch"
	"fettle/internal/service"
	"fettle/tui/find"
	"fettle/tui/question"
	"fettle/tui/searches"
)

// Searches keeps questions under names.
type Searches = searches.Store

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
	recent  searches.Recent
	saved   []savedsearch.Search
	removed *savedsearch.Search
	screen  *searches.Screen
}

// recall remembers the question as it is now.
func (a *app) recall() { a.past.recent.Recall(a.find.Question()) }

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
		saved = append(saved, searches.Entry{Name: s.Name, Said: searches.Said(s, a.optionLabel)})
	}
	for i, q := range a.past.recent.List() {
		recent = append(recent, searches.Entry{Said: q.Said(), Number: i})
	}
	if a.past.screen != nil {
		a.past.screen.Set(saved, recent)
	}
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
		return a.askAgain(a.past.recent.List()[e.Number].Clone())
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
	a.remind("Asked again: " + q.Said() + ". u brings back what was there.")
	return nil
}

// saveSearch keeps the present question under the name that is typed.
func (a *app) saveSearch() tea.Cmd {
	name, q, store := a.past.screen.Name(), a.find.Question().Query(a.deps.Now()), a.deps.Searches
	if a.search.shown == a.search.id {
		q = a.search.asked // with what was read from the words
	}
	a.past.screen.Clear()
	return func() tea.Msg {
		text, err := searches.Save(store, name, q)
		if err != nil {
			return searchesRead{err: err}
		}
		saved, err := store.List()
		return searchesRead{saved: saved, text: text, err: err}
	}
}

// removeSearch takes the saved search under the keys away.
func (a *app) removeSearch() tea.Cmd {
	name, store := a.past.screen.Selected().Name, a.deps.Searches
	return func() tea.Msg {
		gone, text, err := searches.Remove(store, name)
		if err != nil {
			return searchesRead{err: err}
		}
		saved, err := store.List()
		if err != nil {
			err = fmt.Errorf("%s is removed, u brings it back: %w", name, err)
		}
		return searchesRead{saved: saved, removed: &gone, text: text, err: err}
	}
}

// bringSearch keeps the removed search again.
func (a *app) bringSearch() tea.Cmd {
	back, store := *a.past.removed, a.deps.Searches
	a.past.removed = nil
	return func() tea.Msg {
		text, err := searches.BringBack(store, back)
		if err != nil {
			return searchesRead{removed: &back, err: err}
		}
		saved, err := store.List()
		return searchesRead{saved: saved, text: text, err: err}
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
