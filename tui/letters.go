package tui

import (
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"fettle/tui/find"
)

// letterWithin is how soon one letter of a word follows the other at most. Keys
// that are each meant take longer.
const letterWithin = 600 * time.Millisecond

// run are letters that are pressed one soon after the other where letters are
// keys, such as on the list. Whoever types a word there did not see that the
// search box has no keys.
type run struct {
	letters string
	at      time.Time
	// idle is set when one of them had nothing to do, acted when one had.
	idle, acted bool
}

// with takes another key. It returns the letters as soon as they are a word that
// is being typed: several in a row, of which one has nothing to do here. The same
// letter again is a key that is tried again.
func (r *run) with(k tea.KeyPressMsg, a *app) (word string) {
	letter, n := utf8.DecodeRuneInString(k.Text)
	if a.place()&inReading == 0 || n == 0 || n != len(k.Text) || !unicode.IsLetter(letter) || k.Mod&^tea.ModShift != 0 {
		*r = run{}
		return ""
	}
	now := a.deps.Now()
	if since := now.Sub(r.at); since < 0 || since > letterWithin {
		*r = run{}
	}
	act := a.action(keyName(k))
	idle := act == nil || act.off(a) != ""
	last, _ := utf8.DecodeLastRuneInString(r.letters)
	if r.letters != "" && last != letter && !unicode.IsUpper(letter) && (r.idle || idle) {
		return r.letters + k.Text
	}
	r.letters, r.at = r.letters+k.Text, now
	r.idle, r.acted = r.idle || idle, r.acted || !idle
	return ""
}

// beginWord puts letters that were pressed as keys into the search box, behind the
// words there, and says so.
func (a *app) beginWord(word string) {
	acted := a.run.acted
	a.run = run{}
	a.toFinder()
	a.find.Focus(find.Search)
	a.find.AddWord(word)
	said := "That looked like a word, so it is in the search box now."
	if acted {
		said += " If its first letter changed something: Enter, then u takes that back."
	}
	a.remind(said)
}
