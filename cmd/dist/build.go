package main

import (
	"bytes"
	"context"
	_ "embed" // for the file that starts it on Windows
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// windowsStart opens the program in Windows Terminal. A shortcut (.lnk) can't be
// handed out, as it holds the path of the program on one machine.
//
//go:embed Fettle.cmd
var windowsStart string

// startFile returns the file that opens the program on Windows. Its lines end as
// cmd.exe wants them: without, it misses labels.
func startFile() []byte { return []byte(strings.ReplaceAll(windowsStart, "\n", "\r\n")) }

// build makes the archives of one commit.
type build struct {
	root string
	temp string
	// version is the name of the commit.
	version   string
	goVersion string
	// made is the time that all files in the archives bear: that of the commit.
	made time.Time
}

func newBuild(ctx context.Context, root string) (*build, error) {
	b := &build{root: root}
	var err error
	if b.goVersion, err = b.output(ctx, "go", "env", "GOVERSION"); err != nil {
		return nil, err
	}
	if b.version, err = b.output(ctx, "git", "describe", "--tags", "--always", "--dirty", "--abbrev=12"); err != nil {
		return nil, err
	}
	seconds, err := b.output(ctx, "git", "log", "-1", "--format=%ct")
	if err != nil {
		return nil, err
	}
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("read the time of the commit: %w", err)
	}
	b.made = time.Unix(n, 0).UTC()
	if b.temp, err = os.MkdirTemp("", "fettle-dist-"); err != nil {
		return nil, fmt.Errorf("make a folder to build in: %w", err)
	}
	return b, nil
}

// close removes what was built on the way.
func (b *build) close() { _ = os.RemoveAll(b.temp) } // the system clears such folders too

// output runs a program in the root of the repository and returns what it
// prints.
func (b *build) output(ctx context.Context, name string, args ...string) (string, error) {
	out, err := b.run(exec.CommandContext(ctx, name, args...))
	return strings.TrimSpace(string(out)), err
}

func (b *build) run(cmd *exec.Cmd) ([]byte, error) {
	var trouble bytes.Buffer
	cmd.Dir = b.root
	cmd.Stderr = &trouble
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, trouble.String())
	}
	return out, nil
}

// program builds the program for a system and returns the path of its file.
// Nothing of the machine that it is built on goes into it. What debuggers read is
// left out at the end, so it is not made either: that is a fifth of the work.
func (b *build) program(ctx context.Context, goos, goarch string) (string, error) {
	out := filepath.Join(b.temp, goos+"-"+goarch)
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-mod=readonly", "-buildvcs=false",
		"-gcflags", "all=-dwarf=false", "-ldflags", "-s -w -buildid= -X main.version="+b.version, "-o", out, "./cmd/fettle")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+goos, "GOARCH="+goarch,
		"GOFLAGS=", "GOEXPERIMENT=", "GOAMD64=v2", "GOARM64=v8.0", "GOWORK=off")
	_, err := b.run(cmd)
	return out, err
}

// printed are the files that the program prints itself, by their names in the
// archives.
func printed() map[string][]string {
	return map[string][]string{
		"LICENCES.txt":                      {"licences", "--full"},
		"man/fettle.1":                      {"man"},
		"completions/bash/fettle":           {"completion", "bash"},
		"completions/zsh/_fettle":           {"completion", "zsh"},
		"completions/fish/fettle.fish":      {"completion", "fish"},
		"completions/powershell/fettle.ps1": {"completion", "powershell"},
	}
}

// common returns the files that are in every archive.
func (b *build) common(ctx context.Context) ([]entry, error) {
	program, err := b.program(ctx, runtime.GOOS, runtime.GOARCH)
	if err != nil {
		return nil, err
	}
	var files []entry
	for name, args := range printed() {
		data, err := b.run(exec.CommandContext(ctx, program, append(args, "--data", filepath.Join(b.temp, "data"))...))
		if err != nil {
			return nil, err
		}
		files = append(files, entry{name: name, data: data})
	}
	kept, err := b.output(ctx, "git", "ls-files", "README.md", "LICENSE", "docs")
	if err != nil {
		return nil, err
	}
	for name := range strings.Lines(kept) {
		if name = strings.TrimSpace(name); path.Ext(name) == ".go" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(b.root, filepath.FromSlash(name)))
		if err != nil {
			return nil, fmt.Errorf("read what goes into the archives: %w", err)
		}
		files = append(files, entry{name: name, data: data})
	}
	return files, nil
}

// archive builds the program for one system, such as "linux/amd64", and packs it
// with the files that are in every archive.
func (b *build) archive(ctx context.Context, system string, common []entry) (archive, error) {
	if !slices.Contains(systems(), system) {
		return archive{}, fmt.Errorf("%q is not a system that it is built for: those are %s", system, strings.Join(systems(), ", "))
	}
	goos, goarch, _ := strings.Cut(system, "/")
	built, err := b.program(ctx, goos, goarch)
	if err != nil {
		return archive{}, err
	}
	data, err := os.ReadFile(built)
	if err != nil {
		return archive{}, fmt.Errorf("read the program: %w", err)
	}
	name := "fettle-" + b.version + "-" + strings.Replace(goos, "darwin", "macos", 1) + "-" + goarch
	if goos == "windows" {
		return zipped(name, append(slices.Clone(common), entry{"fettle.exe", data, true}, entry{"Fettle.cmd", startFile(), true}), b.made)
	}
	return tarred(name, append(slices.Clone(common), entry{"fettle", data, true}), b.made)
}
