package index

import (
	"fmt"
	"math"
	"math/bits"
	"slices"

	"fettle/internal/place"
	"fettle/internal/service"
)

// milesPerDegree is a little under the miles in a degree of latitude.
const milesPerDegree = 69.0

// reach is how far documents are from the place of a question.
type reach struct {
	asked bool
	// met are the documents with a place so near that anything depends on how
	// far it is; apart has the squared distance of the nearest place of each of
	// them, in radii of the Earth through the Earth, and nothing of others.
	met   set
	apart []float64
}

// whereFilter answers where for every document: with a place of its own to go to,
// the nearest decides. Without one, a service attended at home, by phone or online
// is near whatever its areas cover, and near everything when it states none.
// Without either it is not stated.
func (g *asker) whereFilter(near service.Near, radius float64) filter {
	radius += near.Slack()
	g.measure(near, radius)
	f := filter{service.PaneWhere, g.copyOf(g.columns.anywhere), g.copyOf(g.columns.unknown)}
	limit := limitOf(radius)
	g.reach.met.each(func(doc int) {
		if limit.holds(g.columns, near.Point, doc, g.reach.apart[doc]) {
			f.yes.add(doc)
		}
	})
	g.eachByArea(near, f.put)
	return f
}

// measure works out how far documents are from a place: those within a radius,
// and those that the where pane counts.
func (g *asker) measure(near service.Near, radius float64) {
	miles := whereMiles()
	g.reach = reach{asked: true, met: g.newSet(), apart: g.distances()}
	met, apart := g.reach.met, g.reach.apart
	g.columns.eachWithin(near.Point, max(radius, miles[len(miles)-1]+near.Slack()), func(doc uint32, squared float64) {
		if !met.has(int(doc)) {
			met.add(int(doc))
			apart[doc] = squared
		} else if squared < apart[doc] {
			apart[doc] = squared
		}
	})
}

// vector is a point as a place in space, in radii of the Earth.
type vector struct{ x, y, z float64 }

func vectorOf(p service.Point) vector {
	lat, lon := p.Lat*math.Pi/180, p.Lon*math.Pi/180
	return vector{math.Cos(lat) * math.Cos(lon), math.Cos(lat) * math.Sin(lon), math.Sin(lat)}
}

// limit is a distance that documents are compared with.
type limit struct{ miles, squared float64 }

// limitOf returns the limit of so many miles.
func limitOf(miles float64) limit {
	half := math.Sin(math.Min(miles*service.MetresPerMile/service.EarthRadius/2, math.Pi/2))
	return limit{miles, 4 * half * half}
}

// nearlySame is how nearly two squared distances must be the same for the rule of
// service.Point to be asked, which is slower and decides.
const nearlySame = 1e-9

// holds reports whether the nearest place of a document is within the limit.
func (l limit) holds(c *columns, from service.Point, doc int, squared float64) bool {
	if math.Abs(squared-l.squared) > nearlySame*l.squared+1e-18 {
		return squared < l.squared
	}
	miles, _ := c.nearest(doc, from)
	return miles <= l.miles
}

// milesOf returns how many miles a squared distance is.
func milesOf(squared float64) float64 {
	return 2 * service.EarthRadius * math.Asin(math.Min(1, math.Sqrt(squared)/2)) / service.MetresPerMile
}

// eachByArea answers for the documents whose areas decide.
func (g *generation) eachByArea(near service.Near, put func(doc int, a service.Answer)) {
	c := g.columns
	answers := g.covering(near)
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

// mostCovering is how many places the answers of the areas are kept for.
const mostCovering = 16

// covering returns for every area whether it covers a place. Names and drawings
// are slow to read, so the answers are kept for the next question about the place.
func (g *generation) covering(near service.Near) []service.Answer {
	key := fmt.Sprint(near.Point, near.Areas)
	g.known.mu.Lock()
	answers, ok := g.known.covering[key]
	g.known.mu.Unlock()
	if ok {
		return answers
	}
	answers = make([]service.Answer, len(g.columns.areaDict))
	for i, a := range g.columns.areaDict {
		answers[i] = place.Covers(a, near)
	}
	g.known.mu.Lock()
	defer g.known.mu.Unlock()
	if g.known.covering == nil || len(g.known.covering) >= mostCovering {
		g.known.covering = map[string][]service.Answer{}
	}
	g.known.covering[key] = answers
	return answers
}

// eachWithin calls f with every point within about so many miles of a place, and
// a few beyond: only those of about its latitude are looked at. A document with
// several such points comes several times.
func (c *columns) eachWithin(from service.Point, radius float64, f func(doc uint32, squared float64)) {
	slack := radius / milesPerDegree
	most := limitOf(radius).squared*(1+2*nearlySame) + 1e-17
	height := func(lat float64) float64 { return math.Sin(math.Max(-90, math.Min(90, lat)) * math.Pi / 180) }
	first, _ := slices.BinarySearch(c.zs, height(from.Lat-slack)-nearlyLevel)
	last, _ := slices.BinarySearch(c.zs, height(from.Lat+slack)+nearlyLevel)
	at := vectorOf(from)
	xs, ys, zs, docs := c.xs[first:last], c.ys[first:last], c.zs[first:last], c.zDocs[first:last]
	for i, x := range xs {
		x, y, z := x-at.x, ys[i]-at.y, zs[i]-at.z
		if squared := x*x + y*y + z*z; squared <= most {
			f(docs[i], squared)
		}
	}
}

// nearlyLevel is more than the sine of a latitude may be off, and a few thousandths
// of a millimetre.
const nearlyLevel = 1e-12

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
func (g *asker) countMiles(b base, q service.Query) []service.Option {
	miles := whereMiles()
	options := make([]service.Option, len(miles))
	limits := make([]limit, len(miles))
	for i, m := range miles {
		options[i], limits[i] = whereOption(m), limitOf(m+q.Near.Slack())
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
	var rings [2][8]int // how many fit, and may fit, from each ring on
	for i, met := range g.reach.met {
		for rest := met & (b.fits[i] | b.may[i]); rest != 0; rest &= rest - 1 {
			doc := i<<6 + bits.TrailingZeros64(rest)
			ring := len(limits) // from the outermost on, as most documents are far away
			for ring > 0 && limits[ring-1].holds(g.columns, q.Near.Point, doc, g.reach.apart[doc]) {
				ring--
			}
			fit := 0
			if b.may[i]&(rest&-rest) != 0 {
				fit = 1
			}
			rings[fit][ring]++
		}
	}
	g.eachByArea(*q.Near, func(doc int, answer service.Answer) { add(0, doc, answer) })
	fits, may := b.fits.countAnd(g.columns.anywhere), b.may.countAnd(g.columns.anywhere)
	if !q.StatedOnly {
		may += b.fits.countAnd(g.columns.unknown) + b.may.countAnd(g.columns.unknown)
	}
	for i := range options {
		fits, may = fits+rings[0][i], may+rings[1][i]
		options[i].Fits += fits
		options[i].MayFit += may
	}
	return options
}
