package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fettle/index"
	"fettle/internal/clean"
	"fettle/internal/export"
	"fettle/internal/service"
	"fettle/internal/shortlist"
	"fettle/internal/when"
)

// openedJSON is an exported list compared with today's data.
type openedJSON struct {
	List      string       `json:"list"`
	CorrectOn service.Date `json:"correct_on"`
	Changed   int          `json:"changed"`
	Services  []markedJSON `json:"services"`
}

// serviceIfListed returns a service as it is now, and nil when it is no longer
// listed.
func serviceIfListed(lib *index.Library, id string) (*service.Service, error) {
	s, err := lib.Service(id)
	var gone *index.NotFoundError
	if errors.As(err, &gone) {
		return nil, nil //nolint:nilnil // that a service is no longer listed is an answer
	}
	return &s, err
}

// openExport compares an exported list with the library.
func (a *app) openExport(cmd *cobra.Command, path string) (err error) {
	data, err := readExport(path)
	if err != nil {
		return err
	}
	lib, clock, err := a.openLibrary(cmd)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	doc, err := a.openedDocument(data, lib, clock())
	if err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	if a.json {
		return a.printJSON(doc)
	}
	on, err := time.Parse(time.DateOnly, string(doc.CorrectOn))
	if err != nil {
		return fmt.Errorf("read the day of the list: %w", err)
	}
	a.printf("A list of %s that was correct on %s; %d changed since.\n", services(len(doc.Services)), on.Format("2 January 2006"), doc.Changed)
	for i, s := range doc.Services {
		a.printMarked(i+1, s)
	}
	return nil
}

// readExport reads the file of an exported list.
func readExport(path string) (data []byte, err error) {
	const most = 8 << 20
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no file %s", path)
	}
	if err != nil {
		return nil, fmt.Errorf("open the exported list: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	data, err = io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, fmt.Errorf("read the exported list: %w", err)
	}
	if len(data) > most {
		return nil, fmt.Errorf("%s is larger than any exported list", path)
	}
	return bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff"))), nil
}

// openedDocument compares the bytes of an exported list, JSON or a page.
func (a *app) openedDocument(data []byte, lib *index.Library, now time.Time) (openedJSON, error) {
	if bytes.HasPrefix(data, []byte("{")) {
		saved, err := export.Read(data)
		if err != nil {
			return openedJSON{}, err
		}
		return a.compareSaved(saved, lib, now)
	}
	saved, err := export.ReadPage(data)
	if err != nil {
		return openedJSON{}, err
	}
	return a.comparePage(saved, lib, now)
}

// compareSaved compares a list that was exported as JSON with one that is made
// of today's data in the same way, so that what was left out then is left out
// now.
func (a *app) compareSaved(saved export.Saved, lib *index.Library, now time.Time) (openedJSON, error) {
	list := export.List{ID: saved.ListID}
	for _, it := range saved.Items {
		list.Items = append(list.Items, export.Item{ID: it.ID})
	}
	today, err := a.exportDocument(list, lib, now, export.Options{Discreet: saved.Discreet, Contacts: saved.Contacts})
	if err != nil {
		return openedJSON{}, err
	}
	doc := openedOf(saved.ListID, saved.On)
	for i, it := range saved.Items {
		then, is := it.Service, today.Entries[i].Service
		marked := markedOf(it.ID, it.Note)
		switch {
		case then != nil:
			marked.Name, marked.Organisation = clean.Line(then.Name, 160), stated(clean.Line(then.Organisation.Name, 160))
			marked.compared(is != nil, shortlist.Compare(shortlist.SnapshotOf(then), is, when.Words))
		case is != nil:
			marked.Name = is.Name
			marked.compared(true, []shortlist.Change{shortlist.Returned(is)})
		default:
			marked.compared(false, nil)
		}
		doc.add(marked)
	}
	return doc, nil
}

// comparePage compares what a page says with what one of today would say.
func (a *app) comparePage(saved export.SavedPage, lib *index.Library, now time.Time) (openedJSON, error) {
	list := export.List{ID: saved.ListID}
	for _, it := range saved.Items {
		list.Items = append(list.Items, export.Item{ID: it.ID, Name: it.Name})
	}
	today, err := a.exportDocument(list, lib, now, export.Options{Easier: saved.Easier})
	if err != nil {
		return openedJSON{}, err
	}
	doc := openedOf(saved.ListID, saved.On)
	for i, it := range saved.Items {
		entry := today.Entries[i]
		marked := markedOf(it.ID, it.Note)
		marked.Name, marked.Organisation = it.Name, stated(it.Organisation)
		wasListed := len(it.Parts) > 0
		var changes []shortlist.Change
		switch {
		case wasListed && entry.Service == nil:
			changes = shortlist.Compare(shortlist.Snapshot{Name: it.Name}, nil, when.Words)
		case !wasListed && entry.Service != nil:
			changes = []shortlist.Change{shortlist.Returned(entry.Service)}
		case wasListed:
			for _, r := range export.Reworded(it, entry) {
				changes = append(changes, shortlist.Change{What: r.What, Was: strings.Join(r.Was, "; "), Now: strings.Join(r.Now, "; ")})
			}
		}
		marked.compared(entry.Service != nil, changes)
		doc.add(marked)
	}
	return doc, nil
}

func openedOf(listID string, on service.Date) openedJSON {
	return openedJSON{List: clean.Line(listID, 40), CorrectOn: on, Services: []markedJSON{}}
}

// add puts a compared service into the document.
func (o *openedJSON) add(m markedJSON) {
	if len(m.Changes) > 0 {
		o.Changed++
	}
	o.Services = append(o.Services, m)
}
