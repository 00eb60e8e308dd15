package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What may be allocated before main, in bytes: by one of our packages, by one of
// others' and by all of them. It is what every start of every command waits for.
const (
	mostOfOurs   = 80_000
	mostOfOthers = 600_000
	mostOfAll    = 3_500_000
)

// initialised is how Go tells of one package that was made ready before main.
var initialised = regexp.MustCompile(`(?m)^init (\S+) @.* clock, (\d+) bytes`)

// TestLittleHappensBeforeMain looks at what the packages do before main. Tables
// and expressions of which most commands need none are made when they are used.
func TestLittleHappensBeforeMain(t *testing.T) {
	t.Parallel()
	// The program as it is handed out: the detector of races allocates more.
	program := filepath.Join(t.TempDir(), "fettle.exe")
	build := exec.Command("go", "build", "-o", program, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=")
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	cmd := exec.Command(program, "--version")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	var trace bytes.Buffer
	cmd.Stderr = &trace
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, trace.String())
	}
	all, packages := 0, initialised.FindAllStringSubmatch(trace.String(), -1)
	for _, p := range packages {
		var n int
		if _, err := fmt.Sscan(p[2], &n); err != nil {
			t.Fatal(err)
		}
		all += n
		most := mostOfOthers
		if strings.HasPrefix(p[1], "fettle/") {
			most = mostOfOurs
		}
		if n > most {
			t.Errorf("%s allocates %d bytes before main, more than %d", p[1], n, most)
		}
	}
	if len(packages) == 0 || all > mostOfAll {
		t.Errorf("%d packages allocate %d bytes before main, more than %d", len(packages), all, mostOfAll)
	}
}
