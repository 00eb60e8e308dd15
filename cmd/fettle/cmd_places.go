package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fettle/index"
	"fettle/internal/paths"
	"fettle/internal/place"
	"fettle/internal/place/postcodes"
	"fettle/internal/service"
	"fettle/internal/when"
)

// openImported opens the imported postcodes; nil when none were imported.
func openImported(p paths.Paths) (*postcodes.Index, error) {
	list, err := postcodes.OpenIndex(p.Postcodes())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return list, err
}

// placeFinder returns what finds places: by the imported postcodes, if there
// are any, by what was asked for online, by the addresses of a library, which may
// be nil, and by what is built in. It reads the imported file, so it is for when
// a place is asked for.
func (a *app) placeFinder(p paths.Paths, lib *index.Library) (*place.Finder, error) {
	return placesBy(p, lib, a.keptAnswers(p))
}

// placesBy returns what finds places, also by these answers.
func placesBy(p paths.Paths, lib *index.Library, answers *place.Answers) (*place.Finder, error) {
	list, err := openImported(p)
	if err != nil {
		return nil, err
	}
	var known *place.Gazetteer
	if lib != nil {
		known = lib.Places()
	}
	finder := place.NewFinder(known)
	if list != nil {
		finder = finder.WithPostcodes(list)
	}
	return finder.WithAnswers(answers), nil
}

func (a *app) placesCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "places",
		Short: "Find places without a network, and bring in the postcodes of the country",
		Long: `Places are found from what is on this machine: the services' own addresses, the
names of towns and villages, and a list of postcodes if you bring one in. Nothing
is sent anywhere, unless you choose 'fettle places online on'.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.placesStatus(cmd) },
	}
	a.addJSON(c)

	var areas []string
	var northernIreland bool
	importing := &cobra.Command{
		Use:   "import FILE…",
		Short: "Bring in postcodes from a download of Ordnance Survey or the ONS",
		Long: `Brings in postcodes from a zip, a folder or a CSV file that you downloaded:
OS Code-Point Open, the ONS Postcode Directory, the National Statistics Postcode
Lookup, OS Open Names, or any CSV with a heading, postcodes and coordinates. A
table of area codes and names can go with them.

