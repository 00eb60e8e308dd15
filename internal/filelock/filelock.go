// Package filelock lets one program at a time change a file or a folder, so
// that two of them lose nothing of what the other one wrote.
//
// The lock is a file beside what it guards. The system lets it go when the
// program that holds it ends in whatever way, so none is ever left over. The
// package must not know what is guarded.
package filelock

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// ErrBusy says that another program held a lock for all the time that it was
// waited for.
var ErrBusy = errors.New("another fettle is writing there: try again in a moment")

const (
	// patience is how long to wait for another program's change to end.
	patience = 5 * time.Second
	// lookAgain is how long to wait before trying once more.
	lookAgain = 5 * time.Millisecond
)

// Hold does something while no other program holds the lock at path, which
// together with its folder is made when it is absent. It waits up to five
// seconds for its turn and then returns an error that is ErrBusy; when the context
// ends before, that of the context. A lock that is free is taken in any case.
func Hold(ctx context.Context, path string, do func() error) error {
	deadline := time.After(patience)
	for {
		release, err := Try(path)
		if err == nil {
			return errors.Join(do(), release())
		}
		if !errors.Is(err, ErrBusy) {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait until %s is free: %w", path, ctx.Err())
		case <-deadline:
			return err
		case <-time.After(lookAgain):
		}
	}
}

// Try takes the lock at path, which together with its folder is made when it is
// absent, without waiting. When another program holds it, or another part of
// this one, the error is ErrBusy.
func Try(path string) (release func() error, err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("make the folder for %s: %w", path, err)
	}
	l := flock.New(path, flock.SetPermissions(0o600))
	held, err := l.TryLock()
	switch {
	case err != nil:
		return nil, fmt.Errorf("take the lock %s: %w", path, err)
	case !held:
		return nil, fmt.Errorf("%s: %w", path, ErrBusy)
	}
	return l.Unlock, nil
}
