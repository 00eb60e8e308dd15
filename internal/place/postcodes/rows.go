package postcodes

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"fettle/internal/place"
	"fettle/internal/service"
)

// mostLines is how many names of places or areas are kept at most: no country
// has so many.
const mostLines = 1_000_000

// progressEvery is after how many rows progress is told, and batchSize how many
// are converted at a time.
const (
	progressEvery = 1 << 16
	batchSize     = 4096
)

// rawRow is a postcode with its point as the table has it.
type rawRow struct {
	key place.Key
	// a and b are the easting and the northing when grid is set, else the
	// latitude and the longitude.
	a, b    float64
	grid    bool
	holding uint16
	quality quality
}

// converter turns rows into records beside the reading of more of them.
type converter struct {
	batch   []rawRow
	batches chan []rawRow
	done    chan struct{}
	records []record
	outside int
}

func newConverter() *converter {
	c := &converter{batches: make(chan []rawRow, 4), done: make(chan struct{})}
	go func() {
		defer close(c.done)
		for batch := range c.batches {
			c.convert(batch)
		}
	}()
	return c
}

// convert adds the records of some rows, and counts the points that are not in
// the United Kingdom.
func (c *converter) convert(batch []rawRow) {
	for _, r := range batch {
		p := service.Point{Lat: r.a, Lon: r.b}
		if r.grid {
			p = fromGrid(r.a, r.b)
		}
		if !place.InUK(p) {
			c.outside++
			continue
		}
		c.records = append(c.records, record{key: r.key, at: grainsOf(p), holding: r.holding, quality: r.quality})
	}
}

func (c *converter) add(r rawRow) {
	c.batch = append(c.batch, r)
	if len(c.batch) == batchSize {
		c.batches <- c.batch
		c.batch = make([]rawRow, 0, batchSize)
	}
}

// finish waits for the last rows and returns all records.
func (c *converter) finish() ([]record, int) {
	c.batches <- c.batch
	close(c.batches)
	<-c.done
	return c.records, c.outside
}

// postcodeRow takes in one row of a table of postcodes.
func (im *importer) postcodeRow(row []string, c columns, kind form) error {
	im.report.Rows++
	if im.report.Rows > mostRows {
		return fmt.Errorf("there are more than %d rows: no list of postcodes has so many", mostRows)
	}
	if im.report.Rows%progressEvery == 0 {
		im.progress(im.report.Rows)
	}
	key, ok := keyOf(cell(row, c.postcode), kind)
	if !ok {
		im.report.Unreadable++
		return nil
	}
	raw := rawRow{key: key}
	over := strings.TrimSpace(cell(row, c.ended)) != ""
	irish := key.Area() == im.irish
	switch {
	case len(im.areas) > 0 && !im.areas[key.Area()]:
		im.report.OtherAreas++
		return nil
	case irish && !im.opts.NorthernIreland:
		im.report.NorthernIreland++
		return nil
	case over && !im.opts.Ended:
		im.report.Ended++
		return nil
	case !raw.point(row, c, irish):
		im.report.WithoutPoint++
		return nil
	}
	raw.quality = qualityOf(cell(row, c.quality), over)
	var err error
	if raw.holding, err = im.holding(row, c); err != nil {
		return err
	}
	im.keptIrish = im.keptIrish || irish
	im.converter.add(raw)
	return nil
}

// keyOf returns the key of a postcode as a table writes it. Lists that no office
// publishes may write it in any way.
func keyOf(text string, kind form) (place.Key, bool) {
	key, ok := place.UnitKey(text)
	if ok || kind != anyList {
		return key, ok
	}
	readings, err := place.ParsePostcode(text)
	if err != nil || len(readings) != 1 || readings[0].Unit == "" {
		return 0, false
	}
	return readings[0].Key()
}

// cell returns what a row has in a column, and "" where it has none.
func cell(row []string, column int) string {
	if column < 0 || column >= len(row) {
		return ""
	}
	return row[column]
}

