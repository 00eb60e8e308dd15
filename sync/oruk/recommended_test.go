package oruk

import (
	"encoding/json"
	"testing"
)

func TestRecommendedAges(t *testing.T) {
	for words, want := range map[string]bool{
		"Recommended for people of 65 and over": true,
		"Suggested age 8 to 12":                 true,
		"Suitable for children aged 5 to 11":    true,
		"For people of 65 and over":             false,
		"You must be aged 18 or over":           false,
		"Recommended by your GP. Over 18s only": false,
		"Ages 5 to 11. Booking is recommended":  false,
		"Recommended donation £2 for people":    false,
	} {
		raw, err := json.Marshal(map[string]any{"id": "1", "name": "Group", "minimum_age": 5, "eligibility_description": words})
		if err != nil {
			t.Fatal(err)
		}
		s, _, err := DecodeService(raw, Source{Feed: "f"})
		if err != nil || s.Age.Recommended != want {
			t.Errorf("%q: recommended is %v, %v", words, s.Age.Recommended, err)
		}
	}
}
