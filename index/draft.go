package index

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"fettle/internal/place"
	"fettle/internal/service"
)

// Draft is the library as it will be after an update. It lasts as long as the
// update.
type Draft struct {
	// base is the library as it was, nil for none. Of it, put has the services
	// that change, with those that come, and gone those that go.
	base *generation
	put  map[string]*service.Service
	gone map[string]bool
	// whole says that every service of base was read into put.
	whole   bool
	read    func(put func(*service.Service) error) error // reads them
	trouble error                                        // why they could not be read
	unread  bool                                         // a service could not be read, so that all have to be looked at

	counts  map[string]int // of the services of each feed
	feeds   map[string]service.FeedContents
	changed bool // a service was added, changed or removed
	noted   bool // what is known of a feed changed
	lost    error
	rules   string // by which needs were found
	// postcodes marks the list by which places were found, and list is that list
	// once it was given; nil leaves places without.
	postcodes string
	list      place.Postcodes
	listed    bool
	ahead     *Ahead // what of put may be prepared already; nil is nothing
}

func newDraft() *Draft {
	return &Draft{
		put: map[string]*service.Service{}, gone: map[string]bool{},
		counts: map[string]int{}, feeds: map[string]service.FeedContents{},
	}
}

// Lost says why the library, or some of its services, could not be read, so that
// the draft has to do without; nil when nothing was lost.
func (d *Draft) Lost() error { return d.lost }

// has reports whether there is a service of that id in the draft.
func (d *Draft) has(id string) bool {
	if _, ok := d.put[id]; ok || d.whole || d.gone[id] || d.base == nil {
		return ok
	}
	_, ok := d.base.columns.number(id)
	return ok
}

// Service returns a service of the draft, nil when there is none. It must not be
// changed.
func (d *Draft) Service(id string) *service.Service {
	if s, ok := d.put[id]; ok || !d.has(id) {
		return s
	}
	doc, _ := d.base.columns.number(id)
	s, err := d.base.records.record(doc)
	if err != nil {
		d.unread = true
		return nil
	}
	return s
}

// Count returns how many services of a feed there are.
func (d *Draft) Count(feed string) int { return d.counts[feed] }

// readAll reads every service of the library that stays as it was. Those that
// can't be read are lost; when none can, nothing of the update holds.
func (d *Draft) readAll() {
	if d.whole {
		return
	}
	d.whole = true
	if d.base == nil {
		return
	}
	d.trouble = d.read(func(s *service.Service) error {
		if _, ok := d.put[s.ID]; !ok && !d.gone[s.ID] {
			d.put[s.ID] = s
		}
		return nil
	})
	var damaged *DamagedError
	if errors.As(d.trouble, &damaged) {
		d.lost, d.trouble, d.changed = d.trouble, nil, true
		d.counts = map[string]int{}
		for id := range d.put {
			d.counts[feedOfID(id)]++
		}
	}
}

// FindAgain finds needs and circumstances of every service anew when they were
// found by rules of another version.
func (d *Draft) FindAgain(version string, find func(*service.Service) service.Found) {
	if d.rules == version {
		return
	}
	d.readAll()
	for _, s := range d.put {
		s.Found = find(s)
	}
	d.rules, d.changed = version, true
}

// UsePostcodes gives the list of postcodes that tells the points and the areas of
// places, nil for none; its mark differs from that of every other list. Without
// a call the areas that are known stay as they are.
func (d *Draft) UsePostcodes(mark string, list place.Postcodes) {
	d.list, d.listed = list, true
	if d.postcodes != mark {
		d.readAll()
		d.postcodes, d.changed = mark, true
	}
}

// Put adds a service or replaces the one with its id.
func (d *Draft) Put(s service.Service) {
	if !d.has(s.ID) {
		d.counts[feedOfID(s.ID)]++
	}
	d.put[s.ID] = &s
	delete(d.gone, s.ID)
	d.changed = true
}

// Remove takes a service out.
func (d *Draft) Remove(id string) {
	if !d.has(id) {
		return
	}
	if d.counts[feedOfID(id)]--; d.counts[feedOfID(id)] == 0 {
		delete(d.counts, feedOfID(id))
	}
	delete(d.put, id)
	d.gone[id] = true
	d.changed = true
}

// Feed returns what is known of a feed; its name alone when nothing is.
func (d *Draft) Feed(name string) service.FeedContents {
	f := d.feeds[name]
	f.Name = name
	return f
}

// SetFeed records what is known of a feed. The number of services is counted
// when the library is written.
func (d *Draft) SetFeed(f service.FeedContents) {
	if d.feeds[f.Name] != f {
		d.feeds[f.Name] = f
		d.noted = true
	}
}

// RemoveFeed takes out a feed and all its services.
func (d *Draft) RemoveFeed(name string) {
	ids := slices.Collect(maps.Keys(d.put))
	if d.base != nil {
		for _, doc := range d.base.columns.byID {
			ids = append(ids, d.base.columns.ids.at(int(doc)))
		}
	}
	for _, id := range ids {
		if inFeed(id, name) {
			d.Remove(id)
		}
	}
	if _, ok := d.feeds[name]; ok {
		delete(d.feeds, name)
		d.noted = true
	}
}

// count returns how many services the draft has.
func (d *Draft) count() int {
	n := 0
	for _, c := range d.counts {
		n += c
	}
	return n
}

// sortedPut returns the services that were put, by their ids.
func (d *Draft) sortedPut() []*service.Service {
	return slices.SortedFunc(maps.Values(d.put), func(x, y *service.Service) int { return strings.Compare(x.ID, y.ID) })
}

// close lets go of the library as it was.
func (d *Draft) close() error {
	base := d.base
	d.base = nil
	if base == nil {
		return nil
	}
	return base.close()
}

func inFeed(id, feed string) bool {
	return len(id) > len(feed) && id[:len(feed)] == feed && id[len(feed)] == '/'
}

// feedOfID returns the feed whose service an id is.
func feedOfID(id string) string {
	feed, _, _ := strings.Cut(id, "/")
	return feed
}
