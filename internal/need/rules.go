package need

import (
	"crypto/sha256"
	_ "embed" // for the built-in files
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	stdsync "sync"
)

// builtInRules is the built-in rule file.
//
//go:embed rules.txt
var builtInRules string

// builtInSynonyms is the built-in list of words that mean the same.
//
//go:embed synonyms.txt
var builtInSynonyms string

// engine is the version of what turns rules into answers: one more whenever
// the same rules can give another answer than before.
const engine = "1"

// Rules are compiled rules and synonyms. They never change after they are
// made, so any number of goroutines may use them at once.
type Rules struct {
	files   []source
	targets []Need
	needs   int
	// matcher is compiled when the first record is looked at: a search needs the
	// synonyms alone.
	matcher  func() *matcher
	labels   map[string][]int
	givesWay map[int][]int
	ages     []ageRule
	never    [][2]int
	synonyms synonyms
	version  string
}

// source is a rule file as it was read.
type source struct{ name, content string }

// Default returns the built-in rules.
func Default() (*Rules, error) {
	return compileAll([]source{{"rules.txt", builtInRules}, {"synonyms.txt", builtInSynonyms}})
}

// Load returns the rules with further files added to them, in the order given;
// the rules themselves stay as they are. A file that can't be used is an error
// that names the file, the line and what to do.
func Load(base *Rules, files ...string) (*Rules, error) {
	if len(files) == 0 {
		return base, nil
	}
	all := append([]source{}, base.files...)
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil {
			return nil, fmt.Errorf("read the rule file %s: %w", file, err)
		}
		if info.Size() > maxFileBytes {
			return nil, fmt.Errorf("%s is larger than a rule file may be (%d bytes): split it or take out what is no rule", file, maxFileBytes)
		}
		content, err := os.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("read the rule file %s: %w", file, err)
		}
		all = append(all, source{filepath.Base(file), string(content)})
	}
	return compileAll(all)
}

// Version returns a hash of everything that could change an answer: records
// whose needs were found with another version are worth finding again.
func (r *Rules) Version() string { return r.version }

func compileAll(files []source) (*Rules, error) {
	d := newDefinitions()
	var all strings.Builder // Everything that could change an answer.
	fmt.Fprintf(&all, "engine %s\n", engine)
	for _, t := range d.targets {
		fmt.Fprintf(&all, "%s\n", t.ID)
	}
	for _, file := range files {
		statements, err := parse(file.name, file.content)
		if err != nil {
			return nil, err
		}
		if err := d.add(statements); err != nil {
			return nil, err
		}
		fmt.Fprintf(&all, "%d\n%s", len(file.content), file.content)
	}
	hash := sha256.Sum256([]byte(all.String()))
	return &Rules{
		files:    files,
		targets:  d.targets,
		needs:    len(Needs()),
		matcher:  stdsync.OnceValue(d.compile),
		labels:   d.labels,
		givesWay: d.givesWay,
		ages:     d.ages,
		never:    d.never,
		synonyms: d.synonyms,
		version:  hex.EncodeToString(hash[:8]),
	}, nil
}
