package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"fettle/tui/plain"
)

// addPlain gives a command that opens the finder the flag for plain mode.
func (a *app) addPlain(c *cobra.Command) {
	c.Flags().BoolVar(&a.plain, "plain", false, "speak line by line, for screen readers and old consoles (also with ACCESSIBLE=1, TERM=dumb, or plain = true in the settings)")
}

// plainly reports whether the finder speaks line by line instead of drawing a
// screen, and says why and how to change that. The flag counts more than the
// environment, and that more than the settings. A dumb terminal asks for it; where there is no terminal at all,
// only a person can.
func (a *app) plainly(cmd *cobra.Command) (why string, plainly bool) {
	if cmd.Flags().Changed("plain") {
		return "Without --plain it opens the screen.", a.plain
	}
	if why := a.accessible(); why != "" {
		return why + "; --plain=false opens the screen.", true
	}
	return "This terminal has no screen; --plain=false tries all the same.", a.onTerminal() && a.dumb()
}

// accessible says what asks for lines that are read out, "" when nothing does: the
// environment, and where that says nothing the settings.
func (a *app) accessible() (why string) {
	switch strings.ToLower(strings.TrimSpace(a.getenv("ACCESSIBLE"))) {
	case "":
		if a.settings().Plain {
			return "Your settings ask for this"
		}
		return ""
	case "0", "no", "false", "off":
		return ""
	}
	return "ACCESSIBLE is set"
}

// dumb reports whether the terminal can do nothing but print lines.
func (a *app) dumb() bool { return a.getenv("TERM") == "dumb" }

// talkPlainly talks line by line, and leaves the terminal as it was. It also
// works without a terminal: then the lines are those of a file or another
// program, and are repeated in the output.
func (a *app) talkPlainly(ctx context.Context, why string, talk func(context.Context, plain.Options) error) error {
	// The first Ctrl+C only stops an answer, so it must not end everything.
	ctx, stop := signal.NotifyContext(context.WithoutCancel(ctx), syscall.SIGTERM)
	defer stop()
	interrupts, done := ctrlC()
	defer done()
	secret, hidden, restore := secretFrom(a.in)
	defer restore()
	return talk(ctx, plain.Options{
		In: a.in, Out: a.out, Echo: !onTerminal(a.in), Width: widthOf(a.out), Interrupts: interrupts, Secret: secret, Hidden: hidden, Why: why,
	})
}

// hiddenWithin is how long is waited at most until a terminal shows nothing.
const hiddenWithin = time.Second

// secretFrom returns what reads a line from a terminal without showing it, what
// waits until the terminal shows nothing, which is when the reading has begun, and
// what leaves the terminal as it was; nil, nil and nothing for what is no terminal.
func secretFrom(in io.Reader) (read func() (string, error), hidden, restore func()) {
	f, ok := in.(*os.File)
	if !ok || !onTerminal(in) {
		return nil, nil, func() {}
	}
	fd := int(f.Fd())
	before, err := term.GetState(fd)
	if err != nil {
		return nil, nil, func() {}
	}
	read = func() (string, error) {
		text, err := term.ReadPassword(fd)
		return string(text), err
	}
	hidden = func() {
		for range hiddenWithin / time.Millisecond {
			if now, err := term.GetState(fd); err != nil || *now != *before {
				return
			}
			time.Sleep(time.Millisecond)
		}
	}
	return read, hidden, func() { _ = term.Restore(fd, before) } // nobody is there to be told
}

// ctrlC returns what receives each Ctrl+C, and what ends that.
func ctrlC() (pressed <-chan struct{}, done func()) {
	signals, out, end := make(chan os.Signal, 1), make(chan struct{}), make(chan struct{})
	signal.Notify(signals, os.Interrupt)
	go func() {
		for {
			select {
			case <-signals:
				select {
				case out <- struct{}{}:
				case <-end:
					return
				}
			case <-end:
				return
			}
		}
	}()
	return out, func() { signal.Stop(signals); close(end) }
}

// onTerminal reports whether somebody at a terminal types and reads.
func (a *app) onTerminal() bool { return onTerminal(a.in) && onTerminal(a.out) }

// onTerminal reports whether something that is read or written is a terminal.
func onTerminal(v any) bool {
	f, ok := v.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// widthOf returns what says how wide a terminal is; nil for what is none.
func widthOf(out io.Writer) func() int {
	f, ok := out.(*os.File)
	if !ok || !onTerminal(out) {
		return nil
	}
	return func() int {
		width, _, err := term.GetSize(int(f.Fd()))
		if err != nil {
			return 0
		}
		return width
	}
}
