package postcodes

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"fettle/internal/atomicfile"
	"fettle/internal/place"
)

// ErrNothing is wrapped by the error of an import that found nothing to use.
var ErrNothing = errors.New("there is nothing here that can be used: give OS Code-Point Open, the ONS Postcode Directory, " +
	"the National Statistics Postcode Lookup, OS Open Names, or a CSV with a heading, postcodes and coordinates")

// ErrNorthernIreland is wrapped by the error of an import that left out every
// postcode because all are of Northern Ireland.
var ErrNorthernIreland = errors.New("postcodes of Northern Ireland may be used within an organisation and not passed on; " +
	"accept the licence of Land and Property Services to import them")

// ImportOptions say what of the files is wanted.
type ImportOptions struct {
	// Areas are the postcode areas to keep, such as "LA"; none keeps all.
	Areas []string
	// NorthernIreland says that the user accepts the licence of the postcodes of
	// Northern Ireland; without it they are left out.
	NorthernIreland bool
	// Ended keeps postcodes that are no longer in use, which makes the file half
	// as large again.
	Ended bool
	// Release is the edition, when the files don't say it.
	Release string
	// Now is the moment of the import.
	Now time.Time
}

// ImportReport says what an import did.
type ImportReport struct {
	// Source and Release say what was read.
	Source  string `json:"source"`
	Release string `json:"release,omitempty"`
	// Rows is how many rows of postcodes were read, and Postcodes how many are
	// in the file now.
	Rows      int `json:"rows"`
	Postcodes int `json:"postcodes"`
	// The others count rows that were left out: without a point, no longer in
	// use, of areas that were not asked for, of Northern Ireland, and not to be
	// read as a postcode and a point.
	WithoutPoint    int `json:"without_point"`
	Ended           int `json:"ended"`
	OtherAreas      int `json:"other_areas"`
	NorthernIreland int `json:"northern_ireland"`
	Unreadable      int `json:"unreadable"`
	// Places and AreaNames are how many names are in the file now.
	Places    int `json:"places"`
	AreaNames int `json:"area_names"`
	// Passed are tables that were passed over because nothing in them is known.
	Passed []string `json:"passed,omitempty"`
	// Bytes is the size of the file.
	Bytes int `json:"bytes"`
}

// Import reads downloads (a CSV, a folder or a zip archive each) and writes what
// they hold to the file out, whole or not at all. What out already has and the
// downloads do not bring, such as names of places, stays. From time to time it
// calls progress, which may be nil, with the number of rows read.
func Import(ctx context.Context, paths []string, opts ImportOptions, out string, progress func(rows int)) (ImportReport, error) {
	im, err := newImporter(opts, progress)
	if err != nil {
		return ImportReport{}, err
	}
	err = im.readAll(ctx, paths)
	records, outside := im.converter.finish()
	im.records, im.report.WithoutPoint = records, im.report.WithoutPoint+outside
	if err != nil {
		return im.report, err
	}
	if len(im.records) == 0 && len(im.places) == 0 && len(im.names) == 0 {
		if im.report.NorthernIreland > 0 {
			return im.report, fmt.Errorf("import %s: %w", strings.Join(paths, ", "), ErrNorthernIreland)
		}
		return im.report, fmt.Errorf("import %s: %w", strings.Join(paths, ", "), ErrNothing)
	}
	data, err := im.file(out)
	if err != nil {
		return im.report, err
	}
	im.report.Bytes = len(data)
	if err := atomicfile.Write(out, data, 0o644); err != nil {
		return im.report, fmt.Errorf("import: %w", err)
	}
	return im.report, nil
}

// importer gathers what the downloads hold.
type importer struct {
	opts      ImportOptions
	progress  func(int)
	report    ImportReport
	converter *converter
	// areas are the keys of the areas that are wanted, irish that of BT.
	areas map[place.Key]bool
	irish place.Key
	// keptIrish says that postcodes of BT are among the records.
	keptIrish bool
	holdings  map[place.Codes]uint16
	table     []place.Codes
	sources   []string
	records   []record
	places    []string
	names     []string
}

func newImporter(opts ImportOptions, progress func(int)) (*importer, error) {
	if progress == nil {
		progress = func(int) {}
	}
	irish, _ := place.Postcode{Area: "BT"}.Key()
	areas := make(map[place.Key]bool)
	for _, a := range opts.Areas {
		key, ok := place.Postcode{Area: strings.ToUpper(strings.TrimSpace(a))}.Key()
		if !ok {
			return nil, fmt.Errorf("import: %q is not a postcode area, such as LA", a)
		}
		areas[key] = true
	}
	return &importer{
		opts: opts, progress: progress, converter: newConverter(), areas: areas, irish: irish,
		holdings: map[place.Codes]uint16{{}: 0}, table: []place.Codes{{}},
	}, nil
}

