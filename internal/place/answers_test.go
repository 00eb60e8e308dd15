package place

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	stdsync "sync"
	"testing"

	"fettle/internal/service"
)

// Of answers that come at the same time none is lost.
func TestAnswersAreChangedByOneAtATime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "places-online.json")
	var group stdsync.WaitGroup
	for i := range 20 {
		group.Go(func() {
			err := ChangeAnswers(t.Context(), path, func(a *Answers) bool {
				a.Keep(fmt.Sprintf("LA1 %dAA", i), Kept{Point: service.Point{Lat: 54, Lon: -2}})
				return true
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if a, err := LoadAnswers(path); err != nil || len(a.Kept) != 20 {
		t.Errorf("kept are %+v, %v", a, err)
	}
	if err := ChangeAnswers(t.Context(), path, func(a *Answers) bool { a.Kept = nil; return false }); err != nil {
		t.Fatal(err)
	}
	if a, err := LoadAnswers(path); err != nil || len(a.Kept) != 20 {
		t.Errorf("after no change kept are %+v, %v", a, err)
	}
}

// A damaged file is set aside whole, a sound one stays where it is, and both are
// forgotten.
func TestDamagedAnswersAreSetAside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "places-online.json")
	if err := MendAnswers(path); err != nil {
		t.Fatal("without a file:", err)
	}
	damage := func() {
		t.Helper()
		if err := os.WriteFile(path, []byte(`{"on":true,`), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	damage()
	if _, err := LoadAnswers(path); !errors.Is(err, ErrDamagedAnswers) {
		t.Fatalf("the error is %v", err)
	}
	if err := MendAnswers(path); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(AsideAnswers(path)); err != nil || string(data) != `{"on":true,` {
		t.Errorf("set aside is %q, %v", data, err)
	}
	damage()
	if err := ChangeAnswers(t.Context(), path, func(a *Answers) bool { a.On = true; return true }); err != nil {
		t.Fatal(err)
	}
	if err := MendAnswers(path); err != nil {
		t.Fatal(err)
	}
	if a, err := LoadAnswers(path); err != nil || !a.On {
		t.Errorf("a sound file is %+v, %v", a, err)
	}
	if err := ForgetAnswers(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{path, AsideAnswers(path)} {
		if _, err := os.Stat(file); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: %v", file, err)
		}
	}
}
