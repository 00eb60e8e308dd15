package index

import (
	"slices"
	"strings"

	"fettle/internal/english"
	"fettle/internal/service"
)

// How much one of the words that a question asks for tells of a service.
const (
	tellsNothing = 0 // "likes", "Jean"
	tellsLittle  = 1 // an everyday word, and one that many services have
	tellsMuch    = 2
	tellsMost    = 4 // what means the same as other words: "lost his wife"
)

// mostSum is the most that all words of a service tell together.
const mostSum = 31

// manyPart is how small a part of the services have a word that tells much: at
// most one in so many.
const manyPart = 20

// worded leaves out what a wording does not ask for. When nothing would be left
// and not all was only to make a sentence, all stays.
func (w *words) worded(a asked, wording service.Wording) asked {
	if wording == service.AllWords {
		return a
	}
	var kept []standing
	var left []string
	most, free, all := tellsNothing, 0, w.n
	if w.dead {
		all = w.live.count()
	}
	for _, s := range a.wanted {
		if s.tells = w.tells(&s, all); !s.must && s.tells == tellsNothing {
			left = append(left, bare(s.typed))
			continue
		}
		if kept = append(kept, s); !s.must {
			most, free = max(most, s.tells), free+1
		}
	}
	if len(kept) == 0 && slices.ContainsFunc(a.wanted, func(s standing) bool { return !english.Filler(w.folded(s.typed)) }) {
		return a
	}
	for i := range kept {
		if kept[i].thing = i; kept[i].tells == tellsMost {
			kept[i].thing = slices.IndexFunc(kept[:i+1], func(s standing) bool { return slices.ContainsFunc(s.alike, kept[i].means) })
		}
	}
	a.wanted, a.left = kept, left
	if wording == service.SomeWords && free > 1 {
		a.most = most
	}
	return a
}

// weaken marks the words that say only that something is a service, where others
// say what it is for.
func (w *words) weaken(all []standing) {
	vague := func(s standing) bool { return !s.must && english.Vague(w.folded(s.typed)) }
	if !slices.ContainsFunc(all, func(s standing) bool { return !vague(s) }) {
		return
	}
	for i := range all {
		all[i].weak = vague(all[i])
	}
}

// folded returns words as they are written in the lists of English.
func (w *words) folded(words string) string { return strings.Join(w.plain(words), " ") }

// means reports whether a word or phrase is among those that mean the same.
func (s *standing) means(word string) bool { return slices.Contains(s.alike, word) }

// tells says how much a wanted word or phrase tells among all services in use;
// nothing when none has it.
func (w *words) tells(s *standing, all int) int {
	n := s.count()
	if n == 0 {
		return tellsNothing
	}
	plain := w.folded(s.typed)
	if english.Vague(plain) {
		return tellsNothing
	}
	if len(s.alike) > 0 {
		return tellsMost
	}
	switch {
	case english.Filler(plain) || english.GivenName(plain):
		return tellsNothing
	case strings.Trim(plain, "0123456789") == "": // "2" kids
		return tellsNothing
	case english.Everyday(plain) || n*manyPart > all:
		return tellsLittle
	}
	return tellsMuch
}

// bare returns words as they are quoted, without the marks around them.
func bare(words string) string { return strings.Trim(words, ".,;:!?()[]") }

// some returns the documents of a set that have any of the words that tell most.
func (a asked) some(in set) set {
	for i := range in {
		any := uint64(0)
		for j := range a.wanted {
			if s := &a.wanted[j]; s.tells == a.most && !s.must {
				any |= s.any(i)
			}
		}
		in[i] &= any
	}
	return in
}

// sum returns how much all the words tell that a document has, when it has to
// have only some. What means the same thing counts once.
func (a asked) sum(doc int) int {
	sum, counted := 0, uint64(0)
	if a.most > 0 {
		for i := range a.wanted {
			if s := &a.wanted[i]; s.has(doc) && counted>>s.thing&1 == 0 {
				sum += s.tells
				counted |= 1 << s.thing
			}
		}
	}
	return min(sum, mostSum)
}

// anyOf lists the words of which a service has to have some only.
func (a asked) anyOf() []string {
	var out []string
	if a.most > 0 {
		for _, s := range a.wanted {
			if !s.must {
				out = append(out, bare(s.typed))
			}
		}
	}
	return out
}
