package results

import (
	"strings"

	"fettle/internal/service"
	"fettle/tui/light"
	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/widget"
)

// wideRow is the first width at which a row has a second column.
const wideRow = 66

// List is the list of services. The zero List is empty.
type List struct {
	rows    []Row
	total   int
	judged  bool
	lit     *light.Words
	picker  widget.Picker
	marked  map[string]bool
	perPage int
	cache   map[rowKey]painted
}

// tallest is the most lines that a row has, painted are the lines of one.
const tallest = 3

type painted [tallest]string

// rowKey names everything that the look of a row depends on.
type rowKey struct {
	id            string
	width, height int
	look          look
	marked        bool
	judged        bool
	theme         *theme.Theme
}

type look int

const (
	other look = iota
	resting
	selected
)

// Set replaces the rows. Total is how many there are in all; judged is whether
// the question has filters, so that it is worth saying which services fit; lit
// are the words to light up. The service under the keys keeps them if it is
// still listed.
func (l *List) Set(rows []Row, total int, judged bool, lit *light.Words) {
	held := ""
	if row := l.Selected(); row != nil && l.picker.At() > 0 {
		held = row.ID
	}
	l.rows, l.total, l.judged, l.lit = rows, total, judged, lit
	clear(l.cache)
	at := 0
	for i := range rows {
		if rows[i].ID == held {
			at = i
			break
		}
	}
	l.picker.Set(at)
	l.picker.Settle(len(rows), l.page())
}

// Append adds further rows of the same answer.
func (l *List) Append(rows []Row) { l.rows = append(l.rows[:len(l.rows):len(l.rows)], rows...) }

// Top puts the keys on the first row.
func (l *List) Top() { l.Move(widget.Home) }

// Len returns how many rows are there.
func (l *List) Len() int { return len(l.rows) }

// At returns the number of the row with the keys, from 0.
func (l *List) At() int { return l.picker.At() }

// leastAhead is how many rows ahead of the keys should be there.
const leastAhead = 20

// Short reports whether the keys are so near the end of the rows that more
// should be fetched.
func (l *List) Short() bool {
	return len(l.rows) < l.total && l.picker.At()+max(l.page(), leastAhead) >= len(l.rows)
}

// Selected returns the row with the keys, nil when the list is empty.
func (l *List) Selected() *Row {
	if at := l.picker.At(); at < len(l.rows) {
		return &l.rows[at]
	}
	return nil
}

// Mark says which services are on the shortlist.
func (l *List) Mark(ids map[string]bool) { l.marked = ids }

// Move moves the keys and reports whether they are on another row.
func (l *List) Move(m widget.Move) bool { return l.picker.Move(m, len(l.rows), l.page()) }

// page is how many rows were seen when the list was last painted.
func (l *List) page() int { return l.perPage }

// Pick puts the keys on the row at a line of a list of that size and reports
// whether they were on it before.
func (l *List) Pick(y, w, h int) (again bool) {
	tall := rowHeight(w, h)
	row, end := l.picker.Top()+y/tall, l.picker.Top()+max(h/tall, 1)
	if y < 0 || row >= min(end, len(l.rows)) {
		return false
	}
	again = row == l.picker.At()
	l.picker.Set(row)
	return again
}

// rowHeight returns the lines of one row: three where there is much height and
// little width, one where there is hardly any height.
func rowHeight(w, h int) int {
	switch {
	case h < 4:
		return 1
	case w < wideRow && h >= 24:
		return 3
	}
	return 2
}

