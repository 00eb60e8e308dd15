//nolint:misspell // Payloads spell their keys in the American way.
package oruk_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fettle/internal/service"
	"fettle/sync/oruk"
)

// decode reads a record made of fields, which are the inside of a JSON object.
func decode(t *testing.T, fields string) (service.Service, oruk.Repairs) {
	t.Helper()
	s, repairs, err := oruk.DecodeService(json.RawMessage(`{"id":"a","name":"A",`+fields+`}`), oruk.Source{Feed: "f"})
	if err != nil {
		t.Fatalf("%s: %v", fields, err)
	}
	checkService(t, &s)
	return s, repairs
}

// example is a record, what a part of it must become, and what is counted.
type example[T any] struct {
	name, fields string
	want         T
	repairs      string // "kind kind", in the order of the alphabet, without counts.
}

func run[T any](t *testing.T, part func(service.Service) T, examples []example[T]) {
	t.Helper()
	for _, e := range examples {
		t.Run(e.name, func(t *testing.T) {
			s, repairs := decode(t, e.fields)
			if diff := cmp.Diff(e.want, part(s)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", e.fields, diff)
			}
			var kinds []string
			for _, kind := range []string{"age", "area", "coordinates", "cost", "date", "email", "html", "mojibake", "phone", "postcode", "schedule", "status", "type", "url"} {
				if repairs[kind] > 0 {
					kinds = append(kinds, kind)
				}
			}
			if got := strings.Join(kinds, " "); got != e.repairs {
				t.Errorf("%s: repairs %v, want %q", e.fields, repairs, e.repairs)
			}
		})
	}
}

func years(n float64) *float64 { return &n }

func TestAge(t *testing.T) {
	row := func(rows string) string { return `"eligibilitys":[` + rows + `]` }
	run(t, func(s service.Service) service.Age { return s.Age }, []example[service.Age]{
		{"version 3", `"minimum_age":12,"maximum_age":17.5`, service.Age{Min: years(12), Max: years(17.5)}, ""},
		{"unset", `"minimum_age":-1,"maximum_age":-1`, service.Age{}, ""},
		{"both zero", `"minimum_age":0,"maximum_age":0`, service.Age{}, ""},
		{"null", `"minimum_age":null,"maximum_age":""`, service.Age{}, ""},
		{"text", `"minimum_age":"16","maximum_age":"25"`, service.Age{Min: years(16), Max: years(25)}, ""},
		{"only a minimum", `"minimum_age":50`, service.Age{Min: years(50)}, ""},
		{"only a maximum", `"maximum_age":5`, service.Age{Max: years(5)}, ""},
		{"zero to a maximum", `"minimum_age":0,"maximum_age":5`, service.Age{Min: years(0), Max: years(5)}, ""},
		{"zero alone is an empty form", `"minimum_age":0`, service.Age{}, ""},
		{"no upper limit", `"minimum_age":18,"maximum_age":104`, service.Age{Min: years(18)}, ""},
		{"all ages", `"minimum_age":0,"maximum_age":999`, service.Age{Min: years(0)}, ""},
		{"99 is a limit", `"minimum_age":18,"maximum_age":99`, service.Age{Min: years(18), Max: years(99)}, ""},
		{"swapped", `"minimum_age":25,"maximum_age":16`, service.Age{Min: years(16), Max: years(25)}, "age"},
		{"maximum left at zero", `"minimum_age":18,"maximum_age":0`, service.Age{Min: years(18)}, "age"},
		{"senseless", `"minimum_age":-7,"maximum_age":4000`, service.Age{}, "age"},
		{"no number", `"minimum_age":"adults","maximum_age":{}`, service.Age{}, "type"},
		{"Outpost", `"min_age":13,"max_age":null`, service.Age{Min: years(13)}, ""},
		{"Outpost bands", `"age_band_under_2":true,"age_band_3_4":true,"age_band_all":null`, service.Age{Min: years(0), Max: years(4)}, ""},
		{"Outpost open band", `"age_band_8_plus":true`, service.Age{Min: years(8)}, ""},
		{"rows", row(`{"minimum_age":16,"maximum_age":25},{"minimum_age":"11","maximum_age":"18"}`), service.Age{Min: years(11), Max: years(25)}, ""},
		{"a row open above", row(`{"minimum_age":16,"maximum_age":25},{"minimum_age":50}`), service.Age{Min: years(16)}, ""},
		{"rows open at both ends", row(`{"maximum_age":25},{"minimum_age":50}`), service.Age{Min: years(0)}, ""},
		{"a row without ages", row(`{"eligibility":"carers"},{"minimum_age":18,"maximum_age":65}`), service.Age{Min: years(18), Max: years(65)}, ""},
		{"one row, no list", `"eligibilities":{"minimum_age":16,"maximum_age":25}`, service.Age{Min: years(16), Max: years(25)}, ""},
		{"in words", row(`{"eligibility":"Young people aged 16 to 25"}`), service.Age{Words: "Young people aged 16 to 25"}, ""},
		{"words not of age", row(`{"eligibility":"Carers"}`), service.Age{}, ""},
	})
	s, _ := decode(t, row(`{"eligibility":"Carers"},{"eligibility":"carers"},{"eligibility":"Older people"}`))
	if s.Eligibility != "Carers; Older people" {
		t.Errorf("eligibility %q", s.Eligibility)
	}
	s, _ = decode(t, `"minimum_age":18,`+row(`{"eligibility":"Ages 18 and over"}`))
	if s.Eligibility != "" || s.Age.Words != "" || *s.Age.Min != 18 {
		t.Errorf("what the ages say already is said again: %q, %+v", s.Eligibility, s.Age)
	}
}

