package when

import (
	"slices"
	"strings"
	"time"

	"fettle/internal/service"
)

// item is a group of days or a stretch of time within a sentence.
type item struct {
	// first and next are the tokens it is made of, next not included.
	first, next int
	// days is not empty for days.
	days []service.Day
	// strong says that the words alone tell of something regular: every Monday,
	// Mondays, the first Monday of the month.
	strong bool
	// monthly marks days of the month, fortnightly every second week.
	monthly, fortnightly bool
	// doubtful says that the words could mean something else.
	doubtful bool
	// half is the half of the day that is named with the days.
	half half
	// from and to are minutes, to is unstated for a beginning alone.
	from, to int
	// bare marks figures that are a time only right beside a day: 10-4.
	bare bool
}

func (it item) isDays() bool { return len(it.days) > 0 }

// reader walks over the tokens of one sentence.
type reader struct {
	tokens []token
}

func (r reader) kind(i int) kind {
	if i < 0 || i >= len(r.tokens) {
		return markKind
	}
	return r.tokens[i].kind
}

func (r reader) text(i int) string {
	if i < 0 || i >= len(r.tokens) {
		return ""
	}
	return r.tokens[i].text
}

// words counts the words between two tokens.
func (r reader) words(from, to int) int {
	n := 0
	for i := from; i < to; i++ {
		if k := r.kind(i); k == wordKind || k == ordinalKind || k == orKind || k == phoneKind {
			n++
		}
	}
	return n
}

// anyWord reports whether one of the words stands between two tokens.
func (r reader) anyWord(from, to int, words ...string) bool {
	for i := max(from, 0); i < min(to, len(r.tokens)); i++ {
		if slices.Contains(words, r.tokens[i].text) {
			return true
		}
	}
	return false
}

// items returns the days and times of the sentence in order.
func (r reader) items() []item {
	var items []item
	for i := 0; i < len(r.tokens); {
		var it item
		ok := false
		switch r.kind(i) {
		case dayKind, ordinalKind:
			it, ok = r.days(i)
		case clockKind:
			it, ok = r.times(i)
		default:
		}
		if it.next <= i {
			it.next = i + 1
		}
		if ok {
			items = append(items, it)
		}
		i = it.next
	}
	return items
}

// days reads a group of days that begins at a token: "Monday to Friday",
// "Mondays and Wednesdays", "first and third Monday of the month", "Fridays -
// 1st and 3rd of each month".
func (r reader) days(start int) (it item, ok bool) {
	it = item{first: start, from: unstated, to: unstated}
	i := start
	var nths []int
	for ; r.kind(i) == ordinalKind || len(nths) > 0 && r.kind(i) == andKind; i++ {
		if r.kind(i) == ordinalKind {
			nths = append(nths, r.tokens[i].nth)
		}
	}
	if r.kind(i) != dayKind {
		it.next = i
		return it, false
	}
	days, i := r.dayList(i, &it)
	it.half, i = r.halfAfter(i)
	// Monday mornings are as regular as Mondays.
	it.strong = it.strong || it.half != noHalf && strings.HasSuffix(r.text(i-1), "s")
	if len(nths) == 0 {
		nths, i = r.nthsAfter(i)
	}
	it.next = i
	it.readLead(r, start)
	switch {
	case len(nths) > 0:
		it.setMonthly(r, days, nths)
	default:
		for _, d := range days {
			it.days = append(it.days, service.Day{Day: d})
		}
	}
	return it, true
}

// dayList reads weekdays joined by dashes and commas.
func (r reader) dayList(i int, it *item) (days []time.Weekday, next int) {
	add := func(more ...time.Weekday) {
		for _, d := range more {
			if !slices.Contains(days, d) {
				days = append(days, d)
			}
		}
	}
	for {
		t := r.tokens[i]
		it.strong = it.strong || t.plural && t.full
		add(t.days...)
		i = r.afterDot(i + 1)
		j := i
		for r.kind(j) == dashKind {
			j++
		}
		if j > i && r.kind(j) == dayKind {
			last := r.tokens[j]
			for d := t.days[0]; d != last.days[0]; {
				d = (d + 1) % 7
				add(d)
			}
			it.strong = it.strong || last.plural && last.full
			it.doubtful = it.doubtful || len(t.days) > 1 || len(last.days) > 1
			i = r.afterDot(j + 1)
		}
		j = i
		for r.kind(j) == andKind || r.kind(j) == orKind {
			it.doubtful = it.doubtful || r.kind(j) == orKind && r.kind(j+1) == dayKind
			j++
		}
		if r.kind(j) != dayKind {
			return days, i
		}
		i = j
	}
}

// afterDot skips the full stop of a shortened name, as in "Mon. to Fri."
func (r reader) afterDot(i int) int {
	if r.text(i) == "." && r.kind(i+1) != wordKind {
		return i + 1
	}
	return i
}

