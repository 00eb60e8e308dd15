// Package place works out where somebody means, without a network: it reads
// postcodes and parts of them, town names and coordinates, and finds a point
// for each from what is on the machine, always saying from what and how well.
//
// Finder puts the sources together. Gazetteer is what the addresses of the
// services themselves tell; the list of place names and the post areas are
// built in; an imported postcode file comes in through the Postcodes interface.
//
// It must not fetch anything, keep or log what was asked for, or claim a point
// to be better known than it is.
package place

import (
	"math"

	"fettle/internal/service"
)

// The sources of a point, in the words that are shown.
const (
	SourceServices = "service addresses"
	SourceNames    = "place names"
	SourceAreas    = "post areas"
	SourceTyped    = "typed in"
)

// box is a range of latitudes and longitudes in degrees.
type box struct{ south, north, west, east float64 }

// ukBoxes are a rough cover of the United Kingdom, the Isle of Man and the
// Channel Islands that keeps out France, nearly all of Ireland and the open sea.
// Never written to.
var ukBoxes = [...]box{
	{49.8, 50.6, -6.5, -3},    // Scilly, Cornwall, south Devon
	{50.4, 51, -5.2, 1.1},     // the south coast
	{51, 53.5, -5.5, 1.85},    // Wales to East Anglia and Kent
	{53.2, 55, -5.3, 0.6},     // the north of England, the Isle of Man
	{54, 55.35, -8.2, -5.3},   // Northern Ireland
	{54.5, 55.7, -6.6, -1.2},  // southern Scotland, Northumberland
	{55.55, 59.5, -8.8, -1.5}, // Scotland and its western isles
	{58.5, 61, -4.5, -0.5},    // Orkney and Shetland
	{49.1, 49.8, -2.8, -1.95}, // Jersey, Guernsey, Alderney
}

// InUK reports whether a point is in or near the United Kingdom, the Isle of
// Man or the Channel Islands. It is rough: it is there to catch points at 0,0,
// swapped coordinates and other countries.
func InUK(p service.Point) bool {
	if math.IsNaN(p.Lat) || math.IsNaN(p.Lon) {
		return false
	}
	for _, b := range ukBoxes {
		if p.Lat >= b.south && p.Lat <= b.north && p.Lon >= b.west && p.Lon <= b.east {
			return true
		}
	}
	return false
}
