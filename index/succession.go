package index

import (
	"context"
	"slices"
	"strings"

	"fettle/internal/place"
	"fettle/internal/service"
)

// succession says what one generation takes over from the one before: which of
// its services stay as they are, in the same part or in another, and which are
// worked out anew.
type succession struct {
	base *generation // nil takes nothing over
	kept set         // the documents of base that stay as they are
	// fresh are the services that are worked out, by their ids, which read reads.
	fresh []freshService
	read  func() *putReader
	// ahead are those of them that were prepared ahead.
	ahead     []*aheadBatch
	aheadDict rowDict
	// placer places what is fresh.
	placer placer
	// taken are the parts of base that stay, moved those whose services, movedDocs,
	// move into the new part.
	taken, moved []part
	movedDocs    []int
	places       *place.Gazetteer
	// rows are what of the rows of the kept documents is needed again.
	rows    []keptRow
	numbers renumbering
}

// keptRow is what of a document's row its facts do not tell.
type keptRow struct{ name, organisation string }

// succeed works out what becomes of the services of a draft.
func succeed(ctx context.Context, d *Draft) (*succession, error) {
	s := &succession{fresh: d.sortedPut(), read: d.reader}
	s.ahead, s.aheadDict = d.ahead.of(d.put)
	if d.base != nil && !d.whole {
		s.base, s.kept = d.base, d.base.columns.live.clone()
		leave := func(id string) {
			if doc, ok := s.base.columns.number(id); ok {
				s.kept.put(doc, false)
			}
		}
		for id := range d.put {
			leave(id)
		}
		for id := range d.gone {
			leave(id)
		}
	}
	if err := s.place(ctx, d); err != nil {
		return nil, err
	}
	if s.base == nil {
		return s, nil
	}
	var uses []partUse
	for i, p := range s.base.manifest.Parts {
		words := &s.base.words.parts[i]
		use := partUse{part: p}
		s.kept.eachBetween(words.first, words.first+words.n, func(int) { use.kept++ })
		uses = append(uses, use)
	}
	s.taken, s.moved = settle(uses, len(s.fresh) > 0)
	for _, p := range s.moved {
		words := s.base.partOf(p)
		s.kept.eachBetween(words.first, words.first+words.n, func(doc int) { s.movedDocs = append(s.movedDocs, doc) })
	}
	s.numbers = newRenumbering(s.base.columns)
	return s, nil
}

// parts returns the parts of the generation before.
func (s *succession) parts() []part {
	if s.base == nil {
		return nil
	}
	return s.base.manifest.Parts
}

// partOf returns the words of a part.
func (g *generation) partOf(p part) *wordPart {
	return &g.words.parts[slices.Index(g.manifest.Parts, p)]
}

// rowsRead is how many rows are read at a time.
const rowsRead = 1024

// vagueDoc is a document with places whose points the publisher does not state.
type vagueDoc struct {
	doc    int
	places []service.Location
}

// place gathers the places that the services' own addresses teach, by which what
// is fresh will be placed. A service that stays as it was but would now be placed
// elsewhere is worked out anew.
func (s *succession) place(ctx context.Context, d *Draft) error {
	builder := place.NewBuilder()
	learn := func(places []service.Location) {
		for _, l := range places {
			if l.Level == "" || l.Level == service.LevelPoint {
				builder.Add(l)
			}
		}
	}
	if err := s.learnFresh(ctx, learn); err != nil {
		return err
	}
	vague, err := s.readRows(ctx, learn)
	if err != nil {
		return err
	}
	s.places = builder.Gazetteer()
	s.placer = placer{place.NewFinder(s.places), d.listed}
	if d.list != nil {
		s.placer.finder = s.placer.finder.WithPostcodes(d.list)
	}
	for _, v := range vague {
		if !samePlaces(v.places, s.placer.finder) {
			s.kept.put(v.doc, false)
			s.fresh = append(s.fresh, freshService{s.base.columns.ids.at(v.doc), putService{doc: int32(v.doc) + 1}})
		}
	}
	slices.SortFunc(s.fresh, func(x, y freshService) int { return strings.Compare(x.id, y.id) })
	return nil
}

// learnFresh gives the locations of what is fresh to learn.
func (s *succession) learnFresh(ctx context.Context, learn func([]service.Location)) error {
	return sideBySide(ctx, processors(s.base != nil), len(s.fresh), rowsRead, func() (func(from, to int) ([][]service.Location, error), error) {
		reader := s.read()
		return func(from, to int) ([][]service.Location, error) {
			all := make([][]service.Location, to-from)
			for i := range all {
				var err error
				if all[i], err = reader.locations(s.fresh[from+i].putService); err != nil {
					return nil, err
				}
			}
			return all, nil
		}, nil
	}, func(_ int, all [][]service.Location) error {
		for _, places := range all {
			learn(places)
		}
		return nil
	})
}

