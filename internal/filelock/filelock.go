// Package filelock lets one program at a time change a file or a folder, so
// that two of them lose nothing of what the other one wrote.
//
// The lock is a file beside what it guards. The system lets it go when the
// program that holds it ends in whatever way, so none is ever left over. The
// package must not know what is guarded.
package filelock

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"
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
// seconds for its turn and then returns an error that is ErrBusy.
func Hold(path string, do func() error) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("make the folder for %s: %w", path, err)
	}
	deadline := time.Now().Add(patience)
	for {
		release, ok, err := tryLock(path)
		if err != nil {
			return fmt.Errorf("take the lock %s: %w", path, err)
		}
		if ok {
			return errors.Join(do(), release())
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("%s: %w", path, ErrBusy)
		}
		time.Sleep(lookAgain)
	}
}
