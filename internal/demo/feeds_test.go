package demo_test

import (
	"encoding/json"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fettle/internal/demo"
	"fettle/internal/service"
)

// row is one service of either feed, with the few facts that the tests count put into
// one form. It is read with the standard decoder alone.
type row struct {
	feed, id, name, description, status, organisation, about string
	ages, sessions, cost, phone                              bool
	assured                                                  service.Date
	phones                                                   []string
	places                                                   []spot
	starts                                                   []string
	// cell is the record itself.
	cell map[string]any
}

type spot struct {
	name, street, town, postcode string
	lat, lon                     float64
	located                      bool
}

// rows returns the services of both feeds on the reference day.
func rows(t *testing.T) []row {
	t.Helper()
	return rowsOn(t, demo.ReferenceDay)
}

// rowsOn returns the services of both feeds as they are on a day.
func rowsOn(t *testing.T, today service.Date) []row {
	t.Helper()
	feeds, err := demo.Feeds(today)
	if err != nil {
		t.Fatal(err)
	}
	var out []row
	for _, feed := range feeds {
		var page map[string]any
		if err := json.Unmarshal(feed.Body, &page); err != nil {
			t.Fatalf("%s: %v", feed.Name, err)
		}
		list, ok := page["contents"].([]any)
		if !ok {
			list, _ = page["content"].([]any)
		}
		for _, item := range list {
			out = append(out, newRow(feed.Name, object(item)))
		}
	}
	return out
}

func newRow(feed string, s map[string]any) row {
	r := row{
		feed: feed, id: text(s["id"]), name: text(s["name"]), description: text(s["description"]),
		status: text(s["status"]), assured: service.Date(text(s["assured_date"])), cell: s,
	}
	if o, ok := s["organization"].(map[string]any); ok { //nolint:misspell // The key is the standard's.
		r.organisation, r.about = text(o["name"]), text(o["description"])
	}
	r.ages = number(s["minimum_age"]) > 0 || number(s["maximum_age"]) > 0 || len(list(s["eligibilitys"])) > 0
	r.cost = text(s["fees"]) != "" || len(list(s["cost_options"])) > 0
	schedules := append(list(s["schedules"]), list(s["regular_schedules"])...)
	for _, at := range list(s["service_at_locations"]) {
		schedules = append(schedules, list(at["regular_schedule"])...)
		r.places = append(r.places, newSpot(object(at["location"])))
	}
	r.sessions = len(schedules) > 0
	for _, x := range schedules {
		if day := text(x["dtstart"]); day != "" {
			r.starts = append(r.starts, day+" "+text(x["byday"]))
		}
	}
	for _, phone := range list(s["phones"]) {
		r.phones = append(r.phones, text(phone["number"]))
	}
	for _, contact := range list(s["contacts"]) {
		for _, phone := range list(contact["phones"]) {
			r.phones = append(r.phones, text(phone["number"]))
		}
	}
	r.phone = len(r.phones) > 0
	return r
}

func newSpot(location map[string]any) spot {
	p := spot{name: text(location["name"])}
	for _, a := range append(list(location["addresses"]), list(location["physical_addresses"])...) {
		p.street, p.town, p.postcode = text(a["address_1"]), text(a["city"]), text(a["postal_code"])
	}
	if lat, ok := location["latitude"].(float64); ok {
		p.lat, p.lon, p.located = lat, number(location["longitude"]), true
	}
	return p
}

func text(v any) string    { s, _ := v.(string); return s }
func number(v any) float64 { f, _ := v.(float64); return f }

func object(v any) map[string]any {
	o, _ := v.(map[string]any)
	return o
}

func list(v any) []map[string]any {
	items, _ := v.([]any)
	out := make([]map[string]any, len(items))
	for i, item := range items {
		out[i] = object(item)
	}
	return out
}