func TestText(t *testing.T) {
	run(t, func(s service.Service) []string { return []string{s.Name, s.Description, s.Alert} }, []example[[]string]{
		{"HTML", `"description":"<p>Tea&nbsp;&amp; cake</p>"`, []string{"A", "Tea & cake", ""}, "html"},
		{"empty HTML", `"description":"<p><br></p>"`, []string{"A", "", ""}, "html"},
		{"blank, null and the word null", `"description":" ","alert":"NULL"`, []string{"A", "", ""}, ""},
		{"alert as an object", `"alert":{"text":"Closed <b>today</b>"}`, []string{"A", "", "Closed today"}, "type"},
		{"alert as a list", `"alert":[{"label":"Closed"},"Moved"]`, []string{"A", "", "Closed; Moved"}, "type"},
		{"a number", `"description":12`, []string{"A", "12", ""}, ""},
		{"a boolean", `"description":true,"alert":false`, []string{"A", "", ""}, "type"},
		{"mojibake", `"description":"Donâ€™t pay Â£10"`, []string{"A", "Don’t pay £10", ""}, "mojibake"},
		{"escape codes", `"description":"a\u001b]52;c;x\u0007b&#27;[2Jc"`, []string{"A", "a]52;c;xb[2Jc", ""}, ""},
		{"unknown status is shown", `"status":"Suspended"`, []string{"A", "", "Status: Suspended"}, "status"},
	})
	s, _ := decode(t, `"Alternate-Name":"B"`)
	if s.AlternateName != "B" {
		t.Errorf("folded key: %q", s.AlternateName)
	}
}

func TestStatus(t *testing.T) {
	for said, want := range map[string]service.Status{
		"active": service.StatusActive, "Active": service.StatusActive, "temporarily closed": service.StatusTemporarilyClosed,
		"TEMPORARILY_CLOSED": service.StatusTemporarilyClosed, "defunct ": service.StatusDefunct, "inactive": service.StatusInactive, "": "", "other": "",
	} {
		if s, _ := decode(t, `"status":"`+said+`"`); s.Status != want {
			t.Errorf("status %q became %q", said, s.Status)
		}
	}
}

func TestSummary(t *testing.T) {
	long := strings.Repeat("very long words without any stop ", 20)
	for description, want := range map[string]string{
		"Tea.": "Tea.",
		"We meet at St. Mary's hall with Dr. Who. Everyone is welcome to come along and have some lovely tea with us, e.g. green. Third sentence here.": "We meet at St. Mary's hall with Dr. Who. Everyone is welcome to come along and have some lovely tea with us, e.g. green.",
		"<h1>About us</h1><p>We help. You gain!</p><p>More.</p>": "We help. You gain!",
		"<h1>Only a heading</h1>":                                "Only a heading",
		"<ul><li>Tea</li><li>Cake</li></ul>":                     "Tea - Cake",
		"":                                                       "",
	} {
		body, _ := json.Marshal(description)
		s, _ := decode(t, `"description":`+string(body))
		if s.Summary != want {
			t.Errorf("summary of %q is %q, want %q", description, s.Summary, want)
		}
	}
	s, _ := decode(t, `"description":"`+long+`"`)
	if n := len([]rune(s.Summary)); n > 200 || !strings.HasSuffix(s.Summary, "…") {
		t.Errorf("long summary %q", s.Summary)
	}
	if s, _ := decode(t, `"short_description":"Short.","description":"Long."`); s.Summary != "Short." {
		t.Errorf("stated summary %q", s.Summary)
	}
}

func TestAddresses(t *testing.T) {
	run(t, func(s service.Service) []string { return []string{s.URL, s.Email} }, []example[[]string]{
		{"good", `"url":"https://x.org.uk/a","email":"jo@x.org.uk"`, []string{"https://x.org.uk/a", "jo@x.org.uk"}, ""},
		{"mended", `"url":"www.x.org.uk","email":"\u00a0jo@x.org.uk"`, []string{"https://www.x.org.uk", "jo@x.org.uk"}, "email url"},
		{"free text", `"url":"Warmley Community Centre","email":"email-example_com"`, []string{"", ""}, "email url"},
		{"placeholders", `"url":"http://www.example.com","email":"Unknown-1@noemail.invalid"`, []string{"", ""}, "email url"},
		{"wrong types", `"url":12,"email":false`, []string{"", ""}, "email url"},
		{"number for e-mail", `"email":12345`, []string{"", ""}, "email"},
		{"second key", `"status":"active","url":"none","website":"https://x.org.uk"`, []string{"https://x.org.uk", ""}, "url"},
	})
}