// placer gives points to the locations of services that have only a postcode, and
// with codes set their areas to all, as far as the list of postcodes tells them.
type placer struct {
	finder *place.Finder
	codes  bool
}

// place reports whether anything of a service became another.
func (p placer) place(s *service.Service) (placed bool) {
	for i := range s.Locations {
		l := s.Locations[i]
		pinpoint(&l, p.finder)
		if p.codes {
			l.Codes = p.finder.Codes(l)
		}
		if was := &s.Locations[i]; !samePoint(*was, l) || !slices.Equal(was.Codes, l.Codes) {
			if !placed {
				s.Locations, placed = slices.Clone(s.Locations), true
			}
			s.Locations[i] = l
		}
	}
	return placed
}

// pinpoint gives a location a point, unless its publisher states one.
func pinpoint(l *service.Location, finder *place.Finder) {
	if l.Point != nil && l.Level != "" && l.Level != service.LevelPoint {
		l.Point, l.Level = nil, "" // worked out last time: do it again with what is known now
	}
	finder.Fill(l)
}

// samePlaces reports whether the points of locations would be worked out as they
// are.
func samePlaces(places []service.Location, finder *place.Finder) bool {
	return !slices.ContainsFunc(places, func(l service.Location) bool {
		now := l
		pinpoint(&now, finder)
		return !samePoint(l, now)
	})
}

// samePoint reports whether two locations have the same point, or both none.
func samePoint(x, y service.Location) bool {
	return x.Level == y.Level && (x.Point == nil) == (y.Point == nil) && (x.Point == nil || *x.Point == *y.Point)
}

// readRows reads the rows of what stays as it was: each location is given to
// learn, and documents with vague ones are returned.
func (s *succession) readRows(ctx context.Context, learn func([]service.Location)) (vague []vagueDoc, err error) {
	if s.base == nil {
		return nil, nil
	}
	s.rows = make([]keptRow, s.base.columns.n)
	return vague, sideBySide(ctx, processors(true), len(s.rows), rowsRead, func() (func(from, to int) (map[int][]service.Location, error), error) {
		rows := rowReader{records: s.base.records}
		return func(from, to int) (places map[int][]service.Location, err error) {
			places = map[int][]service.Location{}
			var row service.Service
			s.kept.eachBetween(from, to, func(doc int) {
				if err == nil {
					rows.eye.memory = rowMemory{} // what is kept of one row must not keep others
					err = rows.read(doc, &row, rows.eye.readPlaces)
				}
				s.rows[doc] = keptRow{nameKey(&row), strings.Clone(row.Organisation.Name)}
				if len(row.Locations) > 0 {
					places[doc] = row.Locations
				}
			})
			return places, err
		}, nil
	}, func(from int, places map[int][]service.Location) error {
		for doc := from; doc < from+rowsRead; doc++ {
			learn(places[doc])
			if some := places[doc]; slices.ContainsFunc(some, isVague) {
				vague = append(vague, vagueDoc{doc, some})
			}
		}
		return nil
	})
}

// isVague reports whether the point of a location is worked out from its postcode,
// or might be.
func isVague(l service.Location) bool {
	return l.Address.Postcode != "" && (l.Point == nil || l.Level != "" && l.Level != service.LevelPoint)
}

// readLeft takes the words of the services that change or go out of the count of
// those who count the words.
func (b *builder) readLeft(ctx context.Context) error {
	left := b.base.columns.live.clone().without(b.kept)
	var docs []int
	left.each(func(doc int) { docs = append(docs, doc) })
	free := b.preparers
	return sideBySide(ctx, b.processors, len(docs), 64, func() (func(from, to int) (struct{}, error), error) {
		var p *preparer
		if len(free) > 0 {
			p, free = free[0], free[1:]
		} else {
			var err error
			if p, err = newPreparer(b.now, b.dict); err != nil {
				return nil, err
			}
			b.preparers = append(b.preparers, p)
		}
		reader := recordReader{records: b.base.records}
		return func(from, to int) (none struct{}, err error) {
			for _, doc := range docs[from:to] {
				one, err := reader.read(doc)
				if err != nil {
					return none, err
				}
				p.read(wordsOf(one), -1)
			}
			return none, nil
		}, nil
	}, func(int, struct{}) error { return nil })
}
