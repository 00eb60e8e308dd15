// Package pattern keeps regular expressions until they are first used, as most
// commands never use most of them, and making them all would be a large part of
// each start.
//
// It knows nothing of what is looked for: the expressions are their packages'.
package pattern

import (
	"regexp"
	stdsync "sync"
)

// Later returns a regular expression that is made when it is first asked for. It
// panics then, as regexp.MustCompile does, when the text is none.
func Later(text string) func() *regexp.Regexp {
	return stdsync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}
