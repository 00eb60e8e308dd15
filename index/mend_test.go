package index

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"fettle/internal/service"
)

// twist turns one bit in the middle of a file.
func twist(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil || len(data) == 0 {
		t.Fatal(path, err)
	}
	data[len(data)/2] ^= 1
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// ids returns the ids of the services that can be read, in order.
func ids(t *testing.T, lib *Library) (list []string, err error) {
	t.Helper()
	err = lib.Each(t.Context(), "", func(s *service.Service) error {
		list = append(list, s.ID)
		return nil
	})
	slices.Sort(list)
	return list, err
}

// noteOnly notes that a feed was asked, which changes no service.
func noteOnly(t *testing.T, dir, trouble string) (lost error) {
	t.Helper()
	var draft *Draft
	err := Update(t.Context(), dir, testNow(), func(d *Draft) error {
		draft = d
		d.SetFeed(service.FeedContents{Name: "f", Trouble: trouble})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return draft.Lost()
}

// Whatever file of a library has another byte, an update that changes no service
// makes it sound again, from its records, and takes no bad file over.
func TestAnUpdateMendsOneOtherByte(t *testing.T) {
	first := t.TempDir()
	put(t, first, named("f/1", "One"), named("f/2", "Two"))
	m, err := readManifest(generationPath(first, "000001"))
	if err != nil {
		t.Fatal(err)
	}
	for name := range m.Files {
		for _, note := range []string{"", "since today: gone"} { // nothing at all, or a note alone
			dir := t.TempDir()
			put(t, dir, named("f/1", "One"), named("f/2", "Two"))
			put(t, dir, named("f/3", "Three"))
			path := generationPath(dir, "000002")
			if name := filepath.FromSlash(name); exists(filepath.Join(path, name)) {
				twist(t, filepath.Join(path, name))
			} else {
				continue // the word index names its files anew
			}
			lost := noteOnly(t, dir, note)
			if err := Check(t.Context(), dir); err != nil {
				t.Errorf("%s, note %q: still %v", name, note, err)
			}
			lib, err := Open(dir, Options{})
			if err != nil || lib.Trouble() != "" {
				t.Fatalf("%s: %v", name, err)
			}
			got, err := ids(t, lib)
			if err != nil || lost == nil && len(got) < 2 {
				t.Errorf("%s, note %q: %q, %v", name, note, got, err)
			}
			if err := lib.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// A block of records that can't be read costs those records and no others, and it
// is said.
func TestUnreadableRecordsAreLeftOut(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, named("f/1", "One"), named("f/2", "Two"))
	put(t, dir, named("f/3", "Three"))
	twist(t, filepath.Join(generationPath(dir, "000002"), fmt.Sprintf(recordsFile, 0)))
	lib, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	got, err := ids(t, lib)
	var damaged *DamagedError
	lost := fmt.Sprintf("%d of its services", 3-len(got))
	if len(got) == 0 || len(got) > 2 || !errors.As(err, &damaged) || !strings.Contains(damaged.Trouble(), lost) {
		t.Errorf("read %q: %v", got, err)
	}
	if keys, err := lib.ChangeKeys(t.Context(), "f"); len(keys) != len(got) || !errors.As(err, &damaged) {
		t.Errorf("the keys are %v: %v", keys, err)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	if lost := noteOnly(t, dir, ""); lost == nil {
		t.Error("nobody is told what was lost")
	}
	if lib, err = Open(dir, Options{}); err != nil {
		t.Fatal(err)
	}
	closeAfter(t, lib)
	if after, err := ids(t, lib); !slices.Equal(after, got) || err != nil || lib.Contents().Services != len(got) {
		t.Errorf("after the update: %q, %v", after, err)
	}
}

// A library of an older version, or one whose file CURRENT is nonsense, is
// damaged, in words that fit, and the next update starts anew.
func TestAnOlderLibraryIsMadeAgain(t *testing.T) {
	for what, harm := range map[string]func(dir string) error{
		"written by an older version": func(dir string) error {
			return replaceIn(filepath.Join(generationPath(dir, "000001"), manifestFile), fmt.Sprintf(`"version": %d`, libraryVersion), `"version": 1`)
		},
		"was written by an older version": func(dir string) error {
			return replaceIn(filepath.Join(generationPath(dir, "000001"), factsFile), columnMagic, "FETTLEF1")
		},
		"is damaged (CURRENT does not name a generation)": func(dir string) error {
			return errors.Join(os.WriteFile(filepath.Join(dir, currentFile), nil, 0o600), os.RemoveAll(generationPath(dir, "000001")))
		},
	} {
		dir := t.TempDir()
		put(t, dir, named("f/1", "One"))
		if err := harm(dir); err != nil {
			t.Fatal(err)
		}
		var damaged *DamagedError
		if _, err := Open(dir, Options{}); !errors.As(err, &damaged) || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: open says %v", what, err)
		}
		if err := Check(t.Context(), dir); !errors.As(err, &damaged) && !strings.Contains(what, "was") {
			t.Errorf("%s: check says %v", what, err)
		}
		put(t, dir, named("f/2", "Two"))
		lib, err := Open(dir, Options{})
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		closeAfter(t, lib)
		if got, err := ids(t, lib); fmt.Sprint(got) != "[f/2]" || err != nil {
			t.Errorf("%s: made again with %q, %v", what, got, err)
		}
	}
}

func replaceIn(path, from, to string) error {
	data, err := os.ReadFile(path)
	if err == nil && !strings.Contains(string(data), from) {
		err = fmt.Errorf("%s has no %q", path, from)
	}
	return errors.Join(err, os.WriteFile(path, []byte(strings.Replace(string(data), from, to, 1)), 0o600))
}

// With nonsense in CURRENT, the newest generation that can be read is used.
func TestWithoutCurrentTheNewestIsUsed(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, named("f/1", "One"))
	if err := os.WriteFile(filepath.Join(dir, currentFile), []byte("\x00\x00"), 0o600); err != nil {
		t.Fatal(err)
	}
	if lost := noteOnly(t, dir, ""); lost != nil {
		t.Errorf("lost: %v", lost)
	}
	lib, err := Open(dir, Options{})
	if err != nil || lib.Contents().Services != 1 || lib.Trouble() != "" {
		t.Fatal(err)
	}
	closeAfter(t, lib)
}

// That the machine does not let a file be read is no damage: nothing is made
// again for it.
func TestWantOfRightsIsNoDamage(t *testing.T) {
	for _, c := range []struct {
		err  error
		want bool
	}{
		{&fs.PathError{Op: "open", Path: "x", Err: syscall.EMFILE}, false},
		{fmt.Errorf("open: %w", &fs.PathError{Op: "open", Path: "x", Err: syscall.EACCES}), false},
		{&NewerError{"x", 9}, false},
		{ErrNoLibrary, false},
		{&fs.PathError{Op: "open", Path: "x", Err: syscall.ENOENT}, true},
		{errors.New("cut short"), true},
	} {
		if got := isDamage(c.err); got != c.want {
			t.Errorf("%v: damage is %v", c.err, got)
		}
	}
	if os.Getuid() <= 0 {
		t.Skip("rights hold nobody back here")
	}
	dir := t.TempDir()
	put(t, dir, named("f/1", "One"))
	if err := os.Chmod(filepath.Join(generationPath(dir, "000001"), factsFile), 0); err != nil {
		t.Fatal(err)
	}
	var damaged *DamagedError
	err := Update(t.Context(), dir, testNow(), func(*Draft) error { return nil })
	if err == nil || errors.As(err, &damaged) {
		t.Errorf("got %v", err)
	}
}
