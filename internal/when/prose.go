package when

import (
	"slices"
	"strings"
	"unicode"

	"fettle/internal/pattern"
	"fettle/internal/service"
)

const (
	// mostSessions is how many sessions one description may bring.
	mostSessions = 40
	// longestEvidence is the most letters of a sentence that are kept.
	longestEvidence = 300
	// longestSentence is the most bytes of a sentence that is looked at.
	longestSentence = 4000
)

// FromProse reads the sessions out of a description, which is plain text with
// "- " before items and "## " before headings. It would rather miss a session
// than make one up: hours of telephones and offices, single dates, seasons,
// things of the past and whatever could be read in two ways bring nothing. Each
// session is marked as from the description and carries its sentence.
func FromProse(description string) []service.Session {
	var found []service.Session
	claims(description, func(_ string, sessions []service.Session) bool {
		for _, s := range sessions {
			if !slices.ContainsFunc(found, func(f service.Session) bool { return sameTimes(f, s) }) {
				found = append(found, s)
			}
		}
		return len(found) < mostSessions
	})
	return found[:min(len(found), mostSessions)]
}

// claims reads one sentence after the other and gives those of lines that name
// a day away with their sessions, until it is told to stop.
func claims(description string, yield func(sentence string, sessions []service.Session) bool) {
	var c passage
	for line := range strings.Lines(description) {
		past := pastLine{text: strings.ToLower(strings.TrimSpace(line))}
		if past.text == "" {
			continue
		}
		if namesDay(past.text) {
			c.said = nil
			for _, sentence := range sentences(line) {
				found, schedule := c.read(sentence)
				past.schedule = past.schedule || schedule
				if !yield(sentence, found) {
					return
				}
			}
		}
		c.lines = append(c.lines, past)
	}
}

// namesDay reports whether a text in lower case has a word for a day in it.
func namesDay(lower string) bool {
	for word := range strings.FieldsFuncSeq(lower, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if _, ok := weekdayNamed(word); ok || strings.Contains(word, "day") || word == "daily" || strings.HasPrefix(word, "weekend") {
			return true
		}
	}
	return false
}

func sameTimes(a, b service.Session) bool {
	return a.Freq == b.Freq && a.Interval == b.Interval && a.From == b.From && a.To == b.To && slices.Equal(a.Days, b.Days)
}

// sentenceEnd is where one sentence stops: a full stop before a capital, or a
// sign that parts items of a list.
var sentenceEnd = pattern.Later(`[.!?][)"'”’]?\s+(?:\p{Lu}|$)|\s*[•●▪|]\s*|\s{3,}`)

// sentences cuts a line into its sentences, without the marks of items and
// headings and without blanks around them.
func sentences(line string) []string {
	line = strings.TrimSpace(line)
	line = strings.TrimPrefix(strings.TrimPrefix(line, "- "), "## ")
	var all []string
	for line != "" {
		end := sentenceEnd().FindStringIndex(line)
		cut, next := len(line), len(line)
		if end != nil {
			cut, next = end[1], end[1]
			// The capital belongs to the next sentence.
			if first := lastRuneStart(line[:cut]); line[end[0]] < 0x80 && strings.ContainsRune(".!?", rune(line[end[0]])) && first > end[0] && strings.TrimSpace(line[first:cut]) != "" {
				cut, next = first, first
			}
		}
		if s := strings.Trim(line[:cut], " \t•●▪|"); s != "" && len(s) <= longestSentence {
			all = append(all, s)
		}
		line = line[next:]
	}
	return all
}

// lastRuneStart returns where the last letter of a text begins.
func lastRuneStart(s string) int {
	i := len(s) - 1
	for i > 0 && s[i]&0xC0 == 0x80 {
		i--
	}
	return i
}
