package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fettle/index"
	"fettle/internal/atomicfile"
	"fettle/internal/config"
	"fettle/internal/export"
	"fettle/internal/service"
	"fettle/internal/shortlist"
	"fettle/internal/when"
)

// exportFormat is one form that a shortlist can leave in.
type exportFormat struct {
	name, extension string
	render          func(export.Document) ([]byte, error)
}

func exportFormats() []exportFormat {
	return []exportFormat{
		{"html", "html", export.HTML}, {"email", "html", export.Email}, {"eml", "eml", export.EML}, {"text", "txt", export.Text},
		{"markdown", "md", export.Markdown}, {"csv", "csv", export.CSV}, {"json", "json", export.JSON}, {"ics", "ics", export.ICS},
		{"vcf", "vcf", export.VCF}, {"sms", "txt", export.SMS},
	}
}

func formatNames() string {
	var names []string
	for _, f := range exportFormats() {
		names = append(names, f.name)
	}
	return strings.Join(names, ", ")
}

func (a *app) exportCommand() *cobra.Command {
	var format, out string
	var o export.Options
	c := &cobra.Command{
		Use:   "export",
		Short: "Write the shortlist as a file that a person can keep",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return a.export(cmd, format, out, o) },
	}
	flags := c.Flags()
	flags.StringVar(&format, "format", "html", "the `form`: "+formatNames())
	flags.StringVar(&out, "out", "", "write to this `file`; - is standard output")
	flags.BoolVar(&o.Large, "large", false, "large print")
	flags.BoolVar(&o.Easier, "easier", false, "short lines under plain questions")
	flags.BoolVar(&o.Discreet, "discreet", false, "nothing that tells what it is at a glance")
	flags.BoolVar(&o.Contacts, "contacts", false, "only names and how to get in touch")
	return c
}

func (a *app) export(cmd *cobra.Command, format, out string, o export.Options) (err error) {
	if !slices.ContainsFunc(exportFormats(), func(f exportFormat) bool { return f.name == format }) {
		return usage("there is no form called %q: choose %s", format, formatNames())
	}
	lib, clock, err := a.openLibrary(cmd)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	p, err := a.paths()
	if err != nil {
		return err
	}
	store, err := a.openShortlists(p, clock)
	if err != nil {
		return err
	}
	list := store.Current()
	if len(list.Items) == 0 {
		return errors.New("the shortlist is empty: mark a service in the finder first")
	}
	if out == "-" {
		data, _, err := a.renderExport(list, lib, clock(), format, o)
		if err != nil {
			return err
		}
		_, err = a.out.Write(data)
		return err
	}
	path, err := a.writeExport(list, lib, clock(), format, out, o)
	if err != nil {
		return err
	}
	a.printf("%s\n", path)
	return nil
}

// writeExport writes a shortlist as a file and returns where it is. Without a
// path it goes to the folder of exports, under a name that tells only the day.
func (a *app) writeExport(list shortlist.List, lib *index.Library, now time.Time, format, path string, o export.Options) (string, error) {
	data, name, err := a.renderExport(list, lib, now, format, o)
	if err != nil {
		return "", err
	}
	if path == "" {
		dir, err := a.exportFolder()
		if err != nil {
			return "", err
		}
		if path, err = freePath(filepath.Join(dir, name)); err != nil {
			return "", err
		}
	}
	if path, err = filepath.Abs(path); err != nil {
		return "", fmt.Errorf("write the list: %w", err)
	}
	if err := atomicfile.Write(path, data, 0o600); err != nil {
		return "", fmt.Errorf("write the list: %w", err)
	}
	return path, nil
}

func (a *app) renderExport(list shortlist.List, lib *index.Library, now time.Time, format string, o export.Options) (data []byte, name string, err error) {
	p, err := a.paths()
	if err != nil {
		return nil, "", err
	}
	settings, err := config.Load(p.ConfigFile())
	if err != nil {
		return nil, "", err
	}
	o.Maps = export.Maps(settings.Export.Maps)
	o.Now = now.In(when.London())
	o.Times = export.Times{Words: when.Words, Live: when.Live, Next: nextTimes}
	items := make([]export.Item, 0, len(list.Items))
	for _, it := range list.Items {
		items = append(items, export.Item{ID: it.ID, Name: it.Then.Name, Note: it.Note})
	}
	doc, err := export.Build(export.List{ID: list.ID, Items: items}, func(id string) (*service.Service, error) {
		s, err := lib.Service(id)
		var gone *index.NotFoundError
		if errors.As(err, &gone) {
			return nil, nil //nolint:nilnil // what export.Build asks for when a service is no longer listed
		}
		return &s, err
	}, o)
	if err != nil {
		return nil, "", err
	}
	for _, f := range exportFormats() {
		if f.name == format {
			data, err = f.render(doc)
			return data, export.FileName(doc, f.extension), err
		}
	}
	return nil, "", usage("there is no form called %q: choose %s", format, formatNames())
}

func nextTimes(sessions []service.Session, now time.Time, n int) []export.Occurrence {
	var out []export.Occurrence
	for _, o := range when.Next(sessions, now, n) {
		out = append(out, export.Occurrence(o))
	}
	return out
}

// exportFolder returns the folder that exports go to: beside everything else
// with --data, else among the person's documents.
func (a *app) exportFolder() (string, error) {
	if a.dataDir != "" {
		p, err := a.paths()
		if err != nil {
			return "", err
		}
		dir := filepath.Join(p.Data, "exports")
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return "", fmt.Errorf("make a folder for the list: %w", err)
		}
		return dir, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("find a folder for the list: %w", err)
	}
	documents := filepath.Join(home, "Documents")
	if info, err := os.Stat(documents); err == nil && info.IsDir() {
		return documents, nil
	}
	return home, nil
}

// freePath returns the path, or one with a number before its extension when
// there is a file of that name already.
func freePath(path string) (string, error) {
	extension := filepath.Ext(path)
	stem := strings.TrimSuffix(path, extension)
	for n := 1; n < 1000; n++ {
		try := path
		if n > 1 {
			try = fmt.Sprintf("%s-%d%s", stem, n, extension)
		}
		if _, err := os.Lstat(try); errors.Is(err, fs.ErrNotExist) {
			return try, nil
		} else if err != nil {
			return "", fmt.Errorf("find a name for the list: %w", err)
		}
	}
	return "", fmt.Errorf("there are a thousand lists named %s already: clear some away", filepath.Base(path))
}