func TestOrganisation(t *testing.T) {
	run(t, func(s service.Service) service.Organisation { return s.Organisation }, []example[service.Organisation]{
		{"version 3", `"organization":{"id":"o","name":"O","website":"https://o.org.uk","email":"a@o.org.uk","description":""}`,
			service.Organisation{ID: "o", Name: "O", URL: "https://o.org.uk", Email: "a@o.org.uk"}, ""},
		{"Outpost", `"organisation":{"id":4373,"name":"O","description":null,"url":null}`, service.Organisation{ID: "4373", Name: "O"}, ""},
		{"only a name", `"organization":"O"`, service.Organisation{Name: "O"}, ""},
		{"only an id", `"organization_id":"o"`, service.Organisation{ID: "o"}, ""},
		{"none", `"organization":null`, service.Organisation{}, ""},
	})
}

func TestLocations(t *testing.T) {
	at := func(location string) string {
		return `"service_at_locations":[{"id":"l","location":{"id":"p",` + location + `}}]`
	}
	place := func(a service.Address, p *service.Point) []service.Location {
		l := service.Location{ID: "p", Address: a, Point: p}
		if p != nil {
			l.Level = service.LevelPoint
		}
		return []service.Location{l}
	}
	lancaster := &service.Point{Lat: 54.0466, Lon: -2.8007}
	run(t, func(s service.Service) []service.Location { return s.Locations }, []example[[]service.Location]{
		{"version 1", at(`"latitude":"54.0466","longitude":"-2.8007","physical_addresses":[{"address_1":"1 High St","city":"Lancaster","state_province":"Lancashire","postal_code":"LA1 4YW"}]`),
			place(service.Address{Street: "1 High St", Town: "Lancaster", County: "Lancashire", Postcode: "LA1 4YW"}, lancaster), ""},
		{"version 3", at(`"location_type":"physical","latitude":54.0466,"longitude":-2.8007,"addresses":[{"address_type":"postal","city":"Preston"},{"address_type":"physical","address_1":"1 High St","address_2":"Scotforth","city":"Lancaster"}]`),
			[]service.Location{{ID: "p", Kind: service.Physical, Point: lancaster, Level: service.LevelPoint, Address: service.Address{Street: "1 High St, Scotforth", Town: "Lancaster"}}}, ""},
		{"Outpost", `"locations":[{"id":7291,"name":"Hall","address_1":"Hall, Church Street, Wing","city":"Wing","postal_code":"LU7 ONY","geometry":{"type":"Point","coordinates":[-0.73,51.8634]},"mask_exact_address":null,"accessibilities":[{"name":"Ramp","slug":"ramp"}]}]`,
			[]service.Location{{ID: "7291", Name: "Hall", Point: &service.Point{Lat: 51.8634, Lon: -0.73}, Level: service.LevelPoint, Accessibility: []string{"Ramp"},
				Address: service.Address{Street: "Church Street", Town: "Wing", Postcode: "LU7 0NY"}}}, "postcode"},
		{"masked", `"locations":[{"id":1,"postal_code":"HP7","city":"Amersham","geometry":{"coordinates":[-0.59,51.67]},"mask_exact_address":true}]`,
			[]service.Location{{ID: "1", Masked: true, Point: &service.Point{Lat: 51.67, Lon: -0.59}, Level: service.LevelDistrict, Address: service.Address{Town: "Amersham", Postcode: "HP7"}}}, ""},
		{"masked by its looks", `"locations":[{"id":1,"postal_code":"HP7","geometry":{"coordinates":[-0.59,51.67]}}]`,
			[]service.Location{{ID: "1", Masked: true, Point: &service.Point{Lat: 51.67, Lon: -0.59}, Level: service.LevelDistrict, Address: service.Address{Postcode: "HP7"}}}, ""},
		{"masked and leaking", `"hide_address":true,"locations":[{"id":1,"address_1":"1 High St","postal_code":"HP7 0AB","latitude":51.67777,"longitude":-0.59999}]`,
			[]service.Location{{ID: "1", Masked: true, Point: &service.Point{Lat: 51.68, Lon: -0.6}, Level: service.LevelDistrict, Address: service.Address{Postcode: "HP7"}}}, ""},
		{"outward code with a street", at(`"addresses":[{"address_1":"1 High St","postal_code":"LA1"}]`), place(service.Address{Street: "1 High St", Postcode: "LA1"}, nil), ""},
		{"nowhere", at(`"latitude":0,"longitude":0,"name":"X"`), []service.Location{{ID: "p", Name: "X"}}, "coordinates"},
		{"far away", at(`"latitude":100,"longitude":101,"addresses":[{"city":"X","postal_code":"ABC 1234"}]`), place(service.Address{Town: "X"}, nil), "coordinates postcode"},
		{"swapped", at(`"latitude":-2.8007,"longitude":54.0466`), place(service.Address{}, lancaster), "coordinates"},
		{"half a point", at(`"latitude":54,"name":"X"`), []service.Location{{ID: "p", Name: "X"}}, ""},
		{"no number", at(`"latitude":"x","longitude":"y","name":"X"`), []service.Location{{ID: "p", Name: "X"}}, "type"},
		{"postcode in the street", at(`"addresses":[{"address_1":"1 High St, Lancaster, LA1 4YW","city":"Lancaster"}]`), place(service.Address{Street: "1 High St", Town: "Lancaster", Postcode: "LA1 4YW"}, nil), ""},
		{"street is the town", at(`"addresses":[{"address_1":"Claydons","city":"Claydons"}]`), place(service.Address{Town: "Claydons"}, nil), ""},
		{"address as text", at(`"address":"1 High St"`), place(service.Address{Street: "1 High St"}, nil), ""},
		{"Southampton", at(`"physical_addresses":[{"address1":"1 High St","postal_code":"so14 1aa "}]`), place(service.Address{Street: "1 High St", Postcode: "SO14 1AA"}, nil), "postcode"},
		{"virtual", at(`"location_type":"virtual"`), []service.Location{{ID: "p", Kind: service.Virtual}}, ""},
		{"postal", at(`"addresses":[{"address_1":"PO Box 1","address_type":"postal"}]`), []service.Location{{ID: "p", Kind: service.Postal, Address: service.Address{Street: "PO Box 1"}}}, ""},
		{"empty", at(`"latitude":null`), nil, ""},
		{"the same twice", `"locations":[{"id":"p","name":"X"}],"service_at_locations":[{"location":{"id":"p","name":"X"}},{"location_id":"p"}]`, []service.Location{{ID: "p", Name: "X"}}, ""},
		{"link without a place", `"service_at_locations":[{"id":"l"},null,"x"]`, nil, ""},
		{"accessibility", at(`"name":"X","accessibility":[{"description":"Ramp","accessibility":"Ramp","details":"At the back"},{"accessibility":"ramp. At the back"}]`),
			[]service.Location{{ID: "p", Name: "X", Accessibility: []string{"Ramp. At the back"}}}, ""},
	})
}

