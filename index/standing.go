package index

import (
	"math/bits"
	"slices"
	"strings"

	"fettle/internal/service"
)

// standing is where one wanted word or phrase stands.
type standing struct {
	typed            string
	name, more, text set
	// like has what is found by a word that means the same or by one that was
	// probably meant, in the name or beside it; faint what is found so only in
	// the description.
	like, faint set
	// read is the word that was taken instead of the typed one; "" is none.
	read string
	// alike are the words and phrases that mean the same and were looked for too.
	alike []string
	// must is set when every wording asks for it, and tells how much it tells, in a
	// wording that does not ask for all words.
	must  bool
	tells int
	// weak is set for a word that hardly counts beside the others: "support".
	weak bool
	// thing is the same number for all words that mean the same thing.
	thing int
	// start is the beginning that words were found by, while they are typed; ""
	// is none.
	start string
}

func (w *words) nowhere(typed string) standing {
	a := w.arena
	return standing{typed: typed, name: a.newSet(), more: a.newSet(), text: a.newSet(), like: a.newSet(), faint: a.newSet()}
}

// any returns the documents of one word of bits that have the word anyhow, and
// exact those that have it itself and not only what means the same.
func (s *standing) any(i int) uint64 {
	return s.name[i] | s.more[i] | s.text[i] | s.like[i] | s.faint[i]
}
func (s *standing) exact(i int) uint64 { return s.name[i] | s.more[i] | s.text[i] }

// has reports whether a document has the word anyhow, and hasExact whether it
// has it itself.
func (s *standing) has(doc int) bool      { return s.any(doc>>6)>>(doc&63)&1 == 1 }
func (s *standing) hasExact(doc int) bool { return s.exact(doc>>6)>>(doc&63)&1 == 1 }

// count returns how many documents have the word anyhow.
func (s *standing) count() int {
	n := 0
	for i := range s.name {
		n += bits.OnesCount64(s.any(i))
	}
	return n
}

// add joins what another word finds.
func (s *standing) add(o standing) {
	s.alike = append(s.alike, o.alike...)
	s.name.or(o.name)
	s.more.or(o.more)
	s.text.or(o.text)
	s.like.or(o.like)
	s.faint.or(o.faint)
}

// addAlike joins what a word finds that means the same or was meant.
func (s standing) addAlike(o standing) {
	s.like.or(o.name).or(o.more).or(o.like)
	s.faint.or(o.text).or(o.faint)
}

// The points that one word brings by where it stands: a name counts more than
// an organisation, a term, a need or a town; those more than a word there that
// means the same; and that more than a mention in the description. They are
// twice those of docs/order.md, so that all are whole numbers.
const (
	weightName  = 16
	weightMore  = 8
	weightLike  = 4
	weightText  = 2
	weightFaint = 1
)

// points returns what the word brings a document in the order.
func (s standing) points(doc int) int {
	switch {
	case s.name.has(doc):
		return weightName
	case s.more.has(doc):
		return weightMore
	case s.like.has(doc):
		return weightLike
	case s.text.has(doc):
		return weightText
	case s.faint.has(doc):
		return weightFaint
	}
	return 0
}

// asked is what the words of a question come to.
type asked struct {
	wanted []standing
	// left are the words that the wording leaves out.
	left []string
	// most is how much those words tell of which any will do; 0 is that all are
	// asked for.
	most    int
	without set // nil when nothing is to be left out
}

// allowed takes out of a set what the words do not allow.
func (a asked) allowed(in set) set {
	for _, s := range a.wanted {
		if a.most > 0 && !s.must {
			continue
		}
		for i := range in {
			if in[i] != 0 {
				in[i] &= s.any(i)
			}
		}
	}
	if a.most > 0 {
		in = a.some(in)
	}
	if a.without != nil {
		in.without(a.without)
	}
	return in
}

// readings lists the words that were taken instead of typed ones, and those that
// were left out.
func (a asked) readings() []service.Reading {
	var out []service.Reading
	for _, s := range a.wanted {
		if s.read != "" {
			out = append(out, service.Reading{Typed: s.typed, As: s.read})
		}
	}
	for _, word := range a.left {
		out = append(out, service.Reading{Typed: word})
	}
	return out
}

