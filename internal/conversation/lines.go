package conversation

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fettle/internal/clean"
	"fettle/internal/nearest"
)

// The limits of a file, far above what a person writes by hand.
const (
	maxFileBytes = 64 << 10
	maxChars     = 240
	maxQuestions = 60
	maxAnswers   = 15
	maxBlocks    = 100
	maxFaults    = 20
)

// line is one line of a file that says something.
type line struct {
	number int
	key    string
	value  string
}

// reader goes through the lines of one file and gathers what is wrong.
type reader struct {
	file   string
	words  *Vocabulary
	lines  []line
	faults []fault
}

// fault is what is wrong on a line; 0 is the file as a whole.
type fault struct {
	line int
	err  error
}

// fault notes what is wrong on a line; 0 is the file as a whole.
func (r *reader) fault(number int, err error) {
	if err == nil {
		return
	}
	var joined interface{ Unwrap() []error }
	if errors.As(err, &joined) {
		for _, one := range joined.Unwrap() {
			r.fault(number, one)
		}
		return
	}
	r.faults = append(r.faults, fault{number, err})
}

// err returns the faults in the order of the lines, the first of very many; nil
// when there are none.
func (r *reader) err() error {
	slices.SortStableFunc(r.faults, func(a, b fault) int { return a.line - b.line })
	var all []error
	for i, f := range r.faults {
		switch {
		case i == maxFaults:
			return errors.Join(append(all, fmt.Errorf("%s: there is more; mend these first", r.file))...)
		case f.line == 0:
			all = append(all, fmt.Errorf("%s: %w", r.file, f.err))
		default:
			all = append(all, fmt.Errorf("%s, line %d: %w", r.file, f.line, f.err))
		}
	}
	return errors.Join(all...)
}

func (r *reader) faultf(number int, format string, args ...any) {
	r.fault(number, fmt.Errorf(format, args...))
}

// newReader cuts a text into lines of "key: value". Empty lines and those that
// begin with # say nothing; blanks before a line and capitals in a key do not
// matter.
func newReader(file string, text []byte, words *Vocabulary, keys []string) *reader {
	r := &reader{file: file, words: words}
	if len(text) > maxFileBytes {
		r.faultf(0, "it is larger than %d bytes: make two files of it", maxFileBytes)
		return r
	}
	if !utf8.Valid(text) {
		r.faultf(0, "it is not plain text: save it as plain text (UTF-8)")
		return r
	}
	whole := strings.ReplaceAll(strings.TrimPrefix(string(text), "\ufeff"), "\r\n", "\n")
	for i, written := range strings.Split(whole, "\n") {
		r.take(i+1, written, keys)
	}
	return r
}

// take reads one line.
func (r *reader) take(number int, written string, keys []string) {
	written = strings.TrimSpace(written)
	if written == "" || strings.HasPrefix(written, "#") {
		return
	}
	key, value, colon := strings.Cut(written, ":")
	key = strings.ToLower(strings.Join(strings.Fields(key), " "))
	value = strings.TrimSpace(value)
	switch {
	case !colon && slices.Contains(keys, strings.TrimRight(firstWords(key, keys), " ")):
		r.faultf(number, "a colon is missing after %q", firstWords(key, keys))
	case !colon:
		r.faultf(number, "a line says what it is before a colon, such as \"answer: Yes\"; %q does not. Put # before a remark", clean.Short(written))
	case !slices.Contains(keys, key):
		r.faultf(number, "no line begins with %q%s", clean.Short(key), meantKey(key, keys))
	case utf8.RuneCountInString(value) > maxChars:
		r.faultf(number, "it has %d characters, at most %d can be shown: make it shorter", utf8.RuneCountInString(value), maxChars)
	case value != clean.Line(value, 0):
		r.faultf(number, "it has characters that are not plain text, or tags: write %q", clean.Short(clean.Line(value, 0)))
	default:
		r.lines = append(r.lines, line{number, key, value})
	}
}

// firstWords returns the longest key that a line without a colon begins with.
func firstWords(written string, keys []string) string {
	best := ""
	for _, k := range keys {
		if len(k) > len(best) && (written == k || strings.HasPrefix(written, k+" ")) {
			best = k
		}
	}
	return best
}

func meantKey(key string, keys []string) string {
	if near := nearest.Word(key, keys); near != "" {
		return fmt.Sprintf(": did you mean %q?", near)
	}
	return ": lines begin with " + strings.Join(keys, ", ")
}

// changeKeys returns the keys that change filters: "add need", "remove need".
func changeKeys(verbs ...string) []string {
	var keys []string
	for _, verb := range verbs {
		for _, f := range filterKeys() {
			keys = append(keys, verb+" "+f.name)
		}
	}
	return keys
}

// change reads a line as changes; its key is one of changeKeys.
func (r *reader) change(l line) []Change {
	verb, name, _ := strings.Cut(l.key, " ")
	var changes []Change
	for _, f := range filterKeys() {
		if f.name == name {
			var err error
			changes, err = r.words.read(f, l.value, verb == "remove")
			r.fault(l.number, err)
		}
	}
	return changes
}

// once keeps a value that is said once in a block.
func (r *reader) once(l line, into *string) {
	switch {
	case l.value == "":
		r.faultf(l.number, "nothing stands after \"%s:\"", l.key)
	case *into != "":
		r.faultf(l.number, "\"%s:\" is said already: keep one of the two", l.key)
	default:
		*into = l.value
	}
}

// more adds a sentence to what may be said in several lines.
func (r *reader) more(l line, into *string) {
	if l.value == "" {
		r.faultf(l.number, "nothing stands after \"%s:\"", l.key)
		return
	}
	*into = strings.TrimSpace(*into + " " + l.value)
}

// title begins a block with its name.
func (r *reader) title(l line) string {
	if l.value == "" {
		r.faultf(l.number, "nothing stands after \"%s:\"", l.key)
	}
	return l.value
}

func upperFirst(text string) string {
	first, n := utf8.DecodeRuneInString(text)
	if n == 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[n:]
}
