package datasync

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"fettle/internal/service"
)

const (
	// checkedDetails is how many services' details a check fetches at most,
	// spread over the list.
	checkedDetails = 100
	// maxGaps is how many gaps a check names.
	maxGaps = 10
	// fresh is how many days ago a record was checked at the most to count as
	// fresh: the publisher guidance of Open Referral UK asks for three months.
	fresh = 92
)

// Finding is a check of a feed as its publisher wants to read it.
type Finding struct {
	Probed
	// Status and Trouble say how reading the list ended, as in a FeedReport.
	Status  Status `json:"status"`
	Trouble string `json:"trouble,omitempty"`
	// Listed is how many services the list has, and Repeated how many rows it
	// has beside them with an id that came before.
	Listed   int `json:"listed"`
	Repeated int `json:"repeated"`
	// Read is how many services were read whole: all where the list says
	// everything, else up to 100 spread over it.
	Read int `json:"read"`
	// DetailsFailed is how many of them had no details.
	DetailsFailed int `json:"details_failed"`
	// Rejected counts the records that can't be used; Rejections name the first.
	Rejected   int        `json:"rejected"`
	Rejections []Rejected `json:"rejections,omitempty"`
	// Repaired counts the fields of what was read that had to be mended or left
	// out, by kind.
	Repaired map[string]int `json:"repaired"`
	// Gaps are the ten commonest things that records leave out.
	Gaps []Gap `json:"gaps"`
	// Complete is the share of things stated, over all that was read and all
	// things asked for, from 0 to 1.
	Complete float64 `json:"complete"`
	// Fresh, Stale and Undated count the records by when they say that they were
	// last checked: in the last three months, before, or not at all.
	Fresh   int `json:"fresh"`
	Stale   int `json:"stale"`
	Undated int `json:"undated"`
	// Newest and Oldest are the first and the last such day; "" is none.
	Newest service.Date `json:"newest,omitempty"`
	Oldest service.Date `json:"oldest,omitempty"`
	// Requests is how many requests it took and Seconds how long.
	Requests int     `json:"requests"`
	Seconds  float64 `json:"seconds"`
}

// Gap is something that records leave out.
type Gap struct {
	// What is left out: "times".
	What string `json:"what"`
	// Records is how many of those read leave it out.
	Records int `json:"records"`
}

// Check reads the feed at an address, of which the list goes through whole and
// the details by a sample, and says how good it is. Nothing is kept. Its errors
// are those of Probe, and the context's own.
func Check(ctx context.Context, client *Client, address string, private bool, o Options) (Finding, error) {
	probed, err := Probe(ctx, client, address, private)
	if err != nil {
		return Finding{}, err
	}
	feed := probed.Feed("check", o.now())
	f := Finding{Probed: probed, Gaps: []Gap{}, Repaired: map[string]int{}}
	fetch := client.fetcher(feed.Private)
	j := &job{feed: feed, fetch: fetch, options: Options{Now: o.Now, Progress: o.Progress}, started: o.now(),
		settled:  make(chan struct{}),
		report:   FeedReport{Name: feed.Name, Status: StatusOK},
		progress: Progress{Feed: feed.Name, Number: 1, Feeds: 1, Stage: StagePages, PagesOf: -1, RowsOf: -1, DetailsOf: -1},
	}
	close(j.settled) // There is no library to know anything.
	j.reader = newReader(ctx, j)
	defer j.reader.close()
	pages := &lister{fetch: fetch, feed: feed, memory: &j.memory, keep: j.wanted, took: j.reader.early, paged: j.paged, settle: j.settle, lacks: j.lacks}
	h, walked := pages.list(ctx)
	if cut := ctx.Err(); cut != nil {
		return Finding{}, cut
	}
	f.Listed = len(h.ids)
	f.Repeated = max(0, h.walk.rows-len(h.ids)-len(h.rejected))
	for _, rejected := range h.rejected {
		j.report.reject(rejected)
	}
	switch {
	case walked != nil:
		j.incomplete("only the first part of the list came in: " + walked.Error())
	case !h.walk.whole(h.end, 0):
		j.incomplete(notWhole(h))
	}
	var services []service.Service
	for _, read := range j.bring(ctx, sample(h, j)) {
		one, err := read()
		if err != nil {
			return Finding{}, err
		}
		services = append(services, one)
	}
	if cut := ctx.Err(); cut != nil {
		return Finding{}, cut
	}
	f.Read, f.DetailsFailed = len(services), j.report.DetailsFailed
	f.Rejected, f.Rejections = j.report.Rejected, j.report.Rejections
	f.Status, f.Trouble = j.report.Status, strings.TrimSuffix(j.report.Error, ", so nothing was removed")
	for kind, n := range j.report.Repaired {
		f.Repaired[kind] = n
	}
	f.judge(services, service.DateOf(j.started))
	done := j.finished()
	f.Requests, f.Seconds = done.Requests, done.Seconds
	return f, nil
}

