// Package changes is the screen of what updates changed: services that are new,
// that say something else than before, and that are gone.
//
// It shows what it is given. It must not find out or keep anything: what is
// acknowledged leaves the screen when whoever keeps it says so.
package changes

import (
	"slices"
	"time"

	"fettle/internal/service"
	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/widget"
	"fettle/tui/words"
)

// mostLines is how many lines what a field was, and what it is, may each take.
const mostLines = 3

// Day are the changes of one day.
type Day struct {
	On    service.Date
	Items []Item
	// More is how many changes there were beside those.
	More int
}

// Item is one change.
type Item struct {
	// Key is what it is acknowledged by.
	Key string
	// Kind is "new", "changed", "gone" or "came in".
	Kind string
	// ID and Name are those of the service; of a feed that came in ID is "".
	ID, Name, Feed string
	// Services is how many services a feed that came in has.
	Services int
	// Fields are what a changed service says differently.
	Fields []Field
	// Note says more: "no longer fits"; "" is nothing.
	Note string
}

// Field is one thing that a service says differently; "" is not stated.
type Field struct{ Name, Old, New string }

// Gone reports whether the service can't be opened any more.
func (i *Item) Gone() bool { return i.Kind == "gone" || i.ID == "" }

// Title says whose change it is.
func (i *Item) Title() string {
	switch {
	case i.ID == "":
		return i.Feed + " came in with " + words.Count(i.Services, "service", "services")
	case i.Name == "":
		return "(no name)"
	}
	return i.Name
}

// row is a line group of the screen: the heading of a day, a change, or how many
// more there were.
type row struct {
	heading string
	item    *Item
}

// Screen is the state of the screen. The zero Screen has no changes.
type Screen struct {
	scope       string
	days        []Day
	rows        []row
	picker      widget.Picker
	loaded      bool
	top, height int
	// lines are the numbers of the rows on the lines, those above the window too.
	lines []int
}

// Set shows changes. The scope says which: "of all services"; the change under
// the keys keeps them where it can.
func (s *Screen) Set(scope string, days []Day) {
	held := ""
	if item := s.Selected(); item != nil && scope == s.scope {
		held = item.Key
	}
	s.scope, s.days, s.loaded = scope, slices.Clone(days), true
	s.picker.Set(0)
	s.list(held)
}

// Drop takes acknowledged changes off the screen; the change under the keys keeps
// them where it can.
func (s *Screen) Drop(keys ...string) {
	held := ""
	if item := s.Selected(); item != nil {
		held = item.Key
	}
	for i := range s.days {
		s.days[i].Items = slices.DeleteFunc(slices.Clone(s.days[i].Items), func(item Item) bool { return slices.Contains(keys, item.Key) })
	}
	s.days = slices.DeleteFunc(slices.Clone(s.days), func(d Day) bool { return len(d.Items) == 0 })
	s.list(held)
}

// Keys returns the keys of all changes that are shown.
func (s *Screen) Keys() []string {
	var keys []string
	for _, r := range s.rows {
		if r.item != nil {
			keys = append(keys, r.item.Key)
		}
	}
	return keys
}

// Selected returns the change under the keys, nil when there is none.
func (s *Screen) Selected() *Item {
	if at := s.picker.At(); at < len(s.rows) {
		return s.rows[at].item
	}
	return nil
}

// list lays the days out in rows and brings the keys to the change that held
// them.
func (s *Screen) list(held string) {
	s.rows = s.rows[:0]
	for d := range s.days {
		day := &s.days[d]
		s.rows = append(s.rows, row{heading: dayWords(day.On)})
		for i := range day.Items {
			s.rows = append(s.rows, row{item: &day.Items[i]})
		}
		if day.More > 0 {
			s.rows = append(s.rows, row{heading: "  and " + words.Number(day.More) + " more"})
		}
	}
	for i, r := range s.rows {
		if r.item != nil && r.item.Key == held {
			s.picker.Set(i)
		}
	}
	s.settle(widget.Down)
}

func dayWords(d service.Date) string {
	t, ok := d.Time(time.UTC)
	if !ok {
		return string(d)
	}
	return t.Format("Monday 2 January")
}

// Move moves the keys from change to change.
func (s *Screen) Move(m widget.Move) {
	s.picker.Move(m, len(s.rows), max(s.height/3, 1))
	by := widget.Down
	if m == widget.Up || m == widget.PageUp || m == widget.End {
		by = widget.Up
	}
	s.settle(by)
}

