package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/conversation"
	"fettle/internal/service"
	talk "fettle/tui/conversation"
	"fettle/tui/find"
	"fettle/tui/question"
	"fettle/tui/theme"
)

// Talks are the guided conversations and the personas.
type Talks struct {
	// Sets are those that can be used.
	Sets conversation.Sets
	// Faults say which files were left out and why, a file each.
	Faults []string
}

// talkActions are what can be done in a guided conversation.
func talkActions() []action {
	return []action{{
		ID: "talk", Keys: []string{"t", "ctrl+t"}, In: inList | inDetail, Title: "Talk it through: guided conversations and personas", Label: "Talk", Weigh: talkWeighs,
		Hint: "Plain questions, one at a time; each answer sets filters and says what it leaves.", WhyNot: noTalks, Run: (*app).chooseTalk,
	}, {
		ID: "talk-typing", Keys: []string{"ctrl+t"}, In: inSearch | inFilters | inShortlist, Title: "Guided conversations and personas", Label: "Talk",
		Hint: "The same as t among the services.", WhyNot: noTalks, Run: (*app).chooseTalk,
	}, {
		ID: "talk-start", Keys: []string{"enter", "space"}, In: inTalks, Title: "Start with this one", Label: "Start",
		Hint: "What was asked before is put aside, but for the place. Undo brings it back.", Run: (*app).startTalk,
	}, {
		ID: "talk-answer", Keys: []string{"enter"}, In: inTalk, Title: "Take the answer and go on", Label: "Take it",
		Hint: "Takes what is typed, or the answer under the keys.", Run: (*app).answerTalk,
	}, {
		ID: "talk-back", Keys: []string{"left", "backspace"}, In: inTalk, Title: "Back to the question before", Label: "One back",
		Hint: "Takes back what its answer set.", WhyNot: noQuestionBefore, Run: (*app).talkBack,
	}, {
		ID: "talk-skip", Keys: []string{"right"}, In: inTalk, Title: "Skip the question", Label: "Skip",
		Hint: "Nothing is set; the next question is asked.", WhyNot: noQuestionMore, Run: (*app).talkSkip,
	}, {
		ID: "talk-see", Keys: []string{"tab"}, In: inTalk, Title: "See the services now", Label: "Services",
		Hint: "What is set stays; t goes on with the conversation.", Run: (*app).talkSee,
	}, {
		ID: "talk-number", Keys: []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}, In: inTalk, Title: "Take the answer of that number",
		Hint: "The number stands before the answer. Where the answer is typed, numbers are text.", Run: (*app).answerNumber,
	}}
}

func noTalks(a *app) string {
	if len(a.deps.Talks.Sets.Conversations) == 0 {
		return "There are no conversations here."
	}
	return ""
}

func noQuestionBefore(a *app) string {
	if s := a.talking(); s == nil || s.First() {
		return "This is the first question. Esc leaves the conversation."
	}
	return ""
}

func noQuestionMore(a *app) string {
	if s := a.talking(); s == nil || s.Question() == nil {
		return "That was the last question."
	}
	return ""
}

// talking returns the conversation on the screen, nil when there is none.
func (a *app) talking() *talk.Screen {
	s, _ := a.top().(*talk.Screen)
	return s
}

// chooseTalk opens the list of conversations and personas.
func (a *app) chooseTalk() tea.Cmd {
	if !a.message.stays { // what was said of the one before is over
		a.message.text = ""
	}
	a.push(inTalks, talk.NewChooser(a.talk, &a.deps.Talks.Sets, a.deps.Talks.Faults))
	return nil
}

// startTalk starts what is chosen on the list.
func (a *app) startTalk() tea.Cmd {
	chooser, ok := a.top().(*talk.Chooser)
	if !ok {
		return nil
	}
	start := chooser.Selected()
	switch {
	case start.Persona != nil:
		return a.startPersona(start.Persona)
	case start.Conversation != nil:
		a.beginTalk(start.Conversation)
	case !start.Again:
		return nil
	}
	a.toFinder()
	a.find.Focus(find.List)
	a.push(inTalk, a.talk)
	return a.countAnswers()
}

