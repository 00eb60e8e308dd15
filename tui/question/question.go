// Package question keeps what a person is asking: the words typed and the
// filters chosen, in the order in which they were chosen.
//
// It turns the question into a service.Query and into the chips on the screen.
// It must not search, draw or read keys.
package question

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fettle/internal/service"
	"fettle/internal/typed"
)

// Chip is one filter that is chosen, as it is shown and removed.
type Chip struct {
	// Pane is the filter's pane; "" is Stated, which belongs to none.
	Pane service.Pane
	// ID is the option in its pane.
	ID string
	// Label says the filter in words: "Within 5 miles of LA1 4".
	Label string

	years  int
	days   int
	near   *service.Near
	area   *service.Area
	window service.Window
}

// Stated is the ID of the chip that leaves out what only may fit.
const Stated = "stated-only"

// Question is what a person is asking. The zero Question asks for everything.
type Question struct {
	// Words are the words typed.
	Words string
	// Typing says that the words are being typed: the last one may be unfinished.
	Typing bool
	// Sort is the order asked for; "" is the best match first.
	Sort service.Sort

	within float64
	chips  []Chip
}

// Chips returns the chosen filters in the order in which they were chosen. The
// caller must not change them.
func (q *Question) Chips() []Chip { return q.chips }

// Empty reports whether nothing is asked: no words and no filters.
func (q *Question) Empty() bool { return strings.TrimSpace(q.Words) == "" && len(q.chips) == 0 }

// OnlyPlace returns a question for the same place, in the same order, and nothing
// else: what to begin afresh with.
func (q *Question) OnlyPlace() *Question {
	c := &Question{Sort: q.Sort}
	if near := q.Place(); near != nil {
		c.SetPlace(*near)
		c.SetWithin(q.Within())
	}
	return c
}

// Clone returns a copy that changes apart from the question.
func (q *Question) Clone() *Question {
	c := *q
	c.chips = slices.Clone(q.chips)
	return &c
}

// Has reports whether an option of a pane is chosen.
func (q *Question) Has(p service.Pane, id string) bool { return q.index(p, id) >= 0 }

// Toggle chooses an option of a pane of fixed options, or takes it back.
func (q *Question) Toggle(p service.Pane, id, label string) {
	if i := q.index(p, id); i >= 0 {
		q.Remove(i)
		return
	}
	q.chips = append(q.chips, Chip{Pane: p, ID: id, Label: label})
}

// ToggleStated leaves out what only may fit, or brings it back.
func (q *Question) ToggleStated() { q.Toggle("", Stated, "Only what is stated") }

// SetAge asks for an age in whole years, instead of any age before.
func (q *Question) SetAge(years int, label string) {
	q.put(Chip{Pane: service.PaneAge, ID: strconv.Itoa(years), Label: label, years: years})
}

// SetChecked asks for records checked within so many days, instead of any other
// number of days; the same number again takes it back.
func (q *Question) SetChecked(days int, label string) {
	chip := Chip{Pane: service.PaneChecked, ID: strconv.Itoa(days), Label: label, days: days}
	if i := q.index(chip.Pane, chip.ID); i >= 0 {
		q.Remove(i)
		return
	}
	q.put(chip)
}

// ClearPane takes back whatever is chosen in a pane.
func (q *Question) ClearPane(p service.Pane) {
	q.chips = slices.DeleteFunc(q.chips, func(c Chip) bool { return c.Pane == p })
}

// SetPlace asks for services near a place, instead of any place before.
func (q *Question) SetPlace(n service.Near) {
	q.put(Chip{Pane: service.PaneWhere, ID: "place", near: &n})
	q.labelPlace()
}

// Place returns the place asked for, nil when there is none.
func (q *Question) Place() *service.Near {
	if i := q.index(service.PaneWhere, "place"); i >= 0 {
		return q.chips[i].near
	}
	return nil
}

// SetArea asks for services in an area, or that serve it, instead of any area
// before.
func (q *Question) SetArea(a service.Area) {
	q.put(Chip{Pane: service.PaneArea, ID: a.Code, Label: "In " + a.Name, area: &a})
}

// Within returns the miles around the place.
func (q *Question) Within() float64 {
	if q.within > 0 {
		return q.within
	}
	return service.DefaultWithin
}

