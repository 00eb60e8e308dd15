package main

import (
	"time"

	"golang.org/x/sys/unix"
)

// workedAll returns the processor time of the whole process so far.
func workedAll() time.Duration {
	var u unix.Rusage
	if unix.Getrusage(unix.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// worked returns the processor time of the thread so far.
func worked() time.Duration { return clock(unix.CLOCK_THREAD_CPUTIME_ID) }

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
