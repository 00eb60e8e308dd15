package postcodes

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"fettle/internal/place"
	"fettle/internal/service"
)

// mostText is the longest that compressed text may become, in bytes.
const mostText = 64 << 20

// packText compresses lines of text, the same to the same bytes; none to none.
func packText(lines []string) ([]byte, error) {
	if len(lines) == 0 {
		return nil, nil
	}
	var buf bytes.Buffer
	zw, err := gzip.NewWriterLevel(&buf, gzip.BestCompression)
	if err != nil {
		return nil, fmt.Errorf("compress names: %w", err)
	}
	_, err = io.WriteString(zw, strings.Join(lines, "\n"))
	if err := errors.Join(err, zw.Close()); err != nil {
		return nil, fmt.Errorf("compress names: %w", err)
	}
	return buf.Bytes(), nil
}

// unpackText returns the lines that packText compressed.
func unpackText(data []byte) ([]string, error) {
	if len(data) == 0 {
		return nil, nil
	}
	zr, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: names: %w", ErrDamaged, err)
	}
	text, err := io.ReadAll(io.LimitReader(zr, mostText))
	if err != nil {
		return nil, fmt.Errorf("%w: names: %w", ErrDamaged, err)
	}
	return strings.Split(string(text), "\n"), nil
}

// readAreaNames returns the names of areas by their codes.
func readAreaNames(data []byte) (map[string]string, error) {
	lines, err := unpackText(data)
	names := make(map[string]string, len(lines))
	for _, line := range lines {
		if code, name, ok := strings.Cut(line, "\t"); ok {
			names[code] = name
		}
	}
	return names, err
}

// AreaName returns the name of an area by its GSS code, and "" when the list
// does not have it or its names can't be read.
func (x *Index) AreaName(code string) string {
	names, err := x.names()
	if err != nil {
		return ""
	}
	return names[code]
}

// Area returns an area of the list by its name, however it is cased, and false
// when there is none such or several.
func (x *Index) Area(name string) (service.Area, bool) {
	names, err := x.names()
	want := strings.TrimSpace(name)
	if err != nil || want == "" {
		return service.Area{}, false
	}
	var found []service.Area
	for code, known := range names {
		if strings.EqualFold(known, want) {
			found = append(found, service.Area{Name: known, Code: code})
		}
	}
	if len(found) != 1 {
		return service.Area{}, false
	}
	return found[0], true
}

// placeLine returns the line of text that keeps a place.
func placeLine(p place.ImportedPlace) string {
	degrees := func(f float64) string { return strconv.FormatFloat(math.Round(f*1e4)/1e4, 'f', -1, 64) }
	return strings.Join([]string{p.Name, degrees(p.Point.Lat), degrees(p.Point.Lon), p.District, p.County}, "\t")
}

// EachPlace calls back with every town and village of the list, until the
// callback returns false.
func (x *Index) EachPlace(visit func(place.ImportedPlace) bool) error {
	lines, err := unpackText(x.parts[sectionPlaces])
	if err != nil {
		return err
	}
	for _, line := range lines {
		fields := strings.Split(line, "\t")
		if len(fields) != 5 {
			return fmt.Errorf("%w: a place has %d fields, not 5", ErrDamaged, len(fields))
		}
		lat, errLat := strconv.ParseFloat(fields[1], 64)
		lon, errLon := strconv.ParseFloat(fields[2], 64)
		p := place.ImportedPlace{Name: fields[0], Point: service.Point{Lat: lat, Lon: lon}, District: fields[3], County: fields[4]}
		if err := errors.Join(errLat, errLon); err != nil || !place.InUK(p.Point) {
			return fmt.Errorf("%w: %s is at no place of the United Kingdom", ErrDamaged, p.Name)
		}
		if !visit(p) {
			return nil
		}
	}
	return nil
}

// sortedLines returns lines in order, each once.
func sortedLines(lines []string) []string {
	slices.Sort(lines)
	return slices.Compact(lines)
}
