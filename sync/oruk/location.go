package oruk

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"

	"fettle/internal/clean"
	"fettle/internal/service"
)

// maxLocations is how many places of one service are kept.
const maxLocations = 60

// place is a location with what hangs on it in the record.
type place struct {
	location service.Location
	ids      []string // Its own id and those of its links.
	nodes    []object // The location and its links: schedules, contacts, phones.
}

// places reads the locations of a service: those linked to it and those that
// stand in it directly, each once.
func (r *reader) places(o object) []place {
	hidden := r.answer(o, "hideaddress", "maskexactaddress") == service.Yes
	direct := map[string]object{}
	var flat []object
	for _, l := range r.objects(o, "locations", "location") {
		flat = append(flat, l)
		if id := scalarID(l["id"]); id != "" {
			direct[id] = l
		}
	}
	var all []place
	for _, link := range r.objects(o, "serviceatlocations", "serviceatlocation") {
		l, ok := r.child(link, "location")
		if !ok {
			if l, ok = direct[scalarID(link["locationid"])]; !ok {
				if !link.hasAddress() { // Some feeds put the address into the link.
					continue
				}
				l = link
			}
		}
		all = r.addPlace(all, l, link, hidden)
	}
	for _, l := range flat {
		all = r.addPlace(all, l, nil, hidden)
	}
	return all
}

// addPlace adds a location, or the link to one that is there already.
func (r *reader) addPlace(all []place, l, link object, hidden bool) []place {
	p := place{location: r.location(l, hidden), nodes: []object{l}}
	p.addID(p.location.ID)
	if link != nil {
		p.nodes = append(p.nodes, link)
		p.addID(scalarID(link["id"]))
		if p.location.Description == "" {
			p.location.Description = r.prose(link, maxAccount, "description")
		}
	}
	if p.location.Name == "" && p.location.Description == "" && p.location.Point == nil &&
		p.location.Address == (service.Address{}) && p.location.Kind != service.Virtual {
		return all
	}
	for i := range all {
		same := all[i].location.ID == p.location.ID
		if same && p.location.ID == "" {
			same = reflect.DeepEqual(all[i].location, p.location)
		}
		if !same {
			continue
		}
		if link != nil {
			all[i].nodes = append(all[i].nodes, link)
			all[i].addID(scalarID(link["id"]))
		}
		return all
	}
	if len(all) >= maxLocations {
		return all
	}
	return append(all, p)
}

func (p *place) addID(id string) {
	if id != "" {
		p.ids = append(p.ids, id)
	}
}

// hasAddress reports whether an object has an address of its own.
func (o object) hasAddress() bool {
	return o.get("physicaladdresses", "addresses", "address", "address1", "postalcode", "postcode", "latitude") != nil
}

// location reads one location.
func (r *reader) location(o object, hidden bool) service.Location {
	l := service.Location{
		ID:          scalarID(o["id"]),
		Name:        r.line(o, maxName, "name", "alternatename"),
		Description: r.prose(o, maxAccount, "description"),
		Kind:        locationKind(r.line(o, 40, "locationtype")),
	}
	address := r.bestAddress(o)
	if l.Kind == "" {
		l.Kind = locationKind(r.line(address, 40, "addresstype"))
	}
	var whole bool
	l.Address, whole = r.address(address, l.Name)
	point, rough := r.point(o)
	l.Point = point
	if point != nil {
		l.Level = service.LevelPoint
	}
	withheld := hidden || r.answer(o, "maskexactaddress", "hideaddress") == service.Yes ||
		r.answer(address, "maskexactaddress", "hideaddress") == service.Yes
	outwardOnly := l.Address.Postcode != "" && !whole && l.Address.Street == "" && (point == nil || rough)
	if withheld || outwardOnly {
		mask(&l)
	}
	if withheld { // they may say what the address would
		l.Name, l.Description = "", ""
	}
	for _, a := range r.objects(o, "accessibilityfordisabilities", "accessibility", "accessibilities") {
		l.Accessibility = appendDistinct(l.Accessibility, r.provision(a))
	}
	return l
}

// mask takes out of a location what its publisher withholds, should a feed
// send it all the same.
func mask(l *service.Location) {
	l.Masked = true
	l.Address.Street = ""
	l.Address.Postcode, _, _ = strings.Cut(l.Address.Postcode, " ")
	if l.Point != nil {
		round := func(f float64) float64 { return math.Round(f*100) / 100 }
		l.Point = &service.Point{Lat: round(l.Point.Lat), Lon: round(l.Point.Lon)}
		l.Level = service.LevelDistrict
	}
}

