package place

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParsePostcode(t *testing.T) {
	tests := []struct {
		text string
		want []string
	}{
		{"LA1 4YW", []string{"LA1 4YW"}},
		{"la14yw", []string{"LA1 4YW"}},
		{"  la1  4yw ", []string{"LA1 4YW"}},
		{"LA14 YW", []string{"LA1 4YW"}},
		{"LA 14YW", []string{"LA1 4YW"}},
		{"LA1-4YW.", []string{"LA1 4YW"}},
		{"(LA1 4YW)", []string{"LA1 4YW"}},
		{"LA1\u00a04YW", []string{"LA1 4YW"}},
		{"M1 1AE", []string{"M1 1AE"}},
		{"B33 8TH", []string{"B33 8TH"}},
		{"CR2 6XH", []string{"CR2 6XH"}},
		{"DN55 1PT", []string{"DN55 1PT"}},
		{"W1A 1HQ", []string{"W1A 1HQ"}},
		{"EC1A 1BB", []string{"EC1A 1BB"}},
		{"se1p4aa", []string{"SE1P 4AA"}},
		{"BT1 5GS", []string{"BT1 5GS"}},
		{"JE2 3AB", []string{"JE2 3AB"}},
		{"BL0 9AA", []string{"BL0 9AA"}},

		// Letters for digits and the other way round.
		{"LU7 ONY", []string{"LU7 0NY"}},
		{"LAI 4YW", []string{"LA1 4YW"}},
		{"LAl 4YW", []string{"LA1 4YW"}},
		{"C01 1AA", []string{"CO1 1AA"}},
		{"0L1 1AA", []string{"OL1 1AA"}},
		{"1P1 1AA", []string{"IP1 1AA"}},
		{"1a1 4yw", []string{"LA1 4YW"}},
		{"S01 1AA", []string{"SO1 1AA"}},
		{"SIO IAA", []string{"S10 1AA"}},
		{"MII IAE", []string{"M11 1AE"}},
		{"ECIA IBB", []string{"EC1A 1BB"}},

		// Parts.
		{"LA", []string{"LA"}},
		{"l", []string{"L"}},
		{"LA1", []string{"LA1"}},
		{"LA1 4", []string{"LA1 4"}},
		{"LA1 4Y", []string{"LA1 4"}},
		{"la14y", []string{"LA1 4"}},
		{"la14", []string{"LA14", "LA1 4"}},
		{"la1o", []string{"LA10", "LA1 0"}},
		{"LA 14", []string{"LA14", "LA1 4"}},
		{"LA14 4", []string{"LA14 4"}},
		{"la144", []string{"LA14 4"}},
		{"la1 1", []string{"LA1 1"}},
		{"m11", []string{"M11", "M1 1"}},
		{"e1", []string{"E1"}},
		{"W1A", []string{"W1A"}},
		{"w1a1", []string{"W1A 1"}},
		{"EC1A", []string{"EC1A"}},
		{"la01", []string{"LA0 1"}},
		{"LA0", []string{"LA0"}},

		// Not postcodes.
		{"", nil},
		{"   ", nil},
		{"ZZ1 1AA", nil},
		{"LA1 4CV", nil},
		{"LA1A 4YW", nil},
		{"ABC 1234", nil},
		{"12345", nil},
		{"LA1 4YWX", nil},
		{"Lancaster", nil},
		{"LA1 4Ÿ", nil},
		{strings.Repeat("LA1", 50), nil},
		{"BFPO 61", nil},
		{"BF1 3AA", nil},
		{"GIR 0AA", nil},
		{"BX1 1LT", nil},
		{"XX1 1AA", nil},
		{"GX11 1AA", nil},
		{"FIQQ 1ZZ", nil},
		{"ASCN1ZZ", nil},
	}
	for _, tt := range tests {
		readings, err := ParsePostcode(tt.text)
		var got []string
		for _, p := range readings {
			got = append(got, p.String())
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("ParsePostcode(%q) = %q, %v; want %q", tt.text, got, err, tt.want)
		}
		var problem *PostcodeError
		if (err != nil) != (tt.want == nil) || err != nil && !errors.As(err, &problem) {
			t.Errorf("ParsePostcode(%q) gave error %v", tt.text, err)
		}
	}
}