// sample returns a haul with as many of the services whose details have to be
// fetched as are to be checked, spread evenly over the list, and all others.
func sample(h *haul, j *job) *haul {
	shallow := 0
	for _, id := range h.ids {
		if j.shallow(h.rows[id]) {
			shallow++
		}
	}
	chosen := newHaul()
	chosen.rows, chosen.standard = h.rows, h.standard
	n := 0
	for _, id := range h.ids {
		if j.shallow(h.rows[id]) {
			n++
			if many := shallow; many > checkedDetails && (n-1)*checkedDetails/many == n*checkedDetails/many {
				continue
			}
		}
		chosen.ids = append(chosen.ids, id)
	}
	return chosen
}

// asked is one thing that a record should state.
type asked struct {
	what string
	says func(s *service.Service) bool
}

// allAsked returns what a person who looks for a service needs to know of it.
func allAsked() []asked {
	return []asked{
		{"a name", func(s *service.Service) bool { return s.Name != "" }},
		{"a description", func(s *service.Service) bool { return s.Description != "" }},
		{"the organisation", func(s *service.Service) bool { return s.Organisation.Name != "" }},
		{"whether it runs at present (status)", func(s *service.Service) bool { return s.Status != "" }},
		{"times", func(s *service.Service) bool { return len(s.Sessions) > 0 || s.Timing != "" }},
		{"times that a program can read (schedules)", func(s *service.Service) bool { return len(s.Sessions) > 0 }},
		{"a place", func(s *service.Service) bool { return len(s.Locations) > 0 }},
		{"a place on the map (coordinates or a postcode)", func(s *service.Service) bool {
			return slices.ContainsFunc(s.Locations, func(l service.Location) bool { return l.Point != nil || l.Address.Postcode != "" })
		}},
		{"the area it serves", func(s *service.Service) bool { return len(s.Areas) > 0 }},
		{"ages or who may use it", func(s *service.Service) bool { return s.Age.Stated() || s.Age.Words != "" || s.Eligibility != "" }},
		{"the cost, or that it is free", func(s *service.Service) bool {
			return s.Cost.Free != service.NotStated || len(s.Cost.Options) > 0 || s.Cost.Words != ""
		}},
		{"a telephone number", func(s *service.Service) bool {
			return len(s.Phones) > 0 || slices.ContainsFunc(s.Contacts, func(c service.Contact) bool { return len(c.Phones) > 0 })
		}},
		{"an e-mail address", func(s *service.Service) bool {
			return s.Email != "" || slices.ContainsFunc(s.Contacts, func(c service.Contact) bool { return c.Email != "" })
		}},
		{"a web page", func(s *service.Service) bool { return s.URL != "" }},
		{"how it is attended (at a place, by telephone, online)", func(s *service.Service) bool { return len(s.How) > 0 }},
		{"the way in (drop-in, referral, appointment)", func(s *service.Service) bool { return len(s.Access) > 0 || s.AccessNote != "" }},
		{"accessibility", func(s *service.Service) bool {
			return len(s.Accessibility) > 0 || slices.ContainsFunc(s.Locations, func(l service.Location) bool { return len(l.Accessibility) > 0 })
		}},
		{"languages", func(s *service.Service) bool { return len(s.Languages) > 0 }},
		{"terms of a taxonomy", func(s *service.Service) bool { return len(s.Terms) > 0 }},
		{"when it was last checked (assured date)", func(s *service.Service) bool { return s.Assured.On != "" }},
	}
}

// judge counts what the services that were read state and leave out.
func (f *Finding) judge(services []service.Service, today service.Date) {
	if len(services) == 0 {
		return
	}
	missing := 0
	for _, one := range allAsked() {
		gap := Gap{What: one.what}
		for i := range services {
			if !one.says(&services[i]) {
				gap.Records++
			}
		}
		if missing += gap.Records; gap.Records > 0 {
			f.Gaps = append(f.Gaps, gap)
		}
	}
	slices.SortStableFunc(f.Gaps, func(a, b Gap) int { return cmp.Compare(b.Records, a.Records) })
	f.Gaps = f.Gaps[:min(len(f.Gaps), maxGaps)]
	f.Complete = 1 - float64(missing)/float64(len(services)*len(allAsked()))
	for i := range services {
		on := services[i].Assured.On
		if _, ok := on.Time(time.UTC); !ok {
			f.Undated++
			continue
		}
		if days, ok := on.DaysBefore(today); ok && days <= fresh {
			f.Fresh++
		} else {
			f.Stale++
		}
		f.Newest = max(f.Newest, on)
		if f.Oldest == "" || on < f.Oldest {
			f.Oldest = on
		}
	}
}