func TestPostcodes(t *testing.T) {
	for raw, want := range map[string]string{
		"LA1 4YW": "LA1 4YW", "la14yw": "LA1 4YW", " LU7 ONY ": "LU7 0NY", "HP157PY": "HP15 7PY", "HP11 1UP ": "HP11 1UP", "SW1A 1AA": "SW1A 1AA",
		"EC1A1BB": "EC1A 1BB", "M1 1AE": "M1 1AE", "W1A 0AX": "W1A 0AX", "LAI 4YW": "LA1 4YW", "PRI 2AB": "PR1 2AB", "0L1 1AA": "OL1 1AA", "HP7": "HP7", "L1": "L1",
		"Lancaster LA1 4YW": "LA1 4YW", "LA1 4YW, England": "LA1 4YW",
		"ABC 1234": "", "": "", "n/a": "", "LA1 4YC": "", "QA1 4YW": "", "12345": "", "Lancaster": "",
	} {
		s, _ := decode(t, `"locations":[{"name":"X","address_1":"1 High St","postal_code":"`+raw+`"}]`)
		if got := s.Locations[0].Address.Postcode; got != want {
			t.Errorf("postcode %q became %q, want %q", raw, got, want)
		}
	}
}

func TestAreas(t *testing.T) {
	run(t, func(s service.Service) []service.Area { return s.Areas }, []example[[]service.Area]{
		{"version 1", `"service_areas":[{"service_area":"Lancaster","uri":"http://statistics.data.gov.uk/id/statistical-geography/E07000121","extent":""}]`,
			[]service.Area{{Name: "Lancaster", Code: "E07000121"}}, ""},
		{"Placecube", `"service_areas":[{"id":"x","name":"Bristol","serviceId":"y","uri":"http://www.example.com"}]`, []service.Area{{Name: "Bristol"}}, ""},
		{"names", `"service_areas":["Bristol","Bristol","Bath"]`, []service.Area{{Name: "Bristol"}, {Name: "Bath"}}, ""},
		{"drawn", `"service_areas":[{"name":"B","extent":{"type":"Feature","properties":{"x":"\u001b"},"geometry":{"type":"Polygon","coordinates":[[[-2.5,54.0],[-2.4,54],[-2.5,54.1],[-2.5,54]]]}}}]`,
			[]service.Area{{Name: "B", Extent: `{"coordinates":[[[-2.5,54.0],[-2.4,54],[-2.5,54.1],[-2.5,54]]],"type":"Polygon"}`}}, ""},
		{"drawn as text", `"service_areas":[{"extent":"{\"type\":\"Point\",\"coordinates\":[1,2]}"}]`, []service.Area{{Extent: `{"coordinates":[1,2],"type":"Point"}`}}, ""},
		{"badly drawn", `"service_areas":[{"name":"B","extent":{"type":"Polygon","coordinates":["x"]}},{"name":"C","extent":"{x"}]`, []service.Area{{Name: "B"}, {Name: "C"}}, "area"},
		{"the word extent", `"service_areas":[{"name":"B","extent":"extent","extent_type":"geojson"}]`, []service.Area{{Name: "B"}}, ""},
	})
}

