package index

import (
	stdsync "sync"

	"fettle/internal/service"
)

// lastWords are the words of the last question, where they stand. Whoever asked it
// asks next why its services fit, one after the other, and finding the words is half
// of that work.
type lastWords struct {
	mu    stdsync.Mutex // guards what follows
	asked wordsAsked
	found asked
	arena *arena // which lends the sets of found; nil when none are kept
}

// wordsAsked is what of a question tells its words.
type wordsAsked struct {
	words   string
	typing  bool
	wording service.Wording
}

func wordsAskedBy(q service.Query) wordsAsked { return wordsAsked{q.Words, q.Typing, q.Wording} }

// askNext begins a question after which the words of the one before are no longer
// kept; doneWith ends it.
func (g *generation) askNext() *asker {
	g.last.mu.Lock()
	a := g.last.arena
	g.last.arena, g.last.found = nil, asked{}
	g.last.mu.Unlock()
	if a == nil {
		return g.ask()
	}
	a.used = 0
	return g.askIn(a)
}

// doneWith ends a question and keeps where its words stand, unless another that was
// asked meanwhile is kept.
func (a *asker) doneWith(q service.Query) {
	last := &a.last
	last.mu.Lock()
	defer last.mu.Unlock()
	if a.found == nil || last.arena != nil {
		a.done()
		return
	}
	last.asked, last.found, last.arena = wordsAskedBy(q), *a.found, a.arena
}

// foundWords returns where the words of a question stand, until release is called:
// those of the question before, if it is the same one, which nobody else has until
// then.
func (a *asker) foundWords(q service.Query) (found asked, release func(), err error) {
	last := &a.last
	last.mu.Lock()
	if last.arena == nil || last.asked != wordsAskedBy(q) {
		last.mu.Unlock()
		found, err = a.words.find(q)
		return found, func() {}, err
	}
	found = last.found
	kept := &asker{generation: a.generation, arena: last.arena, found: &found}
	last.arena, last.found = nil, asked{}
	last.mu.Unlock()
	return found, func() { kept.doneWith(q) }, nil
}