// SetWithin sets the miles around the place.
func (q *Question) SetWithin(miles float64) {
	q.within = miles
	q.labelPlace()
}

// ToggleWindow chooses a stretch of the week, or takes it back.
func (q *Question) ToggleWindow(w service.Window, label string) {
	if i := q.index(service.PaneWhen, w.ID); i >= 0 {
		q.Remove(i)
		return
	}
	q.chips = append(q.chips, Chip{Pane: service.PaneWhen, ID: w.ID, Label: label, window: w})
}

// Take takes over what was read from the words: the filters in it become chips,
// and the words are those that are left.
func (q *Question) Take(r *typed.Reading) {
	q.Words = r.Words
	for i := range r.Parts {
		p := &r.Parts[i]
		switch p.Pane {
		case service.PaneAge:
			q.SetAge(p.Years, "Age "+strconv.Itoa(p.Years))
		case service.PaneWhere:
			if p.Within > 0 {
				q.SetWithin(p.Within)
			}
			if p.Near != nil {
				q.SetPlace(*p.Near)
			}
		case service.PaneWhen:
			for _, w := range p.Windows {
				if !q.Has(service.PaneWhen, w.ID) {
					q.ToggleWindow(w, WindowLabel(w))
				}
			}
		default:
			if !q.Has(p.Pane, p.Option) {
				q.Toggle(p.Pane, p.Option, costLabel(p.Option))
			}
		}
	}
}

// costLabel says an option of the cost that was typed.
func costLabel(option string) string {
	if option == service.CostFree {
		return "Free"
	}
	return "Low price"
}

// Remove takes back the chip of that number; a number that is none does nothing.
func (q *Question) Remove(i int) {
	if i < 0 || i >= len(q.chips) {
		return
	}
	q.chips = slices.Delete(slices.Clone(q.chips), i, i+1)
	if q.Sort == service.SortNear && q.Place() == nil {
		q.Sort = "" // there is nothing to be near any more
	}
}

// ClearChips takes back every filter and the order, and keeps the words.
func (q *Question) ClearChips() { q.chips, q.Sort, q.within = nil, "", 0 }

// Give gives up what a query no longer asks that was made from this question:
// chips that it lacks go, and its words, its place and its miles are taken over.
func (q *Question) Give(up service.Query) {
	if strings.TrimSpace(q.Words) != up.Words {
		q.Words = up.Words
	}
	kept := func(c Chip) bool {
		switch c.Pane {
		case service.PaneAge:
			return up.Age != nil
		case service.PaneWhere:
			return up.Near != nil
		case service.PaneArea:
			return up.In != nil
		case service.PaneWhen:
			return slices.ContainsFunc(up.When, func(w service.Window) bool { return w.ID == c.ID })
		case service.PaneChecked:
			return up.CheckedWithin > 0
		case "":
			return up.StatedOnly
		default:
			return slices.Contains(up.Choices[c.Pane], c.ID)
		}
	}
	q.chips = slices.DeleteFunc(slices.Clone(q.chips), func(c Chip) bool { return !kept(c) })
	if up.Near != nil && q.Place() == nil {
		q.SetPlace(*up.Near)
	}
	if up.Near != nil && up.Radius() != q.Within() {
		q.SetWithin(up.Radius())
	}
}

// unfinished reports whether the last word may still grow.
func (q *Question) unfinished() bool {
	return q.Typing && q.Words != "" && !strings.HasSuffix(q.Words, " ")
}

// Query returns the question as the library is asked it.
func (q *Question) Query(now time.Time) service.Query {
	out := service.Query{Words: strings.TrimSpace(q.Words), Typing: q.unfinished(), Sort: q.Sort, Now: now, Within: q.Within()}
	for _, c := range q.chips {
		switch c.Pane {
		case service.PaneAge:
			out.Age = &c.years
		case service.PaneWhere:
			out.Near = c.near
		case service.PaneArea:
			out.In = c.area
		case service.PaneWhen:
			out.When = append(out.When, c.window)
		case service.PaneChecked:
			out.CheckedWithin = c.days
		case "":
			out.StatedOnly = true
		default:
			out = out.Choose(c.Pane, append(out.Choices[c.Pane], c.ID)...)
		}
	}
	return out
}

