package need

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"fettle/internal/clean"
)

// level is how much a phrase says about a need, or what else it does.
type level uint8

const (
	levelHint level = iota
	levelText
	levelName
	levelSure
	// levelNot keeps the words inside the phrase from counting for its target.
	levelNot
	// levelHide keeps the words inside the phrase from counting for anything.
	levelHide
	// levelDenies takes back what follows in the sentence, levelDeniesNext the
	// next words, levelDeniesBefore the words before.
	levelDenies
	levelDeniesNext
	levelDeniesBefore
	// levelPlace makes little of what follows, the name of a place;
	// levelPlaceInName does so in a name only.
	levelPlace
	levelPlaceInName
)

// entry is what a phrase stands for: a level of one target. The targets are
// the needs in order, then the circumstances, then the causes; -1 for what has
// no target.
type entry struct {
	target int
	level  level
}

// matcher finds all phrases of all rules in one walk over a text.
type matcher struct {
	exact    map[string]int32
	capitals map[string]int32
	// prefixes are sorted; parent is the longest other one that each begins
	// with, or -1.
	prefixes []prefix
	// root leads from a class of words to a node; 0 is none.
	root  []int32
	nodes []node
}

type prefix struct {
	letters string
	class   int32
	parent  int32
}

// rootNode is the state before the first word. Its edges stand in
// matcher.root, because there are thousands.
const rootNode int32 = 0

// node is a state of the walk.
type node struct {
	next    []edge
	gap     int32
	entries []entry
}

type edge struct{ class, node int32 }

// definitions are the rules of all files, before they are made into a matcher.
type definitions struct {
	targets []Need
	// phrases are the written phrases and what each stands for.
	phrases map[definition]meaning
	// labels are the terms and audience labels, by stemsOf of the label or
	// by "vocabulary id", that mean a target.
	labels map[string][]int
	// givesWay are the targets before which a target steps back.
	givesWay map[int][]int
	// never are pairs of circumstances that undo each other.
	never [][2]int
	// ages are the bounds of age that mean a target.
	ages []ageRule
	// asked are the phrases by which somebody who asks names a circumstance or a
	// cause, and statedBy the circumstances and causes that go without saying
	// when a need or another circumstance is chosen.
	asked    map[definition]meaning
	statedBy map[string][]int
	// synonyms are the words that mean the same.
	synonyms synonyms
}

type definition struct {
	target int
	phrase string
	kind   level // levelHint for hint, text and sure, else the level itself
}

// meaning is what a phrase stands for, and all the ways to read it.
type meaning struct {
	level level
	ways  [][]step
}

// ageRule gives a target to services whose ages lie within its bounds.
type ageRule struct {
	target int
	// least is the lowest age that a minimum must reach; most the highest that
	// a maximum may reach; 0 when the rule has none.
	least, most float64
}

func newDefinitions() *definitions {
	return &definitions{
		targets:  targets(),
		phrases:  map[definition]meaning{},
		asked:    map[definition]meaning{},
		statedBy: map[string][]int{},
		labels:   map[string][]int{},
		givesWay: map[int][]int{},
		synonyms: newSynonyms(),
	}
}

