package datasync

import (
	"cmp"
	"context"
	"runtime"
	"strings"
	stdsync "sync"
	"sync/atomic"

	"fettle/internal/service"
	"fettle/internal/when"
	"fettle/sync/oruk"
)

const (
	// workers is how many records are fetched and read side by side.
	workers = 2
	// detailTries is how often a detail is tried: there are many of them, and
	// the next sync asks again.
	detailTries = 2
	// enough is how many details in turn may fail before no more are asked for.
	enough = 5
)

// listOnly begins the change key of a record of which only the row of the list
// is known although there is more. It makes the next sync ask for the rest.
const listOnly = "list-only:"

// current reports whether the library has a record as the row has it.
func (j *job) current(row oruk.Row) bool {
	have, ok := j.known[j.serviceID(row.ID)]
	if !ok {
		return false
	}
	return have == row.ChangeKey || j.fetch == nil && have == listOnly+row.ChangeKey
}

// wanted reports whether a row will be read, as far as is known by now.
func (j *job) wanted(row oruk.Row) bool { return !j.isSettled() || !j.current(row) }

// outcome is what became of one row.
type outcome struct {
	// service reads the service; nil is none.
	service  func() (service.Service, error)
	repairs  oruk.Repairs
	rejected *Rejected
	// seen is what is to be remembered of its details; empty is nothing.
	seen seenDetail
	// noDetail says that its details were wanted and did not come.
	noDetail bool
}

// bring reads the rows of a haul that are new or changed, with their details
// where the list is shallow, and counts what it finds. The services come in
// the order of the list.
func (j *job) bring(ctx context.Context, h *haul) []func() (service.Service, error) {
	rows, details := j.toRead(h)
	if details > 0 {
		j.tell(func(p *Progress) { p.Stage, p.DetailsOf = StageDetails, details })
	}
	outcomes := make([]outcome, len(rows))
	var next atomic.Int64
	var group stdsync.WaitGroup
	for range workers {
		group.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(rows) {
					return
				}
				outcomes[i] = j.reader.read(ctx, rows[i])
			}
		})
	}
	group.Wait()
	if j.reader.broken() {
		j.incomplete("the list came in whole, but the details of services could not be fetched: they will be asked for again next time")
	}
	j.rememberDetails(h, rows, outcomes)
	return j.count(outcomes, rows)
}

// toRead returns the rows that are new or changed, with those of the unchanged
// ones whose details are fetched again, and of how many it takes the details.
func (j *job) toRead(h *haul) (rows []listed, details int) {
	var unchanged []string
	for _, id := range h.ids {
		row := h.rows[id]
		switch {
		case (row.Raw != nil || row.early != nil) && !j.current(row.Row):
			rows = append(rows, row)
			if j.shallow(row) {
				details++
			}
		case j.shallow(row):
			unchanged = append(unchanged, id)
			fallthrough
		default:
			j.report.Unchanged++
		}
	}
	var again []string
	again, j.state.Rechecked, j.state.Credit = chooseRechecks(unchanged, j.state.Rechecked, j.state.Credit)
	for _, id := range again {
		row := h.rows[id]
		row.recheck = true
		rows = append(rows, row)
		j.report.Unchanged-- // It is counted again when it is read.
	}
	return rows, details + len(again)
}

// rememberDetails remembers what was seen of details, and forgets those of
// services that the feed no longer lists.
func (j *job) rememberDetails(h *haul, rows []listed, outcomes []outcome) {
	details := map[string]seenDetail{}
	for id, seen := range j.memory.Details {
		if _, listed := h.rows[id]; listed {
			details[id] = seen
		}
	}
	for i, o := range outcomes {
		if o.seen != (seenDetail{}) {
			details[rows[i].ID] = o.seen
		}
	}
	j.memory.Details = details
}

// shallow reports whether the details of a row have to be fetched.
func (j *job) shallow(row listed) bool { return !row.Rich && j.fetch != nil }

// count counts outcomes and returns the services to put.
func (j *job) count(outcomes []outcome, rows []listed) []func() (service.Service, error) {
	services := make([]func() (service.Service, error), 0, len(outcomes))
	for i, o := range outcomes {
		if o.noDetail {
			j.report.DetailsFailed++
		}
		if o.rejected != nil {
			j.report.reject(*o.rejected)
			continue
		}
		_, have := j.known[j.serviceID(rows[i].ID)]
		switch {
		case o.service == nil:
			j.report.Unchanged++
			continue
		case have:
			j.report.Changed++
		default:
			j.report.Added++
		}
		j.report.repair(o.repairs)
		services = append(services, o.service)
	}
	return services
}

// reader turns rows into services, from several goroutines at once.
type reader struct {
	job *job
	at  endpoint
	// work is what the workers that read rows early are to do.
	work  chan func()
	group stdsync.WaitGroup

	mu stdsync.Mutex // Guards what follows.
	// failures counts the details in turn that failed; faulty says that one of
	// them failed for a reason that may pass.
	failures int
	faulty   bool
}

