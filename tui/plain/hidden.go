package plain

import "strings"

// hiddenLines is how many blank lines push out of a window what was said: more
// than any window has.
const hiddenLines = 200

// hidden is the step at which nothing of the finder is to be seen. Its prompt is
// the date.
type hidden struct{}

// hide pushes what was said out of the window. It can still be scrolled back to,
// as nothing that was printed can be taken back.
func (d *dialogue) hide() {
	d.steps = append(d.steps, hidden{})
	d.said.Reset()
	d.said.WriteString(strings.Repeat("\n", hiddenLines))
}

// hear goes on at b, and says at anything else how to.
func (hidden) hear(d *dialogue, text string) {
	switch strings.ToLower(text) {
	case "b", "back":
		d.leave()
		d.here().say(d)
	case "":
	default:
		d.say("b goes on.")
	}
}

func (hidden) name(d *dialogue) string     { return d.deps.Now().Format("Monday 2 January 2006") }
func (hidden) say(*dialogue)               {}
func (hidden) hint(*dialogue) string       { return "" }
func (hidden) number(*dialogue, int)       {}
func (hidden) text(*dialogue, string) bool { return true }
func (hidden) page(*dialogue, int)         {}
