package place

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"

	"fettle/internal/service"
)

// The limits of what is read as a drawn area, against feeds that send a book.
const (
	longestExtent  = 4 << 20
	deepestExtent  = 8
	fewestInARing  = 3
	numbersInPoint = 2
)

// drawing is an area drawn as polygons.
type drawing struct {
	polygons []polygon
}

// polygon is an outer ring and the rings of its holes, with the box around them.
type polygon struct {
	bounds box
	rings  [][]service.Point
}

// geoJSON is the part of a GeoJSON object (RFC 7946) that tells an area.
type geoJSON struct {
	Type        string          `json:"type"`
	Coordinates json.RawMessage `json:"coordinates"`
	Geometry    *geoJSON        `json:"geometry"`
	Geometries  []geoJSON       `json:"geometries"`
	Features    []geoJSON       `json:"features"`
}

// parseExtent reads a GeoJSON polygon, or whatever holds polygons. Rings may run
// either way round. It refuses what holds no polygon, such as a point.
func parseExtent(text string) (*drawing, error) {
	if len(text) > longestExtent {
		return nil, fmt.Errorf("read a drawn area: it is longer than %d MB", longestExtent>>20)
	}
	var object geoJSON
	if err := json.Unmarshal([]byte(text), &object); err != nil {
		return nil, fmt.Errorf("read a drawn area: %w", err)
	}
	e := &drawing{}
	if err := e.add(&object, deepestExtent); err != nil {
		return nil, fmt.Errorf("read a drawn area: %w", err)
	}
	if len(e.polygons) == 0 {
		return nil, errors.New("read a drawn area: it has no polygon in it")
	}
	return e, nil
}

// add takes in the polygons of an object and of the objects in it.
func (e *drawing) add(object *geoJSON, deepest int) error {
	if deepest == 0 {
		return errors.New("its objects are nested too deeply")
	}
	switch object.Type {
	case "Polygon":
		var rings [][][]float64
		if err := json.Unmarshal(object.Coordinates, &rings); err != nil {
			return fmt.Errorf("coordinates of a polygon: %w", err)
		}
		return e.addPolygon(rings)
	case "MultiPolygon":
		var polygons [][][][]float64
		if err := json.Unmarshal(object.Coordinates, &polygons); err != nil {
			return fmt.Errorf("coordinates of polygons: %w", err)
		}
		for _, rings := range polygons {
			if err := e.addPolygon(rings); err != nil {
				return err
			}
		}
		return nil
	}
	var inside []geoJSON
	if object.Geometry != nil {
		inside = append(inside, *object.Geometry)
	}
	inside = append(append(inside, object.Geometries...), object.Features...)
	for i := range inside {
		if err := e.add(&inside[i], deepest-1); err != nil {
			return err
		}
	}
	return nil
}

// addPolygon takes in one polygon from its coordinates, longitude first.
func (e *drawing) addPolygon(rings [][][]float64) error {
	p := polygon{bounds: box{south: math.Inf(1), north: math.Inf(-1), west: math.Inf(1), east: math.Inf(-1)}}
	for _, ring := range rings {
		if len(ring) < fewestInARing {
			return errors.New("a ring has fewer than three points")
		}
		points := make([]service.Point, len(ring))
		for i, xy := range ring {
			if len(xy) < numbersInPoint {
				return errors.New("a point has fewer than two numbers")
			}
			points[i] = service.Point{Lat: xy[1], Lon: xy[0]}
			p.bounds.south, p.bounds.north = min(p.bounds.south, xy[1]), max(p.bounds.north, xy[1])
			p.bounds.west, p.bounds.east = min(p.bounds.west, xy[0]), max(p.bounds.east, xy[0])
		}
		p.rings = append(p.rings, points)
	}
	if len(p.rings) > 0 {
		e.polygons = append(e.polygons, p)
	}
	return nil
}

// contains reports whether a point is inside.
func (e *drawing) contains(at service.Point) bool {
	for _, p := range e.polygons {
		if at.Lat < p.bounds.south || at.Lat > p.bounds.north || at.Lon < p.bounds.west || at.Lon > p.bounds.east {
			continue
		}
		inside := false
		for _, ring := range p.rings {
			inside = inside != crossesOddly(ring, at)
		}
		if inside {
			return true
		}
	}
	return false
}

// crossesOddly reports whether a line from the point to the east crosses the
// ring an odd number of times.
func crossesOddly(ring []service.Point, at service.Point) bool {
	odd := false
	for i, j := 0, len(ring)-1; i < len(ring); j, i = i, i+1 {
		a, b := ring[i], ring[j]
		if (a.Lat > at.Lat) != (b.Lat > at.Lat) && at.Lon < (b.Lon-a.Lon)*(at.Lat-a.Lat)/(b.Lat-a.Lat)+a.Lon {
			odd = !odd
		}
	}
	return odd
}
