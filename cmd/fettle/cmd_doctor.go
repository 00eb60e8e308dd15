package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"

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
		a.printf("%-6s %-11s %s\n", f.State, f.Check, f.Says)
		if f.Do != nil {
			a.printf("%19s> %s\n", "", *f.Do)
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
