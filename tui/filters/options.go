package filters

import (
	"slices"
	"strconv"
	"strings"

	"fettle/internal/service"
	"fettle/tui/paint"
	"fettle/tui/question"
	"fettle/tui/theme"
	"fettle/tui/widget"
	"fettle/tui/words"
)

// item is one line of a list of options.
type item struct {
	pane service.Pane
	id   string
	// lead stands before the label: "Type: ".
	lead, label string
	// fits and may are the counts; known says whether there are any.
	fits, may int
	known     bool
	// rare options are listed only when they are typed or chosen.
	rare bool
	// heading marks a line that only names the options under it.
	heading bool
}

// text is the whole label.
func (it *item) text() string { return it.lead + it.label }

// choice names an option, whatever its counts are.
type choice struct {
	pane service.Pane
	id   string
}

// options is a list of options with the one that has the keys.
type options struct {
	items  []item
	picker widget.Picker
	page   int
	// painted are the lines painted since the options last changed.
	painted map[optionLook]string
}

// optionLook is all that the look of an option depends on.
type optionLook struct {
	item     item
	width    int
	here, on bool
	theme    *theme.Theme
}

// selected returns the option with the keys, nil when there is none.
func (o *options) selected() *item {
	if at := o.picker.At(); at < len(o.items) {
		return &o.items[at]
	}
	return nil
}

// move moves the keys, over headings.
func (o *options) move(m widget.Move) {
	o.picker.Move(m, len(o.items), o.page)
	by := widget.Down
	if m == widget.Up || m == widget.PageUp {
		by = widget.Up
	}
	for o.onHeading() && o.picker.Move(by, len(o.items), o.page) {
	}
	o.skip()
}

// pick puts the keys on the option at a line of h and reports whether there is
// one.
func (o *options) pick(y, h int) bool {
	row := o.picker.Top() + y
	if y >= h || row >= len(o.items) || o.items[row].heading {
		return false
	}
	o.picker.Set(row)
	return true
}

// put puts the keys on a row, or on the first option under it.
func (o *options) put(row int) {
	o.picker.Set(row)
	o.skip()
}

// skip moves the keys from a heading to the option under it.
func (o *options) skip() {
	for o.onHeading() && o.picker.At() < len(o.items)-1 {
		o.picker.Set(o.picker.At() + 1)
	}
}

func (o *options) onHeading() bool {
	at := o.picker.At()
	return at < len(o.items) && o.items[at].heading
}

// set replaces the options; the one with the keys keeps its place on the list.
func (o *options) set(items []item) {
	o.items = items
	clear(o.painted)
	o.picker.Settle(len(items), o.page)
	o.skip()
}

// lines paints the options in at most h lines; on tells which are chosen.
func (o *options) lines(dst []string, w, h int, focused bool, on func(item) bool, t *theme.Theme) []string {
	o.page = h
	o.picker.Settle(len(o.items), h)
	top := o.picker.Top()
	sheet := paint.NewSheet(w)
	for i := top; i < min(top+h, len(o.items)); i++ {
		look := optionLook{o.items[i], w, focused && i == o.picker.At(), on(o.items[i]), t}
		line, ok := o.painted[look]
		if !ok {
			if o.painted == nil || len(o.painted) > mostPainted {
				o.painted = make(map[optionLook]string)
			}
			line = optionLine(sheet, &look)
			o.painted[look] = line
		}
		dst = append(dst, line)
	}
	return dst
}

// mostPainted is how many painted lines are kept.
const mostPainted = 1000

// optionLine paints one option on the sheet: chosen or not, label, counts.
func optionLine(sheet *paint.Sheet, look *optionLook) string {
	it, t := &look.item, look.theme
	if it.heading {
		return sheet.Line(t.Base).Gap(1).Put(t.Heading, it.label).String()
	}
	base, count, label := t.Base, t.Dim, paint.Style("")
	if it.known && it.fits+it.may == 0 {
		label = t.Dim
	}
	if look.on {
		label = t.Strong
	}
	pointer := " "
	if look.here {
		base, count, label, pointer = t.Selected, "", "", ">"
	}
	box := "[ ] "
	if look.on {
		box = "[x] "
	}
	l := sheet.Line(base).Put("", pointer).Put(label, box)
	var room [48]byte
	counts := appendCounts(room[:0], it)
	l.Cell(label, it.text(), l.Room()-len(counts)-1)
	return l.Gap(1).Figures(count, counts).String()
}

// appendCounts says how many services an option would bring: "12 +30" is twelve
// that fit and thirty that may.
func appendCounts(dst []byte, it *item) []byte {
	if !it.known {
		return dst
	}
	dst = words.AppendNumber(dst, it.fits)
	if it.may > 0 {
		dst = words.AppendNumber(append(dst, " +"...), it.may)
	}
	return dst
}

