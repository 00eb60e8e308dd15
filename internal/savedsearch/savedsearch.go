// Package savedsearch keeps questions that are asked again and again, under
// names: "Lunch clubs in BB5".
//
// [From] makes one of a question, without anything of the person it was asked
// for: no age, no day, and of a postcode the outward part only. [Store] keeps
// them in one file. The package must not search, and must not look up places or
// read times: it is given what does.
package savedsearch

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"fettle/internal/clean"
	"fettle/internal/service"
)

const (
	// maxName is the longest name of a search and maxWords the longest of its
	// texts, in characters.
	maxName  = 60
	maxWords = 200
)

// Search is one saved question. What it does not ask for is empty.
type Search struct {
	Name  string `json:"name"`
	Words string `json:"words,omitempty"`
	// Place is what to look up: a town, or a postcode at most as far as its
	// district.
	Place string `json:"place,omitempty"`
	// Within is the radius around the place in miles; 0 is service.DefaultWithin.
	Within float64 `json:"within,omitempty"`
	// In is the area to be in or to be served.
	In *service.Area `json:"in,omitempty"`
	// When are times of the week as service.Window.ID writes them.
	When []string `json:"when,omitempty"`
	// Choices are the options chosen in the panes of fixed options.
	Choices       map[service.Pane][]string `json:"choices,omitempty"`
	CheckedWithin int                       `json:"checked_within,omitempty"`
	StatedOnly    bool                      `json:"stated_only,omitempty"`
	Sort          service.Sort              `json:"sort,omitempty"`
	// Watch asks to be told when an update changes what it finds.
	Watch bool `json:"watch,omitempty"`
}

// From makes a saved search of a question, and says in a few words each what it
// left out of it, as that belongs to one person or one day.
func From(name string, q service.Query) (saved Search, left []string) {
	saved = Search{
		Name: Name(name), Within: q.Within, CheckedWithin: q.CheckedWithin, StatedOnly: q.StatedOnly, Sort: q.Sort,
	}
	if saved.Words, left = impersonal(q.Words); q.Age != nil {
		left = append(left, "the age")
	}
	if q.Near != nil {
		place, cut := coarse(*q.Near)
		if saved.Place = place; cut != "" {
			left = append(left, cut)
		}
	}
	if q.In != nil {
		saved.In = &service.Area{Name: q.In.Name, Code: q.In.Code}
	}
	for _, w := range q.When {
		if w.On != "" {
			left = append(left, "the day "+string(w.On))
			continue
		}
		saved.When = append(saved.When, w.ID)
	}
	for pane, options := range q.Choices {
		if len(options) > 0 {
			if saved.Choices == nil {
				saved.Choices = map[service.Pane][]string{}
			}
			saved.Choices[pane] = slices.Clone(options)
		}
	}
	if saved.Place == "" {
		saved.Within = 0
		if saved.Sort == service.SortNear {
			saved.Sort = ""
		}
	}
	return saved, left
}

var (
	// postcodeIn finds a whole postcode, or one as far as its sector; its first
	// group is the outward part.
	postcodeIn = regexp.MustCompile(`(?i)\b([A-Z]{1,2}\d[A-Z\d]?)(?: ?\d[A-Z]{2}| \d)\b`)
	// personalIn finds an e-mail address, a number of five digits or more, a day
	// in digits, and an age.
	personalIn = regexp.MustCompile(`(?i)\S+@\S+|\+?\d(?:[ .()/-]{0,2}\d){4,}|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|` +
		`\b(?:aged?|age:) ?\d{1,3}\b|\b\d{1,3} ?-?(?:yo|y/o|yrs?|years?)\b(?:[ -]olds?\b)?`)
)

// impersonal returns the words of a question without what may tell who it was
// asked for, and says what it left out.
func impersonal(words string) (rest string, left []string) {
	whole := clean.Line(words, maxWords)
	rest = outward(whole)
	if rest != whole {
		left = append(left, "the end of a postcode")
	}
	for {
		fewer := outward(strings.Join(strings.Fields(personalIn.ReplaceAllString(rest, " ")), " "))
		if fewer == rest {
			break
		}
		rest = fewer
	}
	if rest != outward(whole) {
		left = append(left, "numbers that may be somebody's")
	}
	return rest, left
}

// outward returns a text with the outward part of each postcode alone.
func outward(text string) string {
	for {
		cut := postcodeIn.ReplaceAllString(text, "$1")
		if cut == text {
			return text
		}
		text = cut
	}
}

// coarse returns what to look a place up by, no finer than a postcode district,
// and what was left out.
func coarse(near service.Near) (place, left string) {
	name := clean.Line(near.Name, maxWords)
	place = outward(name)
	switch near.Level {
	case service.LevelPoint:
		return "", "the exact place"
	case service.LevelUnit, service.LevelSector:
		place, _, _ = strings.Cut(place, " ")
	case service.LevelDistrict, service.LevelTown, service.LevelArea:
	}
	if place != name {
		left = "the end of the postcode"
	}
	return place, left
}

// Query makes the question again. locate finds the place and windows reads each
// time; the words of their errors are for people.
func (s Search) Query(now time.Time, locate func(string) ([]service.Near, error), windows func(string, time.Time) ([]service.Window, error)) (service.Query, error) {
	q := service.Query{
		Words: s.Words, Within: s.Within, CheckedWithin: s.CheckedWithin, StatedOnly: s.StatedOnly, Sort: s.Sort, Now: now,
		Choices: maps.Clone(s.Choices), In: s.In,
	}
	if q.Sort == "" {
		q.Sort = service.SortBest
	}
	if s.Place != "" {
		found, err := locate(s.Place)
		if err != nil {
			return q, fmt.Errorf("the place of the saved search %q: %w", s.Name, err)
		}
		if len(found) == 0 {
			return q, fmt.Errorf("the place of the saved search %q, %s, is not known any more", s.Name, s.Place)
		}
		q.Near = &found[0]
	}
	for _, text := range s.When {
		some, err := windows(text, now)
		if err != nil {
			return q, fmt.Errorf("a time of the saved search %q: %w", s.Name, err)
		}
		q.When = append(q.When, some...)
	}
	return q, nil
}

// Empty reports whether the search asks for nothing.
func (s Search) Empty() bool {
	return s.Words == "" && s.Place == "" && len(s.When) == 0 && len(s.Choices) == 0 && s.CheckedWithin == 0 && s.In == nil && !s.StatedOnly
}

// Name returns a name as it is kept: in one line, without characters that do
// something, and not too long.
func Name(text string) string { return clean.Line(text, maxName) }

// CheckName says what is wrong with the name of a search.
func CheckName(name string) error {
	switch n := utf8.RuneCountInString(name); {
	case strings.TrimSpace(name) == "":
		return errors.New("a saved search needs a name")
	case n > maxName:
		return fmt.Errorf("that name has %d characters: at most %d can be kept", n, maxName)
	case Name(name) != name:
		return errors.New("that name has characters that can't be shown: write it in one line")
	}
	return nil
}
