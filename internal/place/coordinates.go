package place

import (
	"fmt"
	"math"
	"regexp"
	"strconv"

	"fettle/internal/service"
)

// coordinates matches two numbers in degrees, apart by a comma, a semicolon or blanks.
var coordinates = regexp.MustCompile(`^([+-]?[0-9]{1,3}(?:\.[0-9]*)?)(\s*[,;]\s*|\s+)([+-]?[0-9]{1,3}(?:\.[0-9]*)?)$`)

// readPoint returns the place of a text that is two numbers, nothing when it is
// not, and an error when the point is not in the United Kingdom.
func readPoint(text string) ([]service.Near, error) {
	m := coordinates.FindStringSubmatch(text)
	if m == nil {
		return nil, nil
	}
	lat, errLat := strconv.ParseFloat(m[1], 64)
	lon, errLon := strconv.ParseFloat(m[3], 64)
	p := service.Point{Lat: lat, Lon: lon}
	if errLat != nil || errLon != nil || !InUK(p) {
		notFound := &NotFoundError{Text: text, Problem: "this point is not in the United Kingdom; write latitude first, like 53.7, -2.7"}
		if swapped := (service.Point{Lat: lon, Lon: lat}); InUK(swapped) {
			notFound.Suggestions = []string{pointName(swapped)}
		}
		return nil, notFound
	}
	return []service.Near{{Point: p, Name: pointName(p), Level: service.LevelPoint, Source: SourceTyped}}, nil
}

// pointName returns a point as it is written: "53.7, -2.7", to about a metre.
func pointName(p service.Point) string {
	short := func(degrees float64) string {
		return strconv.FormatFloat(math.Round(degrees*spotsPerDegree)/spotsPerDegree, 'f', -1, 64)
	}
	return fmt.Sprintf("%s, %s", short(p.Lat), short(p.Lon))
}
