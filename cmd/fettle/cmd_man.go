package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func (a *app) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man",
		Short: "Print the manual page, for: fettle man | man -l -",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			a.printf("%s", manualPage(cmd.Root()))
			return nil
		},
	}
}

// manualPage writes one page for the whole program in the language of man(7).
func manualPage(root *cobra.Command) string {
	m := &manual{}
	m.line(`.TH FETTLE 1 "" "Fettle %s" "Fettle"`, roff(version))
	m.section("NAME")
	m.line(`fettle \- %s`, roff(lowerFirst(root.Short)))
	m.section("SYNOPSIS")
	m.line(`.B fettle`)
	m.line(`.RI [ command ] " " [ flags ]`)
	m.section("DESCRIPTION")
	m.text(root.Long)
	m.flags(root.LocalNonPersistentFlags())
	m.section("COMMANDS")
	for _, c := range allCommands(root) {
		if c == root || c.Hidden || c.Name() == "order" {
			continue
		}
		m.line(".SS %s", roff(c.UseLine()))
		if c.Long != "" {
			m.text(c.Long)
		} else {
			m.text(c.Short + ".")
		}
		m.flags(c.NonInheritedFlags())
	}
	m.section("FLAGS OF EVERY COMMAND")
	m.flags(root.PersistentFlags())
	m.section("EXIT STATUS")
	for code, means := range exitCodes() {
		m.line(".TP\n.B %d\n%s", code, roff(means))
	}
	m.section("ENVIRONMENT")
	for _, v := range environment() {
		m.line(".TP\n.B %s\n%s", v[0], roff(v[1]))
	}
	m.section("FILES")
	m.text("'fettle config' names the files of settings and the organisation's folder; 'fettle doctor' names the others.")
	return m.b.String()
}

// environment returns the variables of the environment that the program heeds,
// each with what it does.
func environment() [][2]string {
	return [][2]string{
		{"FETTLE_ORGANISATION", "the folder with what your organisation rolls out, in place of the system's"},
		{"ACCESSIBLE", "the finder as lines that are read out instead of a screen, whatever it is set to but 0; as --plain"},
		{"TERM", "dumb says that the terminal only prints lines, so that the finder does; as --plain"},
		{"NO_COLOR", "no colours, whatever it is set to"},
		{"HTTPS_PROXY, HTTP_PROXY, NO_PROXY", "the proxy that feeds are fetched through"},
		{"SSL_CERT_FILE, SSL_CERT_DIR", "certificates to trust, on Linux"},
		{"XDG_DATA_HOME, XDG_CONFIG_HOME", "where things are kept, on Linux"},
	}
}

// manual is a manual page as it is written.
type manual struct{ b strings.Builder }

func (m *manual) line(format string, args ...any) { fmt.Fprintf(&m.b, format+"\n", args...) }

func (m *manual) section(title string) { m.line(".SH %s", title) }

// text writes paragraphs. Lines that are indented stand as they are.
func (m *manual) text(text string) {
	kept := false
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if indented := strings.HasPrefix(line, "  "); indented != kept {
			kept = indented
			m.line(map[bool]string{true: ".nf", false: ".fi"}[kept])
		}
		if line == "" {
			m.line(".PP")
			continue
		}
		m.line("%s", roff(line))
	}
	if kept {
		m.line(".fi")
	}
}

func (m *manual) flags(flags *pflag.FlagSet) {
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" || f.Name == "version" {
			return
		}
		kind, says := pflag.UnquoteUsage(f)
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		m.line(".TP\n.B %s", roff(strings.TrimSpace(name+" "+kind)))
		m.line("%s", roff(says))
	})
}

// roff writes text so that it is shown as it stands.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text
	}
	return text
}

func lowerFirst(text string) string { return strings.ToLower(text[:1]) + text[1:] }
