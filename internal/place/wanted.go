package place

import (
	"slices"
	"strings"
	stdsync "sync"

	"fettle/internal/service"
)

// CodesOf returns the GSS codes that an area stands for today, by its code or its
// name: those of the councils that took the place of an abolished one, none when
// it is no area that is known.
func CodesOf(a service.Area) []string { return areaCodes(a) }

// LiesIn says whether a place with these GSS codes lies in an area. Without codes
// it is not stated.
func LiesIn(codes []string, want service.Area) service.Answer {
	held := make([]service.Area, 0, len(codes))
	for _, code := range codes {
		held = append(held, service.Area{Code: code})
	}
	return inArea(held, want)
}

// Served is an area that a service says it serves, made ready to be asked about
// many places and areas. The zero Served is an area of which nothing is known.
type Served struct {
	area   service.Area
	around []service.Area
	extent *drawing
	towns  *TownPoints
}

// ReadServed makes an area ready. A drawing that can't be read is left out.
func ReadServed(a service.Area, towns *TownPoints) Served {
	s := Served{area: a, around: withCounties(a), towns: towns}
	if strings.TrimSpace(a.Extent) != "" {
		s.extent, _ = parseExtent(a.Extent) // its name and code still say what they say
	}
	return s
}

// Reaches says whether the area is the wanted one, holds it, or lies in it. Names
// and codes decide where they can; else an area that is drawn is asked for the
// towns of the wanted one: with all of them it reaches it, with some of them it
// may, with none it does not.
func (s Served) Reaches(want service.Area) service.Answer {
	around := withCounties(want)
	if answer := coversCountry(s.area, around); answer != service.NotStated {
		return answer
	}
	holds, within := inArea(around, s.area), inArea(s.around, want)
	switch {
	case holds == service.Yes || within == service.Yes:
		return service.Yes
	case holds == service.No || within == service.No:
		return service.No
	case s.extent == nil:
		return service.NotStated
	}
	return s.extent.around(s.towns.in(want))
}

// withCounties returns an area by the codes that it stands for today and the
// counties that hold those, or as it is when it has no code.
func withCounties(a service.Area) []service.Area {
	codes := areaCodes(a)
	if len(codes) == 0 {
		return []service.Area{a}
	}
	var out []service.Area
	for _, code := range codes {
		out = append(out, service.Area{Name: AreaName(code), Code: code})
		if county := countyOf(code); county != "" {
			out = append(out, service.Area{Name: AreaName(county), Code: county})
		}
	}
	return out
}

// around says whether the points are all inside, or none, or neither.
func (e *drawing) around(points []service.Point) service.Answer {
	inside := 0
	for _, p := range points {
		if e.contains(p) {
			inside++
		}
	}
	switch {
	case inside == len(points) && inside > 0:
		return service.Yes
	case inside == 0 && len(points) > 0:
		return service.No
	}
	return service.NotStated
}

// TownPoints are the points of the built-in towns and villages by the codes of
// their districts and counties.
type TownPoints struct {
	read func() map[string][]service.Point
}

// NewTownPoints returns the points, which are read when they are first asked for.
func NewTownPoints() *TownPoints { return &TownPoints{stdsync.OnceValue(readTownPoints)} }

func readTownPoints() map[string][]service.Point {
	names, err := loadNames()
	if err != nil {
		return nil // the names are built in: a test would have failed
	}
	out := map[string][]service.Point{}
	for _, p := range names.places {
		for _, code := range slices.Compact([]string{p.district, p.county.code}) {
			if code != "" {
				out[code] = append(out[code], p.point)
			}
		}
	}
	return out
}

// in returns the points of the towns and villages of an area; none are known of
// wards and care boards.
func (t *TownPoints) in(a service.Area) []service.Point {
	var out []service.Point
	for _, code := range areaCodes(a) {
		out = append(out, t.read()[code]...)
	}
	return out
}
