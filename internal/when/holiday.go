package when

import (
	"cmp"
	"slices"
	"time"

	"fettle/internal/service"
)

// Nation is a part of the United Kingdom with bank holidays of its own.
type Nation string

// The nations, as GOV.UK divides them.
const (
	EnglandAndWales Nation = "england-and-wales"
	Scotland        Nation = "scotland"
	NorthernIreland Nation = "northern-ireland"
)

// Holiday is one bank holiday.
type Holiday struct {
	// Date is the day that is off work.
	Date service.Date
	// Name is what GOV.UK calls it: "Early May bank holiday".
	Name string
	// Substitute marks a weekday given for a holiday that falls on a weekend.
	Substitute bool
}

// BankHolidays returns the bank holidays of a nation in order, with a substitute
// weekday for those that fall on a weekend. The rules are those of the Banking
// and Financial Dealings Act 1971 and the proclamations made under it, as they
// stand since 2007; single holidays proclaimed from 2011 to 2026 are included,
// later ones can't be known. An unknown nation has none.
func BankHolidays(year int, nation Nation) []Holiday {
	day := func(month time.Month, d int) time.Time { return time.Date(year, month, d, 0, 0, 0, 0, time.UTC) }
	easter := easterSunday(year)
	type fixed struct {
		day  time.Time
		name string
	}
	turn := []fixed{{day(1, 1), "New Year’s Day"}}
	others := []fixed{{easter.AddDate(0, 0, -2), "Good Friday"}, {earlyMay(year), "Early May bank holiday"}, {spring(year), "Spring bank holiday"}}
	switch nation {
	case EnglandAndWales:
		others = append(others, fixed{easter.AddDate(0, 0, 1), "Easter Monday"}, fixed{lastMonday(year, 8), "Summer bank holiday"})
	case Scotland:
		turn = append(turn, fixed{day(1, 2), "2nd January"})
		others = append(others, fixed{firstMonday(year, 8), "Summer bank holiday"}, fixed{day(11, 30), "St Andrew’s Day"})
	case NorthernIreland:
		others = append(others, fixed{easter.AddDate(0, 0, 1), "Easter Monday"}, fixed{lastMonday(year, 8), "Summer bank holiday"},
			fixed{day(3, 17), "St Patrick’s Day"}, fixed{day(7, 12), "Battle of the Boyne (Orangemen’s Day)"})
	default:
		return nil
	}
	var all []Holiday
	// Holidays that stand side by side move together, the others on their own.
	groups := [][]fixed{turn, {{day(12, 25), "Christmas Day"}, {day(12, 26), "Boxing Day"}}}
	for _, o := range others {
		groups = append(groups, []fixed{o})
	}
	for _, group := range groups {
		var days []time.Time
		for _, f := range group {
			days = append(days, f.day)
		}
		for i, moved := range offWeekend(days) {
			all = append(all, Holiday{Date: service.DateOf(moved), Name: group[i].name, Substitute: !moved.Equal(group[i].day)})
		}
	}
	all = append(all, proclaimed(year, nation)...)
	slices.SortFunc(all, func(a, b Holiday) int { return cmp.Compare(a.Date, b.Date) })
	return all
}

// offWeekend returns the days with those of a weekend moved to the next weekday
// that none of the others has.
func offWeekend(days []time.Time) []time.Time {
	weekend := func(d time.Time) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }
	moved := slices.Clone(days)
	for i, d := range days {
		for weekend(moved[i]) || !d.Equal(moved[i]) && slices.ContainsFunc(append(slices.Clone(moved[:i]), moved[i+1:]...), moved[i].Equal) {
			moved[i] = moved[i].AddDate(0, 0, 1)
		}
	}
	return moved
}

// proclaimed returns the holidays of one year only.
func proclaimed(year int, nation Nation) []Holiday {
	var all []Holiday
	for _, p := range [...]struct {
		date service.Date
		only Nation
		name string
	}{
		{"2011-04-29", "", "Royal wedding bank holiday"},
		{"2012-06-05", "", "Queen’s Diamond Jubilee"},
		{"2022-06-03", "", "Platinum Jubilee bank holiday"},
		{"2022-09-19", "", "Bank Holiday for the State Funeral of Queen Elizabeth II"},
		{"2023-05-08", "", "Bank holiday for the coronation of King Charles III"},
		{"2026-06-15", Scotland, "World Cup bank holiday"},
	} {
		if day, ok := p.date.Time(time.UTC); ok && day.Year() == year && (p.only == "" || p.only == nation) {
			all = append(all, Holiday{Date: p.date, Name: p.name})
		}
	}
	return all
}

// earlyMay returns the first Monday of May, or the day it was moved to: in 2020
// to the anniversary of the end of the war in Europe.
func earlyMay(year int) time.Time {
	if year == 2020 {
		return time.Date(year, 5, 8, 0, 0, 0, 0, time.UTC)
	}
	return firstMonday(year, 5)
}

// spring returns the last Monday of May, or the day it was moved to for a jubilee.
func spring(year int) time.Time {
	switch year {
	case 2012:
		return time.Date(year, 6, 4, 0, 0, 0, 0, time.UTC)
	case 2022:
		return time.Date(year, 6, 2, 0, 0, 0, 0, time.UTC)
	}
	return lastMonday(year, 5)
}

func firstMonday(year int, month time.Month) time.Time {
	first := time.Date(year, month, 1, 0, 0, 0, 0, time.UTC)
	return first.AddDate(0, 0, (8-int(first.Weekday()))%7)
}

func lastMonday(year int, month time.Month) time.Time {
	last := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC)
	return last.AddDate(0, 0, -(int(last.Weekday())+6)%7)
}

// easterSunday returns the day of Easter in the Gregorian calendar: the Sunday
// after the full moon of the church's tables on or after 21 March (the method
// of Meeus, Astronomical Algorithms, chapter 8).
func easterSunday(year int) time.Time {
	golden, century, inCentury := year%19, year/100, year%100
	moon := (19*golden + century - century/4 - (century-(century+8)/25+1)/3 + 15) % 30
	sunday := (32 + 2*(century%4) + 2*(inCentury/4) - moon - inCentury%4) % 7
	late := (golden + 11*moon + 22*sunday) / 451
	days := moon + sunday - 7*late + 114
	return time.Date(year, time.Month(days/31), days%31+1, 0, 0, 0, 0, time.UTC)
}
