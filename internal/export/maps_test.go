package export

import (
	"strings"
	"testing"

	"fettle/internal/service"
)

func TestMapsOfAService(t *testing.T) {
	t.Parallel()
	withheld := service.Location{Masked: true, Address: service.Address{Postcode: "LA1 1AA"}}
	hall := service.Location{Address: service.Address{Postcode: "BB2 7AA"}}
	shop := service.Location{Address: service.Address{Postcode: "PR5 6QE"}}
	s := &service.Service{Locations: []service.Location{withheld, hall, shop}}
	for at, want := range map[int]string{-1: "BB2", 0: "BB2", 1: "BB2", 2: "PR5", 9: "BB2"} {
		if got := MapsOSM.Of(s, at); !strings.Contains(got, want) {
			t.Errorf("the map of place %d is %q, want %s", at, got, want)
		}
	}
	if got := MapsOSM.Of(&service.Service{Locations: []service.Location{withheld}}, 0) + MapsNone.Of(s, 1); got != "" {
		t.Errorf("a withheld place, or no maps, lead to %q", got)
	}
}
