package place

import (
	"slices"
	"strings"

	"fettle/internal/service"
)

// nearestMiles is how far from an address a postcode of an imported list may be
// to lend it its areas: five kilometres.
const nearestMiles = 3.1

// AreaKind says what an area is; "" is not known.
type AreaKind string

// The kinds of area that codes tell apart.
const (
	KindDistrict AreaKind = "district"
	KindWard     AreaKind = "ward"
	KindCounty   AreaKind = "county"
	KindICB      AreaKind = "icb"
	KindRegion   AreaKind = "region"
	KindCountry  AreaKind = "country"
)

// KindOf returns the kind of area that a GSS code stands for, by its first
// three characters.
func KindOf(code string) AreaKind {
	if len(code) != len("E07000121") {
		return ""
	}
	switch code[:3] {
	case "E06", "E07", "E08", "E09", "S12", "W06", "N09":
		return KindDistrict
	case "E05", "S13", "W05", "N08":
		return KindWard
	case "E10":
		return KindCounty
	case "E54":
		return KindICB
	case "E12":
		return KindRegion
	case "E92", "S92", "W92", "N92":
		return KindCountry
	}
	return ""
}

// readCode returns the GSS code in a text that is one or that ends in one after
// a slash, as identifiers on the web do. Codes that stand for "none", such as
// E99999999, are none.
func readCode(text string) (string, bool) {
	code := strings.ToUpper(strings.TrimSpace(text[strings.LastIndexByte(text, '/')+1:]))
	if len(code) != len("E07000121") || strings.IndexByte("EWSNKJLM", code[0]) < 0 || strings.Trim(code[1:], "0123456789") != "" {
		return "", false
	}
	if code[1:] == "99999999" {
		return "", false
	}
	return code, true
}

// District returns the council among some areas, and false when none is.
func District(areas []service.Area) (service.Area, bool) {
	i := slices.IndexFunc(areas, func(a service.Area) bool { return KindOf(a.Code) == KindDistrict })
	if i < 0 {
		return service.Area{}, false
	}
	return areas[i], true
}

// Codes returns the GSS codes of the areas that hold a location, as far as the
// imported list tells, the district first: by its postcode, else by the postcode
// nearest to its stated point. Of a withheld address it gives none finer than the
// district.
func (f *Finder) Codes(l service.Location) []string {
	if f.imported == nil {
		return nil
	}
	return f.codesOf(l).list()
}

// codesOf returns the codes of a location from the imported list, of a withheld
// one without the ward.
func (f *Finder) codesOf(l service.Location) Codes {
	codes := f.codesAt(l)
	if l.Masked {
		codes.Ward = ""
	}
	return codes
}

func (f *Finder) codesAt(l service.Location) Codes {
	if readings, err := ParsePostcode(l.Address.Postcode); err == nil && len(readings) == 1 {
		if found, ok := f.imported.Lookup(readings[0]); ok && found.Level == service.LevelUnit {
			return found.Codes
		}
	}
	if l.Point == nil || l.Level != service.LevelPoint && l.Level != "" {
		return Codes{}
	}
	if found, ok := f.imported.Nearest(*l.Point, nearestMiles); ok {
		return found.Codes
	}
	return Codes{}
}

// inArea says whether a place that the given areas hold lies in one area, by
// code or by name. An abolished council stands for those that took its place.
// The answer is no only when the place's own area of that kind is known and is
// another; else it is not stated.
func inArea(held []service.Area, want service.Area) service.Answer {
	codes := areaCodes(want)
	sameKind := false
	for _, h := range held {
		for _, code := range successorsOf(h.Code) {
			if code != "" && (slices.Contains(codes, code) || slices.Contains(codes, countyOf(code))) {
				return service.Yes
			}
			sameKind = sameKind || len(codes) > 0 && code != "" && settles(code, codes[0])
		}
		// Wards of one name are found all over the country, so a name alone says
		// nothing of them.
		if named := foldArea(h.Name) != "" && foldArea(h.Name) == foldArea(want.Name); named && (h.Code == "" || len(codes) == 0 && KindOf(h.Code) != KindWard) {
			return service.Yes
		}
	}
	if sameKind {
		return service.No
	}
	return service.NotStated
}

// areaCodes returns the codes that an area stands for today.
func areaCodes(a service.Area) []string {
	code, ok := readCode(a.Code)
	if !ok {
		if code = areaCode(a.Name); code == "" {
			code = endedCode(a.Name)
		}
	}
	if code == "" {
		return nil
	}
	return successorsOf(code)
}

// endedCode returns the code of an abolished council by its name, or "".
func endedCode(name string) string {
	fold := foldArea(name)
	for _, e := range endedCouncils {
		if fold != "" && foldArea(e.name) == fold {
			return e.code
		}
	}
	return ""
}

