package tui

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"fettle/tui/filters"
)

// key does what a key asks for. What was said before goes when the keys are
// elsewhere after it, or something else is asked.
func (a *app) key(k tea.KeyPressMsg) tea.Cmd { return a.asked(func() tea.Cmd { return a.obey(k) }) }

// asked does what a key or the mouse asks for.
func (a *app) asked(obey func() tea.Cmd) tea.Cmd {
	said, at, asked := a.message.id, a.place(), a.find.Question().Key()
	cmd := obey()
	a.counted(said)
	if a.message.id == said && (a.place() != at || a.find.Question().Key() != asked) {
		a.stale()
	}
	if at&(inSearch|inFilters) != 0 && a.place()&(inSearch|inFilters) == 0 {
		a.recall()
	}
	return cmd
}

// obey does what a key asks for: the action of the table, or a letter of the
// text that has the keys.
func (a *app) obey(k tea.KeyPressMsg) tea.Cmd {
	name := keyName(k)
	if name != "ctrl+c" && name != "q" {
		a.leaving = time.Time{}
	}
	if name != "n" {
		a.starting = time.Time{}
	}
	if w := a.writer(); w != nil && w.Takes(k) {
		a.coached(k, name)
		w.Type(k)
		return nil
	}
	if word := a.run.with(k, a); word != "" {
		a.beginWord(word)
		return nil
	}
	if rest, ok := strings.CutPrefix(name, "alt+"); ok && rest != "" {
		if a.top() == nil && a.typing() && a.find.Edits(k) {
			a.coached(k, name)
			return a.effect(a.find.Type(k))
		}
		// Esc and a key soon after it arrive as one key with Alt.
		k.Mod &^= tea.ModAlt
		if k.Text == "" && utf8.RuneCountInString(rest) == 1 {
			k.Text = rest // a letter typed at once is not lost
		}
		a.coach.Pressed(keyLabel("esc"), false)
		back := a.press("esc")
		return tea.Batch(back, a.pressed(k, rest))
	}
	return a.pressed(k, name)
}

// coached shows a key to those who are trained: a letter of a text as it stands
// there.
func (a *app) coached(k tea.KeyPressMsg, name string) {
	if k.Text != "" && a.typing() {
		a.coach.Pressed(k.Text, true)
		return
	}
	a.coach.Pressed(keyLabel(name), false)
}

// pressed does the action of a key, or types it.
func (a *app) pressed(k tea.KeyPressMsg, name string) tea.Cmd {
	a.coached(k, name)
	if act := a.action(name); act != nil {
		a.pressing = name
		return a.do(act)
	}
	if a.typing() {
		if a.top() == nil {
			a.stale()
			return a.effect(a.find.Type(k))
		}
		return nil
	}
	if unicode.IsPrint(k.Code) && k.Mod&^tea.ModShift == 0 {
		return a.say(name + " does nothing here. " + a.instead())
	}
	return nil
}

// instead says what can be done where a key does nothing.
func (a *app) instead() string {
	switch at := a.place(); {
	case at == inSafe:
		return "Up and Down choose an answer, Enter takes it, Esc gives nothing out."
	case at&inReading != 0:
		return "Press ? to see what can be done, / to search."
	}
	return "Press ? to see what can be done, Esc to go back."
}

// press does the action of a key by its name.
func (a *app) press(name string) tea.Cmd {
	if act := a.action(name); act != nil {
		return a.do(act)
	}
	return nil
}

// keyName returns the name of a key as the table has it.
func keyName(k tea.KeyPressMsg) string {
	switch k.Code {
	case tea.KeyKpEnter:
		return "enter"
	case tea.KeyKpUp:
		return "up"
	case tea.KeyKpDown:
		return "down"
	}
	return k.String()
}

// action returns the action of a key where the keys are, nil when there is none.
func (a *app) action(key string) *action {
	at := a.place()
	for i := range a.actions {
		if act := &a.actions[i]; act.In&at != 0 && act.has(key) {
			return act
		}
	}
	return nil
}

// do runs an action, or says why it can't be done now.
func (a *app) do(act *action) tea.Cmd {
	if why := act.off(a); why != "" {
		return a.say(why)
	}
	a.coach.Did(act.Title)
	return act.run(a)
}

// typing reports whether letters are text.
func (a *app) typing() bool {
	if w := a.writer(); w != nil {
		return w.Typing()
	}
	return a.place()&(inSearch|inFilters) != 0
}

// paste gives a text to whatever has the keys.
func (a *app) paste(text string) tea.Cmd {
	if a.hidden != nil || len(a.panels) > 0 {
		if w := a.writer(); w != nil && w.Typing() {
			w.Paste(text)
		}
		return nil
	}
	a.toFinder()
	return a.effect(a.find.Paste(text))
}

// effect looks up what a pane asked for.
func (a *app) effect(e filters.Effect) tea.Cmd {
	var cmds []tea.Cmd
	if e.Next {
		a.find.StepPane(1)
	}
	if e.Say != "" {
		cmds = append(cmds, a.say(e.Say))
	}
	if e.Locate != "" {
		cmds = append(cmds, a.locate(e.Locate))
	}
	if e.Windows != "" {
		cmds = append(cmds, a.windows(e.Windows))
	}
	return tea.Batch(cmds...)
}
