package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"fettle/internal/config"
)

// The names of what is configured in files of its own, in the organisation's
// folder and in a person's own.
const (
	settingsFile = "config.toml"
	dangerFile   = "danger.txt"
	rulesFolder  = "rules"

	conversationsFolder = "conversations"
	personasFolder      = "personas"
	cardsFolder         = "cards"
)

func (a *app) configCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "config",
		Short: "Show the settings in force and where each comes from",
		Long: `Shows every setting with its value and where it comes from: built in, the folder
that your organisation rolls out, or your own file, which holds over both.

Your own settings are lines such as  theme = "dark"  in the file named below the
table. 'fettle config set' writes one for you. A file with a mistake in it is
left out whole; the line, the key and the right spelling are named, and the exit
code is 1.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.showConfig() },
	}
	a.addJSON(c)
	c.AddCommand(&cobra.Command{
		Use:   "set KEY VALUE",
		Short: "Write one of your own settings, such as: fettle config set theme dark",
		Args:  cobra.ExactArgs(2),
		RunE:  func(_ *cobra.Command, args []string) error { return a.setConfig(args[0], args[1]) },
	})
	return c
}

// settings returns the settings in force. What is wrong with a file of them is
// said once; the others hold then.
func (a *app) settings() config.Config {
	if a.inForce == nil {
		all, err := a.loadSettings()
		if err != nil {
			a.sayf("fettle: %s\n", err)
		}
		a.inForce = &all.Config
	}
	return *a.inForce
}

func (a *app) loadSettings() (config.Settings, error) {
	p, err := a.paths()
	if err != nil {
		return config.Settings{Config: config.Default()}, err
	}
	return config.Load(p.Layers(settingsFile)...)
}

// configJSON is the settings in JSON.
type configJSON struct {
	Settings []settingJSON `json:"settings"`
	// Files are the other files of configuration that are there.
	Files []string `json:"files"`
	// Own and Organisation are the folders of configuration, whether they are
	// there or not; Organisation is null when there can be none.
	Own          string  `json:"own"`
	Organisation *string `json:"organisation"`
	// Faults are what is wrong with files that are left out.
	Faults []string `json:"faults"`
}

type settingJSON struct {
	Key string `json:"key"`
	// Value is as it is written in a file.
	Value string  `json:"value"`
	File  *string `json:"file"`
	Line  *int    `json:"line"`
}

func (a *app) showConfig() error {
	p, err := a.paths()
	if err != nil {
		return err
	}
	all, wrong := a.loadSettings()
	var files []string
	for _, folder := range []string{rulesFolder, conversationsFolder, personasFolder, cardsFolder} {
		in, unread := filesIn(p, folder)
		files, wrong = append(files, in...), errors.Join(wrong, unread)
	}
	if danger := holding(p, dangerFile); exists(danger) {
		files = append(files, danger)
	}
	if a.json {
		out := configJSON{Settings: []settingJSON{}, Files: append([]string{}, files...), Own: p.Config, Organisation: stated(p.Organisation), Faults: faultLines(wrong)}
		for _, v := range all.Values {
			one := settingJSON{Key: v.Key, Value: v.Text, File: stated(v.File)}
			if v.Line > 0 {
				one.Line = &v.Line
			}
			out.Settings = append(out.Settings, one)
		}
		if err := a.printJSON(out); err != nil {
			return err
		}
		return wrong
	}
	rows := []string{"KEY\tVALUE\tFROM"}
	for _, v := range all.Values {
		from := "built in"
		if v.File != "" {
			from = v.File
		}
		if v.Line > 0 {
			from += fmt.Sprintf(", line %d", v.Line)
		}
		rows = append(rows, v.Key+"\t"+v.Text+"\t"+from)
	}
	if err := a.printTable(rows); err != nil {
		return err
	}
	a.printf("\nYour own settings: %s%s\n", p.ConfigFile(), notThere(p.ConfigFile()))
	if p.Organisation != "" {
		a.printf("Your organisation's folder: %s%s\n", p.Organisation, notThere(p.Organisation))
	}
	for _, file := range files {
		a.printf("Also in force: %s\n", file)
	}
	return wrong
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func notThere(path string) string {
	if exists(path) {
		return ""
	}
	return " (not there)"
}

// faultLines returns what is wrong, one fault a line.
func faultLines(err error) []string {
	if err == nil {
		return []string{}
	}
	return strings.Split(err.Error(), "\n")
}

func (a *app) setConfig(key, value string) error {
	p, err := a.paths()
	if err != nil {
		return err
	}
	if err := config.Set(p.ConfigFile(), key, value); err != nil {
		return &usageError{err}
	}
	a.printf("Set %s in %s.\n", key, p.ConfigFile())
	return nil
}
