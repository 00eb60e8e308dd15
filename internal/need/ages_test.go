package need

import (
	"strings"
	"testing"

	"fettle/internal/service"
)

// TestAgesThatNamesSay reads names as services have them, odd ones too.
func TestAgesThatNamesSay(t *testing.T) {
	r := defaults(t)
	for name, want := range map[string]string{
		"Over 60s lunch club": "60 and over", "Tea for the over-55's": "55 and over", "50+ Gardening": "50 and over", "Over Sixties Forum": "60 and over",
		"Sixty Plus": "60 and over", "55 plus walkers": "55 and over", "Under 5s Stay and Play": "up to 4", "Under-fives": "up to 4", "Rugby Under 12s": "up to 11",
		"11-16 Youth Club": "11 to 16", "Junior Choir (8–12s)": "8 to 12", "Youth Club 11 to 16": "11 to 16", "Swim 18+": "18 and over",
		"Club for ages 5 to 11": "5 to 11", "Birth to Five": "up to 5", "Over 50’s Tai Chi": "50 and over", "Toddlers 18-36 months": "18 months to 3", "Babies 0-2 months": "up to 2 months", "Ages 3-4 and 7-8": "3 to 8", "For ages between 8 and 12": "8 to 12",
		"Seniors (65 and over)": "65 and over", "Aged 16 to 25 drop-in": "16 to 25", "16-25 Independent Living Group": "",

		"Over the Rainbow": "", "24-7 club": "", "24/7 Helpline": "", "Route 66 Cafe": "", "1625 Independent People": "", "5-a-side football": "",
		"Club 9-5": "", "Studio 54": "", "Group 10-12 am": "", "Over 20 clubs near you": "", "Over 100 activities": "", "11+ tuition": "",
		"Lunch 12-2pm": "", "Family fun 2023-24": "", "1-2-1 support": "", "Two Plus Two": "", "Age UK": "", "All ages 5-99": "", "Under 10 minutes to yoga": "",
		"Over £50 grants": "", "Bus 50+": "", "Carers of over 65s": "", "50 years of dance": "", "Overton 60": "", "Underwood": "", "Club 18": "",
		"Type 1 and 2 diabetes group": "", "Group 1 and 2": "", "Key Stage 3-4 club": "", "Homework club year 5 and 6": "", "Years 7 to 11": "", "Youth club years 7-11": "",
		"BMI 30+ weight management": "", "Over 40 BMI": "", "Over 18 stone": "", "Under 25 beds": "", "Forever 21 Plus": "", "Breakfast Club 7-9": "", "Youth club 7-9": "",
		"1-3 Albert Road Nursery": "", "Children's Centre 12-14 High Street": "", "Rock Choir 70-80s": "", "Free swimming for under 16s": "", "Not for under 18s": "",
	} {
		if got := r.Find(&service.Service{Name: name}).Age; got.Years() != want {
			t.Errorf("%s: %q from %q, want %q", name, got.Years(), got.Words, want)
		}
	}
}

// TestAgesThatSentencesSay reads eligibility and descriptions: what is not said of
// those whom a service is for is no age.
func TestAgesThatSentencesSay(t *testing.T) {
	r := defaults(t)
	for text, want := range map[string]string{
		"Lunch for over 55's. Hot meal.": "55 and over", "A group for people aged 18 or over. Come along.": "18 and over",
		"We meet on Fridays. For young people aged 11–18.": "11 to 18", "For anyone over the age of 50 who lives here.": "50 and over",
		"Join us!\n\nAge range: 8-12\n\nBring a drink.": "8 to 12", "For children from 5 to 11 and teenagers aged 12 to 16.": "5 to 16",
		"A weekly group for 16-25 year olds.": "16 to 25", "Adults over 60 who like to walk.": "60 and over", "Babies 0-12 months.": "up to 1",

		"Children under 8 must be accompanied.": "", "We have over 60 years' experience.": "", "Open 10 to 12 on Mondays.": "", "Over 50 activities a week.": "",
		"For everyone, including over 65s.": "", "We help carers of people over 65.": "", "Their relative must be aged 16 or older.": "",
		"A coach for 3 to 6 months.": "", "85% of women aged 45-55 notice it.": "", "Children under 16 go free.": "", "Call 01234 567890.": "",
		"The walks are between 30 and 90\u00a0minutes.": "", "Between 30 and 90 people come.": "", "For young people between 13 and 19.": "13 to 19",
		"Not for under 18s": "", "We don't take people under 18": "", "We do not work with under 18s": "", "Excludes under 18s": "", "Anyone except under 16s": "",
		"Adults only. We cannot support people under 18.": "", "Free swimming for under 16s": "", "Half price for under 16s": "", "Free for over 60s": "",
		"Concessions for over 60s": "", "£2 for children under 12": "", "One in four people over 65 fall": "", "For under 18s see our youth page": "",
		"Anyone under 18 is referred to CAMHS": "", "The centre has a playgroup for children aged 2-4": "",
		"We are unable to take children under 16.": "", "- Football for ages 5-11\n- Chess": "", "Groups of 10 to 12 people.": "", "": "",
		strings.Repeat("We are kind. ", 60) + "For people aged 50 and over.": "",
	} {
		for _, s := range []service.Service{{Name: "X", Description: text}, {Name: "X", Eligibility: text}} {
			if s.Eligibility != "" && strings.Contains(text, "range") {
				continue // lines are told in descriptions only
			}
			if got := r.Find(&s).Age; got.Years() != want {
				t.Errorf("%.60s: %q from %q in the %s, want %q", text, got.Years(), got.Words, got.Origin, want)
			}
		}
	}
}

// TestSaidAgesAreSoftAndQuoted proves that ages from words recommend only, are
// quoted as they stand, and never replace what the record states.
func TestSaidAgesAreSoftAndQuoted(t *testing.T) {
	r := defaults(t)
	got := r.Find(&service.Service{Name: "Tea – for Over 60s"}).Age
	if !got.Recommended || got.Origin != service.OriginName || got.Words != "Over 60s" {
		t.Errorf("found %+v", got)
	}
	five := 5.0
	if got := r.Find(&service.Service{Name: "Over 60s", Age: service.Age{Max: &five}}).Age; got.Stated() {
		t.Errorf("beside stated ages: %+v", got)
	}
}

// TestAgesOfChildren tells groups where the ages are those of the children from
// groups of children.
func TestAgesOfChildren(t *testing.T) {
	r := defaults(t)
	for name, want := range map[string]bool{"Baby group": true, "Parent and toddler group": true, "Day nursery": false, "After-school club": false, "Youth club": false, "Chess club": false} {
		four := 4.0
		if got := r.Find(&service.Service{Name: name, Age: service.Age{Max: &four}}).OfChildren; got != want {
			t.Errorf("%s up to 4: %v", name, got)
		}
		forty := 40.0
		if r.Find(&service.Service{Name: name, Age: service.Age{Max: &forty}}).OfChildren || r.Find(&service.Service{Name: name}).OfChildren {
			t.Errorf("%s up to 40, or of no ages, has ages of children", name)
		}
	}
}