func TestContacts(t *testing.T) {
	type reach struct {
		Phones   []service.Phone
		Contacts []service.Contact
		Email    string
	}
	p := func(number, dial, label string) service.Phone {
		return service.Phone{Number: number, Dial: dial, Label: label}
	}
	run(t, func(s service.Service) reach { return reach{s.Phones, s.Contacts, s.Email} }, []example[reach]{
		{"nobody in particular", `"contacts":[{"id":"c","phones":[{"number":"0800 0354213"},{"number":"Youth MAPS: 0117 332 7111"}]}]`,
			reach{Phones: []service.Phone{p("0800 035 4213", "+448000354213", ""), p("0117 332 7111", "+441173327111", "Youth MAPS")}}, ""},
		{"Outpost", `"contacts":[{"name":"Jo","title":"","email":"jo@x.org.uk","phone":"020 7946 0000."}]`,
			reach{Phones: []service.Phone{p("020 7946 0000", "+442079460000", "")}, Email: "jo@x.org.uk",
				Contacts: []service.Contact{{Name: "Jo", Email: "jo@x.org.uk", Phones: []service.Phone{p("020 7946 0000", "+442079460000", "")}}}}, ""},
		{"own phone before others", `"phones":[{"number":"01632 960001","type":"voice"}],"contacts":[{"name":"Jo","phones":"01632 960002"}]`,
			reach{Phones: []service.Phone{p("01632 960 001", "+441632960001", "")},
				Contacts: []service.Contact{{Name: "Jo", Phones: []service.Phone{p("01632 960 002", "+441632960002", "")}}}}, ""},
		{"extension and kind", `"phones":[{"number":"\"+44 1632 960001\"","extension":100,"type":"textphone"},{"number":"01632 960002","type":"fax"}]`,
			reach{Phones: []service.Phone{{Number: "01632 960 001", Dial: "+441632960001", Extension: "100", Label: "textphone"}}}, ""},
		{"a label", `"phones":[{"number":"116 123","description":"Day and night"}]`, reach{Phones: []service.Phone{p("116 123", "116123", "Day and night")}}, ""},
		{"organisation's phone", `"organization":{"name":"O","phones":[{"number":"01632 960001"}]}`, reach{Phones: []service.Phone{p("01632 960 001", "+441632960001", "")}}, ""},
		{"location's phone", `"service_at_locations":[{"location":{"id":"l","name":"X","phones":[{"number":"01632 960001"}]}}]`, reach{Phones: []service.Phone{p("01632 960 001", "+441632960001", "")}}, ""},
		{"unreadable", `"phone":"ring 12"`, reach{Phones: []service.Phone{p("ring 12", "", "")}}, "phone"},
		{"no digits", `"phone":"see website"`, reach{}, "phone"},
		{"a number without its zero", `"phone":7700900123`, reach{Phones: []service.Phone{p("07700 900 123", "+447700900123", "")}}, ""},
		{"assurer is no contact", `"assurer_email":"officer@x.gov.uk","pc_metadata":{"assured_by":"officer@x.gov.uk"}`, reach{}, ""},
	})
}

func TestTerms(t *testing.T) {
	run(t, func(s service.Service) []service.Term { return s.Terms }, []example[[]service.Term]{
		{"version 1", `"service_taxonomys":[{"id":"x","taxonomy":{"id":"http://id.esd.org.uk/service/298","name":"Fostering","vocabulary":"esdServiceTypes"}},{"taxonomy":{"id":"esdServiceType:242","name":"Libraries"}}]`,
			[]service.Term{{Vocabulary: "esdServiceTypes", ID: "298", Name: "Fostering"}, {Vocabulary: "esdServiceType", ID: "242", Name: "Libraries"}}, ""},
		{"eligibility", `"eligibilitys":[{"taxonomys":[{"taxonomy":{"id":"circumstance:Gender_Female","vocabulary":"esdCircumstances"}}]}]`,
			[]service.Term{{Vocabulary: "esdCircumstances", ID: "Gender_Female"}}, ""},
		{"version 3", `"attributes":[{"id":"x","taxonomy_term":{"id":"3f7b","name":"Tea","taxonomy":"Drinks","term_uri":"http://example.com"}},{"taxonomy_term":{"id":"3f7c","name":"Need","term_uri":"http://id.esd.org.uk/need/69"}},{"taxonomy_term":{"id":"u","code":"c1","name":"C","taxonomy_detail":{"name":"D"}}}]`,
			[]service.Term{{Vocabulary: "Drinks", ID: "3f7b", Name: "Tea"}, {Vocabulary: "esdNeeds", ID: "69", Name: "Need"}, {Vocabulary: "D", ID: "c1", Name: "C"}}, ""},
		{"attributes without a term", `"attributes":[{"label":"Dogs","value":"yes"},{"taxonomy_term_id":"openEligibility:12"},{"id":"x"}]`,
			[]service.Term{{Vocabulary: "Dogs", Name: "yes"}, {ID: "12"}}, ""},
		{"Outpost", `"taxonomies":[{"id":403,"name":"Staying active","slug":"x","parent_id":null}],"suitabilities":[{"id":2,"name":"Older people"}],"send_needs":[{"id":1,"name":"Hearing"}]`,
			[]service.Term{{ID: "403", Name: "Staying active"}, {Vocabulary: "suitabilities", ID: "2", Name: "Older people"}, {Vocabulary: "send_needs", ID: "1", Name: "Hearing"}}, ""},
		{"audience and type", `"pc_targetAudience":[{"id":"Homeless","audienceType":"Homeless "},{"id":"80425","audienceType":"Carers"}],"deliverable_type":"Advice"`,
			[]service.Term{{Vocabulary: "circumstance", ID: "Homeless", Name: "Homeless"}, {Vocabulary: "deliverable_type", Name: "Advice"}}, ""},
		{"twice", `"taxonomies":["A","A",null,{}]`, []service.Term{{Name: "A"}}, ""},
	})
	run(t, func(s service.Service) []string { return s.Audience }, []example[[]string]{
		{"labels", `"pc_targetAudience":[{"audienceType":"Parents>Grandparents"},{"audienceType":"Dementia "},{"audienceType":"Parents "}],"suitabilities":[{"name":"Older people"}]`,
			[]string{"Parents", "Grandparents", "Dementia", "Older people"}, ""},
	})
}

