package plain

import (
	"strconv"
	"strings"

	"fettle/internal/typed"
	"fettle/tui/question"
)

// hear does what a line says: nothing reads the step again, numbers choose, a
// word or letter of the table is a command, and the rest is for the step, or a
// search.
func (d *dialogue) hear(line string) {
	if line == "" {
		d.here().say(d)
		d.say("%s", d.here().hint(d))
		return
	}
	if text, ok := strings.CutPrefix(line, "/"); ok {
		d.search(strings.TrimSpace(text))
		return
	}
	if list, ok := numbers(line); ok {
		for at, i := d.here(), 0; i < len(list) && d.here() == at; i++ {
			at.number(d, list[i])
		}
		return
	}
	if d.command(line) || d.here().text(d, line) || d.elsewhere(line) {
		return
	}
	d.search(line)
}

// mostNumbers is how many numbers can be typed on one line.
const mostNumbers = 20

// numbers reads a line of whole numbers, with blanks or commas between them.
func numbers(line string) ([]int, bool) {
	fields := strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == ',' })
	if len(fields) == 0 || len(fields) > mostNumbers {
		return nil, false
	}
	list := make([]int, 0, len(fields))
	for _, f := range fields {
		n, err := strconv.Atoi(strings.TrimSuffix(f, "."))
		if err != nil || n < 0 {
			return nil, false
		}
		list = append(list, n)
	}
	return list, true
}

// command does the command that a line is, whole or with more behind it.
func (d *dialogue) command(line string) bool {
	if c := d.find(line); c != nil {
		return c.Run(d, "")
	}
	for at := range len(line) {
		if line[at] != ' ' {
			continue
		}
		if c := d.find(line[:at]); c != nil && c.More != "" {
			return c.Run(d, line[at+1:])
		}
	}
	return false
}

// find returns the command of a word at this step, nil when there is none. A
// letter counts as it is written first: X is not x.
func (d *dialogue) find(word string) *command {
	for _, w := range []string{word, strings.ToLower(word)} {
		for i := range d.commands {
			if c := &d.commands[i]; c.In&d.at() != 0 && c.has(w) {
				return c
			}
		}
	}
	return nil
}

// elsewhere says why a command's word, or a letter, does nothing here. Letters
// are never searched for: most are slips. Of several commands of one letter the
// one at the services is meant.
func (d *dialogue) elsewhere(line string) bool {
	word, rest, _ := strings.Cut(strings.ToLower(line), " ")
	_, numbered := numbers(rest)
	var meant *command
	for i := range d.commands {
		c := &d.commands[i]
		if c.has(word) && (rest == "" || c.More != "" && numbered) && (meant == nil || meant.In&atServices == 0 && c.In&atServices != 0) {
			meant = c
		}
	}
	if meant != nil {
		d.say("%s: this works %s. b goes back.", meant.Title, meant.In.where())
		return true
	}
	if len([]rune(line)) > 1 {
		return false
	}
	d.say("%s does nothing here. ? says what can be typed, /%s searches for it.", line, line)
	return true
}

// search asks for services with these words instead of those before; none takes
// the words away.
func (d *dialogue) search(text string) {
	title := "searching for \"" + typed.Public(text) + "\""
	if text == "" {
		title = "taking the words away"
	}
	d.toServices()
	switch {
	case text == "" && d.question.Words == "":
		d.say("There are no words to take away. Type some to search.")
	default:
		if _, answered := d.change(title, func(q *question.Question) { d.takeWords(q, text) }); answered {
			d.read()
		}
	}
}

// takeWords takes what was typed as the words of a question, and what it says
// of a place, a time, an age or a cost as filters; how it was read it says.
func (d *dialogue) takeWords(q *question.Question, text string) {
	if d.deps.Read == nil {
		q.Words = text
		return
	}
	read := d.deps.Read(text, false, d.deps.Now())
	before := q.Words
	q.Take(&read)
	if q.Words == "" && len(read.Parts) > 0 {
		q.Words = before // only filters were typed
	}
	for _, note := range read.Notes {
		d.say("%s", note)
	}
	if read.Trouble != nil {
		d.trouble(read.Trouble)
	}
	for _, r := range read.Readings() {
		d.say("\"%s\" is read as %s.", r.Typed, r.As)
	}
	if len(read.Parts) > 0 && !d.hinted["read as filters"] {
		d.hinted["read as filters"] = true
		d.say("Quotation marks make them words.")
	}
}
