package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"fettle/internal/export"
	"fettle/tui/giveout"
)

// safeFlags answer beforehand whether it is safe for a person to have services
// of a sensitive kind.
type safeFlags struct{ safe, leaveOut bool }

// sensitiveIn returns the services of a document of which it has to be asked
// whether they are safe for the person to have.
func sensitiveIn(doc export.Document) []giveout.Sensitive {
	var about []giveout.Sensitive
	for _, e := range doc.Entries {
		if e.Sensitive != "" {
			about = append(about, giveout.Sensitive{ID: e.ID, Name: e.Heading, Kind: e.Sensitive})
		}
	}
	return about
}

// giveSafely makes the document of a list and gives it out, once it is answered
// whether services of a sensitive kind are safe for the person to have: by a
// flag, else by somebody at the terminal. Nothing goes out without an answer.
func (a *app) giveSafely(ctx context.Context, f exportFlags, list export.List,
	document func(export.List, export.Options) (export.Document, error), give func(export.Document) error,
) error {
	doc, err := document(list, f.options)
	if err != nil {
		return err
	}
	about := sensitiveIn(doc)
	if doc.Discreet || f.safe || len(about) == 0 {
		return give(doc)
	}
	answer := giveout.LeaveOut
	if !f.leaveOut {
		if answer, err = a.askIfSafe(ctx, about); err != nil {
			return err
		}
	}
	switch answer {
	case giveout.IsSafe:
	case giveout.ReadOut:
		text, err := export.Text(doc)
		if err != nil {
			return err
		}
		a.sayf("Nothing was given out. Read it out from here:\n\n%s", text)
		return nil
	case giveout.BeDiscreet:
		f.options.Discreet = true
	case giveout.LeaveOut:
		list.Items = slices.DeleteFunc(slices.Clone(list.Items), func(it export.Item) bool {
			return slices.ContainsFunc(about, func(s giveout.Sensitive) bool { return s.ID == it.ID })
		})
		if len(list.Items) == 0 {
			return errors.New("nothing is left to give out")
		}
		a.sayf("Left out: %s.\n", namesOf(about))
	}
	if answer != giveout.IsSafe {
		if doc, err = document(list, f.options); err != nil {
			return err
		}
	}
	return give(doc)
}

// askIfSafe asks somebody at the terminal once whether the person may come to
// harm if somebody else sees what they are given. In a script there is nobody to
// ask, and a flag has to say so.
func (a *app) askIfSafe(ctx context.Context, about []giveout.Sensitive) (giveout.Answer, error) {
	in, isFile := a.in.(*os.File)
	if !isFile || !onTerminal(in) || !onTerminal(a.talk) {
		return 0, usage("is it safe for this person to have this? %s. Nothing was given out: say --safe if it is, "+
			"--discreet for a form that does not tell what they do, or --leave-out-sensitive", namesOf(about))
	}
	a.sayf("Is it safe for this person to have this? Somebody else may see it, on paper or on a telephone: %s.\n", namesOf(about))
	answers := giveout.Answers()
	for i, text := range answers {
		a.sayf("%d  %s\n", i+1, text)
	}
	lines := bufio.NewReader(in)
	for {
		a.sayf("A number answers: ")
		line, err := nextLine(ctx, lines)
		switch {
		case ctx.Err() != nil:
			return 0, errors.New("nothing was given out")
		case err != nil:
			return 0, fmt.Errorf("nothing was given out: %w", err)
		}
		if n, err := strconv.Atoi(strings.TrimSpace(line)); err == nil && n >= 1 && n <= len(answers) {
			return giveout.Answer(n - 1), nil
		}
	}
}

// namesOf names services with their kinds, the first few of many.
func namesOf(about []giveout.Sensitive) string {
	const most = 5
	var names []string
	for _, s := range about[:min(len(about), most)] {
		names = append(names, s.Name+" ("+s.Kind+")")
	}
	if n := len(about) - most; n > 0 {
		names = append(names, fmt.Sprintf("and %d more", n))
	}
	return strings.Join(names, ", ")
}

// nextLine waits for the end of a line, or of the context.
func nextLine(ctx context.Context, in *bufio.Reader) (string, error) {
	type typed struct {
		line string
		err  error
	}
	ended := make(chan typed, 1)
	go func() { // ends with the program when nothing is typed
		line, err := in.ReadString('\n')
		ended <- typed{line, err}
	}()
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case t := <-ended:
		if errors.Is(t.err, io.EOF) {
			return "", errors.New("no answer was typed")
		}
		return t.line, t.err
	}
}
