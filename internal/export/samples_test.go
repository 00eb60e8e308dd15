package export

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fettle/internal/service"
)

// sampleNow is the day on which every sample document is made: a Sunday.
func sampleNow() time.Time { return time.Date(2026, time.November, 22, 9, 30, 0, 0, time.UTC) }

// plainTimes says sessions in the plainest way, without the rules of time that
// the program has elsewhere: every sample session is weekly.
func plainTimes() Times {
	return Times{
		Words: func(s service.Session) string {
			var days []string
			for _, d := range s.Days {
				days = append(days, d.Day.String()+"s")
			}
			if len(days) == 0 {
				return ""
			}
			return strings.Join(days, " and ") + ", " + string(s.From) + " to " + string(s.To)
		},
		Live: func(s service.Session, now time.Time) bool {
			return s.ValidTo == "" || s.ValidTo >= service.DateOf(now)
		},
		Next: func(sessions []service.Session, now time.Time, n int) []Occurrence {
			var all []Occurrence
			for day := now.Truncate(24 * time.Hour); len(all) < n && day.Before(now.AddDate(0, 1, 0)); day = day.AddDate(0, 0, 1) {
				for i, s := range sessions {
					for _, d := range s.Days {
						from, okFrom := s.From.Minutes()
						to, okTo := s.To.Minutes()
						if d.Day == day.Weekday() && okFrom && okTo && len(all) < n {
							start := day.Add(time.Duration(from) * time.Minute)
							all = append(all, Occurrence{Start: start, End: day.Add(time.Duration(to) * time.Minute), Session: i})
						}
					}
				}
			}
			return all
		},
		Cautions: func(s *service.Service) []string {
			for _, one := range s.Sessions {
				if one.Words == "Term time only" {
					return []string{"Term time: may not run in school holidays"}
				}
			}
			return nil
		},
	}
}

func number(n float64) *float64 { return &n }

// full returns a service that says everything.
func full(n int) *service.Service {
	return &service.Service{
		ID:           fmt.Sprintf("demo/%d", n),
		Name:         fmt.Sprintf("Coffee & company %d", n),
		Summary:      "A friendly morning with coffee, cake and games for anyone who would like to meet people. Come as you are, bring a friend.",
		Description:  "A friendly morning with coffee, cake and games.\n\n## What we do\n\n- board games\n- a short walk when it is dry\n\nWe meet all year, \"even\" in August; <3.",
		Organisation: service.Organisation{Name: "Friends of Example Town"},
		Status:       service.StatusActive,
		Age:          service.Age{Min: number(50)},
		Eligibility:  "Anyone who lives in the district.",
		Audience:     []string{"Older people", "Carers"},
		Languages:    []string{"English", "Punjabi"},
		Sessions: []service.Session{{Freq: service.Weekly, Days: []service.Day{{Day: time.Tuesday}, {Day: time.Thursday}},
			From: "10:30", To: "12:00", Words: "Term time only", Location: 1}},
		Locations: []service.Location{{
			Name: "The Old Library", Kind: service.Physical, Level: service.LevelPoint, Point: &service.Point{Lat: 54.04712, Lon: -2.80098},
			Address:       service.Address{Street: "1 Market Street", Town: "Lancaster", Postcode: "LA1 1AA"},
			Accessibility: []string{"Step-free entrance", "Hearing loop"},
		}},
		Accessibility: []string{"Accessible toilet."},
		How:           []service.How{service.AtVenue, service.ByPhone},
		Access:        []service.Access{service.DropIn, service.SelfReferral},
		AccessNote:    "Say hello at the desk.",
		Cost:          service.Cost{Free: service.No, Options: []service.CostOption{{Pounds: number(2.5), Per: "per session"}, {Name: "Cake", Pounds: number(1)}}},
		Contacts:      []service.Contact{{Name: "Sam Example", Title: "Organiser", Email: "sam@example.org", Phones: []service.Phone{{Number: "07700 900 123", Dial: "+447700900123"}}}},
		Phones:        []service.Phone{{Number: "01632 960 123", Dial: "+441632960123", Label: "Office hours", Extension: "12"}},
		Email:         "hello@example.org",
		URL:           "https://www.example.org/coffee?from=list&x=1",
		Changed:       "2026-08-30",
		Assured:       service.Assurance{On: "2026-09-02", By: "council"},
		Areas:         []service.Area{{Name: "Lancaster district"}},
	}
}

// sensitive returns a refuge whose feed gives its address away.
func sensitive() *service.Service {
	s := full(90)
	s.ID, s.Name = "demo/refuge", "Safe Harbour Women’s Aid"
	s.Organisation.Name = "Safe Harbour Domestic Abuse Service"
	s.Found.Needs = []service.NeedFound{{ID: "abuse", Weight: 1}}
	return s
}

// counselling returns a sensitive service whose address may be given.
func counselling() *service.Service {
	s := full(91)
	s.ID, s.Name = "demo/counselling", "Listening Ear Counselling"
	s.Found.Needs = []service.NeedFound{{ID: "mental-health", Weight: 1}}
	return s
}

