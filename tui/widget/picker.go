package widget

// Move is a movement that a key asks for.
type Move int

// The movements.
const (
	Up Move = iota
	Down
	PageUp
	PageDown
	Home
	End
	Left
	Right
)

// Picker keeps which of a number of rows has the keys and which row is the
// first on the screen.
type Picker struct {
	at, top int
}

// At returns the row with the keys, 0 when there are none.
func (p *Picker) At() int { return p.at }

// Top returns the first row on the screen.
func (p *Picker) Top() int { return p.top }

// Set puts the keys on a row.
func (p *Picker) Set(row int) { p.at = max(row, 0) }

// Move moves within rows of which page fit on the screen, and reports whether
// the keys are on another row than before.
func (p *Picker) Move(m Move, rows, page int) bool {
	before := p.at
	switch m {
	case Up:
		p.at--
	case Down:
		p.at++
	case PageUp:
		p.at -= max(page, 1)
	case PageDown:
		p.at += max(page, 1)
	case Home:
		p.at = 0
	case End:
		p.at = rows - 1
	case Left, Right:
	}
	p.Settle(rows, page)
	return p.at != before
}

// Click puts the keys on the row at a line of the page as it was painted last. It
// reports whether there is one, and whether the keys were on it before.
func (p *Picker) Click(y, page, rows int) (there, again bool) {
	row := p.top + y
	if y < 0 || y >= page || row >= rows {
		return false, false
	}
	again = row == p.at
	p.at = row
	return true, again
}

// Settle brings the row with the keys within the rows, and the first row on
// the screen to where the row with the keys is seen. While it is not known how
// many rows fit, page is 0 and the first row stays.
func (p *Picker) Settle(rows, page int) {
	p.at = max(min(p.at, rows-1), 0)
	if page < 1 {
		return
	}
	p.top = max(min(p.top, rows-page), 0)
	p.top = max(min(p.top, p.at), p.at-page+1)
}
