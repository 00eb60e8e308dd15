package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"

	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"fettle/internal/config"
	"fettle/internal/paths"
)

// TestPagesNameRealCommands parses every command line that the readme and the
// documents show, in a block or among words, by the program's own commands and
// flags.
func TestPagesNameRealCommands(t *testing.T) {
	pages := append(documents(t), filepath.Join("..", "..", "README.md"))
	lines := 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for number, line := range strings.Split(string(text), "\n") {
			for _, typed := range commandsIn(line) {
				lines++
				if err := parsed(typed); err != nil {
					t.Errorf("%s, line %d: fettle %s: %v", page, number+1, typed, err)
				}
			}
		}
	}
	if lines < 50 {
		t.Errorf("only %d command lines were found", lines)
	}
}

// TestTheSettingsShownAreGood reads the settings that the pages show as a file.
func TestTheSettingsShownAreGood(t *testing.T) {
	shown := 0
	for _, page := range documents(t) {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range strings.Split(string(text), "```toml\n")[1:] {
			block, _, _ = strings.Cut(block, "```")
			file := filepath.Join(t.TempDir(), "config.toml")
			if err := os.WriteFile(file, []byte(block), 0o600); err != nil {
				t.Fatal(err)
			}
			all, err := config.Load(file)
			if err != nil {
				t.Errorf("%s: %v", page, err)
			}
			for _, v := range all.Values {
				if v.File == "" {
					t.Errorf("%s shows a whole file without %s", page, v.Key)
				}
			}
			shown++
		}
	}
	if shown == 0 {
		t.Error("no settings are shown")
	}
}

// TestLinksLeadSomewhere follows the links between pages.
func TestLinksLeadSomewhere(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#:]+)\)`)
	for _, page := range append(documents(t), filepath.Join("..", "..", "README.md")) {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), filepath.FromSlash(m[1]))); err != nil {
				t.Errorf("%s leads to %s: %v", page, m[1], err)
			}
		}
	}
}

// TestEverythingKeptIsOnThePageForIT looks on that page for every file and
// folder that is kept among the data.
func TestEverythingKeptIsOnThePageForIT(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "it.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, stored, _ := strings.Cut(string(text), "## What is stored")
	stored, _, _ = strings.Cut(stored, "\n## ")
	p := paths.Under(filepath.Join("a", "folder"))
	named := []string{p.Demo().Data}
	for i, all := 0, reflect.ValueOf(p); i < all.NumMethod(); i++ {
		if name, ok := all.Method(i).Interface().(func() string); ok {
			named = append(named, name())
		}
	}
	looked := 0
	for _, name := range named {
		if filepath.Dir(name) != p.Data || name == p.Config {
			continue
		}
		looked++
		if !strings.Contains(stored, "`"+filepath.Base(name)+"`") {
			t.Errorf("what is stored lacks %s", filepath.Base(name))
		}
	}
	if looked < 8 {
		t.Errorf("only %d names were looked for", looked)
	}
}

// TestTheMapHasEveryFolder looks for every package in the developers' page, and
// for nothing that is gone.
func TestTheMapHasEveryFolder(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "developers.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, chart, _ := strings.Cut(string(text), "## The map")
	chart, _, _ = strings.Cut(chart, "\n## ")
	var shown []string
	for line := range strings.Lines(chart) {
		folders, _, _ := strings.Cut(strings.TrimPrefix(line, "| "), " | ")
		for i, name := range strings.Split(folders, "`") {
			if i%2 == 1 {
				shown = append(shown, name)
			}
		}
	}
	there := map[string]bool{}
	eachSource(t, func(name string, _ *ast.File, _ *token.FileSet) {
		folder, err := filepath.Rel(filepath.Join("..", ".."), filepath.Dir(name))
		if err != nil {
			t.Fatal(err)
		}
		there[filepath.ToSlash(folder)] = true
	})
	for folder := range there {
		if !slices.Contains(shown, folder) {
			t.Errorf("the map lacks %s", folder)
		}
	}
	for _, folder := range shown {
		if !there[folder] {
			t.Errorf("the map has %s, which is not there", folder)
		}
	}
}

