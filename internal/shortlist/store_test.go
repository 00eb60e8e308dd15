package shortlist

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fettle/internal/filelock"
	"fettle/internal/service"
)

// testClock is a clock that stands still until it is moved.
type testClock struct{ at time.Time }

func newClock() *testClock {
	return &testClock{time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC)}
}

func (c *testClock) now() time.Time       { return c.at }
func (c *testClock) pass(d time.Duration) { c.at = c.at.Add(d) }
func (c *testClock) open(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir, c.now)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func aService(n int) *service.Service {
	return &service.Service{
		ID:           fmt.Sprintf("demo/%d", n),
		Name:         fmt.Sprintf("Coffee morning %d", n),
		Organisation: service.Organisation{Name: "Example Friends"},
		Sessions:     []service.Session{{Days: []service.Day{{Day: time.Monday}}, From: "10:00", To: "12:00"}},
		Locations:    []service.Location{{Name: "The Hall", Address: service.Address{Street: "1 High Street", Town: "Lancaster", Postcode: "LA1 4YW"}}},
		Phones:       []service.Phone{{Number: "01632 960 001", Dial: "+441632960001"}},
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func ids(l List) string {
	var all []string
	for _, it := range l.Items {
		all = append(all, strings.TrimPrefix(it.ID, "demo/"))
	}
	return strings.Join(all, " ")
}

func wantIDs(t testing.TB, s *Store, want string) {
	t.Helper()
	if got := ids(s.Current()); got != want {
		t.Fatalf("the list holds %q, want %q", got, want)
	}
}

func TestAnUnusedStoreWritesNoList(t *testing.T) {
	dir := t.TempDir()
	s := newClock().open(t, dir)
	if l := s.Current(); l.Label != "" || len(l.Items) != 0 || !validID(l.ID) {
		t.Errorf("the first list is %+v, want an unnamed empty one with an id", l)
	}
	if files, err := filepath.Glob(filepath.Join(dir, "*.json")); err != nil || len(files) > 0 {
		t.Errorf("files before the first mark: %v, %v", files, err)
	}
	if got := s.Lists(); len(got) != 0 {
		t.Errorf("lists before the first mark: %v", got)
	}
}

func TestChangesAreThereAfterReopening(t *testing.T) {
	dir, clock := t.TempDir(), newClock()
	s := clock.open(t, dir)
	must(t, s.Add(aService(1), aService(2), aService(3)))
	must(t, s.Note("demo/2", "Ask for Jo.\r\nSide door."))
	must(t, s.Private("demo/1", "told about it\x1b[2J last week"))
	must(t, s.Move("demo/3", 0))
	must(t, s.Remove("demo/1"))
	again := clock.open(t, dir)
	wantIDs(t, again, "3 2")
	if diff := cmp.Diff(s.Current(), again.Current(), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("reopened differently (-before +after):\n%s", diff)
	}
	if got := again.Current().Items[1].Note; got != "Ask for Jo.\nSide door." {
		t.Errorf("note is %q", got)
	}
	for _, want := range []string{"3 1 2", "1 2 3"} {
		if _, err := again.Undo(); err != nil {
			t.Fatal(err)
		}
		wantIDs(t, again, want)
	}
	if got := again.Current().Items[0].Private; got != "told about it[2J last week" {
		t.Errorf("private note is %q", got)
	}
}

func TestMoveEndsAtTheEnds(t *testing.T) {
	for _, tc := range []struct {
		move string
		to   int
		want string
	}{
		{"demo/1", 99, "2 3 1"}, {"demo/3", -5, "3 1 2"}, {"demo/2", 1, "1 2 3"}, {"demo/1", 1, "2 1 3"},
	} {
		s := newClock().open(t, t.TempDir())
		must(t, s.Add(aService(1), aService(2), aService(3)))
		must(t, s.Move(tc.move, tc.to))
		wantIDs(t, s, tc.want)
	}
}

func TestWhatChangesNothingLeavesNoStep(t *testing.T) {
	s := newClock().open(t, t.TempDir())
	must(t, s.Clear())
	must(t, s.Add(aService(1)))
	must(t, s.Add(aService(1)))
	must(t, s.Move("demo/1", 7))
	must(t, s.Note("demo/1", "  "))
	what, err := s.Undo()
	if err != nil || what != "add “Coffee morning 1”" {
		t.Errorf("undid %q, %v", what, err)
	}
	if _, err := s.Undo(); !errors.Is(err, ErrNothingToUndo) {
		t.Errorf("second undo: %v, want nothing to undo", err)
	}
	if what, err := s.Redo(); err != nil || what != "add “Coffee morning 1”" {
		t.Errorf("redid %q, %v", what, err)
	}
}

func TestRefusals(t *testing.T) {
	s := newClock().open(t, t.TempDir())
	must(t, s.Add(aService(1)))
	if _, err := s.OpenNew("Lancaster"); err != nil {
		t.Fatal(err)
	}
	must(t, s.Add(aService(1)))
	other := s.Current().ID
	if _, err := s.OpenNew("Morecambe"); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		do   func() error
		want error
	}{
		"remove what is not on it": {func() error { return s.Remove("demo/9") }, ErrNotListed},
		"move what is not on it":   {func() error { return s.Move("demo/9", 0) }, ErrNotListed},
		"note what is not on it":   {func() error { return s.Note("demo/9", "x") }, ErrNotListed},
		"long note":                {func() error { return s.Private("demo/1", strings.Repeat("é", MaxNote+1)) }, ErrTooLong},
		"long label":               {func() error { return s.Rename(strings.Repeat("é", maxLabel+1)) }, ErrTooLong},
		"label taken":              {func() error { return s.Rename(" lancaster ") }, ErrLabelTaken},
		"new label taken":          {func() error { _, err := s.OpenNew("LANCASTER"); return err }, ErrLabelTaken},
		"no such list":             {func() error { _, err := s.Use("aaaaaaaa"); return err }, ErrNoList},
		"an id that is a path":     {func() error { _, err := s.Use("../" + other); return err }, ErrNoList},
		"delete no list":           {func() error { return s.Delete("../" + other) }, ErrNoList},
		"redo nothing":             {func() error { _, err := s.Redo(); return err }, ErrNothingToRedo},
	} {
		before := s.Current()
		if err := tc.do(); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
		if diff := cmp.Diff(before, s.Current()); diff != "" {
			t.Errorf("%s changed the list:\n%s", name, diff)
		}
	}
}

func TestSeveralLists(t *testing.T) {
	dir, clock := t.TempDir(), newClock()
	s := clock.open(t, dir)
	must(t, s.Add(aService(1)))
	unnamed := s.Current().ID
	clock.pass(time.Minute)
	named, err := s.OpenNew("  warm   places ")
	must(t, err)
	if named.Label != "warm places" || s.Current().ID != named.ID {
		t.Errorf("new list is %+v", named)
	}
	must(t, s.Add(aService(2)))
	if id, ok := s.Find("WARM places"); !ok || id != named.ID {
		t.Errorf("found %q, %v", id, ok)
	}
	clock.pass(time.Minute)
	_, err = s.Use(unnamed)
	must(t, err)
	again := clock.open(t, dir)
	wantIDs(t, again, "1")
	if all := again.Lists(); len(all) != 2 || all[0].ID != unnamed || all[1].ID != named.ID {
		t.Errorf("lists in order: %v", all)
	}
	must(t, again.Delete(unnamed))
	wantIDs(t, again, "")
	if again.Current().ID == unnamed {
		t.Error("a deleted list is still open")
	}
	wantIDs(t, clock.open(t, dir), "")
}

func TestTwoProgramsLoseNothingOfEachOther(t *testing.T) {
	dir, clock := t.TempDir(), newClock()
	a := clock.open(t, dir)
	must(t, a.Add(aService(1)))
	b := clock.open(t, dir)
	must(t, b.Add(aService(2)))
	must(t, a.Add(aService(3)))
	wantIDs(t, a, "1 2 3")
	must(t, b.Remove("demo/1"))
	wantIDs(t, b, "2 3")
	if _, err := a.Undo(); err != nil {
		t.Fatal(err)
	}
	wantIDs(t, a, "1 2 3")

	must(t, a.NextPerson())
	if err := b.Add(aService(4)); !errors.Is(err, ErrListGone) {
		t.Errorf("adding to a list that was ended: %v, want ErrListGone", err)
	}
	must(t, b.Add(aService(4)))
	must(t, a.reload())
	wantIDs(t, a, "4")
	if a.Current().ID != b.Current().ID {
		t.Error("the two programs have different lists open")
	}
}

func TestTheLockIsWaitedFor(t *testing.T) {
	dir := t.TempDir()
	s := newClock().open(t, dir)
	done := make(chan error, 1)
	must(t, filelock.Hold(t.Context(), filepath.Join(dir, lockName), func() error {
		go func() { done <- s.Add(aService(1)) }()
		select {
		case err := <-done:
			t.Errorf("a change was made under another's lock: %v", err)
			done <- err
		case <-time.After(50 * time.Millisecond):
		}
		return nil
	}))
	must(t, <-done)
	wantIDs(t, s, "1")
}

func TestFilesAreForTheUserAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "lists")
	s := newClock().open(t, dir)
	must(t, s.Add(aService(1)))
	info, err := os.Stat(s.path(s.Current().ID))
	must(t, err)
	if mode := info.Mode().Perm(); os.PathSeparator == '/' && mode != 0o600 {
		t.Errorf("the file's permissions are %o", mode)
	}
}

