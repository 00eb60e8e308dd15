package oruk

import (
	"encoding/json"

	"fettle/internal/pattern"
	"fettle/internal/service"
)

const (
	// maxExtent is the largest drawn area in bytes that is kept.
	maxExtent = 200_000
	// maxAreas is how many areas of one service are kept.
	maxAreas = 100
)

// gssCode is a code of the Government Statistical Service, as it stands at the
// end of a URI of statistics.data.gov.uk or by itself.
var gssCode = pattern.Later(`(?:^|[/:#=\s])([EKNSWJ]\d{8})\b`)

// areas reads the areas that a service serves.
func (r *reader) areas(o object) []service.Area {
	var all []service.Area
	for _, row := range r.objects(o, "serviceareas", "servicearea") {
		a := service.Area{Name: r.line(row, maxName, "servicearea", "name", "description")}
		for _, k := range []string{"uri", "identifier", "code", "id", "extent"} {
			if s, ok := row[k].(string); ok && a.Code == "" && len(s) < 500 {
				if found := gssCode().FindStringSubmatch(s); found != nil {
					a.Code = found[1]
				}
			}
		}
		a.Extent = r.extent(row.get("extent", "geometry"))
		if a != (service.Area{}) && len(all) < maxAreas {
			all = append(all, a)
		}
	}
	return distinct(all)
}

// extent returns a GeoJSON geometry (RFC 7946) as text, "" for anything else.
func (r *reader) extent(v any) string {
	if s, ok := v.(string); ok {
		if len(s) < 2 || len(s) > maxExtent || s[0] != '{' {
			return ""
		}
		parsed, _, err := parse([]byte(s))
		if err != nil {
			r.count(fixArea)
			return ""
		}
		v = parsed
	}
	if v == nil {
		return ""
	}
	g, ok := geometry(v, 0)
	if !ok {
		r.count(fixArea)
		return ""
	}
	text, err := json.Marshal(g)
	if err != nil || len(text) > maxExtent {
		r.count(fixArea)
		return ""
	}
	return string(text)
}

// geometry keeps of a GeoJSON object what draws it, and nothing else.
func geometry(v any, depth int) (map[string]any, bool) {
	m, ok := v.(map[string]any)
	if !ok || depth > 3 {
		return nil, false
	}
	switch m["type"] {
	case "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon":
		if list, ok := m["coordinates"].([]any); ok && len(list) > 0 && onlyNumbers(list, 0) {
			return map[string]any{"type": m["type"], "coordinates": list}, true
		}
		return nil, false
	case "Feature":
		return geometry(m["geometry"], depth+1)
	case "GeometryCollection":
		return collection(m["geometries"], depth)
	case "FeatureCollection":
		return collection(m["features"], depth)
	}
	return nil, false
}

func collection(v any, depth int) (map[string]any, bool) {
	list, _ := v.([]any)
	var parts []any
	for _, e := range list {
		g, ok := geometry(e, depth+1)
		if !ok {
			return nil, false
		}
		parts = append(parts, g)
	}
	if len(parts) == 1 {
		only, ok := parts[0].(map[string]any)
		return only, ok
	}
	return map[string]any{"type": "GeometryCollection", "geometries": parts}, len(parts) > 0
}

func onlyNumbers(list []any, depth int) bool {
	for _, e := range list {
		switch e := e.(type) {
		case json.Number:
		case []any:
			if depth > 3 || !onlyNumbers(e, depth+1) {
				return false
			}
		default:
			return false
		}
	}
	return true
}
