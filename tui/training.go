package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/conversation"
	"fettle/internal/service"
	talk "fettle/tui/conversation"
	"fettle/tui/find"
	"fettle/tui/giveout"
	"fettle/tui/question"
	"fettle/tui/trainer"
)

// Training is what the finder needs to train somebody on the demonstration.
type Training struct {
	// Cards are the situation cards.
	Cards []conversation.Card
	// Faults say which files of cards were left out and why, a file each.
	Faults []string
	// Reset brings the demonstration back to where it begins: no shortlists.
	Reset func() error
}

// trainerActions are what can be done besides in the trainer's mode.
func trainerActions() []action {
	return []action{{
		ID: "cards", Keys: []string{"f2"}, In: inFind | inDetail | inShortlist | inTalks | inTalk, Title: "Situation cards to practise on", Label: "Cards",
		Hint: "The card that is being worked on, or the list of cards.", Run: (*app).openCards,
	}, {
		ID: "reset", Keys: []string{"ctrl+r"}, In: everywhere, Title: "Start the training afresh",
		Hint: "Clears the question, the card and every shortlist of the demonstration. Nothing real is touched.", Run: (*app).reset,
	}, {
		ID: "card-open", Keys: []string{"enter"}, In: inCards, Title: "Read the card", Label: "Read it",
		Hint: "The situation, and what to find.", Run: (*app).openCard,
	}, {
		ID: "card-start", Keys: []string{"enter"}, In: inCard, Title: "Start with this card", Label: "Start",
		Hint: "The finder is cleared; the card's title stays on the screen.", Run: (*app).startCard,
	}, {
		ID: "card-hint", Keys: []string{"h"}, In: inCard, Title: "Show a hint, or hide it", Label: "Hint",
		Hint: "For whoever is stuck.", Run: func(a *app) tea.Cmd { return a.onCard((*trainer.Card).Hint) },
	}, {
		ID: "card-answer", Keys: []string{"r"}, In: inCard, Title: "Reveal a good answer, or hide it", Label: "Reveal",
		Hint: "A way to ask, services to pick, and why.", Run: func(a *app) tea.Cmd { return a.onCard((*trainer.Card).Answer) },
	}, {
		ID: "card-ask", Keys: []string{"a"}, In: inCard, Title: "Ask it in that way", Label: "Ask it",
		Hint: "Sets the filters and the place of the good answer in the finder.", WhyNot: notRevealed, Run: (*app).askCard,
	}}
}

func notRevealed(a *app) string {
	if c, ok := a.top().(*trainer.Card); !ok || !c.Answered() {
		return "Reveal the good answer first: r."
	}
	return ""
}

// onCard does something to the card on the screen.
func (a *app) onCard(do func(*trainer.Card)) tea.Cmd {
	if c, ok := a.top().(*trainer.Card); ok {
		do(c)
	}
	return nil
}

// openCards opens the list of cards, and above it the card that is being worked
// on.
func (a *app) openCards() tea.Cmd {
	at := 0
	for i := range a.deps.Training.Cards {
		if a.card != nil && a.card.Of() == &a.deps.Training.Cards[i] {
			at = i
		}
	}
	a.push(inCards, trainer.NewList(a.deps.Training.Cards, at))
	if a.card != nil {
		a.push(inCard, a.card)
		return nil
	}
	if wrong := a.deps.Training.Faults; len(wrong) > 0 {
		a.keep("A file of cards is left out: " + strings.Split(wrong[0], "\n")[0])
	}
	return nil
}

// openCard opens the card with the keys.
func (a *app) openCard() tea.Cmd {
	l, ok := a.top().(*trainer.List)
	if !ok || l.At() >= len(a.deps.Training.Cards) {
		return nil
	}
	c := &a.deps.Training.Cards[l.At()]
	if a.card != nil && a.card.Of() == c {
		a.push(inCard, a.card)
		return nil
	}
	a.push(inCard, trainer.NewCard(c))
	return nil
}

// startCard begins to work on the card on the screen.
func (a *app) startCard() tea.Cmd {
	c, ok := a.top().(*trainer.Card)
	if !ok {
		return nil
	}
	again := a.card == c && !a.find.Question().Empty()
	a.card = c
	a.coach.Pin(c.Of().Title)
	a.toFinder()
	if again { // it was only looked at once more
		a.toList()
		return nil
	}
	return a.freshly("Find two or three services. F2 shows the card again.")
}

// askCard asks the question of the card on the screen.
func (a *app) askCard() tea.Cmd {
	c, ok := a.top().(*trainer.Card)
	if !ok {
		return nil
	}
	a.card = c
	a.coach.Pin(c.Of().Title)
	// At once: what is opened while the place is looked up stays open.
	a.toFinder()
	card, locate := c.Of(), a.deps.Locate
	if card.Place == "" {
		return cardPlaced{card: card}.apply(a)
	}
	return func() tea.Msg {
		near, err := locate(card.Place)
		return cardPlaced{card: card, near: near, err: err}
	}
}

// cardPlaced is the place of a card.
type cardPlaced struct {
	card *conversation.Card
	near []service.Near
	err  error
}

func (p cardPlaced) apply(a *app) tea.Cmd {
	if p.err != nil {
		a.trouble(fmt.Errorf("the card's place could not be found: %w", p.err))
		return nil
	}
	q := &question.Question{}
	talk.Apply(q, p.card.Changes)
	if len(p.near) > 0 {
		q.SetPlace(p.near[0])
	}
	a.remember(undoable{title: "asking the question of the card", question: a.find.Question().Clone()})
	a.find.Restore(q)
	a.find.List.Top()
	a.find.Focus(find.List)
	return nil
}

// reset brings the demonstration back to where it begins.
func (a *app) reset() tea.Cmd {
	clean := a.deps.Training.Reset
	a.toFinder()
	a.card, a.talk, a.undos, a.redos, a.exported = nil, nil, nil, nil, ""
	a.past.removed, a.picked, a.giving.safety = nil, nil, giveout.Safety{}
	a.past.recent.Forget()
	a.coach.Forget()
	a.find.Clear()
	return a.save(func(Shortlist) (string, error) {
		if err := clean(); err != nil {
			return "", fmt.Errorf("the shortlists of the demonstration could not be cleared: %w", err)
		}
		return "The demonstration is as new.", nil
	}, nil)
}

// hints are what can be done now, what is most to the point first, as the strip
// shows them.
func (a *app) hints() []trainer.Hint {
	if a.coach == nil {
		return nil
	}
	offers := a.offers()
	all := make([]trainer.Hint, 0, len(offers))
	for _, level := range [...]weight{atHand, usually, always, rarely} { // what is always there is known soon
		for i := range offers {
			if o := &offers[i]; o.weight == level && o.act.ID != "help" {
				all = append(all, trainer.Hint{Key: o.key, Title: o.act.Title})
			}
		}
	}
	return all
}
