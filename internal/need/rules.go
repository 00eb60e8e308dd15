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

// builtInCauses is the built-in list of what services are for alone.
//
//go:embed causes.txt
var builtInCauses string

// engine is the version of what turns rules into answers: one more whenever
// the same rules can give another answer than before.
const engine = "5"

// Rules are compiled rules and synonyms. They never change after they are
// made, so any number of goroutines may use them at once.
type Rules struct {
	files   []source
	targets []Need
	needs   int
	// ready are the rules made ready for records, when the first one is looked at,
	// and stated what says whom somebody asks for, at the first question: a search
	// needs no more than that and the synonyms.
	ready    func() *ready
	synonyms synonyms
	stated   func() *stated
	version  string
}

// ready is what finds needs in records.
type ready struct {
	*matcher
	labels   map[string][]int
	givesWay map[int][]int
	ages     []ageRule
	never    [][2]int
	// narrows has the targets that a service may be for alone.
	narrows map[int]bool
}

// source is a rule file as it was read.
type source struct{ name, content string }

// Default returns the built-in rules. Only the synonyms are read at once:
// the rest is known to be sound, and read when it is first wanted.
func Default() (*Rules, error) {
	files := []source{{"rules.txt", builtInRules}, {"synonyms.txt", builtInSynonyms}, {"causes.txt", builtInCauses}}
	d, err := define(files[1:2])
	if err != nil {
		return nil, err
	}
	later := func(files []source) func() *definitions {
		return func() *definitions {
			d, err := define(files)
			if err != nil {
				panic(fmt.Sprintf("the built-in rules can't be used: %v", err)) // no test would pass
			}
			return d
		}
	}
	return newRules(files, d.synonyms, later(files[2:]), later(files)), nil
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

// compileAll reads rules at once, so that what is wrong with them is said.
func compileAll(files []source) (*Rules, error) {
	d, err := define(files)
	if err != nil {
		return nil, err
	}
	all := func() *definitions { return d }
	return newRules(files, d.synonyms, all, all), nil
}

// define reads the statements of rule files.
func define(files []source) (*definitions, error) {
	d := newDefinitions()
	for _, file := range files {
		statements, err := parse(file.name, file.content)
		if err != nil {
			return nil, err
		}
		if err := d.add(statements); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// newRules makes rules of synonyms and, when they are wanted, of the definitions
// that a search needs and of all.
func newRules(files []source, synonyms synonyms, search, definitions func() *definitions) *Rules {
	targets := targets()
	var all strings.Builder // Everything that could change an answer.
	fmt.Fprintf(&all, "engine %s\n", engine)
	for _, t := range targets {
		fmt.Fprintf(&all, "%s\n", t.ID)
	}
	for _, file := range files {
		fmt.Fprintf(&all, "%d\n%s", len(file.content), file.content)
	}
	hash := sha256.Sum256([]byte(all.String()))
	return &Rules{
		files:    files,
		targets:  targets,
		needs:    len(Needs()),
		synonyms: synonyms,
		stated:   stdsync.OnceValue(func() *stated { return search().makeStated() }),
		version:  hex.EncodeToString(hash[:8]),
		ready: stdsync.OnceValue(func() *ready {
			d := definitions()
			return &ready{compile(d.phrases), d.labels, d.givesWay, d.ages, d.never, d.narrows()}
		}),
	}
}