// point reads the point of a row: its latitude and longitude where it has them,
// since rows of Northern Ireland have another grid, else its grid reference. It
// reports false where there is none: no coordinates, an easting of 0, or the 99
// degrees that stand for none.
func (r *rawRow) point(row []string, c columns, irish bool) bool {
	if lat, lon, ok := twoNumbers(cell(row, c.lat), cell(row, c.lon)); ok {
		r.a, r.b = lat, lon
		return lat < 99 && (lat != 0 || lon != 0)
	}
	if irish {
		return false
	}
	east, north, ok := twoNumbers(cell(row, c.east), cell(row, c.north))
	r.a, r.b, r.grid = east, north, true
	return ok && east > 0 && east < 700_000 && north > 0 && north < 1_300_000
}

// twoNumbers reads two cells that are both numbers.
func twoNumbers(a, b string) (x, y float64, ok bool) {
	a, b = strings.TrimSpace(a), strings.TrimSpace(b)
	if a == "" || b == "" {
		return 0, 0, false
	}
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	return x, y, errX == nil && errY == nil
}

// qualityOf returns how good a point is from the indicator of Code-Point Open
// (10 to 60) or of the ONS (1 to 6, 8 for postcodes that ended long ago).
func qualityOf(indicator string, over bool) quality {
	switch strings.TrimSpace(indicator) {
	case "6", "60":
		return sectorMean
	case "5", "50":
		if !over {
			return guessed
		}
	}
	if over {
		return ended
	}
	return exact
}

// holding returns the number of the areas that hold a row's postcode.
func (im *importer) holding(row []string, c columns) (uint16, error) {
	codes := place.Codes{
		District: gssCode(cell(row, c.district)), Ward: gssCode(cell(row, c.ward)),
		County: gssCode(cell(row, c.county)), ICB: gssCode(cell(row, c.icb)),
	}
	if n, ok := im.holdings[codes]; ok {
		return n, nil
	}
	if len(im.table) > mostHoldings {
		return 0, fmt.Errorf("there are more than %d different areas: no list of postcodes has so many", mostHoldings)
	}
	// The codes are parts of the whole row, which must not be kept with them.
	codes = place.Codes{
		District: strings.Clone(codes.District), Ward: strings.Clone(codes.Ward), County: strings.Clone(codes.County), ICB: strings.Clone(codes.ICB),
	}
	n := uint16(len(im.table))
	im.table = append(im.table, codes)
	im.holdings[codes] = n
	return n, nil
}

// gssCode returns a text that is a GSS code and does not stand for none, else "".
func gssCode(text string) string {
	if len(text) != len("E07000121") || text[0] < 'A' || text[0] > 'Z' || text[1:] == "99999999" {
		return ""
	}
	for i := 1; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			return ""
		}
	}
	return text
}

// placeRow takes in one row of OS Open Names, if it is a populated place. A
// place with a second name is kept under both.
func (im *importer) placeRow(row []string) {
	if len(row) != 34 || row[6] != "populatedPlace" {
		return
	}
	east, errEast := strconv.ParseFloat(row[8], 64)
	north, errNorth := strconv.ParseFloat(row[9], 64)
	if errEast != nil || errNorth != nil || math.IsNaN(east+north) || math.IsInf(east+north, 0) {
		im.report.Unreadable++
		return
	}
	at := fromGrid(east, north)
	if !place.InUK(at) {
		im.report.Unreadable++
		return
	}
	for _, name := range []string{row[2], row[4]} {
		if name = oneLine(name); name != "" && len(im.places) < mostLines {
			im.places = append(im.places, placeLine(place.ImportedPlace{Name: name, Point: at, District: oneLine(row[21]), County: oneLine(row[24])}))
		}
	}
}

// nameRow takes in one row of a table of codes and names.
func (im *importer) nameRow(row []string, c columns) {
	if code, name := gssCode(strings.TrimSpace(cell(row, c.code))), oneLine(cell(row, c.name)); code != "" && name != "" && len(im.names) < mostLines {
		im.names = append(im.names, code+"\t"+name)
	}
}

// oneLine returns a name without anything that would end a line or a column,
// and "" for one that is too long to be a name.
func oneLine(name string) string {
	name = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(name, ""), func(r rune) bool { return r <= ' ' || r == 0x7f }), " ")
	if len(name) > 120 {
		return ""
	}
	return name
}