func TestCost(t *testing.T) {
	pounds := func(p float64) *float64 { return &p }
	run(t, func(s service.Service) service.Cost { return s.Cost }, []example[service.Cost]{
		{"nothing", `"fees":"","free":null,"cost_options":[]`, service.Cost{}, ""},
		{"says so", `"free":true`, service.Cost{Free: service.Yes}, ""},
		{"not free, without a price", `"free":false`, service.Cost{}, ""},
		{"version 3", `"cost_options":[{"option":"Adults","amount":35,"amount_description":"per session"}]`,
			service.Cost{Free: service.No, Options: []service.CostOption{{Name: "Adults", Pounds: pounds(35), Per: "per session"}}}, ""},
		{"Outpost", `"cost_options":[{"id":1,"option":"Adults","amount":"44.00","cost_type":"per session"}]`,
			service.Cost{Free: service.No, Options: []service.CostOption{{Name: "Adults", Pounds: pounds(44), Per: "per session"}}}, ""},
		{"pound sign", `"cost_options":[{"amount":"£1,035.50"}]`, service.Cost{Free: service.No, Options: []service.CostOption{{Pounds: pounds(1035.5)}}}, ""},
		{"zero", `"cost_options":[{"option":"All","amount":0}]`, service.Cost{Free: service.Yes, Options: []service.CostOption{{Name: "All", Pounds: pounds(0)}}}, ""},
		{"zero and more", `"cost_options":[{"option":"Under 5","amount":0},{"option":"Adults","amount":2}]`,
			service.Cost{Free: service.No, Options: []service.CostOption{{Name: "Under 5", Pounds: pounds(0)}, {Name: "Adults", Pounds: pounds(2)}}}, ""},
		{"no amount", `"cost_options":[{"option":"Ask us","amount":null},{"option":"X","amount":"varies"}]`,
			service.Cost{Options: []service.CostOption{{Name: "Ask us"}, {Name: "X"}}}, "type"},
		{"other money and nonsense", `"cost_options":[{"option":"A","amount":3,"currency":"EUR"},{"option":"B","amount":-1},{"option":"C","amount":2,"currency":"gbp"}]`,
			service.Cost{Free: service.No, Options: []service.CostOption{{Name: "A"}, {Name: "B"}, {Name: "C", Pounds: pounds(2)}}}, "cost"},
		{"free in words", `"fees":"Free of charge."`, service.Cost{Free: service.Yes, Words: "Free of charge."}, ""},
		{"no charge", `"fees":"There is no charge for this service"`, service.Cost{Free: service.Yes, Words: "There is no charge for this service"}, ""},
		{"free for some", `"fees":"Free for members"`, service.Cost{Words: "Free for members"}, ""},
		{"free at first", `"fees":"Free initial consultation"`, service.Cost{Words: "Free initial consultation"}, ""},
		{"not free", `"fees":"Not free"`, service.Cost{Words: "Not free"}, ""},
		{"feel free", `"fees":"Please feel free to ask"`, service.Cost{Words: "Please feel free to ask"}, ""},
		{"free or £3", `"fees":"Free for members, £3 for others"`, service.Cost{Words: "Free for members, £3 for others"}, ""},
		{"one price in words", `"fees":"£3.50 per session"`, service.Cost{Free: service.No, Words: "£3.50 per session", Options: []service.CostOption{{Pounds: pounds(3.5), Per: "per session"}}}, ""},
		{"pence", `"fees":"50p a visit"`, service.Cost{Free: service.No, Words: "50p a visit", Options: []service.CostOption{{Pounds: pounds(0.5), Per: "a visit"}}}, ""},
		{"two prices in words", `"fees":"£3 adults, £1 children"`, service.Cost{Free: service.No, Words: "£3 adults, £1 children"}, ""},
		{"£0", `"fees":"£0"`, service.Cost{Free: service.Yes, Words: "£0", Options: []service.CostOption{{Pounds: pounds(0)}}}, ""},
		{"international", `"fees":"x","fees_description":"Donation"`, service.Cost{Words: "Donation"}, ""},
	})
}

