package when

import (
	"slices"
	"strings"

	"fettle/internal/pattern"
	"fettle/internal/service"
)

// passage is what stands before a sentence. It is looked at only when a
// sentence has something to claim, for most have not.
type passage struct {
	// lines are the lines before, without blank ones.
	lines []pastLine
	// said are the sentences before in the same line.
	said []string
}

// pastLine is a line in lower case; schedule says that it gave days with times.
type pastLine struct {
	text     string
	schedule bool
}

const (
	// shortLine is the most bytes of a line that introduces others by any word.
	shortLine = 80
	// reach is how many lines an introduction reaches.
	reach = 3
)

// introduced says what the lines before introduce: hours of an office or a
// helpline (desk), or of whoever answers a number that was given (number). Lines
// of times, titles and addresses in between do not count; a heading ends it.
func (c *passage) introduced() (desk, number bool) {
	away := 0
	for i := len(c.lines) - 1; i >= 0 && away < reach; i-- {
		line := c.lines[i].text
		title := openingTitle().MatchString(line)
		if c.lines[i].schedule || title || onlyAddress().MatchString(line) {
			continue
		}
		short := len(line) <= shortLine || strings.HasSuffix(line, ":")
		switch {
		case numberLabel().MatchString(line):
			number = true
		case speaksOfLine(line), namesLine(line), short && speaksOfDesk(line):
			desk = true
		case short && away == 0 && hasPhone(line):
			number = true
		}
		if strings.HasPrefix(line, "## ") {
			break
		}
		away++
	}
	return desk, number
}

// spoken says whether the sentence before was about a telephone, and whether
// any before in the line was about a line to ring.
func (c *passage) spoken() (telephone, helpline bool) {
	for i, s := range c.said {
		helpline = helpline || speaksOfLine(s) || namesLine(s)
		if i == len(c.said)-1 {
			telephone = speaksOfDesk(s) || askWords().MatchString(s) || hasPhone(s)
		}
	}
	return telephone, helpline
}

// deskStems are parts of all words of deskWords and lineWords: looking for them
// first spares most sentences the slower search.
var deskStems = [...]string{"line", "chat", "call", "ring", "phon", "tel", "switchboard", "text", "voicemail", "office", "reception", "staffed", "quir",
	"contact", "emails", "working hours", "reply", "respon", "answer", "admin"}

func mayBeDesk(lower string) bool {
	return slices.ContainsFunc(deskStems[:], func(stem string) bool { return strings.Contains(lower, stem) })
}

// speaksOfDesk reports whether a text has words of an office or a telephone.
func speaksOfDesk(lower string) bool { return mayBeDesk(lower) && deskWords().MatchString(lower) }

// speaksOfLine reports whether a text has words of a line to ring.
func speaksOfLine(lower string) bool { return mayBeDesk(lower) && lineWords().MatchString(lower) }

// namesLine reports whether a text has a line to ring that goes by a name.
func namesLine(lower string) bool {
	return strings.Contains(lower, "line") && deskNames().MatchString(lower)
}

// hasPhone reports whether a text has a telephone number.
func hasPhone(text string) bool {
	const fewest = 9
	digits := 0
	for _, r := range text {
		if r >= '0' && r <= '9' {
			digits++
		}
	}
	return digits >= fewest && slices.ContainsFunc(lex(text), func(t token) bool { return t.kind == phoneKind })
}

var (
	// deskWords tell of hours at which somebody answers, not of a session.
	deskWords = pattern.Later(`\b(?:help ?lines?|phone ?lines?|advice ?lines?|support ?lines?|info(?:rmation)? ?lines?|hot ?lines?|lines (?:are )?open|line is open|line opens|` +
		`call|calls|calling|ring|ringing|(?:by|over the|on the) phone|phone (?:us|number|numbers|calls)|phoning|telephone|tel|textphone|freephone|switchboard|text|voicemail|` +
		`office|offices|reception|receptionist|staffed|enquir(?:y|ies)|inquir(?:y|ies)|contact hours|emails|` +
		`working hours|reply|respond|response|answer|contactable|admin|administration|book(?:ing)?s? line)\b`)
	// openingTitle is a line that says only that hours follow.
	openingTitle = pattern.Later(`^(?:#+ )?(?:our )?(?:open|opening|service)? ?(?:hours|times)(?: are)?:?$`)
	// onlyAddress is a line with an e-mail address and hardly a word.
	onlyAddress = pattern.Later(`^(?:- )?(?:e-?mail(?: us)?:?\s*)?\S+@\S+$`)
	// numberLabel is a line of contact details: Telephone: 01632 960123.
	numberLabel = pattern.Later(`^(?:- )?(?:tel|telephone|phone|textphone)(?: number| no)?\b`)
	// lineWords tell of a line to ring.
	lineWords = pattern.Later(`\b(?:(?:help|phone|advice|support|info(?:rmation)?|hot|direct) ?lines?|(?:web|live) ?chat|(?:call|ring|phone) (?:us|our|the|on))\b`)
	// askWords invite to get in touch: harmless on a line of their own.
	askWords = pattern.Later(`\b(?:contact|e-?mail|message|write to) us\b`)
	// deskNames are lines that go by a name of their own: CarersLine, Mindline.
	deskNames = pattern.Later(`\b\p{L}{3,}line\b`)
	// doubtWords make a sentence tell of something else than a regular session.
	doubtWords = pattern.Later(`\b(?:no longer|used to|cancelled|canceled|suspended|postponed|paused|on hold|previously|formerly|has ended|was held|were held|was open|planned|` +
		`coming soon|hope to|hoping to|deadline|out(?:side)? of|volunteers? (?:are )?(?:needed|wanted|required)|looking for volunteers|for example|e\.g|` +
		`next (?:\w+ ){0,3}(?:meeting|session|event|course|workshop|date)|taster|one[- ]off|subject to demand|depending on|varies|vary)\b`)
	// loosely are months and weeks without saying which of them.
	loosely = pattern.Later(`\b(?:monthly|(?:once|twice|one|two|three) (?:sundays?|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|times?|evenings?)?\s?(?:a|per|each|every) month|(?:each|every) month|every (?:few|three|four|six|3|4|6) weeks)\b`)
	// fortnights say that something is in every second week.
	fortnights = pattern.Later(`\b(?:fortnightly|bi-?weekly|every (?:two|2) weeks|every (?:second|other) week|every fortnight|alternate weeks)\b`)
)