func TestEnvelopesCountTheirRows(t *testing.T) {
	feeds, err := demo.Feeds(demo.ReferenceDay)
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, feed := range feeds {
		total += len(feed.Body)
		var page map[string]any
		if err := json.Unmarshal(feed.Body, &page); err != nil {
			t.Fatal(err)
		}
		content, count := "contents", "total_items"
		if feed.Name == "demo-cumbria" {
			content, count = "content", "totalElements"
		}
		if got := len(list(page[content])); got == 0 || float64(got) != number(page[count]) || float64(got) != number(page["size"]) {
			t.Errorf("%s: %d rows, but it says %v", feed.Name, got, page[count])
		}
	}
	if total > 1_600_000 {
		t.Errorf("the feeds have %d bytes, more than 1.6 MB", total)
	}
}

func TestHowManyAndHowFull(t *testing.T) {
	all := rows(t)
	organisations := map[string]bool{}
	counts := map[string]int{}
	for _, r := range all {
		if r.organisation != "" {
			organisations[r.organisation] = true
		}
		for fact, stated := range map[string]bool{
			"no ages": !r.ages, "no sessions": !r.sessions, "no cost": !r.cost, "no phone": !r.phone, "never assured": r.assured == "",
			"closed": r.status == "temporarily closed", "several places": len(r.places) > 1, "no position": len(r.places) > 0 && !r.places[0].located,
			"only a name": r.description == "" && r.organisation == "" || r.description == "<p><br></p>", "6 kB": len(r.description) >= 6000,
			"mangled": strings.Contains(r.description, "Â£"), "capitals": strings.ToUpper(r.name) == r.name && len(r.name) > 12,
			"entities": strings.Contains(r.name, "&amp;"), "alert": text(r.cell["alert"]) != "", "no place": len(r.places) == 0,
			"languages": len(list(r.cell["languages"])) > 0,
		} {
			if stated {
				counts[fact]++
			}
		}
	}
	if len(all) < 400 || len(organisations) < 75 {
		t.Errorf("%d services of %d organisations", len(all), len(organisations))
	}
	percent := func(fact string) int { return 100 * counts[fact] / len(all) }
	for fact, want := range map[string][2]int{
		"no ages": {42, 60}, "no sessions": {38, 52}, "no cost": {33, 47}, "no phone": {10, 20}, "never assured": {2, 10},
	} {
		if got := percent(fact); got < want[0] || got > want[1] {
			t.Errorf("%s: %d in a hundred, want %d to %d", fact, got, want[0], want[1])
		}
	}
	for fact, least := range map[string]int{
		"closed": 4, "several places": 30, "no position": 20, "only a name": 4, "6 kB": 1, "mangled": 1, "capitals": 1,
		"entities": 1, "alert": 4, "no place": 30, "languages": 15,
	} {
		if counts[fact] < least {
			t.Errorf("%s: %d services, want %d", fact, counts[fact], least)
		}
	}
}

func TestChecksAreFreshAndStale(t *testing.T) {
	var fresh, old, ancient int
	for _, r := range rows(t) {
		days, ok := r.assured.DaysBefore(demo.ReferenceDay)
		if !ok {
			continue
		}
		switch {
		case days < 5 || days > 4*366:
			t.Errorf("%s was checked %d days ago", r.name, days)
		case days <= 90:
			fresh++
		case days > 2*365:
			ancient++
		case days > 365:
			old++
		}
	}
	if fresh < 100 || old < 60 || ancient < 40 {
		t.Errorf("checked: %d within 90 days, %d over a year, %d over two years ago", fresh, old, ancient)
	}
}

func TestEveryRecordIsPlainlyMadeUp(t *testing.T) {
	for _, r := range rows(t) {
		if r.organisation != "" && (!strings.HasSuffix(r.organisation, " (demo)") || !strings.Contains(r.about, "Made-up organisation for demonstration")) {
			t.Errorf("%s: organisation %q says %q", r.name, r.organisation, r.about)
		}
	}
}

func TestPhonesAreOfTheDramaRanges(t *testing.T) {
	allowed := regexp.MustCompile(`^(01632960\d{3}|07700900\d{3}|08081570\d{3})$`)
	notDigits := regexp.MustCompile(`\D`)
	kinds := map[string]int{}
	for _, r := range rows(t) {
		for _, phone := range r.phones {
			digits := strings.Replace(notDigits.ReplaceAllString(phone, ""), "44", "0", 1)
			if !strings.HasPrefix(notDigits.ReplaceAllString(phone, ""), "44") {
				digits = notDigits.ReplaceAllString(phone, "")
			}
			if !allowed.MatchString(digits) {
				t.Errorf("%s has the number %q", r.name, phone)
				continue
			}
			kinds[digits[:4]]++
		}
	}
	if len(kinds) != 3 {
		t.Errorf("numbers of each range: %v", kinds)
	}
	// No number hides in a text either, but for those of the emergency services.
	long := regexp.MustCompile(`\d[\d ]{5,}\d`)
	for _, r := range rows(t) {
		if found := long.FindString(r.description); found != "" {
			t.Errorf("%s: the text has the number %q", r.name, found)
		}
	}
}

