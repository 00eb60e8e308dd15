package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// systems are those that the program is built for.
func systems() []string {
	return []string{"darwin/amd64", "darwin/arm64", "linux/amd64", "linux/arm64", "windows/amd64", "windows/arm64"}
}

// part is one module that is built in, with the texts of its licences.
type part struct {
	name, version string
	kinds         []string
	texts         []string
}

// listed is what `go list` says of one package.
type listed struct {
	Dir      string
	Standard bool
	Module   *struct {
		Path, Version, Dir string
		Main               bool
		Replace            *struct{ Version string }
	}
}

// ours reports whether a package is of this repository: of its own module, or
// of one that stands in for another's.
func (l listed) ours() bool {
	return l.Module.Main || l.Module.Replace != nil && l.Module.Replace.Version == ""
}

// collect returns the file: a line for each part, then the texts, each once.
func collect(ctx context.Context, root string) (string, error) {
	parts := map[string]*part{}
	seen := map[string]bool{}
	for _, system := range systems() {
		packages, err := packagesOn(ctx, root, system)
		if err != nil {
			return "", err
		}
		for _, p := range packages {
			if p.Standard || p.Module == nil || p.ours() || seen[p.Dir] {
				continue
			}
			seen[p.Dir] = true
			one := parts[p.Module.Path]
			if one == nil {
				one = &part{name: p.Module.Path, version: p.Module.Version}
				parts[p.Module.Path] = one
			}
			if err := one.read(p.Dir, p.Module.Dir); err != nil {
				return "", err
			}
		}
	}
	golang, err := standardLibrary(ctx, root)
	if err != nil {
		return "", err
	}
	all := []*part{golang}
	for _, p := range parts {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b *part) int { return cmp.Compare(a.name, b.name) })
	for _, p := range all {
		if len(p.texts) == 0 {
			return "", fmt.Errorf("%s %s has no file with a licence", p.name, p.version)
		}
	}
	return written(all), nil
}

// packagesOn returns the packages that the program is made of on a system, such
// as "linux/amd64".
func packagesOn(ctx context.Context, root, system string) ([]listed, error) {
	goos, goarch, _ := strings.Cut(system, "/")
	cmd := exec.CommandContext(ctx, "go", "list", "-deps", "-json=Dir,Standard,Module", "./cmd/fettle")
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0")
	var trouble bytes.Buffer
	cmd.Stderr = &trouble
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("list the packages of %s: %w: %s", system, err, trouble.String())
	}
	var all []listed
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var one listed
		err := d.Decode(&one)
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read the packages of %s: %w", system, err)
		}
		all = append(all, one)
	}
}

// standardLibrary returns Go's own library. Its version is left out: it is that
// of whoever builds, and its licence is the same in all.
func standardLibrary(ctx context.Context, root string) (*part, error) {
	cmd := exec.CommandContext(ctx, "go", "env", "GOROOT")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("find Go: %w", err)
	}
	dir := strings.TrimSpace(string(out))
	p := &part{name: "Go and its standard library"}
	return p, p.read(dir, dir)
}

// licenceFile is what files with licences and notices are called.
var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice)([-_.].*)?$`)

// read takes in the licences in a package's folder and in those above it, up to
// its module's.
func (p *part) read(dir, top string) error {
	for ; ; dir = filepath.Dir(dir) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return fmt.Errorf("look for the licence of %s: %w", p.name, err)
		}
		for _, e := range entries {
			if e.IsDir() || !licenceFile.MatchString(e.Name()) || filepath.Ext(e.Name()) == ".go" {
				continue
			}
			data, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err != nil {
				return fmt.Errorf("read the licence of %s: %w", p.name, err)
			}
			if err := p.add(e.Name(), string(data)); err != nil {
				return err
			}
		}
		if dir == top || dir == filepath.Dir(dir) {
			return nil
		}
	}
}

// add takes in one text.
func (p *part) add(file, text string) error {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t\f")
	}
	text = strings.Trim(strings.Join(lines, "\n"), "\n")
	if slices.Contains(p.texts, text) {
		return nil
	}
	p.texts = append(p.texts, text)
	if strings.HasPrefix(strings.ToLower(file), "notice") {
		return nil
	}
	kinds := kindsOf(text)
	if len(kinds) == 0 {
		return fmt.Errorf("%s has a licence that is not known here, in its file %s: read it, and whether it may be passed on so, before it is built in", p.name, file)
	}
	for _, k := range kinds {
		if !slices.Contains(p.kinds, k) {
			p.kinds = append(p.kinds, k)
		}
	}
	return nil
}

// space is what words of a licence are apart by.
var space = regexp.MustCompile(`\s+`)

// kindsOf returns the names of the licences in a text, by sentences that each of
// them has.
func kindsOf(text string) []string {
	text = strings.ToLower(space.ReplaceAllString(text, " "))
	var kinds []string
	for _, k := range []struct{ name, says, not string }{
		{"Apache-2.0", "apache license version 2.0", ""},
		{"Apache-2.0", "apache license, version 2.0", "apache license version 2.0"},
		{"MIT", "permission is hereby granted, free of charge", ""},
		{"ISC", "permission to use, copy, modify, and/or distribute this software for any purpose with or without fee", ""},
		{"BSD-3-Clause", "neither the name", ""},
		{"BSD-3-Clause", "the names of its contributors may not be used", "neither the name"},
		{"BSD-2-Clause", "redistributions in binary form must reproduce", "neither the name"},
	} {
		if strings.Contains(text, k.says) && (k.not == "" || !strings.Contains(text, k.not)) && !slices.Contains(kinds, k.name) {
			kinds = append(kinds, k.name)
		}
	}
	return kinds
}

// rule is the line between texts.
var rule = strings.Repeat("-", 78)

// written returns the file.
func written(all []*part) string {
	var b strings.Builder
	width := 0
	for _, p := range all {
		width = max(width, len(p.name))
	}
	var texts []string
	users := map[string][]string{}
	for _, p := range all {
		fmt.Fprintf(&b, "%-*s  %s\n", width, p.name, strings.TrimSpace(strings.Join(p.kinds, ", ")+"  "+p.version))
		for _, text := range p.texts {
			if users[text] == nil {
				texts = append(texts, text)
			}
			users[text] = append(users[text], p.name)
		}
	}
	for _, text := range texts {
		fmt.Fprintf(&b, "\n%s\n%s\n\n%s\n", rule, strings.Join(users[text], "\n"), text)
	}
	return b.String()
}
