package tui

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"fettle/tui/find"
	"fettle/tui/widget"
)

// leaveWithin is how soon the second key that leaves must follow the first.
const leaveWithin = 3 * time.Second

// back undoes one thing, in this order: the text of a panel, a message that
// stays, the reasons, the panel, the service being read, the shortlist, the pane
// with the text typed into it, the list, the words in the search box. It never
// leaves the finder.
func (a *app) back() tea.Cmd {
	switch {
	case a.writer() != nil && a.writer().Clear():
	case a.message.stays && a.message.text != "":
		a.message = message{id: a.message.id + 1}
	case a.reads() && a.face != wholeFace:
		a.turnWhole()
	case len(a.panels) > 0:
		a.pop()
	case a.reading:
		a.reading = false
	case a.listing:
		a.listing = false
		a.toList()
	default:
		return a.backInFind()
	}
	return nil
}

// backInFind is the ladder on the screen of services.
func (a *app) backInFind() tea.Cmd {
	switch a.find.Focused() {
	case find.Filters:
		if a.find.ClearText() && a.find.Before() == find.Search {
			a.find.Focus(find.Search) // what was typed was meant for it, or is typed anew
			return nil
		}
		a.toList()
	case find.List:
		a.find.Focus(find.Search)
	case find.Search:
		if !a.find.ClearText() {
			return a.say(a.nothingOpen())
		}
	}
	return nil
}

// nothingOpen says that there is nothing to close, and what there still is.
func (a *app) nothingOpen() string {
	switch n := len(a.find.Question().Chips()); n {
	case 0:
		return "Nothing is open. Ctrl+C twice leaves."
	case 1:
		return "Nothing is open, but a filter is set: Enter, then X takes it off. Ctrl+C twice leaves."
	default:
		return fmt.Sprintf("Nothing is open, but %d filters are set: Enter, then X takes them all off. Ctrl+C twice leaves.", n)
	}
}

// toList gives the keys to the list, or to the search box when there is nothing
// to do on the list.
func (a *app) toList() {
	if a.find.Worth() {
		a.find.Focus(find.List)
		return
	}
	a.find.Focus(find.Search)
}

// step goes to the next part of the screen, or the one before: the panes, the
// list and, where there is room, the service beside it, and round again. The
// search box, in which letters are text, has a key of its own.
func (a *app) step(by int) tea.Cmd {
	if a.alone() != nil {
		a.pop()
		return nil
	}
	if a.reading {
		a.reading = false
		switch {
		case a.listing:
		case by > 0 && a.wide():
			a.find.FirstPane()
		default:
			a.find.Focus(find.List)
		}
		return nil
	}
	switch a.find.Focused() {
	case find.Search:
		if by > 0 {
			a.find.FirstPane()
		} else {
			a.lastPart()
		}
	case find.Filters:
		moved, effect := a.find.StepPane(by)
		switch {
		case moved:
		case by > 0:
			a.toList()
		default:
			a.lastPart()
		}
		return a.effect(effect)
	case find.List:
		switch {
		case by < 0:
			a.find.LastPane()
		case a.wide() && a.find.List.Len() > 0:
			a.reading = true
		default:
			a.find.FirstPane()
		}
	}
	return nil
}

// lastPart gives the keys to the last part of the screen.
func (a *app) lastPart() {
	a.toList()
	if a.wide() && a.find.List.Len() > 0 {
		a.reading = true
	}
}

// move moves the keys, or scrolls, wherever they are.
func (a *app) move(m widget.Move) {
	switch p := a.top(); {
	case p != nil:
		p.Move(m)
	case a.reads():
		a.page.Move(m)
	case a.listing:
		a.list.Move(m)
	default:
		a.find.Move(m)
	}
}

// turn goes to another service while one is read.
func (a *app) turn(m widget.Move) tea.Cmd {
	switch {
	case a.alone() != nil:
		return a.say("This service was opened by itself: Esc goes back.")
	case a.listing:
		a.list.Move(m)
		return nil
	}
	if !a.find.List.Move(m) {
		return a.say("That is the end of the list.")
	}
	return nil
}

// mark marks the service that the keys are on, or takes it off the shortlist.
func (a *app) mark() tea.Cmd {
	if a.listing && a.alone() == nil {
		if e := a.list.Selected(); e != nil {
			// What is read next would be another service.
			a.reading = false
			return a.toggleMark(e.ID, e.Name)
		}
		return nil
	}
	s, _ := a.current()
	name := s.Name
	if name == "" {
		name = s.ID
	}
	return a.toggleMark(s.ID, name)
}

// removeFilter takes the picked filter away.
func (a *app) removeFilter() tea.Cmd {
	before := a.find.Question().Clone()
	label := a.find.RemoveChip()
	a.remember(undoable{title: "taking away the filter \"" + label + "\"", question: before})
	return nil
}

// clearFilters takes all filters away.
func (a *app) clearFilters() tea.Cmd {
	a.remember(undoable{title: "taking all filters away", question: a.find.Question().Clone()})
	a.find.ClearChips()
	a.remind("All filters are gone. u brings them back.")
	return nil
}

// leave leaves when a key is pressed a second time soon after the first.
func (a *app) leave(key string) tea.Cmd {
	at := a.deps.Now()
	if since := at.Sub(a.leaving); !a.leaving.IsZero() && since >= 0 && since < leaveWithin {
		return tea.Quit
	}
	a.leaving = at
	said := "Press " + key + " again to leave."
	if a.list.Len() > 0 {
		said += " Your shortlist is saved."
	}
	return a.say(said)
}
