//go:build !linux

package main

import "time"

// worked returns nothing where the system does not tell the processor time of a
// process.
func worked() time.Duration { return 0 }

// workedBy returns nothing where the system does not tell the processor time of
// another process.
func workedBy(int) time.Duration { return 0 }
