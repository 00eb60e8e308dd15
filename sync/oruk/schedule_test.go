//nolint:misspell // Payloads spell their keys in the American way.
package oruk_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"fettle/internal/service"
	"fettle/sync/oruk"
)

func TestSessions(t *testing.T) {
	day := func(days ...time.Weekday) []service.Day {
		var all []service.Day
		for _, d := range days {
			all = append(all, service.Day{Day: d})
		}
		return all
	}
	weekly := func(from, to service.Clock, days ...time.Weekday) []service.Session {
		return []service.Session{{Freq: service.Weekly, Days: day(days...), From: from, To: to}}
	}
	v1 := func(rows string) string { return `"regular_schedules":[` + rows + `]` }
	v3 := func(rows string) string { return `"schedules":[` + rows + `]` }
	mo, tu, we, th, fr, sa, su := time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday
	run(t, func(s service.Service) []service.Session { return s.Sessions }, []example[[]service.Session]{
		// How days are written.
		{"version 1", v1(`{"id":"x","opens_at":"10:00","closes_at":"12:00","freq":"WEEKLY","interval":"1","byday":"MO","bymonthday":""}`), weekly("10:00", "12:00", mo), ""},
		{"version 1, several days", v1(`{"byday":"MO,TU","opens_at":"10:00"}`), weekly("10:00", "", mo, tu), ""},
		{"Outpost", v1(`{"id":1,"weekday":"Thursday","opens_at":"09:30","closes_at":"10:30"}`), weekly("09:30", "10:30", th), ""},
		{"Outpost, nulls", v1(`{"weekday":"Monday","freq":null,"byday":null,"interval":null,"opens_at":"09:30","ey_funded":true}`), weekly("09:30", "", mo), ""},
		{"every day by name", v1(`{"weekday":"Monday"},{"weekday":"tuesday"},{"weekday":"WEDNESDAY"},{"weekday":"Thursdays"},{"weekday":"Fri"},{"weekday":"Sat."},{"weekday":"su"}`),
			weekly("", "", mo, tu, we, th, fr, sa, su), ""},
		{"abbreviations", v1(`{"weekday":"Tues"},{"weekday":"Thurs"},{"weekday":"Weds"}`), weekly("", "", tu, we, th), ""},
		{"range", v1(`{"byday":"MO-FR","opens_at":"09:00"}`), weekly("09:00", "", mo, tu, we, th, fr), ""},
		{"range in words over the weekend", v1(`{"weekday":"Saturday to Monday"}`), weekly("", "", mo, sa, su), ""},
		{"weekdays", v1(`{"weekday":"Weekdays"}`), weekly("", "", mo, tu, we, th, fr), ""},
		{"list of days", v3(`{"byday":["MO","WE"]}`), weekly("", "", mo, we), "type"},
		{"words between days", v1(`{"weekday":"Monday and Wednesday"}`), weekly("", "", mo, we), ""},
		{"singular key", `"regular_schedule":{"weekday":"Monday"}`, weekly("", "", mo), ""},

		// How rules repeat.
		{"freq week", v1(`{"freq":"week","byday":"TH","interval":1,"dtstart":"2026-09-10T00:00:00.000Z"}`),
			[]service.Session{{Freq: service.Weekly, Days: day(th), Start: "2026-09-10"}}, ""},
		{"fortnight", v3(`{"freq":"WEEKLY","interval":2,"byday":"TU","dtstart":"2026-01-06","opens_at":"10:00:00","closes_at":"12:30:00"}`),
			[]service.Session{{Freq: service.Weekly, Interval: 2, Days: day(tu), Start: "2026-01-06", From: "10:00", To: "12:30"}}, ""},
		{"fortnight without a start", v1(`{"freq":"fortnightly","byday":"TU"}`), []service.Session{{Freq: service.Weekly, Interval: 2, Days: day(tu)}}, ""},
		{"monthly by day", v3(`{"freq":"MONTHLY","byday":"1MO,-1FR"}`),
			[]service.Session{{Freq: service.Monthly, Days: []service.Day{{Nth: 1, Day: mo}, {Nth: -1, Day: fr}}}}, ""},
		{"monthly without freq", v1(`{"byday":"+2TU"}`), []service.Session{{Freq: service.Monthly, Days: []service.Day{{Nth: 2, Day: tu}}}}, ""},
		{"monthly in words", v1(`{"freq":"month","weekday":"last Friday"}`), []service.Session{{Freq: service.Monthly, Days: []service.Day{{Nth: -1, Day: fr}}}}, ""},
		{"monthly by date", v3(`{"freq":"MONTHLY","bymonthday":"1, 15,-1"}`), []service.Session{{Freq: service.Monthly, MonthDays: []int{1, 15, -1}}}, ""},
		{"monthly by its start", v3(`{"freq":"MONTHLY","dtstart":"2026-09-10"}`), []service.Session{{Freq: service.Monthly, MonthDays: []int{10}, Start: "2026-09-10"}}, ""},
		{"weekly by its start", v3(`{"freq":"WEEKLY","dtstart":"2026-09-10"}`), []service.Session{{Freq: service.Weekly, Days: day(th), Start: "2026-09-10"}}, ""},
		{"once", v3(`{"dtstart":"2026-09-10","opens_at":"10:00"}`), []service.Session{{Freq: service.Once, Start: "2026-09-10", From: "10:00"}}, ""},
		{"daily", v3(`{"freq":"DAILY","opens_at":"10:00"}`), []service.Session{{Freq: service.Daily, From: "10:00"}}, ""},
		{"daily on some days", v3(`{"freq":"DAILY","byday":"MO,TU"}`), weekly("", "", mo, tu), ""},
		{"bounds", v3(`{"byday":"MO","valid_from":"2026-01-01","valid_to":"2026-12-31","until":"2026-06-30T00:00:00Z","count":5,"freq":"WEEKLY"}`),
			[]service.Session{{Freq: service.Weekly, Days: day(mo), ValidFrom: "2026-01-01", ValidTo: "2026-06-30", Count: 5}}, ""},

		// What makes no sense keeps its words.
		{"contradiction", v3(`{"freq":"WEEKLY","byday":"TH,FR","bymonthday":"2,3,4","description":"Weekdays.","notes":"Not at lunch","opens_at":"10:00:00"}`),
			[]service.Session{{Words: "Weekdays. Not at lunch", From: "10:00"}}, "schedule"},
		{"numbered days of a week", v3(`{"freq":"WEEKLY","byday":"2MO","description":"x"}`), []service.Session{{Words: "x"}}, "schedule"},
		{"no such day", v1(`{"byday":"XX","description":"x"}`), []service.Session{{Words: "x"}}, "schedule"},
		{"every year", v3(`{"freq":"YEARLY","dtstart":"2026-09-10","description":"x"}`), []service.Session{{Words: "x"}}, "schedule"},
		{"ends before it begins", v3(`{"byday":"MO","valid_from":"2026-02-01","valid_to":"2026-01-01","description":"x"}`), []service.Session{{Words: "x"}}, "schedule"},
		{"nothing left of it", v3(`{"byday":"XX"}`), nil, "schedule"},
		{"weekly, but when", v3(`{"freq":"WEEKLY","opens_at":"10:00"}`), []service.Session{{From: "10:00"}}, ""},
		{"words only", v1(`{"description":"Term <b>time</b> only"}`), []service.Session{{Words: "Term time only"}}, ""},
		{"empty", v1(`{},null,{"id":"x","opens_at":"00:00","closes_at":"00:00"}`), nil, ""},
		{"no list", v3(`"Mondays"`), nil, ""},

		// Times.
		{"midnight to midnight", v1(`{"weekday":"Monday","opens_at":"00:00","closes_at":"00:00"}`), weekly("", "", mo), ""},
		{"end at the beginning", v1(`{"weekday":"Monday","opens_at":"10:00","closes_at":"10:00"}`), weekly("10:00", "", mo), ""},
		{"over midnight", v1(`{"weekday":"Friday","opens_at":"22:00","closes_at":"00:00"}`), weekly("22:00", "00:00", fr), ""},
		{"until midnight", v1(`{"weekday":"Friday","opens_at":"09:00","closes_at":"24:00"}`), weekly("09:00", "24:00", fr), ""},
		{"zones", v3(`{"byday":"MO","opens_at":"09:30Z","closes_at":"12:00+01:00"}`), weekly("09:30", "12:00", mo), ""},
		{"moments", v3(`{"byday":"MO","opens_at":"2000-01-01T09:30:00.000Z","closes_at":"2026-07-01T11:00:00Z"}`), weekly("09:30", "12:00", mo), ""},
		{"as people write them", v1(`{"weekday":"Monday","opens_at":"9.30am","closes_at":"2 pm"}`), weekly("09:30", "14:00", mo), ""},
		{"noon and digits", v1(`{"weekday":"Monday","opens_at":"0900","closes_at":"noon"}`), weekly("09:00", "12:00", mo), ""},
		{"no times", v1(`{"weekday":"Monday","opens_at":"25:00","closes_at":"late"}`), weekly("", "", mo), "schedule"},

		// Rows together.
		{"one row a day", v1(`{"weekday":"Friday","opens_at":"09:00","closes_at":"17:00"},{"weekday":"Monday","opens_at":"09:00","closes_at":"17:00"},{"weekday":"Sunday","opens_at":"10:00"}`),
			[]service.Session{{Freq: service.Weekly, Days: day(mo, fr), From: "09:00", To: "17:00"}, {Freq: service.Weekly, Days: day(su), From: "10:00"}}, ""},
		{"repeats", v1(`{"weekday":"Monday","opens_at":"09:00"},{"weekday":"Monday","opens_at":"09:00","ey_funded":true}`), weekly("09:00", "", mo), ""},
		{"at a location", `"service_at_locations":[{"id":"l","location":{"id":"p","name":"X"},"regular_schedule":[{"weekday":"Monday"}]},{"id":"m","location":{"id":"q","name":"Y","schedules":[{"byday":"TU"}]}}],"regular_schedules":[{"weekday":"Monday"},{"weekday":"Friday"}]`,
			[]service.Session{{Freq: service.Weekly, Days: day(mo), Location: 1}, {Freq: service.Weekly, Days: day(tu), Location: 2}, {Freq: service.Weekly, Days: day(fr)}}, ""},
		{"linked to a location", `"locations":[{"id":7,"name":"X"},{"id":8,"name":"Y"}],"regular_schedules":[{"weekday":"Monday","location_id":8},{"weekday":"Friday","service_at_location":{"id":99}}]`,
			[]service.Session{{Freq: service.Weekly, Days: day(mo), Location: 2}, {Freq: service.Weekly, Days: day(fr)}}, ""},

		// Closures.
		{"closed", v1(`{"weekday":"Friday"}`) + `,"holiday_schedules":[{"closed":"true","start_date":"2026-12-25","end_date":"2026-12-26"},{"closed":true,"start_date":"2026-12-26"},{"closed":false,"start_date":"2027-01-01"},{"closed":true},{"closed":true,"start_date":"2026-01-01","end_date":"2026-12-31"}]`,
			[]service.Session{{Freq: service.Weekly, Days: day(fr), Except: []service.Date{"2026-12-25", "2026-12-26"}}}, "schedule"},
		{"closed at one location", `"service_at_locations":[{"location":{"id":"p","name":"X"},"regular_schedule":[{"weekday":"Friday"}],"holidayScheduleCollection":[{"closed":"1","start_date":"2026-12-25"}]},{"location":{"id":"q","name":"Y"},"regular_schedule":[{"weekday":"Friday"}]}]`,
			[]service.Session{{Freq: service.Weekly, Days: day(fr), Location: 1, Except: []service.Date{"2026-12-25"}}, {Freq: service.Weekly, Days: day(fr), Location: 2}}, ""},
	})
	if s, _ := decode(t, `"schedule_description":"Ring to ask"`); s.Timing != "Ring to ask" {
		t.Errorf("timing %q", s.Timing)
	}
}

