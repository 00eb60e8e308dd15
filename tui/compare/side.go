package compare

import (
	"fettle/internal/service"
	"fettle/tui/detail"
	"fettle/tui/words"
)

// Side is one of the two services.
type Side struct {
	// ID and Name are the service's.
	ID, Name string
	// Fit says how it stands to what is asked; "" when nothing is.
	Fit string
	// Facts are its facts, each label once.
	Facts []detail.Fact
}

// Of returns what a service is compared by.
func Of(s detail.Subject) Side {
	side := Side{ID: s.Service.ID, Name: s.Service.Name}
	for _, f := range detail.Facts(s) {
		if f.Label != detail.Reference { // which always differs, and tells nobody anything
			side.Facts = append(side.Facts, f)
		}
	}
	if s.Hit != nil {
		switch s.Hit.Fit {
		case service.Fits:
			side.Fit = "fits"
		case service.MayFit:
			side.Fit = "may fit"
		case service.Fails:
		}
	}
	return side
}

// row is one fact of both services.
type row struct {
	label string
	texts [2]string
}

// rowsOf puts the facts of two services beside each other.
func rowsOf(sides [2]Side) []row {
	var rows []row
	put := func(side int, label, text string) {
		for i := range rows {
			if rows[i].label == label {
				rows[i].texts[side] = text
				return
			}
		}
		r := row{label: label}
		r.texts[side] = text
		rows = append(rows, r)
	}
	for side := range sides {
		if fit := sides[side].Fit; fit != "" {
			put(side, "Fit", fit)
		}
	}
	for side := range sides {
		for _, f := range sides[side].Facts {
			put(side, f.Label, f.Text)
		}
	}
	return rows
}

// said returns both texts, a missing one as missing.
func (r *row) said(missing string) [2]string {
	texts := r.texts
	for i := range texts {
		if texts[i] == "" {
			texts[i] = missing
		}
	}
	return texts
}

// Spoken says two services as plain lines that are read out: first what differs,
// then what is the same for both.
func Spoken(left, right Side) []string {
	lines := []string{"First: " + left.Name + ".", "Second: " + right.Name + "."}
	var same []string
	for _, r := range rowsOf([2]Side{left, right}) {
		if r.texts[0] == r.texts[1] {
			same = append(same, r.label+": "+r.texts[0])
			continue
		}
		texts := r.said(words.NotStated)
		lines = append(lines, r.label+", first: "+texts[0], r.label+", second: "+texts[1])
	}
	if len(same) > 0 {
		lines = append(append(lines, "The same for both:"), same...)
	}
	return lines
}
