package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"fettle/internal/demo"
	"fettle/tui/firstrun"
)

// newcomer is a program in a folder with nothing in it.
func newcomer(t *testing.T) (*app, *bytes.Buffer, *cobra.Command) {
	t.Helper()
	said := &bytes.Buffer{}
	a := &app{in: strings.NewReader(""), out: said, talk: said, getenv: func(string) string { return "" }, dataDir: t.TempDir(), nowText: "2026-11-23T10:00"}
	cmd := &cobra.Command{}
	cmd.SetContext(t.Context())
	return a, said, cmd
}

func settled(t *testing.T, a *app, cmd *cobra.Command, choice firstrun.Choice) (here, error) {
	t.Helper()
	h, err := a.here()
	if err != nil {
		t.Fatal(err)
	}
	return h, a.settle(cmd, h, choice)
}

func TestTheFirstStartWithAFileIsReady(t *testing.T) {
	feeds, err := demo.Feeds("2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "our list.json")
	if err := os.WriteFile(file, feeds[0].Body, 0o600); err != nil {
		t.Fatal(err)
	}
	a, said, cmd := newcomer(t)
	h, err := settled(t, a, cmd, firstrun.Choice{Place: "Settle", Theme: "dark", Source: file})
	if err != nil {
		t.Fatalf("%v: %s", err, said.String())
	}
	written, err := os.ReadFile(h.ConfigFile())
	if err != nil || !strings.Contains(string(written), `place = "Settle"`) || !strings.Contains(string(written), `theme = "dark"`) {
		t.Errorf("written is %q (%v)", written, err)
	}
	if got := a.settings(); got.Place != "Settle" || got.Theme != "dark" || a.home() != "Settle" || a.demo {
		t.Errorf("in force is %+v, in the demonstration: %v", got, a.demo)
	}
	lib, err := a.openLibraryIn(h.Paths)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lib.Close() }()
	if n := lib.Contents().Services; n < 100 {
		t.Errorf("the library has %d services", n)
	}
	if first, err := a.isFirst(); first || err != nil {
		t.Errorf("the questions would be asked again (%v)", err)
	}
}

func TestTheFirstStartSkippedIsTheDemonstration(t *testing.T) {
	a, _, cmd := newcomer(t)
	h, err := settled(t, a, cmd, firstrun.Choice{})
	if err != nil || !a.demo || a.home() != "" {
		t.Errorf("the demonstration is opened: %v (%v)", a.demo, err)
	}
	if exists(h.ConfigFile()) {
		t.Error("settings were written though all was skipped")
	}
}

func TestTheFirstStartSaysWhatWentWrong(t *testing.T) {
	a, said, cmd := newcomer(t)
	_, err := settled(t, a, cmd, firstrun.Choice{Source: filepath.Join(t.TempDir(), "missing.json"), Place: "Settle"})
	if err == nil || !strings.Contains(err.Error(), "fettle demo") || a.demo || !strings.Contains(said.String(), "missing.json") {
		t.Errorf("the error is %v, said is %q", err, said.String())
	}
}

func TestOfferedFeedsHaveServices(t *testing.T) {
	feeds := offeredFeeds()
	if len(feeds) < 3 {
		t.Fatalf("%d feeds are offered", len(feeds))
	}
	for _, f := range feeds {
		if f.Services < 1 || f.Label == "" || f.Key == "oruk-navigator" {
			t.Errorf("offered is %+v", f)
		}
	}
}
