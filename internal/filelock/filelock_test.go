package filelock

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	stdsync "sync"
	"testing"
	"time"
)

func TestOneAtATime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "folder", "lock")
	inside, most := 0, 0
	var group stdsync.WaitGroup
	var mu stdsync.Mutex
	step := func(by int) {
		mu.Lock()
		defer mu.Unlock()
		inside += by
		most = max(most, inside)
	}
	for range 20 {
		group.Go(func() {
			err := Hold(t.Context(), path, func() error {
				step(1)
				time.Sleep(time.Millisecond)
				step(-1)
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if most != 1 {
		t.Errorf("%d were inside at once", most)
	}
}

func TestWhatIsDoneMayFail(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	oops := errors.New("oops")
	if err := Hold(t.Context(), path, func() error { return oops }); !errors.Is(err, oops) {
		t.Errorf("the error is %v", err)
	}
	if err := Hold(t.Context(), path, func() error { return nil }); err != nil {
		t.Errorf("the lock was not let go: %v", err)
	}
}

func TestAHeldLockIsSaidAndEnds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	release, err := Try(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Try(path); !errors.Is(err, ErrBusy) {
		t.Fatalf("a second lock: %v", err)
	}
	done := make(chan error, 1)
	go func() { done <- Hold(t.Context(), path, func() error { return nil }) }()
	select {
	case err := <-done:
		t.Fatalf("it went on under another's lock: %v", err)
	case <-time.After(50 * time.Millisecond):
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err = Hold(ctx, path, func() error { t.Error("it went on under another's lock"); return nil })
	if !errors.Is(err, context.Canceled) || errors.Is(err, ErrBusy) {
		t.Errorf("waiting ended with %v", err)
	}
	if err := release(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
	did := false
	if err := Hold(ctx, path, func() error { did = true; return nil }); err != nil || !did {
		t.Errorf("a lock that is free was not taken: %v", err)
	}
}

func TestAFolderThatCannotBeMadeIsSaid(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Hold(t.Context(), filepath.Join(file, "lock"), func() error { return nil }); err == nil {
		t.Error("a lock was taken inside a file")
	}
}