// beginTalk begins a conversation: afresh but for the place, so that nothing of what
// was asked before narrows it unseen. What was put aside can be gone on from.
func (a *app) beginTalk(c *conversation.Conversation) {
	a.talk = talk.New(c, behind{a})
	before := a.find.Question().Clone()
	afresh := before.OnlyPlace()
	if before.Key() == afresh.Key() {
		return
	}
	a.remember(undoable{title: "beginning the conversation afresh", question: before})
	a.find.Restore(afresh)
	a.find.List.Top()
	a.beforeTalk = before
	a.talk.PutAside(before.Said())
}

// talkBefore goes on from what was asked before the conversation began.
func (a *app) talkBefore() tea.Cmd {
	a.talk.PutAside("")
	return a.change(func(q *question.Question) { *q = *a.beforeTalk.Clone() })
}

// startPersona asks for what a persona stands for, instead of all that was asked
// but the place.
func (a *app) startPersona(p *conversation.Persona) tea.Cmd {
	before := a.find.Question().Clone()
	q := before.OnlyPlace()
	talk.Apply(q, p.Changes)
	a.remember(undoable{title: "starting from the persona \"" + p.Name + "\"", question: before})
	a.find.Restore(q)
	a.toFinder()
	a.find.List.Top()
	a.find.Focus(find.List)
	a.remind("Started from: " + p.Name + "." + unset(q) + " u brings back what was asked before.")
	return nil
}

// unset says what a persona leaves open, which is different for each person.
func unset(q *question.Question) string {
	aged := slices.ContainsFunc(q.Chips(), func(c question.Chip) bool { return c.Pane == service.PaneAge })
	switch placed := q.Place() != nil; {
	case aged && placed:
		return ""
	case aged:
		return " Still open: 3 the place."
	case placed:
		return " Still open: 2 the age."
	}
	return " Still open: 2 the age, 3 the place."
}

// behind is the finder as a conversation shows it.
type behind struct{ a *app }

// Chips says what is asked.
func (b behind) Chips() []string {
	q := b.a.find.Question()
	var all []string
	if q.Words != "" {
		all = append(all, "\""+q.Words+"\"")
	}
	for _, c := range q.Chips() {
		all = append(all, c.Label)
	}
	return all
}

// Held says what is asked already: the place, the age or the words.
func (b behind) Held(ask conversation.Ask) string {
	q := b.a.find.Question()
	pane := map[conversation.Ask]service.Pane{conversation.AskPlace: service.PaneWhere, conversation.AskAge: service.PaneAge}[ask]
	for _, c := range q.Chips() {
		if c.Pane == pane && pane != "" {
			return c.Label
		}
	}
	if ask == conversation.AskWords && q.Words != "" {
		return "\"" + q.Words + "\""
	}
	return ""
}

// Found says how many services are left.
func (b behind) Found() string { return b.a.find.Found() }

// Services paints the first services.
func (b behind) Services(dst []string, w, h int, t *theme.Theme) []string {
	return b.a.find.List.Lines(dst, w, h, false, t)
}

// change has a step of the conversation change the question, and asks how many
// services each answer of the next one would leave.
func (a *app) change(step func(*question.Question)) tea.Cmd {
	q := a.find.Question().Clone()
	before := q.Clone()
	step(q)
	if before.Key() != q.Key() {
		a.remember(undoable{title: "an answer in the conversation", question: before})
	}
	a.find.Restore(q)
	a.find.List.Top()
	return a.countAnswers()
}

func (a *app) talkSkip() tea.Cmd {
	return a.change(a.talking().Skip)
}

// talkBack goes to the question before.
func (a *app) talkBack() tea.Cmd {
	s := a.talking()
	return a.change(func(q *question.Question) { s.Back(q) })
}

// talkSee leaves the conversation for the services.
func (a *app) talkSee() tea.Cmd {
	a.toFinder()
	a.toList()
	if a.talk != nil && a.talk.Question() != nil {
		return a.say("t goes on with the conversation.")
	}
	return nil
}