// Click puts the keys on the change at a line.
func (s *Screen) Click(_, y int) (there, again bool) {
	line := s.top + y
	if y < 0 || y >= s.height || line >= len(s.lines) || s.lines[line] >= len(s.rows) || s.rows[s.lines[line]].item == nil {
		return false, false
	}
	again = s.lines[line] == s.picker.At()
	s.picker.Set(s.lines[line])
	return true, again
}

// settle brings the keys to a change: on in a direction, or else back.
func (s *Screen) settle(by widget.Move) {
	s.picker.Settle(len(s.rows), 0)
	for _, m := range []widget.Move{by, widget.Down, widget.Up} {
		for s.Selected() == nil && s.picker.Move(m, len(s.rows), 1) {
		}
	}
}

// Head paints the line above: of what there are changes, and how many.
func (s *Screen) Head(w int, t *theme.Theme) (line string, cursor int) {
	l := paint.NewLine(w, t.Bar).Put(t.Key, " What updates changed ")
	if s.loaded {
		n := 0
		for _, d := range s.days {
			n += len(d.Items) + d.More
		}
		l.Put(t.Bar, " "+words.Count(n, "change", "changes")+" "+s.scope)
	}
	return l.String(), -1
}

// Lines paints the changes in exactly h lines of w cells.
func (s *Screen) Lines(dst []string, w, h int, t *theme.Theme) []string {
	var all []string
	first, last := 0, 0
	s.lines = s.lines[:0]
	if len(s.rows) == 0 {
		for _, text := range s.nothing() {
			for _, part := range paint.Wrap(text, max(w-2, 1)) {
				all = append(all, paint.NewLine(w, t.Base).Gap(1).Put("", part).String())
			}
		}
	}
	for i, r := range s.rows {
		from := len(all)
		if r.item == nil {
			all = append(all, paint.NewLine(w, t.Base).Gap(1).Put(t.Heading, r.heading).String())
		} else {
			all = paintItem(all, r.item, i == s.picker.At(), w, t)
		}
		if i == s.picker.At() {
			first, last = from, len(all)
		}
		if i == 1 && i == s.picker.At() {
			first = 0 // with the day above it
		}
		for len(s.lines) < len(all) {
			s.lines = append(s.lines, i)
		}
	}
	s.height = h
	s.top = max(min(s.top, first, len(all)-h), min(last-h, first), 0)
	all = all[s.top:min(s.top+h, len(all))]
	for len(all) < h {
		all = append(all, paint.Blank(w, t.Base))
	}
	return append(dst, all...)
}

func (s *Screen) nothing() []string {
	if !s.loaded {
		return []string{"Looking what has changed …"}
	}
	return []string{"Nothing has changed " + s.scope + " in the last 30 days that you have not acknowledged.", "o shows another part, d brings the data up to date."}
}

// paintItem paints one change: what kind, whose, and each field as it was and
// is.
func paintItem(dst []string, item *Item, here bool, w int, t *theme.Theme) []string {
	base, strong, dim, warn, pointer := t.Base, t.Strong, t.Dim, t.Warn, " "
	if here {
		base, strong, dim, warn, pointer = t.Selected, "", "", "", ">"
	}
	kind := item.Kind
	if item.ID == "" {
		kind = "feed"
	}
	l := paint.NewLine(w, base).Put("", pointer).Cell(dim, kind, 8).Put(strong, item.Title())
	if item.Note != "" {
		l.Put(warn, "  "+item.Note)
	}
	dst = append(dst, l.String())
	const indent = 9
	more := func(style paint.Style, text string) {
		parts := paint.Wrap(text, max(w-indent-1, 1))
		for _, part := range parts[:min(len(parts), mostLines)] {
			dst = append(dst, paint.NewLine(w, base).Gap(min(indent, w/4)).Put(style, part).String())
		}
	}
	for _, f := range item.Fields {
		was, is := orNotStated(f.Old), orNotStated(f.New)
		if paint.Width(paint.Clean(f.Name+was+is))+5 <= w-indent-1 {
			more("", f.Name+": "+was+" → "+is)
			continue
		}
		more(dim, f.Name+" was: "+was)
		more("", f.Name+" is: "+is)
	}
	return dst
}

func orNotStated(text string) string {
	if text == "" {
		return "not stated"
	}
	return text
}
