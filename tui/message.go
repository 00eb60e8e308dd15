package tui

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// sayFor is how long a message stays that is no trouble, remindFor for how many
// keys one does that says how to take back what was done.
const (
	sayFor    = 6 * time.Second
	remindFor = 8
)

// message is one sentence to the person. One that stays waits for Esc, as all
// trouble does.
type message struct {
	text    string
	trouble bool
	stays   bool
	// address is one in the message that can be copied.
	address string
	// keys is for how many more keys it stays whatever they do; 0 is a message that
	// goes by itself.
	keys int
	id   int
}

// say shows a sentence for a while.
func (a *app) say(text string) tea.Cmd {
	a.message = message{text: text, id: a.message.id + 1}
	id := a.message.id
	return a.after(sayFor, said{id})
}

// remind says what was done and how to take it back. Whoever did it without
// meaning to goes on typing, so it stays for some keys whatever they do, and until
// then no time takes it away.
func (a *app) remind(text string) {
	a.message = message{text: text, keys: remindFor, id: a.message.id + 1}
}

// keep shows a sentence until Esc.
func (a *app) keep(text string) {
	a.message = message{text: text, stays: true, id: a.message.id + 1}
}

// trouble shows an error until Esc.
func (a *app) trouble(err error) {
	a.message = message{text: plain(err), trouble: true, stays: true, id: a.message.id + 1}
}

// said says that a message has been there long enough.
type said struct{ id int }

func (s said) take(a *app) {
	if a.message.id == s.id && !a.message.stays && a.message.keys == 0 {
		a.message.text = ""
	}
}

// stale takes away a notice that does not stay: what it was said of is over.
func (a *app) stale() {
	if !a.message.stays && a.message.keys == 0 {
		a.message.text = ""
	}
}

// counted counts a key for a message that stays for some, when it was there before
// the key.
func (a *app) counted(before int) {
	if a.message.id != before || a.message.keys == 0 {
		return
	}
	if a.message.keys--; a.message.keys == 0 {
		a.message.text = ""
	}
}

// plain writes an error as a sentence.
func plain(err error) string {
	text := strings.TrimSpace(err.Error())
	r, n := utf8.DecodeRuneInString(text)
	text = string(unicode.ToUpper(r)) + text[n:]
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}
