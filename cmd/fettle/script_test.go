package main

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	stdsync "sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the scripts call this very program as "fettle", and a real
// terminal start it.
func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
	}
	testscript.Main(m, map[string]func(){
		"fettle": func() {
			os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
		},
	})
}

// TestScripts runs the transcripts in testdata/script. Beside the commands of
// testscript they have:
//
//	exits CODE COMMAND…   runs a command that must end with that exit code
//	serve NAME DIR        serves the feed saved in DIR and puts its address into $NAME:
//	                      page1.json, page2.json … are the list, ID.json the details,
//	                      root.json the answer to its own address
//	cut NAME              ends that server, as when the network is gone
//	spoil FILE            turns one bit in the middle of a file
//	older DIR, newer DIR  make all generations of a library those of another version
func TestScripts(t *testing.T) {
	var servers stdsync.Map // of *httptest.Server by address: scripts run side by side
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		UpdateScripts:       os.Getenv("UPDATE_GOLDEN") != "",
		Setup: func(env *testscript.Env) error {
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("TERM", "dumb")
			env.Setenv("NO_PROXY", "*")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
			"spoil": spoil,
			"older": ofVersion("0"),
			"newer": ofVersion("99"),
			"serve": func(ts *testscript.TestScript, _ bool, args []string) {
				server := httptest.NewServer(savedFeed(ts.MkAbs(args[1])))
				ts.Defer(server.Close)
				servers.Store(server.URL, server)
				ts.Setenv(args[0], server.URL)
			},
			"cut": func(ts *testscript.TestScript, _ bool, args []string) {
				server, ok := servers.Load(ts.Getenv(args[0]))
				if !ok {
					ts.Fatalf("there is no server called %s", args[0])
				}
				server.(*httptest.Server).Close() //nolint:errcheck // nothing else is stored
			},
		},
	})
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	code := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if code != want {
		ts.Fatalf("exit code %d instead of %d", code, want)
	}
}

func spoil(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(args[0])
	data, err := os.ReadFile(path)
	ts.Check(err)
	data[len(data)/2] ^= 1
	ts.Check(os.WriteFile(path, data, 0o600))
}

// ofVersion returns the command that gives the generations in a folder the form
// of another version of the program.
func ofVersion(form string) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, _ bool, args []string) {
		manifests, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), "*", "manifest.json"))
		ts.Check(err)
		if len(manifests) == 0 {
			ts.Fatalf("there is no library in %s", args[0])
		}
		version := regexp.MustCompile(`"version": \d+`)
		for _, path := range manifests {
			data, err := os.ReadFile(path)
			ts.Check(err)
			ts.Check(os.WriteFile(path, version.ReplaceAll(data, []byte(`"version": `+form)), 0o600))
		}
	}
}

// savedFeed serves the files of a folder as a feed.
func savedFeed(dir string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := "root"
		if path := strings.Trim(r.URL.Path, "/"); path == "services" {
			name = "page" + r.URL.Query().Get("page")
		} else if path != "" {
			name = filepath.Base(path)
		}
		if body, err := os.ReadFile(filepath.Join(dir, name+".html")); err == nil {
			w.Header().Set("Content-Type", "text/html")
			_, _ = w.Write(body)
			return
		}
		body, err := os.ReadFile(filepath.Join(dir, name+".json"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(body)
	})
}
