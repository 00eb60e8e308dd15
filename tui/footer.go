package tui

import "fettle/tui/paint"

// weight says how much an action is to the point just now: in a narrow window the
// footer has no room for all.
type weight int

// The weights, rising; usually is that of most actions.
const (
	rarely weight = iota - 1
	usually
	atHand
	always
)

// weighs returns a weight that never changes.
func weighs(w weight) func(*app) weight { return func(*app) weight { return w } }

// atHandIf returns the weight of what is to the point when something holds, and
// else has another weight.
func atHandIf(holds func(*app) bool, other weight) func(*app) weight {
	return func(a *app) weight {
		if holds(a) {
			return atHand
		}
		return other
	}
}

func undoing(a *app) bool     { return len(a.undos) > 0 }
func onTheList(a *app) bool   { return a.place() == inList }
func inAPane(a *app) bool     { return a.place() == inFilters }
func readsOne(a *app) bool    { return a.place() == inDetail }
func onShortlist(a *app) bool { return a.place() == inShortlist }

// begun reports whether there is anything of a person yet that the next one would
// not want.
func begun(a *app) bool { return !a.find.Question().Empty() || a.list.Len() > 0 }

// nextPersonWeighs is the weight of starting the next person.
func nextPersonWeighs(a *app) weight {
	switch {
	case !begun(a):
		return rarely
	case onTheList(a):
		return atHand
	}
	return usually
}

// shortlistWeighs is the weight of the shortlist: the line above the footer has its
// key too.
func shortlistWeighs(a *app) weight {
	if a.list.Len() == 0 {
		return rarely
	}
	return usually
}

// talkWeighs is the weight of the guided conversations: they are for a beginning.
func talkWeighs(a *app) weight {
	if begun(a) {
		return rarely
	}
	return usually
}

// goesBack is the weight of going back: on the list it only leads to the search
// box, which has a key of its own, and in an empty search box nowhere.
func goesBack(a *app) weight {
	switch at := a.place(); {
	case at == inList, at == inSearch && a.find.Question().Words == "":
		return rarely
	}
	return always
}

// weigh returns how much an action is to the point.
func (act *action) weigh(a *app) weight {
	if act.Weigh == nil {
		return usually
	}
	return act.Weigh(a)
}

// offers are the actions that can be done here and that have a name in the footer,
// in the order of the table, each with its weight.
func (a *app) offers() []offer {
	at, typing := a.place(), a.typing()
	all := make([]offer, 0, 24)
	for i := range a.actions {
		if act := &a.actions[i]; act.Label != "" && act.In&at != 0 && act.off(a) == "" {
			all = append(all, offer{act: act, key: act.shownKey(typing), weight: act.weigh(a)})
		}
	}
	return all
}

// offer is one action that can be done, by its key.
type offer struct {
	act    *action
	key    string
	weight weight
	shown  bool
}

// footerHint is one hint of the footer and the cells that it takes.
type footerHint struct {
	act  *action
	key  string
	x, w int
}

// footerHints returns the hints of the footer, help first and then in the order of
// the table. Where not all fit, what is least to the point is left out, each whole.
func (a *app) footerHints() []footerHint {
	all, room := a.offers(), a.w
	width := func(o *offer) int { return 1 + paint.Width(o.key) + 1 + paint.Width(o.act.Label) }
	for level := always; level >= rarely; level-- {
		for i := range all {
			if w := width(&all[i]); all[i].weight == level && w <= room {
				all[i].shown = true
				room -= w + 1
			}
		}
	}
	hints, x := make([]footerHint, 0, len(all)), 0
	for i := range all {
		if o := &all[i]; o.shown {
			w := width(o)
			hints = append(hints, footerHint{o.act, o.key, x, w})
			x += w + 1
		}
	}
	return hints
}

// footer names the keys that work here.
func (a *app) footer() string {
	l := paint.NewLine(a.w, a.theme.Bar)
	for _, h := range a.footerHints() {
		l.Gap(1).Put(a.theme.Key, h.key).Gap(1).Put("", h.act.Label).Gap(1)
	}
	return l.String()
}
