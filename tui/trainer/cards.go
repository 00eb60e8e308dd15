package trainer

import (
	"strconv"
	"strings"

	"fettle/internal/conversation"
	"fettle/tui/layout"
	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/widget"
	"fettle/tui/words"
)

const (
	// HandOut says what the cards are for.
	HandOut = "Hand one out, and let somebody find two or three services for it. There is more than one good answer."
	// Task is what a card asks for.
	Task = "Find two or three services for this person, and say why you chose them."
)

// List is the list of situation cards.
type List struct {
	cards  []conversation.Card
	picker widget.Picker
	// intro is how many lines stand above the cards, height how many cards fit.
	intro, height int
}

// NewList returns the list with the keys on the card of that number from 0.
func NewList(cards []conversation.Card, at int) *List {
	l := &List{cards: cards}
	l.picker.Set(at)
	return l
}

// At returns the number of the card with the keys from 0; there may be none.
func (l *List) At() int { return l.picker.At() }

// Move moves the keys.
func (l *List) Move(m widget.Move) { l.picker.Move(m, len(l.cards), l.height) }

// Click puts the keys on the card at a line.
func (l *List) Click(_, y int) (there, again bool) {
	return l.picker.Click(y-l.intro, l.height, len(l.cards))
}

// Head paints the line above; it has no text cursor.
func (l *List) Head(w int, t *theme.Theme) (line string, cursor int) {
	return paint.NewLine(w, t.Bar).Put(t.Key, " Situation cards ").Put(t.Bar, " everybody in them is made up").String(), -1
}

// Lines paints the cards in exactly h lines of w cells.
func (l *List) Lines(dst []string, w, h int, t *theme.Theme) []string {
	start := len(dst)
	l.intro = 0
	if h >= 12 {
		dst = append(dst, lines(HandOut, w, t.Dim, t)...)
		dst = append(dst, paint.Blank(w, t.Base))
		l.intro = len(dst) - start
	}
	l.height = max(h-l.intro, 1)
	l.picker.Settle(len(l.cards), l.height)
	for i := l.picker.Top(); i < min(l.picker.Top()+l.height, len(l.cards)); i++ {
		base, style, pointer := t.Base, paint.Style(""), "  "
		if i == l.picker.At() {
			base, style, pointer = t.Selected, "", "> "
		}
		dst = append(dst, paint.NewLine(w, base).Put("", pointer).Put(style, strconv.Itoa(i+1)+" "+l.cards[i].Title).String())
	}
	return filled(dst, start, w, h, t)
}

// Card is one situation card, with its hint and its answer when they are asked
// for.
type Card struct {
	card   *conversation.Card
	hint   bool
	answer bool
	// reveal is set until what was revealed last has been brought into view.
	reveal bool
	top    int
	height int
	length int
}

// NewCard returns the card with nothing revealed.
func NewCard(c *conversation.Card) *Card { return &Card{card: c} }

// Of returns the card.
func (c *Card) Of() *conversation.Card { return c.card }

// Hint reveals the hint, or hides it.
func (c *Card) Hint() { c.hint, c.reveal = !c.hint, !c.hint }

// Answer reveals a good answer, or hides it.
func (c *Card) Answer() { c.answer, c.reveal = !c.answer, !c.answer }

// Answered reports whether the answer is revealed.
func (c *Card) Answered() bool { return c.answer }

// Move scrolls.
func (c *Card) Move(m widget.Move) {
	switch m {
	case widget.Up:
		c.top--
	case widget.Down:
		c.top++
	case widget.PageUp:
		c.top -= c.height
	case widget.PageDown:
		c.top += c.height
	case widget.Home:
		c.top = 0
	case widget.End:
		c.top = c.length
	case widget.Left, widget.Right:
	}
	c.top = max(min(c.top, c.length-c.height), 0)
}

// Head paints the line above; it has no text cursor.
func (c *Card) Head(w int, t *theme.Theme) (line string, cursor int) {
	return paint.NewLine(w, t.Bar).Put(t.Key, " "+c.card.Title+" ").String(), -1
}

// Lines paints the card in exactly h lines of w cells.
func (c *Card) Lines(dst []string, w, h int, t *theme.Theme) []string {
	start := len(dst)
	all := c.text(w, t)
	c.length, c.height = len(all), h
	if c.reveal {
		c.top, c.reveal = len(all), false
	}
	c.top = max(min(c.top, len(all)-h), 0)
	dst = append(dst, all[c.top:min(c.top+h, len(all))]...)
	if below := len(all) - c.top - h; below > 0 && h > 2 {
		more := "-- " + words.Count(below+1, "more line", "more lines") + " below: Down --"
		dst[len(dst)-1] = paint.NewLine(w, t.Base).Gap(1).Put(t.Dim, more).String()
	}
	return filled(dst, start, w, h, t)
}

// text paints all of the card.
func (c *Card) text(w int, t *theme.Theme) []string {
	blank := paint.Blank(w, t.Base)
	all := []string{blank}
	for _, paragraph := range c.card.Story {
		all = append(append(all, lines(paragraph, w, "", t)...), blank)
	}
	all = append(append(all, lines(Task, w, t.Strong, t)...), blank)
	heading := func(text string) {
		all = append(all, paint.NewLine(w, t.Base).Gap(1).Put(t.Heading, text).String())
	}
	if c.hint {
		heading("A hint")
		all = append(append(all, lines(c.card.Hint, w, "", t)...), blank)
	}
	if c.answer {
		heading("A good way to ask")
		all = append(append(all, lines(Asked(c.card), w, "", t)...), blank)
		heading("Services that a careful worker would pick")
		for _, pick := range c.card.Picks {
			all = append(all, lines("- "+pick, w, t.Strong, t)...)
		}
		all = append(all, blank)
		heading("Why")
		all = append(append(all, lines(c.card.Why, w, "", t)...), blank)
	}
	return all
}

// Asked says the question of a card in words.
func Asked(c *conversation.Card) string {
	var said []string
	for _, change := range c.Changes {
		said = append(said, change.Label)
	}
	if c.Place != "" {
		said = append(said, "near "+c.Place)
	}
	return strings.Join(said, "; ") + "."
}

// lines paints a text set to be read.
func lines(text string, w int, style paint.Style, t *theme.Theme) []string {
	var all []string
	for _, line := range paint.Wrap(text, max(min(w, layout.ReadWidth)-2, 1)) {
		all = append(all, paint.NewLine(w, t.Base).Gap(1).Put(style, line).String())
	}
	return all
}

// filled brings the lines since start to exactly h.
func filled(dst []string, start, w, h int, t *theme.Theme) []string {
	for len(dst)-start < h {
		dst = append(dst, paint.Blank(w, t.Base))
	}
	return dst[:start+h]
}
