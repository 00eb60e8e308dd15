package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fettle/index"
	"fettle/internal/export"
	"fettle/internal/service"
	"fettle/internal/shortlist"
	"fettle/internal/when"
)

// renderDocument returns the bytes of a form and a name for a file of them.
func renderDocument(doc export.Document, format string) (data []byte, name string, err error) {
	for _, f := range exportFormats() {
		if f.name == format {
			data, err = f.render(doc)
			return data, export.FileName(doc, f.extension), err
		}
	}
	return nil, "", usage("there is no form called %q: choose %s", format, formatNames())
}

// exportList returns what an export may know of a shortlist.
func exportList(list shortlist.List) export.List {
	out := export.List{ID: list.ID}
	for _, it := range list.Items {
		out.Items = append(out.Items, export.Item{ID: it.ID, Name: it.Then.Name, Note: it.Note})
	}
	return out
}

// exportDocument makes the document of a list from what the library says now.
func (a *app) exportDocument(list export.List, lib *index.Library, now time.Time, o export.Options) (export.Document, error) {
	settings := a.settings()
	var err error
	if o.Emergency, o.EmergencyChecked, err = emergencyLines(settings.Export.EmergencyFile); err != nil {
		return export.Document{}, err
	}
	o.Maps, o.Demo = export.Maps(settings.Export.Maps), a.demo
	o.Now = now.In(when.London())
	o.Times = export.Times{Words: when.Words, Live: when.Live, Next: nextTimes, Cautions: when.CautionsOf}
	return export.Build(list, func(id string) (*service.Service, error) { return serviceIfListed(lib, id) }, o)
}

// emergencyLines reads the lines of help at once that end every document beside
// 999; there are none without a file.
func emergencyLines(path string) ([]export.Emergency, service.Date, error) {
	if path == "" {
		return nil, "", nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, "", fmt.Errorf("read the numbers of export.emergency_file: %w", err)
	}
	return export.ReadEmergency(path, data)
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
		dir := p.Exports()
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
