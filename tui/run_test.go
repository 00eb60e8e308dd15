package tui

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"

	"fettle/tui/madeup"
)

func TestTheBackgroundChoosesTheTheme(t *testing.T) {
	t.Parallel()
	for asked, want := range map[string]string{"": "light", "auto": "light", "dark": "dark"} {
		d := newDriver(t, 80, 24, func(d *Deps) { d.Theme = asked })
		d.a.ground(false)
		if d.a.theme.Name != want {
			t.Errorf("the theme %q on a light ground is %s, want %s", asked, d.a.theme.Name, want)
		}
	}
	d := newDriver(t, 80, 24, func(d *Deps) { d.NoColour = true })
	d.a.ground(true)
	if d.a.theme.Name != "no-colour" {
		t.Errorf("without colours the theme is %s", d.a.theme.Name)
	}
}

func TestRunRefusesWhatItCannotUse(t *testing.T) {
	t.Parallel()
	if err := Run(t.Context(), Deps{}, nil, nil, nil); err == nil || !strings.Contains(err.Error(), "not given all") {
		t.Errorf("without anything, Run says %v", err)
	}
	deps := fakeDeps(fakeLibrary(fakeServices()), &madeup.Shortlist{})
	deps.Theme = "pink"
	if err := Run(t.Context(), deps, nil, nil, nil); err == nil || !strings.Contains(err.Error(), `"pink" is not a theme`) {
		t.Errorf("with a pink theme, Run says %v", err)
	}
}

// TestRunInAPipe runs the whole program on bytes instead of a terminal.
func TestRunInAPipe(t *testing.T) {
	t.Parallel()
	deps := fakeDeps(fakeLibrary(fakeServices()), &madeup.Shortlist{})
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var out bytes.Buffer
	if err := Run(ctx, deps, strings.NewReader("walk\r\x03\x03"), &out, []string{"TERM=xterm-256color"}); err != nil {
		t.Fatal(err)
	}
	if ctx.Err() != nil {
		t.Fatal("Ctrl+C twice did not leave")
	}
	if !strings.Contains(out.String(), "\x1b]2;Fettle DEMO\a") {
		t.Error("the window's title was not set")
	}
}
