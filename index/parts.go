package index

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"fettle/internal/atomicfile"
)

// A generation consists of parts. Each has the words, the phrases, the rows and
// the records of some services and is never changed: the next generation takes
// it over as it is, as links to the same files, and only notes in its facts
// which services of it are no longer in use.
const (
	wordsFile   = "words-%02d.zap"
	phrasesFile = "phrases-%02d.dat"
	rowsFile    = "rows-%02d.dat"
	recordsFile = "records-%02d.dat"
)

// part is one part of a generation.
type part struct {
	// Number is in the names of its files, and stays when it is taken over.
	Number int `json:"number"`
	// Services is how many it has, those no longer in use counted too.
	Services int `json:"services"`
}

// mostNumber is the largest number of a part.
const mostNumber = 99

// file returns the name of a file of the part in a folder.
func (p part) file(path, name string) string {
	return filepath.Join(path, fmt.Sprintf(name, p.Number))
}

// files returns the names of all files of the part.
func (p part) files() []string {
	return []string{p.file("", wordsFile), p.file("", phrasesFile), p.file("", rowsFile), p.file("", recordsFile)}
}

// soundParts reports whether a list of parts can be one: numbers in range, none
// twice, no part of nothing.
func soundParts(parts []part) bool {
	seen := map[int]bool{}
	for _, p := range parts {
		if p.Number < 0 || p.Number > mostNumber || p.Services <= 0 || seen[p.Number] {
			return false
		}
		seen[p.Number] = true
	}
	return true
}

// freeNumber returns a number that none of the parts has.
func freeNumber(parts []part) int {
	for n := 0; ; n++ {
		if !slices.ContainsFunc(parts, func(p part) bool { return p.Number == n }) {
			return n
		}
	}
}

// mostParts is how many parts a generation has at most, as every question asks
// each of them. When there would be more, the smallest become one with what is
// new, so that few are left and large ones are seldom written again.
const mostParts = 8

// partUse is a part and how many of its services stay as they are.
type partUse struct {
	part
	kept int
}

// settle says which parts are taken over as they are and of which the services
// move into the new part: those that are more than a third out of use, and the
// smallest when there are too many. Parts of which nothing stays are in neither.
// grows says that there are new services, and so a new part.
func settle(all []partUse, grows bool) (taken, moved []part) {
	var left []partUse
	for _, p := range all {
		switch {
		case p.kept == 0:
		case 3*p.kept < 2*p.Services:
			moved = append(moved, p.part)
		default:
			left = append(left, p)
		}
	}
	if grows || len(moved) > 0 {
		if len(left) >= mostParts {
			bySize := slices.SortedStableFunc(slices.Values(left), func(x, y partUse) int { return cmp.Compare(x.kept, y.kept) })
			for _, p := range bySize[:len(left)-mostParts/2] {
				moved = append(moved, p.part)
			}
		}
	}
	for _, p := range all { // in the order in which they were
		if p.kept > 0 && !slices.Contains(moved, p.part) {
			taken = append(taken, p.part)
		}
	}
	return taken, moved
}

// takeOver puts files of one generation into another: as links, or as copies on
// a system without.
func takeOver(from, to string, names []string) error {
	for _, name := range names {
		source, target := filepath.Join(from, filepath.FromSlash(name)), filepath.Join(to, filepath.FromSlash(name))
		err := os.Link(source, target)
		if err == nil {
			continue
		}
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("take %s over: %w", name, err)
		}
		data, err := os.ReadFile(source)
		if err != nil {
			return fmt.Errorf("take %s over: %w", name, err)
		}
		if err := atomicfile.Write(target, data, 0o600); err != nil {
			return fmt.Errorf("take %s over: %w", name, err)
		}
	}
	return nil
}
