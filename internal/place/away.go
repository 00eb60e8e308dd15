package place

import (
	"fmt"
	"math"
	"strings"
)

// How long a walk takes is reckoned at three miles an hour, on ways that are a
// third longer than the straight line, and said up to walkMiles only.
const (
	walkMiles      = 2.0
	minutesPerMile = 60 / 3.0 * 4 / 3
)

// Away says a distance in miles: "0.4 miles as the crow flies, about 11 min walk".
// One that is only roughly known is said to be about so many halves of a mile,
// without a walk.
func Away(miles float64, rough bool) string {
	const crow = " as the crow flies"
	if rough {
		if miles < 0.75 {
			return "about a mile or less" + crow
		}
		return "about " + milesWords(math.Round(miles*2)/2) + crow
	}
	if miles >= walkMiles {
		return milesWords(miles) + crow
	}
	minutes := math.Max(1, math.Round(miles*minutesPerMile))
	if minutes > 15 {
		minutes = math.Round(minutes/5) * 5
	}
	return fmt.Sprintf("%s%s, about %.0f min walk", milesWords(miles), crow, minutes)
}

func milesWords(miles float64) string {
	if miles >= 9.95 {
		return fmt.Sprintf("%.0f miles", miles)
	}
	text := strings.TrimSuffix(fmt.Sprintf("%.1f", miles), ".0")
	switch text {
	case "0":
		return "less than 0.1 miles"
	case "1":
		return "1 mile"
	}
	return text + " miles"
}
