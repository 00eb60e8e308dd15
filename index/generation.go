package index

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"fettle/internal/atomicfile"
	"fettle/internal/service"
)

// A library is a folder:
//
//	CURRENT                  the name of the generation in force, one line
//	LOCK                     held by the one writer
//	generations/000012/      one whole library, never changed once it is in force
//	    manifest.json        what is in it, with the sizes and checksums of its files
//	    facts.dat            the facts behind filters, counts and the order, and where records are
//	    spelling.fst         every word as it is written, for half-typed words and slips
//	    places.dat           the places known from the records' own addresses
//	    words-00.zap         the words of the services of a part (a segment of Bleve)
//	    phrases-00.dat       the words of each of them in their order
//	    rows-00.dat          what a list shows of each of them
//	    records-00.dat       their records, in compressed blocks
//
// Of the last four there is one set for each part of the generation.
const (
	currentFile    = "CURRENT"
	lockFile       = "LOCK"
	generationsDir = "generations"
	manifestFile   = "manifest.json"
	factsFile      = "facts.dat"
	placesFile     = "places.dat"
	spellingFile   = "spelling.fst"
)

// libraryVersion is the form of a generation. It goes up when an older program
// could not read what a newer one writes; older forms are made again.
const libraryVersion = 8

// preparedVersion goes up when this program works something out of a record that
// differs from what older ones did: its words, its row, its facts. An update
// then works all records out again, and takes nothing over.
const preparedVersion = 6

// manifest says what is in a generation.
type manifest struct {
	Version  int              `json:"version"`
	Contents service.Contents `json:"contents"`
	// Rules tells by which rules needs were found; "" is not known.
	Rules string `json:"rules,omitempty"`
	// Postcodes marks the list by which places were found; "" is none.
	Postcodes string `json:"postcodes,omitempty"`
	// Prepared is the preparedVersion by which everything was worked out.
	Prepared int `json:"prepared"`
	// Parts are the parts, in the order of the numbers of their services.
	Parts []part `json:"parts"`
	// Files has the size and the sum of each file beside the manifest.
	Files map[string]fileSum `json:"files"`
}

type fileSum struct {
	Size   int64  `json:"size"`
	CRC32C string `json:"crc32c"`
}

// ErrNoLibrary says that there is no library yet in a folder.
var ErrNoLibrary = errors.New("there is no library yet: add a feed with 'fettle feeds add URL' and run 'fettle sync', or look at made-up data with 'fettle demo'")

// NewerError says that a library was written by a newer version of the program.
type NewerError struct {
	Path    string
	Version int
}

func (e *NewerError) Error() string {
	return fmt.Sprintf("the library in %s was written by a newer version of fettle (form %d, this one reads up to %d): update fettle, or use another folder with --data",
		e.Path, e.Version, libraryVersion)
}

// errOlder is about a library in a form that this version no longer reads.
var errOlder = errors.New("it was written by an older version of fettle")

// current returns the name of the generation in force; ErrNoLibrary when there is
// none, and *DamagedError when that can't be told.
func current(dir string) (string, error) {
	data, err := os.ReadFile(filepath.Join(dir, currentFile))
	if errors.Is(err, fs.ErrNotExist) {
		return "", ErrNoLibrary
	}
	if err != nil {
		return "", fmt.Errorf("find the library in %s: %w", dir, err)
	}
	name := strings.TrimSpace(string(data))
	if _, err := strconv.ParseUint(name, 10, 32); err != nil {
		return "", &DamagedError{dir, fmt.Errorf("%s does not name a generation", currentFile)}
	}
	return name, nil
}

// InForce returns the name of the form of the library that is in force, such as
// "12"; ErrNoLibrary when there is no library.
func InForce(dir string) (string, error) { return current(dir) }

func generationPath(dir, name string) string { return filepath.Join(dir, generationsDir, name) }

