package conversation

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

// Start is one thing to start from: a conversation, or a persona.
type Start struct {
	// Conversation is the conversation to begin; nil is none.
	Conversation *conversation.Conversation
	// Persona is the persona to start from; nil is none.
	Persona *conversation.Persona
	// Again goes on with the conversation that was left.
	Again bool
}

// entry is one line of the list.
type entry struct {
	start Start
	label string
	// right stands at the end of the line, about below the list.
	right, about string
}

// Chooser is the list of conversations and personas.
type Chooser struct {
	entries []entry
	// headings are the lines above the entries of those numbers.
	headings map[int]string
	faults   []string
	picker   widget.Picker
	scroll   widget.Picker
	height   int
	// lines are the numbers of the entries on the lines, -1 for other lines.
	lines []int
}

// Questions says how many questions there are, from the fewest to the most.
func Questions(least, most int) string {
	if least == most {
		return words.Count(most, "question", "questions")
	}
	return words.Number(least) + " to " + words.Count(most, "question", "questions")
}

// NewChooser returns the list. The conversation that was left, nil for none,
// comes first; faults say which files were left out.
func NewChooser(left *Screen, sets *conversation.Sets, faults []string) *Chooser {
	c := &Chooser{faults: faults, headings: make(map[int]string)}
	if left != nil && left.Question() != nil {
		c.headings[0] = "Where you were"
		c.entries = append(c.entries, entry{start: Start{Again: true}, label: "Go on with: " + left.Title(),
			right: "question " + strconv.Itoa(left.Asked()), about: "What was answered there is still set, unless you changed it."})
	}
	c.headings[len(c.entries)] = "Talk it through, one question at a time"
	for _, talk := range sets.Conversations {
		c.entries = append(c.entries, entry{start: Start{Conversation: talk}, label: talk.Title,
			right: Questions(talk.Length()), about: talk.About})
	}
	c.headings[len(c.entries)] = "Or start from somebody like"
	for i := range sets.Personas {
		p := &sets.Personas[i]
		labels := make([]string, 0, len(p.Changes))
		for _, change := range p.Changes {
			labels = append(labels, change.Label)
		}
		c.entries = append(c.entries, entry{start: Start{Persona: p}, label: p.Name, right: "",
			about: strings.TrimSpace(p.About + " Sets: " + strings.Join(labels, "; ") + ".")})
	}
	return c
}

// Selected returns what has the keys; the zero Start when there is nothing.
func (c *Chooser) Selected() Start {
	if at := c.picker.At(); at < len(c.entries) {
		return c.entries[at].start
	}
	return Start{}
}

// Move moves the keys.
func (c *Chooser) Move(m widget.Move) { c.picker.Move(m, len(c.entries), c.height) }

// Click puts the keys on what stands at a line.
func (c *Chooser) Click(_, y int) (there, again bool) {
	line := c.scroll.Top() + y
	if y < 0 || y >= c.height || line >= len(c.lines) || c.lines[line] < 0 {
		return false, false
	}
	again = c.lines[line] == c.picker.At()
	c.picker.Set(c.lines[line])
	return true, again
}

// Head paints the line above; it has no text cursor.
func (c *Chooser) Head(w int, t *theme.Theme) (line string, cursor int) {
	return paint.NewLine(w, t.Bar).Put(t.Key, " Guided conversations ").String(), -1
}

// Lines paints the list, and below it what the line with the keys is for, in
// exactly h lines of w cells.
func (c *Chooser) Lines(dst []string, w, h int, t *theme.Theme) []string {
	start := len(dst)
	foot := c.foot(w, h, t)
	rows := make([]string, 0, len(c.entries)+2*len(c.headings))
	here := 0
	c.lines = c.lines[:0]
	for i := range c.entries {
		if heading, ok := c.headings[i]; ok {
			if i > 0 {
				rows = append(rows, paint.Blank(w, t.Base))
			}
			rows = append(rows, paint.NewLine(w, t.Base).Gap(1).Put(t.Heading, heading).String())
		}
		for len(c.lines) < len(rows) {
			c.lines = append(c.lines, -1)
		}
		c.lines = append(c.lines, i)
		if i == c.picker.At() {
			here = len(rows)
		}
		rows = append(rows, c.entries[i].line(i == c.picker.At(), w, t))
	}
	c.height = max(h-len(foot), 1)
	if c.picker.At() == 0 {
		c.scroll.Set(0) // the heading above the first line is seen too
		c.scroll.Settle(len(rows), c.height)
	}
	c.scroll.Set(here)
	c.scroll.Settle(len(rows), c.height)
	dst = append(dst, rows[c.scroll.Top():min(c.scroll.Top()+c.height, len(rows))]...)
	for len(dst)-start < h-len(foot) {
		dst = append(dst, paint.Blank(w, t.Base))
	}
	return append(dst, foot...)[:start+h]
}

// foot paints what the line with the keys is for, and which files were left out.
func (c *Chooser) foot(w, h int, t *theme.Theme) []string {
	if h < 8 {
		return nil
	}
	foot := []string{paint.Blank(w, t.Base)}
	about := ""
	if at := c.picker.At(); at < len(c.entries) {
		about = c.entries[at].about
	}
	foot = append(foot, wrapped(about, w, min(w, layout.ReadWidth), 3, "", t)...)
	for len(foot) < 4 {
		foot = append(foot, paint.Blank(w, t.Base))
	}
	if len(c.faults) > 0 {
		text := "Left out: " + strings.ReplaceAll(c.faults[0], "\n", "; ")
		if len(c.faults) > 1 {
			text += "; and " + strconv.Itoa(len(c.faults)-1) + " more files"
		}
		foot = append(foot, wrapped(text, w, w, 2, t.Warn, t)...)
	}
	return foot[:min(len(foot), h-leastChoices)]
}

// line paints one line of the list.
func (e *entry) line(here bool, w int, t *theme.Theme) string {
	base, style, dim, pointer := t.Base, t.Strong, t.Dim, "  "
	if e.start.Persona != nil {
		style = ""
	}
	if here {
		base, style, dim, pointer = t.Selected, "", "", "> "
	}
	l := paint.NewLine(w, base).Put("", pointer)
	width := min(w, layout.ReadWidth)
	if w >= 50 {
		return l.Cell(style, e.label, width-21).CellRight(dim, e.right, 17).String()
	}
	return l.Put(style, e.label).String()
}
