package main

import (
	"time"

	"golang.org/x/sys/unix"
)

// worked returns the processor time of the thread so far.
func worked() time.Duration {
	var t unix.Timespec
	if unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t) != nil {
		return 0
	}
	return time.Duration(t.Nano())
}