func TestHowAndAccess(t *testing.T) {
	type ways struct {
		How    []service.How
		Access []service.Access
		Note   string
	}
	run(t, func(s service.Service) ways { return ways{s.How, s.Access, s.AccessNote} }, []example[ways]{
		{"version 1", `"attending_type":"Home visit","attending_access":"Self referral"`, ways{How: []service.How{service.AtHome}, Access: []service.Access{service.SelfReferral}}, ""},
		{"several", `"attending_type":"online, phone or venue","attending_access":"drop-in, appointment"`,
			ways{How: []service.How{service.AtVenue, service.ByPhone, service.IsOnline}, Access: []service.Access{service.DropIn, service.Appointment}}, ""},
		{"list", `"attending_type":["Phone","Online"],"attending_access":["referral","membership"]`,
			ways{How: []service.How{service.ByPhone, service.IsOnline}, Access: []service.Access{service.ProfessionalReferral, service.Membership}}, ""},
		{"no answer", `"attending_type":"Information advice and guidance","attending_access":"Ask at the desk"`, ways{Note: "Ask at the desk"}, ""},
		{"sentence on a schedule", `"schedules":[{"byday":"MO","attending_type":"You can attend this service in-person or remotely via video conferencing"}]`,
			ways{Note: "You can attend this service in-person or remotely via video conferencing"}, ""},
		{"word on a schedule", `"schedules":[{"byday":"MO","attending_type":"Online"}]`, ways{How: []service.How{service.IsOnline}}, ""},
		{"place with a point", `"locations":[{"id":1,"latitude":54,"longitude":-2.8}]`, ways{How: []service.How{service.AtVenue}}, ""},
		{"place without anything", `"locations":[{"id":1,"name":"X"}]`, ways{}, ""},
		{"withheld place", `"locations":[{"id":1,"postal_code":"HP7","mask_exact_address":true}]`, ways{}, ""},
		{"virtual place", `"locations":[{"id":1,"location_type":"virtual"}]`, ways{How: []service.How{service.IsOnline}}, ""},
		{"home visits for an address", `"locations":[{"id":1,"address_1":"Client home visits","latitude":54,"longitude":-2.8}]`, ways{How: []service.How{service.AtHome}}, ""},
		{"stated way counts before the place", `"attending_type":"Phone","locations":[{"id":1,"latitude":54,"longitude":-2.8}]`, ways{How: []service.How{service.ByPhone}}, ""},
		{"needs a referral", `"needs_referral":true`, ways{Access: []service.Access{service.ProfessionalReferral}}, ""},
		{"needs none", `"needs_referral":false`, ways{}, ""},
		{"note", `"pc_attendingAccess_additionalInfo":"We accept professional or self-referrals."`,
			ways{Access: []service.Access{service.SelfReferral, service.ProfessionalReferral}, Note: "We accept professional or self-referrals."}, ""},
		{"note that says no", `"pc_attendingAccess_additionalInfo":"This is not a drop-in. We don't take self-referrals."`, ways{Note: "This is not a drop-in. We don't take self-referrals."}, ""},
		{"note that says no more", `"attending_access":"Drop-in","pc_attendingAccess_additionalInfo":"By appointment."`,
			ways{Access: []service.Access{service.DropIn, service.Appointment}}, ""},
		{"application", `"application_process":"Ring us.","attending_access":"Drop-in"`, ways{Access: []service.Access{service.DropIn}, Note: "Ring us."}, ""},
	})
}

func TestLanguages(t *testing.T) {
	run(t, func(s service.Service) []string { return s.Languages }, []example[[]string]{
		{"names", `"languages":[{"id":"x","language":"Urdu"},{"name":"Polish","code":"pl"},{"id":"only"}]`, []string{"Urdu", "Polish"}, ""},
		{"codes", `"languages":[{"code":"ur"},{"code":"en-GB"},{"code":"bfi"},{"code":"xx"}]`, []string{"Urdu", "English", "British Sign Language"}, ""},
		{"one text", `"languages":"English, Urdu; polish"`, []string{"English", "Urdu", "polish"}, ""},
	})
}

func TestAssurance(t *testing.T) {
	run(t, func(s service.Service) service.Assurance { return s.Assured }, []example[service.Assurance]{
		{"council", `"assured_date":"2025-09-02","assurer_email":"jo.bloggs@lancaster.gov.uk"`, service.Assurance{On: "2025-09-02", By: "council"}, ""},
		{"Placecube", `"assured_date":"","pc_metadata":{"date_assured":"2024-12-10","assured_by":"jo@nhs.net"}`, service.Assurance{On: "2024-12-10", By: "NHS"}, ""},
		{"Porism", `"assured_date":"02/09/2025 00:00:00"`, service.Assurance{On: "2025-09-02"}, ""},
		{"central government", `"assured_date":"2025-09-02","assurer_email":"a@dwp.gov.uk"`, service.Assurance{On: "2025-09-02"}, ""},
		{"provider", `"assured_date":"2025-09-02","assurer_email":"a@tea.org.uk","url":"https://www.tea.org.uk/x"`, service.Assurance{On: "2025-09-02", By: "provider"}, ""},
		{"public mail", `"assured_date":"2025-09-02","assurer_email":"a@gmail.com","email":"b@gmail.com"`, service.Assurance{On: "2025-09-02"}, ""},
		{"by name", `"assured_date":"2025-09-02","pc_metadata":{"assured_by":"Lancaster City Council"}`, service.Assurance{On: "2025-09-02", By: "council"}, ""},
		{"a person", `"assured_date":"2025-09-02","pc_metadata":{"assured_by":"Jo Bloggs"}`, service.Assurance{On: "2025-09-02"}, ""},
		{"who without when", `"assurer_email":"jo@lancaster.gov.uk"`, service.Assurance{}, ""},
		{"no date", `"assured_date":"soon","assurer_email":"jo@lancaster.gov.uk"`, service.Assurance{}, "date"},
	})
}