func TestPostcodeParts(t *testing.T) {
	readings, err := ParsePostcode("ec1a1bb")
	want := Postcode{Area: "EC", District: "EC1A", Sector: "EC1A 1", Unit: "EC1A 1BB"}
	if err != nil || len(readings) != 1 || readings[0] != want {
		t.Fatalf("got %+v, %v; want %+v", readings, err, want)
	}
	if got := want.onlyDistrict(); got != (Postcode{Area: "EC", District: "EC1A"}) {
		t.Errorf("onlyDistrict = %+v", got)
	}
	var levels []string
	for _, text := range []string{"EC1A 1BB", "EC1A 1", "EC1A", "EC"} {
		p, _ := ParsePostcode(text)
		levels = append(levels, string(p[0].Level()))
	}
	if want := []string{"unit", "sector", "district", "area"}; !slices.Equal(levels, want) {
		t.Errorf("levels %q, want %q", levels, want)
	}
}

func TestPostcodeErrorsArePlain(t *testing.T) {
	tests := map[string]string{
		"ZZ1 1AA":   `"ZZ1 1AA" is not a postcode: no postcode begins with ZZ`,
		"LA1 4CV":   `"LA1 4CV" is not a postcode: the last two letters of a postcode are never C, I, K, M, O or V`,
		"12345":     `"12345" is not a postcode: it begins with a digit; a postcode begins with one or two letters, like LA1 4YW`,
		"BFPO 61":   `"BFPO 61" is not a postcode: it is a British Forces Post Office number, which has no place`,
		"GX11 1AA":  `"GX11 1AA" is not a postcode: it is in Gibraltar; only places in the United Kingdom can be found`,
		"LA01 4YW":  `"LA01 4YW" is not a postcode: no number in a postcode begins with 0`,
		"LA1 4Y7":   `"LA1 4Y7" is not a postcode: it does not end in a digit and two letters, like LA1 4YW`,
		"LA1 4YW £": `"LA1 4YW £" is not a postcode: a postcode has no '£' in it`,
	}
	for text, want := range tests {
		if _, err := ParsePostcode(text); err == nil || err.Error() != want {
			t.Errorf("ParsePostcode(%q) gave error %v\nwant %s", text, err, want)
		}
	}
}

// TestEveryRealPostcode reads 20,000 real postcodes as they are, without their
// space, and with every 0 turned into O and every 1 into I.
func TestEveryRealPostcode(t *testing.T) {
	swap := strings.NewReplacer("0", "O", "1", "I")
	back := strings.NewReplacer("O", "0", "I", "1")
	for _, p := range realPostcodes(t) {
		compact := strings.ReplaceAll(p.text, " ", "")
		for _, text := range []string{p.text, strings.ToLower(p.text), compact, swap.Replace(p.text), swap.Replace(compact), back.Replace(p.text)} {
			readings, err := ParsePostcode(text)
			if err != nil || len(readings) != 1 || readings[0].Unit != p.text {
				t.Fatalf("ParsePostcode(%q) = %v, %v; want %s", text, readings, err, p.text)
			}
		}
	}
}

func TestEveryRealDistrict(t *testing.T) {
	for _, row := range fixtureRows(t, "outcodes-gb.csv") {
		readings, err := ParsePostcode(row[0])
		if err != nil || readings[0].District != row[0] || readings[0].Level() != "district" {
			t.Errorf("ParsePostcode(%q) = %v, %v; want that district first", row[0], readings, err)
		}
	}
}

