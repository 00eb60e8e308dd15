package place

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"fettle/internal/atomicfile"
	"fettle/internal/filelock"
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

// ErrDamagedAnswers says that the file of answers is not what was written.
var ErrDamagedAnswers = errors.New("it is damaged")

// LoadAnswers reads the file; without one nothing was chosen and nothing is kept.
// An error that is ErrDamagedAnswers says that it can't be made out.
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
		return nil, fmt.Errorf("read the postcodes that were asked for online in %s: %w: %w", path, ErrDamagedAnswers, err)
	}
	return a, nil
}

// ChangeAnswers reads the file, has what stands in it changed, and writes it
// again if how says that it did, while no other program does the same. A damaged
// file is set aside.
func ChangeAnswers(ctx context.Context, path string, how func(*Answers) (changed bool)) error {
	return filelock.Hold(ctx, answersLock(path), func() error {
		a, err := LoadAnswers(path)
		if errors.Is(err, ErrDamagedAnswers) {
			a, err = &Answers{}, setAside(path)
		}
		if err != nil || !how(a) {
			return err
		}
		return a.save(path)
	})
}

// AsideAnswers returns where a damaged file of answers is set aside.
func AsideAnswers(path string) string { return path + ".damaged" }

// MendAnswers sets the file aside if it is damaged, over one that was set aside
// before, so that it is in nobody's way. It waits for another program, some
// seconds at the most.
func MendAnswers(path string) error {
	return filelock.Hold(context.Background(), answersLock(path), func() error {
		if _, err := LoadAnswers(path); errors.Is(err, ErrDamagedAnswers) {
			return setAside(path)
		}
		return nil
	})
}

// ForgetAnswers removes the file and one that was set aside.
func ForgetAnswers(ctx context.Context, path string) error {
	return filelock.Hold(ctx, answersLock(path), func() error {
		for _, file := range []string{path, AsideAnswers(path)} {
			if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return fmt.Errorf("remove the answers that are kept: %w", err)
			}
		}
		return nil
	})
}

func answersLock(path string) string { return path + ".lock" }

func setAside(path string) error {
	if err := os.Rename(path, AsideAnswers(path)); err != nil {
		return fmt.Errorf("set the damaged file of postcodes aside: %w", err)
	}
	return nil
}

// save writes the file whole.
func (a *Answers) save(path string) error {
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