They are free to download: OS Code-Point Open and OS Open Names from
osdatahub.os.uk, the others from geoportal.statistics.gov.uk. Postcodes that were
brought in before are replaced, all of them or none.`,
		Example: `  fettle places import codepo_gb.zip
  fettle places import NSPL_AUG_2026.zip --area LA,PR,FY`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.placesImport(cmd, args, areas, northernIreland)
		},
	}
	importing.Flags().StringSliceVar(&areas, "area", nil, "keep only these postcode `areas`, such as LA,PR")
	importing.Flags().BoolVar(&northernIreland, "accept-ni-licence", false,
		"bring in postcodes of Northern Ireland too: their licence is for use within an organisation, not for passing on")
	a.addJSON(importing)

	status := &cobra.Command{
		Use:   "status",
		Short: "Say what places are found from, and under whose licences",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return a.placesStatus(cmd) },
	}
	a.addJSON(status)

	find := &cobra.Command{
		Use:   "find TEXT",
		Short: "Find a place by a postcode or part of one, a town, or lat,lon",
		Example: `  fettle places find "LA1 4"
  fettle places find "bamber bridge" --json`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return a.placesFind(cmd, strings.Join(args, " ")) },
	}
	a.addJSON(find)
	c.AddCommand(importing, status, find, a.placesOnlineCommand())
	return c
}

// fewRows is after how many rows an import says how far it is.
const fewRows = 500_000

func (a *app) placesImport(cmd *cobra.Command, files, areas []string, northernIreland bool) error {
	h, err := a.here()
	if err != nil {
		return err
	}
	for i, area := range areas {
		areas[i] = strings.ToUpper(strings.TrimSpace(area))
		if _, ok := (place.Postcode{Area: areas[i]}).Key(); !ok {
			return usage("%q is not a postcode area: write the letters at its beginning, such as --area LA", area)
		}
	}
	said := 0
	options := postcodes.ImportOptions{Areas: areas, NorthernIreland: northernIreland, Now: h.now()}
	report, err := postcodes.Import(cmd.Context(), files, options, h.Postcodes(), func(rows int) {
		if rows/fewRows > said {
			said = rows / fewRows
			a.sayf("Read %s rows …\n", grouped(rows))
		}
	})
	if errors.Is(err, postcodes.ErrNorthernIreland) {
		return fmt.Errorf("%w with --accept-ni-licence", err)
	}
	if err != nil {
		return err
	}
	list, err := openImported(h.Paths)
	if err != nil {
		return err
	}
	if err := a.placeAgain(cmd.Context(), h.Paths, h.now); err != nil {
		return err
	}
	if a.json {
		return a.printJSON(report)
	}
	a.printImport(report, list.Status())
	return nil
}

// placeAgain works the points and areas of the services' places out again by the
// postcodes that there are now, if there is a library.
func (a *app) placeAgain(ctx context.Context, p paths.Paths, clock func() time.Time) error {
	lib := libraryFolder{paths: p, now: clock}
	mark, err := lib.mark()
	if err != nil || mark == "" {
		return err
	}
	err = lib.update(ctx, func(d *index.Draft) error {
		if err := d.Lost(); err != nil {
			return err
		}
		return lib.note(nil)
	})
	if lib.damage(err) { // there is nothing to place, and the sync that makes it again uses them
		return nil
	}
	if err != nil {
		return fmt.Errorf("the postcodes were brought in, but the library does not use them yet: %w", err)
	}
	return nil
}

// printImport says what an import did and what is there now.
func (a *app) printImport(r postcodes.ImportReport, s postcodes.Status) {
	a.printf("Brought in %s.\n", strings.TrimSpace(cmp.Or(r.Source, "names of areas")+" "+r.Release))
	a.printf("Here now: %s\n", countsOf(s))
	for _, left := range []struct {
		rows int
		why  string
	}{
		{r.WithoutPoint, "without a point"}, {r.Ended, "no longer in use"}, {r.OtherAreas, "of other areas"}, {r.Unreadable, "not to be read"},
		{r.NorthernIreland, "of Northern Ireland"},
	} {
		if left.rows > 0 {
			a.printf("Left out, %s: %s\n", left.why, grouped(left.rows))
		}
	}
	if r.NorthernIreland > 0 {
		a.printf("If the licence of Land and Property Services allows your use of those of Northern Ireland, add --accept-ni-licence.\n")
	}
	for _, table := range r.Passed {
		a.printf("Passed over: %s, in which nothing is known.\n", table)
	}
	for _, line := range s.Attribution {
		a.printf("%s\n", line)
	}
}

// countsOf says how much a list holds: "postcodes 1,747,122, places 0, names of
// areas 9,312 (5.1 MB)".
func countsOf(s postcodes.Status) string {
	return fmt.Sprintf("postcodes %s, places %s, names of areas %s (%.1f MB)",
		grouped(s.Postcodes), grouped(s.Places), grouped(s.AreaNames), max(float64(s.Bytes)/1e6, 0.1))
}

// placesJSON says what places are found from.
type placesJSON struct {
	// Imported is null when nothing was imported.
	Imported     *postcodes.Status `json:"imported"`
	FromServices struct {
		Postcodes int `json:"postcodes"`
		Towns     int `json:"towns"`
	} `json:"from_services"`
	Online onlineJSON `json:"online"`
	// Attribution is what the licences of what is built in ask to be shown.
	Attribution []string `json:"attribution"`
}

// onlineJSON says whether postcodes are asked for online, where, and how many
// answers are kept.
type onlineJSON struct {
	On      bool    `json:"on"`
	At      *string `json:"at"`
	Answers int     `json:"answers"`
}

// onlineNow returns whether postcodes are asked for online by what is kept of it.
func onlineNow(kept *place.Answers) onlineJSON {
	now := onlineJSON{On: kept.On, Answers: len(kept.Kept)}
	if kept.On {
		now.At = &kept.At
	}
	return now
}

// words says it in a sentence; "" is that nothing is asked for and nothing kept.
func (o onlineJSON) words() string {
	kept := grouped(o.Answers) + " answers kept"
	if o.Answers == 1 {
		kept = "1 answer kept"
	}
	switch {
	case o.On:
		return "'fettle places find' asks " + *o.At + " for postcodes that nothing here knows; " + kept
	case o.Answers > 0:
		return "no postcode is asked for online any more; " + kept
	}
	return ""
}

func (a *app) placesStatus(cmd *cobra.Command) error {
	h, err := a.here()
	if err != nil {
		return err
	}
	list, err := openImported(h.Paths)
	if err != nil {
		return err
	}
	status := placesJSON{Attribution: place.Attribution(), Online: onlineNow(a.keptAnswers(h.Paths))}
	if list != nil {
		imported := list.Status()
		status.Imported = &imported
	}
	err = a.withLibrary(cmd, func(lib *index.Library) error {
		if lib != nil {
			status.FromServices.Postcodes, status.FromServices.Towns = lib.Places().Size()
		}
		return nil
	})
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(status)
	}
	a.printPlaces(status, h.now())
	return nil
}

// oldImport is how long after an import so many postcodes are new that it is
// worth saying: about one in 140.
const oldImport = 365 * 24 * time.Hour

func (a *app) printPlaces(s placesJSON, now time.Time) {
	if i := s.Imported; i == nil {
		a.printf("No list of postcodes was brought in: 'fettle places import --help' says how and from where.\n")
	} else {
		a.printf("Brought in on %s: %s, %s\n", i.Imported.In(when.London()).Format("2 Jan 2006"), cmp.Or(i.Source, "names of areas"), cmp.Or(i.Release, "edition not stated"))
		a.printf("  %s, in %s\n", countsOf(*i), i.Path)
		if now.Sub(i.Imported) > oldImport {
			a.printf("That is more than a year ago: new postcodes are missing. Download the list again and import it.\n")
		}
		for _, line := range i.Attribution {
			a.printf("  %s\n", line)
		}
	}
	a.printf("From the services' own addresses: postcodes %s, towns %s\n", grouped(s.FromServices.Postcodes), grouped(s.FromServices.Towns))
	if said := s.Online.words(); said != "" {
		a.printf("Online: %s\n", said)
	}
	a.printf("Built in: towns and villages, post areas, names of councils\n")
	for _, line := range s.Attribution {
		a.printf("  %s\n", line)
	}
}

// withLibrary calls back with the library, or with nil when there is none yet.
func (a *app) withLibrary(cmd *cobra.Command, do func(*index.Library) error) (err error) {
	lib, _, err := a.openLibrary(cmd)
	if errors.Is(err, index.ErrNoLibrary) {
		return do(nil)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	return do(lib)
}

// foundJSON is one place that was found. District is null when not known.
type foundJSON struct {
	Name       string        `json:"name"`
	Level      service.Level `json:"level"`
	Lat        float64       `json:"lat"`
	Lon        float64       `json:"lon"`
	ErrorMiles float64       `json:"error_miles"`
	Source     string        `json:"source"`
	District   *districtJSON `json:"district"`
}

type districtJSON struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

func (a *app) placesFind(cmd *cobra.Command, text string) error {
	p, err := a.paths()
	if err != nil {
		return err
	}
	var found []service.Near
	err = a.withLibrary(cmd, func(lib *index.Library) error {
		finder, err := a.placeFinder(p, lib)
		if err != nil {
			return err
		}
		if finder, err = a.askOnline(cmd.Context(), p, finder, text); err != nil {
			return err
		}
		found, err = finder.Locate(text)
		return err
	})
	if err != nil {
		return err
	}
	if a.json {
		documents := make([]foundJSON, 0, len(found))
		for _, near := range found {
			documents = append(documents, foundDocument(near))
		}
		return a.printJSON(documents)
	}
	for _, near := range found {
		a.printf("%s\n", nearWords(near))
	}
	return nil
}

func foundDocument(n service.Near) foundJSON {
	doc := foundJSON{Name: n.Name, Level: n.Level, Lat: n.Lat, Lon: n.Lon, ErrorMiles: n.ErrorMiles, Source: n.Source}
	if d, ok := place.District(n.Areas); ok {
		doc.District = &districtJSON{Code: d.Code, Name: d.Name}
	}
	return doc
}

// nearWords says a place with how well it is known and from what: "LA1 4
// (postcode sector), good to about 0.6 miles, from service addresses".
func nearWords(n service.Near) string {
	kind := map[service.Level]string{
		service.LevelPoint: "point", service.LevelUnit: "postcode", service.LevelSector: "postcode sector",
		service.LevelDistrict: "postcode district", service.LevelTown: "town or village", service.LevelArea: "post area",
	}[n.Level]
	words := []string{fmt.Sprintf("%s (%s)", n.Name, kind)}
	if n.ErrorMiles > 0 {
		words = append(words, fmt.Sprintf("good to about %.1f miles", max(n.ErrorMiles, 0.1)))
	}
	words = append(words, "from "+n.Source)
	if n.Level == service.LevelPoint {
		words[len(words)-1] = n.Source
	}
	if d, ok := place.District(n.Areas); ok {
		words = append(words, fmt.Sprintf("in %s %s", cmp.Or(d.Name, "the district"), d.Code))
	}
	return strings.Join(words, ", ")
}

// grouped returns a number as it is read: "1,750,000".
func grouped(n int) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
