package detail

import (
	"slices"
	"strings"

	"fettle/internal/service"
	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/words"
)

// contact paints how to reach a service and nothing else, the telephone in large
// figures where the page is wide enough for them.
func contact(s *Subject, w int, t *theme.Theme) []string {
	p := &sheet{width: w, theme: t}
	v := s.Service
	name := v.Name
	if name == "" {
		name = "Name " + words.NotStated
	}
	p.text(t.Strong, name)
	p.text("", v.Organisation.Name)
	if v.Status.Closed() {
		p.text(t.Warn, "The publisher says: "+string(v.Status))
	}
	if v.Alert != "" {
		p.text(t.Warn, "Notice: "+v.Alert)
	}
	if s.Writes {
		p.writing(v)
	}
	phones := callable(v)
	for _, ph := range phones {
		p.blank()
		for _, line := range largeNumber(ph.Number, w-1) {
			p.lines = append(p.lines, paint.NewLine(w, t.Base).Put(t.Phone, line).String())
		}
		p.text(t.Strong, words.Phone(ph))
		p.text(t.Dim, ph.Label)
	}
	if len(phones) == 0 {
		p.blank()
		p.must("PHONE", "")
	}
	if !s.Writes {
		p.blank()
		p.all("E-mail", "", emails(v))
		p.fact("Web", "", v.URL)
	}
	for i := range v.Locations {
		if v.Locations[i].Visited() {
			p.fact("Where", "", words.Place(&v.Locations[i]))
		}
	}
	return p.lines
}

// callable returns the numbers of a service, its own first, each once, with the
// person it leads to in the label.
func callable(s *service.Service) []service.Phone {
	phones := slices.Clone(s.Phones)
	for i := range s.Contacts {
		who := strings.Trim(s.Contacts[i].Name+", "+s.Contacts[i].Title, ", ")
		for _, ph := range s.Contacts[i].Phones {
			if slices.ContainsFunc(phones, func(had service.Phone) bool { return had.Number == ph.Number }) {
				continue
			}
			ph.Label = strings.Trim(who+", "+ph.Label, ", ")
			phones = append(phones, ph)
		}
	}
	return phones
}

// figures are the ten figures and a blank in three lines each, drawn with
// characters that every terminal has.
var figures = [...][3]string{
	{" _ ", "| |", "|_|"}, {"   ", "  |", "  |"}, {" _ ", " _|", "|_ "}, {" _ ", " _|", " _|"}, {"   ", "|_|", "  |"},
	{" _ ", "|_ ", " _|"}, {" _ ", "|_ ", "|_|"}, {" _ ", "  |", "  |"}, {" _ ", "|_|", "|_|"}, {" _ ", "|_|", " _|"},
}

// largeNumber draws a number in large figures, in as many rows as the width
// needs, broken where the number has a blank; nothing when even its longest
// group is too wide, or when it has anything but figures.
func largeNumber(number string, width int) []string {
	if strings.Trim(number, "0123456789 ") != "" {
		return nil
	}
	var lines []string
	var row [3]string
	flush := func() {
		if strings.TrimSpace(row[0]+row[1]) != "" {
			lines = append(lines, row[:]...)
		}
		row = [3]string{}
	}
	for group := range strings.FieldsSeq(number) {
		need := 4 * len(group)
		if need > width {
			return nil
		}
		if len(row[1]) > 0 && len(row[1])+3+need > width {
			flush()
		}
		for y := range row {
			if row[y] != "" {
				row[y] += "   "
			}
			for _, r := range group {
				row[y] += figures[r-'0'][y] + " "
			}
		}
	}
	flush()
	return lines
}