func FuzzDecodeService(f *testing.F) {
	for _, s := range []string{
		`"minimum_age":"-1","cost_options":{"amount":"£3"},"phones":"01632 960001 x2"`,
		`"service_at_locations":[{"location":{"id":1,"latitude":"54","longitude":-2,"addresses":{"postal_code":"LAI 4YW"}},"schedules":[{"byday":"1MO,-1FR"}]}]`,
		`"description":"<ul><li>a&#27;</ul>","pc_targetAudience":[{"audienceType":"A>B","id":"C"}],"fees":"free"`,
		`"regular_schedules":[{"weekday":"Thursday","opens_at":"9.30am","dtstart":"2026-09-10T00:00:00.000Z","interval":"2","freq":"week"}],"holiday_schedules":[{"closed":1,"start_date":1756814400}]`,
		`"service_areas":[{"extent":{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[1]}}]}}]`,
		`"status":{"text":"x"},"alert":[[["y"]]],"languages":{"a":{"code":"ur"}},"url":"http:www.x.org","email":" a@b.org"`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, fields []byte) {
		raw := json.RawMessage(`{"id":"a","name":"A",` + string(fields) + `}`)
		s, repairs, err := oruk.DecodeService(raw, oruk.Source{Feed: "f"})
		if err != nil {
			return
		}
		checkService(t, &s)
		for kind, n := range repairs {
			if n < 1 || kind == "" {
				t.Errorf("repairs %v", repairs)
			}
		}
		again, _, err := oruk.DecodeService(raw, oruk.Source{Feed: "f"})
		if err != nil || again.Source.ChangeKey != s.Source.ChangeKey || again.Summary != s.Summary {
			t.Errorf("a second reading differs: %v", err)
		}
	})
}

