package export

import (
	"net/url"
	"regexp"
	"strconv"

	"fettle/internal/service"
)

// Maps says where map links lead; "" is MapsOSM.
type Maps string

// The maps that links can lead to, and none at all.
const (
	MapsOSM    Maps = "openstreetmap"
	MapsGoogle Maps = "google"
	MapsApple  Maps = "apple"
	MapsNone   Maps = "none"
)

// wholePostcode is a postcode in its canonical form, both halves.
var wholePostcode = regexp.MustCompile(`^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}$`)

// link returns the address of a map of a place by the place's own point, else by
// its own whole postcode, and "" when it has neither. A point that stands for a
// whole area is not the place's own. The forms of the addresses are those that
// each map documents for links.
func (m Maps) link(l *service.Location) string {
	if l.Masked || !l.Visited() || m == MapsNone {
		return ""
	}
	own := l.Level == service.LevelPoint || l.Level == service.LevelUnit
	if l.Point != nil && own {
		return m.byPoint(*l.Point)
	}
	if wholePostcode.MatchString(l.Address.Postcode) {
		return m.byWords(l.Address.Postcode)
	}
	return ""
}

// Of returns the address of a map of one of a service's places: the one of that
// number when a map may show it, else the first that one may show; "" when there
// is none.
func (m Maps) Of(s *service.Service, at int) string {
	if at >= 0 && at < len(s.Locations) {
		if link := m.link(&s.Locations[at]); link != "" {
			return link
		}
	}
	for i := range s.Locations {
		if link := m.link(&s.Locations[i]); link != "" {
			return link
		}
	}
	return ""
}

func (m Maps) byPoint(p service.Point) string {
	lat, lon := strconv.FormatFloat(p.Lat, 'f', 5, 64), strconv.FormatFloat(p.Lon, 'f', 5, 64)
	if m == MapsGoogle || m == MapsApple {
		return m.byWords(lat + "," + lon)
	}
	return "https://www.openstreetmap.org/?mlat=" + lat + "&mlon=" + lon + "#map=17/" + lat + "/" + lon
}

func (m Maps) byWords(words string) string {
	q := url.QueryEscape(words)
	switch m {
	case MapsGoogle:
		return "https://www.google.com/maps/search/?api=1&query=" + q
	case MapsApple:
		return "https://maps.apple.com/?q=" + q
	case MapsOSM, MapsNone:
	}
	return "https://www.openstreetmap.org/search?query=" + q
}