// itemsOf turns the options of an answer into lines.
func itemsOf(p service.Pane, from []service.Option) []item {
	items := make([]item, 0, len(from))
	for i := range from {
		items = append(items, itemOf(p, &from[i]))
	}
	return items
}

func itemOf(p service.Pane, o *service.Option) item {
	label := o.Label
	if label == "" {
		label = o.ID
	}
	return item{pane: p, id: o.ID, label: label, fits: o.Fits, may: o.MayFit, known: true}
}

// narrowed is a pane of fixed options with a field that narrows them by what is
// typed; several may be chosen.
type narrowed struct {
	name  string
	hint  string
	text  widget.Field
	list  options
	all   []item
	first map[choice]bool
	// group names the group that an option is of, "" for none.
	group func(service.Pane) string
	// gather collects the options of an answer.
	gather func(map[service.Pane][]service.Option) []item
	// meant returns the options that plain words mean, whatever their labels; nil
	// knows none.
	meant func(words string) []string
	// moved says that the keys were moved since something was typed.
	moved bool
}

func newNarrowed(name, hint string, all []item, group func(service.Pane) string, gather func(map[service.Pane][]service.Option) []item) *narrowed {
	n := &narrowed{name: name, hint: hint, group: group, text: widget.NewField(40), all: all, first: make(map[choice]bool), gather: gather}
	n.refresh()
	return n
}

func newNeed(needs []service.Option, meant func(words string) []string) *narrowed {
	known := itemsOf(service.PaneNeed, needs)
	for i := range known {
		known[i].known = false
	}
	noGroup := func(service.Pane) string { return "" }
	n := newNarrowed("Need", "any of these, or type", known, noGroup, func(facets map[service.Pane][]service.Option) []item {
		return itemsOf(service.PaneNeed, facets[service.PaneNeed])
	})
	n.meant = meant
	return n
}

// newMore is the pane of every filter that has no pane of its own. Types and
// organisations are hundreds: they are listed once something is typed.
func newMore() *narrowed {
	stated := item{id: question.Stated, label: "Leave out \"may fit\""}
	return newNarrowed("More", "type to find one", []item{stated}, moreGroup, func(facets map[service.Pane][]service.Option) []item {
		all := 1
		for _, p := range morePanes() {
			all += len(facets[p.pane])
		}
		items := make([]item, 0, all)
		for _, p := range morePanes() {
			if p.pane == "" {
				items = append(items, stated)
			}
			for i := range facets[p.pane] {
				it := itemOf(p.pane, &facets[p.pane][i])
				if it.lead, it.rare = p.lead, p.rare; p.small {
					it.label = strings.ToLower(it.label)
				}
				if !p.rare || it.fits+it.may > 0 {
					items = append(items, it)
				}
			}
		}
		return items
	})
}

// morePane is a filter that has no pane of its own.
type morePane struct {
	pane  service.Pane // "" is where "Leave out may fit" stands
	lead  string       // what stands before its labels
	small bool         // its labels are written in small letters
	rare  bool         // its options are hundreds
}

// morePanes returns the filters without panes of their own in their order.
func morePanes() [12]morePane {
	return [...]morePane{
		{pane: service.PaneCost}, {pane: service.PaneHow}, {pane: service.PaneAccess}, {pane: service.PaneFor}, {pane: ""},
		{pane: service.PaneChecked, lead: "Checked ", small: true}, {pane: service.PaneCircumstance}, {pane: service.PaneAccessible},
		{pane: service.PaneLanguage, lead: "In "}, {pane: service.PaneFeed, lead: "From "},
		{pane: service.PaneType, lead: "Type: ", rare: true}, {pane: service.PaneOrganisation, lead: "By ", rare: true},
	}
}

// moreGroup names the options of a filter that has no pane of its own, and says
// whether one of them will do.
func moreGroup(p service.Pane) string {
	switch p {
	case service.PaneCost:
		return "Cost, any of"
	case service.PaneHow:
		return "How, any of"
	case service.PaneAccess:
		return "Way in, any of"
	case service.PaneFor:
		return "For whom, any of"
	case "":
		return "How sure"
	case service.PaneChecked:
		return "Last check"
	case service.PaneCircumstance:
		return "Circumstances, any of"
	case service.PaneAccessible:
		return "Must have, all of"
	case service.PaneLanguage:
		return "Language, any of"
	case service.PaneFeed:
		return "Directory, any of"
	case service.PaneType:
		return "Kind, any of"
	case service.PaneOrganisation:
		return "Organisation, any of"
	default:
		return strings.ToUpper(string(p[:1])) + string(p[1:]) + ", any of"
	}
}

