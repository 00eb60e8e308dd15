package oruk

import "maps"

// kind is what a record of a list is about.
type kind int

const (
	kindService kind = iota
	kindOrganisation
	kindLink // A service_at_location with its service inside.
	kindLocation
	kindTaxonomy
)

// kind tells what a record is by the keys that only such a record has. What
// could be a service is one.
func (o object) kind() kind {
	has := func(keys ...string) bool {
		for _, k := range keys {
			if _, ok := o[k]; ok {
				return true
			}
		}
		return false
	}
	_, inner := o["service"].(map[string]any)
	switch {
	case inner && has("location", "locationid", "serviceid", "schedules", "regularschedule"):
		return kindLink
	case has("status", keyOrganisation, "organisation", keyOrganisationID, "serviceatlocations", "fees", "eligibilitys",
		"assureddate", "costoptions", "minimumage", "minage", "attendingtype", "regularschedules", "serviceareas"):
		return kindService
	case has("services", "website", keyOrganisation+"identifiers", "parent"+keyOrganisationID, "legalstatus", "taxstatus", "yearincorporated"):
		return kindOrganisation
	case has("taxonomyterms", "termuri", "taxonomydetail") || has("uri", "version", "parentid", "vocabulary") && !has("url", "email"):
		return kindTaxonomy
	case has("locationtype", "physicaladdresses") || has("location") && !has("name"):
		return kindLocation
	}
	return kindService
}

// organisationServices returns the services inside an organisation, each with
// the organisation put inside it.
func organisationServices(v map[string]any, o object) []any {
	owner := maps.Clone(v)
	maps.DeleteFunc(owner, func(k string, _ any) bool { return fold(k) == "services" })
	r := reader{repairs: Repairs{}}
	var services []any
	for _, e := range r.list(o, "services") {
		m, ok := e.(map[string]any)
		if !ok {
			continue
		}
		inner, _ := asObject(m)
		s := maps.Clone(m)
		if inner.get(keyOrganisation, "organisation") == nil {
			s[keyOrganisation] = owner
		}
		maps.DeleteFunc(s, func(k string, _ any) bool { return fold(k) == "services" })
		services = append(services, s)
	}
	return services
}

// linkedService returns the service inside a link to a location, with the link
// put inside it.
func linkedService(v map[string]any, o object) map[string]any {
	link := maps.Clone(v)
	maps.DeleteFunc(link, func(k string, _ any) bool { return fold(k) == "service" })
	inner, _ := o["service"].(map[string]any)
	s := maps.Clone(inner)
	maps.DeleteFunc(s, func(k string, _ any) bool { return fold(k) == "serviceatlocations" || fold(k) == "service" })
	s["service_at_locations"] = []any{link}
	return s
}
