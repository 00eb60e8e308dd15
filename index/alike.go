package index

import (
	"strings"
	stdsync "sync"
)

// alike is what the words and phrases find that mean the same as others.
type alike struct {
	like, faint set
	words       []string
}

// mostAlike is how many of these are kept.
const mostAlike = 16

// alikeCache keeps what is found with phrases of the same meaning, which takes
// longest: who types on asks for it with the next key again.
type alikeCache struct {
	mu    stdsync.Mutex // guards known
	known map[string]alike
}

func (c *alikeCache) get(text string) (alike, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	a, ok := c.known[text]
	return a, ok
}

func (c *alikeCache) put(text string, a alike) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known == nil || len(c.known) >= mostAlike {
		c.known = map[string]alike{}
	}
	c.known[text] = a
}

// addSynonyms adds to where a text stands what is found by what means the same.
func (w *words) addSynonyms(text string, into *standing) error {
	if w.synonyms == nil {
		return nil
	}
	if kept, ok := w.kept.get(text); ok {
		into.like.or(kept.like)
		into.faint.or(kept.faint)
		into.alike = append(into.alike, kept.words...)
		return nil
	}
	phrases := false
	others := w.synonyms(text)
	for _, other := range others {
		used := w.arena.used
		phrase := strings.Contains(other, " ")
		if phrase && len(w.stems(other)) < 2 {
			continue // "on the streets" is no "Street"
		}
		o, err := w.together(other, phrase, into)
		if err != nil {
			return err
		}
		into.addAlike(o)
		w.arena.used = used
		into.alike = append(into.alike, other)
		phrases = phrases || phrase
	}
	if phrases {
		w.kept.put(text, alike{into.like.clone(), into.faint.clone(), others})
	}
	return nil
}
