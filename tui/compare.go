package tui

import (
	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/tui/compare"
	"fettle/tui/detail"
	"fettle/tui/question"
)

// compareActions put two services side by side.
func compareActions() []action {
	return []action{{
		ID: "compare", Keys: []string{"b"}, In: inReading, Title: "Put two services side by side",
		Hint: "Press it on the first, then on the second.", WhyNot: noService, Run: (*app).compare,
	}, {
		ID: "mark-left", Keys: []string{"1"}, In: inCompare, Title: "Mark the first, or take it off the shortlist", Label: "Mark first",
		Hint: "It is saved at once.", Run: func(a *app) tea.Cmd { return a.markSide(0) },
	}, {
		ID: "mark-right", Keys: []string{"2"}, In: inCompare, Title: "Mark the second, or take it off the shortlist", Label: "Mark second",
		Hint: "It is saved at once.", Run: func(a *app) tea.Cmd { return a.markSide(1) },
	}}
}

// picked is a service that was picked to be compared with another.
type picked struct {
	id, name string
	hit      *service.Hit
}

// compare picks the service for comparing, or shows it beside the one picked
// before.
func (a *app) compare() tea.Cmd {
	s, hit := a.current()
	now := picked{id: s.ID, name: s.Name, hit: hit}
	before := a.picked
	a.picked = nil
	switch {
	case before == nil:
		a.picked = &now
		return a.say("Side by side: " + s.Name + ". Go to another service and press b there.")
	case before.id == now.id:
		return a.say("It is no longer picked to be put beside another.")
	}
	read := a.deps.Service
	return func() tea.Msg {
		left, err := read(before.id)
		if err != nil {
			return compared{err: err}
		}
		right, err := read(now.id)
		return compared{left: left, right: right, hits: [2]*service.Hit{before.hit, now.hit}, err: err}
	}
}

// compared is two whole records to be shown side by side.
type compared struct {
	left, right service.Service
	hits        [2]*service.Hit
	err         error
}

func (c compared) take(a *app) {
	if c.err != nil {
		a.trouble(c.err)
		return
	}
	a.stale()
	a.push(inCompare, compare.New(compare.Of(a.subject(&c.left, c.hits[0])), compare.Of(a.subject(&c.right, c.hits[1]))))
}

// subject returns a service as its page is given it.
func (a *app) subject(s *service.Service, hit *service.Hit) detail.Subject {
	return detail.Subject{Service: s, Hit: hit, Writes: question.Writes(&a.search.asked), Publisher: a.publisher(s.Feed()), Needs: a.needLabel, Times: a.deps.Words, Now: a.deps.Now()}
}

func (a *app) markSide(n int) tea.Cmd {
	c, ok := a.top().(*compare.Screen)
	if !ok {
		return nil
	}
	side := c.Side(n)
	return a.toggleMark(side.ID, side.Name)
}
