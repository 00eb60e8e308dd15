package place

import (
	"encoding/json"
	"io"
	"strings"
	"testing"

	"fettle/internal/service"
)

func TestExtent(t *testing.T) {
	square := `[[-3,54],[-2,54],[-2,55],[-3,55],[-3,54]]`
	hole := `[[-2.6,54.4],[-2.4,54.4],[-2.4,54.6],[-2.6,54.6],[-2.6,54.4]]`
	other := `[[-1,52],[0,52],[0,53],[-1,53],[-1,52]]`
	polygon := `{"type":"Polygon","coordinates":[` + square + `,` + hole + `]}`
	type ask struct {
		lat, lon float64
		want     bool
	}
	in, inHole, out, second := ask{54.2, -2.8, true}, ask{54.5, -2.5, false}, ask{56, -2.5, false}, ask{52.5, -0.5, true}
	for name, tt := range map[string]struct {
		text string
		asks []ask
	}{
		"polygon":       {polygon, []ask{in, inHole, out}},
		"three numbers": {`{"type":"Polygon","coordinates":[[[-3,54,9],[-2,54,9],[-2,55,9],[-3,55,9]]]}`, []ask{in, out}},
		"multi":         {`{"type":"MultiPolygon","coordinates":[[` + square + `],[` + other + `]]}`, []ask{in, out, second}},
		"feature":       {`{"type":"Feature","properties":null,"geometry":` + polygon + `}`, []ask{in, inHole, out}},
		"collection":    {`{"type":"FeatureCollection","features":[{"type":"Feature","geometry":` + polygon + `}]}`, []ask{in, inHole}},
		"geometries":    {`{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[0,0]},` + polygon + `]}`, []ask{in, inHole}},
	} {
		e, err := parseExtent(tt.text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, a := range tt.asks {
			if got := e.contains(service.Point{Lat: a.lat, Lon: a.lon}); got != a.want {
				t.Errorf("%s: %v, %v inside is %v", name, a.lat, a.lon, got)
			}
		}
	}
	for name, text := range map[string]string{
		"empty": "", "no JSON": "Lancaster", "point": `{"type":"Point","coordinates":[0,0]}`, "null": "null", "list": "[]",
		"two points": `{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}`, "one number": `{"type":"Polygon","coordinates":[[[0],[1],[2]]]}`,
		"words": `{"type":"Polygon","coordinates":"here"}`, "no rings": `{"type":"Polygon","coordinates":[]}`,
		"deep": strings.Repeat(`{"type":"Feature","geometry":`, 20) + polygon + strings.Repeat("}", 20), "long": strings.Repeat(" ", longestExtent+1),
	} {
		if _, err := parseExtent(text); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// TestExtentOfRealWards asks in which drawn ward each real postcode of Lancaster
// lies, and holds the answers against the codes that the postcodes come with.
// The drawings are simplified, so a few near a border differ.
func TestExtentOfRealWards(t *testing.T) {
	text, err := io.ReadAll(fixture(t, "wards-lancaster-E07000121.geojson"))
	if err != nil {
		t.Fatal(err)
	}
	var wards struct {
		Features []struct {
			Properties map[string]any  `json:"properties"`
			Geometry   json.RawMessage `json:"geometry"`
		} `json:"features"`
	}
	if err := json.Unmarshal(text, &wards); err != nil {
		t.Fatal(err)
	}
	extents := make(map[string]*drawing)
	for _, w := range wards.Features {
		for key, value := range w.Properties {
			if code, ok := value.(string); ok && strings.HasPrefix(key, "WD") && KindOf(code) == KindWard {
				if extents[code], err = parseExtent(string(w.Geometry)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if len(extents) != 27 {
		t.Fatalf("%d wards, want 27", len(extents))
	}
	points := make(map[string]service.Point)
	for _, p := range realPostcodes(t) {
		points[p.text] = p.point
	}
	right, total := 0, 0
	for _, row := range fixtureRows(t, "postcodes-nw-admin.csv") {
		if row[1] != "E07000121" {
			continue
		}
		total++
		for code, e := range extents {
			if e.contains(points[row[0]]) && code == row[2] {
				right++
			}
		}
	}
	if total < 1000 || float64(right) < 0.985*float64(total) {
		t.Errorf("%d of %d postcodes lie in the ward that they belong to", right, total)
	}
}

func FuzzParseExtent(f *testing.F) {
	f.Add(`{"type":"Polygon","coordinates":[[[-3,54],[-2,54],[-2,55],[-3,54]]]}`)
	f.Add(`{"type":"FeatureCollection","features":[{"geometry":{"type":"MultiPolygon","coordinates":[[[[1,2],[3,4],[5,6]]]]}}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		e, err := parseExtent(text)
		if (err == nil) != (e != nil) {
			t.Fatalf("parseExtent gave %v, %v", e, err)
		}
		if e != nil {
			e.contains(service.Point{Lat: 54.5, Lon: -2.5})
		}
	})
}