// Said says the question in words: "gardening, Within 5 miles of BB2, Tue".
func (q *Question) Said() string {
	var parts []string
	if words := strings.TrimSpace(q.Words); words != "" {
		parts = append(parts, words)
	}
	for _, c := range q.chips {
		parts = append(parts, c.Label)
	}
	return strings.Join(parts, ", ")
}

// Panes returns the panes of fixed options in the order in which their options
// are said.
func Panes() []service.Pane {
	return []service.Pane{
		service.PaneNeed, service.PaneCircumstance, service.PaneFor, service.PaneCost, service.PaneHow, service.PaneAccess,
		service.PaneLanguage, service.PaneAccessible, service.PaneType, service.PaneOrganisation, service.PaneFeed,
	}
}

// Of makes a question of what a library is asked; label says an option.
func Of(from service.Query, label func(p service.Pane, id string) string) *Question {
	q := &Question{Words: from.Words, Sort: from.Sort}
	for _, p := range Panes() {
		for _, id := range from.Choices[p] {
			q.Toggle(p, id, label(p, id))
		}
	}
	if from.Age != nil {
		q.SetAge(*from.Age, "Age "+strconv.Itoa(*from.Age))
	}
	if from.Within > 0 && from.Within != service.DefaultWithin {
		q.SetWithin(from.Within)
	}
	if from.Near != nil {
		q.SetPlace(*from.Near)
	}
	if from.In != nil {
		q.SetArea(*from.In)
	}
	for _, w := range from.When {
		q.ToggleWindow(w, WindowLabel(w))
	}
	if from.CheckedWithin > 0 {
		q.SetChecked(from.CheckedWithin, "Checked within "+strconv.Itoa(from.CheckedWithin)+" days")
	}
	if from.StatedOnly {
		q.ToggleStated()
	}
	return q
}

// Key returns a text that is the same for two questions with the same answer.
func (q *Question) Key() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%q %t %s %g", strings.TrimSpace(q.Words), q.unfinished(), cmp.Or(q.Sort, service.SortBest), q.Within())
	for _, c := range q.chips {
		fmt.Fprintf(&b, " %s=%q", c.Pane, c.ID)
		if c.near != nil {
			fmt.Fprintf(&b, "@%g,%g", c.near.Lat, c.near.Lon)
		}
	}
	return b.String()
}

// put chooses the only chip that its pane can have, in its old position when
// there is one.
func (q *Question) put(chip Chip) {
	i := slices.IndexFunc(q.chips, func(c Chip) bool { return c.Pane == chip.Pane })
	if i < 0 {
		q.chips = append(q.chips, chip)
		return
	}
	q.chips = slices.Clone(q.chips)
	q.chips[i] = chip
}

func (q *Question) index(p service.Pane, id string) int {
	return slices.IndexFunc(q.chips, func(c Chip) bool { return c.Pane == p && c.ID == id })
}

// labelPlace writes the chip of the place anew.
func (q *Question) labelPlace() {
	i := q.index(service.PaneWhere, "place")
	if i < 0 {
		return
	}
	chip := q.chips[i]
	miles := "miles"
	if q.Within() == 1 {
		miles = "mile"
	}
	chip.Label = fmt.Sprintf("Within %g %s of %s", q.Within(), miles, chip.near.Name)
	q.put(chip)
}

// Revert takes back what changed between two states of the question, and leaves
// what was changed beside it since.
func (q *Question) Revert(before, after *Question) {
	same := func(a, b Chip) bool { return a.Pane == b.Pane && a.ID == b.ID && a.near == b.near }
	has := func(chips []Chip, c Chip) bool {
		return slices.ContainsFunc(chips, func(other Chip) bool { return same(c, other) })
	}
	q.chips = slices.DeleteFunc(slices.Clone(q.chips), func(c Chip) bool { return has(after.chips, c) && !has(before.chips, c) })
	for _, c := range before.chips {
		if has(after.chips, c) || has(q.chips, c) {
			continue
		}
		only := c.Pane == service.PaneAge || c.Pane == service.PaneWhere || c.Pane == service.PaneChecked
		if !only || !slices.ContainsFunc(q.chips, func(other Chip) bool { return other.Pane == c.Pane }) {
			q.chips = append(q.chips, c)
		}
	}
	if q.Words == after.Words {
		q.Words = before.Words
	}
	if q.within == after.within {
		q.SetWithin(before.within)
	}
}
