package tui

import (
	"context"
	"errors"
	"fmt"
	"io"

	tea "charm.land/bubbletea/v2"

	"fettle/tui/layout"
)

// framesPerSecond is the most that the library allows: what a key does is seen
// at most one frame later.
const framesPerSecond = 120

// Run opens the finder on a terminal and returns when the person leaves or the
// context ends. The environment is that of the terminal, as os.Environ gives it.
// An error says in plain words why the finder could not open or had to stop;
// the terminal is as it was before in any case.
func Run(ctx context.Context, d Deps, in io.Reader, out io.Writer, environ []string) error {
	if err := d.check(); err != nil {
		return err
	}
	a, err := newApp(ctx, d)
	if err != nil {
		return err
	}
	program := tea.NewProgram(a, tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(out),
		tea.WithEnvironment(environ), tea.WithFPS(framesPerSecond), tea.WithFilter(saneSize),
		// Signals end the context. Handled twice, they can hang the program at its end.
		tea.WithoutSignalHandler())
	_, err = program.Run()
	a.search.stop()
	a.endUpdate()
	switch {
	case ctx.Err() != nil, errors.Is(err, tea.ErrInterrupted):
		// Being told to stop is no failure.
		return nil //nolint:nilerr // the error is the stop that was asked for
	case err == nil:
		return nil
	case errors.Is(err, tea.ErrProgramPanic):
		return fmt.Errorf("the finder stopped because of a fault of its own; your shortlist is saved: %w", err)
	}
	return fmt.Errorf("the finder can't use this terminal: %w", err)
}

// saneSize replaces the size that some terminals report when they know none,
// before the library's own renderer takes it up.
func saneSize(_ tea.Model, msg tea.Msg) tea.Msg {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		size.Width, size.Height = layout.Size(size.Width, size.Height)
		return size
	}
	return msg
}
