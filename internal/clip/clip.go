// Package clip puts a list on the clipboard of the machine that it runs on,
// formatted and plain where the system can take both, and says the truth about
// what was copied.
//
// It tries the ways of a system in order and stops at the first that works. The
// package must not read the clipboard, must not write to the terminal (a copy
// through the terminal is the screen's own), and must not log what it copies.
package clip

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Errors that callers tell apart with errors.Is.
var (
	// ErrOtherMachine is returned in a session over SSH: the clipboard that could
	// be reached is not the one in front of the person.
	ErrOtherMachine = errors.New("fettle runs on another machine over SSH, whose clipboard is not yours")
	// ErrNoClipboard is returned where no way to a clipboard was found.
	ErrNoClipboard = errors.New("no clipboard was found: install wl-clipboard (Wayland) or xclip (X11)")
	// ErrNothing is returned when there is nothing to copy.
	ErrNothing = errors.New("there is nothing to copy")
)

// tooLong is how long a helper program may take.
const tooLong = 10 * time.Second

// Content is what is copied.
type Content struct {
	// HTML is the formatted form, a fragment with its styles inline; "" is none.
	HTML string
	// Text is the plain form, its lines ended by "\n".
	Text string
	// PreferHTML asks for the formatted form where only one can be copied.
	PreferHTML bool
	// Discreet asks the system to keep it out of clipboard histories if it can.
	Discreet bool
}

// Result says what was copied.
type Result struct {
	// Formatted and Plain say which forms are on the clipboard.
	Formatted, Plain bool
	// Words says it in a sentence for the person.
	Words string
}

// way is one way to the clipboard. It returns an error when it did not work.
type way struct {
	name string
	copy func(context.Context, Content) (Result, error)
}

// Clipboard is the clipboard of a system.
type Clipboard struct {
	// goos is the system, getenv its variables.
	goos   string
	getenv func(string) string
	// has reports whether a program can be run, run runs it.
	has func(program string) bool
	run runner
	// native copies through the system's own calls; nil where there are none.
	native func(Content) error
	// plain copies plain text by whatever else is there.
	plain func(text string) error
}

// Write copies what is given. When it returns an error nothing is said to be
// copied; the error names every way that was tried.
func (c *Clipboard) Write(ctx context.Context, content Content) (Result, error) {
	if content.Text == "" && content.HTML == "" {
		return Result{}, ErrNothing
	}
	if c.elsewhere() {
		return Result{}, ErrOtherMachine
	}
	ctx, cancel := context.WithTimeout(ctx, tooLong)
	defer cancel()
	var failed []error
	for _, w := range c.ways() {
		result, err := w.copy(ctx, content)
		if err == nil {
			return result, nil
		}
		failed = append(failed, fmt.Errorf("copy with %s: %w", w.name, err))
		if ctx.Err() != nil {
			break
		}
	}
	if len(failed) == 0 {
		return Result{}, ErrNoClipboard
	}
	return Result{}, errors.Join(failed...)
}

// Way says by its name which way a copy would take first, without copying
// anything. It returns ErrOtherMachine or ErrNoClipboard when there is none.
func (c *Clipboard) Way() (string, error) {
	if c.elsewhere() {
		return "", ErrOtherMachine
	}
	ways := c.ways()
	if len(ways) == 0 {
		return "", ErrNoClipboard
	}
	return ways[0].name, nil
}

// elsewhere reports whether the program runs on a machine that the person does
// not sit at.
func (c *Clipboard) elsewhere() bool {
	return c.getenv("SSH_CONNECTION") != "" || c.getenv("SSH_TTY") != ""
}

// ways returns the ways of this system, best first.
func (c *Clipboard) ways() []way {
	var all []way
	add := func(when bool, name string, copy func(context.Context, Content) (Result, error)) {
		if when {
			all = append(all, way{name, copy})
		}
	}
	wsl := c.getenv("WSL_DISTRO_NAME") != ""
	unix := c.goos != "windows" && c.goos != "darwin"
	add(c.native != nil, "the system", c.viaSystem)
	add(c.goos == "darwin" && c.has("osascript"), "osascript", c.viaOsascript)
	add(unix && wsl && c.has("powershell.exe"), "powershell.exe", c.viaPowerShell)
	add(unix && c.getenv("WAYLAND_DISPLAY") != "" && c.has("wl-copy"), "wl-copy", c.viaWlCopy)
	add(unix && c.getenv("DISPLAY") != "" && c.has("xclip"), "xclip", c.viaXclip)
	// On WSL the way that is left garbles everything but plain English letters.
	add(c.plain != nil && !wsl, "the system's tool for plain text", c.viaPlain)
	return all
}

// both is the result of a copy of everything that was given.
func both(content Content) Result {
	switch {
	case content.HTML == "":
		return plainOnly("")
	case content.Text == "":
		return Result{Formatted: true, Words: "Copied, formatted."}
	}
	return Result{Formatted: true, Plain: true, Words: "Copied, formatted and as plain text."}
}

// plainOnly is the result of a copy of the plain form alone.
func plainOnly(why string) Result {
	return Result{Plain: true, Words: "Copied as plain text." + why}
}

// oneForm returns the one form that is copied where only one can be, its MIME
// type and the result.
func oneForm(content Content) (form, mime string, result Result) {
	if content.Text == "" || content.PreferHTML && content.HTML != "" {
		return content.HTML, "text/html", Result{Formatted: true, Words: "Copied, formatted. A field for plain text may paste nothing or the page’s code."}
	}
	if content.HTML == "" {
		return content.Text, "text/plain;charset=utf-8", plainOnly("")
	}
	return content.Text, "text/plain;charset=utf-8", plainOnly(" This system takes one form at a time: the formatted one can be copied by itself.")
}
