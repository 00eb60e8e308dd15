package datasync

import (
	"slices"
	"time"

	"fettle/internal/service"
)

// KnownFeed is a feed that Fettle knows of without having been told.
type KnownFeed struct {
	// Key is the name it is usually given.
	Key string `json:"key"`
	// Publisher is who publishes it.
	Publisher string `json:"publisher"`
	// URL is its address.
	URL string `json:"url"`
	// ListAt says that URL is the address of the list itself.
	ListAt bool `json:"list_at,omitempty"`
	// Standard is the form of its records: "oruk-1" or "oruk-3".
	Standard string `json:"standard"`
	// Software is the program that serves it.
	Software string `json:"software"`
	// Answers says whether it answered when last heard of.
	Answers service.Answer `json:"answers"`
	// State says in words how it was when last heard of.
	State string `json:"state"`
	// Licence is its licence: "not stated" where it states none.
	Licence string `json:"licence"`
	// Services is about how many services it had; -1 is not known.
	Services int `json:"services"`
	// AsOf is the month of State and Services ("2026-09"), or the year alone.
	AsOf string `json:"as_of"`
	// PerMinute is how many requests a minute it can take; 0 is the usual rate.
	PerMinute int `json:"per_minute,omitempty"`
}

// notStated stands for a licence that nobody gives. No feed of the catalogue
// was seen to state one, so whoever uses its records has to ask its publisher.
const notStated = "not stated"

