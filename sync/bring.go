package datasync

import (
	"context"
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
	key := rowKey(row)
	return have == key || j.fetch == nil && have == listOnly+key
}

// wanted reports whether a row will be read.
func (j *job) wanted(row oruk.Row) bool { return !j.current(row) }

// outcome is what became of one row.
type outcome struct {
	service  *service.Service
	repairs  oruk.Repairs
	rejected *Rejected
	// noDetail says that its details were wanted and did not come.
	noDetail bool
}

// bring reads the rows of a haul that are new or changed, with their details
// where the list is shallow, and counts what it finds. The services come in
// the order of the list.
func (j *job) bring(ctx context.Context, h *haul) []service.Service {
	var rows []listed
	details := 0
	for _, id := range h.ids {
		row := h.rows[id]
		if row.Raw == nil {
			j.report.Unchanged++
			continue
		}
		rows = append(rows, row)
		if j.shallow(row) {
			details++
		}
	}
	if details > 0 {
		j.tell(func(p *Progress) { p.Stage, p.DetailsOf = StageDetails, details })
	}
	outcomes := make([]outcome, len(rows))
	reader := newReader(j, orElse(h.standard, j.feed.Standard))
	var next atomic.Int64
	var group stdsync.WaitGroup
	for range workers {
		group.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(rows) {
					return
				}
				outcomes[i] = reader.read(ctx, rows[i])
			}
		})
	}
	group.Wait()
	if reader.broken() {
		j.incomplete("the list came in whole, but the details of services could not be fetched: they will be asked for again next time")
	}
	return j.count(outcomes, rows)
}

// shallow reports whether the details of a row have to be fetched.
func (j *job) shallow(row listed) bool { return !row.Rich && j.fetch != nil }

// count counts outcomes and returns the services to put.
func (j *job) count(outcomes []outcome, rows []listed) []service.Service {
	services := make([]service.Service, 0, len(outcomes))
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
		services = append(services, *o.service)
	}
	return services
}

// reader turns rows into services, from several goroutines at once.
type reader struct {
	job      *job
	at       endpoint
	fetch    *fetcher
	standard string

	mu stdsync.Mutex // Guards what follows.
	// failures counts the details in turn that failed; faulty says that one of
	// them failed for a reason that may pass.
	failures int
	faulty   bool
}

// newReader returns a reader of rows in that form.
func newReader(j *job, standard string) *reader {
	r := &reader{job: j, standard: standard}
	if j.fetch != nil {
		// The list came from these addresses, so they can be read.
		r.at, _ = j.feed.endpoint()
		r.fetch = j.fetch
	}
	return r
}

// read turns one row into a service.
//
// When its details don't come, a new record is made of the row alone, and one
// that the library has with its details stays as it is: an older whole record
// is worth more than the newer half of it. Either way the key in the library
// differs from the row's, so that the next sync asks again.
func (r *reader) read(ctx context.Context, row listed) outcome {
	key := rowKey(row.Row)
	if !r.job.shallow(row) {
		if !row.Rich {
			key = listOnly + key
		}
		return r.decode(row.Raw, row.address, key, row.ID)
	}
	defer r.job.tell(func(p *Progress) { p.Details++ })
	if detail, address, ok := r.detail(ctx, row.ID); ok {
		if o := r.decode(detail.Raw, address, key, row.ID); o.rejected == nil {
			return o
		}
	}
	have, known := r.job.known[r.job.serviceID(row.ID)]
	if known && (have == listOnly+key || !strings.HasPrefix(have, listOnly)) {
		return outcome{noDetail: true}
	}
	o := r.decode(row.Raw, row.address, listOnly+key, row.ID)
	o.noDetail = true
	return o
}

// detail fetches the details of one record, unless too many have failed.
func (r *reader) detail(ctx context.Context, id string) (oruk.Row, string, bool) {
	r.mu.Lock()
	stop := r.failures >= enough
	r.mu.Unlock()
	if stop {
		return oruk.Row{}, "", false
	}
	row, address, err := getDetail(ctx, r.fetch, r.at, id)
	r.mu.Lock()
	defer r.mu.Unlock()
	if err == nil {
		r.failures, r.faulty = 0, false
		return row, address, true
	}
	r.failures++
	r.faulty = r.faulty || mayPass(err)
	return oruk.Row{}, "", false
}

// broken reports whether the details stopped coming for a reason that may
// pass. A feed that has no details at all answers so, and is not broken.
func (r *reader) broken() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.failures >= enough && r.faulty
}

// decode reads a record and gives it the key that its row has.
func (r *reader) decode(raw []byte, address, key, id string) outcome {
	decoded, repairs, err := oruk.DecodeService(raw, oruk.Source{
		Feed: r.job.feed.Name, URL: address, Standard: r.standard, Fetched: r.job.started,
	})
	if err != nil {
		return outcome{rejected: &Rejected{ID: id, Name: decoded.Name, Reason: err.Error()}}
	}
	decoded.ID = r.job.serviceID(id)
	decoded.Source.ChangeKey = key
	if len(decoded.Sessions) == 0 { // many publishers say their times only in prose
		decoded.Sessions = when.FromProse(decoded.Timing + "\n\n" + decoded.Description)
	}
	if r.job.options.Find != nil {
		decoded.Found = r.job.options.Find(&decoded)
	}
	return outcome{service: &decoded, repairs: repairs}
}
