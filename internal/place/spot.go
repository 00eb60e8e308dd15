package place

import (
	"cmp"
	"math"
	"slices"

	"fettle/internal/service"
)

// spotsPerDegree is the grain of a spot: about one metre.
const spotsPerDegree = 1e5

// spot is a point in whole hundred-thousandths of a degree, as it is stored.
type spot struct{ lat, lon int32 }

// spotOf returns the spot nearest to a point of the United Kingdom.
func spotOf(p service.Point) spot {
	return spot{int32(math.Round(p.Lat * spotsPerDegree)), int32(math.Round(p.Lon * spotsPerDegree))}
}

func (s spot) point() service.Point {
	return service.Point{Lat: float64(s.lat) / spotsPerDegree, Lon: float64(s.lon) / spotsPerDegree}
}

func (s spot) miles(t spot) float64 { return s.point().Miles(t.point()) }

func (s spot) compare(t spot) int {
	return cmp.Or(cmp.Compare(s.lat, t.lat), cmp.Compare(s.lon, t.lon))
}

// medianSpot returns the middle latitude and the middle longitude of at least
// one spot. A median is not drawn away by a few that are far off.
func medianSpot(spots []spot) spot {
	lats, lons := make([]int32, len(spots)), make([]int32, len(spots))
	for i, s := range spots {
		lats[i], lons[i] = s.lat, s.lon
	}
	return spot{median(lats), median(lons)}
}

func median(values []int32) int32 {
	slices.Sort(values)
	n := len(values)
	if n%2 == 1 {
		return values[n/2]
	}
	return int32((int64(values[n/2-1]) + int64(values[n/2])) / 2)
}

// spreadMiles returns the distance in miles within which nine in ten of the
// spots lie from the middle.
func spreadMiles(middle spot, spots []spot) float64 {
	miles := make([]float64, len(spots))
	for i, s := range spots {
		miles[i] = middle.miles(s)
	}
	slices.Sort(miles)
	return miles[len(miles)*9/10]
}
