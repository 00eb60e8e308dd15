package export

import (
	"strings"

	"fettle/internal/service"
)

// The types below are the parts of schema.org that tell of a service; the names
// of their fields are those of schema.org.

type itemList struct {
	Context  string     `json:"@context"`
	Type     string     `json:"@type"`
	Elements []listItem `json:"itemListElement"`
}

type listItem struct {
	Type     string      `json:"@type"`
	Position int         `json:"position"`
	Item     dataService `json:"item"`
}

type dataService struct {
	Type        string       `json:"@type"`
	Name        string       `json:"name"`
	Description string       `json:"description,omitempty"`
	URL         string       `json:"url,omitempty"`
	Provider    *dataNamed   `json:"provider,omitempty"`
	Areas       []string     `json:"areaServed,omitempty"`
	Hours       []dataHours  `json:"hoursAvailable,omitempty"`
	Channel     *dataChannel `json:"availableChannel,omitempty"`
}

type dataNamed struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

type dataHours struct {
	Type   string   `json:"@type"`
	Days   []string `json:"dayOfWeek"`
	Opens  string   `json:"opens,omitempty"`
	Closes string   `json:"closes,omitempty"`
}

type dataChannel struct {
	Type      string      `json:"@type"`
	Phone     *dataPhone  `json:"servicePhone,omitempty"`
	Places    []dataPlace `json:"serviceLocation,omitempty"`
	Languages []string    `json:"availableLanguage,omitempty"`
}

type dataPhone struct {
	Type   string `json:"@type"`
	Number string `json:"telephone"`
}

type dataPlace struct {
	Type    string       `json:"@type"`
	Name    string       `json:"name,omitempty"`
	Address *dataAddress `json:"address,omitempty"`
}

type dataAddress struct {
	Type     string `json:"@type"`
	Street   string `json:"streetAddress,omitempty"`
	Town     string `json:"addressLocality,omitempty"`
	Postcode string `json:"postalCode,omitempty"`
}

// linkedData returns the listed services as a schema.org ItemList; nil when
// there are none.
func linkedData(d Document) *itemList {
	list := itemList{Context: "https://schema.org", Type: "ItemList"}
	for i, e := range d.Entries {
		if e.Service != nil {
			list.Elements = append(list.Elements, listItem{"ListItem", i + 1, dataOf(e)})
		}
	}
	if len(list.Elements) == 0 {
		return nil
	}
	return &list
}

func dataOf(e Entry) dataService {
	s := e.Service
	data := dataService{Type: "Service", Name: e.Heading, Description: cut(oneLine(s.Summary), maxWhat)}
	if _, href := webHref(s.URL); href != "" {
		data.URL = href
	}
	if e.Organisation != "" {
		data.Provider = &dataNamed{"Organization", e.Organisation} //nolint:misspell // The name is schema.org’s.
	}
	for _, a := range s.Areas {
		if name := oneLine(a.Name); name != "" {
			data.Areas = append(data.Areas, name)
		}
	}
	for _, event := range e.Events {
		one := event.Session
		if one.Freq != "" && one.Freq != service.Weekly || one.Interval > 1 || len(one.Days) == 0 {
			continue
		}
		hours := dataHours{Type: "OpeningHoursSpecification", Opens: string(one.From), Closes: string(one.To)}
		for _, day := range one.Days {
			hours.Days = append(hours.Days, day.Day.String())
		}
		data.Hours = append(data.Hours, hours)
	}
	channel := dataChannel{Type: "ServiceChannel"}
	if phones := phonesOf(s); len(phones) > 0 && dialHref(phones[0].Dial, "") != "" {
		channel.Phone = &dataPhone{"ContactPoint", strings.TrimPrefix(dialHref(phones[0].Dial, ""), "tel:")}
	}
	for i := range s.Locations {
		if l := &s.Locations[i]; l.Visited() && !l.Masked {
			channel.Places = append(channel.Places, dataPlace{"Place", oneLine(l.Name),
				&dataAddress{"PostalAddress", oneLine(l.Address.Street), oneLine(l.Address.Town), oneLine(l.Address.Postcode)}})
		}
	}
	for _, language := range s.Languages {
		channel.Languages = append(channel.Languages, oneLine(language))
	}
	if channel.Phone != nil || channel.Places != nil || channel.Languages != nil {
		data.Channel = &channel
	}
	return data
}