func TestAMaskedAddressIsNotKept(t *testing.T) {
	sv := aService(1)
	sv.Locations[0].Masked = true
	sv.Locations = append(sv.Locations, service.Location{Kind: service.Postal, Address: service.Address{Street: "PO Box 1"}})
	s := newClock().open(t, t.TempDir())
	must(t, s.Add(sv))
	data, err := os.ReadFile(s.path(s.Current().ID))
	must(t, err)
	for _, secret := range []string{"High Street", "LA1", "PO Box"} {
		if strings.Contains(string(data), secret) {
			t.Errorf("the file holds %q", secret)
		}
	}
}

func TestManyAtOnce(t *testing.T) {
	dir, clock := t.TempDir(), newClock()
	var all errgroup
	for program := range 3 {
		s := clock.open(t, dir)
		for hand := range 2 {
			all.run(func() error {
				for n := range 10 {
					if err := s.Add(aService(100*program + 10*hand + n)); err != nil {
						return err
					}
					s.Current()
					s.Lists()
				}
				return nil
			})
		}
		// The first mark makes the list, which the others then find.
		must(t, s.Add(aService(1000)))
		must(t, s.reload())
	}
	must(t, all.wait())
	total := 0
	for _, l := range clock.open(t, dir).Lists() {
		total += len(l.Items)
	}
	if total < 60 {
		t.Errorf("%d of 60 marks are there", total)
	}
}

// errgroup waits for several things and keeps the first error.
type errgroup struct {
	wg   sync.WaitGroup
	once sync.Once
	err  error
}

func (g *errgroup) run(do func() error) {
	g.wg.Go(func() {
		if err := do(); err != nil {
			g.once.Do(func() { g.err = err })
		}
	})
}

func (g *errgroup) wait() error {
	g.wg.Wait()
	return g.err
}

func BenchmarkAddAfterAThousandChanges(b *testing.B) {
	s := newClock().open(b, b.TempDir())
	for n := range 500 {
		must(b, s.Add(aService(n%40)))
		must(b, s.Remove(fmt.Sprintf("demo/%d", n%40)))
	}
	b.ResetTimer()
	for n := range b.N {
		must(b, s.Add(aService(n)))
	}
}
