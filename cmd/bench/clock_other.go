//go:build !linux

package main

import "time"

// workedAll returns nothing where the system does not tell the processor time of
// a process.
func workedAll() time.Duration { return 0 }

// workedBy returns nothing where the system does not tell the processor time of
// another process.
func workedBy(int) time.Duration { return 0 }

// worked returns nothing where the system does not tell the processor time of a
// thread.
func worked() time.Duration { return 0 }
