package plain

import (
	"context"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fettle/tui"
	"fettle/tui/madeup"
)

// What may bring harm is given out only as it was answered, and a next person is
// asked about anew.
func TestNothingThatMayBringHarmIsGivenUnasked(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		lines []string
		want  []string
	}{
		"not answered": {[]string{"1", "b", "write", "b", "copy", "b", "mail", "b", "message"}, nil},
		"twice":        {[]string{"1", "4", "write", "7", "write"}, []string{"write html", "write html, discreet"}},
		"discreet":     {[]string{"1", "1", "copy"}, []string{"write html, discreet", "copy html, discreet"}},
		"left out":     {[]string{"2", "2"}, []string{"copy html, without example/03"}},
		"read out":     {[]string{"1", "3"}, nil},
		"safe":         {[]string{"1", "4", "e", "4", "mail"}, []string{"write html", "open in mail sms"}},
		"next person":  {[]string{"1", "4", "n", "m", "s 4", "e", "1", "1"}, []string{"write html"}},
		"copied list":  {[]string{"b", "copy list", "4", "b", "copy list"}, []string{"copy text, names and numbers only", "copy text, names and numbers only"}},
		"was discreet": {[]string{"7", "write"}, []string{"write html, discreet"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var given *madeup.Giving
			deps := fake(t, func(d *tui.Deps, _ *madeup.Library, _ *madeup.Shortlist) { given = d.Giving.(*madeup.Giving) }) //nolint:errcheck // it is one
			hold(t, deps, strings.Join(append([]string{"m", "s 1 4", "e", "1"}, c.lines...), "\n")+"\n")
			if diff := cmp.Diff(c.want, given.Did); diff != "" {
				t.Errorf("given out is (- want, + got)\n%s", diff)
			}
		})
	}
}

func TestCtrlCStopsAnUpdate(t *testing.T) {
	t.Parallel()
	lines, typing := io.Pipe()
	interrupts, out := make(chan struct{}), make(chan string, 100)
	deps := fake(t, func(d *tui.Deps, _ *madeup.Library, _ *madeup.Shortlist) {
		d.Updates = &fakeUpdates{during: func(ctx context.Context) { <-ctx.Done() }}
	})
	done := make(chan error, 1)
	go func() {
		done <- Run(context.Background(), deps, Options{In: lines, Out: channel(out), Interrupts: interrupts})
	}()
	hears := func(want string) {
		t.Helper()
		for deadline := time.After(10 * time.Second); ; {
			select {
			case got := <-out:
				if strings.Contains(got, want) {
					return
				}
			case <-deadline:
				t.Fatalf("%q is never said", want)
			}
		}
	}
	types := func(line string) {
		t.Helper()
		if _, err := io.WriteString(typing, line+"\n"); err != nil {
			t.Fatal(err)
		}
	}
	types("update now")
	hears("example: reading the list, 12 of 40.\n")
	interrupts <- struct{}{}
	hears("Stopped. Ctrl+C twice, or q, leaves.\nThe update was stopped.")
	types("club")
	hears("3 services")
	types("q")
	hears(goodbye)
	if err := <-done; err != nil {
		t.Error(err)
	}
}
