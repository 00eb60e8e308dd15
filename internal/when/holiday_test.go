package when

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fettle/internal/service"
)

// TestBankHolidaysAsPublished compares with the days that GOV.UK publishes.
func TestBankHolidaysAsPublished(t *testing.T) {
	for year, want := range map[int]map[Nation]string{
		2019: {EnglandAndWales: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26", Scotland: "01-01 01-02 04-19 05-06 05-27 08-05 12-02 12-25 12-26", NorthernIreland: "01-01 03-18 04-19 04-22 05-06 05-27 07-12 08-26 12-25 12-26"},
		2020: {EnglandAndWales: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28", Scotland: "01-01 01-02 04-10 05-08 05-25 08-03 11-30 12-25 12-28", NorthernIreland: "01-01 03-17 04-10 04-13 05-08 05-25 07-13 08-31 12-25 12-28"},
		2021: {EnglandAndWales: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28", Scotland: "01-01 01-04 04-02 05-03 05-31 08-02 11-30 12-27 12-28", NorthernIreland: "01-01 03-17 04-02 04-05 05-03 05-31 07-12 08-30 12-27 12-28"},
		2022: {EnglandAndWales: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27", Scotland: "01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27", NorthernIreland: "01-03 03-17 04-15 04-18 05-02 06-02 06-03 07-12 08-29 09-19 12-26 12-27"},
		2023: {EnglandAndWales: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26", Scotland: "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26", NorthernIreland: "01-02 03-17 04-07 04-10 05-01 05-08 05-29 07-12 08-28 12-25 12-26"},
		2024: {EnglandAndWales: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26", Scotland: "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26", NorthernIreland: "01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26"},
		2025: {EnglandAndWales: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26", Scotland: "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26", NorthernIreland: "01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26"},
		2026: {EnglandAndWales: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28", Scotland: "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28", NorthernIreland: "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28"},
		2027: {EnglandAndWales: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28", Scotland: "01-01 01-04 03-26 05-03 05-31 08-02 11-30 12-27 12-28", NorthernIreland: "01-01 03-17 03-26 03-29 05-03 05-31 07-12 08-30 12-27 12-28"},
		2028: {EnglandAndWales: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26", Scotland: "01-03 01-04 04-14 05-01 05-29 08-07 11-30 12-25 12-26", NorthernIreland: "01-03 03-17 04-14 04-17 05-01 05-29 07-12 08-28 12-25 12-26"},
	} {
		for nation, days := range want {
			var got []string
			for _, h := range BankHolidays(year, nation) {
				got = append(got, string(h.Date[5:]))
			}
			if strings.Join(got, " ") != days {
				t.Errorf("%s %d:\n got %s\nwant %s", nation, year, strings.Join(got, " "), days)
			}
		}
	}
	if got := BankHolidays(2026, "france"); got != nil {
		t.Errorf("an unknown nation has %v", got)
	}
}

func TestBankHolidayNames(t *testing.T) {
	for _, want := range []struct {
		nation Nation
		Holiday
	}{
		{EnglandAndWales, Holiday{"2026-12-28", "Boxing Day", true}},
		{EnglandAndWales, Holiday{"2022-12-27", "Christmas Day", true}},
		{EnglandAndWales, Holiday{"2022-12-26", "Boxing Day", false}},
		{EnglandAndWales, Holiday{"2011-04-29", "Royal wedding bank holiday", false}},
		{EnglandAndWales, Holiday{"2012-06-04", "Spring bank holiday", false}},
		{Scotland, Holiday{"2023-01-03", "New Year’s Day", true}},
		{Scotland, Holiday{"2023-01-02", "2nd January", false}},
		{Scotland, Holiday{"2026-06-15", "World Cup bank holiday", false}},
		{NorthernIreland, Holiday{"2026-07-13", "Battle of the Boyne (Orangemen’s Day)", true}},
	} {
		day, ok := want.Date.Time(time.UTC)
		if !ok || !slices.Contains(BankHolidays(day.Year(), want.nation), want.Holiday) {
			t.Errorf("%s has no %+v: %+v", want.nation, want.Holiday, BankHolidays(day.Year(), want.nation))
		}
	}
}

// TestBankHolidaysAreWeekdays holds for every year that none falls on a weekend,
// no two on one day, and that as many are given as there are.
func TestBankHolidaysAreWeekdays(t *testing.T) {
	for year := 2007; year <= 2100; year++ {
		for nation, count := range map[Nation]int{EnglandAndWales: 8, Scotland: 9, NorthernIreland: 10} {
			seen := map[service.Date]bool{}
			all := BankHolidays(year, nation)
			for _, h := range all {
				day, ok := h.Date.Time(time.UTC)
				if !ok || day.Year() != year || day.Weekday() == time.Saturday || day.Weekday() == time.Sunday || seen[h.Date] {
					t.Errorf("%s %d: %+v", nation, year, h)
				}
				seen[h.Date] = true
			}
			if len(all)-len(proclaimed(year, nation)) != count {
				t.Errorf("%s %d has %d holidays, want %d and %d single ones", nation, year, len(all), count, len(proclaimed(year, nation)))
			}
		}
	}
}

func TestEasterSunday(t *testing.T) {
	for year, want := range map[int]string{2008: "2008-03-23", 2011: "2011-04-24", 2019: "2019-04-21", 2024: "2024-03-31", 2026: "2026-04-05", 2027: "2027-03-28", 2038: "2038-04-25", 2049: "2049-04-18", 2076: "2076-04-19"} {
		if got := easterSunday(year).Format(time.DateOnly); got != want {
			t.Errorf("Easter %d is %s, want %s", year, got, want)
		}
	}
}

func TestCautions(t *testing.T) {
	const (
		term, school = "Term time: may not run in school holidays", "School holidays: may not run in term time"
		bank, open   = "Bank holidays: may not run", "Bank holidays: says it runs"
		season       = "Not all year: check the dates"
		change, book = "Times may change: check first", "Book first"
	)
	for words, want := range map[string][]string{
		"Every Tuesday 10am to 12 noon":   nil,
		"":                                nil,
		"Tuesdays, term time only":        {term},
		"Tuesdays (term-time)":            {term},
		"Tuesdays during term":            {term},
		"Tuesdays except school holidays": {term},
		"Tuesdays, all year round, not only in term time":     nil,
		"Tuesdays in the school holidays":                     {school},
		"Holiday club, 10am to 3pm":                           {school},
		"Tuesdays except bank holidays":                       {bank},
		"Closed Bank Hols":                                    {bank},
		"Monday to Friday (not including Bank Holidays)":      {bank},
		"Every day including bank holidays":                   {open},
		"Every day, including Christmas and bank holidays":    {open, season},
		"Including Saturdays, except bank holidays":           {bank},
		"Open Monday to Friday except bank holidays":          {bank},
		"Sundays and bank holidays: 10am to 1pm":              {open},
		"Saturdays, Sundays and bank holidays closed":         {bank},
		"Tuesdays, not half-term":                             {term},
		"Half term play scheme":                               nil,
		"Help in terms of housing on Tuesdays":                nil,
		"Open bank holidays, 9 to 5":                          {open},
		"First Monday of the month except August":             {season},
		"Tuesdays in summer, weather permitting":              {season, change},
		"Tuesdays 10am. Times may vary":                       {change},
		"Tuesdays 10am, booking essential":                    {book},
		"Tuesdays by appointment":                             {book},
		"Tuesdays 10am, no need to book":                      nil,
		"Tuesdays, term time only, closed on public holidays": {term, bank},
		"They are on good terms with everyone on Tuesdays":    nil,
		"People who need to talk about long-term illness":     nil,
	} {
		if got := cautionsIn([]string{words}, ""); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}

func TestCautionsOf(t *testing.T) {
	const term, bank, book = "Term time: may not run in school holidays", "Bank holidays: may not run", "Book first"
	for name, c := range map[string]struct {
		s    service.Service
		want []string
	}{
		"nothing said":      {service.Service{Description: "A warm welcome."}, nil},
		"in the timing":     {service.Service{Timing: "Term time only"}, []string{term}},
		"in two sessions":   {service.Service{Sessions: []service.Session{{Words: "not bank holidays"}, {Words: "term-time"}, {Words: "Term time"}}}, []string{term, bank}},
		"in the evidence":   {service.Service{Sessions: []service.Session{{Sentence: "Tuesdays 10am, booking essential."}}}, []string{book}},
		"in prose":          {service.Service{Description: "For all.\n\n- Open Tuesdays.\n- We run in term time only."}, []string{term}},
		"not about times":   {service.Service{Description: "Please book a summer place, times may vary. Holiday club."}, nil},
		"taken back nearby": {service.Service{Description: "Term time and school holidays alike. Closed on bank holidays."}, []string{bank}},
	} {
		if got := CautionsOf(&c.s); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
