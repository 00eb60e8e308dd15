package index

import (
	"context"
	"runtime"
	stdsync "sync"
)

// processors returns on how many processors to work. Shared work leaves one to
// others: to those who ask the library meanwhile, or to what fetches the rest.
func processors(shared bool) int {
	if shared {
		return max(1, runtime.GOMAXPROCS(0)-1)
	}
	return runtime.GOMAXPROCS(0)
}

// together calls functions, side by side when there are processors for it.
func together(processors int, all ...func()) {
	var group stdsync.WaitGroup
	for _, f := range all {
		if processors > 1 {
			group.Go(f)
		} else {
			f()
		}
	}
	group.Wait()
}

// inHalves works through the numbers below n, each half on a processor of its own
// where there are many. The halves have no word of bits of a set in common. What goes
// wrong beside goes wrong here, where there is somebody to take care of it.
func inHalves(n int, work func(from, to int)) {
	if n < countedBeside {
		work(0, n)
		return
	}
	half := n / 2 &^ 63
	var fault any
	var beside stdsync.WaitGroup
	beside.Go(func() {
		defer func() { fault = recover() }()
		work(half, n)
	})
	func() {
		defer beside.Wait() // whatever becomes of the first half
		work(0, half)
	}()
	if fault != nil {
		panic(fault)
	}
}

// sideBySide works through the numbers below n on some processors, a run of them
// at a time, and gives what came of each run to put, in order. Each processor
// has a worker of its own, which start makes. The first error, in the order of
// the runs, ends it.
func sideBySide[T any](ctx context.Context, processors, n, run int, start func() (func(from, to int) (T, error), error), put func(from int, made T) error) error {
	ctx, stop := context.WithCancel(ctx)
	var group stdsync.WaitGroup
	defer group.Wait()
	defer stop()
	type outcome struct {
		made T
		err  error
	}
	type job struct {
		from int
		done chan outcome
	}
	workers := make([]func(from, to int) (T, error), max(1, min(processors, (n+run-1)/run)))
	for i := range workers {
		var err error
		if workers[i], err = start(); err != nil {
			return err
		}
	}
	jobs, queue := make(chan job), make(chan job, 2*len(workers))
	for _, work := range workers {
		group.Go(func() {
			for j := range jobs {
				made, err := work(j.from, min(n, j.from+run))
				j.done <- outcome{made, err}
			}
		})
	}
	group.Go(func() {
		defer close(jobs)
		defer close(queue)
		for from := 0; from < n; from += run {
			j := job{from, make(chan outcome, 1)}
			for _, to := range []chan job{queue, jobs} {
				select {
				case to <- j:
				case <-ctx.Done():
					return
				}
			}
		}
	})
	for j := range queue {
		select {
		case o := <-j.done:
			if o.err != nil {
				return o.err
			}
			if err := put(j.from, o.made); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return ctx.Err()
}
