//go:build unix

package main

import (
	"fmt"
	"syscall"
)

// spaceIn returns how many bytes can still be written to the disk that a folder
// is on.
func spaceIn(dir string) (int64, error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, fmt.Errorf("see how full the disk of %s is: %w", dir, err)
	}
	return int64(s.Bavail) * int64(s.Bsize), nil //nolint:unconvert // of other kinds on other systems
}
