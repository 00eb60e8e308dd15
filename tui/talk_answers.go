package tui

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/conversation"
	gazetteer "fettle/internal/place"
	"fettle/internal/service"
	"fettle/internal/typed"
	talk "fettle/tui/conversation"
	"fettle/tui/question"
)

// answerTalk takes what is typed or chosen.
func (a *app) answerTalk() tea.Cmd {
	s := a.talking()
	if s == nil {
		return nil
	}
	c := s.Selected()
	if s.Writes() {
		return a.typedAnswer(s)
	}
	switch c.Kind {
	case talk.Answer:
		return a.change(func(q *question.Question) { s.Answer(c.At, q) })
	case talk.Place:
		return a.placeAnswer(s, s.PlaceAt(c.At))
	case talk.Skip:
		return a.talkSkip()
	case talk.Back:
		return a.talkBack()
	case talk.See:
		return a.talkSee()
	case talk.Before:
		return a.talkBefore()
	}
	return nil
}

// answerNumber takes the answer of the number that was pressed.
func (a *app) answerNumber() tea.Cmd {
	s := a.talking()
	n, err := strconv.Atoi(a.pressing)
	if s == nil || err != nil {
		return nil
	}
	c, ok := s.Numbered(n)
	if !ok {
		return a.say("There is no answer " + a.pressing + " here.")
	}
	if c.Kind == talk.Place {
		return a.placeAnswer(s, s.PlaceAt(c.At))
	}
	return a.change(func(q *question.Question) { s.Answer(c.At, q) })
}

// typedAnswer takes what is typed as the answer that is asked for.
func (a *app) typedAnswer(s *talk.Screen) tea.Cmd {
	text := s.Ask()
	switch s.Question().Ask {
	case conversation.AskPlace:
		return a.locateAnswer(text)
	case conversation.AskTime:
		return a.timeAnswer(text)
	case conversation.AskAge:
		years, err := strconv.Atoi(text)
		if err != nil || years < 0 || years > 120 {
			s.Trouble("An age is a number of years, 0 to 120.")
			return nil
		}
		return a.change(func(q *question.Question) {
			s.Typed(text, q, func(q *question.Question) { q.SetAge(years, "Age "+strconv.Itoa(years)) })
		})
	case conversation.AskWords:
		return a.change(func(q *question.Question) {
			s.Typed("\""+text+"\"", q, func(q *question.Question) { q.Words = text })
		})
	case conversation.AskNothing:
	}
	return nil
}

// placeAnswer takes a place.
func (a *app) placeAnswer(s *talk.Screen, near service.Near) tea.Cmd {
	return a.change(func(q *question.Question) {
		s.Typed(near.Name, q, func(q *question.Question) { q.SetPlace(near) })
	})
}

// locateAnswer looks up a place that was typed as an answer.
func (a *app) locateAnswer(text string) tea.Cmd {
	if _, err := strconv.Atoi(text); err == nil {
		a.talking().Trouble("That is no place. Type one such as Preston or PR1; an age has a question of its own.")
		return nil
	}
	locate := a.deps.Locate
	return func() tea.Msg {
		near, err := locate(text)
		var unknown *gazetteer.NotFoundError
		if errors.As(err, &unknown) {
			return placeAnswered{text: text, near: meant(locate, unknown.Suggestions)}
		}
		return placeAnswered{text: text, near: near, sure: true, err: err}
	}
}

// mostMeant is how many places are offered for a name that is not known.
const mostMeant = 5

// meant returns the places of names that may have been meant.
func meant(locate func(string) ([]service.Near, error), names []string) []service.Near {
	var near []service.Near
	for _, name := range names[:min(len(names), mostMeant)] {
		if found, err := locate(name); err == nil && len(found) > 0 {
			near = append(near, found[0])
		}
	}
	return near
}

// placeAnswered is the places of a typed answer.
type placeAnswered struct {
	text string
	near []service.Near
	// sure is set when these are of that name, and not of one like it.
	sure bool
	err  error
}

func (p placeAnswered) apply(a *app) tea.Cmd {
	s := a.talking()
	if s == nil || !s.Awaits(p.text) {
		return nil
	}
	switch {
	case p.err != nil:
		s.Trouble(plain(p.err))
	case len(p.near) == 0:
		s.Trouble("No place is called \"" + p.text + "\". Try a town, or the first half of the postcode.")
	case !p.sure:
		s.Trouble("No place is called \"" + p.text + "\". Was one of these meant?")
		s.Offer(p.near)
	case len(p.near) == 1:
		return a.placeAnswer(s, p.near[0])
	default:
		s.Trouble("There are several: choose one, by its number or with Enter.")
		s.Offer(p.near)
	}
	return nil
}

// timeAnswer reads a time that was typed as an answer.
func (a *app) timeAnswer(text string) tea.Cmd {
	read, now := a.deps.Windows, a.deps.Now()
	return func() tea.Msg {
		windows, err := read(text, now)
		return timeAnswered{text: text, windows: windows, err: err}
	}
}

// timeAnswered is the stretches of the week of a typed answer.
type timeAnswered struct {
	text    string
	windows []service.Window
	err     error
}

func (t timeAnswered) apply(a *app) tea.Cmd {
	s := a.talking()
	if s == nil || !s.Awaits(t.text) {
		return nil
	}
	if t.err != nil {
		s.Trouble(plain(t.err))
		return nil
	}
	change := []conversation.Change{{Pane: service.PaneWhen, Windows: t.windows}}
	return a.change(func(q *question.Question) {
		s.Typed(t.text, q, func(q *question.Question) { talk.Apply(q, change) })
	})
}

// countAnswers finds out how many services each answer would leave.
func (a *app) countAnswers() tea.Cmd {
	s := a.talking()
	if s == nil || s.Question() == nil || len(s.Question().Answers) == 0 {
		return nil
	}
	ctx, d, number := a.ctx, a.deps, s.Number()
	queries := make([]service.Query, len(s.Question().Answers))
	for i, answer := range s.Question().Answers {
		q := a.find.Question().Clone()
		q.Typing = false
		talk.Apply(q, answer.Changes)
		queries[i], _ = d.Query(q, d.Now())
		queries[i].Limit = 1
	}
	return func() tea.Msg {
		counts, err := countEach(ctx, d, queries)
		return answersCounted{of: s, number: number, counts: counts, err: err}
	}
}

func countEach(ctx context.Context, d Deps, queries []service.Query) ([]talk.Count, error) {
	counts := make([]talk.Count, len(queries))
	for i, q := range queries {
		r, _, err := typed.Search(ctx, d.Search, q)
		if err != nil {
			return nil, fmt.Errorf("count what each answer leaves: %w", err)
		}
		counts[i] = talk.Count{Fits: r.Fits, MayFit: r.MayFit}
	}
	return counts, nil
}

// answersCounted is how many services each answer would leave. Without it the
// question is still good, so an error of it is none of the person's.
type answersCounted struct {
	of     *talk.Screen
	number int
	counts []talk.Count
	err    error
}

func (c answersCounted) take(*app) {
	if c.err == nil {
		c.of.Count(c.number, c.counts)
	}
}
