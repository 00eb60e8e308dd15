package main

import (
	"fmt"
	"strings"
)

// aboutOrganisation returns what an organisation says of itself, with a plain mark
// that it does not exist.
func aboutOrganisation(o organisation) string {
	return o.about + " Based in " + o.town + ". Made-up organisation for demonstration."
}

// areaURI returns an address whose last part is the area's GSS code, or "".
func areaURI(a area) string {
	if a.code == "" {
		return ""
	}
	return "https://areas.example.org/id/statistical-geography/" + a.code
}

// clock returns the time of day of a last change, in one of the forms that
// publishers use: with milliseconds and no zone, in UTC, or with an offset.
func clock(key string) string {
	hour, minute, second := 8+pick(10, key, "hour"), pick(60, key, "minute"), pick(60, key, "second")
	zone := []string{fmt.Sprintf(".%03d", pick(1000, key, "ms")), "Z", "+00:00"}[pick(3, key, "zone")]
	return fmt.Sprintf("T%02d:%02d:%02d%s", hour, minute, second, zone)
}

// join writes several labels in one field.
func join(labels []string) string { return strings.Join(labels, ", ") }