// documents returns the pages in docs.
func documents(t *testing.T) []string {
	t.Helper()
	pages, err := filepath.Glob(filepath.Join("..", "..", "docs", "*.md"))
	if err != nil || len(pages) == 0 {
		t.Fatal(err)
	}
	return pages
}

// inWords is a command among words.
var inWords = regexp.MustCompile("`fettle( [^`]*)?`")

// commandsIn returns the command lines in a line of a page, without the
// program's name.
func commandsIn(line string) []string {
	if rest, ok := strings.CutPrefix(line, "    "); ok {
		rest = strings.TrimPrefix(rest, "$ ")
		if rest != "fettle" && !strings.HasPrefix(rest, "fettle ") {
			return nil
		}
		rest, _, _ = strings.Cut(rest+" ", " # ")
		rest, _, _ = strings.Cut(rest, " > ")
		return []string{strings.TrimSpace(strings.TrimPrefix(rest, "fettle"))}
	}
	var all []string
	for _, found := range inWords.FindAllStringSubmatch(line, -1) {
		rest, _, _ := strings.Cut(found[1], " | ")
		all = append(all, strings.TrimSpace(rest))
	}
	return all
}

// parsed parses a command line as the program would, and runs nothing.
func parsed(line string) error {
	a := &app{out: &bytes.Buffer{}, talk: &bytes.Buffer{}, getenv: func(string) string { return "" }}
	root := a.rootCommand()
	root.InitDefaultHelpCmd()
	c, rest, err := root.Find(wordsOf(line))
	if err != nil {
		return err
	}
	c.InitDefaultHelpFlag()
	c.InitDefaultVersionFlag()
	if err := c.ParseFlags(rest); err != nil {
		return err
	}
	words := c.Flags().Args()
	if c.Name() == "help" {
		return isCommand(root, words)
	}
	if (c == root || c.HasSubCommands()) && len(words) > 0 {
		return fmt.Errorf("there is no command %q", words[0])
	}
	return nil
}

func isCommand(root *cobra.Command, words []string) error {
	c, rest, err := root.Find(words)
	if err == nil && (c == root && len(words) > 0 || len(rest) > 0) {
		err = fmt.Errorf("there is no command %q", strings.Join(words, " "))
	}
	return err
}

// inSentences is a command in what the program says: 'fettle sync'.
var inSentences = regexp.MustCompile(`'fettle ([^'%]*)'`)

// TestTheProgramNamesRealCommands parses every command that the program tells
// people to type, wherever in its sources it stands.
func TestTheProgramNamesRealCommands(t *testing.T) {
	found := 0
	eachSource(t, func(path string, file *ast.File, set *token.FileSet) {
		if strings.HasSuffix(path, "_test.go") {
			return
		}
		ast.Inspect(file, func(n ast.Node) bool {
			text, ok := n.(*ast.BasicLit)
			if !ok || text.Kind != token.STRING {
				return true
			}
			value, err := strconv.Unquote(text.Value)
			if err != nil {
				t.Fatal(path, err)
			}
			for _, m := range inSentences.FindAllStringSubmatch(strings.ReplaceAll(value, "\n", " "), -1) {
				found++
				if err := parsed(m[1]); err != nil {
					t.Errorf("%s: 'fettle %s': %v", set.Position(text.Pos()), m[1], err)
				}
			}
			return true
		})
	})
	if found < 30 {
		t.Errorf("only %d commands were found", found)
	}
}

// eachSource calls back with every Go file of the project.
func eachSource(t *testing.T, visit func(path string, file *ast.File, set *token.FileSet)) {
	t.Helper()
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && path != root || slices.Contains([]string{"bin", "dist", "testdata"}, d.Name()) && path != filepath.Join(root, "cmd", "dist")) {
			return fs.SkipDir
		}
		if d.IsDir() || filepath.Ext(path) != ".go" {
			return nil
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		visit(path, file, set)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
