package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"fettle/internal/config"
)

func (a *app) doctorCommand() *cobra.Command {
	var online bool
	c := &cobra.Command{
		Use:   "doctor",
		Short: "Look whether everything is as it should be, and say what to do where it is not",
		Long: `Looks at the terminal, the clipboard, the folders, the settings, the library, the
age of the data, the feeds and the places, and says what to do where something is
not as it should be. Nothing is changed, and nothing is sent anywhere; only with
--online the feeds are asked whether they answer.

Exit code 1 says that something is wrong. What is only worth a look is not.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.doctor(cmd.Context(), online) },
	}
	c.Flags().BoolVar(&online, "online", false, "ask each feed whether it answers")
	a.addJSON(c)
	return c
}

// The states of a finding.
const (
	stateOK    = "ok"
	stateLook  = "look"  // works, and is worth a look
	stateWrong = "wrong" // does not work as it should
)

// finding is what was found of one thing.
type finding struct {
	// Check is what was looked at.
	Check string `json:"check"`
	// State is one of the states above.
	State string `json:"state"`
	// Says is what was found, Do what to do about it; null where nothing is to
	// be done.
	Says string  `json:"says"`
	Do   *string `json:"do"`
}

// errWrong says that something is wrong; what it is has been said already.
var errWrong = errors.New("")

// examination gathers findings.
type examination struct {
	here
	app      *app
	settings config.Settings
	columns  int // of the terminal; 0 is that there is none
	findings []finding
}

func (e *examination) ok(check, format string, args ...any) {
	e.findings = append(e.findings, finding{Check: check, State: stateOK, Says: fmt.Sprintf(format, args...)})
}

// look notes what is worth a look, and what to do about it.
func (e *examination) look(check, do, format string, args ...any) {
	e.findings = append(e.findings, finding{check, stateLook, fmt.Sprintf(format, args...), &do})
}

// wrong notes what does not work, and what to do about it.
func (e *examination) wrong(check, do, format string, args ...any) {
	e.findings = append(e.findings, finding{check, stateWrong, fmt.Sprintf(format, args...), &do})
}

// count returns how many findings have a state.
func (e *examination) count(state string) int {
	n := 0
	for _, f := range e.findings {
		if f.State == state {
			n++
		}
	}
	return n
}

func (a *app) doctor(ctx context.Context, online bool) error {
	h, err := a.here()
	if err != nil {
		return err
	}
	settings, fault := a.loadSettings()
	a.inForce = &settings.Config // its faults are said below
	e := &examination{here: h, app: a, settings: settings}
	e.terminal()
	e.clipboard()
	e.folders()
	e.configuration(fault)
	e.library(ctx)
	e.feeds(ctx, online)
	e.places()
	return e.report(online)
}

// folded breaks a text into lines that fit in the terminal after what stands
// before them; where there is no terminal it stays one line.
func (e *examination) folded(text, newLine string) string {
	room := e.columns - len(newLine)
	if room < leastColumns/2 {
		return text
	}
	var b strings.Builder
	at := 0
	for i, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		switch {
		case i > 0 && at+1+n > room:
			b.WriteString(newLine)
			at = 0
		case i > 0:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += n
	}
	return b.String()
}

func (e *examination) report(online bool) error {
	a, wrong, look := e.app, e.count(stateWrong), e.count(stateLook)
	if a.json {
		err := a.printJSON(map[string]any{
			"version": version, "system": runtime.GOOS + "/" + runtime.GOARCH, "online": online,
			"wrong": wrong, "look": look, "findings": e.findings,
		})
		if err == nil && wrong > 0 {
			err = errWrong
		}
		return err
	}
	a.printf("Fettle %s on %s/%s\n\n", version, runtime.GOOS, runtime.GOARCH)
	for _, f := range e.findings {
		a.printf("%-6s %-11s %s\n", f.State, f.Check, e.folded(f.Says, "\n"+strings.Repeat(" ", 19)))
		if f.Do != nil {
			a.printf("%19s> %s\n", "", e.folded(*f.Do, "\n"+strings.Repeat(" ", 21)))
		}
	}
	switch {
	case wrong > 0:
		a.printf("\nWrong: %d. Worth a look: %d.\n", wrong, look)
		return errWrong
	case look > 0:
		a.printf("\nNothing is wrong. Worth a look: %d.\n", look)
	default:
		a.printf("\nNothing is wrong.\n")
	}
	return nil
}