func FuzzFields(f *testing.F) {
	f.Add("1MO,-1FR", "WEEKLY", "10:00", "2026-09-10T00:00:00.000Z", "LA1 4YW", "£3 a session")
	f.Add("mon to fri", "month", "9.30pm", "02/09/2025 10:00:00", "LU7 ONY", "free for now")
	f.Add("2nd Tuesday & 31", "fortnightly", "2026-07-01T11:00:00Z", "1756814400000", "GIR 0AA", "50p")
	f.Fuzz(func(t *testing.T, days, freq, clock, date, postcode, fees string) {
		record := map[string]any{
			"id": "a", "name": "A", "last_modified": date, "assured_date": date, "fees": fees,
			"locations": []any{map[string]any{"name": "X", "postal_code": postcode, "address_1": days + "," + postcode}},
			"schedules": []any{map[string]any{"byday": days, "freq": freq, "opens_at": clock, "closes_at": date, "dtstart": date, "valid_to": clock},
				map[string]any{"bymonthday": days, "weekday": freq, "until": date}},
			"holiday_schedules": []any{map[string]any{"closed": true, "start_date": date, "end_date": clock}},
			"phones":            []any{days, clock}, "contacts": fees, "attending_type": fees, "attending_access": freq,
		}
		raw, err := json.Marshal(record)
		if err != nil {
			t.Skip()
		}
		s, _, err := oruk.DecodeService(raw, oruk.Source{Feed: "f"})
		if err != nil {
			t.Fatal(err)
		}
		checkService(t, &s)
	})
}