// halfAfter reads the part of the day that is named after days.
func (r reader) halfAfter(i int) (half, int) {
	j := i
	for r.kind(j) == dashKind {
		j++
	}
	if h := halfNamed(r.text(j)); h != noHalf {
		return h, j + 1
	}
	return noHalf, i
}

func halfNamed(word string) half {
	switch word {
	case "morning", "mornings":
		return morningHalf
	case "afternoon", "afternoons", "evening", "evenings", "night", "nights", "eve":
		return afternoonHalf
	}
	return noHalf
}

// nthsAfter reads "- 1st, 3rd and 5th of each month" after a day.
func (r reader) nthsAfter(i int) (nths []int, next int) {
	j := i
	for r.kind(j) == ordinalKind || r.kind(j) == dashKind || r.kind(j) == andKind || r.text(j) == "(" {
		if r.kind(j) == ordinalKind {
			nths = append(nths, r.tokens[j].nth)
		}
		j++
	}
	if len(nths) == 0 || r.text(j) != "of" || !r.anyWord(j, j+3, "month") {
		return nil, i
	}
	return nths, j
}

// readLead takes the words before the days into account.
func (it *item) readLead(r reader, start int) {
	every := r.anyWord(start-1, start, "every", "each", "alternate")
	it.strong = it.strong || every
	it.fortnightly = r.text(start-1) == "alternate" || r.text(start-1) == "other" && r.anyWord(start-2, start-1, "every", "each")
	it.strong = it.strong || it.fortnightly
	if r.anyWord(start-4, start, "closed", "except", "excluding", "exclude", "apart", "not", "unless") ||
		r.anyWord(start-2, start, "by", "before", "until", "since", "after", "starting", "next", "this", "last") ||
		r.anyWord(it.next, it.next+3, "closed", "excluded", "excepted") {
		it.doubtful = true
	}
}

// setMonthly makes days of the month of weekdays and numbers; they need the
// word month near, for "every second Tuesday" may as well be a fortnight.
func (it *item) setMonthly(r reader, days []time.Weekday, nths []int) {
	it.monthly = true
	near := r.anyWord(it.next, it.next+5, "month", "months", "monthly")
	anywhere := r.anyWord(0, len(r.tokens), "monthly")
	if len(days) != 1 || !near && !anywhere || r.anyWord(it.next, it.next+5, "term") {
		it.doubtful = true
	}
	for _, n := range nths {
		if n < -1 || n == 0 || n > 5 {
			it.doubtful = true
		}
		it.days = append(it.days, service.Day{Nth: n, Day: days[0]})
	}
	it.strong = true
}

// times reads a stretch of time, or a single one, that begins at a clock.
func (r reader) times(i int) (it item, ok bool) {
	it = item{first: i, next: i + 1, from: unstated, to: unstated}
	a := r.tokens[i]
	j := i + 1
	for r.kind(j) == dashKind || j == i+1 && r.kind(j) == andKind && r.afterBetween(i) ||
		j > i+1 && r.anyWord(j, j+1, "about", "around", "approx", "approximately") {
		j++
	}
	half := r.halfAround(i, j+1)
	if j > i+1 && r.kind(j) == clockKind {
		b := r.tokens[j]
		it.next = j + 1
		it.bare = !a.marked && !b.marked
		from, to, sure := between(a.clock, b.clock)
		if !sure && half != noHalf {
			from, to = inHalf(a.clock, b.clock, half)
			sure = to > from
		}
		it.from, it.to = from, to
		return it, sure && plausible(a.clock, from, to) && !r.measured(i, j+1)
	}
	if !a.marked || r.measured(i, i+1) || r.deadline(i) {
		return it, false
	}
	minutes, sure := a.clock.alone()
	if !sure && half != noHalf {
		minutes, sure = a.clock.in(half), true
	}
	it.from = minutes
	// Without am or pm a single time such as 10.30 must stand by its day.
	it.bare = a.clock.half == noHalf
	return it, sure
}

// afterBetween reports whether a time follows "between" or "between the hours of".
func (r reader) afterBetween(i int) bool {
	return r.text(i-1) == "between" || r.text(i-1) == "of" && r.text(i-2) == "hours"
}

// halfAround returns the half of the day that is named right before or after
// the tokens from i up to j.
func (r reader) halfAround(i, j int) half {
	for k := i - 3; k < i; k++ {
		if h := halfNamed(r.text(k)); h != noHalf {
			return h
		}
	}
	return halfNamed(r.text(j))
}

func inHalf(a, b written, h half) (from, to int) {
	from = a.in(h)
	return from, after(from, b)
}

// plausible reports whether something people go to may last that long. 12am is
// as often meant as noon, so it is not believed.
func plausible(a written, from, to int) bool {
	long := to - from
	if a.half == morningHalf && from == 0 {
		return false
	}
	if to > wholeDay {
		return from >= 12*hour && from < wholeDay && long <= longestNight
	}
	return long > 0 && long <= 18*hour
}

