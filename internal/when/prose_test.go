package when

import (
	"slices"
	"strings"
	"testing"

	"fettle/internal/service"
)

func TestFromProse(t *testing.T) {
	for text, want := range map[string]string{
		// Plain ones.
		"Every Tuesday 10.30am–12 noon at the Scout Hut, term time only":  "Tuesdays, 10:30am to midday",
		"Mondays and Thursdays 7-9pm":                                     "Mondays and Thursdays, 7pm to 9pm",
		"1st Wednesday of the month, 2pm":                                 "First Wednesday of the month, 2pm",
		"Mon–Fri 9am to 5pm":                                              "Monday to Friday, 9am to 5pm",
		"Monday to Friday, 9 - 5":                                         "Monday to Friday, 9am to 5pm",
		"Monday 10-4":                                                     "Mondays, 10am to 4pm",
		"Tues 2-4":                                                        "Tuesdays, 2pm to 4pm",
		"Weds. 13:00 – 15:00":                                             "Wednesdays, 1pm to 3pm",
		"Mon. to Thurs. 10.00am - 3.30pm":                                 "Monday to Thursday, 10am to 3:30pm",
		"We meet on Fridays at 7.30pm in the church hall.":                "Fridays, 7:30pm",
		"The group meets every Saturday morning from 10 until noon.":      "Saturdays, 10am to midday",
		"Sunday lunch club: Sundays 12noon-2pm":                           "Sundays, midday to 2pm",
		"Held each Wednesday between 1 and 3pm":                           "Wednesdays, 1pm to 3pm",
		"10am to 12 noon every Friday":                                    "Fridays, 10am to midday",
		"From 6.30 to 8pm on Thursdays":                                   "Thursdays, 6:30pm to 8pm",
		"Open 9am-4pm, Monday to Thursday":                                "Monday to Thursday, 9am to 4pm",
		"Tuesday evenings 7-9":                                            "Tuesdays, 7pm to 9pm",
		"Friday nights, 8pm to midnight":                                  "Fridays, 8pm to midnight",
		"Fri 10pm-2am (bar)":                                              "Fridays, 10pm to 2am",
		"Daily 8am to 8pm":                                                "Every day, 8am to 8pm",
		"Open 7 days a week, 10am-4pm":                                    "Every day, 10am to 4pm",
		"Weekdays 9.30am-2.30pm":                                          "Monday to Friday, 9:30am to 2:30pm",
		"Weekends 10am to 1pm":                                            "Saturdays and Sundays, 10am to 1pm",
		"We are a warm space, open Monday, Wednesday & Friday 11am - 3pm": "Mondays, Wednesdays and Fridays, 11am to 3pm",
		"Every other Thursday, 6pm":                                       "Every second Thursday, 6pm",
		"Alternate Mondays 2pm - 4pm":                                     "Every second Monday, 2pm to 4pm",
		"Fortnightly on Wednesdays, 10am to 11.30am":                      "Every second Wednesday, 10am to 11:30am",
		"First and third Monday of the month, 10am-12pm":                  "First and third Monday of the month, 10am to midday",
		"On the last Friday of every month at 2pm":                        "Last Friday of the month, 2pm",
		"2nd & 4th Tuesdays of each month 7.30pm to 9.30pm":               "Second and fourth Tuesday of the month, 7:30pm to 9:30pm",
		"Thursdays - 1st and 3rd of the month, 10am":                      "First and third Thursday of the month, 10am",
		"Every second Tuesday of the month we share a meal.":              "Second Tuesday of the month",
		// Several at once.
		"Monday 10am-12pm and 2pm-4pm": "Mondays, 10am to midday; Mondays, 2pm to 4pm",
		"Tuesdays 10.30am – 12.30pm, Thursdays 5pm – 7pm and Saturdays 10am-2pm": "Tuesdays, 10:30am to 12:30pm; Thursdays, 5pm to 7pm; Saturdays, 10am to 2pm",
		"Open 9am to 5pm Monday to Friday and 10am to 1pm on Saturdays":          "Monday to Friday, 9am to 5pm; Saturdays, 10am to 1pm",
		"- Monday: 10am-4pm\n- Tuesday: closed\n- Wednesday: 1pm-4pm":            "Mondays, 10am to 4pm; Wednesdays, 1pm to 4pm",
		"Saturday 9am – 1pm Sunday: Closed":                                      "Saturdays, 9am to 1pm",
		"Mondays 10-11.30am. Mondays 10-11.30am.":                                "Mondays, 10am to 11:30am",
		// The days alone, when they are regular.
		"Art for wellbeing on Thursdays.":                  "Thursdays",
		"We run a drop-in every Monday.":                   "Mondays",
		"Singing on Monday mornings and Friday afternoons": "Mondays; Fridays",
		// Hours of telephones and offices are no sessions.
		"Call us on 01632 960123, Monday to Friday 9am-5pm":                           "",
		"Our helpline is open Monday to Friday, 10am to 4pm":                          "",
		"Lines are open every day from 8am to 8pm":                                    "",
		"Monday to Friday 9am to 5pm on 01632 960123":                                 "",
		"The office is open Monday to Thursday 9-3":                                   "",
		"Office hours:\nMonday to Friday 9am-5pm":                                     "",
		"## Helpline\n\n01632 960123\n\nMonday to Friday 9am-5pm":                     "",
		"Ring our advice line on 01632 960123.\n\nOpening hours\n\n- Monday: 9am-5pm": "",
		"Phone 01632 960123 for support. We are available Monday to Friday 9-5.":      "",
		"Carersline: Tuesdays 10am-12pm":                                              "",
		"Reception staffed Mondays 9am-1pm":                                           "",
		"Web chat: Mondays 3pm-5pm":                                                   "",
		// Dates, seasons, and what is over or not yet.
		"Friday 27 January, 2pm to 3pm at the library":          "",
		"Next meeting: Sunday 31 May from 4-6pm":                "",
		"Every Thursday 12th Jan to 23rd March":                 "",
		"On Saturday mornings from April to October, 10am-12pm": "",
		"Thursday 19/01/2023 10am":                              "",
		"We used to meet on Tuesdays 10am-12pm":                 "",
		"The Tuesday 10am class is cancelled":                   "",
		"Mondays 10am to 12pm, currently on hold":               "",
		"In 2024 we met on Mondays at 10am":                     "",
		// What could be read in two ways.
		"Every second Tuesday, 10am to 12pm":        "",
		"Tuesday or Wednesday 10am-12pm":            "",
		"Monthly on a Sunday afternoon, 2pm to 4pm": "",
		"Once a month on Thursdays, 10am":           "",
		"Meets every six weeks on a Saturday":       "",
		"Closed on Mondays":                         "",
		"Open daily except Mondays":                 "",
		"Must be ordered by 3pm Tuesday":            "",
		"Please book before Friday 5pm":             "",
		"Welcome Wednesday is a friendly afternoon": "",
		"Help with daily living and everyday tasks": "",
		"24 hours a day, 7 days a week":             "",
		"He sat in the sun and we wed on Monday":    "",
		"Tuesdays 85am to 99pm":                     "Tuesdays",
		// Other figures beside days.
		"Mondays, ages 5-11":                     "Mondays",
		"£3.50 on Tuesdays":                      "Tuesdays",
		"Thursdays, 4-6 miles":                   "Thursdays",
		"Fridays £10-15 worth of food, 10am-2pm": "Fridays, 10am to 2pm",
		"Wednesdays for 8-10 week courses":       "Wednesdays",
		"Mondays 12am-2pm":                       "Mondays",
	} {
		var got []string
		for _, s := range FromProse(text) {
			got = append(got, Words(s))
			if s.Origin != service.OriginDescription || s.Sentence == "" || !strings.Contains(text, strings.TrimSuffix(s.Sentence, "…")) {
				t.Errorf("%q: %+v has no evidence", text, s)
			}
			if ok, why := trusted(s, at(t, noon)); !ok {
				t.Errorf("%q: %+v is not trusted: %s", text, s, why)
			}
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%q:\n got %s\nwant %s", text, strings.Join(got, "; "), want)
		}
	}
}

