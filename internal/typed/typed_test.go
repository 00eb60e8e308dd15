package typed_test

import (
	"strings"
	"testing"
	"time"

	"fettle/internal/place"
	"fettle/internal/service"
	"fettle/internal/typed"
	"fettle/internal/when"
)

// monday is the moment at which the tests happen.
func monday() time.Time { return time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC) }

// lookup reads places and times as the program does, with the built-in names and
// one postcode district that is known.
func lookup() typed.Lookup {
	finder := place.NewFinder(nil)
	return typed.Lookup{Time: when.ParseWindows, Town: finder.Towns, Place: func(text string) ([]service.Near, error) {
		near, err := finder.Locate(text)
		if postcode, notOne := place.ParsePostcode(text); notOne == nil && (postcode[0].Area == "BB" || postcode[0].Area == "LA") {
			near[0].Name, near[0].Level = postcode[0].String(), postcode[0].Level()
		}
		return near, err
	}}
}

// said writes a reading in a line: the words, then each part as it was read.
func said(r typed.Reading) string {
	parts := []string{r.Words}
	for i := range r.Parts {
		parts = append(parts, r.Parts[i].Typed+"="+r.Parts[i].As())
	}
	if r.Pending != "" {
		parts = append(parts, "pending "+r.Pending)
	}
	if r.Trouble != nil {
		parts = append(parts, "trouble")
	}
	parts = append(parts, r.Notes...)
	return strings.Join(parts, " | ")
}