// masked returns a service whose publisher withholds its address.
func masked() *service.Service {
	s := full(92)
	s.ID, s.Name = "demo/masked", "Quiet House"
	s.Locations[0].Masked = true
	return s
}

// hostile returns a service with an attack in every field that a feed can fill.
func hostile() *service.Service {
	attack := `</p><script>alert(1)</script><img src=x onerror=alert(1)>` + "\x1b[2J\x1b]0;t\x07\u009b31m\u202eevil\u200b\u0000" + `{{.Title}}"'><b>`
	s := full(66)
	s.ID = "demo/66\"><script>"
	s.Name, s.AlternateName, s.Summary, s.Description = attack, attack, attack, attack+"\n\n- "+attack+"\n\n## "+attack
	s.Organisation = service.Organisation{Name: attack, Description: attack, Email: attack, URL: "javascript:alert(1)"}
	s.Alert, s.Eligibility, s.Timing, s.AccessNote = attack, attack, attack, attack
	s.Age, s.Accessibility = service.Age{Words: attack}, []string{attack}
	s.Sessions = []service.Session{{Words: attack, Days: []service.Day{{Day: time.Monday}}, From: "10:00", To: "11:00"}}
	s.Locations = []service.Location{{Name: attack, Address: service.Address{Street: attack, Town: attack, Postcode: attack}}}
	s.Cost = service.Cost{Words: attack, Options: []service.CostOption{{Name: attack, Pounds: number(1), Per: attack}}}
	s.Languages, s.Audience, s.Areas = []string{attack}, []string{attack}, []service.Area{{Name: attack}}
	s.Contacts = []service.Contact{{Name: attack, Title: attack, Email: "a@example.org\r\nBcc: b@example.org", Phones: []service.Phone{{Number: attack, Dial: "javascript:alert(1)", Label: attack}}}}
	s.Phones = []service.Phone{{Number: attack, Dial: "1;DROP", Label: attack, Extension: attack}}
	s.Email, s.URL = "x@example.org?bcc=y@example.org", "https://nhs.uk@evil.example/"
	s.Assured.By = attack
	return s
}

// sample is a list of services by its name in the golden files.
type sample struct {
	name     string
	services []*service.Service
	note     string
}

func samples() []sample {
	many := []*service.Service{full(1), sensitive(), counselling(), masked(), {ID: "demo/5", Name: "Phone friend", How: []service.How{service.ByPhone}, Cost: service.Cost{Free: service.Yes},
		Access: []service.Access{service.ProfessionalReferral, service.Appointment}, Phones: []service.Phone{{Number: "0808 157 0123", Dial: "+448081570123"}}, Changed: "2019-01-05"},
		{ID: "demo/6", Name: "Ended course", Sessions: []service.Session{{Days: []service.Day{{Day: time.Monday}}, ValidTo: "2005-01-01"}}, Status: service.StatusTemporarilyClosed, Alert: "Closed until spring."},
		nil, full(8)}
	long := full(4)
	long.Description = strings.Repeat("This is one sentence of a long account of the place. ", 80)
	arabic := full(5)
	arabic.Name, arabic.Organisation.Name = "مقهى الأصدقاء", "جمعية المثال"
	attacked := hostile()
	return []sample{
		{"none", nil, ""},
		{"one", []*service.Service{full(1)}, "Ask for Jo.\nUse the side door."},
		{"three", []*service.Service{full(1), sensitive(), full(3)}, ""},
		{"eight", many, "Ask for Jo."},
		{"missing", []*service.Service{{ID: "demo/0"}}, ""},
		{"arabic", []*service.Service{arabic}, "اسأل عن جو"},
		{"long", []*service.Service{long}, ""},
		{"hostile", []*service.Service{attacked}, attacked.Name},
	}
}

// variants returns the kinds of document that every renderer is shown with.
func variants() map[string]Options {
	base := Options{Now: sampleNow(), Times: plainTimes(), Emergency: []Emergency{{When: "Need urgent medical help?", Number: "111"}}, EmergencyChecked: "2026-11-01"}
	large, easier, discreet, contacts := base, base, base, base
	large.Large, easier.Easier, discreet.Discreet, contacts.Contacts = true, true, true, true
	return map[string]Options{"normal": base, "large": large, "easier": easier, "discreet": discreet, "contacts": contacts}
}

// document builds a sample. A nil service of a sample is no longer listed.
func (s sample) document(t testing.TB, o Options) Document {
	t.Helper()
	list := List{ID: "listid1234567"}
	known := make(map[string]*service.Service)
	for i, sv := range s.services {
		it := Item{ID: fmt.Sprintf("demo/gone-%d", i), Name: "The service that went"}
		if sv != nil {
			it = Item{ID: sv.ID, Name: sv.Name}
			known[sv.ID] = sv
		}
		if i == 0 {
			it.Note = s.note
		}
		list.Items = append(list.Items, it)
	}
	d, err := Build(list, func(id string) (*service.Service, error) { return known[id], nil }, o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
