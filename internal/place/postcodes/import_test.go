package postcodes

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fettle/internal/place"
	"fettle/internal/service"
)

// TestImportCodePoint imports real rows, from a folder and from an archive, and
// holds every one against a plain reading of the same files.
func TestImportCodePoint(t *testing.T) {
	folder := fixture(t, "codepoint-open-raw")
	x, report := imported(t, ImportOptions{Release: "2025.4.0"}, folder)
	if report.Rows != 582 || report.Unreadable != 0 || report.Source != "OS Code-Point Open" {
		t.Errorf("report %+v; want 582 rows, all readable", report)
	}
	tables, err := filepath.Glob(filepath.Join(folder, "Data", "CSV", "*.csv"))
	if err != nil || len(tables) == 0 {
		t.Fatalf("no tables: %v", err)
	}
	for _, table := range tables {
		for _, row := range rowsOf(t, table) {
			at := fromGrid(degrees(t, row[2]), degrees(t, row[3]))
			got, ok := x.Lookup(parse(t, row[0]))
			if !ok || metres(got.Point, at) > 8 {
				t.Fatalf("%s is at %+v, want %+v", row[0], got, at)
			}
			level := service.LevelUnit
			if row[1] == "60" {
				level = service.LevelSector
			}
			if got.Level != level {
				t.Errorf("%s of quality %s has level %s", row[0], row[1], got.Level)
			}
			if level == service.LevelUnit {
				want := place.Codes{District: row[8], Ward: row[9], County: gssCode(row[7])}
				if got.Codes != want || got.ErrorMiles != map[string]float64{"10": 0.1, "50": 0.5}[row[1]] {
					t.Errorf("%s has codes %+v and error %v, want %+v", row[0], got.Codes, got.ErrorMiles, want)
				}
			}
		}
	}
	again, _ := imported(t, ImportOptions{Release: "2025.4.0"}, zipped(t, folder))
	for i := range x.parts {
		if !slices.Equal(x.parts[i], again.parts[i]) {
			t.Errorf("section %d from the archive is not that from the folder", i)
		}
	}
	status := x.Status()
	if status.Postcodes != report.Postcodes || status.Release != "2025.4.0" || len(status.Attribution) != 3 ||
		status.Attribution[0] != "Contains OS data © Crown copyright and database right 2025" || !status.Imported.Equal(now()) {
		t.Errorf("status %+v", status)
	}
	if x.Source() != "OS Code-Point Open 2025.4.0" {
		t.Errorf("Source = %q", x.Source())
	}
}