// add takes in the statements of one file.
func (d *definitions) add(statements []statement) error {
	target := -1
	for _, s := range statements {
		var err error
		switch s.key {
		case keyNeed, keyCircumstance, keyCause:
			target, err = d.block(s)
		case keyHide:
			err = d.addPhrases(s, -1, levelHide)
		case keyDenies:
			err = d.addPhrases(s, -1, levelDenies)
		case keyDeniesNext:
			err = d.addPhrases(s, -1, levelDeniesNext)
		case keyDeniesBefore:
			err = d.addPhrases(s, -1, levelDeniesBefore)
		case keyPlace:
			err = d.addPhrases(s, -1, levelPlace)
		case keyPlaceInName:
			err = d.addPhrases(s, -1, levelPlaceInName)
		case keySame, keyPlain, keySaid:
			err = d.synonyms.add(s)
		default:
			if target < 0 {
				return s.fault("%q must stand under a line \"need: …\", \"circumstance: …\" or \"cause: …\"", s.key+":")
			}
			err = d.addToBlock(s, target)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// block returns the target that a need, circumstance or cause line names.
func (d *definitions) block(s statement) (int, error) {
	list, offset := Needs(), 0
	switch s.key {
	case keyCircumstance:
		list, offset = Circumstances(), len(list)
	case keyCause:
		list, offset = Causes(), len(list)+len(Circumstances())
	}
	if len(s.items) != 1 {
		return -1, s.fault("name one %s in a line, and its words in the lines after it", s.key)
	}
	i := position(list, s.items[0])
	if i < 0 {
		hint := "see the list at the top of the built-in rules"
		if near := nearestOf(list, s.items[0]); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		return -1, s.fault("there is no %s %q: %s", s.key, clean.Short(s.items[0]), hint)
	}
	return offset + i, nil
}

// addToBlock takes in a line that stands under a target.
func (d *definitions) addToBlock(s statement, target int) error {
	switch s.key {
	case keySure:
		return d.addPhrases(s, target, levelSure)
	case keyName:
		return d.addPhrases(s, target, levelName)
	case keyText:
		return d.addPhrases(s, target, levelText)
	case keyHint:
		return d.addPhrases(s, target, levelHint)
	case keyNot:
		return d.addPhrases(s, target, levelNot)
	case keyAsked, keyStatedBy:
		return d.addStated(s, target)
	case keyWithout:
		return d.remove(s, target)
	case keyTerm:
		return d.addTerms(s, target)
	case keyLabel:
		for _, label := range s.items {
			d.addLabel(stemsOf(label), target)
		}
	case keyGivesWayTo:
		for at, id := range s.items {
			i := position(Needs(), id)
			if i < 0 {
				return s.faultAt(at, "there is no need %q to give way to: see the list at the top of the built-in rules", clean.Short(id))
			}
			d.givesWay[target] = append(d.givesWay[target], i)
		}
	case keyAge:
		return d.addAges(s, target)
	case keyNever:
		for at, id := range s.items {
			i := position(Circumstances(), id)
			if i < 0 || target < len(Needs()) {
				return s.faultAt(at, "%q must be a circumstance and stand under one: see the list at the top of the built-in rules", clean.Short(id))
			}
			d.never = append(d.never, [2]int{target, len(Needs()) + i})
		}
	}
	return nil
}

func (d *definitions) addPhrases(s statement, target int, as level) error {
	return addTo(d.phrases, s, target, as)
}

func addTo(phrases map[definition]meaning, s statement, target int, as level) error {
	for i, item := range s.items {
		ways, err := variants(item)
		if err != nil {
			return s.faultAt(i, "%w", err)
		}
		key := definition{target: target, phrase: item, kind: as}
		if as == levelText || as == levelSure {
			key.kind = levelHint
		}
		phrases[key] = meaning{level: as, ways: ways}
	}
	return nil
}

// remove takes phrases and labels of earlier lines away from a target.
func (d *definitions) remove(s statement, target int) error {
	for i, item := range s.items {
		found := false
		for _, kind := range []level{levelHint, levelName, levelNot} {
			key := definition{target: target, phrase: item, kind: kind}
			if _, ok := d.phrases[key]; ok {
				delete(d.phrases, key)
				found = true
			}
		}
		if label := stemsOf(item); slices.Contains(d.labels[label], target) {
			d.labels[label] = slices.DeleteFunc(d.labels[label], func(t int) bool { return t == target })
			found = true
		}
		if !found {
			return s.faultAt(i, "%q is not a phrase of %q, so it can't be taken away: write it exactly as it stands there", clean.Short(item), d.targets[target].ID)
		}
	}
	return nil
}

func (d *definitions) addTerms(s statement, target int) error {
	for i, item := range s.items {
		vocabulary, id, found := strings.Cut(item, " ")
		if !found {
			return s.faultAt(i, "%q is not a term: write its vocabulary and its id, such as \"esdServiceTypes 298\"", clean.Short(item))
		}
		d.addLabel(termKey(vocabulary, id), target)
	}
	return nil
}

func (d *definitions) addLabel(label string, target int) {
	if label != "" && !slices.Contains(d.labels[label], target) {
		d.labels[label] = append(d.labels[label], target)
	}
}

// termKey returns one key for the spellings of a term: "esdServiceTypes 298",
// "esdServiceType 298" and "http://id.esd.org.uk/list/services 298".
func termKey(vocabulary, id string) string {
	if i := strings.LastIndexAny(strings.TrimRight(vocabulary, "/"), "/:"); i >= 0 {
		vocabulary = vocabulary[i+1:]
	}
	plain := strings.Join(wordsOf(vocabulary), "")
	switch plain = strings.TrimSuffix(plain, "s"); plain {
	case "service":
		plain = "esdservicetype"
	case "need", "circumstance":
		plain = "esd" + plain
	}
	return plain + "\x00" + strings.ToLower(strings.TrimSpace(id))
}

func (d *definitions) addAges(s statement, target int) error {
	for i, item := range s.items {
		bound, number, _ := strings.Cut(item, " ")
		years, err := strconv.ParseUint(number, 10, 8)
		if err != nil || years == 0 || years > 120 || bound != "from" && bound != "to" {
			return s.faultAt(i, "%q is not an age: write \"from 50\" or \"to 18\", in years from 1 to 120", clean.Short(item))
		}
		rule := ageRule{target: target}
		if bound == "from" {
			rule.least = float64(years)
		} else {
			rule.most = float64(years)
		}
		d.ages = append(d.ages, rule)
	}
	return nil
}

// compile makes the matcher of phrases. The order of files, lines and phrases
// leaves no trace in it.
func compile(phrases map[definition]meaning) *matcher {
	keys := make([]definition, 0, len(phrases))
	for key := range phrases {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b definition) int {
		if c := strings.Compare(a.phrase, b.phrase); c != 0 {
			return c
		}
		if a.target != b.target {
			return a.target - b.target
		}
		return int(a.kind) - int(b.kind)
	})
	m := &matcher{exact: map[string]int32{}, capitals: map[string]int32{}, nodes: make([]node, 1)}
	starts := map[string]int32{}
	class := func(in map[string]int32, word string) int32 {
		c, ok := in[word]
		if !ok {
			c = int32(len(m.root))
			in[word], m.root = c, append(m.root, 0)
		}
		return c
	}
	for _, key := range keys {
		means := phrases[key]
		for _, sequence := range means.ways {
			at := rootNode
			for _, s := range sequence {
				if s.gap {
					at = m.throughGap(at)
					continue
				}
				for i, word := range s.words {
					switch {
					case s.prefix && i == len(s.words)-1:
						at = m.through(at, class(starts, word))
					case s.capitals:
						at = m.through(at, class(m.capitals, word))
					default:
						at = m.through(at, class(m.exact, string(appendStem(nil, word))))
					}
				}
			}
			m.nodes[at].note(entry{target: key.target, level: means.level})
		}
	}
	m.setPrefixes(starts)
	return m
}

// note adds what a phrase stands for, keeping the weightier of two levels.
func (n *node) note(e entry) {
	for i, have := range n.entries {
		if have == e {
			return
		}
		both := have.target == e.target && have.level <= levelSure && e.level <= levelSure
		if both && have.level != levelName && e.level != levelName {
			n.entries[i].level = max(have.level, e.level)
			return
		}
	}
	n.entries = append(n.entries, e)
}

func (m *matcher) grow() int32 {
	m.nodes = append(m.nodes, node{})
	return int32(len(m.nodes) - 1)
}

func (m *matcher) through(at, class int32) int32 {
	if at == rootNode {
		if m.root[class] == 0 {
			m.root[class] = m.grow()
		}
		return m.root[class]
	}
	for _, e := range m.nodes[at].next {
		if e.class == class {
			return e.node
		}
	}
	to := m.grow()
	m.nodes[at].next = append(m.nodes[at].next, edge{class: class, node: to})
	return to
}

func (m *matcher) throughGap(at int32) int32 {
	if m.nodes[at].gap == 0 {
		to := m.grow()
		m.nodes[at].gap = to
	}
	return m.nodes[at].gap
}

func (m *matcher) setPrefixes(starts map[string]int32) {
	for letters, class := range starts {
		m.prefixes = append(m.prefixes, prefix{letters: letters, class: class, parent: -1})
	}
	sort.Slice(m.prefixes, func(i, j int) bool { return m.prefixes[i].letters < m.prefixes[j].letters })
	// In order, a beginning comes before all that begin with it, and nothing
	// else stands between: those open at a place are a stack.
	var open []int32
	for i := range m.prefixes {
		for len(open) > 0 && !strings.HasPrefix(m.prefixes[i].letters, m.prefixes[open[len(open)-1]].letters) {
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			m.prefixes[i].parent = open[len(open)-1]
		}
		open = append(open, int32(i))
	}
}
