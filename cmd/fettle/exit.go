package main

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"syscall"

	"fettle/index"
	"fettle/internal/place"
)

// The exit codes of every command; exitCodes says what each means.
const (
	exitDone = iota
	exitFailed
	exitUsage
	exitSomeFeeds
	exitNoLibrary
)

// exitCodes returns what the exit codes mean, in their order.
func exitCodes() []string {
	return []string{
		exitDone:      "done",
		exitFailed:    "failed",
		exitUsage:     "wrong usage",
		exitSomeFeeds: "some feeds failed and the others are in",
		exitNoLibrary: "there is no library yet",
	}
}

// usageError is an error in what was typed.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// usage makes an error in what was typed.
func usage(format string, args ...any) error { return &usageError{fmt.Errorf(format, args...)} }

// errSomeFeeds says that some feeds failed; what failed has been said already.
var errSomeFeeds = errors.New("some feeds could not be brought in; the others are")

// errInPart says that a feed came in part; what is missing has been said already.
var errInPart = errors.New("not every feed came in whole; what came is in, and nothing was removed")

// report says what went wrong in one plain line and returns the exit code.
func (a *app) report(err error) int {
	if err == nil {
		err = a.printErr
	}
	if err == nil {
		return exitDone
	}
	if msg := err.Error(); msg != "" {
		a.sayf("fettle: %s\n", msg)
	}
	if advice := machineAdvice(err); advice != "" {
		a.sayf("%s\n", advice)
	}
	var wrong *usageError
	var postcode *place.PostcodeError
	var unknownPlace *place.NotFoundError
	switch {
	case errors.Is(err, errSomeFeeds), errors.Is(err, errInPart):
		return exitSomeFeeds
	case errors.Is(err, index.ErrNoLibrary):
		return exitNoLibrary
	case errors.As(err, &wrong), errors.As(err, &postcode), errors.As(err, &unknownPlace):
		return exitUsage
	}
	return exitFailed
}

// machineAdvice says what to do when this machine is why something failed; ""
// is nothing.
func machineAdvice(err error) string {
	const windowsDiskFull = syscall.Errno(112) // ERROR_DISK_FULL in winerror.h
	switch {
	case errors.Is(err, syscall.ENOSPC), runtime.GOOS == "windows" && errors.Is(err, windowsDiskFull):
		return "That means that the disk is full: make room on it and try again. What was there before is as it was."
	case errors.Is(err, syscall.EROFS):
		return "That means that the folder can't be written to: keep things in another one with --data, or ask whoever looks after this machine."
	case errors.Is(err, fs.ErrPermission):
		return "That means that your account may not use that file or folder: ask whoever looks after this machine, or keep things elsewhere with --data."
	}
	return ""
}
