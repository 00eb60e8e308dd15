package tui

import (
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"fettle/tui/find"
)

// How soon letters follow one another, at most, in a word that is typed, in a text
// that comes as keys, and in either after a letter that had nothing to do. Keys that
// are each meant take longer.
const (
	typedWithin = 200 * time.Millisecond
	burstWithin = 30 * time.Millisecond
	idleWithin  = 600 * time.Millisecond
)

// run are letters that are pressed one soon after the other where letters are
// keys, such as on the list. Whoever types a word there did not see that the
// search box has no keys.
type run struct {
	letters []rune
	at      time.Time
	// idle is set when one of them had nothing to do, acted when one had.
	idle, acted bool
}

// with takes another key. It returns the letters as soon as they are a word that
// is being typed: three in a row as fast as a hand types them, two faster than that,
// or two of which one has nothing to do here. The same letter again is a key that is
// tried again.
func (r *run) with(k tea.KeyPressMsg, a *app) (word string) {
	letter, n := utf8.DecodeRuneInString(k.Text)
	if a.place()&inReading == 0 || n == 0 || n != len(k.Text) || !unicode.IsLetter(letter) || k.Mod&^tea.ModShift != 0 {
		*r = run{}
		return ""
	}
	since := a.pressedAt.Sub(r.at)
	act := a.action(keyName(k))
	idle := act == nil || act.off(a) != ""
	switch before := len(r.letters); {
	case before == 0:
	case unicode.IsUpper(letter), r.letters[before-1] == letter, since > idleWithin:
		*r = run{}
	case r.idle, idle, since <= burstWithin, before > 1 && since <= typedWithin:
		return string(r.letters) + k.Text
	case since > typedWithin:
		*r = run{}
	}
	r.letters, r.at = append(r.letters, letter), a.pressedAt
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
		said += " What its first letters changed, Ctrl+Z takes back."
	}
	a.remind(said)
}
