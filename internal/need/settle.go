package need

// settled is a match of which some entries count for their targets.
type settled struct {
	entries     []entry
	node        int32
	first, last int
	// place marks a phrase in the name of a place.
	place bool
}

// mark says how the text speaks of a word.
type mark uint8

const (
	_ mark = iota // A word like any other.
	// place marks a word in the name of a place where something happens.
	place
	// denied marks a word that the text takes back.
	denied
)

// How many words a denial takes back, and the name of a place has at most.
const (
	deniesWords       = 14
	deniesNextWords   = 3
	deniesBeforeWords = 4
	placeWords        = 6
)

// settle takes out the matches that do not count: what a longer phrase holds,
// what is hidden, what the text denies, and in running text the words that
// count in names only. The matches stand by where they begin.
func settle(matches []match, tokens []token, needs int, p partOf) []settled {
	marks := marked(matches, tokens, p)
	kept := make([]settled, 0, len(matches))
	room := make([]entry, 0, 2*len(matches))
	var open []match // Those that reach to the match looked at, or beyond it.
	for i := 0; i < len(matches); {
		first := matches[i].first
		open = stillOpen(open, first)
		next := i
		for next < len(matches) && matches[next].first == first {
			open = append(open, matches[next])
			next++
		}
		for ; i < next; i++ {
			if marks[first] == denied {
				continue
			}
			begin := len(room)
			for at, e := range matches[i].entries {
				if saysMost(matches[i].entries, at, p) && !covered(open, matches[i], e, needs, p) {
					room = append(room, e)
				}
			}
			if len(room) > begin {
				kept = append(kept, settled{
					entries: room[begin:len(room):len(room)], node: matches[i].node,
					first: first, last: matches[i].last, place: marks[first] == place,
				})
			}
		}
	}
	return kept
}

// stillOpen keeps the matches that end at a token or after it.
func stillOpen(open []match, at int) []match {
	kept := open[:0]
	for _, m := range open {
		if m.last >= at {
			kept = append(kept, m)
		}
	}
	return kept
}

// says reports whether an entry says something of its target in such a part.
func (e entry) says(p partOf) bool {
	return e.level <= levelSure && (p != running || e.level != levelName)
}

// saysMost reports whether the entry at i says something of its target and no
// other of the same match says more.
func saysMost(entries []entry, i int, p partOf) bool {
	if !entries[i].says(p) {
		return false
	}
	for _, o := range entries {
		if o.target == entries[i].target && o.level > entries[i].level && o.says(p) {
			return false
		}
	}
	return true
}

// covered reports whether another match keeps an entry of a match from
// counting: a longer phrase around it, or one that hides it.
func covered(open []match, m match, e entry, needs int, p partOf) bool {
	for _, o := range open {
		if o.first > m.first || o.last < m.last {
			continue
		}
		longer := o.last-o.first > m.last-m.first
		for _, by := range o.entries {
			switch {
			case by.level == levelHide, by.level == levelNot && by.target == e.target:
				return true
			case !by.says(p):
			case longer && (by.target == e.target || e.target < needs && by.target < needs):
				return true
			case !longer && by.target == e.target && (by.level > e.level || by.level == e.level && o.node < m.node):
				return true // The same words by another phrase: once is enough.
			}
		}
	}
	return false
}

// marked marks the words that the text takes back, "we do not offer …", and
// those that only name a place, "held at …".
func marked(matches []match, tokens []token, p partOf) []mark {
	marks := make([]mark, len(tokens))
	for i, m := range matches {
		for _, e := range m.entries {
			if e.level < levelDenies || hidden(matches, i) {
				continue
			}
			switch e.level {
			case levelDenies:
				markAfter(marks, tokens, m.last+1, deniesWords)
			case levelDeniesNext:
				markAfter(marks, tokens, m.last+1, deniesNextWords)
			case levelDeniesBefore:
				markBefore(marks, tokens, m.first)
			case levelPlace:
				markPlace(marks, tokens, m.last+1)
			case levelPlaceInName:
				if p == serviceName {
					markPlace(marks, tokens, m.last+1)
				}
			default: // The others say something of a target or hide words.
			}
		}
	}
	return marks
}

// hidden reports whether a hiding phrase stands around the match at i.
func hidden(matches []match, i int) bool {
	m := matches[i]
	for j := range matches {
		o := matches[j]
		if o.first > m.first {
			return false
		}
		if o.last < m.last {
			continue
		}
		for _, e := range o.entries {
			if e.level == levelHide {
				return true
			}
		}
	}
	return false
}

func markAfter(marks []mark, tokens []token, from, words int) {
	for j := from; j < len(tokens) && j < from+words && tokens[j].before != stop; j++ {
		marks[j] = denied
	}
}

func markBefore(marks []mark, tokens []token, at int) {
	for j := at; j > 0 && j >= at-deniesBeforeWords+1 && tokens[j].before != stop; j-- {
		marks[j-1] = denied
	}
}

// markPlace marks the name of a place: what is written with a capital, and the
// little words in it, up to the first other word.
func markPlace(marks []mark, tokens []token, from int) {
	for j := from; j < len(tokens) && j < from+placeWords && tokens[j].before < pause; j++ {
		if !tokens[j].capital && !tokens[j].little {
			return
		}
		marks[j] = max(marks[j], place)
	}
}