// TestKeysSortAsPostcodesDo checks that keys are unique, lead back to the area,
// and put each sector, district and area into one run.
func TestKeysSortAsPostcodesDo(t *testing.T) {
	seen := make(map[Key]string)
	for _, p := range realPostcodes(t) {
		readings, _ := ParsePostcode(p.text)
		key, ok := readings[0].Key()
		if !ok || seen[key] != "" {
			t.Fatalf("%s has key %d, %v, which %q has too", p.text, key, ok, seen[key])
		}
		seen[key] = p.text
		if key.areaCode() != readings[0].Area {
			t.Fatalf("the key of %s leads back to area %q", p.text, key.areaCode())
		}
		sector, _ := Postcode{Area: readings[0].Area, District: readings[0].District, Sector: readings[0].Sector}.Key()
		district, _ := readings[0].onlyDistrict().Key()
		if key.Sector() != sector || key.District() != district || sector.District() != district || key.Unit() == 0 {
			t.Fatalf("the parts of the key of %s are not the keys of its parts", p.text)
		}
	}
	for _, p := range []Postcode{
		{}, {Area: "ZZ"}, {Area: "LA", District: "L1"}, {Area: "LA", District: "LA"}, {Area: "LA", District: "LA123"}, {Area: "LA", District: "LA1 "},
		{Area: "LA", District: "LA1", Sector: "LA14"}, {Area: "LA", District: "LA1", Sector: "LA1 4", Unit: "LA1 4CV"},
	} {
		if key, ok := p.Key(); ok {
			t.Errorf("%+v has key %d, want none", p, key)
		}
	}
}

// TestUnitKeyIsTheKey holds the quick reading of official lists against the
// patient one, and leads each key back to its postcode.
func TestUnitKeyIsTheKey(t *testing.T) {
	for _, p := range realPostcodes(t) {
		readings, _ := ParsePostcode(p.text)
		want, _ := readings[0].Key()
		for _, text := range []string{p.text, strings.ReplaceAll(p.text, " ", ""), strings.Replace(p.text, " ", "  ", 1)} {
			if got, ok := UnitKey(text); !ok || got != want {
				t.Fatalf("UnitKey(%q) = %d, %v; want %d", text, got, ok, want)
			}
		}
		if got, ok := want.Postcode(); !ok || got != readings[0] {
			t.Fatalf("the key of %s leads back to %+v, %v", p.text, got, ok)
		}
		for _, k := range []Key{want.Sector(), want.District(), want.Area()} {
			part, ok := k.Postcode()
			if again, _ := part.Key(); !ok || again != k || !strings.HasPrefix(p.text, part.String()) {
				t.Fatalf("the key %d of a part of %s leads back to %+v, %v", k, p.text, part, ok)
			}
		}
	}
	for _, text := range []string{"", "LA1", "la1 4yw", "LAI 4YW", "LA1 4CV", "ZZ1 1AA", "LA1 4YWX", "LA1-4YW", "11111", "AAAAA", "LA1!4YW", "LAA 4YW", "W1! 4YW"} {
		if key, ok := UnitKey(text); ok {
			t.Errorf("UnitKey(%q) = %d, want none", text, key)
		}
	}
}

func FuzzUnitKey(f *testing.F) {
	f.Add("LA1 4YW")
	f.Add("W1A1HQ")
	f.Fuzz(func(t *testing.T, text string) {
		key, ok := UnitKey(text)
		if !ok {
			return
		}
		p, ok := key.Postcode()
		if !ok || p.Unit == "" || strings.ReplaceAll(p.Unit, " ", "") != strings.ReplaceAll(text, " ", "") {
			t.Fatalf("UnitKey(%q) leads back to %+v, %v", text, p, ok)
		}
	})
}

func FuzzParsePostcode(f *testing.F) {
	for _, seed := range []string{"LA1 4YW", "la14", "W1A 1", "GIR 0AA", "0L1 1AA", "é", "LA1 4Y", "\xff\xfe", "1", "LA-1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		readings, err := ParsePostcode(text)
		if (err == nil) != (len(readings) > 0) {
			t.Fatalf("ParsePostcode(%q) = %v, %v", text, readings, err)
		}
		if err != nil && utf8.ValidString(text) && !utf8.ValidString(err.Error()) {
			t.Fatalf("the error for %q is not text", text)
		}
		for _, p := range readings {
			if _, ok := p.Key(); !ok {
				t.Fatalf("ParsePostcode(%q) gave %+v, which has no key", text, p)
			}
			again, err := ParsePostcode(p.String())
			if err != nil || again[0] != p {
				t.Fatalf("%q was read as %q, which is read as %v, %v", text, p, again, err)
			}
		}
	})
}
