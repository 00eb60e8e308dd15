package index

import (
	stdsync "sync"
	"sync/atomic"

	"fettle/internal/service"
)

// countedBeside is from how many documents on a question is counted by a second
// goroutine while the first one finds and reads the best services. Below, a
// question is answered before another processor is awake.
const countedBeside = 50_000

// counting is the counting of every option of every pane for one question, in
// pieces that are taken one after the other by whoever has time: the goroutine
// that asks, and perhaps one beside it.
type counting struct {
	pieces []func(*asker)
	taken  atomic.Int32
	beside stdsync.WaitGroup

	mu  stdsync.Mutex // guards out
	out map[service.Pane][]service.Option
	// last is done by the goroutine that asks when all pieces are.
	last func(*asker)
	// fault is what the goroutine beside panicked with, nil when it did not.
	fault any
}

// counting parts the counting of a question into pieces, the largest first. The
// count of an option says how many services would be listed if it were the only
// one chosen in its pane, every other pane being as it is.
func (g *asker) counting(b bases, q service.Query) (*counting, error) {
	t, err := g.today(q.Now)
	if err != nil {
		return nil, err
	}
	c := &counting{pieces: make([]func(*asker), 0, 10), out: map[service.Pane][]service.Option{}}
	add := func(piece func(*asker)) { c.pieces = append(c.pieces, piece) }
	whole := g.thirds(b.whole)
	add(func(a *asker) {
		parted := whole
		if without, chosen := b.without[service.PaneOrganisation]; chosen {
			parted = a.thirds(without)
		}
		c.put(service.PaneOrganisation, a.countOrganisations(parted, q.StatedOnly))
	})
	g.addFixed(c, b, whole, q)
	add(func(a *asker) { c.put(service.PaneWhen, a.countWeek(b.of(service.PaneWhen), t, q.StatedOnly)) })
	if q.Near != nil {
		add(func(a *asker) { c.put(service.PaneWhere, a.countMiles(b.of(service.PaneWhere), q)) })
	}
	add(func(a *asker) { c.put(service.PaneArea, a.countAreas(b.of(service.PaneArea), q.StatedOnly)) })
	add(func(a *asker) { c.put(service.PaneAge, a.countAges(b.of(service.PaneAge), q.StatedOnly)) })
	add(func(a *asker) { c.put(service.PaneChecked, a.countChecked(b.of(service.PaneChecked), t, q.StatedOnly)) })
	return c, nil
}

// addFixed adds the pieces of the fixed panes: what is walked of each third that
// is counted, the options that have sets in two halves, and each pane with a
// choice of its own.
func (g *asker) addFixed(c *counting, b bases, whole *thirds, q service.Query) {
	all := g.newTally(whole)
	first, second := whole.counted()
	dense := g.columns.denseOptions
	c.pieces = append(c.pieces,
		func(a *asker) { a.byWalking(all, first) }, func(a *asker) { a.byWalking(all, second) },
		func(a *asker) { a.byBits(all, dense[:len(dense)/2]) }, func(a *asker) { a.byBits(all, dense[len(dense)/2:]) })
	chosen := make([]*tally, len(g.fixed))
	for i, p := range g.fixed {
		if len(q.Choices[p.pane]) > 0 {
			c.pieces = append(c.pieces, func(a *asker) {
				used := a.used
				chosen[i] = a.newTally(a.thirds(b.of(p.pane)))
				a.ofPane(chosen[i], p.pane)
				a.used = used // of the sets, only how many they hold is asked for later
			})
		}
	}
	c.last = func(a *asker) {
		a.settle(all)
		for i, p := range a.fixed {
			counts := all
			if chosen[i] != nil {
				counts = chosen[i]
			}
			c.out[p.pane] = a.choices(i, b.of(p.pane), counts, q.StatedOnly)
		}
	}
}

func (c *counting) put(p service.Pane, options []service.Option) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.out[p] = options
}

// start begins to count in a goroutine beside, with sets of its own; wait must
// be called before those of the asker are given back.
func (c *counting) start(g *asker) {
	other := g.ask()
	other.reach = g.reach
	c.beside.Go(func() {
		defer func() {
			c.fault = recover()
			other.done()
		}()
		c.work(other)
	})
}

// work counts what nobody else has taken yet.
func (c *counting) work(a *asker) {
	for i := c.taken.Add(1); int(i) <= len(c.pieces); i = c.taken.Add(1) {
		c.pieces[i-1](a)
	}
}

// wait waits until all that was taken beside is counted. What goes wrong there
// goes wrong here, where there is somebody to take care of it.
func (c *counting) wait() {
	c.beside.Wait()
	if c.fault != nil {
		panic(c.fault)
	}
}

// finish counts what is left and returns the options of every pane.
func (c *counting) finish(a *asker) map[service.Pane][]service.Option {
	c.work(a)
	c.wait()
	c.last(a)
	return c.out
}
