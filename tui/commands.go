package tui

import (
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
)

// lookEvery is how often the finder looks for newer data and says anew how old
// the data is.
const lookEvery = time.Minute

// look reads what the library holds.
func (a *app) look() tea.Cmd {
	contents := a.deps.Contents
	return func() tea.Msg { return looked{contents()} }
}

// looked is what the library holds.
type looked struct{ contents service.Contents }

func (l looked) take(a *app) {
	a.contents, a.known = l.contents, true
}

// tick is the finder being woken.
type tick struct{}

func (tick) apply(a *app) tea.Cmd {
	return tea.Batch(a.refresh(), a.expire(), a.after(lookEvery, tick{}))
}

// refresh takes up a newer library if there is one.
func (a *app) refresh() tea.Cmd {
	if a.deps.Refresh == nil || a.looking {
		return nil
	}
	a.looking = true
	again := a.deps.Refresh
	return func() tea.Msg {
		newer, err := again()
		return refreshed{newer: newer, err: err}
	}
}

// refreshed says whether a newer library was taken up.
type refreshed struct {
	newer bool
	err   error
}

func (r refreshed) apply(a *app) tea.Cmd {
	a.looking = false
	if r.err != nil {
		a.trouble(fmt.Errorf("newer data could not be opened, so the old is still shown: %w", r.err))
		return nil
	}
	if !r.newer {
		return nil
	}
	return tea.Batch(a.takeUp(), a.say("Newer data is in."))
}

// takeUp asks and reads everything anew, as the library is a newer one.
func (a *app) takeUp() tea.Cmd {
	clear(a.abouts)
	clear(a.wholes)
	a.search.again()
	return tea.Batch(a.look(), a.loadList())
}

// locate looks up a place that is being typed.
func (a *app) locate(text string) tea.Cmd {
	find := a.deps.Complete
	if find == nil {
		find = a.deps.Locate
	}
	a.lookups++
	return func() tea.Msg {
		near, err := find(text)
		return located{text: text, near: near, err: err}
	}
}

// located is the places of a text.
type located struct {
	text string
	near []service.Near
	err  error
}

func (l located) apply(a *app) tea.Cmd {
	a.lookups--
	return a.effect(a.find.Places(l.text, l.near, l.err))
}

// windows looks a time in words up.
func (a *app) windows(text string) tea.Cmd {
	read, now := a.deps.Windows, a.deps.Now()
	a.lookups++
	return func() tea.Msg {
		windows, err := read(text, now)
		return windowed{text: text, windows: windows, err: err}
	}
}

// windowed is the stretches of the week of a text.
type windowed struct {
	text    string
	windows []service.Window
	err     error
}

func (w windowed) apply(a *app) tea.Cmd {
	a.lookups--
	return a.effect(a.find.Windows(w.text, w.windows, w.err))
}

// open opens a file or a page with the system.
func (a *app) open(target, what string) tea.Cmd {
	with := a.deps.Open
	return func() tea.Msg {
		if err := with(target); err != nil {
			if strings.HasPrefix(target, "http") {
				// Whatever the reason is, the address is what helps.
				return opened{err: errors.New(what + " could not be opened here, y copies its address:\n" + target), address: target}
			}
			return opened{err: fmt.Errorf("%s could not be opened: %w", what, err)}
		}
		if strings.HasPrefix(target, "mailto:") {
			return opened{text: "Opening " + what + "."} // its address is the whole letter
		}
		return opened{text: "Opening " + target}
	}
}

// opened says whether something was opened.
type opened struct {
	text string
	// address is what was not opened and can be copied instead.
	address string
	err     error
}

func (o opened) apply(a *app) tea.Cmd {
	if o.err != nil {
		a.trouble(o.err)
		a.message.address = o.address
		return nil
	}
	return a.say(o.text)
}