// measured reports whether figures from i up to j count something else than
// the time: ages, weeks, people, numbers of houses.
func (r reader) measured(i, j int) bool {
	switch r.text(i - 1) {
	case "age", "aged", "ages", "years", "year", "over", "under", "room", "unit", "grade", "level", "stage", "step", "no", "number", "group", "section", "page", "bus", "buses", "least", "around", "about", "£", "than", "#":
		return true
	}
	switch r.text(j) {
	case "year", "years", "yr", "yrs", "week", "weeks", "month", "months", "day", "days", "people", "minutes", "mins", "min", "minute", "hour", "hours", "hrs", "miles", "mile",
		"km", "sessions", "session", "places", "children", "adults", "participants", "members", "per", "times", "%", "st", "road", "street", "metres", "old", "olds":
		return true
	}
	return false
}

// deadline reports whether the single time at i is the end of something.
func (r reader) deadline(i int) bool {
	if r.kind(i-1) == dashKind && r.text(i-1) != "-" && r.text(i-1) != "–" && r.text(i-1) != "—" {
		return true
	}
	return r.anyWord(i-1, i, "by", "before", "after", "than", "past", "ends", "finish", "finishes", "closes", "close", "around", "about", "approximately", "approx", "end", "finishing", "ending")
}

const (
	// farthestAfter and farthestBefore are how many words may stand between
	// days and the times that follow them, and times and days that follow.
	farthestAfter  = 8
	farthestBefore = 3
	// farthestOnly is the same for the only days and the only stretch of time of
	// a sentence: the address often stands between them.
	farthestOnly = 16
)

// pair is days with a time; the time is nil when the days stand alone.
type pair struct {
	days item
	time *item
}

// pairs joins the days of a sentence with their times.
func (r reader) pairs(items []item) []pair {
	var pairs []pair
	farthest := farthestAfter
	if len(items) == 2 && items[1].to != unstated {
		farthest = farthestOnly
	}
	taken := make([]bool, len(items))
	// Times right before their days first: "9am to 5pm, Monday to Friday".
	timeFirst := len(items) > 0 && !items[0].isDays()
	for i := range items {
		if items[i].isDays() || i+1 >= len(items) || !items[i+1].isDays() {
			continue
		}
		gap := r.words(items[i].next, items[i+1].first)
		onlyLinks := gap == r.links(items[i].next, items[i+1].first)
		named := gap > 0 && onlyLinks
		previous := i > 0 && items[i-1].isDays() && !taken[i-1] && r.words(items[i-1].next, items[i].first) == r.links(items[i-1].next, items[i].first)
		if timeFirst && gap <= farthestBefore && (!items[i].bare || onlyLinks) || named && !previous && r.text(items[i+1].first-1) != "," {
			pairs = append(pairs, pair{items[i+1], &items[i]})
			taken[i], taken[i+1] = true, true
		}
	}
	for i := range items {
		if !items[i].isDays() || taken[i] {
			continue
		}
		found := false
		end := items[i].next
		for j := i + 1; j < len(items) && !items[j].isDays() && !taken[j]; j++ {
			gap := r.words(end, items[j].first)
			onlyLinks := gap == r.links(end, items[j].first)
			if !found && gap > farthest || found && gap > 1 || items[j].bare && !onlyLinks {
				break
			}
			// A second beginning alone is part of the first: "10.15 for 10.30".
			if found && items[j].to == unstated {
				break
			}
			pairs = append(pairs, pair{items[i], &items[j]})
			found = true
			end = items[j].next
		}
		if !found {
			pairs = append(pairs, pair{items[i], nil})
		}
	}
	return pairs
}

// links counts the words between two tokens that only join a day and a time.
func (r reader) links(from, to int) int {
	n := 0
	for i := from; i < to; i++ {
		switch r.text(i) {
		case "from", "at", "between", "on", "every", "each", "the", "of", "month", "in", "open", "opens", "time", "times", "starting", "a",
			"morning", "mornings", "afternoon", "afternoons", "evening", "evenings", "lunchtime", "lunchtimes", "weekly", "term", "only", "during":
			n++
		}
	}
	return n
}

// session returns the session that a pair claims.
func (p pair) session(sentence string) service.Session {
	s := service.Session{Freq: service.Weekly, Days: p.days.days, Origin: service.OriginDescription, Sentence: evidence(sentence)}
	if p.days.monthly {
		s.Freq = service.Monthly
	}
	if p.days.fortnightly {
		s.Interval = 2
	}
	if p.time != nil {
		s.From = service.ClockAt(p.time.from)
		if p.time.to != unstated {
			s.To = service.ClockAt(p.time.to % wholeDay)
			if p.time.to == wholeDay {
				s.To = service.ClockAt(wholeDay)
			}
		}
	}
	return s
}

// evidence returns a sentence that is short enough to keep.
func evidence(sentence string) string {
	if letters := []rune(sentence); len(letters) > longestEvidence {
		return strings.TrimSpace(string(letters[:longestEvidence])) + "…"
	}
	return sentence
}