// read returns the sessions that a sentence claims, and whether it gives days
// with times at all.
func (c *passage) read(sentence string) (found []service.Session, schedule bool) {
	lower := strings.ToLower(sentence)
	defer func() { c.said = append(c.said, lower) }()
	if !namesDay(lower) {
		return nil, false
	}
	r := reader{tokens: lex(sentence)}
	items := r.items()
	if !slices.ContainsFunc(items, item.isDays) {
		return nil, false
	}
	pairs := r.pairs(items)
	schedule = slices.ContainsFunc(pairs, func(p pair) bool { return p.time != nil })
	desk, number := c.introduced()
	telephone, helpline := c.spoken()
	introduced := desk || number && !r.anyWord(0, items[0].first, "open", "opening")
	switch {
	case r.dated(), doubtWords().MatchString(lower), helpline,
		introduced && r.plainHours(items), telephone && r.offersHours(items):
		return nil, schedule
	}
	return r.sessions(pairs, sentence, lower), schedule
}

// sessions returns what the pairs of a sentence claim for certain.
func (r reader) sessions(pairs []pair, sentence, lower string) []service.Session {
	var found []service.Session
	for _, p := range pairs {
		if p.days.doubtful || p.time == nil && !p.days.strong || r.atDesk(p) {
			continue
		}
		if !p.days.monthly && loosely().MatchString(lower) {
			continue
		}
		if fortnights().MatchString(lower) {
			if len(pairs) > 1 || p.days.monthly {
				return nil
			}
			p.days.fortnightly = true
		}
		found = append(found, p.session(sentence))
	}
	return found
}

// dated reports whether the sentence speaks of dates or seasons.
func (r reader) dated() bool {
	for i, t := range r.tokens {
		switch t.kind {
		case dateKind:
			return true
		case monthKind:
			if t.text != "may" && t.text != "march" && t.text != "mar" {
				return true
			}
			// You may march; in May, 3 March to, from March.
			near := func(k kind) bool { return k == clockKind || k == ordinalKind || k == dashKind || k == monthKind }
			if near(r.kind(i-1)) || near(r.kind(i+1)) || leadingNumber(r.text(i-1)) > 0 || leadingNumber(r.text(i+1)) > 0 || r.anyWord(i-1, i, "in", "from", "of", "since", "between", "early", "late", "mid", "during", "every") {
				return true
			}
		default:
		}
	}
	return false
}

// plainHours reports whether the sentence is hardly more than days and times,
// as lines of opening hours are.
func (r reader) plainHours(items []item) bool {
	return len(items) > 0 && r.words(0, items[0].first) <= 3
}

// offersHours reports whether a sentence after one about a telephone goes on
// about when it is answered: "We are available Monday to Friday 9-5".
func (r reader) offersHours(items []item) bool {
	return r.plainHours(items) || r.anyWord(items[0].first-6, items[0].first, "available", "open", "opening", "lines", "hours")
}

// atDesk reports whether a telephone or an office stands before the pair, or
// a number to ring right after it.
func (r reader) atDesk(p pair) bool {
	first, next := p.days.first, p.days.next
	if p.time != nil {
		first, next = min(first, p.time.first), max(next, p.time.next)
	}
	var before strings.Builder
	for _, t := range r.tokens[:first] {
		if t.kind == phoneKind {
			return true
		}
		before.WriteString(t.text + " ")
	}
	if speaksOfDesk(before.String()) || askWords().MatchString(before.String()) || namesLine(before.String()) || speaksOfLine(before.String()) {
		return true
	}
	for i := next; p.time != nil && i < min(next+4, len(r.tokens)); i++ {
		if r.kind(i) == phoneKind || r.anyWord(i, i+1, "call", "ring", "telephone", "phone", "tel") {
			return true
		}
	}
	return false
}
