package priority

import (
	"errors"
	"fmt"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// niceness is how far the process gives way, of 19 at most.
const niceness = 10

// lower lowers each thread, as Linux keeps the priority by thread; new ones have
// that of the one that makes them.
func lower() error {
	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		return fmt.Errorf("lower the priority: %w", err)
	}
	for _, t := range threads {
		id, err := strconv.Atoi(t.Name())
		if err != nil {
			return fmt.Errorf("lower the priority: %w", err)
		}
		if err := unix.Setpriority(unix.PRIO_PROCESS, id, niceness); err != nil && !errors.Is(err, unix.ESRCH) { // it may have ended
			return fmt.Errorf("lower the priority: %w", err)
		}
	}
	return nil
}
