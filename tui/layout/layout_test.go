package layout_test

import (
	"fmt"
	"testing"

	"fettle/tui/layout"
)

// TestPartsFitAndDoNotOverlap divides every size for every wish and looks at
// every cell.
func TestPartsFitAndDoNotOverlap(t *testing.T) {
	t.Parallel()
	step := 1
	if testing.Short() {
		step = 7
	}
	for w := 1; w <= 250; w += step {
		for h := 1; h <= 80; h += step {
			for n := range 64 {
				wish := layout.Wish{Filters: n&1 != 0, Reading: n&2 != 0, Whole: n&4 != 0, Pair: n&8 != 0, Message: n >> 4 & 1 * 3, Notes: n >> 5 * 4, Chips: n % 4, Coach: n % 3 * 2}
				win := layout.Of(w, h, wish)
				if problem := problemOf(&win, wish); problem != "" {
					t.Fatalf("%d by %d with %+v: %s\n%+v", w, h, wish, problem, win)
				}
			}
		}
	}
}

func problemOf(win *layout.Window, wish layout.Wish) string {
	parts := []layout.Rect{win.Head, win.Chips, win.Count, win.Notes, win.Filters, win.List, win.Detail, win.All, win.Message, win.Coach, win.Status, win.Keys}
	if win.Mode == layout.Tiny {
		for _, r := range parts {
			if r.Shown() {
				return "a part is shown in a tiny window"
			}
		}
		return ""
	}
	for i, r := range parts {
		if !r.Shown() {
			continue
		}
		if r.X < 0 || r.Y < 0 || r.X+r.W > win.W || r.Y+r.H > win.H {
			return fmt.Sprintf("part %d is outside", i)
		}
		for j, o := range parts[:i] {
			if o.Shown() && r.X < o.X+o.W && o.X < r.X+r.W && r.Y < o.Y+o.H && o.Y < r.Y+r.H {
				return fmt.Sprintf("parts %d and %d overlap", j, i)
			}
		}
	}
	switch {
	case !win.Head.Shown() || !win.Status.Shown() || !win.Keys.Shown():
		return "a line of the frame is missing"
	case wish.Message == 0 && win.Message.Shown():
		return "there is room for no message"
	case wish.Coach != win.Coach.H && (win.H >= 22 || win.Coach.H > wish.Coach):
		return "the trainer's strip is not as wished"
	case wish.Notes == 0 && win.Notes.Shown() || (wish.Whole || wish.Pair) && win.Notes.Shown():
		return "there is room for notes that nobody wished"
	case wish.Notes > 0 && !wish.Whole && !wish.Pair && win.H > 10 && !win.Notes.Shown():
		return "there is no room for the notes"
	case wish.Message > 0 && win.H > 10 && !win.Message.Shown():
		return "there is no room for the message"
	case wish.Whole != win.All.Shown():
		return "the whole body is not as wished"
	case !wish.Whole && !win.List.Shown() && !win.Detail.Shown() && !win.Filters.Shown():
		return "there is no body"
	case !wish.Whole && wish.Reading && !win.Detail.Shown():
		return "there is no room for what is read"
	case !wish.Whole && !wish.Pair && wish.Filters && !wish.Reading && !win.Filters.Shown():
		return "there is no room for the filters"
	}
	return ""
}

func TestModes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		w, h int
		want layout.Mode
	}{{29, 40, layout.Tiny}, {200, 7, layout.Tiny}, {30, 8, layout.Narrow}, {49, 50, layout.Narrow}, {50, 8, layout.Normal}, {99, 30, layout.Normal}, {100, 30, layout.Wide}} {
		if got := layout.Of(c.w, c.h, layout.Wish{}).Mode; got != c.want {
			t.Errorf("%d by %d is mode %d, want %d", c.w, c.h, got, c.want)
		}
	}
	if win := layout.Of(120, 40, layout.Wish{}); !win.Filters.Shown() || !win.List.Shown() || !win.Detail.Shown() {
		t.Error("a wide window does not show filters, list and detail")
	}
}

func TestSize(t *testing.T) {
	t.Parallel()
	for _, c := range [][4]int{{0, 0, 80, 24}, {-1, 5, 80, 24}, {80, 0, 80, 24}, {1, 1, 1, 1}, {99999, 99999, 1000, 500}} {
		if w, h := layout.Size(c[0], c[1]); w != c[2] || h != c[3] {
			t.Errorf("Size(%d, %d) is %d by %d", c[0], c[1], w, h)
		}
	}
}

func TestShare(t *testing.T) {
	t.Parallel()
	panes := []layout.Want{{Lines: 38}, {Lines: 7}, {Lines: 3}, {Lines: 10, Whole: true}, {Lines: 9}}
	for _, c := range []struct {
		lines, open int
		want        []int
	}{
		{60, 0, []int{38, 7, 3, 1, 9}},
		{70, 0, []int{38, 7, 3, 10, 9}},
		{18, 3, []int{1, 1, 3, 10, 1}},
		{18, 1, []int{1, 7, 3, 1, 6}},
		{3, 2, []int{0, 0, 3, 0, 0}},
		{1, 4, []int{0, 0, 0, 0, 1}},
		{0, 0, []int{0, 0, 0, 0, 0}},
	} {
		if got := layout.Share(c.lines, panes, c.open); fmt.Sprint(got) != fmt.Sprint(c.want) {
			t.Errorf("%d lines with %d open are shared as %v, want %v", c.lines, c.open, got, c.want)
		}
	}
	for lines := range 80 {
		for open := -1; open < 6; open++ {
			sum := 0
			for i, n := range layout.Share(lines, panes, open) {
				sum += n
				if n < 0 || n > panes[i].Lines {
					t.Fatalf("part %d gets %d of %d lines", i, n, lines)
				}
			}
			if sum > lines {
				t.Fatalf("%d lines are shared as %d", lines, sum)
			}
		}
	}
}
