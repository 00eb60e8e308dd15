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
// whether services of a sensitive kind are safe for the person to have. Nothing
// goes out without an answer.
func (a *app) giveSafely(ctx context.Context, f exportFlags, list export.List,
	document func(export.List, export.Options) (export.Document, error), give func(export.Document) error,
) error {
	doc, err := document(list, f.options)
	if err != nil {
		return err
	}
	var safety giveout.Safety
	choice := giveout.Choice{Discreet: f.options.Discreet}
	about := safety.Unsure(sensitiveIn(doc), choice)
	if len(about) == 0 {
		return give(doc)
	}
	answer, err := a.isItSafe(ctx, f.safeFlags, about)
	if err != nil {
		return err
	}
	ids := make([]string, 0, len(list.Items))
	for _, it := range list.Items {
		ids = append(ids, it.ID)
	}
	switch safety.Take(answer, about, ids, &choice) {
	case giveout.IsEmpty:
		return errors.New("nothing is left to give out")
	case giveout.IsRead:
		text, err := export.Text(doc)
		if err != nil {
			return err
		}
		a.sayf("Nothing was given out. Read it out from here:\n\n%s", text)
		return nil
	case giveout.GoesOut:
	}
	if answer == giveout.LeaveOut {
		a.sayf("Left out: %s.\n", giveout.Named(about))
	}
	f.options.Discreet = choice.Discreet
	if doc, err = document(without(list, choice.LeftOut), f.options); err != nil {
		return err
	}
	return give(doc)
}

// without returns a list without some services, by their ids.
func without(list export.List, ids []string) export.List {
	list.Items = slices.DeleteFunc(slices.Clone(list.Items), func(it export.Item) bool { return slices.Contains(ids, it.ID) })
	return list
}

// isItSafe returns what a flag says, or else somebody at the terminal.
func (a *app) isItSafe(ctx context.Context, f safeFlags, about []giveout.Sensitive) (giveout.Answer, error) {
	switch {
	case f.safe:
		return giveout.IsSafe, nil
	case f.leaveOut:
		return giveout.LeaveOut, nil
	}
	return a.askIfSafe(ctx, about)
}

// askIfSafe asks somebody at the terminal once whether the person may come to
// harm if somebody else sees what they are given. In a script there is nobody to
// ask, and a flag has to say so.
func (a *app) askIfSafe(ctx context.Context, about []giveout.Sensitive) (giveout.Answer, error) {
	in, isFile := a.in.(*os.File)
	if !isFile || !onTerminal(in) || !onTerminal(a.talk) {
		return 0, usage("somebody else may see it: %s. Nothing was given out: say --safe if it is safe for this person to have this, "+
			"--discreet for a form that does not tell what they do, or --leave-out-sensitive", giveout.Named(about))
	}
	a.sayf("%s %s\n", giveout.IsItSafe, giveout.WhyAsked(about))
	answers := giveout.Answers()
	for i, answer := range answers {
		a.sayf("%d  %s\n", i+1, answer)
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
			return answers[n-1], nil
		}
	}
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
