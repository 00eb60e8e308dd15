package main

import (
	"time"

	"fettle/index"
	"fettle/internal/clean"
	"fettle/internal/shortlist"
	"fettle/internal/when"
)

// shortlistJSON is a list, what its services say otherwise than when they were
// marked, and which other lists there are. Private notes are in no output.
type shortlistJSON struct {
	List     listJSON     `json:"list"`
	Changed  int          `json:"changed"`
	Services []markedJSON `json:"services"`
	Others   []listJSON   `json:"others"`
}

type listJSON struct {
	ID    string  `json:"id"`
	Label *string `json:"label"`
	// Services is null for a locked list that was not opened.
	Services *int       `json:"services"`
	Locked   bool       `json:"locked"`
	Kept     bool       `json:"kept"`
	Used     time.Time  `json:"used"`
	Goes     *time.Time `json:"goes"`
}

// markedJSON is one service of a list. Listed is null where there is no library
// to tell; Marked is null in an exported list, which does not say it.
type markedJSON struct {
	ID           string       `json:"id"`
	Name         string       `json:"name"`
	Organisation *string      `json:"organisation"`
	Note         *string      `json:"note"`
	Marked       *time.Time   `json:"marked"`
	Listed       *bool        `json:"listed"`
	Changes      []changeJSON `json:"changes"`
}

type changeJSON struct {
	What  string  `json:"what"`
	Was   *string `json:"was"`
	Now   *string `json:"now"`
	Words string  `json:"words"`
}

func listDocument(l shortlist.List) listJSON {
	doc := listJSON{ID: l.ID, Label: stated(l.Label), Locked: l.Locked, Kept: l.Kept, Used: l.Used}
	if n := len(l.Items); !l.Shut {
		doc.Services = &n
	}
	if until, ends := l.Expires(); ends {
		doc.Goes = &until
	}
	return doc
}

// holds says how much is on a list, or that it is locked.
func (l listJSON) holds(with string) string {
	if l.Services == nil {
		return "locked"
	}
	return with + services(*l.Services)
}

// shortlistDocument compares the current list with the library, if there is one.
func shortlistDocument(store *shortlist.Store, lib *index.Library) (shortlistJSON, error) {
	list := store.Current()
	doc := shortlistJSON{List: listDocument(list), Services: []markedJSON{}, Others: []listJSON{}}
	for _, it := range list.Items {
		marked := markedJSON{
			ID: it.ID, Name: it.Then.Name, Organisation: stated(it.Then.Organisation), Note: stated(it.Note),
			Marked: &it.Marked, Changes: []changeJSON{},
		}
		if lib != nil {
			now, err := serviceIfListed(lib, it.ID)
			if err != nil {
				return doc, err
			}
			marked.compared(now != nil, shortlist.Compare(it.Then, now, when.Words))
		}
		if len(marked.Changes) > 0 {
			doc.Changed++
		}
		doc.Services = append(doc.Services, marked)
	}
	for _, l := range store.Lists() {
		if l.ID != list.ID {
			doc.Others = append(doc.Others, listDocument(l))
		}
	}
	return doc, nil
}

// compared notes what a comparison found. The words may be those of a file that
// came from anybody.
func (m *markedJSON) compared(listed bool, changes []shortlist.Change) {
	const most = 400
	m.Listed = &listed
	for _, c := range changes {
		c.Was, c.Now = clean.Line(c.Was, most), clean.Line(c.Now, most)
		m.Changes = append(m.Changes, changeJSON{c.What, stated(c.Was), stated(c.Now), c.Words()})
	}
}

// markedOf begins a service of an exported list, as safe to print.
func markedOf(id, note string) markedJSON {
	return markedJSON{ID: clean.Printable(id), Note: stated(clean.Prose(note, shortlist.MaxNote)), Changes: []changeJSON{}}
}
