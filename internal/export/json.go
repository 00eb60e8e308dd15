package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode"
	"unicode/utf8"

	"fettle/internal/service"
)

// savedVersion is the form of the JSON that this program writes.
const savedVersion = 1

// Saved is a document in the form for programs, as JSON writes it and Read
// returns it.
type Saved struct {
	Version int `json:"version"`
	// ListID is the id of the list.
	ListID string `json:"list"`
	// On is the day on which it was correct.
	On service.Date `json:"correct_on"`
	// Discreet and Contacts say what was left out of the services.
	Discreet bool `json:"discreet,omitempty"`
	Contacts bool `json:"contacts,omitempty"`
	// Items are the services in order.
	Items []SavedItem `json:"services"`
	// Emergency are the lines that end the document.
	Emergency []string `json:"emergency"`
}

// SavedItem is one service of a saved document.
type SavedItem struct {
	ID   string `json:"id"`
	Note string `json:"note,omitempty"`
	// Service is what might be told of the service; nil when it was no longer
	// listed.
	Service *service.Service `json:"service"`
}

// JSON returns the document for another copy of the program, which Read takes.
// Characters that can't be seen are escaped.
func JSON(d Document) ([]byte, error) {
	saved := Saved{Version: savedVersion, ListID: d.ListID, On: d.On, Discreet: d.Discreet, Contacts: d.Contacts, Items: []SavedItem{}}
	for _, e := range d.Entries {
		saved.Items = append(saved.Items, SavedItem{ID: e.ID, Note: e.Note, Service: e.Service})
	}
	for _, l := range d.Emergency {
		saved.Emergency = append(saved.Emergency, l.Words())
	}
	data, err := json.MarshalIndent(saved, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the list as JSON: %w", err)
	}
	return append(escapeUnseen(data), '\n'), nil
}

// Read returns what JSON wrote. It refuses other JSON and later forms.
func Read(data []byte) (Saved, error) {
	var saved Saved
	if err := json.Unmarshal(data, &saved); err != nil {
		return Saved{}, fmt.Errorf("this is not a list that was exported as JSON: %w", err)
	}
	switch {
	case saved.Version > savedVersion:
		return Saved{}, errors.New("this list was written by a newer fettle: update this one to open it")
	case saved.Version < 1 || saved.ListID == "" || saved.Items == nil:
		return Saved{}, errors.New("this is not a list that was exported as JSON")
	}
	if _, err := time.Parse(time.DateOnly, string(saved.On)); err != nil {
		return Saved{}, fmt.Errorf("%q is not the day on which the list was correct", oneLine(string(saved.On)))
	}
	for i, it := range saved.Items {
		if it.ID == "" {
			return Saved{}, fmt.Errorf("service %d of the list has no id", i+1)
		}
	}
	return saved, nil
}

// escapeUnseen writes every character of a JSON text that can't be seen as its
// number, which means the same inside a JSON string.
func escapeUnseen(data []byte) []byte {
	var out bytes.Buffer
	for _, r := range string(data) {
		if r < utf8.RuneSelf || unicode.IsGraphic(r) && !unicode.In(r, unicode.Zl, unicode.Zp) {
			if r == 0x7f {
				out.WriteString(`\u007f`)
				continue
			}
			out.WriteRune(r)
			continue
		}
		if r >= 0x10000 {
			r -= 0x10000
			fmt.Fprintf(&out, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
			continue
		}
		fmt.Fprintf(&out, `\u%04x`, r)
	}
	return out.Bytes()
}
