package index

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fettle/internal/service"
)

// randomAddress gives a service addresses from which places are learned, of which
// some have no point of their own and are placed by what the others teach.
func randomAddress(r *rand.Rand, s *service.Service) {
	for i := range s.Locations {
		l := &s.Locations[i]
		l.Address = service.Address{
			Town:     []string{"Lancaster", "Morecambe", "Carnforth"}[r.IntN(3)],
			Postcode: fmt.Sprintf("LA%d %dA%c", 1+r.IntN(3), 1+r.IntN(2), 'A'+rune(r.IntN(3))),
		}
		if r.IntN(3) == 0 {
			l.Point, l.Level = nil, ""
		}
	}
	if r.IntN(3) == 0 {
		s.Organisation.Name = []string{"Lune Trust", "LUNE TRUST", "Lune trust"}[r.IntN(3)]
	}
	if r.IntN(4) == 0 {
		s.Found.Needs = append(s.Found.Needs, service.NeedFound{ID: []string{"zeal", "awe", "calm"}[r.IntN(3)], Weight: 0.5})
	}
	if r.IntN(6) == 0 {
		s.Description += fmt.Sprintf(" rare%d", r.IntN(500))
	}
}

// changeAtRandom changes a library in a folder, and the records that it should
// hold in the same way.
func changeAtRandom(t *testing.T, r *rand.Rand, dir string, now time.Time, all map[string]service.Service, changes int) {
	t.Helper()
	most := mostHeld // sometimes few are held in memory, sometimes all
	if now.Day()%2 == 0 {
		most = 1 + now.Day()
	}
	err := Update(t.Context(), dir, now, func(d *Draft) error {
		d.most = most
		for range changes {
			ids := slices.Sorted(maps.Keys(all))
			if len(ids) > 50 && r.IntN(3) == 0 {
				id := ids[r.IntN(len(ids))]
				d.Remove(id)
				delete(all, id)
				continue
			}
			s := randomService(r, r.IntN(10_000))
			if len(ids) > 0 && r.IntN(2) == 0 {
				s.ID = ids[r.IntN(len(ids))]
			}
			randomAddress(r, &s)
			all[s.ID] = copyOf(s)
			d.Put(s)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// copyOf returns a service whose locations are its own: a library fills in the
// points of those that it is given.
func copyOf(s service.Service) service.Service {
	s.Locations = slices.Clone(s.Locations)
	return s
}

// However a library came about, by one update or by many, it holds the same and
// answers every question in the same way.
func TestChangesComeToTheSameAsAWholeBuild(t *testing.T) {
	for seed := range uint64(6) {
		r := rand.New(rand.NewPCG(seed, 77))
		dir, all := t.TempDir(), map[string]service.Service{}
		now := testNow().AddDate(0, 0, -30)
		changeAtRandom(t, r, dir, now, all, 500)
		most := 1
		for range 14 {
			now = now.AddDate(0, 0, 2)
			changeAtRandom(t, r, dir, now, all, 1+r.IntN(1+20*int(seed%3)))
			most = max(most, len(partsIn(t, dir)))
		}
		if most < mostParts && seed%3 == 0 || most < 3 {
			t.Errorf("there were never more than %d parts: nothing is proved", most)
		}
		compareWithWhole(t, r, dir, now, all)
	}
}

// partsIn returns the parts of the library in force.
func partsIn(t *testing.T, dir string) []part {
	t.Helper()
	name, err := current(dir)
	if err != nil {
		t.Fatal(err)
	}
	m, err := readManifest(generationPath(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return m.Parts
}

// compareWithWhole compares the library in a folder with one that is built whole
// of the same records.
func compareWithWhole(t *testing.T, r *rand.Rand, dir string, now time.Time, all map[string]service.Service) {
	t.Helper()
	whole := t.TempDir()
	err := Update(t.Context(), whole, now, func(d *Draft) error {
		for _, s := range all {
			d.Put(copyOf(s))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := Check(t.Context(), dir); err != nil {
		t.Error(err)
	}
	var libs [2]*Library
	for i, dir := range []string{whole, dir} {
		if libs[i], err = Open(dir, Options{}); err != nil {
			t.Fatal(err)
		}
		closeAfter(t, libs[i])
	}
	contents := libs[1].Contents() // a feed of which nothing is left is still known
	contents.Feeds = slices.DeleteFunc(slices.Clone(contents.Feeds), func(f service.FeedContents) bool { return f.Services == 0 })
	if diff := cmp.Diff(libs[0].Contents(), contents, cmpopts.EquateEmpty()); diff != "" {
		t.Error(diff)
	}
	for _, name := range []string{spellingFile, placesFile} {
		var data [2][]byte
		for i, lib := range libs {
			if data[i], err = os.ReadFile(filepath.Join(generationPath(lib.dir, lib.gen.name), name)); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(data[0], data[1]) {
			t.Errorf("%s differs", name)
		}
	}
	for id := range all {
		want, err := libs[0].Service(id)
		if err != nil {
			t.Fatal(err)
		}
		got, err := libs[1].Service(id)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Fatalf("%s: %v, %s", id, err, diff)
		}
	}
	for range 120 {
		q := randomQuery(t, r)
		q.Now, q.Limit, q.Facets = now.AddDate(0, 0, r.IntN(2)), 20, true
		want, err := libs[0].Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		got, err := libs[1].Search(t.Context(), q)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Fatalf("%+v: %v, %s", q, err, diff)
		}
	}
}

// An update works out what changes and takes everything else over: the files of
// what stays are the same ones, and what is written is no more than what changed.
func TestAnUpdateWorksOutOnlyWhatChanges(t *testing.T) {
	dir := t.TempDir()
	records := randomRecords(rand.New(rand.NewPCG(8, 9)), 600).records
	put(t, dir, records...)
	changed := records[:6]
	for i := range changed {
		changed[i].Name += " anew"
	}
	put(t, dir, changed...)
	parts := partsIn(t, dir)
	if len(parts) != 2 || parts[0].Services != 600 || parts[1].Services != 6 {
		t.Fatalf("parts are %+v", parts)
	}
	for _, name := range parts[0].files() {
		before, err := os.Stat(filepath.Join(generationPath(dir, "000001"), name))
		if err != nil {
			t.Fatal(err)
		}
		after, err := os.Stat(filepath.Join(generationPath(dir, "000002"), name))
		if err != nil || !os.SameFile(before, after) {
			t.Errorf("%s was written again: %v", name, err)
		}
	}
	for i, name := range parts[1].files() {
		small, err := os.Stat(filepath.Join(generationPath(dir, "000002"), name))
		if err != nil {
			t.Fatal(err)
		}
		large, err := os.Stat(filepath.Join(generationPath(dir, "000001"), parts[0].files()[i]))
		if err != nil || small.Size()*10 > large.Size() {
			t.Errorf("%s has %d bytes for a hundredth of %d, %v", name, small.Size(), large.Size(), err)
		}
	}
}

// An update that only removes writes what is left of a part anew when little is.
func TestRemovalsAlone(t *testing.T) {
	for removed := range 5 {
		r := rand.New(rand.NewPCG(3, 3))
		dir, all := t.TempDir(), map[string]service.Service{}
		changeAtRandom(t, r, dir, testNow(), all, 4)
		changeAtRandom(t, r, dir, testNow(), all, 2)
		err := Update(t.Context(), dir, testNow(), func(d *Draft) error {
			for _, id := range slices.Sorted(maps.Keys(all))[:min(removed, len(all))] {
				d.Remove(id)
				delete(all, id)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		compareWithWhole(t, r, dir, testNow(), all)
	}
}

// Words that only services that are gone have are as good as words that nobody
// ever wrote: what was probably meant is looked for.
func TestWordsOfServicesThatAreGone(t *testing.T) {
	dir := t.TempDir()
	var all []service.Service
	for i := range 40 {
		all = append(all, named(fmt.Sprintf("f/%02d", i), fmt.Sprintf("Health club %d", i)))
	}
	for i := range 15 {
		all = append(all, named(fmt.Sprintf("g/%02d", i), fmt.Sprintf("Heath walk %d", i)))
	}
	put(t, dir, all...)
	if err := Update(t.Context(), dir, testNow(), func(d *Draft) error { d.RemoveFeed("g"); return nil }); err != nil {
		t.Fatal(err)
	}
	if parts := partsIn(t, dir); len(parts) != 1 || parts[0].Services != 55 {
		t.Fatalf("parts are %+v: nothing is proved", parts)
	}
	lib, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, lib)
	for _, typing := range []bool{false, true} {
		q := service.Query{Words: "heath", Typing: typing, Now: testNow()}
		if result, err := lib.Search(t.Context(), q); err != nil || result.Total != 40 {
			t.Errorf("typing %v: %d services, %v", typing, result.Total, err)
		}
	}
	q := service.Query{Words: "hea", Typing: true, Now: testNow()}
	if result, err := lib.Search(t.Context(), q); err != nil || result.Total != 40 {
		t.Errorf("three letters: %d services, %v", result.Total, err)
	}
}

// Where rules found other needs, or another version of the program worked records
// out, nothing is taken over; nor when all is as it should be and nothing changes.
func TestWhatIsWorkedOutOtherwiseIsNotTakenOver(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, named("f/1", "One"), named("f/2", "Two"), named("f/3", "Three"))
	update := func(change func(*Draft)) []part {
		t.Helper()
		if err := Update(t.Context(), dir, testNow(), func(d *Draft) error { change(d); return nil }); err != nil {
			t.Fatal(err)
		}
		return partsIn(t, dir)
	}
	find := func(*service.Service) service.Found {
		return service.Found{Needs: []service.NeedFound{{ID: "food", Weight: 1}}}
	}
	again := func(d *Draft) { d.FindAgain("rules", find) }
	if parts := update(func(d *Draft) { again(d); d.Put(named("f/4", "Four")) }); len(parts) != 1 || parts[0].Services != 4 {
		t.Errorf("after other rules the parts are %+v", parts)
	}
	if parts := update(func(d *Draft) { again(d); d.Put(named("f/5", "Five")) }); len(parts) != 2 {
		t.Errorf("after the same rules the parts are %+v", parts)
	}
	name, err := current(dir)
	if err != nil {
		t.Fatal(err)
	}
	err = replaceIn(filepath.Join(generationPath(dir, name), manifestFile), fmt.Sprintf(`"prepared": %d`, preparedVersion), `"prepared": 0`)
	if err != nil {
		t.Fatal(err)
	}
	if parts := update(again); len(parts) != 2 {
		t.Errorf("nothing changed, and the parts are %+v", parts)
	}
	if parts := update(func(d *Draft) { again(d); d.Remove("f/5") }); len(parts) != 1 || parts[0].Services != 4 {
		t.Errorf("after another version worked them out the parts are %+v", parts)
	}
	lib, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, lib)
	if got := order(t, lib, service.Query{Now: testNow(), StatedOnly: true}.Choose(service.PaneNeed, "food")); len(sorted(got)) != 3 {
		t.Errorf("the need is found for %q", got)
	}
}

func TestPartsThatAreSettled(t *testing.T) {
	uses := func(kept ...int) (all []partUse) {
		for i, n := range kept {
			all = append(all, partUse{part{i, 1000}, n})
		}
		return all
	}
	for _, c := range []struct {
		what         string
		all          []partUse
		grows        bool
		taken, moved string
	}{
		{"nothing before", nil, true, "[]", "[]"},
		{"all stays", uses(1000, 990), true, "[0 1]", "[]"},
		{"more than a third is out of use", uses(1000, 666), true, "[0]", "[1]"},
		{"all of one is out of use", uses(1000, 0, 1000), true, "[0 2]", "[]"},
		{"as many as there may be", uses(1000, 990, 980, 970, 960, 950, 940), true, "[0 1 2 3 4 5 6]", "[]"},
		{"one too many", uses(1000, 990, 980, 970, 960, 950, 940, 999), true, "[0 1 2 7]", "[6 5 4 3]"},
		{"one too many, but nothing is new", uses(1000, 990, 980, 970, 960, 950, 940, 999), false, "[0 1 2 3 4 5 6 7]", "[]"},
	} {
		numbers := func(parts []part) string {
			out := []int{}
			for _, p := range parts {
				out = append(out, p.Number)
			}
			return fmt.Sprint(out)
		}
		taken, moved := settle(c.all, c.grows)
		if numbers(taken) != c.taken || numbers(moved) != c.moved {
			t.Errorf("%s: %s are taken over and %s moved", c.what, numbers(taken), numbers(moved))
		}
	}
}

// However many services come, only some of them are in memory at a time: the others
// are put aside, where they can be replaced, removed and read, until the library
// is written. Nothing of it is left then.
func TestFewServicesAreHeldAtOnce(t *testing.T) {
	const most, all = 16, 400
	r := rand.New(rand.NewPCG(5, 6))
	dir, want := t.TempDir(), map[string]service.Service{}
	aside := filepath.Join(dir, generationsDir, comingDir)
	heldMost := 0
	update := func(broken error) {
		err := Update(t.Context(), dir, testNow(), func(d *Draft) error {
			d.most = most
			for i := range all {
				s := randomService(r, i)
				randomAddress(r, &s)
				s.Raw = json.RawMessage(fmt.Sprintf(`{"number": %d}`, i))
				want[s.ID] = copyOf(s)
				d.Put(s)
				id := slices.Sorted(maps.Keys(want))[r.IntN(len(want))]
				switch r.IntN(8) {
				case 0:
					d.Remove(id)
					delete(want, id)
					if d.Service(id) != nil {
						t.Errorf("%s was removed and is there", id)
					}
				case 1:
					if got := d.Service(id); got == nil || cmp.Diff(*got, want[id], cmpopts.EquateEmpty()) != "" {
						t.Errorf("%s is read as %+v", id, got)
					}
				case 2:
					again := copyOf(want[id])
					again.Name += " again"
					want[id] = copyOf(again)
					d.Put(again)
				}
				here := 0
				for _, p := range d.put {
					if p.here != nil {
						here++
					}
				}
				heldMost = max(heldMost, here, len(d.held))
			}
			if !exists(aside) {
				t.Error("nothing is put aside: nothing is proved")
			}
			return broken
		})
		if !errors.Is(err, broken) {
			t.Fatal(err)
		}
		if exists(aside) {
			t.Error("what was put aside is still there")
		}
	}
	update(errors.New("broken"))
	clear(want)
	update(nil)
	if heldMost >= most+1 {
		t.Errorf("%d services were held at once, of which %d are enough", heldMost, most)
	}
	compareWithWhole(t, r, dir, testNow(), want)
}

// A service that is too large to be written fails the update, put aside or not, and
// nothing is left.
func TestWhatCannotBePutAsideFailsTheUpdate(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, named("f/1", "One"))
	err := Update(t.Context(), dir, testNow(), func(d *Draft) error {
		d.most = 1
		s := named("f/2", "Two")
		s.Description = strings.Repeat("x", maxRecord)
		d.Put(s)
		d.Put(named("f/3", "Three"))
		return nil
	})
	if err == nil || !strings.Contains(err.Error(), "f/2") {
		t.Errorf("the error is %v", err)
	}
	if parts := partsIn(t, dir); len(parts) != 1 || parts[0].Services != 1 || exists(filepath.Join(dir, generationsDir, comingDir)) {
		t.Errorf("the library changed: %+v", parts)
	}
}