// FuzzDates reads one text everywhere that a record has a day or a moment.
func FuzzDates(f *testing.F) {
	for _, seed := range []string{
		"2026-09-10", "2026-09-10T00:00:00.000Z", "2025-09-02T12:06:15.654", "02/09/2025 10:00:00", "2026-07-01T11:00:00+0000",
		"1756814400000", "1756814400", "-1", "0001-01-01", "9999-12-31", "2026-02-30", "30.2.2026", "9.30pm", "24:00", "12 noon", " ",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, date string) {
		raw, err := json.Marshal(map[string]any{
			"id": "a", "name": "A", "last_modified": date, "assured_date": date,
			"schedules":         []any{map[string]any{"byday": "MO", "dtstart": date, "until": date, "valid_from": date, "valid_to": date, "opens_at": date, "closes_at": date}},
			"holiday_schedules": []any{map[string]any{"closed": true, "start_date": date, "end_date": date}},
		})
		if err != nil {
			t.Skip()
		}
		s, _, err := oruk.DecodeService(raw, oruk.Source{Feed: "f"})
		if err != nil {
			t.Fatal(err)
		}
		checkService(t, &s)
	})
}

// FuzzSchedules reads anything as the schedules of a record and of a place.
func FuzzSchedules(f *testing.F) {
	for _, seed := range []string{
		`[{"byday":"1MO,-1FR","freq":"WEEKLY","interval":2,"opens_at":"10:00","closes_at":"24:00","dtstart":"2026-09-10"}]`,
		`{"weekday":"mon to fri","freq":"week","opens_at":"9.30pm","closes_at":"1 am"}`,
		`[{"bymonthday":"2nd Tuesday & 31","freq":"fortnightly","count":"3","wkst":"SU"},null,[],"Mondays",5]`,
		`{"a":{"byday":["MO","TU"],"bysetpos":"-1","byyearday":400,"until":"1756814400000"}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, schedules []byte) {
		raw := json.RawMessage(`{"id":"a","name":"A","schedules":` + string(schedules) + `,"service_at_locations":[{"location":{"id":"l","name":"X"},"regular_schedule":` +
			string(schedules) + `,"holiday_schedules":` + string(schedules) + `}]}`)
		s, _, err := oruk.DecodeService(raw, oruk.Source{Feed: "f"})
		if err != nil {
			return
		}
		checkService(t, &s)
	})
}

func TestHostileRecordsAreQuick(t *testing.T) {
	many := func(one string, n int) string { return strings.TrimSuffix(strings.Repeat(one+",", n), ",") }
	for name, fields := range map[string]string{
		"schedules": `"schedules":[` + many(`{"byday":"MO","opens_at":"10:00"},{"byday":"TU","description":"x"}`, 20000) + `]`,
		"places":    `"service_at_locations":[` + many(`{"location":{"name":"X","schedules":[`+many(`{"byday":"MO"}`, 100)+`]}}`, 500) + `]`,
		"closures":  `"regular_schedules":[{"byday":"MO"}],"holiday_schedules":[` + many(`{"closed":true,"start_date":"2026-01-01","end_date":"2026-01-30"}`, 20000) + `]`,
		"contacts":  `"contacts":[` + many(`{"phone":"01632 960001 01632 960002"}`, 20000) + `]`,
		"terms":     `"taxonomies":[` + many(`{"id":1,"name":"x"}`, 20000) + `]`,
		"nesting":   `"description":` + strings.Repeat(`{"text":`, 5000) + `"x"` + strings.Repeat(`}`, 5000),
		"arrays":    `"alert":` + strings.Repeat(`[`, 5000) + strings.Repeat(`]`, 5000),
	} {
		began := time.Now()
		decode(t, fields)
		if took := time.Since(began); took > time.Minute {
			t.Errorf("%s took %v", name, took)
		}
	}
}
