package index

import (
	"fmt"
	"testing"

	"fettle/internal/service"
)

// What publishers make up has no end: from some number of options on no more are
// taken, but for feeds, and the facts can still be written and read.
func TestOptionsWithoutEnd(t *testing.T) {
	b := newColumnBuilder(2, 1)
	madeUp := facts{ageMin: ageOpen, ageMax: ageOpen, id: "f/1", name: "one"}
	for i := range 70_000 {
		madeUp.options, madeUp.strength = append(madeUp.options, optionKey{service.PaneType, fmt.Sprint(i)}), append(madeUp.strength, 255)
	}
	b.add(&madeUp, recordPlace{})
	late := facts{
		ageMin: ageOpen, ageMax: ageOpen, id: "f/2", name: "two", strength: []uint8{255, 255},
		options: []optionKey{{service.PaneType, "late"}, {service.PaneFeed, "late"}},
	}
	b.add(&late, recordPlace{})
	data, err := b.done().encode()
	if err != nil {
		t.Fatal(err)
	}
	c, err := decodeColumns(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.dict) != mostBrought+1 || c.total[mostBrought] != 1 || c.dict[mostBrought] != (optionKey{service.PaneFeed, "late"}) {
		t.Errorf("%d options, the last of which is %v", len(c.dict), c.dict[len(c.dict)-1])
	}
	if had := c.termStart[2] - c.termStart[1]; had != 1 {
		t.Errorf("the second service has %d options", had)
	}
	for i := range mostOptions {
		b.option(optionKey{service.PaneFeed, fmt.Sprint(i)})
	}
	if _, ok := b.option(optionKey{service.PaneFeed, "one more"}); ok || len(b.c.dict) != mostOptions {
		t.Errorf("%d options, and more are taken: %v", len(b.c.dict), ok)
	}
	if n, ok := b.option(optionKey{service.PaneFeed, "late"}); !ok || n != mostBrought {
		t.Errorf("a feed that is known is %d, %v", n, ok)
	}
}

// A library with more options than are taken is the same however it came about: when
// there is room again, what was left out is taken.
func TestRoomForOptionsAgain(t *testing.T) {
	const each = 600
	var all []service.Service
	for i := range mostBrought / each {
		one := named(fmt.Sprintf("f/%03d", i), "One")
		for k := range each {
			one.Terms = append(one.Terms, service.Term{Name: fmt.Sprintf("made up %d %d", i, k)})
		}
		all = append(all, one)
	}
	late := named("f/late", "Two")
	late.Terms = []service.Term{{Name: "late"}}
	dir := t.TempDir()
	put(t, dir, append(all, late)...)
	lib, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, lib)
	fits := func() int {
		r, err := lib.Search(t.Context(), service.Query{Now: testNow()}.Choose(service.PaneType, "late"))
		if err != nil {
			t.Fatal(err)
		}
		return r.Fits
	}
	if n := fits(); n != 0 {
		t.Fatalf("%d services have the option: nothing is proved", n)
	}
	err = Update(t.Context(), dir, testNow(), func(d *Draft) error {
		d.Remove("f/000")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lib.Refresh(); err != nil {
		t.Fatal(err)
	}
	if n := fits(); n != 1 {
		t.Errorf("%d services have the option", n)
	}
}

// Facts that can't be are refused, though they were summed up as they are.
func TestFactsThatCannotBe(t *testing.T) {
	for name, spoil := range map[string]func(c *columns){
		"nothing":                        func(*columns) {},
		"a document that is not there":   func(c *columns) { c.onlyFor, c.onlyForBits = []uint32{0, 7}, []uint64{1, 1} },
		"documents in no order":          func(c *columns) { c.onlyFor, c.onlyForBits = []uint32{1, 0}, []uint64{1, 1} },
		"points that are nowhere":        func(c *columns) { c.xs = nil },
		"fewer bits than documents":      func(c *columns) { c.onlyForBits = nil },
		"points of fewer than there are": func(c *columns) { c.zDocs = nil },
	} {
		b := newColumnBuilder(2, 1)
		for i := range 2 {
			b.add(&facts{
				ageMin: ageOpen, ageMax: ageOpen, id: fmt.Sprint("f/", i), name: fmt.Sprint(i), onlyFor: 1,
				points: []service.Point{{Lat: 54, Lon: -2}}, pointLoc: []uint16{0},
			}, recordPlace{})
		}
		c := b.done()
		spoil(c)
		data, err := c.encode()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := decodeColumns(data); (err == nil) != (name == "nothing") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