func TestFromProseKeepsTheSentence(t *testing.T) {
	text := "We are friendly. Come every Monday at 2pm! Tea is free. Ask for Jo."
	got := FromProse(text)
	if len(got) != 1 || got[0].Sentence != "Come every Monday at 2pm!" {
		t.Errorf("got %+v", got)
	}
	long := "Come every Monday at 2pm " + strings.Repeat("and meet é ", 100)
	got = FromProse(long)
	if len(got) != 1 || len([]rune(got[0].Sentence)) > longestEvidence+1 || !strings.HasSuffix(got[0].Sentence, "…") {
		t.Errorf("got %+v", got)
	}
}

func TestSentences(t *testing.T) {
	for line, want := range map[string][]string{
		"- One. Two! Three? Four":        {"One.", "Two!", "Three?", "Four"},
		"## A heading":                   {"A heading"},
		"10.30 a.m. to 12.30 p.m. daily": {"10.30 a.m. to 12.30 p.m. daily"},
		"First • Second ● Third":         {"First", "Second", "Third"},
		"Mon. 10am. Élan vital.":         {"Mon. 10am.", "Élan vital."},
		"":                               nil,
		"  ":                             nil,
		"One.)  Two":                     {"One.)", "Two"},
	} {
		if got := sentences(line); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

func TestFromProseIsBounded(t *testing.T) {
	var text strings.Builder
	for range 200 {
		for _, d := range service.Weekdays() {
			text.WriteString("- " + d.String() + "s " + string(service.ClockAt(600+text.Len()%500)) + " to 23:00\n")
		}
	}
	if got := FromProse(text.String()); len(got) != mostSessions {
		t.Errorf("got %d sessions, want %d", len(got), mostSessions)
	}
}

// Reading takes a time that grows with the text and not with its square, also
// where it has no spaces. That a long text is read at all is what is tested: were
// it quadratic, this would take minutes.
func TestTextWithoutSpacesIsReadInTime(t *testing.T) {
	text := "Every Monday 10am to 11am" + strings.Repeat("!a@b", 50_000) + " and every Tuesday 2pm to 3pm." + strings.Repeat(" ", 1000) + "Every Friday 9am to 10am."
	if got := FromProse(text); len(got) == 0 {
		t.Error("nothing was read")
	}
}

// FuzzFromProse proves that no text stops the reader, and that what it claims
// can be reckoned with and stands in the text.
func FuzzFromProse(f *testing.F) {
	for _, text := range []string{
		"Every Tuesday 10.30am–12 noon, term time only", "Fridays -1st, 3rd and 5th of each month 2pm to 3.45pm", "Mon - Fri 10am - 1pm and Mon - Thurs 2pm - 4pm",
		"## Helpline\n0808 157 0123\n- Monday: 9-5", "9am to 5pm, 7 days a week | Sat or Sun", "first and and third, of 5 to - Monday's. • É.\u202e\x00", "between 10 and 12 every day",
	} {
		f.Add(text)
	}
	f.Add("001010Fri 10pm -04pm")
	now := at(f, noon)
	f.Fuzz(func(t *testing.T, text string) {
		got := FromProse(text)
		if len(got) > mostSessions {
			t.Errorf("%d sessions", len(got))
		}
		for _, s := range got {
			if ok, why := trusted(s, now); !ok {
				t.Errorf("%q: %+v: %s", text, s, why)
			}
			if len(s.Days) == 0 || Words(s) == "" || s.Origin != service.OriginDescription || len([]rune(s.Sentence)) > longestEvidence+1 {
				t.Errorf("%q: %+v", text, s)
			}
		}
		cautionsIn([]string{text}, "")
	})
}

func BenchmarkFromProse(b *testing.B) {
	text := strings.Repeat("We are a friendly group for anybody who would like some company and a cup of tea. Every Tuesday 10.30am–12 noon at the Scout Hut.\n\n", 8)
	for b.Loop() {
		FromProse(text)
	}
}
