package main

import (
	"time"

	"golang.org/x/sys/unix"
)

// worked returns the processor time of the process so far, on all processors.
func worked() time.Duration { return clock(unix.CLOCK_PROCESS_CPUTIME_ID) }

// workedBy returns the processor time of another process so far. Its clock has
// the number that clock_getcpuclockid(3) gives.
func workedBy(process int) time.Duration { return clock(int32(^process<<3 | 2)) }

func clock(number int32) time.Duration {
	var t unix.Timespec
	if unix.ClockGettime(number, &t) != nil {
		return 0
	}
	return time.Duration(t.Nano())
}
