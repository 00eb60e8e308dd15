package tui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/tui/changes"
)

// scope is one part of the changes.
type scope struct {
	name, words string
	question    *service.Query
}

// changesActions show what updates changed, and acknowledge it.
func changesActions() []action {
	return []action{{
		ID: "changes", Keys: []string{"D"}, In: inList | inDetail | inShortlist | inUpdate, Title: "See what updates changed",
		Hint:   "New services, changed ones field by field, and those that are gone.",
		WhyNot: noUpdates, Run: (*app).openChanges,
	}, {
		ID: "change-open", Keys: []string{"enter"}, In: inChanges, Title: "Read the service that changed", Label: "Open",
		Hint: "Esc comes back to the changes.", WhyNot: noChangeToOpen,
		Run: func(a *app) tea.Cmd {
			item := a.data.news.Selected()
			a.peek(item.ID, item.Title())
			return nil
		},
	}, {
		ID: "change-seen", Keys: []string{"space", "x"}, In: inChanges, Title: "Acknowledge the change", Label: "Seen",
		Hint: "It leaves this screen; u brings it back.", WhyNot: noChange,
		Run: func(a *app) tea.Cmd { return a.acknowledge(a.data.news.Selected().Key) },
	}, {
		ID: "changes-seen", Keys: []string{"A"}, In: inChanges, Title: "Acknowledge all changes shown", Label: "All seen",
		Hint: "They leave this screen; u brings them back.", WhyNot: noChange,
		Run: func(a *app) tea.Cmd { return a.acknowledge(a.data.news.Keys()...) },
	}, {
		ID: "change-recall", Keys: []string{"u"}, In: inChanges, Title: "Bring back what was acknowledged last", Label: "Undo",
		Hint: "As long as this screen is open.", WhyNot: noneAcknowledged, Run: (*app).recallChanges,
	}, {
		ID: "changes-of", Keys: []string{"o"}, In: inChanges, Title: "Show another part of the changes", Label: "Of what",
		Hint: "Of all services, of those that fit the question, or of a saved search that watches.",
		Run: func(a *app) tea.Cmd {
			a.data.scope = (a.data.scope + 1) % max(len(a.data.scopes), 1)
			return a.loadChanges()
		},
	}}
}

func noChange(a *app) string {
	if a.data.news.Selected() == nil {
		return "There is no change here."
	}
	return ""
}

func noChangeToOpen(a *app) string {
	if why := noChange(a); why != "" {
		return why
	}
	if a.data.news.Selected().Gone() {
		return "There is no service to open: it is gone, or this is a whole feed."
	}
	return ""
}

func noneAcknowledged(a *app) string {
	if len(a.data.acknowledged) == 0 {
		return "Nothing was acknowledged since this was opened."
	}
	return ""
}

// openChanges shows what updates changed, of all services first.
func (a *app) openChanges() tea.Cmd {
	if a.isOpen(&a.data.news) { // under the feeds
		a.pop()
		return a.loadChanges()
	}
	a.data.scopes, a.data.scope, a.data.acknowledged = []scope{{words: "of all services"}}, 0, nil
	if q := a.find.Question(); !q.Empty() {
		asked, _ := a.deps.Query(q, a.deps.Now())
		a.data.scopes = append(a.data.scopes, scope{words: "of what fits the question", question: &asked})
	}
	a.data.news = changes.Screen{}
	a.push(inChanges, &a.data.news)
	known := a.deps.Updates.Scopes
	return tea.Batch(a.loadChanges(), func() tea.Msg {
		names, err := known()
		return scopesKnown{names, err}
	})
}

// scopesKnown are the saved searches that watch.
type scopesKnown struct {
	names []string
	err   error
}

func (s scopesKnown) take(a *app) {
	if s.err != nil {
		a.trouble(s.err)
	}
	for _, name := range s.names {
		a.data.scopes = append(a.data.scopes, scope{name: name, words: "in the saved search " + name})
	}
}

// loadChanges finds out what changed in the part that is shown.
func (a *app) loadChanges() tea.Cmd {
	a.data.asked++
	ctx, find, of, request := a.ctx, a.deps.Updates.Changes, a.data.scopes[a.data.scope], a.data.asked
	return func() tea.Msg {
		days, err := find(ctx, of.name, of.question)
		return changesFound{request, of.words, days, err}
	}
}

// changesFound is what changed.
type changesFound struct {
	request int
	words   string
	days    []changes.Day
	err     error
}

func (c changesFound) take(a *app) {
	if c.request != a.data.asked {
		return
	}
	if c.err != nil {
		a.trouble(c.err)
	}
	a.data.news.Set(c.words, c.days)
}

// acknowledge takes changes off the screen for good, once that is on the disk.
func (a *app) acknowledge(keys ...string) tea.Cmd {
	note := a.deps.Updates.Acknowledge
	return func() tea.Msg { return acknowledged{keys, note(keys...)} }
}

// acknowledged says whether it is noted down that changes were seen.
type acknowledged struct {
	keys []string
	err  error
}

func (k acknowledged) take(a *app) {
	if k.err != nil {
		a.trouble(k.err)
		return
	}
	a.data.acknowledged = k.keys
	a.data.news.Drop(k.keys...)
	if len(k.keys) > 1 {
		a.remind(fmt.Sprintf("%d changes are acknowledged. u brings them back.", len(k.keys)))
	}
}

// recallChanges brings back what was acknowledged last.
func (a *app) recallChanges() tea.Cmd {
	keys, back := a.data.acknowledged, a.deps.Updates.Recall
	return func() tea.Msg { return recalled{back(keys...)} }
}

// recalled says whether changes are back.
type recalled struct{ err error }

func (r recalled) apply(a *app) tea.Cmd {
	if r.err != nil {
		a.trouble(r.err)
		return nil
	}
	a.data.acknowledged = nil
	return a.loadChanges()
}
