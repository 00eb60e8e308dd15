package postcodes

import (
	"testing"

	"fettle/internal/service"
)

// TestFromGrid holds the conversion against published pairs: the worked example
// of Ordnance Survey's guide and points of the Office for National Statistics.
func TestFromGrid(t *testing.T) {
	for name, tt := range map[string]struct{ east, north, lat, lon float64 }{
		"Caister": {651409.804, 313177.450, 52.658008, 1.716074},
		"CA8 7JG": {366033, 564878, 54.977349, -2.532223},
		"BR8 7RE": {551626, 170342, 51.411831, 0.178871},
	} {
		got := fromGrid(tt.east, tt.north)
		metres := got.Miles(service.Point{Lat: tt.lat, Lon: tt.lon}) * service.MetresPerMile
		if metres > 5 {
			t.Errorf("%s: %v, %v gave %+v, %.1f metres off", name, tt.east, tt.north, got, metres)
		}
	}
}

func BenchmarkPlacesGrid(b *testing.B) {
	for b.Loop() {
		fromGrid(347467, 461653)
	}
}
