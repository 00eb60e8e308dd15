package export

import (
	"fmt"
	"strings"
	"time"

	"fettle/internal/service"
)

// maxEmergency is how many lines of help at once end a document.
const maxEmergency = 6

// ReadEmergency reads the lines of help at once from a file that somebody keeps:
// one line each, "Need to talk, day or night? | 116 123", and one "checked
// 2026-11-22" with the day on which somebody last rang them. Empty lines and
// those that begin with # are passed over. Errors name the file and the line.
func ReadEmergency(name string, data []byte) (lines []Emergency, checked service.Date, err error) {
	text := strings.TrimPrefix(string(data), "\ufeff")
	for i, line := range strings.Split(text, "\n") {
		line = oneLine(line)
		fault := func(what string) error { return fmt.Errorf("%s, line %d: %s", name, i+1, what) }
		if day, ok := strings.CutPrefix(line, "checked "); ok {
			if _, err := time.Parse(time.DateOnly, strings.TrimSpace(day)); err != nil {
				return nil, "", fault(`the day is written like "checked 2026-11-22"`)
			}
			checked = service.Date(strings.TrimSpace(day))
			continue
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		when, number, ok := strings.Cut(line, "|")
		e := Emergency{When: strings.TrimSpace(when), Number: strings.TrimSpace(number)}
		switch {
		case !ok || e.When == "" || dialHref(e.Number, "") == "":
			return nil, "", fault(`a line is written like "Need to talk, day or night? | 116 123"`)
		case len(lines) == maxEmergency:
			return nil, "", fault(fmt.Sprintf("there are more than %d lines", maxEmergency))
		case len([]rune(e.When)) > 120:
			return nil, "", fault("the words before the number have more than 120 letters")
		}
		lines = append(lines, e)
	}
	if len(lines) > 0 && checked == "" {
		return nil, "", fmt.Errorf("%s: a line must say when the numbers were last checked, like %q", name, "checked 2026-11-22")
	}
	return lines, checked, nil
}

// endLines are the lines that end every document: 999 first, and the day on
// which the others were checked last.
func endLines(o Options) []Line {
	var lines []Line
	for _, e := range append([]Emergency{{When: "In danger now?", Number: "999"}}, o.Emergency...) {
		number := oneLine(e.Number)
		lines = append(lines, Line{
			Before: oneLine(e.When) + " Call ",
			Link:   Link{Words: number, Href: dialHref(number, "")},
			After:  ".",
		})
	}
	if on, ok := dayWords(o.EmergencyChecked); ok && len(o.Emergency) > 0 {
		lines = append(lines, Line{Before: "These numbers were checked on " + on + "."})
	}
	return lines
}
