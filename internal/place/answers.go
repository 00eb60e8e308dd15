package place

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"fettle/internal/atomicfile"
	"fettle/internal/service"
)

// SourceOnline is the source of a point that was asked for online.
const SourceOnline = "postcodes.io"

// answerMiles is how far off the point of an answer may be.
const answerMiles = 0.1

// Answers are whole postcodes that were asked for online, with where they are and
// nothing else: not when, nor for whom. They stand in one file with whether asking
// is chosen, and where.
type Answers struct {
	// On says that asking online is chosen, and At where.
	On bool   `json:"on"`
	At string `json:"at,omitempty"`
	// Kept are the answers by the postcode.
	Kept map[string]Kept `json:"kept,omitempty"`
}

// Kept is one answer.
type Kept struct {
	service.Point
	Areas []service.Area `json:"areas,omitempty"`
}

// LoadAnswers reads the file; without one nothing was chosen and nothing is kept.
func LoadAnswers(path string) (*Answers, error) {
	a := &Answers{}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return a, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the postcodes that were asked for online: %w", err)
	}
	if err := json.Unmarshal(data, a); err != nil {
		return nil, fmt.Errorf("%s is damaged: remove it ('fettle places online off --forget' does): %w", path, err)
	}
	return a, nil
}

// Save writes the file whole.
func (a *Answers) Save(path string) error {
	data, err := json.MarshalIndent(a, "", "  ")
	if err != nil {
		return fmt.Errorf("keep what was asked for online: %w", err)
	}
	if err := atomicfile.Write(path, append(data, '\n'), 0o600); err != nil {
		return fmt.Errorf("keep what was asked for online: %w", err)
	}
	return nil
}

// Keep adds an answer.
func (a *Answers) Keep(postcode string, k Kept) {
	if a.Kept == nil {
		a.Kept = map[string]Kept{}
	}
	a.Kept[postcode] = k
}

// near returns the place of a postcode that was answered.
func (a *Answers) near(p Postcode) (service.Near, bool) {
	if a == nil {
		return service.Near{}, false
	}
	k, ok := a.Kept[p.String()]
	if !ok || p.Level() != service.LevelUnit || !InUK(k.Point) {
		return service.Near{}, false
	}
	return service.Near{Point: k.Point, Name: p.String(), Level: service.LevelUnit, ErrorMiles: answerMiles, Source: SourceOnline, Areas: k.Areas}, true
}

// WithAnswers returns a Finder that also knows what was asked for online, after
// an imported list and before the services' addresses.
func (f *Finder) WithAnswers(a *Answers) *Finder {
	more := *f
	more.answers = a
	return &more
}

// Unanswered returns the whole postcode that a text is, when nothing on the machine
// knows that very postcode.
func (f *Finder) Unanswered(text string) (postcode string, ok bool) {
	readings, err := ParsePostcode(text)
	if err != nil || len(readings) != 1 || readings[0].Level() != service.LevelUnit {
		return "", false
	}
	return readings[0].String(), f.postcode(readings[0]).Level != service.LevelUnit
}