// settles reports whether a place's area of one code, which is not the wanted
// one and not in it, shows that the place is not there: both are of one kind, or
// of a kind that tells the other, or in two countries.
func settles(held, want string) bool {
	kind, wanted := KindOf(held), KindOf(want)
	switch {
	case kind == "" || wanted == "":
		return false
	case held[0] != want[0], kind == wanted:
		return true
	}
	return kind == KindDistrict && wanted == KindCounty || kind == KindCounty && wanted == KindDistrict && countyOf(want) != held
}

// Covers says whether an area that a service says it serves holds a place. An
// area that is drawn answers yes or no; one that is named or coded answers no
// only when the place's own area of that kind is known.
func Covers(area service.Area, near service.Near) service.Answer {
	if strings.TrimSpace(area.Extent) != "" {
		if extent, err := parseExtent(area.Extent); err == nil {
			if extent.contains(near.Point) {
				return service.Yes
			}
			return service.No
		}
	}
	if answer := coversCountry(area, near.Areas); answer != service.NotStated {
		return answer
	}
	return inArea(near.Areas, area)
}

// coversCountry answers for areas that are a whole country or more.
func coversCountry(area service.Area, held []service.Area) service.Answer {
	var countries string
	switch code, _ := readCode(area.Code); {
	case KindOf(code) == KindCountry:
		countries = code[:1]
	case code != "":
		return service.NotStated
	default:
		countries = countryLetters(foldName(area.Name))
	}
	if countries == "ENSW" {
		return service.Yes
	}
	for _, h := range held {
		if countries != "" && KindOf(h.Code) != "" {
			if strings.Contains(countries, h.Code[:1]) {
				return service.Yes
			}
			return service.No
		}
	}
	return service.NotStated
}

// countryLetters returns the first letters of the codes of the countries that a
// folded name stands for, in the order of the alphabet, or "".
func countryLetters(fold string) string {
	switch fold {
	case "uk", "united kingdom", "uk wide", "nationwide", "national", "across uk", "whole of uk":
		return "ENSW"
	case "great britain", "gb":
		return "ESW"
	case "england and wales":
		return "EW"
	case "england":
		return "E"
	case "scotland":
		return "S"
	case "wales", "cymru":
		return "W"
	case "northern ireland":
		return "N"
	}
	return ""
}

// foldArea returns the name of an area in the form in which such names are
// compared: folded, without the words that say what kind of area it is.
func foldArea(name string) string {
	if len(name) > longestQuestion {
		return ""
	}
	words := strings.Fields(foldName(name))
	label := func(w string) bool {
		switch w {
		case "council", "district", "borough", "metropolitan", "city", "county", "unitary", "authority", "of", "the", "royal",
			"nhs", "integrated", "care", "board", "system", "icb", "ics", "lb", "mbc", "area":
			return true
		}
		return false
	}
	first, last := 0, len(words)
	if len(words) > 2 && words[0] == "london" && words[1] == "borough" {
		first = 2
	}
	for first < last && label(words[first]) {
		first++
	}
	for last > first && label(words[last-1]) {
		last--
	}
	if folded := strings.Join(words[first:last], " "); folded != "london" || len(words) == 1 {
		return folded
	}
	return strings.Join(words, " ")
}

// FindArea returns the area that a text names: a GSS code, or the name of a
// council as it is or was. The error is a *NotFoundError.
func (f *Finder) FindArea(text string) (service.Area, error) {
	if code, ok := readCode(text); ok {
		name := AreaName(code)
		if name == "" && f.imported != nil {
			name = f.imported.AreaName(code)
		}
		return service.Area{Name: name, Code: code}, nil
	}
	if code := areaCode(text); code != "" {
		return service.Area{Name: AreaName(code), Code: code}, nil
	}
	if code := endedCode(text); code != "" {
		i := slices.IndexFunc(endedCouncils[:], func(e endedCouncil) bool { return e.code == code })
		return service.Area{Name: endedCouncils[i].name, Code: code}, nil
	}
	if f.imported != nil {
		if area, ok := f.imported.Area(text); ok {
			return area, nil
		}
	}
	return service.Area{}, f.noArea(text)
}

// noArea returns the error for a text that names no area, with the names that
// come nearest to it.
func (f *Finder) noArea(text string) error {
	notFound := &NotFoundError{Text: quoted(text), Problem: "no council or other area of that name or code is known"}
	fold := foldArea(text)
	for slips := 1; slips <= 2 && len(fold) > 3 && notFound.Suggestions == nil; slips++ {
		for _, entry := range councilNames {
			_, name, _ := strings.Cut(entry, " ")
			if slipsBetween(fold, foldArea(name), slips) == slips && len(notFound.Suggestions) < mostSuggestions {
				notFound.Suggestions = append(notFound.Suggestions, name)
			}
		}
	}
	return notFound
}
