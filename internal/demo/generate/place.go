package main

import (
	"math"
	"strings"

	"fettle/internal/service"
)

// site is a place where a service happens.
type site struct {
	town         town
	name, street string
	// postcode is whole, or an outward code when the address is withheld.
	postcode string
	// at is latitude and longitude; nil when the record has none.
	at *[2]float64
	// masked says that the address is withheld.
	masked bool
	// accessibility is what the record says of the building.
	accessibility []string
}

// nearest returns the town whose centre is nearest to that of another one.
func (t *tables) nearest(home town) town {
	centre := service.Point{Lat: home.At[0], Lon: home.At[1]}
	miles := func(other town) float64 { return centre.Miles(service.Point{Lat: other.At[0], Lon: other.At[1]}) }
	var best town
	for _, other := range t.towns {
		if other.Name != home.Name && (best.Name == "" || miles(other) < miles(best)) {
			best = other
		}
	}
	return best
}

// venue returns one of a town's venues by its number from 1.
func venue(t town, number int) site {
	name, street, _ := strings.Cut(t.Venues[number-1], ", ")
	sector := oneOf(t.Sectors, t.Name, name, "sector")
	at := [2]float64{
		round(t.At[0]+spread(t.Name, name, "north")*0.0065, 6),
		round(t.At[1]+spread(t.Name, name, "east")*0.0100, 6),
	}
	number = 1 + pick(90, street, "number")
	return site{
		town: t, name: name, street: strings.TrimSpace(itoa(number) + " " + street),
		postcode: sector + unit(t.Name, name), at: &at,
	}
}

// withheld returns the place of a refuge: no street, an outward code and, for half of
// them, a position rounded so far that it says no more than the town.
func withheld(t town) site {
	outward, _, _ := strings.Cut(t.Sectors[0], " ")
	s := site{town: t, name: "Address withheld", postcode: outward, masked: true}
	if t.Feed == feedLancashire {
		s.at = &[2]float64{round(t.At[0], 2), round(t.At[1], 2)}
	}
	return s
}

// unit returns the two last letters of a postcode. Units never have the letters
// C, I, K, M, O and V.
func unit(words ...string) string {
	const letters = "ABDEFGHJLNPQRSTUWXYZ"
	first := letters[pick(len(letters), append(words, "first")...)]
	last := letters[pick(len(letters), append(words, "last")...)]
	return string([]byte{first, last})
}

// spread returns a number from -1 to 1.
func spread(words ...string) float64 { return float64(pick(2001, words...)-1000) / 1000 }

func round(x float64, places int) float64 {
	scale := math.Pow10(places)
	return math.Round(x*scale) / scale
}
