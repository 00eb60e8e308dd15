package filters

import (
	"strconv"
	"strings"

	"fettle/internal/service"
	"fettle/tui/paint"
	"fettle/tui/question"
	"fettle/tui/theme"
	"fettle/tui/widget"
	"fettle/tui/words"
)

// parts is how many parts a day has on the grid.
const parts = 3

// when is the pane of the week: a grid of seven days by three parts, and a
// field for times in words.
type when struct {
	text   widget.Field
	counts map[string]service.Option
	day    int
	part   int
	asked  string
	// cells are the stretches of the week of the grid, painted the lines
	// painted since the counts last changed.
	cells   [7][parts]service.Window
	painted map[dayLook]string
}

// dayLook is all that the look of a day depends on.
type dayLook struct {
	day, width, cell int
	// here is the part with the keys, -1 when none has them; on are those chosen.
	here  int
	on    [parts]bool
	theme *theme.Theme
}

func newWhen() *when {
	p := &when{text: widget.NewField(60)}
	for i, d := range service.Weekdays() {
		for n, dp := range question.DayParts() {
			p.cells[i][n] = dp.Window(d)
		}
	}
	return p
}

func (p *when) title() string           { return "When" }
func (p *when) field() *widget.Field    { return &p.text }
func (p *when) fieldHint() string       { return "any of these, or type" }
func (p *when) several() bool           { return true }
func (p *when) want() int               { return 10 }
func (p *when) sort(*question.Question) {}
func (p *when) spaces() bool            { return p.text.Value() != "" }

func (p *when) typed(*question.Question) Effect { return Effect{} }

func (p *when) count(facets map[service.Pane][]service.Option) {
	if facets == nil {
		return
	}
	clear(p.painted)
	p.counts = make(map[string]service.Option, 21)
	for _, o := range facets[service.PaneWhen] {
		p.counts[o.ID] = o
	}
}

func (p *when) move(m widget.Move) {
	switch m {
	case widget.Up:
		p.day = max(p.day-1, 0)
	case widget.Down:
		p.day = min(p.day+1, 6)
	case widget.Left:
		p.part = max(p.part-1, 0)
	case widget.Right:
		p.part = min(p.part+1, parts-1)
	case widget.PageUp:
		p.day = 0
	case widget.PageDown:
		p.day = 6
	case widget.Home:
		p.part = 0
	case widget.End:
		p.part = parts - 1
	}
}

// point finds the cell of the grid that lines has painted there.
func (p *when) point(x, y, w, h int, focused bool) bool {
	rows := []int{-1, 0, 1, 2, 3, 4, 5, 6} // the days under the head
	if focused {
		rows = append(rows, -1)
	}
	if rows = daysSeen(rows, h, p.day); y >= len(rows) || rows[y] < 0 || x < daysWide {
		return false
	}
	p.day, p.part = rows[y], min((x-daysWide)/cellWidth(w), parts-1)
	p.text.Set("")
	return true
}

func (p *when) choose(q *question.Question, _ bool) Effect {
	if text := strings.TrimSpace(p.text.Value()); text != "" {
		p.asked = text
		return Effect{Windows: text}
	}
	w := p.cells[p.day][p.part]
	q.ToggleWindow(w, question.WindowLabel(w))
	return Effect{}
}

// found takes the times found for a text and chooses them all.
func (p *when) found(text string, windows []service.Window, err error, q *question.Question) Effect {
	if text != p.asked || text == "" {
		return Effect{}
	}
	p.asked = ""
	if err != nil {
		return Effect{Say: words.Sentence(err.Error())}
	}
	if len(windows) == 0 {
		return Effect{Say: "That is no time that can be searched: try \"tue morning\" or \"weekend\"."}
	}
	for _, w := range windows {
		if !q.Has(service.PaneWhen, w.ID) {
			q.ToggleWindow(w, question.WindowLabel(w))
		}
	}
	if strings.TrimSpace(p.text.Value()) == text {
		p.text.Set("")
	}
	return Effect{}
}

// daysWide is how many cells the names of the days take.
const daysWide = 5

// cellWidth is how many cells a part of a day takes on a grid of w cells.
func cellWidth(w int) int { return max(min((w-daysWide)/parts, 10), 5) }