func TestAddressesEndInExampleOrg(t *testing.T) {
	feeds, err := demo.Feeds(demo.ReferenceDay)
	if err != nil {
		t.Fatal(err)
	}
	links := regexp.MustCompile(`(?i)(?:https?:|www\.)[^"<\s]*`)
	boxes := regexp.MustCompile(`[A-Za-z0-9._-]+@[A-Za-z0-9.-]+`)
	for _, feed := range feeds {
		body := string(feed.Body)
		for _, link := range links.FindAllString(body, -1) {
			u, err := url.Parse(link)
			if err != nil || u.Scheme != "https" || !strings.HasSuffix(u.Hostname(), ".example.org") {
				t.Errorf("%s: %q", feed.Name, link)
			}
		}
		for _, box := range boxes.FindAllString(body, -1) {
			if !strings.HasSuffix(box, ".example.org") {
				t.Errorf("%s: %q", feed.Name, box)
			}
		}
	}
}

func TestIDsAreUnique(t *testing.T) {
	seen := map[string]string{}
	for _, r := range rows(t) {
		key := r.feed + "/" + r.id
		if r.id == "" || seen[key] != "" {
			t.Errorf("the id %q of %s is that of %q", r.id, r.name, seen[key])
		}
		seen[key] = r.name
	}
}

func TestPlaces(t *testing.T) {
	whole := regexp.MustCompile(`^[A-Z]{1,2}\d{1,2} \d[ABD-HJLNP-UW-Z]{2}$`)
	outward := regexp.MustCompile(`^[A-Z]{1,2}\d{1,2}$`)
	masked := 0
	for _, r := range rows(t) {
		for _, p := range r.places {
			switch {
			case outward.MatchString(p.postcode):
				masked++
				if p.street != "" || p.located && (p.lat != math.Round(p.lat*100)/100 || p.lon != math.Round(p.lon*100)/100) {
					t.Errorf("%s is withheld, but is at %q %v %v", r.name, p.street, p.lat, p.lon)
				}
			case !whole.MatchString(p.postcode):
				t.Errorf("%s has the postcode %q", r.name, p.postcode)
			case p.street == "" || p.town == "":
				t.Errorf("%s has no street or town: %+v", r.name, p)
			}
		}
	}
	if masked != 2 {
		t.Errorf("%d addresses are withheld, want 2", masked)
	}
}

func TestFortnightsStartOnTheirDay(t *testing.T) {
	starts := 0
	for _, today := range []service.Date{demo.ReferenceDay, "2027-03-30", "2024-02-29"} {
		for _, r := range rowsOn(t, today) {
			for _, start := range r.starts {
				starts++
				day, by, _ := strings.Cut(start, " ")
				when, err := time.Parse(time.DateOnly, day)
				if err != nil || !slices.Contains(strings.Split(by, ","), service.DayCode(when.Weekday())) {
					t.Errorf("%s on %s starts on %s", r.name, today, start)
				}
			}
		}
	}
	if starts < 24 {
		t.Errorf("only %d sessions have a start", starts)
	}
}

// TestTimesInWordsOnly counts records that say their times in the text and nowhere
// else.
func TestTimesInWordsOnly(t *testing.T) {
	said := regexp.MustCompile(`(?:day|month)[^.]* (?:\d{1,2}(?:\.\d\d)?(?:am|pm)|\d\d:\d\d|12 noon)`)
	count := 0
	for _, r := range rows(t) {
		if !r.sessions && said.MatchString(r.description) {
			count++
		}
	}
	if count < 35 || count > 70 {
		t.Errorf("%d records say their times in words only, want about 45", count)
	}
}
