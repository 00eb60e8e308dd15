//go:build !windows

package clip

// native returns nil: only Windows is asked directly.
func native() func(Content) error { return nil }
