package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fettle/docs"
	"fettle/index"
	"fettle/internal/config"
	"fettle/internal/need"
	"fettle/internal/paths"
	"fettle/internal/service"
	"fettle/internal/when"
)

// version is set when a release is built.
var version = "development"

// app is one run of the program: where it reads and writes, and the flags that
// every command has.
type app struct {
	in     io.Reader
	out    io.Writer // what was asked for, and nothing else
	talk   io.Writer // everything said beside it
	getenv func(string) string
	// leaveProcessor leaves a processor to other processes from now on; nil leaves
	// none, as where the process is not only ours.
	leaveProcessor func()

	dataDir string
	nowText string
	demo    bool
	trainer bool
	json    bool
	plain   bool

	passphraseFile string // see addPassphrase

	printErr error          // the first failure of printf
	rules    *need.Rules    // see needRules
	inForce  *config.Config // see settings
}

func (a *app) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "fettle",
		Short: "Find community services that fit a person, without a network",
		Long: `Fettle finds community services that fit a person, without a network.

Without a command it opens the finder. Try it on made-up services first: fettle demo
With a screen reader, a braille display or an old console: fettle --plain`,
		Version:       version,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usage("there is no command %q: 'fettle help' lists the commands", args[0])
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return a.open(cmd) },
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return &usageError{err} })
	root.SetVersionTemplate("fettle {{.Version}}\n")
	root.SuggestionsMinimumDistance = 2
	root.CompletionOptions.DisableDefaultCmd = true // see completionCommand
	a.addPlain(root)
	flags := root.PersistentFlags()
	flags.StringVar(&a.dataDir, "data", "", "keep everything in this `folder` instead of the system's own")
	flags.StringVar(&a.nowText, "now", "", "take this as the present `moment`, such as 2026-11-24T10:00 (for practice and tests)")
	flags.BoolVar(&a.demo, "demo", false, "use the built-in, made-up services")
	for _, c := range []*cobra.Command{
		a.demoCommand(), a.searchCommand(), a.showCommand(), a.exportCommand(), a.shortlistCommand(), a.tidyCommand(), a.syncCommand(), a.feedsCommand(), a.changesCommand(), a.searchesCommand(),
		a.placesCommand(), a.conversationCommand(), a.configCommand(), a.doctorCommand(), a.licencesCommand(), a.completionCommand(), a.manCommand(),
	} {
		c.Args = asUsage(c.Args)
		for _, sub := range c.Commands() {
			sub.Args = asUsage(sub.Args)
		}
		root.AddCommand(c)
	}
	root.AddCommand(&cobra.Command{Use: "order", Short: "How services are ordered", Args: asUsage(cobra.NoArgs), Long: strings.TrimSpace(docs.Order())})
	_ = complete(root) // fails for flags that are not there, and it asks first
	return root
}

// asUsage turns a complaint about the arguments into an error of usage.
func asUsage(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if check == nil {
			return nil
		}
		if check(cmd, args) != nil { // its own words are not for people
			return usage("'fettle %s' is written so: %s", strings.TrimPrefix(cmd.CommandPath(), "fettle "), cmd.UseLine())
		}
		return nil
	}
}

// addJSON gives a command the flag that asks for JSON.
func (a *app) addJSON(c *cobra.Command) {
	c.Flags().BoolVar(&a.json, "json", false, "print one JSON document and nothing else")
}

// paths returns where everything is kept.
func (a *app) paths() (paths.Paths, error) {
	var p paths.Paths
	if a.dataDir != "" {
		dir, err := filepath.Abs(a.dataDir)
		if err != nil {
			return p, fmt.Errorf("find the folder %s: %w", a.dataDir, err)
		}
		p = paths.Under(dir)
	} else {
		home, err := os.UserHomeDir()
		if err != nil {
			return p, fmt.Errorf("find your home folder (or say where to keep things with --data): %w", err)
		}
		p = paths.System(a.getenv, runtime.GOOS, home)
	}
	if a.demo {
		p = p.Demo()
	}
	return p, nil
}

// clock returns what tells the time: the system's clock, or one that stands
// at --now.
func (a *app) clock() (func() time.Time, error) {
	if a.nowText == "" {
		return time.Now, nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, a.nowText, when.London()); err == nil {
			return func() time.Time { return t }, nil
		}
	}
	return nil, usage("%q is not a moment: write it like 2026-11-24T10:00", a.nowText)
}

// openLibrary opens the library, making that of the demonstration first when
// it is asked for.
func (a *app) openLibrary(cmd *cobra.Command) (*index.Library, func() time.Time, error) {
	clock, err := a.clock()
	if err != nil {
		return nil, nil, err
	}
	p, err := a.paths()
	if err != nil {
		return nil, nil, err
	}
	if a.demo {
		if err := a.makeDemo(cmd.Context(), p, clock()); err != nil {
			return nil, nil, err
		}
	}
	lib, err := a.openLibraryIn(p)
	return lib, clock, err
}

// openLibraryIn opens the library in its folder, with the synonyms in force.
func (a *app) openLibraryIn(p paths.Paths) (*index.Library, error) {
	rules, err := a.needRules(p)
	if err != nil {
		return nil, err
	}
	lib, err := index.Open(p.Library(), index.Options{Synonyms: rules.Synonyms, Stated: rules.Stated})
	if err == nil && lib.Trouble() != "" {
		a.sayf("fettle: %s\n", lib.Trouble())
	}
	return lib, err
}

// needRules returns the rules that find needs: those built in, the
// organisation's and those in the configuration folder. They are read once. A file
// that can't be used is complained of and left out: it must not keep anybody from
// searching.
func (a *app) needRules(p paths.Paths) (*need.Rules, error) {
	if a.rules != nil {
		return a.rules, nil
	}
	rules, err := need.Default()
	if err != nil {
		return nil, fmt.Errorf("read the built-in rules for needs: %w", err)
	}
	files, unread := filesIn(p, rulesFolder)
	if unread != nil {
		a.sayf("fettle: %v. Until it can be read, its rules are left out.\n", unread)
	}
	if all, err := need.Load(rules, files...); err == nil {
		rules, files = all, nil
	}
	for _, file := range files { // at least one is faulty
		more, err := need.Load(rules, file)
		if err != nil {
			a.sayf("fettle: %v. Until it is put right, that file is left out.\n", err)
			continue
		}
		rules = more
	}
	a.rules = rules
	return rules, nil
}

// locate finds one place; when the words mean several, it takes the first and
// says what the others are.
func (a *app) locate(lib *index.Library, text string) (*service.Near, error) {
	p, err := a.paths()
	if err != nil {
		return nil, err
	}
	finder, err := a.placeFinder(p, lib)
	if err != nil {
		return nil, err
	}
	found, err := finder.Locate(text)
	if err != nil {
		return nil, err
	}
	if len(found) > 1 {
		a.sayf("Taking %s; it could also be", found[0].Name)
		for i, n := range found[1:] {
			if i > 0 {
				a.sayf(",")
			}
			a.sayf(" %s", n.Name)
		}
		a.sayf(".\n")
	}
	if near := found[0]; near.ErrorMiles >= 0.1 {
		a.sayf("%s is known to about %.1f miles, from %s%s.\n", near.Name, near.ErrorMiles, near.Source, beyond(near))
	}
	return &found[0], nil
}

// beyond says how much farther a search goes because the place is known only
// roughly; "" when it goes no farther.
func beyond(near service.Near) string {
	if near.Slack() == 0 {
		return ""
	}
	return fmt.Sprintf(", so the search goes %g miles farther", near.Slack())
}
