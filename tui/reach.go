package tui

import (
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/tui/words"
)

// reachActions bring a person to a service: its telephone, its place, its list.
func reachActions() []action {
	return []action{{
		ID: "contact", Keys: []string{"p"}, In: inReading, Title: "Show only how to reach it, in large figures", Label: "Phone",
		Hint: "For ringing while the telephone is in the other hand.", WhyNot: noService,
		Run: func(a *app) tea.Cmd { return a.turnTo(contactFace) },
	}, {
		ID: "copy-phone", Keys: []string{"y"}, In: inReading, Title: "Copy the telephone number",
		Hint: "The first number of the service, and nothing else.", WhyNot: noPhone,
		Run: func(a *app) tea.Cmd {
			s, _ := a.current()
			return a.copyOf(s.ID, func(s *service.Service) string { return words.Phone(s.Phones[0]) })
		},
	}, {
		ID: "copy-list", Keys: []string{"C"}, In: inReading, Title: "Copy the whole shortlist",
		Hint: "How to reach each service on it, in its order, as plain text.", WhyNot: nothingMarked,
		Run: (*app).copyList,
	}, {
		ID: "map", Keys: []string{"m"}, In: inReading, Title: "Open a map of the place",
		Hint: "Opens the browser, which needs the network. A withheld address has no map.", WhyNot: noMap,
		Run: func(a *app) tea.Cmd { return a.open(a.mapOf(), "the map") },
	}}
}

func noPhone(a *app) string {
	if why := noService(a); why != "" {
		return why
	}
	if s, _ := a.current(); len(s.Phones) == 0 {
		return "The publisher states no telephone number for this service."
	}
	return ""
}

func noMap(a *app) string {
	if why := noService(a); why != "" {
		return why
	}
	switch {
	case a.deps.Open == nil:
		return "Nothing on this system opens a map from here."
	case a.mapOf() == "":
		return "No address is stated that a map could show."
	}
	return ""
}

// mapOf returns the address of a map of the service's place, the nearest one when
// the question has a place; "" when there is none.
func (a *app) mapOf() string {
	s, hit := a.current()
	if s == nil || a.deps.Map == nil {
		return ""
	}
	at := -1
	if hit != nil {
		at = hit.Nearest
	}
	return a.deps.Map(s, at)
}

// copyContact puts how to reach a service on the clipboard.
func (a *app) copyContact(s *service.Service) tea.Cmd { return a.copyOf(s.ID, words.Contact) }

// copyOf puts what is said of a whole record on the clipboard.
func (a *app) copyOf(id string, say func(*service.Service) string) tea.Cmd {
	whole := a.deps.Service
	return a.copyText(func() (string, error) {
		s, err := whole(id) // a row lacks the people to contact
		if err != nil {
			return "", err
		}
		return say(&s), nil
	})
}

// copyList puts how to reach every service of the shortlist on the clipboard, as
// the list is after all changes before.
func (a *app) copyList() tea.Cmd {
	d := a.deps
	return a.copyText(func() (string, error) {
		var all []string
		for _, e := range entries(d) {
			if e.Service != nil {
				all = append(all, words.Contact(e.Service))
			} else {
				all = append(all, e.Name+" (no longer in the data)")
			}
		}
		return strings.Join(all, "\n\n"), nil
	})
}

// copyText puts a text on the clipboard of the system.
func (a *app) copyText(make func() (string, error)) tea.Cmd {
	native := a.deps.Copy
	return func() tea.Msg {
		text, err := make()
		if err != nil {
			return copied{err: err}
		}
		if native == nil {
			return copied{text: text, err: errors.New("no clipboard but the terminal's")}
		}
		said, err := native(text)
		return copied{text: text, said: said, err: err}
	}
}

// copied says what became of a text for the clipboard.
type copied struct {
	text, said string
	err        error
}

func (c copied) apply(a *app) tea.Cmd {
	if c.text == "" {
		if c.err == nil {
			return a.say("There is nothing to copy for this service.")
		}
		a.trouble(c.err)
		return nil
	}
	if c.err == nil {
		if c.said == "" {
			c.said = "Copied."
		}
		return a.say(c.said)
	}
	// The terminal never says whether it took the text, so no success is claimed.
	return tea.Batch(tea.SetClipboard(c.text),
		a.say("Sent to your terminal's clipboard as plain text. If pasting brings nothing, write a file: e gives the shortlist out."))
}