// alike lists the words and phrases that were looked for because they mean the
// same, without repeats.
func (a asked) alike() []string {
	var out []string
	for _, s := range a.wanted {
		out = append(out, s.alike...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// few is how many services a word has to find so that no slip is looked for.
const few = 3

// find returns where everything that the words of a question ask for stands.
func (w *words) find(q service.Query) (asked, error) {
	var out asked
	all := parseWords(q.Words, q.Typing)
	for i := 0; i < len(all); i++ {
		one, used := all[i], w.arena.used
		var s standing
		var err error
		switch {
		case one.without:
			if s, err = w.together(one.text, one.phrase, nil); err == nil && s.typed != "" {
				if out.without == nil {
					out.without = w.arena.newSet()
				}
				out.without.or(s.name).or(s.more).or(s.text)
			}
			if err != nil {
				return out, err
			}
			continue
		case one.phrase:
			s, err = w.together(one.text, true, nil)
		default:
			var n int
			s, n, err = w.next(all[i:])
			i += n - 1
		}
		if err != nil {
			return out, err
		}
		if s.typed == "" {
			w.arena.used = used // nothing but common words
			continue
		}
		s.must = one.must
		out.wanted = append(out.wanted, s)
	}
	w.weaken(out.wanted)
	return w.worded(out, q.Wording), nil
}

// next finds the plain word at the start, or the words that mean something together
// when that is anywhere, and returns how many they are.
func (w *words) next(all []wanted) (s standing, n int, err error) {
	if group, n := w.sameMeaning(all); n > 1 {
		used := w.arena.used
		if s, err = w.meaning(group); err != nil || s.count() > 0 {
			return s, n, err
		}
		w.arena.used = used
	}
	if all[0].partial {
		s, err = w.typing(all[0].text)
	} else {
		s, err = w.plainly(all[0].text)
	}
	return s, 1, err
}

// mostTogether is how many words may have one meaning together.
const mostTogether = 8

// sameMeaning returns the longest run of plain words at the start that has a meaning of its own in the list of synonyms, and how many words it
// has; 0 is none.
func (w *words) sameMeaning(all []wanted) (group string, n int) {
	if w.synonyms == nil {
		return "", 0
	}
	for n := min(mostTogether, len(all)); n > 1; n-- {
		var run []string
		for _, one := range all[:n] {
			if one.must || one.without {
				break
			}
			run = append(run, one.text)
		}
		if group := strings.Join(run, " "); len(run) == n && len(w.synonyms(group)) > 0 {
			return group, n
		}
	}
	return "", 0
}

// meaning finds words that have one meaning together. Where all but one of them are
// common, that one does not stand for them: "out of work" is not "works".
func (w *words) meaning(group string) (standing, error) {
	if len(w.stems(group)) == 1 {
		s := w.nowhere(group)
		if err := w.addSynonyms(group, &s); err != nil || s.count() > 0 {
			return s, err
		}
	}
	return w.plainly(group)
}

// plainly finds finished words, what means the same, and, when that is little,
// what was probably meant.
func (w *words) plainly(text string) (standing, error) {
	s, err := w.together(text, false, nil)
	if err != nil {
		return s, err
	}
	if hyphenated.MatchString(text) { // "drop-in" is "dropin" too
		joined, err := w.together(joinHyphens(text), false, nil)
		if err != nil {
			return s, err
		}
		s.add(joined)
		if s.typed == "" && joined.count() > 0 { // the parts were stop words
			s.typed = text
		}
	}
	if s.typed == "" {
		return s, nil
	}
	if err := w.addSynonyms(text, &s); err != nil {
		return s, err
	}
	return w.forgiving(s)
}

// forgiving looks for a slip in each word when the words find little.
func (w *words) forgiving(s standing) (standing, error) {
	if s.count() >= few {
		return s, nil
	}
	read := w.plain(s.typed)
	changed := false
	for i, word := range read {
		if len(w.stems(word)) == 0 {
			continue
		}
		here, err := w.together(word, false, nil)
		if err != nil {
			return s, err
		}
		if here.count() >= few {
			continue
		}
		near, err := w.spelling.meant(word, 1)
		if err != nil {
			return s, err
		}
		if len(near) > 0 {
			read[i], changed = near[0], true
		}
	}
	if !changed {
		return s, nil
	}
	meant := strings.Join(read, " ")
	o, err := w.together(meant, false, nil)
	if err != nil {
		return s, err
	}
	if err := w.addSynonyms(meant, &o); err != nil {
		return s, err
	}
	if found := s.count(); o.count() > found {
		if found == 0 { // it means just what the right word means
			o.typed = s.typed
			s = o
		} else {
			s.addAlike(o)
			s.alike = append(s.alike, o.alike...)
		}
		s.read = meant
	}
	return s, nil
}

// together finds words that must all be there, one after the other in one
// field when they are a phrase. Nothing but stop words gives an empty typed. Of
// the documents that known has anyhow, if it is not nil, a phrase is not looked
// for in the description, which counts least and takes longest.
func (w *words) together(text string, phrase bool, known *standing) (standing, error) {
	tokens := w.stems(text)
	s := w.nowhere(text)
	if len(tokens) == 0 {
		s.typed = ""
		return s, nil
	}
	phrase = phrase && len(tokens) > 1
	for i, t := range tokens {
		if i == 0 {
			if err := w.addStem(t.stem, &s); err != nil {
				return s, err
			}
			w.keepLive(s.name, s.more, s.text)
			continue
		}
		used := w.arena.used
		one := w.nowhere(t.stem)
		if err := w.addStem(t.stem, &one); err != nil {
			return s, err
		}
		w.arena.used = used // what one has is in s below, and no longer wanted then
		for k := range s.text {
			if phrase {
				s.text[k] &= one.text[k]
			} else {
				s.text[k] = s.exact(k) & one.exact(k)
			}
		}
		s.name.and(one.name)
		s.more.and(one.more)
	}
	if phrase && known != nil {
		for k := range s.text {
			s.text[k] &^= known.any(k)
		}
	}
	if phrase {
		for field, in := range []*set{&s.name, &s.more, &s.text} {
			*in = w.phrase(field, tokens, *in)
		}
	}
	return s, nil
}

// addStem adds where a stem stands.
func (w *words) addStem(stem string, to *standing) error {
	for i, field := range proseFields() {
		if err := w.term(field, stem, [...]set{to.name, to.more, to.text}[i]); err != nil {
			return err
		}
	}
	return nil
}

// mostBeginnings is how many words a half-typed one may stand for.
const mostBeginnings = 64

// typing finds the words that a half-typed word may become. Up to three letters
// only names are searched, by their first letters; from four on, every field.
func (w *words) typing(text string) (standing, error) {
	plain := w.plain(text)
	if len(plain) == 0 {
		return standing{}, nil
	}
	s := w.nowhere(text)
	last := plain[len(plain)-1]
	s.start = last
	if n := len([]rune(last)); n <= maxStart {
		if err := w.term(fieldStart, last, s.name); err != nil {
			return s, err
		}
		w.keepLive(s.name)
	}
	if whole, err := w.plainlyTyped(last); err != nil {
		return s, err
	} else if whole.typed != "" {
		s.add(whole)
	}
	if len([]rune(last)) >= maxStart {
		if err := w.addBeginnings(last, &s); err != nil {
			return s, err
		}
		var err error
		if s, err = w.forgiving(s); err != nil {
			return s, err
		}
	}
	if before := strings.Join(plain[:len(plain)-1], " "); before != "" { // "drop-in" is two words
		b, err := w.together(before, false, nil)
		if err != nil {
			return s, err
		}
		if b.typed != "" {
			for i := range s.name {
				in := b.any(i)
				s.name[i] &= in
				s.more[i] &= in
				s.text[i] &= in
				s.like[i] &= in
				s.faint[i] &= in
			}
		}
	}
	return s, nil
}

// plainlyTyped finds a word as if it were finished, with what means the same.
func (w *words) plainlyTyped(word string) (standing, error) {
	s, err := w.together(word, false, nil)
	if err != nil || s.typed == "" || len(word) < maxStart {
		return s, err
	}
	err = w.addSynonyms(word, &s)
	return s, err
}

// addBeginnings adds what the words that begin so find.
func (w *words) addBeginnings(letters string, into *standing) error {
	long, err := w.spelling.beginning(letters, mostBeginnings)
	if err != nil {
		return err
	}
	var done []string
	for _, word := range long {
		for _, t := range w.stems(word) {
			if slices.Contains(done, t.stem) {
				continue
			}
			done = append(done, t.stem)
			if err := w.addStem(t.stem, into); err != nil {
				return err
			}
		}
	}
	w.keepLive(into.name, into.more, into.text)
	return nil
}

// phrase returns the documents of a set that have the words one after the other
// in a field of prose.
func (w *words) phrase(field int, tokens []token, in set) set {
	out := w.arena.newSet()
	words := make([]wordAt, len(tokens))
	for _, p := range w.parts {
		if !p.phrases.numbersOf(tokens, words) {
			continue
		}
		run, n := runOf(words)
		in.eachBetween(p.first, p.first+p.n, func(doc int) {
			if p.phrases.has(doc-p.first, field, words, run, n) {
				out.add(doc)
			}
		})
	}
	return out
}
