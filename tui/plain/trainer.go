package plain

import (
	"fmt"

	"fettle/internal/conversation"
	talk "fettle/tui/conversation"
	"fettle/tui/question"
	"fettle/tui/trainer"
	"fettle/tui/words"
)

// situation is the step of one situation card. It is a menu, with commands of its
// own.
type situation struct {
	menu
	card *conversation.Card
	// revealed is set once the good answer was read out.
	revealed bool
}

// trainerCommands are what can be done besides while somebody is being trained.
func trainerCommands() []command {
	in := func(run func(s *situation, d *dialogue)) func(*dialogue, string) bool {
		return do(func(d *dialogue) {
			if s, ok := d.here().(*situation); ok {
				run(s, d)
			}
		})
	}
	return []command{
		{ID: "cards", Words: []string{"cards"}, In: everywhere, Run: do(func(d *dialogue) { d.enter(cards()) })},
		{ID: "reset", Words: []string{"reset"}, In: everywhere, Run: do((*dialogue).reset)},
		{ID: "card-start", Words: []string{"start"}, In: atCard, Run: in((*situation).start)},
		{ID: "card-hint", Words: []string{"hint"}, In: atCard, Run: in((*situation).hintOut)},
		{ID: "card-answer", Words: []string{"reveal"}, In: atCard, Run: in((*situation).reveal)},
		{ID: "card-ask", Words: []string{"ask"}, In: atCard, Run: in((*situation).ask)},
	}
}

// cards is the menu of the situation cards.
func cards() *menu {
	return &menu{
		kind: "cards", title: "Situation cards", says: "A number reads that card. b goes back.",
		lead: func(d *dialogue) { d.say("%s Everybody on the cards is made up.", trainer.HandOut) },
		choices: func(d *dialogue) []choice {
			var list []choice
			for i := range d.deps.Training.Cards {
				card := &d.deps.Training.Cards[i]
				said := words.Sentence(card.Title)
				if card == d.card {
					said += " It is being worked on."
				}
				list = append(list, choice{said, func(d *dialogue) { d.enter(newSituation(card)) }})
			}
			return list
		},
	}
}

func newSituation(card *conversation.Card) *situation {
	s := &situation{card: card}
	s.menu = menu{
		kind: "card", title: "Card", says: "A number does that. b goes back.",
		lead: func(d *dialogue) {
			d.say("%s", words.Sentence(card.Title))
			for _, paragraph := range card.Story {
				d.say("%s", paragraph)
			}
			d.say(trainer.Task)
		},
		choices: func(*dialogue) []choice {
			list := []choice{{"Start with this card.", s.start}, {"A hint.", s.hintOut}, {"Reveal a good answer.", s.reveal}}
			if s.revealed {
				list = append(list, choice{"Ask it in that way.", s.ask})
			}
			return list
		},
	}
	return s
}

// start begins to work on the card, with nothing of the person before.
func (s *situation) start(d *dialogue) {
	again := d.card == s.card && !d.question.Empty()
	d.card = s.card
	if again { // it was only read once more
		d.backToServices()
		return
	}
	d.freshly("Find two or three services. cards reads the card again.")
}

func (s *situation) hintOut(d *dialogue) { d.say("A hint: %s", s.card.Hint) }

// reveal reads a good answer out.
func (s *situation) reveal(d *dialogue) {
	d.say("A good way to ask: %s", trainer.Asked(s.card))
	d.say("Services that a careful worker would pick:")
	for _, pick := range s.card.Picks {
		d.say("%s", words.Sentence(pick))
	}
	d.say("Why: %s", s.card.Why)
	s.revealed = true
	d.say("ask asks it in that way.")
	s.list = s.choices(d)
}

// ask asks the question of the good answer.
func (s *situation) ask(d *dialogue) {
	if !s.revealed {
		d.say("Reveal the good answer first: r.")
		return
	}
	q := &question.Question{}
	talk.Apply(q, s.card.Changes)
	if s.card.Place != "" {
		near, err := d.deps.Locate(s.card.Place)
		if err != nil {
			d.trouble(fmt.Errorf("the card's place could not be found: %w", err))
			return
		}
		if len(near) > 0 {
			q.SetPlace(near[0])
		}
	}
	d.card = s.card
	d.toServices()
	d.choose("Asked as the good answer does", "asking the question of the card", func(now *question.Question) { *now = *q })
}

// reset brings the demonstration back to where it begins.
func (d *dialogue) reset() {
	if err := d.deps.Training.Reset(); err != nil {
		d.trouble(fmt.Errorf("the shortlists of the demonstration could not be cleared: %w", err))
		return
	}
	d.begin()
	d.undos, d.card = nil, nil
	d.recent.Forget()
	if d.ask() {
		d.found.unread = true
		d.say("The demonstration is as new.")
	}
}