// Lines paints the list in exactly h lines of w cells.
func (l *List) Lines(dst []string, w, h int, focused bool, t *theme.Theme) []string {
	tall := rowHeight(w, h)
	page := max(h/tall, 1)
	l.perPage = page
	l.picker.Settle(len(l.rows), page)
	start := len(dst)
	sheet := paint.NewSheet(w)
	for i := l.picker.Top(); i < min(l.picker.Top()+page, len(l.rows)); i++ {
		how := other
		if i == l.picker.At() {
			how = resting
			if focused {
				how = selected
			}
		}
		lines := l.row(&l.rows[i], sheet, w, tall, how, t)
		dst = append(dst, lines[:tall]...)
	}
	blank := ""
	for len(dst)-start < h {
		if blank == "" {
			blank = paint.Blank(w, t.Base)
		}
		dst = append(dst, blank)
	}
	return dst[:start+h]
}

// row returns the lines of a row painted on the sheet, from the cache when nothing
// changed.
func (l *List) row(r *Row, sheet *paint.Sheet, w, tall int, how look, t *theme.Theme) painted {
	k := rowKey{id: r.ID, width: w, height: tall, look: how, marked: l.marked[r.ID], judged: l.judged, theme: t}
	if lines, ok := l.cache[k]; ok {
		return lines
	}
	if l.cache == nil || len(l.cache) > 2000 {
		l.cache = make(map[rowKey]painted)
	}
	p := painter{row: r, key: k, lit: l.lit, theme: t, sheet: sheet}
	lines := p.lines()
	l.cache[k] = lines
	return lines
}

// painter paints one row.
type painter struct {
	row   *Row
	key   rowKey
	lit   *light.Words
	theme *theme.Theme
	sheet *paint.Sheet
}

// light lights up the words that were searched for in what comes next.
func (p *painter) light(l *paint.Line) *paint.Line {
	switch {
	case p.lit == nil:
		return l
	case p.key.look == other:
		return l.Mark(p.lit, p.theme.Lit)
	}
	return l.Mark(p.lit, p.theme.LitRow)
}

// style returns the look of a piece: its own, or that of the whole row while
// the row is selected, so that it can be read on the row's ground.
func (p *painter) style(own paint.Style) paint.Style {
	if p.key.look == other {
		return own
	}
	return ""
}

// ground is the look of all of the row.
func (p *painter) ground() paint.Style {
	switch p.key.look {
	case selected:
		return p.theme.Selected
	case resting:
		return p.theme.Resting
	case other:
	}
	return p.theme.Base
}

func (p *painter) lines() painted {
	switch {
	case p.key.width >= wideRow && p.key.height >= 2:
		return p.wide()
	case p.key.height >= 3:
		return p.tall()
	case p.key.height == 2:
		return p.short()
	}
	l := p.sheet.Line(p.ground())
	p.head(l, len(p.row.distance)+1)
	return painted{l.CellRight(p.style(""), p.row.distance, l.Room()-1).String()}
}

// head writes the marks and the name, leaving room for so many cells.
func (p *painter) head(l *paint.Line, after int) {
	l.Put("", p.pointer()).Put(p.style(p.theme.Strong), p.mark())
	l.Put(p.style(p.fitStyle()), p.fitMark())
	p.light(l).Cell(p.style(p.theme.Strong), p.row.name, l.Room()-after).Mark(nil, "")
}

// pointer is the sign of the row with the keys, for where no colour shows it.
func (p *painter) pointer() string {
	if p.key.look == selected {
		return ">"
	}
	return " "
}

func (p *painter) mark() string {
	if p.key.marked {
		return "* "
	}
	return "  "
}

// fitMark is + for a service that fits and ? for one that may.
func (p *painter) fitMark() string {
	switch {
	case !p.key.judged:
		return ""
	case p.row.Hit.Fit == service.MayFit, len(p.row.Hit.OnlyFor) > 0:
		return "? "
	}
	return "+ "
}

func (p *painter) fitStyle() paint.Style {
	if p.row.Hit.Fit == service.MayFit || len(p.row.Hit.OnlyFor) > 0 {
		return p.theme.MayFit
	}
	return p.theme.Fits
}

// indent brings the second line under the name.
func (p *painter) indent(l *paint.Line) { l.Gap(3 + len(p.fitMark())) }