// zipped packs a folder into an archive.
func zipped(t *testing.T, folder string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "codepo_gb.zip")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	zw := zip.NewWriter(file)
	if err := errors.Join(zw.AddFS(os.DirFS(folder)), zw.Close(), file.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestImportRealPostcodes imports 20,000 real postcodes as a plain CSV and finds
// each within the grain of the file.
func TestImportRealPostcodes(t *testing.T) {
	path := fixture(t, "postcodes-nw.csv")
	x, report := imported(t, ImportOptions{}, path)
	if report.Postcodes != 20000 || report.Source != "an imported list" {
		t.Errorf("report %+v", report)
	}
	var all []service.Point
	for _, row := range rowsOf(t, path)[1:] {
		want := service.Point{Lat: degrees(t, row[1]), Lon: degrees(t, row[2])}
		all = append(all, want)
		got, ok := x.Lookup(parse(t, row[0]))
		if !ok || got.Level != service.LevelUnit || got.Name != row[0] || metres(got.Point, want) > 8 {
			t.Fatalf("%s is at %+v, want %+v", row[0], got, want)
		}
	}
	for _, p := range []service.Point{{Lat: 54.05, Lon: -2.8}, {Lat: 53.76, Lon: -2.7}, {Lat: 54.6, Lon: -3}, {Lat: 53.4, Lon: -2.1}, {Lat: 52, Lon: 0}} {
		best := slices.MinFunc(all, func(a, b service.Point) int { return int(1e6 * (a.Miles(p) - b.Miles(p))) })
		got, ok := x.Nearest(p, 3)
		if ok != (best.Miles(p) <= 3) || ok && got.Point.Miles(p)-best.Miles(p) > 0.01 {
			t.Errorf("the postcode nearest to %+v is %+v, %v; want the one %.3f miles off", p, got, ok, best.Miles(p))
		}
	}
}

// The headings of the ONS files through the years, shortened to what matters
// and some of what surrounds it.
const (
	directory2022 = "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,osgrdind,ctry,lat,long,icb"
	directory2025 = "pcd7,pcd8,pcds,dointr,doterm,cty25cd,ced25cd,lad25cd,wd25cd,parncp25cd,usrtypind,east1m,north1m,gridind,ctry25cd,lat,long,icb23cd"
	lookup2025    = "pcd7,pcd8,pcds,dointr,doterm,cty25cd,ced25cd,lad25cd,wd25cd,nhser24cd,usrtypind,east1m,north1m,gridind,ctry25cd,lat,long,icb23cd"
	lookup2026    = "pcd7,pcd8,pcds,dointr,doterm,cty26cd,ced26cd,lad26cd,wd26cd,nhser24cd,usrtypind,east1m,north1m,gridind,ctry26cd,lat,long,icb26cd"
	lookupOlder   = "pcd,pcd2,pcds,dointr,doterm,cty,ced,laua,ward,nhser,usertype,oseast1m,osnrth1m,osgrdind,ctry,lat,long,icb"
)

// onsRows are rows for any of those headings.
func onsRows(heading string) string {
	return heading + "\n" + strings.Join([]string{
		`"LA1 1AA","LA1  1AA","LA1 1AA",198001,,"E10000017","E58000755","E07000121","E05014890","x",0,347467,461653,1,"E92000001",54.048,-2.803,"E54000048"`,
		`"LA1 1AB","LA1  1AB","LA1 1AB",198001,201206,"E10000017","E58000755","E07000121","E05014890","x",0,347450,461615,1,"E92000001",54.047,-2.804,"E54000048"`,
		`"FY1 1AA","FY1  1AA","FY1 1AA",198001,,"E99999999","E99999999","E06000009","E05015273","x",0,330700,436400,5,"E92000001",,,"E54000048"`,
		`"BT1 1AA","BT1  1AA","BT1 1AA",198001,,"N99999999","N99999999","N09000003","N08000302","x",0,333800,374500,1,"N92000002",54.6,-5.93,"N99999999"`,
		`"JE2 3AB","JE2  3AB","JE2 3AB",198001,,"L99999999","L99999999","L99999999","L99999999","x",0,,,9,"L93000001",99.999999,0.000000,"L99999999"`,
		`"LA1 1AF","LA1  1AF","LA1 1AF",198001,,"E10000017","E58000755","E07000121","E05014890","x",0,0,0,9,"E92000001",99.999999,0.000000,"E54000048"`,
	}, "\r\n") + "\r\n"
}

func TestImportONS(t *testing.T) {
	for name, tt := range map[string]struct{ heading, source, release string }{
		"ONSPD_NOV_2022_UK.csv":     {directory2022, "ONS Postcode Directory", "November 2022"},
		"ONSPD_AUG_2025_UK.csv":     {directory2025, "ONS Postcode Directory", "August 2025"},
		"NSPL_AUG_2025_UK.csv":      {lookup2025, "National Statistics Postcode Lookup", "August 2025"},
		"NSPL21_FEB_2026_UK.csv":    {lookup2026, "National Statistics Postcode Lookup", "February 2026"},
		"anything.csv":              {"\ufeff" + lookupOlder, "National Statistics Postcode Lookup", ""},
		"nspl_may_2025_uk copy.csv": {strings.ToUpper(lookupOlder), "National Statistics Postcode Lookup", "May 2025"},
	} {
		path := write(t, name, onsRows(tt.heading))
		x, report := imported(t, ImportOptions{}, path)
		want := ImportReport{
			Source: tt.source, Release: tt.release, Rows: 6, Postcodes: 2, WithoutPoint: 2, Ended: 1, NorthernIreland: 1, Bytes: report.Bytes,
		}
		if diff := cmp.Diff(want, report); diff != "" {
			t.Errorf("%s: report (-want +got):\n%s", name, diff)
		}
		got, ok := x.Lookup(parse(t, "LA1 1AA"))
		codes := place.Codes{District: "E07000121", Ward: "E05014890", County: "E10000017", ICB: "E54000048"}
		if !ok || got.Codes != codes || metres(got.Point, service.Point{Lat: 54.048, Lon: -2.803}) > 8 {
			t.Errorf("%s: LA1 1AA is %+v", name, got)
		}
		// Without a latitude the grid reference serves.
		got, ok = x.Lookup(parse(t, "FY1 1AA"))
		if !ok || metres(got.Point, fromGrid(330700, 436400)) > 8 || got.ErrorMiles != 0.5 || got.Codes.County != "" {
			t.Errorf("%s: FY1 1AA is %+v", name, got)
		}
		if got, _ := x.Lookup(parse(t, "LA1 1AB")); got.Level != service.LevelSector {
			t.Errorf("%s: a postcode that ended is %+v", name, got)
		}
		if got, ok := x.Lookup(parse(t, "BT1 1AA")); ok {
			t.Errorf("%s: a postcode of Northern Ireland was imported: %+v", name, got)
		}
		if n := len(x.Status().Attribution); n != 4 {
			t.Errorf("%s: %d lines of attribution", name, n)
		}

		x, report = imported(t, ImportOptions{NorthernIreland: true, Ended: true, Areas: []string{"bt", "LA"}}, path)
		if report.Postcodes != 3 || report.OtherAreas != 2 {
			t.Errorf("%s, two areas and all kinds: report %+v", name, report)
		}
		if lines := x.Status().Attribution; lines[len(lines)-1] != irishTerms {
			t.Errorf("%s: the terms of Northern Ireland are not in %q", name, lines)
		}
		got, ok = x.Lookup(parse(t, "BT1 1AA"))
		if !ok || metres(got.Point, service.Point{Lat: 54.6, Lon: -5.93}) > 8 || got.Codes.District != "N09000003" {
			t.Errorf("%s: BT1 1AA is %+v", name, got)
		}
		if got, _ := x.Lookup(parse(t, "LA1 1AB")); got.Level != service.LevelUnit {
			t.Errorf("%s: a postcode that ended and was asked for is %+v", name, got)
		}
	}
}

// TestImportONSFolder checks that the parts of a whole table are not read again.
func TestImportONSFolder(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"Data/ONSPD_AUG_2025_UK.csv":                 onsRows(directory2025),
		"Data/multi_csv/ONSPD_AUG_2025_UK_LA.csv":    onsRows(directory2025),
		"Documents/LAD names and codes UK as at.csv": "LAD25CD,LAD25NM,LAD25NMW\nE07000121,Lancaster,\nW06000015,Cardiff,Caerdydd\n",
		"Documents/Ward names and codes.csv":         "\ufeffWD25CD,WD25NM\nE05014890,Bulk\nE99999999,(pseudo)\n",
		"Documents/other.csv":                        "a,b,c\n1,2,3\n",
		"User Guide/guide.txt":                       "not a table",
	} {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	x, report := imported(t, ImportOptions{}, folder)
	if report.Rows != 6 || report.Release != "August 2025" || report.AreaNames != 3 || !slices.Equal(report.Passed, []string{"Documents/other.csv"}) {
		t.Errorf("report %+v", report)
	}
	if got := x.AreaName("E05014890"); got != "Bulk" {
		t.Errorf("the ward is called %q", got)
	}
	if got, ok := x.Area("bulk"); !ok || got != (service.Area{Name: "Bulk", Code: "E05014890"}) {
		t.Errorf("Area(bulk) = %+v, %v", got, ok)
	}
	if got, ok := x.Area("nowhere"); ok {
		t.Errorf("Area(nowhere) = %+v", got)
	}
}

func TestImportAnyCSV(t *testing.T) {
	for name, text := range map[string]string{
		"plain":     "postcode,lat,lon\nLA1 1AA,54.048,-2.803\n",
		"headings":  "Name;x,Post Code,Longitude,Latitude\na,la11aa,-2.803,54.048\n",
		"quoted":    "\"POSTCODE\",\"Lat\",\"Lng\"\n\"LA1 1AA\",\"54.048\",\"-2.803\"\n",
		"grid":      "postcode,easting,northing,lad\nLA1 1AA,347467,461653,E07000121\n",
		"repaired":  "postcode,lat,long\nLAI IAA,54.048,-2.803\n",
		"twice":     "postcode,lat,lon\nLA1 1AA,54.048,-2.803\nLA1 1AA,54.048,-2.803\n",
		"with junk": "postcode,lat,lon\nLA1 1AA,54.048,-2.803\nnone,1,2\nLA1 1AB,0,0\nLA1 1AD,48.8,2.3\nLA1 1AE,x,y\nLA1 1AF\n\n",
	} {
		x, report := imported(t, ImportOptions{}, write(t, "list.csv", text))
		got, ok := x.Lookup(parse(t, "LA1 1AA"))
		if !ok || metres(got.Point, service.Point{Lat: 54.048, Lon: -2.803}) > 60 || report.Postcodes != 1 {
			t.Errorf("%s: LA1 1AA is %+v; report %+v", name, got, report)
		}
		if name == "with junk" && (report.Unreadable != 1 || report.WithoutPoint != 4) {
			t.Errorf("%s: report %+v", name, report)
		}
	}
}

// openNamesRow is a row of OS Open Names.
func openNamesRow(name, second, kind, local, east, north, district, county string) string {
	row := make([]string, 34)
	row[0], row[2], row[4], row[6], row[7], row[8], row[9], row[21], row[24] = "osgb1", name, second, kind, local, east, north, district, county
	return strings.Join(row, ",") + "\n"
}

func TestImportOpenNames(t *testing.T) {
	text := "\ufeff" + openNamesRow("Quernmore", "", "populatedPlace", "Village", "351900", "460100", "Lancaster", "Lancashire") +
		openNamesRow("Y Fenni Fach", "Little Fenny", "populatedPlace", "Hamlet", "302000", "229000", "", "Powys") +
		openNamesRow("A683", "", "transportNetwork", "Numbered Road", "351900", "460100", "Lancaster", "Lancashire") +
		openNamesRow("Nowhere", "", "populatedPlace", "Village", "9999999", "460100", "", "")
	x, report := imported(t, ImportOptions{}, write(t, "SD44.csv", text))
	if report.Places != 3 || report.Unreadable != 1 || report.Source != "OS Open Names" {
		t.Errorf("report %+v", report)
	}
	f := place.NewFinder(nil).WithPostcodes(x)
	for ask, want := range map[string]string{"quernmore": "Quernmore, Lancashire", "little fenny": "Little Fenny, Powys", "Y Fenni Fach, Powys": "Y Fenni Fach, Powys"} {
		found, err := f.Locate(ask)
		if err != nil || found[0].Name != want {
			t.Errorf("Locate(%q) = %+v, %v; want %s", ask, found, err, want)
		}
	}
}

// TestImportKeepsTheRest brings names after postcodes, and postcodes again.
func TestImportKeepsTheRest(t *testing.T) {
	out := filepath.Join(t.TempDir(), "postcodes.idx")
	postcodes := write(t, "NSPL_AUG_2025_UK.csv", onsRows(lookup2025))
	names := write(t, "names.csv", "LAD25CD,LAD25NM\nE07000121,Lancaster\n")
	places := write(t, "SD.csv", openNamesRow("Quernmore", "", "populatedPlace", "Village", "351900", "460100", "Lancaster", "Lancashire"))
	for step, path := range []string{postcodes, names, places, postcodes} {
		report, err := Import(context.Background(), []string{path}, ImportOptions{Now: now()}, out, nil)
		if err != nil {
			t.Fatal(err)
		}
		x, err := OpenIndex(out)
		if err != nil {
			t.Fatal(err)
		}
		status := x.Status()
		if status.Postcodes != 2 || report.Postcodes != 2 || status.Source != "National Statistics Postcode Lookup" || status.Release != "August 2025" {
			t.Errorf("step %d: status %+v", step, status)
		}
		if status.AreaNames != min(step, 1) || status.Places != min(step/2, 1) {
			t.Errorf("step %d: %d names and %d places", step, status.AreaNames, status.Places)
		}
		if _, ok := x.Lookup(parse(t, "LA1 1AA")); !ok {
			t.Errorf("step %d: LA1 1AA is gone", step)
		}
	}
}

func TestImportRefuses(t *testing.T) {
	onlyIrish := strings.Split(onsRows(directory2025), "\r\n")
	for name, tt := range map[string]struct {
		text string
		opts ImportOptions
		want error
	}{
		"empty.csv":   {"", ImportOptions{}, ErrNothing},
		"page.csv":    {"<!doctype html><p>Not found", ImportOptions{}, ErrNothing},
		"other.csv":   {"a,b\n1,2\n", ImportOptions{}, ErrNothing},
		"heading.csv": {"postcode,lat,lon\n", ImportOptions{}, ErrNothing},
		"irish.csv":   {directory2025 + "\n" + onlyIrish[3] + "\n", ImportOptions{}, ErrNorthernIreland},
		"line.csv":    {strings.Repeat("x", longestLine+1), ImportOptions{}, nil},
		"area.csv":    {"postcode,lat,lon\nLA1 1AA,54,-2.8\n", ImportOptions{Areas: []string{"QQ"}}, nil},
		"broken.zip":  {"PK\x03\x04 not an archive", ImportOptions{}, nil},
	} {
		out := write(t, "postcodes.idx", "what was there")
		_, err := Import(context.Background(), []string{write(t, name, tt.text)}, tt.opts, out, nil)
		if err == nil || tt.want != nil && !errors.Is(err, tt.want) {
			t.Errorf("%s: error %v, want %v", name, err, tt.want)
		}
		if kept, readErr := os.ReadFile(out); readErr != nil || string(kept) != "what was there" {
			t.Errorf("%s: the old file is %q, %v", name, kept, readErr)
		}
	}
	if _, err := Import(context.Background(), []string{filepath.Join(t.TempDir(), "none.csv")}, ImportOptions{}, "out", nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: error %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	out := filepath.Join(t.TempDir(), "postcodes.idx")
	if _, err := Import(ctx, []string{write(t, "a.csv", onsRows(lookup2025))}, ImportOptions{}, out, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled import: error %v", err)
	}
	if _, err := os.Stat(out); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a cancelled import left a file: %v", err)
	}
}

func TestImportTellsProgress(t *testing.T) {
	var text strings.Builder
	text.WriteString("postcode,lat,lon\n")
	for i := range progressEvery*2 + 5 {
		fmt.Fprintf(&text, "LA1 1AA,54.0%d,-2.8\n", i%10)
	}
	var told []int
	_, err := Import(context.Background(), []string{write(t, "a.csv", text.String())}, ImportOptions{},
		filepath.Join(t.TempDir(), "x"), func(rows int) { told = append(told, rows) })
	if err != nil || !slices.Equal(told, []int{progressEvery, 2 * progressEvery}) {
		t.Errorf("told %v, %v", told, err)
	}
}

func FuzzImport(f *testing.F) {
	f.Add([]byte(onsRows(directory2025)))
	f.Add([]byte("postcode,lat,lon\nLA1 1AA,54,-2.8\n"))
	f.Add([]byte(openNamesRow("A", "B", "populatedPlace", "Village", "351900", "460100", "C", "D")))
	f.Add([]byte("LA1 1AA,10,347467,461653,E92000001,E19000001,E18000002,E10000017,E07000121,E05014890\n"))
	f.Add([]byte("LAD25CD,LAD25NM\nE07000121,Lancaster\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		x, ok := importBytes(t, data)
		if !ok {
			return
		}
		if err := x.EachPlace(func(p place.ImportedPlace) bool { return p.Name != "" }); err != nil {
			t.Fatal(err)
		}
		for _, s := range x.sectors {
			p, _ := s.key.Postcode()
			if got, ok := x.Lookup(p); !ok || !place.InUK(got.Point) {
				t.Fatalf("%s is at %+v", p, got)
			}
		}
	})
}

// importBytes imports one CSV from memory, and reports false when it is refused.
func importBytes(t *testing.T, data []byte) (*Index, bool) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "x")
	path := filepath.Join(t.TempDir(), "a.csv")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Import(context.Background(), []string{path}, ImportOptions{NorthernIreland: true, Ended: true}, out, nil); err != nil {
		return nil, false
	}
	x, err := OpenIndex(out)
	if err != nil {
		t.Fatalf("what was imported cannot be opened: %v", err)
	}
	return x, true
}