func TestDates(t *testing.T) {
	for raw, want := range map[string]service.Date{
		`"2025-09-02"`: "2025-09-02", `"2025-09-02T12:06:15.654"`: "2025-09-02", `"2025-09-02T12:06:15.654Z"`: "2025-09-02",
		`"2025-09-02T23:30:00Z"`: "2025-09-03", `"2025-01-02T23:30:00Z"`: "2025-01-02", `"2026-09-09T23:00:00.000Z"`: "2026-09-10",
		`"2025-09-02T00:30:00+01:00"`: "2025-09-02", `"2025-09-02T12:06:15.654+0000"`: "2025-09-02", `"2025-09-02 12:06:15"`: "2025-09-02",
		`"02/09/2025 10:00:00"`: "2025-09-02", `"02/09/2025"`: "2025-09-02", `"2 September 2025"`: "2025-09-02", `1756814400000`: "2025-09-02",
		`1756814400`: "2025-09-02", `"1756814400000"`: "2025-09-02", `"20250902"`: "2025-09-02", `"Tue, 02 Sep 2025 10:00:00 GMT"`: "2025-09-02",
		`"2025-03-30T00:59:59Z"`: "2025-03-30", `"2025-10-25T23:30:00Z"`: "2025-10-26", `"2025-10-26T23:30:00Z"`: "2025-10-26",
		`""`: "", `null`: "", `"0001-01-01T00:00:00"`: "", `"9999-12-31"`: "", `"2025-02-30"`: "", `"soon"`: "", `true`: "", `12`: "", `"31/31/2025"`: "",
	} {
		s, repairs := decode(t, `"last_modified":`+raw)
		if s.Changed != want {
			t.Errorf("date %s became %q, want %q", raw, s.Changed, want)
		}
		if mended := raw == `""` || raw == "null" || want != ""; mended != (repairs["date"] == 0) {
			t.Errorf("date %s: repairs %v", raw, repairs)
		}
	}
	if s, _ := decode(t, `"pc_metadata":{"date_modified":"2024-11-27"}`); s.Changed != "2024-11-27" {
		t.Errorf("changed %q", s.Changed)
	}
	if s, _ := decode(t, `"updated_at":"2021-09-14T13:05:10.022Z"`); s.Changed != "2021-09-14" {
		t.Errorf("changed %q", s.Changed)
	}
}

func TestIdentity(t *testing.T) {
	fetched := time.Date(2026, 9, 2, 13, 0, 0, 0, time.FixedZone("", 3600))
	source := oruk.Source{Feed: "f", URL: "https://x.org/services/1", Standard: oruk.Version1, Fetched: fetched}
	raw := json.RawMessage(`{"id":2830,"name":"A","updated_at":"u"}`)
	s, _, err := oruk.DecodeService(raw, source)
	if err != nil {
		t.Fatal(err)
	}
	want := service.Provenance{Feed: "f", SourceID: "2830", URL: source.URL, Fetched: fetched.UTC(), Standard: oruk.Version1, ChangeKey: "updated_at:u"}
	if diff := cmp.Diff(want, s.Source); diff != "" || s.ID != "f/2830" || string(s.Raw) != string(raw) || s.Feed() != "f" {
		t.Errorf("%s %s %s", s.ID, s.Raw, diff)
	}
	for id, want := range map[string]string{
		`"a b\u200b\u001bc"`: "f/abc", `"x/y"`: "f/x/y", `1.5`: "f/1.5", `"` + strings.Repeat("x", 300) + `"`: "f/sha256:",
	} {
		s, _, err := oruk.DecodeService(json.RawMessage(`{"id":`+id+`,"name":"A"}`), oruk.Source{Feed: "f"})
		if err != nil || !strings.HasPrefix(s.ID, want) || len(s.ID) > 202 {
			t.Errorf("id %s became %q, %v", id, s.ID, err)
		}
	}
}

func TestUnusable(t *testing.T) {
	for body, want := range map[string]string{
		`[{"name":"Tea"}]`:              `record "Tea" cannot be used: no id`,
		`{"id":"a","name":" "}`:         `record a cannot be used: no name, description or organisation`,
		`{"id":"o","legal_status":"x"}`: `record o cannot be used: an organisation without services, not a service`,
		`[7]`:                           `a record cannot be used: not a record but a single value`,
	} {
		_, _, err := oruk.DecodeService(json.RawMessage(body), oruk.Source{Feed: "f"})
		var unusable *oruk.UnusableError
		if !errors.As(err, &unusable) || err.Error() != want {
			t.Errorf("%s: %v, want %s", body, err, want)
		}
	}
	var notAFeed *oruk.NotAFeedError
	for _, body := range []string{"<html>", `[]`, `[{"id":1,"name":"A"},{"id":2,"name":"B"}]`, ""} {
		if _, _, err := oruk.DecodeService(json.RawMessage(body), oruk.Source{Feed: "f"}); !errors.As(err, &notAFeed) {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestWrappedServices(t *testing.T) {
	s, _, err := oruk.DecodeService(json.RawMessage(`{"id":"l","location":{"id":"p","name":"Hall"},"schedules":[{"byday":"MO","freq":"WEEKLY"}],"service":{"id":"a","name":"A"}}`), oruk.Source{Feed: "f"})
	if err != nil || s.ID != "f/a" || len(s.Locations) != 1 || len(s.Sessions) != 1 || s.Sessions[0].Location != 1 {
		t.Errorf("%+v, %v", s, err)
	}
	s, _, err = oruk.DecodeService(json.RawMessage(`{"id":"o","name":"O","website":"https://o.org.uk","services":[{"id":"a","name":"A"}]}`), oruk.Source{Feed: "f"})
	if err != nil || s.ID != "f/a" || s.Organisation.Name != "O" || s.Organisation.URL != "https://o.org.uk" {
		t.Errorf("%+v, %v", s, err)
	}
}