func locationKind(s string) service.LocationKind {
	switch k := service.LocationKind(strings.ToLower(s)); k {
	case service.Physical, service.Postal, service.Virtual:
		return k
	}
	return ""
}

// bestAddress returns the address of a location: a physical one before others,
// or the location itself where the address stands in it directly.
func (r *reader) bestAddress(o object) object {
	all := r.objects(o, "physicaladdresses", "addresses", "address")
	for _, a := range all {
		if locationKind(r.line(a, 40, "addresstype")) == service.Physical {
			return a
		}
	}
	if len(all) == 0 {
		return o
	}
	if t := all[0]; len(t) == 1 && t["name"] != nil { // The address is a bare text.
		return object{"address1": t["name"]}
	}
	return all[0]
}

// address reads an address and says whether its postcode is whole.
func (r *reader) address(o object, name string) (a service.Address, whole bool) {
	a.Town = r.line(o, maxName, "city", "town", "locality")
	a.County = r.line(o, maxName, "stateprovince", "county", "region")
	raw := r.raw(o, "postalcode", "postcode")
	a.Postcode, whole = postcode(raw)
	if raw != "" && a.Postcode != raw {
		r.count(fixPostcode)
	}
	street := joinDistinct([]string{r.line(o, maxName, "address1", "street", "addressline1"), r.line(o, maxName, "address2", "addressline2")}, ", ")
	if street == "" {
		street = r.line(o, maxName, "attention")
	}
	if a.Postcode == "" {
		if found := postcodeWithin().FindString(strings.ToUpper(street)); found != "" {
			a.Postcode, whole = postcode(found)
		}
	}
	a.Street = streetOnly(street, name, a)
	return a, whole
}

// streetOnly takes out of a street what stands in other fields: the name of
// the place before it; town, county and postcode after it.
func streetOnly(street, name string, a service.Address) string {
	parts := strings.Split(street, ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	for len(parts) > 0 {
		last := parts[len(parts)-1]
		code, whole := postcode(last)
		if last != "" && !strings.EqualFold(last, a.Town) && !strings.EqualFold(last, a.County) &&
			(!whole || code != a.Postcode || len(last) > len("LA11 4YW")) {
			break
		}
		parts = parts[:len(parts)-1]
	}
	if len(parts) > 0 && name != "" && strings.EqualFold(parts[0], name) {
		parts = parts[1:]
	}
	return clean.Line(strings.Join(parts, ", "), maxName)
}

// The bounds of the United Kingdom in degrees.
const (
	south, north = 49.0, 61.0
	west, east   = -9.0, 2.2
)

// point reads the coordinates of a location, and says whether they are rounded
// to two decimals or less. Swapped ones are put right; 0,0 and what lies outside
// the United Kingdom is dropped.
func (r *reader) point(o object) (p *service.Point, rough bool) {
	latValue, lonValue := o.get("latitude", "lat"), o.get("longitude", "lon", "lng", "long")
	if latValue == nil || lonValue == nil {
		geometry, _ := r.child(o, "geometry", "coordinates", "geo")
		if pair := r.list(geometry, "coordinates"); len(pair) == 2 {
			lonValue, latValue = pair[0], pair[1]
		} else if latValue, lonValue = geometry.get("latitude", "lat"), geometry.get("longitude", "lon", "lng"); latValue == nil || lonValue == nil {
			return nil, false
		}
	}
	lat, okLat := r.number(object{"v": latValue}, "v")
	lon, okLon := r.number(object{"v": lonValue}, "v")
	if !okLat || !okLon {
		return nil, false
	}
	rough = decimals(latValue) <= 2 && decimals(lonValue) <= 2
	switch {
	case inKingdom(lat, lon):
		return &service.Point{Lat: lat, Lon: lon}, rough
	case inKingdom(lon, lat):
		r.count(fixCoordinates)
		return &service.Point{Lat: lon, Lon: lat}, rough
	}
	r.count(fixCoordinates)
	return nil, false
}

func inKingdom(lat, lon float64) bool {
	return lat >= south && lat <= north && lon >= west && lon <= east
}

// decimals returns how many digits a number as written has after its point.
func decimals(v any) int {
	var s string
	switch v := v.(type) {
	case json.Number:
		s = v.String()
	case string:
		s = strings.TrimSpace(v)
	}
	_, after, _ := strings.Cut(s, ".")
	return len(after)
}

// provision reads one thing that is provided for access.
func (r *reader) provision(o object) string {
	return clean.Line(joinSentences(
		r.line(o, maxSummary, "accessibility", "description", "name", "label"), r.line(o, maxSummary, "details")), maxWords)
}