func readManifest(path string) (manifest, error) {
	var m manifest
	data, err := os.ReadFile(filepath.Join(path, manifestFile))
	if err != nil {
		return m, fmt.Errorf("read what is in the library: %w", err)
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("read what is in the library: %s is damaged: %w", filepath.Join(path, manifestFile), err)
	}
	if m.Version > libraryVersion {
		return m, &NewerError{Path: filepath.Dir(filepath.Dir(path)), Version: m.Version}
	}
	if m.Version < libraryVersion {
		return m, errOlder
	}
	if !soundParts(m.Parts) {
		return m, fmt.Errorf("read what is in the library: %s names parts that can't be", filepath.Join(path, manifestFile))
	}
	return m, nil
}

// writeManifest sums up every file of the generation but those that are summed
// up in before, and writes the manifest.
func writeManifest(path string, m manifest, before map[string]fileSum) error {
	m.Version, m.Prepared, m.Files = libraryVersion, preparedVersion, map[string]fileSum{}
	entries, err := os.ReadDir(path)
	if err != nil {
		return fmt.Errorf("sum up the new library: %w", err)
	}
	for _, e := range entries {
		name := e.Name()
		if sum, ok := before[name]; ok {
			m.Files[name] = sum
			continue
		}
		if m.Files[name], err = sumOf(filepath.Join(path, name)); err != nil {
			return fmt.Errorf("sum up the new library: %w", err)
		}
	}
	return saveManifest(path, m)
}

func saveManifest(path string, m manifest) error {
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return fmt.Errorf("write what is in the library: %w", err)
	}
	if err := atomicfile.Write(filepath.Join(path, manifestFile), append(data, '\n'), 0o600); err != nil {
		return fmt.Errorf("write what is in the library: %w", err)
	}
	return nil
}

// checkSizes makes sure that every file of the manifest is there in its size.
func (m manifest) checkSizes(path string) error {
	for name, sum := range m.Files {
		info, err := os.Stat(filepath.Join(path, filepath.FromSlash(name)))
		if err != nil {
			return fmt.Errorf("look at the library's files: %w", err)
		}
		if info.Size() != sum.Size {
			return fmt.Errorf("%s has %d bytes instead of %d", name, info.Size(), sum.Size)
		}
	}
	return nil
}

// nextGeneration makes the folder of the next generation, in which nothing of
// an earlier try is left.
func nextGeneration(dir string) (name string, err error) {
	last := 0
	if names := generationNames(dir); len(names) > 0 {
		if last, err = strconv.Atoi(names[len(names)-1]); err != nil {
			return "", fmt.Errorf("look at the library's generations: %w", err)
		}
	}
	name = fmt.Sprintf("%06d", last+1)
	if err := os.MkdirAll(generationPath(dir, name), 0o700); err != nil {
		return "", fmt.Errorf("make room for the new library: %w", err)
	}
	return name, nil
}

// generationNames returns the names of the generations in a library's folder,
// oldest first.
func generationNames(dir string) []string {
	entries, err := os.ReadDir(filepath.Join(dir, generationsDir))
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if _, err := strconv.ParseUint(e.Name(), 10, 32); err == nil {
			names = append(names, e.Name())
		}
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	return names
}

// sweep removes the generations that are neither in force nor the one before,
// and what an interrupted writer left. A folder that another program still
// has open (Windows) stays until the next time.
func sweep(dir, inForce, before string) {
	entries, err := os.ReadDir(filepath.Join(dir, generationsDir))
	if err != nil {
		return
	}
	for _, e := range entries {
		if e.Name() != inForce && e.Name() != before {
			_ = os.RemoveAll(generationPath(dir, e.Name())) // tried again after the next update
		}
	}
}

// putInForce makes a finished generation the one that readers open next.
func putInForce(dir, name string) error {
	if err := atomicfile.Write(filepath.Join(dir, currentFile), []byte(name+"\n"), 0o600); err != nil {
		return fmt.Errorf("put the new library in force: %w", err)
	}
	return nil
}

// buildTime is when a generation was built, to the second.
func buildTime(now time.Time) time.Time { return now.UTC().Truncate(time.Second) }
