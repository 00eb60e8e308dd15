package export

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"fettle/internal/service"
)

// luminance returns the relative luminance of a colour as WCAG 2.2 defines it.
func luminance(t *testing.T, colour string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
	if err != nil || len(colour) != 7 {
		t.Fatalf("%q is no colour: %v", colour, err)
	}
	part := func(shift uint) float64 {
		c := float64(n>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

// said returns the lines of one part of the only entry of a document.
func said(t *testing.T, s *service.Service, kind Kind, o Options) string {
	t.Helper()
	d := sample{services: []*service.Service{s}}.document(t, o)
	for _, f := range d.Entries[0].Facts {
		if f.Kind == kind {
			var lines []string
			for _, l := range f.Lines {
				lines = append(lines, l.Words())
			}
			return strings.Join(lines, " | ")
		}
	}
	return ""
}

func TestWhatIsSaid(t *testing.T) {
	normal, easier := variants()["normal"], variants()["easier"]
	for name, tc := range map[string]struct {
		service service.Service
		kind    Kind
		options Options
		want    string
	}{
		"nothing of time":   {service.Service{}, KindWhen, normal, unstated},
		"nothing of cost":   {service.Service{}, KindCost, normal, unstated},
		"nothing of people": {service.Service{}, KindWho, normal, unstated},
		"nothing of place":  {service.Service{}, KindWhere, normal, unstated},
		"nothing of checks": {service.Service{}, KindChecked, normal, "Nobody says when this was last checked."},
		"no way in touch":   {service.Service{}, KindContact, normal, "Not stated. Ask whoever gave you this list."},
		"past times": {service.Service{Sessions: []service.Session{{Days: []service.Day{{}}, ValidTo: "2005-01-01"}}}, KindWhen, normal,
			"The times that they gave have passed. Ask them."},
		"a session in words": {service.Service{Sessions: []service.Session{{Words: "Most Mondays in term"}}}, KindWhen, easier, "Most Mondays in term"},
		"words of time":      {service.Service{Timing: "Most Mondays"}, KindWhen, easier, "They say: Most Mondays"},
		"free":               {service.Service{Cost: service.Cost{Free: service.Yes, Options: []service.CostOption{{Pounds: number(0)}}}}, KindCost, normal, "Free."},
		"a charge":           {service.Service{Cost: service.Cost{Free: service.No}}, KindCost, normal, "There is a charge. Ask them how much."},
		"pounds":             {service.Service{Cost: service.Cost{Options: []service.CostOption{{Pounds: number(3)}, {Pounds: number(1.5), Per: "an hour"}}}}, KindCost, normal, "£3 | £1.50 an hour"},
		"a price not said":   {service.Service{Cost: service.Cost{Options: []service.CostOption{{Name: "Trip"}}}}, KindCost, normal, unstated},
		"ages":               {service.Service{Age: service.Age{Min: number(5), Max: number(11)}}, KindWho, normal, "Ages 5 to 11"},
		"from an age":        {service.Service{Age: service.Age{Min: number(16), Recommended: true}}, KindWho, normal, "Ages 16 and over (a guide, not a rule)"},
		"up to an age":       {service.Service{Age: service.Age{Min: number(0), Max: number(17.5)}}, KindWho, normal, "Ages up to 17.5"},
		"all ages":           {service.Service{Age: service.Age{Min: number(0), Max: number(120)}}, KindWho, normal, "All ages"},
		"one age":            {service.Service{Age: service.Age{Min: number(2), Max: number(2)}}, KindWho, normal, "Age 2"},
		"checked by":         {service.Service{Assured: service.Assurance{On: "2026-09-02", By: "NHS"}}, KindChecked, normal, "Checked on 2 September 2026 by the NHS."},
		"changed only":       {service.Service{Changed: "2026-09-02"}, KindChecked, normal, "Nobody says when this was last checked. Its publisher changed it on 2 September 2026."},
		"refer":              {service.Service{Access: []service.Access{service.ProfessionalReferral}, Email: "a@example.org"}, KindNext, normal, "Someone such as your GP has to refer you. Ask them to. | E-mail a@example.org before you go."},
		"at home":            {service.Service{How: []service.How{service.AtHome, service.IsOnline}}, KindWhere, normal, "At home: they come to you. | Online."},
		"postal only":        {service.Service{Locations: []service.Location{{Kind: service.Postal, Name: "PO Box 1"}}}, KindWhere, normal, unstated},
		"first sentence":     {service.Service{Summary: "A friendly place to meet. We have much more to tell."}, KindWhat, easier, "A friendly place to meet."},
		"from description":   {service.Service{Description: "## About\n\n- one\n\nA walk for all."}, KindWhat, normal, "A walk for all."},
	} {
		if got := said(t, &tc.service, tc.kind, tc.options); got != tc.want {
			t.Errorf("%s: says %q, want %q", name, got, tc.want)
		}
	}
}

func TestMapLinks(t *testing.T) {
	point := &service.Point{Lat: 54.04712, Lon: -2.80098}
	at := service.Address{Postcode: "LA1 1AA"}
	for name, tc := range map[string]struct {
		maps     Maps
		location service.Location
		want     string
	}{
		"own point":      {"", service.Location{Point: point, Level: service.LevelPoint}, "https://www.openstreetmap.org/?mlat=54.04712&mlon=-2.80098#map=17/54.04712/-2.80098"},
		"google":         {MapsGoogle, service.Location{Point: point, Level: service.LevelPoint}, "https://www.google.com/maps/search/?api=1&query=54.04712%2C-2.80098"},
		"apple":          {MapsApple, service.Location{Point: point, Level: service.LevelUnit}, "https://maps.apple.com/?q=54.04712%2C-2.80098"},
		"postcode":       {"", service.Location{Address: at}, "https://www.openstreetmap.org/search?query=LA1+1AA"},
		"a town's point": {"", service.Location{Point: point, Level: service.LevelTown}, ""},
		"district only":  {"", service.Location{Address: service.Address{Postcode: "LA1"}}, ""},
		"masked":         {"", service.Location{Point: point, Level: service.LevelPoint, Address: at, Masked: true}, ""},
		"postal":         {"", service.Location{Address: at, Kind: service.Postal}, ""},
		"none wanted":    {MapsNone, service.Location{Address: at}, ""},
	} {
		if got := tc.maps.link(&tc.location); got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

func TestAddressesOfLinks(t *testing.T) {
	for _, bad := range []string{
		"", "javascript:alert(1)", "//evil.example", "https://a@b.example/", "http://x", "https://exa mple.org", "https://example.org/\x00",
		"data:text/html,x", "https://example.org/<script>", "file:///etc/passwd", "https://example.org/\u202e",
	} {
		if words, href := webHref(bad); href != "" || words != "" {
			t.Errorf("web address %q became %q", bad, href)
		}
	}
	for _, bad := range []string{
		"", "no", "a@b@c", "a@example.org\r\nBcc: b@example.org", "A <a@example.org>", "a@example.org?bcc=b", "a@example.org,b@example.org", `"a b"@example.org`,
	} {
		if words, href := mailHref(bad); href != "" || words != "" {
			t.Errorf("e-mail address %q became %q", bad, href)
		}
	}
	for dial, want := range map[string]string{
		"+441632960123": "tel:+441632960123", "999": "tel:999", "116 123": "tel:116123", "1;x": "", "": "", "+": "", "javascript:1": "", "01": "", "++44123456": "",
	} {
		if got := dialHref(dial, ""); got != want {
			t.Errorf("number %q became %q, want %q", dial, got, want)
		}
	}
	if got := dialHref("999", "1;x"); got != "tel:999" {
		t.Errorf("a bad extension gave %q", got)
	}
}

func TestSensitive(t *testing.T) {
	found := func(id string) service.Found {
		return service.Found{Needs: []service.NeedFound{{ID: "active"}, {ID: id}}}
	}
	for want, services := range map[string][]service.Service{
		SensitiveAbuse: {{Found: found("abuse")}, {Name: "Lancaster Refuge"}, {Organisation: service.Organisation{Name: "Anytown Women's Aid"}},
			{Terms: []service.Term{{Name: "Domestic violence"}}}},
		SensitiveSexual:      {{Name: "Sexual Health Clinic"}, {Summary: "Free contraception for all"}},
		SensitiveAddiction:   {{Found: found("addiction")}},
		SensitiveImmigration: {{Found: found("migration"), Name: "Refugee welcome"}},
		SensitiveDebt:        {{Name: "Money and Debt Advice"}},
		SensitiveMental:      {{Found: found("mental-health")}, {Found: found("crisis")}},
		SensitiveLGBTQ:       {{Found: found("lgbtq")}},
		"":                   {{Name: "Refugee football"}, {Found: found("company")}, {Name: "Indebted"}},
	} {
		for _, s := range services {
			if kind, ok := Sensitive(&s); kind != want || ok != (want != "") {
				t.Errorf("%+v is of kind %q, want %q", s.Name, kind, want)
			}
		}
	}
}

func TestBuildLeavesTheRecordAlone(t *testing.T) {
	s, same := sensitive(), sensitive()
	for _, o := range variants() {
		sample{services: []*service.Service{s}}.document(t, o)
	}
	if s.Locations[0].Address != same.Locations[0].Address || s.Sessions[0].Location != same.Sessions[0].Location || s.Sessions[0].Words != same.Sessions[0].Words {
		t.Error("building a document changed the record")
	}
}

func TestBuildPassesErrorsOn(t *testing.T) {
	broken := errors.New("the library is closed")
	_, err := Build(List{Items: []Item{{ID: "demo/1"}}}, func(string) (*service.Service, error) { return nil, broken }, variants()["normal"])
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), "demo/1") {
		t.Errorf("got %v", err)
	}
}

func TestTextFitsItsWidth(t *testing.T) {
	everyDocument(t, func(t *testing.T, variant, name string, d Document) {
		text, err := Text(d)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(string(text), "\n") {
			if columns(line) > textWidth && strings.Contains(strings.TrimPrefix(strings.TrimSpace(line), "Map: "), " ") {
				t.Errorf("%s, %s: too wide: %q", variant, name, line)
			}
		}
	})
}

func FuzzVisible(f *testing.F) {
	f.Add(hostile().Name)
	f.Add("a\u0301\u0301\u0301\u0301\u0301\u0301 👩\u200d👧 می\u200cخواهم \xff\u2028x\r\ny")
	f.Fuzz(func(t *testing.T, text string) {
		once := visible(text)
		if !utf8.ValidString(once) || strings.ContainsAny(once, "\x1b\u009b\u202e\u200b\x00\r\t") {
			t.Fatalf("%q became %q", text, once)
		}
		if again := visible(once); again != once {
			t.Fatalf("%q became %q and then %q", text, once, again)
		}
		if len(once) > len(text) {
			t.Fatalf("%q grew to %q", text, once)
		}
	})
}

func TestMadeUpServicesSayThatTheyAre(t *testing.T) {
	doc, err := Build(List{}, func(string) (*service.Service, error) { return nil, nil }, Options{Now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), Demo: true})
	if err != nil {
		t.Fatal(err)
	}
	for name, render := range map[string]func(Document) ([]byte, error){"html": HTML, "text": Text, "email": Email, "markdown": Markdown} {
		out, err := render(doc)
		said := strings.Join(strings.Fields(string(out)), " ")
		if err != nil || !strings.Contains(said, "Do not ring these numbers") || strings.Contains(string(out), "Ring before you go") {
			t.Errorf("%s does not say that the services are made up: %v\n%s", name, err, out)
		}
	}
}