func TestALineIsRead(t *testing.T) {
	t.Parallel()
	look := lookup()
	for line, want := range map[string]string{
		"":                                   "",
		"lonely gardening":                   "lonely gardening",
		"lonely gardening bb2 tue 72yo free": "lonely gardening | bb2=near BB2 | tue=Tuesday | 72yo=age 72 | free=nothing to pay",
		"Lonely, gardening. BB2, Tue, free!": "Lonely, gardening. | BB2=near BB2 | Tue=Tuesday | free=nothing to pay",
		// Ages.
		"72 year old":        " | 72 year old=age 72",
		"a 72-year-old lady": "a lady | 72-year-old=age 72",
		"aged 72 walking":    "walking | aged 72=age 72",
		"8 y/o football":     "football | 8 y/o=age 8",
		"baby 18 months old": "baby | 18 months old=age 1",
		"over 60s lunch":     "over 60s lunch",
		"aged 5 to 11":       "aged 5 to 11",
		"age 130":            " | An age is a number of years, 0 to 120.",
		"lonely age 230":     "lonely | An age is a number of years, 0 to 120.",
		"aged 72, age 230":   "age 230 | aged 72=age 72",
		"he is in his 70s":   "he is | in his 70s=age 75",
		"late 60s preston":   " | late 60s=age 68 | preston=near Preston, Lancashire (or is it Preston, East Riding of Yorkshire, or Preston, Rutland?)",
		"early 30s, lonely":  "lonely | early 30s=age 32",
		"70s disco":          "70s disco",
		"in 80s":             " | in 80s=age 85",
		// Addresses are no ages.
		"lonely 14 Oak Street":        "lonely | Left out “14…”: Fettle needs no names, numbers or addresses.",
		"14 oak street lonely":        "lonely | Left out “14…”: Fettle needs no names, numbers or addresses.",
		"3a Old Mill Lane":            " | Left out “3a…”: Fettle needs no names, numbers or addresses.",
		"14 Church Close, 72, lonely": "lonely | 72=age 72 | Left out “14…”: Fettle needs no names, numbers or addresses.",
		"72 evening walk":             "evening walk | 72=age 72",
		"72 close to lancaster":       " | 72=age 72 | close to lancaster=near Lancaster, Lancashire",
		"78 on Oak Street":            "on Oak Street | 78=age 78",
		"78, Oak Street":              "Oak Street | 78=age 78",
		// What tells who somebody is.
		"lonely john.smith@example.com 78": "lonely | 78=age 78 | Left out “john.smith@…”: Fettle needs no names, numbers or addresses.",
		"ring 07700 900 123, lonely":       "ring lonely | Left out “077…”: Fettle needs no names, numbers or addresses.",
		"+44 7700 900123":                  " | Left out “+44…”: Fettle needs no names, numbers or addresses.",
		"nhs 943 476 5919 carer":           "nhs carer | Left out “943…”: Fettle needs no names, numbers or addresses.",
		"0800 1111 childline":              "0800 1111 childline",
		"samaritans 116 123":               "samaritans 116 123",
		"Mrs Jean Smith is lonely":         "is lonely | Left out “Mrs J…”: Fettle needs no names, numbers or addresses.",
		"mrs jean smith lonely":            "lonely | Left out “mrs j…”: Fettle needs no names, numbers or addresses.",
		"mr bloggs 78 lonely":              "lonely | 78=age 78 | Left out “mr b…”: Fettle needs no names, numbers or addresses.",
		"miss my husband":                  "miss my husband",
		"mr wants a club":                  "mr wants a club",
		// A day until which something holds is no time for a service.
		"skint till friday":                       "skint",
		"money until Monday free":                 "money | free=nothing to pay",
		"24 hour line":                            "24 hour line",
		"78 lonely widower":                       "lonely widower | 78=age 78",
		"Mr A 78 lonely":                          "lonely | 78=age 78 | Left out “Mr A…”: Fettle needs no names, numbers or addresses.",
		"lancaster age 66":                        " | lancaster=near Lancaster, Lancashire | age 66=age 66",
		"lonely in Lancaster aged 78.":            "lonely | in Lancaster=near Lancaster, Lancashire | aged 78=age 78",
		"lonely lancaster, 78 years":              "lonely | lancaster=near Lancaster, Lancashire | 78 years=age 78",
		"he is 78 and lives in Lancaster":         "he is and lives | 78=age 78 | in Lancaster=near Lancaster, Lancashire",
		"won't come out of her room 17 lancaster": "won't come out of her room | 17=age 17 | lancaster=near Lancaster, Lancashire",
		"room 17":                 "room 17",
		"carer for 20 years":      "carer for 20 years",
		"lonely in Zzyzx":         "lonely in Zzyzx | trouble",
		"in debt in AA":           "in debt in AA",
		"lonely 42 aged 72":       "lonely 42 | aged 72=age 72",
		"mum 39, son 7, autism":   "mum son autism | 7=age 7 | “39” was left out: what is looked for is for the child, age 7.",
		"daughter of 4 won't eat": "daughter of won't eat | 4=age 4",
		"her boy is 9 years old":  "her boy is | 9 years old=age 9",
		"son 2 months old":        "son | 2 months old=age 0",
		"son 2 days a week":       "son 2 days a week",
		"carer, son 42":           "carer, son | 42=age 42",
		"girl 15 and mum 40":      "girl and mum | 15=age 15 | “40” was left out: what is looked for is for the child, age 15.",
		"78":                      "78",
		"under 25 clubs":          "under 25 clubs",
		"16-25 clubs":             "16-25 clubs",
		"12 step group":           "12 step group",
		"fit at 50 plus":          "fit at 50 plus",
		"12 august walk":          "12 august walk",
		"call 999 now":            "call 999 now",
		"mum of 3 years":          "mum of 3 years",
		"teens 13yrs and 15yrs":   "teens and 15yrs | 13yrs=age 13",
		`"72yo" walking`:          `"72yo" walking`,
		// Times.
		"tue am":                   " | tue am=Tuesday morning",
		"on Tuesday mornings":      " | on Tuesday mornings=Tuesday morning",
		"mon-fri":                  " | mon-fri=Monday, Tuesday, Wednesday, Thursday, Friday",
		"choir mon or thu evening": "choir | mon=Monday | thu evening=Thursday evening",
		"tue 10:00-14:00":          " | tue 10:00-14:00=Tuesday 10:00 to 14:00",
		"tue at 2pm":               " | tue at 2pm=Tuesday 14:00 to 24:00",
		"coffee morning":           "coffee morning",
		"coffee mornings saturday": "coffee mornings | saturday=Saturday",
		"something this weekend":   "something | this weekend=Saturday, Sunday",
		"food bank open now":       "food bank | open now=2026-11-23 10:00 to 10:30",
		"food now":                 "food now",
		"tomorrow":                 " | tomorrow=2026-11-24",
		"friday night youth club":  "youth club | friday night=Friday evening",
		"dancing after 6pm":        "dancing | after 6pm=Monday 18:00 to 24:00, Tuesday 18:00 to 24:00, Wednesday 18:00 to 24:00, Thursday 18:00 to 24:00, Friday 18:00 to 24:00, Saturday 18:00 to 24:00, Sunday 18:00 to 24:00",
		"after school club":        "after school club",
		"yoga in the evening":      "yoga | in the evening=Monday evening, Tuesday evening, Wednesday evening, Thursday evening, Friday evening, Saturday evening, Sunday evening",
		`"sunday lunch" free`:      `"sunday lunch" | free=nothing to pay`,
		"mon/tue":                  " | mon/tue=Monday, Tuesday",
		// Places.
		"food near lancaster":                  "food | near lancaster=near Lancaster, Lancashire",
		"food in lancaster":                    "food | in lancaster=near Lancaster, Lancashire",
		"food lancaster":                       "food | lancaster=near Lancaster, Lancashire",
		"lancaster":                            " | lancaster=near Lancaster, Lancashire",
		"Lancaster, lonely":                    "lonely | Lancaster=near Lancaster, Lancashire",
		"walk kirkby lonsdale tue":             "walk | kirkby lonsdale=near Kirkby Lonsdale, Cumbria | tue=Tuesday",
		"choir bamber bridge, lancashire":      "choir | bamber bridge, lancashire=near Bamber Bridge, Lancashire",
		"lancaster food near bamber bridge":    "lancaster food | near bamber bridge=near Bamber Bridge, Lancashire",
		"lancaster and morecambe tea":          "and morecambe tea | lancaster=near Lancaster, Lancashire",
		"reading group in bath":                "reading group | in bath=near Bath, Bath and North East Somerset",
		"reading group":                        "reading group",
		"nelson is lonely":                     "nelson is lonely",
		"hungry, nelson, parcel":               "hungry, parcel | nelson=near Nelson, Lancashire (or is it Nelson, Caerphilly?)",
		"food bank nelson":                     "food bank | nelson=near Nelson, Lancashire (or is it Nelson, Caerphilly?)",
		`"lancaster" choir`:                    `"lancaster" choir`,
		"-lancaster choir":                     "-lancaster choir",
		"within 3 miles of lancaster":          " | within 3 miles of lancaster=within 3 miles of Lancaster, Lancashire",
		"walks 3 miles from la1 4yw":           "walks | 3 miles from la1 4yw=within 3 miles of LA1 4YW",
		"within 1 mile food":                   "food | within 1 mile=within 1 mile",
		"walk 5 miles":                         "walk 5 miles",
		"in debt":                              "in debt",
		"near bamber bridge, lancashire choir": "choir | near bamber bridge, lancashire=near Bamber Bridge, Lancashire",
		"gardening near nowherelike":           "gardening near nowherelike | trouble",
		"la1 4yw bb2":                          "bb2 | la1 4yw=near LA1 4YW",
		"u3a ps5 ks2 zz9":                      "u3a ps5 ks2 zz9",
		// Cost.
		"gluten free cooking":             "gluten free cooking",
		"free school meals":               "free school meals",
		"lonely free on tuesday mornings": "lonely | on tuesday mornings=Tuesday morning",
		"choir free tue":                  "choir | tue=Tuesday",
		"for free":                        " | for free=nothing to pay",
		"cheap lunch":                     "lunch | cheap=a low price",
		"no cost swimming":                "swimming | no cost=nothing to pay",
		"free and bb2":                    " | free=nothing to pay | bb2=near BB2",
		"-free walks":                     "-free walks",
		`walking "free`:                   `walking "free`,
	} {
		r := typed.Read(line, false, monday(), look)
		if got := said(r); got != want {
			t.Errorf("%q\n reads %s\n  want %s", line, got, want)
		}
	}
}
