package need

import (
	"sort"
	"strings"
)

// maxGap is how many words a gap in a phrase may hold.
const maxGap = 3

// maxMatches bounds the work on one text, however it is made.
const maxMatches = 4000

// match is a phrase found in a text, from token first to token last.
type match struct {
	entries     []entry
	node        int32
	first, last int
}

// finder is the state of one walk over one text.
type finder struct {
	m    *matcher
	text *folded
	// classes holds, for each token and then for each joined pair of tokens,
	// the classes of words it belongs to, from offsets[i] to offsets[i+1].
	classes []int32
	offsets []int32
	matches []match
	start   int
}

// find returns all phrases in a text, by where they begin.
func (m *matcher) find(text *folded) []match {
	n := len(text.tokens)
	f := finder{m: m, text: text, classes: make([]int32, 0, 2*n), offsets: make([]int32, 1, 2*n+1)}
	for i := range text.tokens {
		f.classify(text.word(i, i), text.tokens[i].capitals)
	}
	for i := range text.tokens {
		if i+1 < n && text.tokens[i+1].before == hyphen {
			f.classify(text.word(i, i+1), false)
		} else {
			f.offsets = append(f.offsets, int32(len(f.classes)))
		}
	}
	for f.start = range text.tokens {
		for _, class := range f.of(f.start) {
			if to := m.root[class]; to != 0 {
				f.reached(to, f.start+1)
			}
		}
		for _, class := range f.of(n + f.start) {
			if to := m.root[class]; to != 0 {
				f.reached(to, f.start+2)
			}
		}
		if len(f.matches) >= maxMatches {
			break
		}
	}
	return f.matches
}

func (f *finder) of(i int) []int32 { return f.classes[f.offsets[i]:f.offsets[i+1]] }

// classify notes the classes that a word belongs to.
func (f *finder) classify(word string, capitals bool) {
	var buffer [40]byte
	stem := appendStem(buffer[:0], word)
	if c, ok := f.m.exact[string(stem)]; ok {
		f.classes = append(f.classes, c)
	}
	if capitals {
		if c, ok := f.m.capitals[word]; ok {
			f.classes = append(f.classes, c)
		}
	}
	// The last prefix not after the word is, or leads up to, its longest one.
	at := int32(sort.Search(len(f.m.prefixes), func(i int) bool { return f.m.prefixes[i].letters > word })) - 1
	for at >= 0 {
		p := &f.m.prefixes[at]
		if strings.HasPrefix(word, p.letters) {
			f.classes = append(f.classes, p.class)
		}
		at = p.parent
	}
	f.offsets = append(f.offsets, int32(len(f.classes)))
}

// reached notes the phrases that end in a node and goes on to longer ones;
// next is the token after those read.
func (f *finder) reached(at int32, next int) {
	n := &f.m.nodes[at]
	if len(n.entries) > 0 && len(f.matches) < maxMatches {
		f.matches = append(f.matches, match{entries: n.entries, node: at, first: f.start, last: next - 1})
	}
	if len(n.next) > 0 && next < len(f.text.tokens) && f.text.tokens[next].before < pause {
		f.step(n.next, next)
	}
	if n.gap != 0 {
		for skipped := 0; skipped <= maxGap && next+skipped < len(f.text.tokens); skipped++ {
			if f.text.tokens[next+skipped].before == stop {
				break
			}
			f.step(f.m.nodes[n.gap].next, next+skipped)
		}
	}
}

// step follows the edges for the token at i.
func (f *finder) step(edges []edge, i int) {
	f.follow(edges, f.of(i), i+1)
	f.follow(edges, f.of(len(f.text.tokens)+i), i+2)
}

func (f *finder) follow(edges []edge, classes []int32, next int) {
	for _, class := range classes {
		for _, e := range edges {
			if e.class == class {
				f.reached(e.node, next)
			}
		}
	}
}
