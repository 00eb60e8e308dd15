//go:build unix && !linux

package priority

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// niceness is how far the process gives way, of 20 at most.
const niceness = 10

func lower() error {
	if err := unix.Setpriority(unix.PRIO_PROCESS, 0, niceness); err != nil {
		return fmt.Errorf("lower the priority: %w", err)
	}
	return nil
}