func (p *when) lines(dst []string, w, h int, focused bool, q *question.Question, t *theme.Theme) []string {
	cell := cellWidth(w)
	rows := make([]string, 0, 9)
	head := paint.NewLine(w, t.Base).Gap(daysWide)
	for _, dp := range question.DayParts() {
		label := dp.Label
		if len(label) >= cell {
			label = dp.Short
		}
		head.Cell(t.Dim, " "+label, cell)
	}
	rows = append(rows, head.String())
	for day := range 7 {
		rows = append(rows, p.dayLine(p.look(day, w, cell, focused, q, t)))
	}
	if focused {
		rows = append(rows, p.foot(w, t))
	}
	return append(dst, daysSeen(rows, h, p.day)...)
}

// daysSeen returns at most h of the rows, the day with the keys among them.
func daysSeen[row any](rows []row, h, day int) []row {
	if h >= len(rows) {
		return rows
	}
	if h < 2 {
		return rows[day+1 : day+1+h]
	}
	// The head stays and the days scroll under it.
	days := rows[1:8]
	n := h - 1
	top := max(min(day-n/2, len(days)-n), 0)
	return append(rows[:1:1], days[top:top+n]...)
}

// look gathers what the look of a day depends on.
func (p *when) look(day, w, cell int, focused bool, q *question.Question, t *theme.Theme) dayLook {
	look := dayLook{day: day, width: w, cell: cell, here: -1, theme: t}
	if focused && day == p.day {
		look.here = p.part
	}
	for n := range parts {
		look.on[n] = q.Has(service.PaneWhen, p.cells[day][n].ID)
	}
	return look
}

// dayLine paints one day: the count of what fits in each part, [ ] around the
// cell with the keys and x before what is chosen.
func (p *when) dayLine(look dayLook) string {
	if line, ok := p.painted[look]; ok {
		return line
	}
	if p.painted == nil || len(p.painted) > mostPainted {
		p.painted = make(map[dayLook]string)
	}
	t := look.theme
	l := paint.NewLine(look.width, t.Base).Cell("", " "+p.cells[look.day][0].Day.String()[:3], daysWide)
	var room [48]byte
	for n := range parts {
		text, style := p.cellLook(room[:0], &look, n)
		if len(text) > look.cell {
			l.Put(style, paint.Cut(string(text), look.cell))
		} else {
			l.Figures(style, text)
		}
		l.Gap(daysWide + (n+1)*look.cell - (look.width - l.Room()))
	}
	p.painted[look] = l.String()
	return p.painted[look]
}

// cellLook adds the text of one cell and returns it with its look.
func (p *when) cellLook(dst []byte, look *dayLook, n int) ([]byte, paint.Style) {
	o, known := p.counts[p.cells[look.day][n].ID]
	var room [44]byte
	counts := append(room[:0], '-')
	if known {
		counts = appendCell(room[:0], o, look.cell-2)
	}
	marked := look.on[n] && len(counts) < look.cell-2
	lead, style := " ", paint.Style("")
	switch {
	case look.here == n && marked:
		lead, style = "[x", look.theme.Selected
	case look.here == n:
		lead, style = "[", look.theme.Selected
	case marked:
		lead, style = " x", look.theme.Chip
	case look.on[n]:
		lead, style = "x", look.theme.Chip
	case !known || o.Fits+o.MayFit == 0:
		style = look.theme.Dim
	}
	dst = append(append(dst, lead...), counts...)
	if look.here == n {
		dst = append(dst, ']')
	}
	return dst, style
}

// appendCell says the counts of a cell in so many cells: "12+30", where that is
// too long "12+", and "+30" when none fits for sure.
func appendCell(dst []byte, o service.Option, room int) []byte {
	if o.Fits > 0 || o.MayFit == 0 {
		dst = strconv.AppendInt(dst, int64(o.Fits), 10)
	}
	if o.MayFit == 0 {
		return dst
	}
	dst = append(dst, '+')
	short := len(dst)
	if dst = strconv.AppendInt(dst, int64(o.MayFit), 10); o.Fits > 0 && len(dst) > room {
		return dst[:short]
	}
	return dst
}

// foot says the cell with the keys in words.
func (p *when) foot(w int, t *theme.Theme) string {
	if p.text.Value() != "" {
		return paint.NewLine(w, t.Base).Put(t.Dim, " Enter takes the time").String()
	}
	win := p.cells[p.day][p.part]
	l := paint.NewLine(w, t.Base).Put(t.Dim, " ").Put(t.Dim, question.WindowLabel(win))
	if o, ok := p.counts[win.ID]; ok {
		var room [64]byte
		text := words.AppendNumber(append(room[:0], ": "...), o.Fits)
		text = words.AppendNumber(append(text, " fit, "...), o.MayFit)
		l.Figures(t.Dim, append(text, " may fit"...))
	}
	return l.String()
}
