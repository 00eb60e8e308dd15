package tui

import (
	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/tui/words"
)

// contactActions bring a person to a service: its telephone, its place, its list.
func contactActions() []action {
	return []action{{
		ID: "contact", Keys: []string{"p"}, In: inReading, Title: "Show only how to reach it, in large figures", Label: "Phone", Weigh: atHandIf(readsOne, rarely),
		Hint: "For ringing while the telephone is in the other hand.", WhyNot: noService,
		Run: func(a *app) tea.Cmd { return a.turnTo(contactFace) },
	}, {
		ID: "copy-phone", Keys: []string{"y"}, In: inReading, Title: "Copy the telephone number", Label: "Copy number", Weigh: atHandIf(readsOne, rarely),
		Hint: "The first number of the service, and nothing else; or the address that could not be opened.", WhyNot: noPhone,
		Run: func(a *app) tea.Cmd {
			if address := a.unopened(); address != "" {
				return a.copyText(func() copied { return copied{text: address, what: address} })
			}
			s, _ := a.current()
			return a.copyOf(s.ID, func(s *service.Service) string { return words.Phone(s.Phones[0]) }, nil)
		},
	}, {
		ID: "copy-list", Keys: []string{"C"}, In: inReading, Title: "Copy the whole shortlist",
		Hint: "The name and number of each service on it, in its order.", WhyNot: nothingMarked,
		Run: (*app).copyList,
	}, {
		ID: "map", Keys: []string{"m"}, In: inReading, Title: "Open a map of the place",
		Hint: "Opens the browser, which needs the network. A withheld address has no map.", WhyNot: noMap,
		Run: func(a *app) tea.Cmd { return a.open(a.mapOf(), "the map") },
	}}
}

// unopened returns the address of which the message says that it was not opened.
func (a *app) unopened() string {
	if a.message.text == "" {
		return ""
	}
	return a.message.address
}

func noPhone(a *app) string {
	if a.unopened() != "" {
		return ""
	}
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
