package conversation

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"fettle/internal/clean"
	"fettle/internal/nearest"
	"fettle/internal/service"
)

// Vocabulary is the words of other packages that a file may use.
type Vocabulary struct {
	// Needs and Circumstances are all that there are.
	Needs, Circumstances []service.Option
	// Times reads a time in words: "weekday evening".
	Times func(text string) ([]service.Window, error)
}

// The limits of what a file may ask for.
const (
	maxAge       = 120
	maxMiles     = 100
	maxDays      = 3650
	maxWordChars = 80
)

// filterKey is a filter as it is named in a file.
type filterKey struct {
	name string
	pane service.Pane
}

func filterKeys() []filterKey {
	return []filterKey{
		{"need", service.PaneNeed}, {"circumstance", service.PaneCircumstance}, {"age", service.PaneAge}, {"time", service.PaneWhen},
		{"cost", service.PaneCost}, {"how", service.PaneHow}, {"access", service.PaneAccess}, {"accessible", service.PaneAccessible},
		{"for", service.PaneFor}, {"language", service.PaneLanguage}, {"checked", service.PaneChecked}, {"miles", service.PaneWhere},
		{"words", service.PaneWords},
	}
}

// options returns the options that a pane has, nil when it takes other values.
// The labels are those of the panes of the finder.
func (v *Vocabulary) options(p service.Pane) []service.Option {
	switch p {
	case service.PaneNeed:
		return v.Needs
	case service.PaneCircumstance:
		return v.Circumstances
	case service.PaneCost:
		return []service.Option{
			{ID: service.CostFree, Label: "Free"}, {ID: service.CostLow, Label: "Up to £5"}, {ID: service.CostPriced, Label: "There is a price"},
		}
	case service.PaneHow:
		return []service.Option{
			{ID: string(service.AtVenue), Label: "At a place"}, {ID: string(service.AtHome), Label: "At home"},
			{ID: string(service.ByPhone), Label: "By phone"}, {ID: string(service.IsOnline), Label: "Online"},
		}
	case service.PaneAccess:
		return []service.Option{
			{ID: string(service.DropIn), Label: "Drop in"}, {ID: string(service.SelfReferral), Label: "Refer yourself"},
			{ID: string(service.ProfessionalReferral), Label: "A professional refers"}, {ID: string(service.Appointment), Label: "By appointment"},
			{ID: string(service.Membership), Label: "By membership"}, {ID: string(service.Assessment), Label: "After an assessment"},
		}
	case service.PaneAccessible:
		return []service.Option{
			{ID: service.StepFree, Label: "Step-free"}, {ID: service.HearingLoop, Label: "Hearing loop"},
			{ID: service.Toilets, Label: "Accessible toilets"}, {ID: service.Parking, Label: "Parking"}, {ID: service.Quiet, Label: "Quiet space"},
		}
	case service.PaneFor:
		return []service.Option{
			{ID: service.ForWomen, Label: "For women"}, {ID: service.ForMen, Label: "For men"}, {ID: service.ForMixed, Label: "For everybody"},
		}
	default:
		return nil
	}
}

// read reads the value of a filter, one change for each thing named in it.
func (v *Vocabulary) read(key filterKey, value string, remove bool) ([]Change, error) {
	if remove && (value == "" || strings.EqualFold(value, "all")) {
		return []Change{{Remove: true, Pane: key.pane}}, nil
	}
	if value == "" {
		return nil, fmt.Errorf("say which %s to add", key.name)
	}
	c := Change{Remove: remove, Pane: key.pane}
	var err error
	switch key.pane {
	case service.PaneAge:
		c.ID, err = whole(value, 0, maxAge, "an age is whole years")
		c.Label = "Age " + c.ID
	case service.PaneChecked:
		c.ID, err = whole(value, 1, maxDays, "how long ago it was checked is whole days")
		c.Label = "Checked in the last " + c.ID + " days"
	case service.PaneWhere:
		c.ID, err = whole(value, 1, maxMiles, "a distance is whole miles")
		c.Label = "Within " + c.ID + " miles"
	case service.PaneWhen:
		c.ID, c.Label = value, upperFirst(value)
		c.Windows, err = v.times(value)
	case service.PaneWords:
		c.ID = clean.Line(value, maxWordChars)
		c.Label = `"` + c.ID + `"`
		if c.ID != value {
			err = fmt.Errorf("words are at most %d plain characters", maxWordChars)
		}
	case service.PaneLanguage:
		c.ID = strings.ToLower(clean.Line(value, maxWordChars))
		c.Label = "In " + upperFirst(c.ID)
	default:
		return v.choose(key, value, remove)
	}
	return []Change{c}, err
}

// choose reads options, which are apart by commas, by their ids or labels.
func (v *Vocabulary) choose(key filterKey, value string, remove bool) ([]Change, error) {
	options := v.options(key.pane)
	names := strings.Split(value, ",")
	if optionOf(options, value) != nil { // some labels have commas of their own
		names = []string{value}
	}
	var changes []Change
	var faults []error
	for _, name := range names {
		name = strings.TrimSpace(name)
		o := optionOf(options, name)
		if o == nil {
			faults = append(faults, unknownOption(key.name, name, options))
			continue
		}
		changes = append(changes, Change{Remove: remove, Pane: key.pane, ID: o.ID, Label: o.Label})
	}
	return changes, errors.Join(faults...)
}

// optionOf finds an option by its id or its label, however they are written.
func optionOf(options []service.Option, name string) *service.Option {
	for i := range options {
		o := &options[i]
		if strings.EqualFold(name, o.ID) || strings.EqualFold(name, o.Label) || strings.EqualFold(strings.ReplaceAll(name, " ", "-"), o.ID) {
			return o
		}
	}
	return nil
}

func unknownOption(what, name string, options []service.Option) error {
	var ids, all []string
	for _, o := range options {
		ids = append(ids, o.ID)
		all = append(all, o.ID, o.Label)
	}
	if near := nearest.Word(name, all); near != "" {
		return fmt.Errorf("there is no %s called %q: did you mean %q?", what, name, optionOf(options, near).ID)
	}
	return fmt.Errorf("there is no %s called %q: write one of %s", what, name, strings.Join(ids, ", "))
}

// times reads stretches of the week. A file is used on any day, so a date or
// "today" would mean something else each time.
func (v *Vocabulary) times(value string) ([]service.Window, error) {
	windows, err := v.Times(value)
	if err != nil {
		return nil, err
	}
	for _, w := range windows {
		if w.On != "" {
			return nil, fmt.Errorf("%q is another day each time that the file is used: write days of the week, such as tue-morning, weekday evening or weekend", value)
		}
	}
	return windows, nil
}

func whole(value string, least, most int, what string) (string, error) {
	n, err := strconv.Atoi(value)
	if err != nil || n < least || n > most {
		return value, fmt.Errorf("%s, %d to %d, not %q", what, least, most, value)
	}
	return strconv.Itoa(n), nil
}
