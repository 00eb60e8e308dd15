// Command fettle finds community services that fit a person, without a network.
//
// This package wires everything together: one file a command, flags, output
// and exit codes. It must not decide what fits, how things are ordered or how
// a feed is read; it only asks those who do.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"
)

// calmGC is how much may be allocated before it is collected, in percent of what
// is in use, and updateGC how much while the library is updated, which keeps much.
const calmGC, updateGC = 400, 150

func main() {
	// Nearly everything that is read is mapped and little is kept, so that
	// collecting it often costs more than the memory it brings back.
	collect(calmGC)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	a := &app{in: os.Stdin, out: os.Stdout, talk: os.Stderr, getenv: os.Getenv, leaveProcessor: leaveProcessor}
	code := a.run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// collect sets how much may be allocated before it is collected, unless somebody
// decided that outside.
func collect(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}

// leaveProcessor leaves one processor to those who search meanwhile, also while
// memory is collected, unless somebody decided that outside.
func leaveProcessor() {
	if os.Getenv("GOMAXPROCS") == "" {
		runtime.GOMAXPROCS(max(1, runtime.GOMAXPROCS(0)-1))
	}
}

// run carries out one command line and returns the exit code. Everything that
// the program takes from the outside comes in here.
func run(ctx context.Context, args []string, in io.Reader, out, talk io.Writer, getenv func(string) string) int {
	a := &app{in: in, out: out, talk: talk, getenv: getenv}
	return a.run(ctx, args)
}

func (a *app) run(ctx context.Context, args []string) int {
	root := a.rootCommand()
	root.SetArgs(args)
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.talk)
	return a.report(root.ExecuteContext(ctx))
}
