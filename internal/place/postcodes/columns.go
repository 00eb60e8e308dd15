package postcodes

import (
	"regexp"
	"strconv"
	"strings"

	"fettle/internal/pattern"
	"fettle/internal/place"
)

// form is what a table holds, told from its first row.
type form int

// The forms of tables.
const (
	// unknownForm is nothing that can be used.
	unknownForm form = iota
	// codePoint is OS Code-Point Open: ten columns without a header.
	codePoint
	// directory is the ONS Postcode Directory, and lookup the National
	// Statistics Postcode Lookup; both have a header that changes every year.
	directory
	lookup
	// anyList is any other table with postcodes and coordinates.
	anyList
	// openNames is OS Open Names: 34 columns without a header.
	openNames
	// areaNames is a table of GSS codes and names.
	areaNames
	// headings is a table of nothing but headings, as some products enclose.
	headings
)

// source returns what a form is called on screen.
func (f form) source() string {
	switch f {
	case codePoint:
		return "OS Code-Point Open"
	case directory:
		return "ONS Postcode Directory"
	case lookup:
		return "National Statistics Postcode Lookup"
	case openNames:
		return "OS Open Names"
	case anyList:
		return "an imported list"
	case areaNames, headings, unknownForm:
	}
	return ""
}

// columns are where a table has what, counted from 0; -1 is nowhere.
type columns struct {
	postcode, lat, lon, east, north, quality, ended int
	district, ward, county, icb                     int
	// code and name are for tables of names.
	code, name int
}

// column patterns, for headings in small letters. ONS moves the two digits of
// the year on every year, and renamed all of them in August 2025.
var (
	postcodePatterns = patterns(`pcds`, `post_?code`, `postal_?code`, `pcd8`, `pcd7`, `pcd2?`)
	latPatterns      = patterns(`lat`, `latitude`)
	lonPatterns      = patterns(`long`, `lon`, `lng`, `longitude`)
	eastPatterns     = patterns(`(os)?east1m`, `eastings?`)
	northPatterns    = patterns(`(os)?nrth1m|north1m`, `northings?`)
	qualityPatterns  = patterns(`gridind|osgrdind`, `positional_quality_indicator`)
	endedPatterns    = patterns(`doterm`)
	districtPatterns = patterns(`lad\d\dcd`, `oslaua`, `laua`, `(admin_)?district_code`, `lad(_?code)?`)
	wardPatterns     = patterns(`wd\d\dcd`, `osward`, `ward`, `(admin_)?ward_code`)
	countyPatterns   = patterns(`cty\d\dcd`, `oscty`, `cty`, `(admin_)?county_code`)
	icbPatterns      = patterns(`icb(\d\dcd)?`, `icb_code`)
	parishPatterns   = patterns(`parish`, `parncp\d\dcd`)
	codePatterns     = patterns(`[a-z]{2,8}\d\dcd`, `gss(_?code)?`)
	namePatterns     = patterns(`[a-z]{2,8}\d\dnm`, `name`)
)

// patterns returns what headings of one column look like, best first.
func patterns(texts ...string) []func() *regexp.Regexp {
	all := make([]func() *regexp.Regexp, len(texts))
	for i, text := range texts {
		all[i] = pattern.Later(`^(?:` + text + `)$`)
	}
	return all
}

// find returns the first column whose heading matches the best pattern that any
// does, or -1.
func find(headings []string, wanted []func() *regexp.Regexp) int {
	for _, one := range wanted {
		for i, h := range headings {
			if one().MatchString(h) {
				return i
			}
		}
	}
	return -1
}

// recognise tells the form of a table from its first row. Where that row is a
// heading, the second result says so.
func recognise(row []string) (form, columns, bool) {
	if isCodePoint(row) {
		return codePoint, columns{postcode: 0, quality: 1, east: 2, north: 3, county: 7, district: 8, ward: 9, lat: -1, lon: -1, ended: -1, icb: -1, code: -1, name: -1}, false
	}
	if isOpenNames(row) {
		return openNames, columns{}, false
	}
	if len(row) == 10 && strings.EqualFold(row[0], "PC") && strings.EqualFold(row[1], "PQ") {
		return headings, columns{}, true
	}
	heads := make([]string, len(row))
	for i, h := range row {
		heads[i] = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(h)), " ", "_")
	}
	c := columns{
		postcode: find(heads, postcodePatterns), lat: find(heads, latPatterns), lon: find(heads, lonPatterns),
		east: find(heads, eastPatterns), north: find(heads, northPatterns), quality: find(heads, qualityPatterns),
		ended: find(heads, endedPatterns), district: find(heads, districtPatterns), ward: find(heads, wardPatterns),
		county: find(heads, countyPatterns), icb: find(heads, icbPatterns), code: find(heads, codePatterns), name: find(heads, namePatterns),
	}
	placed := c.lat >= 0 && c.lon >= 0 || c.east >= 0 && c.north >= 0
	switch {
	case c.postcode >= 0 && placed && c.ended >= 0 && find(heads, parishPatterns) >= 0:
		return directory, c, true
	case c.postcode >= 0 && placed && c.ended >= 0:
		return lookup, c, true
	case c.postcode >= 0 && placed:
		return anyList, c, true
	case c.postcode < 0 && c.code >= 0 && c.name >= 0:
		return areaNames, c, true
	}
	return unknownForm, c, false
}

// isCodePoint reports whether a row is one of Code-Point Open.
func isCodePoint(row []string) bool {
	if len(row) != 10 {
		return false
	}
	_, ok := place.UnitKey(row[0])
	return ok && isNumber(row[1]) && isNumber(row[2]) && isNumber(row[3])
}

// isOpenNames reports whether a row is one of OS Open Names, which has a name in
// its third column and its type in the seventh.
func isOpenNames(row []string) bool {
	return len(row) == 34 && row[2] != "" && isNumber(row[8]) && isNumber(row[9]) && row[6] != ""
}

func isNumber(text string) bool {
	_, err := strconv.ParseFloat(text, 64)
	return err == nil
}