// Catalogue returns the built-in feeds, those that answer first. It is what was
// known in September 2026 of the directory of Open Referral UK and beyond;
// feeds come and go, and any other address can be added by hand.
func Catalogue() []KnownFeed {
	const placecube3, placecube1 = ".openplace.directory/o/OpenReferralService/v3", ".openplace.directory/o/ServiceDirectoryService/v2"
	known := []KnownFeed{
		{Key: "bristol", Publisher: "Bristol City Council (kept by The Care Forum; with South Gloucestershire)",
			URL: "https://bristol" + placecube3, Standard: "oruk-3", Software: "Placecube",
			Answers: service.Yes, State: "answers; full of services", Services: 874, AsOf: "2026-09"},
		{Key: "shropshire", Publisher: "Shropshire Council",
			URL: "https://shropshire" + placecube3, Standard: "oruk-3", Software: "Placecube",
			Answers: service.Yes, State: "answers; passes the official check", Services: 5132, AsOf: "2026-09"},
		{Key: "northlincs", Publisher: "North Lincolnshire Council",
			URL: "https://northlincs" + placecube3, Standard: "oruk-3", Software: "Placecube",
			Answers: service.Yes, State: "answers", Services: 841, AsOf: "2026-09"},
		{Key: "dorset", Publisher: "Community Action Network, Dorset",
			URL: "https://dorset.localplacedirectory.org.uk/aggregator", Standard: "oruk-3", Software: "local place directory",
			Answers: service.Yes, State: "answers; gives 50 services a page at most", Services: 2119, AsOf: "2026-09"},
		{Key: "bucks", Publisher: "Buckinghamshire Council, Family Information Service",
			URL: "https://api.familyinfo.buckinghamshire.gov.uk/api/v1", Standard: "oruk-1", Software: "Outpost",
			Answers: service.Yes, State: "answers, slowly at times; takes 100 requests in a quarter of an hour", Services: 4181, AsOf: "2026-08", PerMinute: 20},
		{Key: "southampton", Publisher: "Southampton City Council",
			URL: "https://directory.southampton.gov.uk/api", Standard: "oruk-1", Software: "Etch",
			Answers: service.Yes, State: "answers", Services: 1199, AsOf: "2026-08"},
		{Key: "cqc", Publisher: "Care Quality Commission (served by Porism)",
			URL: "https://api.porism.com/ServiceDirectoryServiceCQC", Standard: "oruk-1", Software: "Porism",
			Answers: service.Yes, State: "answers, with little more than names", Services: 2999, AsOf: "2026-08"},
		{Key: "opensessions", Publisher: "Open Sessions, London Sport",
			URL: "https://opensessions.io/api/rpde/OpenReferralFeed", ListAt: true, Standard: "oruk-3", Software: "Open Sessions",
			Answers: service.Yes, State: "answers; sports sessions only", Services: 50, AsOf: "2026-08"},
		{Key: "hull", Publisher: "Hull City Council",
			URL: "https://lgaapi.connecttosupport.org", Standard: "oruk-1", Software: "Connect to Support",
			Answers: service.Yes, State: "answers, but lists no services", Services: 0, AsOf: "2026-08"},
		{Key: "penninelancs", Publisher: "Pennine Lancashire Integrated Care Partnership",
			URL: "https://penninelancs" + placecube1, Standard: "oruk-1", Software: "Placecube",
			Answers: service.No, State: "does not answer: its host can't be found", Services: -1, AsOf: "2026-09"},
		{Key: "cumbria", Publisher: "LocalGov Drupal (a sample called Cumbria)",
			URL: "https://openreferral.localgovdrupal.org/openreferral/v1", Standard: "oruk-1", Software: "LocalGov Drupal",
			Answers: service.No, State: "does not answer: its host can't be found", Services: -1, AsOf: "2026-09"},
		{Key: "bristol-v1", Publisher: "Bristol City Council",
			URL: "https://bristol" + placecube1, Standard: "oruk-1", Software: "Placecube",
			State: "an older form of \"bristol\"; last known to answer in December 2024", Services: 819, AsOf: "2024-12"},
		{Key: "northlincs-v1", Publisher: "North Lincolnshire Council",
			URL: "https://northlincs" + placecube1, Standard: "oruk-1", Software: "Placecube",
			State: "an older form of \"northlincs\"; last known to answer in December 2024", Services: 738, AsOf: "2024-12"},
		{Key: "elmbridge", Publisher: "Elmbridge Borough Council",
			URL: "https://elmbridge" + placecube1, Standard: "oruk-1", Software: "Placecube",
			State: "last known to answer in July 2024", Services: -1, AsOf: "2024-07"},
		{Key: "blackburn", Publisher: "Blackburn with Darwen",
			URL: "https://blackburn" + placecube1, Standard: "oruk-1", Software: "Placecube",
			State: "last heard of in 2021", Services: -1, AsOf: "2021"},
		{Key: "fyldecoast", Publisher: "Fylde Coast",
			URL: "https://fyldecoast" + placecube1, Standard: "oruk-1", Software: "Placecube",
			State: "last heard of in 2021", Services: -1, AsOf: "2021"},
		{Key: "openactive", Publisher: "London Sport (served by Porism)",
			URL: "https://api.porism.com/ServiceDirectoryServiceOpenActiveAggregated", Standard: "oruk-1", Software: "Porism",
			State: "last known to answer in July 2024", Services: -1, AsOf: "2024-07"},
		{Key: "porism-demo", Publisher: "Porism (old sample data of Bristol)",
			URL: "https://api.porism.com/ServiceDirectoryService", Standard: "oruk-1", Software: "Porism",
			State: "old sample data: not for real use", Services: -1, AsOf: "2024-07"},
		{Key: "mybestlife", Publisher: "My Best Life",
			URL: "https://mybestlife.app/api", Standard: "oruk-1", Software: "neontribe",
			State: "never passed the official check", Services: -1, AsOf: "2024-07"},
		{Key: "oruk-navigator", Publisher: "ORUK Navigator (a demonstration)",
			URL: "https://oruk-navigator.vercel.app/api/oruk/v3", Standard: "oruk-3", Software: "Next.js",
			Answers: service.Yes, State: "a demonstration: not for real use", Services: 10, AsOf: "2026-09"},
		{Key: "wegov-nyc", Publisher: "WeGov NYC (New York, not the United Kingdom)",
			URL: "https://services-api.wegov.nyc", Standard: "oruk-3", Software: "WeGov",
			State: "for trying the standard out: its services are in New York", Services: -1, AsOf: "2026-09"},
	}
	for i := range known {
		known[i].Licence = notStated
	}
	return known
}

// Feed returns the feed as one that can be followed, added at a moment.
func (k KnownFeed) Feed(added time.Time) Feed {
	licence := k.Licence
	if licence == notStated {
		licence = ""
	}
	return Feed{
		Name: k.Key, URL: k.URL, ListAt: k.ListAt, Standard: k.Standard, Publisher: k.Publisher,
		Licence: licence, Software: k.Software, PerMinute: k.PerMinute, Added: added.UTC(),
	}
}

// FindKnown returns the feed of the catalogue with that key.
func FindKnown(key string) (KnownFeed, bool) {
	known := Catalogue()
	i := slices.IndexFunc(known, func(k KnownFeed) bool { return k.Key == key })
	if i < 0 {
		return KnownFeed{}, false
	}
	return known[i], true
}

// knownAt returns the feed of the catalogue at an address, however it is written.
func knownAt(address string) (KnownFeed, bool) {
	at, err := newEndpoint(address, false)
	if err != nil {
		return KnownFeed{}, false
	}
	for _, known := range Catalogue() {
		if there, err := newEndpoint(known.URL, known.ListAt); err == nil && sameAddress(there.base, at.base) {
			return known, true
		}
	}
	return KnownFeed{}, false
}

// sameAddress reports whether two addresses are the same but for the scheme.
func sameAddress(a, b string) bool { return withoutScheme(a) == withoutScheme(b) }
