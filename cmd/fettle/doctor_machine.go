package main

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/term"

	"fettle/internal/clip"
	"fettle/internal/danger"
	"fettle/internal/need"
)

const (
	// leastColumns and leastRows are the smallest window that the finder is
	// comfortable in.
	leastColumns, leastRows = 80, 24
	// littleSpace is less than an update of a large library may want, and
	// noSpace less than anything wants, in bytes.
	littleSpace, noSpace = 500_000_000, 20_000_000
)

// terminal looks at what the finder is drawn on.
func (e *examination) terminal() {
	const check = "terminal"
	kind := e.app.getenv("TERM")
	screen, ok := e.app.out.(*os.File)
	if ok && term.IsTerminal(int(screen.Fd())) {
		columns, rows, err := term.GetSize(int(screen.Fd()))
		e.columns = columns
		switch {
		case err != nil:
			e.look(check, "Run 'fettle doctor' in the window that you use.", "its size can't be told: %v", err)
		case columns < leastColumns || rows < leastRows:
			e.look(check, "Make the window larger, or its letters smaller: 80 columns by 24 rows show everything.", "%d columns by %d rows", columns, rows)
		default:
			e.ok(check, "%d columns by %d rows", columns, rows)
		}
	} else {
		e.ok(check, "what is said here goes to a file or another program, so the window was not looked at")
	}
	switch why := e.app.accessible(); {
	case why != "":
		e.ok("finder", "line by line. %s", why)
	case kind == "dumb":
		e.ok("finder", "line by line, as this terminal can only print lines (TERM is dumb)")
	default:
		e.ok("finder", "on the screen; 'fettle --plain' opens it line by line, for screen readers")
	}
	if e.app.getenv("NO_COLOR") != "" {
		e.ok("colours", "none, as NO_COLOR asks")
	} else {
		e.ok("colours", "on, with the theme %q", e.settings.Theme)
	}
	if runtime.GOOS == "windows" {
		if e.app.getenv("WT_SESSION") == "" {
			e.look("signs", "Start Fettle with Fettle.cmd, or open Windows Terminal first.", "this is not Windows Terminal: some signs may show as boxes")
		}
		return
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		value := e.app.getenv(name)
		if value == "" {
			continue
		}
		if folded := strings.ToLower(strings.ReplaceAll(value, "-", "")); !strings.Contains(folded, "utf8") {
			e.look("signs", "Set LANG to en_GB.UTF-8, or to another that ends in UTF-8.", "%s is %s: letters such as é and £ may be garbled", name, value)
		}
		return
	}
}

// clipboard looks how lists would be copied. Nothing is copied.
func (e *examination) clipboard() {
	const check = "clipboard"
	way, err := clip.System().Way()
	switch {
	case errors.Is(err, clip.ErrOtherMachine):
		e.look(check, "Write the list as a file instead, or copy with your terminal's own keys.", "%v", err)
	case err != nil:
		e.look(check, "Install one of them, or write the list as a file instead.", "%v", err)
	default:
		e.ok(check, "through %s", way)
	}
}

// folders looks whether everything that is kept can be written.
func (e *examination) folders() {
	for _, f := range [][2]string{{"data", e.Data}, {"own files", e.Config}} {
		name, dir := f[0], f[1]
		there := nearestThere(dir)
		if err := tryWriting(there); err != nil {
			e.wrong(name, "Make "+dir+" a folder that you may write to, or name another with --data.", "%s can't be written: %v", dir, err)
			continue
		}
		if name != "data" {
			e.ok(name, "%s", dir)
			continue
		}
		switch free, err := spaceIn(there); {
		case err != nil:
			e.look(name, "Look yourself how much room there is.", "%v", err)
		case free < noSpace:
			e.wrong(name, "Make room on the disk: nothing more can be kept.", "%s: %d MB are free", dir, free/1e6)
		case free < littleSpace:
			e.look(name, "Make room on the disk before the next update.", "%s: %d MB are free", dir, free/1e6)
		default:
			e.ok(name, "%s: %.1f GB are free", dir, float64(free)/1e9)
		}
	}
	if dir := e.Organisation; dir != "" && exists(dir) {
		if tryWriting(dir) == nil && !privileged() {
			e.look("organisation", "Ask IT to let only administrators change it: who can change it can change whom people are told to ring.", "%s can be changed by you", dir)
		} else {
			e.ok("organisation", "%s", dir)
		}
	}
}

// privileged reports whether whoever runs the program may write everywhere.
func privileged() bool { return os.Geteuid() == 0 }

// nearestThere returns a folder or the nearest one above it that is there.
func nearestThere(dir string) string {
	for !exists(dir) && filepath.Dir(dir) != dir {
		dir = filepath.Dir(dir)
	}
	return dir
}

// tryWriting makes a file in a folder and removes it again.
func tryWriting(dir string) error {
	f, err := os.CreateTemp(dir, ".fettle-doctor-*")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// configuration looks at every file of configuration; fault is what was found
// wrong with the settings.
func (e *examination) configuration(fault error) {
	const check = "settings"
	do := "Mend it in a text editor; until then the file is left out."
	for _, fault := range faultLines(fault) {
		e.wrong(check, do, "%s", fault)
	}
	faulty := func(err error) {
		if err != nil {
			e.wrong(check, do, "%v", err)
		}
	}
	rules, err := need.Default()
	faulty(err)
	files, err := filesIn(e.Paths, rulesFolder)
	faulty(err)
	for _, file := range files {
		_, err := need.Load(rules, file)
		faulty(err)
	}
	_, err = danger.Load(holding(e.Paths, dangerFile))
	faulty(err)
	_, faults, err := conversationSets(e.Paths, e.now())
	faulty(err)
	for _, err := range faults {
		faulty(err)
	}
	_, _, err = emergencyLines(e.settings.Export.EmergencyFile)
	faulty(err)
	if !slices.ContainsFunc(e.findings, func(f finding) bool { return f.Check == check }) {
		e.ok(check, "no mistakes; 'fettle config' shows them")
	}
}
