package main

import (
	"fmt"

	"golang.org/x/sys/windows"
)

// spaceIn returns how many bytes can still be written to the disk that a folder
// is on.
func spaceIn(dir string) (int64, error) {
	name, err := windows.UTF16PtrFromString(dir)
	if err != nil {
		return 0, fmt.Errorf("see how full the disk of %s is: %w", dir, err)
	}
	var free uint64
	if err := windows.GetDiskFreeSpaceEx(name, &free, nil, nil); err != nil {
		return 0, fmt.Errorf("see how full the disk of %s is: %w", dir, err)
	}
	return int64(min(free, 1<<62)), nil
}
