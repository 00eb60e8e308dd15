//go:build !linux

package main

import "time"

// worked returns nothing where the system does not tell the processor time of a
// thread.
func worked() time.Duration { return 0 }
