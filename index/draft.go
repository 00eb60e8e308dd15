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
	dir string // of the library
	// base is the library as it was, nil for none. Of it, put has the services
	// that change, with those that come, and gone those that go.
	base *generation
	put  map[string]putService
	gone map[string]bool
	// held are the services of put that are in memory, which are at most most, and
	// heldBytes about how many bytes they are; spool has others, nil is none.
	held            map[string]*service.Service
	most, heldBytes int
	spool           *spool
	// whole says that every service of base is in put.
	whole   bool
	each    func(f func(doc int) (unread, err error)) error // calls f with them
	trouble error                                           // why a service could not be read or put aside
	unread  bool                                            // a service could not be read, so that all have to be looked at
	find    func(*service.Service) service.Found            // finds needs again

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

func newDraft(dir string) *Draft {
	return &Draft{
		dir: dir, put: map[string]putService{}, gone: map[string]bool{}, held: map[string]*service.Service{}, most: mostHeld,
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
	if !d.has(id) {
		return nil
	}
	p, ok := d.put[id]
	if !ok {
		doc, _ := d.base.columns.number(id)
		p.doc = int32(doc) + 1
	}
	s, err := d.reader().read(p)
	switch {
	case err == nil:
		return s
	case p.doc > 0:
		d.unread = true
	default:
		d.trouble = errors.Join(d.trouble, err)
	}
	return nil
}

// Count returns how many services of a feed there are.
func (d *Draft) Count(feed string) int { return d.counts[feed] }

// readAll has every service of the library that stays as it was worked out again.
// Those that can't be read are lost; when none can, nothing of the update holds.
func (d *Draft) readAll() {
	if d.whole {
		return
	}
	d.whole = true
	if d.base == nil {
		return
	}
	reader := recordReader{records: d.base.records}
	err := d.each(func(doc int) (unread, err error) {
		id := d.base.columns.ids.at(doc)
		if _, ok := d.put[id]; ok || d.gone[id] {
			return nil, nil
		}
		// A block of records is summed up as it is unpacked, in a small part of the
		// time of reading them.
		if _, _, unread = reader.plain(doc); unread == nil {
			d.put[id] = putService{doc: int32(doc) + 1}
		}
		return unread, nil
	})
	var damaged *DamagedError
	if !errors.As(err, &damaged) {
		d.trouble = errors.Join(d.trouble, err)
		return
	}
	d.lost, d.changed = err, true
	d.counts = map[string]int{}
	for id := range d.put {
		d.counts[feedOfID(id)]++
	}
}

// FindAgain finds needs and circumstances of every service anew when they were
// found by rules of another version. Find may be called from several goroutines
// at once, until the update is over.
func (d *Draft) FindAgain(version string, find func(*service.Service) service.Found) {
	if d.rules == version {
		return
	}
	d.readAll()
	d.find = find
	for id, p := range d.put {
		if p.here != nil {
			p.here.Found = find(p.here)
		} else {
			p.again = true
			d.put[id] = p
		}
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
	if d.trouble != nil { // nothing comes of the update
		return
	}
	s.Raw = keptRaw(s.Raw)
	if !d.has(s.ID) {
		d.counts[feedOfID(s.ID)]++
	}
	d.leave(s.ID)
	d.put[s.ID] = putService{here: &s}
	delete(d.gone, s.ID)
	d.changed = true
	if d.ahead.has(s.ID) { // and is in memory anyway
		return
	}
	d.held[s.ID] = &s
	d.heldBytes += sizeOf(&s)
	if len(d.held) >= d.most || d.heldBytes >= mostHeldBytes {
		d.putAside()
	}
}

// sizeOf returns about how many bytes a service takes.
func sizeOf(s *service.Service) int { return 2048 + 2*len(s.Description) + len(s.Raw) }

// leave takes a service out of those that are held in memory.
func (d *Draft) leave(id string) {
	if s, ok := d.held[id]; ok {
		d.heldBytes -= sizeOf(s)
		delete(d.held, id)
	}
}

// putAside puts the services that are held in memory into the spool.
func (d *Draft) putAside() {
	if d.spool == nil {
		if d.spool, d.trouble = newSpool(d.dir); d.trouble != nil {
			return
		}
	}
	services := slices.SortedFunc(maps.Values(d.held), func(x, y *service.Service) int { return strings.Compare(x.ID, y.ID) })
	d.trouble = d.spool.add(services, processors(d.base != nil), func(i int, at int64, size int32) {
		d.put[services[i].ID] = putService{at: at, size: size}
	})
	clear(d.held)
	d.heldBytes = 0
}

// Remove takes a service out.
func (d *Draft) Remove(id string) {
	if !d.has(id) {
		return
	}
	if d.counts[feedOfID(id)]--; d.counts[feedOfID(id)] == 0 {
		delete(d.counts, feedOfID(id))
	}
	d.leave(id)
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

// freshService is a service that is worked out anew.
type freshService struct {
	id string
	putService
}

// sortedPut returns the services that were put, by their ids.
func (d *Draft) sortedPut() []freshService {
	all := make([]freshService, 0, len(d.put))
	for id, p := range d.put {
		all = append(all, freshService{id, p})
	}
	slices.SortFunc(all, func(x, y freshService) int { return strings.Compare(x.id, y.id) })
	return all
}

// close lets go of the library as it was, and of what was put aside.
func (d *Draft) close() error {
	base, spool := d.base, d.spool
	d.base, d.spool = nil, nil
	err := errors.Join(spool.close(), clearAside(d.dir))
	if base == nil {
		return err
	}
	return errors.Join(err, base.close())
}

func inFeed(id, feed string) bool {
	return len(id) > len(feed) && id[:len(feed)] == feed && id[len(feed)] == '/'
}

// feedOfID returns the feed whose service an id is.
func feedOfID(id string) string {
	feed, _, _ := strings.Cut(id, "/")
	return feed
}