// readAll reads every download in turn.
func (im *importer) readAll(ctx context.Context, paths []string) error {
	for _, p := range paths {
		d, err := openDownload(p)
		if err != nil {
			return err
		}
		if im.report.Release == "" {
			im.report.Release = d.release
		}
		for _, t := range d.tables {
			if err := im.readTable(ctx, t); err != nil {
				return errors.Join(fmt.Errorf("import %s: %w", p, err), d.close())
			}
		}
		if err := d.close(); err != nil {
			return fmt.Errorf("import %s: %w", p, err)
		}
	}
	if im.opts.Release != "" {
		im.report.Release = im.opts.Release
	}
	im.report.Source = strings.Join(im.sources, " and ")
	return nil
}

// readTable reads one table by whatever form its first row has.
func (im *importer) readTable(ctx context.Context, t table) error {
	kind, c, first := unknownForm, columns{}, true
	err := t.eachRow(ctx, func(row []string) error {
		if first {
			first = false
			var heading bool
			if kind, c, heading = recognise(row); heading {
				return nil
			}
		}
		switch kind {
		case codePoint, directory, lookup, anyList:
			return im.postcodeRow(row, c, kind)
		case openNames:
			im.placeRow(row)
		case areaNames:
			im.nameRow(row, c)
		case unknownForm, headings:
			return errStop
		}
		return nil
	})
	if err != nil && !errors.Is(err, errStop) {
		return err
	}
	if source := kind.source(); source != "" && !slices.Contains(im.sources, source) {
		im.sources = append(im.sources, source)
	}
	if kind == unknownForm {
		im.report.Passed = append(im.report.Passed, t.name)
	}
	return nil
}

// errStop ends the reading of a table early, without an error.
var errStop = errors.New("enough of this table")

// file returns the whole file, with what the old one has and was not brought.
func (im *importer) file(out string) ([]byte, error) {
	var parts sections
	head := header{Source: im.report.Source, Release: im.report.Release, Imported: im.opts.Now.UTC()}
	old, err := OpenIndex(out)
	switch {
	case err == nil:
		parts, head.Places, head.Names, head.Postcodes = old.parts, old.head.Places, old.head.Names, old.head.Postcodes
	case !errors.Is(err, os.ErrNotExist) && !errors.Is(err, ErrDamaged):
		return nil, err
	}
	head.Attribution = attribution(im.sources, yearOf(im.report.Release))
	if im.keptIrish {
		head.Attribution = append(head.Attribution, irishTerms)
	}
	if len(im.records) > 0 {
		im.records = sortRecords(im.records)
		head.Postcodes = len(im.records)
		if err := parts.encodePostcodes(im.records, im.table); err != nil {
			return nil, fmt.Errorf("import: %w", err)
		}
	} else if old != nil {
		head.Source, head.Release, head.Attribution = old.head.Source, old.head.Release, mergedLines(old.head.Attribution, head.Attribution)
	}
	if old != nil && len(im.records) > 0 && head.Places+head.Names > 0 {
		head.Attribution = mergedLines(head.Attribution, old.head.Attribution)
	}
	for _, text := range []struct {
		section int
		lines   []string
		count   *int
	}{{sectionNames, im.names, &head.Names}, {sectionPlaces, im.places, &head.Places}} {
		if len(text.lines) == 0 {
			continue
		}
		lines := sortedLines(text.lines)
		if parts[text.section], err = packText(lines); err != nil {
			return nil, fmt.Errorf("import: %w", err)
		}
		*text.count = len(lines)
	}
	im.report.Postcodes, im.report.Places, im.report.AreaNames = head.Postcodes, head.Places, head.Names
	return parts.bytes(head)
}

// mergedLines returns the lines of both, each once, in their order.
func mergedLines(a, b []string) []string {
	merged := slices.Clone(a)
	for _, line := range b {
		if !slices.Contains(merged, line) {
			merged = append(merged, line)
		}
	}
	return merged
}

// irishTerms is what goes with postcodes of Northern Ireland.
const irishTerms = "Postcodes of Northern Ireland under the licence of Land and Property Services: for use within your organisation, not for passing on"

// attribution returns what the licences of the sources ask to be shown.
func attribution(sources []string, year string) []string {
	var lines []string
	has := func(f form) bool { return slices.Contains(sources, f.source()) }
	if has(codePoint) || has(directory) || has(lookup) {
		lines = append(lines,
			"Contains OS data © Crown copyright and database right"+year,
			"Contains Royal Mail data © Royal Mail copyright and database right"+year,
			"Contains National Statistics data © Crown copyright and database right"+year)
	}
	if has(openNames) && len(lines) == 0 {
		lines = append(lines, "Contains OS data © Crown copyright and database right"+year)
	}
	if has(directory) || has(lookup) {
		lines = append(lines, "Source: Office for National Statistics licensed under the Open Government Licence v3.0")
	}
	return lines
}

// yearOf returns the year in the name of an edition with a blank before it, or "".
func yearOf(release string) string {
	for _, word := range strings.FieldsFunc(release, func(r rune) bool { return r < '0' || r > '9' }) {
		if len(word) == 4 {
			return " " + word
		}
	}
	return ""
}
