// Package layout divides the window among the parts of the finder.
//
// It is one pure function from the size of the window to rectangles. It must
// not draw, and it must not know what the parts hold.
package layout

import "slices"

// The smallest window that the finder draws in, and where the shapes change.
const (
	MinWidth  = 30
	MinHeight = 8
	// normalFrom is the first width at which filters and list share a line.
	normalFrom = 50
	// wideFrom is the first width at which filters, list and detail share it.
	wideFrom = 100
	// ReadWidth is the widest that running text is set, in cells.
	ReadWidth = 78
	// gutter is the blank cells between columns.
	gutter = 2
)

// Mode is the shape of the window.
type Mode int

// The shapes: too small for anything, one part at a time, two, three.
const (
	Tiny Mode = iota
	Narrow
	Normal
	Wide
)

// Rect is a part of the window in cells, from 0 at the upper left. A part that
// is not shown has no width.
type Rect struct{ X, Y, W, H int }

// Shown reports whether the part has any cell.
func (r Rect) Shown() bool { return r.W > 0 && r.H > 0 }

// Has reports whether a cell of the window is in the part.
func (r Rect) Has(x, y int) bool { return x >= r.X && x < r.X+r.W && y >= r.Y && y < r.Y+r.H }

// Wish is what the finder would like to show.
type Wish struct {
	// Filters is set while the filters have the keys.
	Filters bool
	// Reading is set while one service is read.
	Reading bool
	// Whole is set when one part takes the whole body, such as help.
	Whole bool
	// Pair is set when a list and the selected service take the body and there
	// are no filters, such as on the shortlist.
	Pair bool
	// Message is how many lines are wanted above the status for a message.
	Message int
	// Chips is how many lines are wanted for the chosen filters.
	Chips int
	// Coach is how many lines are wanted above the status for a trainer's strip.
	Coach int
	// Notes is how many lines are wanted under the count for what should be read
	// before the list.
	Notes int
}

// coachLeaves is the fewest lines of a window that a trainer's strip leaves.
const coachLeaves = 16

// leastBody is the fewest lines of the body that notes and a message leave.
const leastBody = 3

// Window is the window divided. Head and Count are single lines, Chips between
// them some or not shown, with Notes under them; Keys is the last line, Status the one before,
// and Message above it.
type Window struct {
	Mode                       Mode
	W, H                       int
	Head, Chips, Count, Notes  Rect
	Filters, List, Detail, All Rect
	Message, Status, Keys      Rect
	// Coach stands above the status and under the message.
	Coach Rect
}

// Size returns the size to draw in for a size that a terminal reported: 80 by
// 24 when it reported none, and never absurdly large.
func Size(w, h int) (width, height int) {
	if w <= 0 || h <= 0 {
		return 80, 24
	}
	return min(w, 1000), min(h, 500)
}

// Of divides a window of that size.
func Of(w, h int, wish Wish) Window {
	win := Window{Mode: mode(w, h), W: w, H: h}
	if win.Mode == Tiny {
		return win
	}
	win.Status = Rect{0, h - 2, w, 1}
	win.Keys = Rect{0, h - 1, w, 1}
	win.Head = Rect{0, 0, w, 1}
	coach := max(min(wish.Coach, h-coachLeaves), 0)
	h -= coach
	win.Coach = Rect{0, h - 2, w, coach}
	y := 1
	if !wish.Whole && !wish.Pair {
		win.Chips = Rect{0, y, w, chipLines(h, wish.Chips)}
		y += win.Chips.H
		win.Count = Rect{0, y, w, 1}
		y++
		// One line is left for a message, which may be trouble.
		notes := max(min(wish.Notes, h-2-y-leastBody-min(wish.Message, 1)), 0)
		win.Notes = Rect{0, y, w, notes}
		y += notes
	}
	if h >= 16 && h-2-y > leastBody {
		y++
	}
	message := max(min(wish.Message, h-2-y-leastBody), 0)
	win.Message = Rect{0, h - 2 - message, w, message}
	body := Rect{0, y, w, h - 2 - message - y}
	switch {
	case wish.Whole:
		win.All = body
	case wish.Pair:
		win.pair(body, wish)
	default:
		win.columns(body, wish)
	}
	return win
}

// chipLines returns how many lines the chosen filters get: none in a low window,
// and more than one only where there is height for the list as well.
func chipLines(h, wanted int) int {
	switch {
	case h < 10:
		return 0
	case h < 16:
		return 1
	case h < 24:
		return min(max(wanted, 1), 2)
	}
	return max(wanted, 1)
}

func mode(w, h int) Mode {
	switch {
	case w < MinWidth || h < MinHeight:
		return Tiny
	case w < normalFrom:
		return Narrow
	case w < wideFrom:
		return Normal
	}
	return Wide
}

// pair divides a body between a list and one service.
func (win *Window) pair(body Rect, wish Wish) {
	switch {
	case win.Mode == Wide:
		win.List, win.Detail = split(body, body.W/2)
	case wish.Reading:
		win.Detail = body
	default:
		win.List = body
	}
}

// columns divides a body between filters, list and one service.
func (win *Window) columns(body Rect, wish Wish) {
	switch {
	case win.Mode == Wide:
		var rest Rect
		win.Filters, rest = split(body, max(26, min(38, body.W/4)))
		detail := min(ReadWidth+2, (rest.W-gutter)*48/100)
		win.List, win.Detail = split(rest, rest.W-gutter-detail)
	case wish.Reading:
		win.Detail = body
	case wish.Filters && win.Mode == Normal:
		win.Filters, win.List = split(body, min(34, body.W*45/100))
	case wish.Filters:
		win.Filters = body
	default:
		win.List = body
	}
}

// split cuts a rectangle into one of that width and the rest behind a gutter.
func split(r Rect, w int) (left, right Rect) {
	left = Rect{r.X, r.Y, w, r.H}
	right = Rect{r.X + w + gutter, r.Y, r.W - w - gutter, r.H}
	return left, right
}

// Want is how many lines a stacked part would fill.
type Want struct {
	Lines int
	// Whole is set when the part is of no use cut short.
	Whole bool
}

// leastUse is the fewest lines below its title that a part cut short is given.
const leastUse = 4

// Share deals out lines to stacked parts: each gets one, the open part as much
// as it wants and there is, the others what is left, those that want least
// first. With fewer lines than parts, parts far from the open one get none.
func Share(lines int, wants []Want, open int) []int {
	got := make([]int, len(wants))
	if len(wants) == 0 {
		return got
	}
	open = max(min(open, len(wants)-1), 0)
	give := func(i, n int) {
		n = max(min(n, lines), 0)
		got[i] += n
		lines -= n
	}
	// The open part first, so that it is there even in few lines.
	give(open, min(wants[open].Lines, leastUse))
	for d := 1; d < len(wants); d++ {
		for _, i := range []int{open + d, open - d} {
			if i >= 0 && i < len(wants) {
				give(i, 1)
			}
		}
	}
	give(open, wants[open].Lines-got[open])
	for _, i := range byLines(wants) {
		more := wants[i].Lines - got[i]
		if more <= lines || !wants[i].Whole && lines >= leastUse {
			give(i, more)
		}
	}
	return got
}

// byLines returns the numbers of the parts, those that want least first.
func byLines(wants []Want) []int {
	order := make([]int, len(wants))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return wants[a].Lines - wants[b].Lines })
	return order
}