// early is what is made of a row while the walk goes on.
type early struct {
	done    chan struct{}
	outcome outcome
}

// newReader returns a reader for a job, to be closed.
func newReader(ctx context.Context, j *job) *reader {
	r := &reader{job: j, work: make(chan func(), 16*workers)}
	if j.fetch != nil {
		// An address that can't be read brings no rows either.
		r.at, _ = j.feed.endpoint()
	}
	for range workers {
		r.group.Go(func() {
			for do := range r.work {
				if ctx.Err() == nil {
					do()
				}
				runtime.Gosched() // the next page is asked for before this one is read
			}
		})
	}
	return r
}

// close ends the workers.
func (r *reader) close() {
	close(r.work)
	r.group.Wait()
}

// early begins to read a row that needs no details, once it is known that the
// library does not have it, and returns it as it is to be kept until bring asks
// for it.
func (r *reader) early(row listed) listed {
	if r.job.shallow(row) || !r.job.isSettled() {
		return row
	}
	e := &early{done: make(chan struct{})}
	made := row
	r.work <- func() {
		e.outcome = r.fromRow(made)
		close(e.done)
	}
	row.early, row.Raw = e, nil // what was read from is let go of
	return row
}

// read turns one row into a service.
//
// When its details don't come, a new record is made of the row alone, and one
// that the library has with its details stays as it is: an older whole record
// is worth more than the newer half of it. Either way the key in the library
// differs from the row's, so that the next sync asks again.
func (r *reader) read(ctx context.Context, row listed) outcome {
	switch {
	case row.early != nil:
		select {
		case <-row.early.done:
			return row.early.outcome
		case <-ctx.Done():
			return outcome{}
		}
	case !r.job.shallow(row):
		return r.fromRow(row)
	}
	defer r.job.tell(func(p *Progress) { p.Details++ })
	before := r.job.memory.Details[row.ID]
	since := before
	if !row.recheck {
		since = seenDetail{}
	}
	detail, seen, address, ok := r.detail(ctx, row.ID, since)
	if row.recheck && (!ok || detail.Raw == nil || seen.Hash == before.Hash) {
		return outcome{seen: seen}
	}
	if ok {
		if o := r.decode(row, detail.Raw, address, row.ChangeKey); o.rejected == nil || row.recheck {
			o.seen, o.rejected = seen, nil
			return o
		}
	}
	have, known := r.job.known[r.job.serviceID(row.ID)]
	if known && (have == listOnly+row.ChangeKey || !strings.HasPrefix(have, listOnly)) {
		return outcome{noDetail: true}
	}
	o := r.decode(row, row.Raw, row.address, listOnly+row.ChangeKey)
	o.noDetail = true
	return o
}

// fromRow reads a row by itself.
func (r *reader) fromRow(row listed) outcome {
	key := row.ChangeKey
	if !row.Rich {
		key = listOnly + key
	}
	return r.decode(row, row.Raw, row.address, key)
}

// detail fetches the details of one record, unless too many have failed.
func (r *reader) detail(ctx context.Context, id string, since seenDetail) (oruk.Row, seenDetail, string, bool) {
	r.mu.Lock()
	stop := r.failures >= enough
	r.mu.Unlock()
	if stop {
		return oruk.Row{}, since, "", false
	}
	row, seen, address, err := getDetail(ctx, r.job.fetch, r.at, id, since)
	r.mu.Lock()
	defer r.mu.Unlock()
	if err == nil {
		r.failures, r.faulty = 0, false
		return row, seen, address, true
	}
	r.failures++
	r.faulty = r.faulty || mayPass(err)
	return oruk.Row{}, since, "", false
}

// broken reports whether the details stopped coming for a reason that may
// pass. A feed that has no details at all answers so, and is not broken.
func (r *reader) broken() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.failures >= enough && r.faulty
}

// decode reads the record of a row and gives it that key.
func (r *reader) decode(row listed, raw []byte, address, key string) outcome {
	decoded, repairs, err := oruk.DecodeService(raw, oruk.Source{
		Feed: r.job.feed.Name, URL: address, Standard: cmp.Or(row.standard, r.job.feed.Standard), Fetched: r.job.started,
	})
	if err != nil {
		return outcome{rejected: &Rejected{ID: row.ID, Name: decoded.Name, Reason: err.Error()}}
	}
	decoded.ID = r.job.serviceID(row.ID)
	decoded.Source.ChangeKey = key
	if len(decoded.Sessions) == 0 { // many publishers say their times only in prose
		decoded.Sessions = when.FromProse(decoded.Timing + "\n\n" + decoded.Description)
	}
	if r.job.options.Find != nil {
		decoded.Found = r.job.options.Find(&decoded)
	}
	again := func() (service.Service, error) { return decoded, nil }
	if r.job.options.Coming != nil {
		again = r.job.options.Coming(decoded)
	}
	return outcome{service: again, repairs: repairs}
}