func (n *narrowed) title() string        { return n.name }
func (n *narrowed) field() *widget.Field { return &n.text }
func (n *narrowed) fieldHint() string    { return n.hint }
func (n *narrowed) several() bool        { return n.name == "Need" }
func (n *narrowed) want() int            { return 1 + max(len(n.list.items), 1) }

func (n *narrowed) move(m widget.Move) {
	n.list.move(m)
	n.moved = true
}

// spaces is true for words that are being typed, until the keys are moved to an
// option: Enter takes the words.
func (n *narrowed) spaces() bool { return n.text.Value() != "" && !n.moved }

func (n *narrowed) point(_, y, _, h int, _ bool) bool { return n.list.pick(y, h) }

func (n *narrowed) sort(q *question.Question) {
	n.first = make(map[choice]bool)
	for _, c := range q.Chips() {
		n.first[choice{c.Pane, c.ID}] = true
	}
	n.refresh()
	n.list.put(0)
}

func (n *narrowed) count(facets map[service.Pane][]service.Option) {
	if facets == nil {
		return
	}
	if items := n.gather(facets); len(items) > 0 {
		n.all = items
		n.refresh()
	}
}

// typed narrows the list and puts the keys on the first label that begins with
// what is typed. After a choice the rest of its name may still be typed: then
// they stay at the top.
func (n *narrowed) typed(q *question.Question) Effect {
	n.moved = false
	n.refresh()
	n.list.put(0)
	begin := strings.ToLower(strings.TrimSpace(n.text.Value()))
	chosen := slices.ContainsFunc(n.list.items, func(it item) bool { return q.Has(it.pane, it.id) })
	if at := slices.IndexFunc(n.list.items, func(it item) bool { return strings.HasPrefix(strings.ToLower(it.text()), begin) }); at > 0 && !chosen {
		n.list.put(at)
	}
	return Effect{}
}

// refresh lists what was chosen when the pane was entered, then the rest, of
// what has every word typed or is meant by the words.
func (n *narrowed) refresh() {
	typed := strings.Fields(strings.ToLower(n.text.Value()))
	var meant []string
	if n.meant != nil && len(typed) > 0 {
		meant = n.meant(n.text.Value())
	}
	var items []item
	last := ""
	for _, chosen := range []bool{true, false} {
		for _, it := range n.all {
			if it.rare && !chosen && len(typed) == 0 {
				continue
			}
			if n.first[choice{it.pane, it.id}] != chosen || !it.matches(typed) && !slices.Contains(meant, it.id) {
				continue
			}
			if group := n.group(it.pane); group != "" && !chosen && len(typed) == 0 && group != last {
				last = group
				items = append(items, item{label: group, heading: true})
			}
			items = append(items, it)
		}
	}
	n.list.set(items)
}

// matches reports whether the label has every word typed.
func (it *item) matches(typed []string) bool {
	if len(typed) == 0 {
		return true
	}
	label := strings.ToLower(it.text())
	for _, word := range typed {
		if !strings.Contains(label, word) {
			return false
		}
	}
	return true
}

func (n *narrowed) choose(q *question.Question, _ bool) Effect {
	it := n.list.selected()
	if it == nil {
		return Effect{Say: "Nothing here is called that. Esc empties the text and goes back."}
	}
	// What is typed is wanted: typing never takes back.
	if n.text.Value() == "" || !q.Has(it.pane, it.id) {
		if why := choose(q, it); why != "" {
			return Effect{Say: why}
		}
	}
	if n.text.Value() != "" {
		// What was chosen stays listed while the pane is open.
		chosen := choice{it.pane, it.id}
		n.first[chosen] = n.first[chosen] || it.rare
		n.text.Set("")
		n.refresh()
		n.hold(chosen.pane, chosen.id)
	}
	return Effect{}
}

// choose chooses an option, or takes it back; it says why it can't.
func choose(q *question.Question, it *item) string {
	switch it.pane {
	case "":
		q.ToggleStated()
	case service.PaneChecked:
		days, err := strconv.Atoi(it.id)
		if err != nil || days < 1 {
			return "That number of days can't be used."
		}
		q.SetChecked(days, it.text())
	default:
		q.Toggle(it.pane, it.id, it.text())
	}
	return ""
}

// hold puts the keys on an option.
func (n *narrowed) hold(p service.Pane, id string) {
	for i, it := range n.list.items {
		if it.pane == p && it.id == id {
			n.list.put(i)
		}
	}
}

func (n *narrowed) lines(dst []string, w, h int, focused bool, q *question.Question, t *theme.Theme) []string {
	if len(n.list.items) == 0 {
		text := " Nothing called that"
		if n.text.Value() == "" {
			text = " Nothing to choose"
		}
		return append(dst, paint.NewLine(w, t.Base).Put(t.Dim, text).String())
	}
	return n.list.lines(dst, w, h, focused, func(it item) bool { return q.Has(it.pane, it.id) }, t)
}
