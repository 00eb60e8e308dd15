package index

import (
	"math"
	"slices"

	"fettle/internal/place"
	"fettle/internal/service"
)

// milesPerDegree is a little under the miles in a degree of latitude.
const milesPerDegree = 69.0

// whereFilter answers where for every document: with a place of its own, the
// nearest decides. Without one, a service attended at home, by phone or online
// is near whatever its areas cover, and near everything when it states none.
// Without either it is not stated.
func (g *generation) whereFilter(near service.Near, radius float64) filter {
	f := filter{service.PaneWhere, g.columns.anywhere.clone(), g.columns.unknown.clone()}
	g.columns.eachWithin(near.Point, radius, func(doc int, _ float64) { f.yes.add(doc) })
	g.eachByArea(near, f.put)
	return f
}

// eachByArea answers for the documents whose areas decide.
func (g *generation) eachByArea(near service.Near, put func(doc int, a service.Answer)) {
	c := g.columns
	answers := make([]service.Answer, len(c.areaDict))
	for i, a := range c.areaDict {
		answers[i] = place.Covers(a, near)
	}
	for _, doc := range c.byArea {
		answer := service.No
		for _, a := range c.areas[c.areaStart[doc]:c.areaStart[doc+1]] {
			if answers[a] == service.Yes {
				answer = service.Yes
				break
			}
			if answers[a] == service.NotStated {
				answer = service.NotStated
			}
		}
		put(int(doc), answer)
	}
}

// eachWithin calls f with every point within the miles of a place: only those
// of about its latitude are looked at. A document with several such points
// comes several times.
func (c *columns) eachWithin(from service.Point, radius float64, f func(doc int, miles float64)) {
	slack := radius / milesPerDegree
	first, _ := slices.BinarySearchFunc(c.byLat, from.Lat-slack, func(point uint32, lat float64) int {
		if c.lat[point] < lat {
			return -1
		}
		return 1
	})
	east := 180.0
	if shrink := math.Cos((math.Abs(from.Lat) + slack) * math.Pi / 180); shrink > 0.01 {
		east = slack / shrink
	}
	for _, point := range c.byLat[first:] {
		if c.lat[point] > from.Lat+slack {
			return
		}
		if math.Abs(c.lon[point]-from.Lon) > east {
			continue
		}
		if miles := from.Miles(service.Point{Lat: c.lat[point], Lon: c.lon[point]}); miles <= radius {
			f(int(c.pointDoc[point]), miles)
		}
	}
}

// nearest returns the distance in miles of the nearest point of a document and
// which location it is; +Inf and -1 when it has none.
func (c *columns) nearest(doc int, from service.Point) (miles float64, location int) {
	miles, location = math.Inf(1), -1
	for i := c.pointStart[doc]; i < c.pointStart[doc+1]; i++ {
		if d := from.Miles(service.Point{Lat: c.lat[i], Lon: c.lon[i]}); d < miles {
			miles, location = d, int(c.pointLoc[i])
		}
	}
	return miles, location
}

// countMiles counts the distances of the where pane.
func (g *generation) countMiles(b base, q service.Query) []service.Option {
	miles := whereMiles()
	options := make([]service.Option, len(miles))
	for i, m := range miles {
		options[i] = whereOption(m)
	}
	add := func(from int, doc int, answer service.Answer) {
		fits := b.fits.has(doc)
		if !fits && !b.may.has(doc) {
			return
		}
		for i := from; i < len(options); i++ {
			counter(&options[i], answer, fits, q.StatedOnly)
		}
	}
	done := newSet(g.columns.n)
	g.columns.eachWithin(q.Near.Point, miles[len(miles)-1], func(doc int, _ float64) {
		if done.has(doc) {
			return
		}
		done.add(doc)
		nearest, _ := g.columns.nearest(doc, q.Near.Point)
		ring := 0
		for miles[ring] < nearest {
			ring++
		}
		add(ring, doc, service.Yes)
	})
	g.eachByArea(*q.Near, func(doc int, answer service.Answer) { add(0, doc, answer) })
	fits, may := b.fits.countAnd(g.columns.anywhere), b.may.countAnd(g.columns.anywhere)
	if !q.StatedOnly {
		may += b.fits.countAnd(g.columns.unknown) + b.may.countAnd(g.columns.unknown)
	}
	for i := range options {
		options[i].Fits += fits
		options[i].MayFit += may
	}
	return options
}
