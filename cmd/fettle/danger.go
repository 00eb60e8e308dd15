package main

import (
	"strings"

	"fettle/internal/danger"
	"fettle/internal/paths"
)

// dangerNotice returns the words that mean danger and whom to ring: those of
// the configuration folder, or else the organisation's, or else the built-in
// ones. A file there that can't be used is complained of and left aside: somebody
// in danger is not to be turned away because of it.
func (a *app) dangerNotice(p paths.Paths) (*danger.Notice, error) {
	notice, err := danger.Load(holding(p, dangerFile))
	if err == nil {
		return notice, nil
	}
	a.sayf("fettle: %v. Until it is put right, the built-in words and numbers are used.\n", err)
	return danger.Default()
}

// sayDanger says beside the answer whom to ring first, when what is searched
// for means danger or suicide, and reports whether it does. The words themselves
// are said nowhere.
func (a *app) sayDanger(p paths.Paths, words string) (bool, error) {
	notice, err := a.dangerNotice(p)
	if err != nil {
		return false, err
	}
	lines := notice.Lines(words)
	if len(lines) > 0 {
		a.sayf("%s\n", strings.Join(lines, " "))
	}
	return len(lines) > 0, nil
}
