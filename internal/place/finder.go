package place

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"fettle/internal/service"
)

// longestQuestion is the longest text that Locate looks at, in bytes.
const longestQuestion = 200

// Finder finds places from all the sources there are. It is safe for use by
// several goroutines at once.
type Finder struct {
	gazetteer *Gazetteer
	// imported is nil when no list was imported.
	imported Postcodes
	// answers is nil when nothing was asked for online.
	answers *Answers
	names   func() (*nameList, error)
}

// NewFinder returns a Finder that knows the given gazetteer, which may be nil,
// and the built-in names and post areas. The names are read when first needed.
func NewFinder(g *Gazetteer) *Finder {
	if g == nil {
		g = &Gazetteer{}
	}
	return &Finder{gazetteer: g, names: sync.OnceValues(loadNames)}
}

// WithPostcodes returns a Finder that also knows an imported list, and asks it
// first. The names that the list brings are read when first needed.
func (f *Finder) WithPostcodes(list Postcodes) *Finder {
	return &Finder{gazetteer: f.gazetteer, imported: list, names: sync.OnceValues(func() (*nameList, error) {
		names, err := loadNames()
		if err != nil {
			return nil, err
		}
		more, ok := list.(Towns)
		if !ok {
			return names, nil
		}
		return names, names.addImported(more)
	})}
}

// NotFoundError says that a text names no place that is known.
type NotFoundError struct {
	// Text is what was asked for.
	Text string
	// Problem is what is wrong with it, in plain words.
	Problem string
	// Suggestions are names that may have been meant, likeliest first.
	Suggestions []string
}

// Error returns the problem and the suggestions in one line.
func (e *NotFoundError) Error() string {
	line := fmt.Sprintf("%q: %s", e.Text, e.Problem)
	if n := len(e.Suggestions); n > 0 {
		line += "; did you mean " + strings.Join(e.Suggestions[:n-1], "; ")
		if n > 1 {
			line += "; or "
		}
		line += e.Suggestions[n-1] + "?"
	}
	return line
}

// Locate returns the place that a text names, however it is written: a whole
// postcode or the beginning of one, a town or village, with its county after a
// comma or not, an address that ends in a postcode, or "latitude,longitude". A
// text that can mean several places gives them all, likeliest first. The error
// is a *PostcodeError or a *NotFoundError.
func (f *Finder) Locate(text string) ([]service.Near, error) {
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return nil, &NotFoundError{Text: text, Problem: "type a postcode, the beginning of one, or a town"}
	case len(text) > longestQuestion:
		return nil, &NotFoundError{Text: quoted(text), Problem: "it is too long to be a place; type a postcode or a town"}
	}
	if found, err := readPoint(text); found != nil || err != nil {
		return found, err
	}
	if strings.ContainsFunc(text, unicode.IsDigit) {
		return f.locatePostcode(text)
	}
	names, err := f.names()
	if err != nil {
		return nil, err
	}
	search := nameSearch{names, f.gazetteer}
	if found := search.find(text); len(found) > 0 {
		return found, nil
	}
	if readings, err := ParsePostcode(text); err == nil {
		return f.postcodes(readings), nil
	}
	return nil, search.notFound(text)
}

// Towns returns the towns and villages that go by just that name, likeliest first;
// none when there are none. Unlike Locate it looks for nothing alike, so that it
// can be asked of every word that somebody types.
func (f *Finder) Towns(text string) []service.Near {
	names, err := f.names()
	if err != nil || text == "" || len(text) > longestQuestion {
		return nil
	}
	found := nameSearch{names, f.gazetteer}.find(text)
	return slices.DeleteFunc(found, func(n service.Near) bool { return n.Level != service.LevelTown })
}

// Meant returns the town or village whose name is a slip of a text away; none when
// there is none, or when the text is a name itself.
func (f *Finder) Meant(text string) []service.Near {
	var unknown *NotFoundError
	if _, err := f.Locate(text); !errors.As(err, &unknown) || len(unknown.Suggestions) == 0 {
		return nil
	}
	name, _, _ := strings.Cut(unknown.Suggestions[0], ",")
	if fold := foldName(text); slipsBetween(fold, foldName(name), mostSlips) > mostSlips {
		return nil
	}
	return f.Towns(unknown.Suggestions[0])
}

// mostSlips is how many letters a slip of a town's name is away from it.
const mostSlips = 1

// locatePostcode returns the places of a text with digits in it: a postcode or
// a part of one, or an address with one at its end.
func (f *Finder) locatePostcode(text string) ([]service.Near, error) {
	readings, err := ParsePostcode(text)
	if err == nil {
		return f.postcodes(readings), nil
	}
	words := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
	for n := min(2, len(words)-1); n > 0; n-- {
		tail := strings.Join(words[len(words)-n:], " ")
		if readings, tailErr := ParsePostcode(tail); tailErr == nil && strings.ContainsFunc(tail, unicode.IsDigit) {
			return f.postcodes(readings), nil
		}
	}
	return nil, err
}

// postcodes returns the places of the readings of a postcode. Of several
// readings, those of which nothing is known give way to those that are known.
func (f *Finder) postcodes(readings []Postcode) []service.Near {
	var found, vague []service.Near
	for _, p := range readings {
		near := f.postcode(p)
		switch {
		case slices.ContainsFunc(append(found, vague...), func(n service.Near) bool { return n.Name == near.Name }):
		case near.Level == service.LevelArea && p.Level() != service.LevelArea:
			vague = append(vague, near)
		case p.Level() == service.LevelSector && near.Level == service.LevelDistrict:
			vague = append(vague, near)
		default:
			found = append(found, near)
		}
	}
	if len(found) > 0 {
		return found
	}
	return vague[:1]
}

// postcode returns the best point for one reading of a postcode: what was
// imported of that very postcode, what was asked for online, what was imported of
// its sector or district or what the addresses tell, whichever knows it more finely, and
// of two that know it alike the one that is less far off.
func (f *Finder) postcode(p Postcode) service.Near {
	near, known := f.gazetteer.Postcode(p)
	if f.imported != nil {
		imported, ok := f.imported.Lookup(p)
		if answer, asked := f.answers.near(p); asked && (!ok || imported.Level != service.LevelUnit) {
			return answer
		}
		alike := ok && imported.Level == near.Level && imported.ErrorMiles <= near.ErrorMiles
		if ok && (!known || alike || coarser(near.Level, imported.Level)) {
			return imported.near(f.imported)
		}
	}
	if answer, asked := f.answers.near(p); asked {
		return answer
	}
	if known {
		return near
	}
	area, _ := findPostArea(p.Area)
	return area.near()
}

// coarser reports whether a level of a postcode is coarser than another.
func coarser(a, b service.Level) bool {
	order := []service.Level{service.LevelUnit, service.LevelSector, service.LevelDistrict, service.LevelArea}
	return slices.Index(order, a) > slices.Index(order, b)
}

// Fill gives a location that people go to and that has no point the one of its
// postcode, with the level that it is known at. A withheld address gets the
// middle of its district and nothing finer. A stated point is never touched,
// and a place of which not even the district is known stays without.
func (f *Finder) Fill(l *service.Location) {
	if l.Point != nil || !l.Visited() || l.Address.Postcode == "" {
		return
	}
	readings, err := ParsePostcode(l.Address.Postcode)
	if err != nil {
		return
	}
	p := readings[0]
	if l.Masked {
		p = p.onlyDistrict()
	}
	if near := f.postcode(p); near.Level != service.LevelArea {
		l.Point, l.Level = &near.Point, near.Level
	}
}