// wide paints two lines with a second column: distance and cost, next session.
func (p *painter) wide() (lines painted) {
	right := min(leastRight+max(p.key.width-80, 0)/3, 40)
	l := p.sheet.Line(p.ground())
	p.head(l, right+2)
	lines[0] = l.Gap(2).Cell(p.style(""), p.row.distance, 12).Gap(1).Put(p.style(p.costStyle()), p.row.cost).String()
	l = p.sheet.Line(p.ground())
	p.indent(l)
	p.under(l, l.Room()-right-2)
	lines[1] = l.Gap(l.Room()-right).Put(p.style(p.nextStyle()), p.next(right)).String()
	return lines
}

// leastRight is the fewest cells of the second column: a distance of 12, and what
// most costs take.
const leastRight = 28

// next says the next session in so many cells: where they are few, without how many
// days there are until then.
func (p *painter) next(cells int) string {
	if p.row.nextCells <= cells {
		return p.row.next
	}
	date, _, _ := strings.Cut(p.row.next, ", in ")
	return date
}

// leastOrg is the fewest cells of an organisation's name that are worth showing.
const leastOrg = 8

// under writes what stands under the name in so many cells: organisation,
// reason, check. Where it is narrow, the organisation is cut first, as it can be
// read on the service's page, then it goes, and last the reason is cut. The check
// is always said.
func (p *painter) under(l *paint.Line, cells int) {
	style, end := p.style(p.theme.Dim), l.Room()-cells
	put := func(text string) { l.Put(style, paint.Cut(text, l.Room()-end)) }
	reason, tail := p.reason(), paint.Width(p.row.checked)
	if reason != "" {
		reason = paint.Cut(reason, max(cells-tail-2, leastOrg))
		tail += paint.Width(reason) + 2
	}
	p.light(l)
	if room := cells - tail - 2; p.row.org != "" && room >= min(leastOrg, paint.Width(p.row.org)) {
		put(paint.Cut(p.row.org, room))
		put(", ")
	}
	if reason != "" {
		put(reason)
		put(", ")
	}
	put(p.row.checked)
	l.Mark(nil, "")
}

func (p *painter) reason() string {
	if !p.key.judged {
		return ""
	}
	return p.row.reason
}

// tall paints three lines for a narrow and high list.
func (p *painter) tall() (lines painted) {
	lines[0] = p.named()
	l := p.sheet.Line(p.ground())
	p.indent(l)
	l.Put(p.style(p.nextStyle()), p.next(l.Room()-paint.Width(paint.Clean(p.row.cost))-2))
	lines[1] = l.Put("", "  ").Put(p.style(p.costStyle()), p.row.cost).String()
	l = p.sheet.Line(p.ground())
	p.indent(l)
	p.under(l, l.Room())
	lines[2] = l.String()
	return lines
}

// short paints two lines for a narrow list.
func (p *painter) short() (lines painted) {
	lines[0] = p.named()
	l := p.sheet.Line(p.ground())
	p.indent(l)
	cost := paint.Width(paint.Clean(paint.Cut(p.row.cost, 15)))
	l.Cell(p.style(p.nextStyle()), p.next(l.Room()-cost-2), l.Room()-cost-2)
	lines[1] = l.Gap(1).Put(p.style(p.costStyle()), paint.Cut(p.row.cost, 15)).String()
	return lines
}

// named paints the first line of a narrow row: the name, and how far it is.
func (p *painter) named() string {
	l := p.sheet.Line(p.ground())
	p.head(l, paint.Width(paint.Clean(p.row.distance))+2)
	return l.Gap(1).Put(p.style(""), p.row.distance).String()
}

func (p *painter) costStyle() paint.Style {
	if p.row.Hit.Service.Cost.Free == service.Yes {
		return p.theme.Fits
	}
	return p.theme.Dim
}

func (p *painter) nextStyle() paint.Style {
	if p.row.closed {
		return p.theme.Warn
	}
	return p.theme.Base
}
