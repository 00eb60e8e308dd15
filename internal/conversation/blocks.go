package conversation

import (
	"regexp"
	"slices"
	"strings"
)

// ParsePersonas reads a file of personas. The error has every fault of the file,
// each with the file, the line and what would be right.
func ParsePersonas(file string, text []byte, words *Vocabulary) ([]Persona, error) {
	r := newReader(file, text, words, append([]string{"persona", "about"}, changeKeys("add")...))
	var all []Persona
	var starts []int
	for _, l := range r.lines {
		if l.key == "persona" {
			p := Persona{File: file, Name: r.title(l)}
			if why := nobody(p.Name); why != "" {
				r.faultf(l.number, "%s: a persona has no person in it; say it like \"Older person living alone\"", why)
			}
			if slices.ContainsFunc(all, func(other Persona) bool { return strings.EqualFold(other.Name, p.Name) }) {
				r.faultf(l.number, "another persona is called %q: names differ", p.Name)
			}
			all, starts = append(all, p), append(starts, l.number)
			continue
		}
		if len(all) == 0 {
			r.faultf(l.number, "a persona begins with its name: put a line such as \"persona: Older person living alone\" before this one")
			break
		}
		p := &all[len(all)-1]
		if l.key == "about" {
			r.more(l, &p.About)
			continue
		}
		p.Changes = append(p.Changes, r.change(l)...)
	}
	r.count("persona", "persona: Older person living alone", len(all))
	for i, p := range all {
		if len(p.Changes) == 0 && len(r.faults) == 0 {
			r.faultf(starts[i], "the persona has no filter: add lines such as \"add need: company\"")
		}
	}
	if len(r.faults) > 0 {
		return nil, r.err()
	}
	return all, nil
}

// ParseCards reads a file of situation cards as ParsePersonas reads personas.
func ParseCards(file string, text []byte, words *Vocabulary) ([]Card, error) {
	r := newReader(file, text, words, append([]string{"card", "story", "hint", "place", "pick", "why"}, changeKeys("add")...))
	var all []Card
	var starts []int
	for _, l := range r.lines {
		if l.key == "card" {
			c := Card{File: file, Title: r.title(l)}
			if slices.ContainsFunc(all, func(other Card) bool { return strings.EqualFold(other.Title, c.Title) }) {
				r.faultf(l.number, "another card is called %q: titles differ", c.Title)
			}
			all, starts = append(all, c), append(starts, l.number)
			continue
		}
		if len(all) == 0 {
			r.faultf(l.number, "a card begins with its title: put a line such as \"card: A new neighbour\" before this one")
			break
		}
		r.card(l, &all[len(all)-1])
	}
	r.count("card", "card: A new neighbour", len(all))
	for i := range all {
		if lacks := all[i].lacks(); len(r.faults) == 0 && lacks != "" {
			r.faultf(starts[i], "the card has no line with %s", lacks)
		}
	}
	if len(r.faults) > 0 {
		return nil, r.err()
	}
	return all, nil
}

// lacks names the lines that a card must have and this one has not.
func (c *Card) lacks() string {
	var names []string
	for _, part := range [...]struct {
		name string
		has  bool
	}{
		{"\"story:\"", len(c.Story) > 0}, {"\"hint:\"", c.Hint != ""}, {"\"add …:\"", len(c.Changes) > 0},
		{"\"pick:\"", len(c.Picks) > 0}, {"\"why:\"", c.Why != ""},
	} {
		if !part.has {
			names = append(names, part.name)
		}
	}
	return strings.Join(names, ", ")
}

// card takes a line that belongs to a card.
func (r *reader) card(l line, c *Card) {
	switch l.key {
	case "story":
		c.Story = append(c.Story, r.title(l))
	case "hint":
		r.more(l, &c.Hint)
	case "why":
		r.more(l, &c.Why)
	case "place":
		r.once(l, &c.Place)
	case "pick":
		c.Picks = append(c.Picks, r.title(l))
	default:
		c.Changes = append(c.Changes, r.change(l)...)
	}
}

// count makes sure that there are some blocks and not too many.
func (r *reader) count(what, example string, n int) {
	switch {
	case n == 0 && len(r.faults) == 0:
		r.faultf(0, "there is no %s in it: write one such as %q", what, example)
	case n > maxBlocks:
		r.faultf(0, "there are at most %d of them in a file", maxBlocks)
	}
}

var (
	// titledIn finds a form of address with a name after it.
	titledIn = regexp.MustCompile(`(?i)\b(?:mr|mrs|ms|miss|mx|dr|master|sir|lady)\.? +\pL`)
	// numberIn finds what could be a telephone or NHS number, or a day of birth.
	numberIn = regexp.MustCompile(`\d(?:[ ./()-]{0,2}\d){5,}`)
	// postcodeIn finds a whole postcode, which stands for about 15 homes.
	postcodeIn = regexp.MustCompile(`(?i)\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b`)
)

// nobody says why a name may tell who somebody is, "" when nothing in it looks
// so.
func nobody(name string) string {
	switch {
	case titledIn.MatchString(name):
		return "this looks like the name of a person"
	case strings.Contains(name, "@"):
		return "this looks like an e-mail address"
	case numberIn.MatchString(name):
		return "this looks like a telephone number or a date of birth"
	case postcodeIn.MatchString(name):
		return "this holds a whole postcode"
	}
	return ""
}
