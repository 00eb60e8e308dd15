package tui

import (
	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/tui/detail"
)

// mostWhys is how many explanations are kept.
const mostWhys = 200

// face is a side of a service that is read.
type face int

// The faces: the whole record, the reasons, and how to reach it.
const (
	wholeFace face = iota
	reasonsFace
	contactFace
)

// shownFace returns the face of the service that is on the screen: beside a list
// it is the whole.
func (a *app) shownFace() face {
	if a.reads() {
		return a.face
	}
	return wholeFace
}

// explained reports whether the reasons are shown instead of the service.
func (a *app) explained() bool { return a.shownFace() == reasonsFace }

// why returns why a service fits the question or does not, nil when that is not
// known yet or nothing is asked, and what finds it out.
func (a *app) why(id string) (*detail.Why, tea.Cmd) {
	if a.find.Question().Empty() || a.search.shown != a.search.id {
		return nil, nil
	}
	if why, known := a.whys[id]; known {
		return why, nil
	}
	if len(a.whys) >= mostWhys {
		clear(a.whys)
	}
	a.whys[id] = nil // It is being found out.
	ctx, d, of := a.ctx, a.deps, a.search.id
	q := a.search.asked
	return nil, func() tea.Msg {
		fit, reasons, err := d.Explain(ctx, q, id)
		return why{id: id, of: of, fit: fit, reasons: reasons, err: err}
	}
}

// why is how a service stands to the question of that request.
type why struct {
	id      string
	of      int
	fit     service.Fit
	reasons []service.Reason
	err     error
}

func (w why) take(a *app) {
	switch {
	case w.of != a.search.id:
	case w.err != nil && a.explained():
		a.trouble(w.err)
	case w.err == nil:
		a.whys[w.id] = &detail.Why{Fit: w.fit, Reasons: w.reasons}
	}
}

// turnTo shows a face of the service, or goes back from there.
func (a *app) turnTo(f face) tea.Cmd {
	if a.reads() && a.face == f {
		a.turnWhole()
		return nil
	}
	if !a.reads() || a.face == wholeFace {
		a.faceOnly = !a.reading && a.alone() == nil
	}
	a.face = f
	if a.alone() == nil {
		a.reading = true
	}
	return nil
}

// turnWhole goes back from a face to where it was asked for.
func (a *app) turnWhole() {
	a.face = wholeFace
	if a.faceOnly && a.alone() == nil {
		a.reading = false
	}
}

func nothingAsked(a *app) string {
	if why := noService(a); why != "" {
		return why
	}
	if a.find.Question().Empty() {
		return "Nothing is asked yet, so everything fits: type words or choose filters first."
	}
	return ""
}

// give gives up what the picked suggestion says.
func (a *app) give() tea.Cmd {
	offer := a.find.Offer()
	before, gain := a.find.Question().Clone(), offer.Gain
	a.find.TakeOffer()
	a.remember(undoable{title: "giving something up", question: before})
	a.remind("Taken: " + gain + ". u, from the list, takes it back.")
	return nil
}

func nothingToGive(a *app) string {
	if a.find.Offer() == nil || a.search.shown != a.search.id {
		return "There is nothing to give up here: that is offered when few services fit."
	}
	return ""
}
