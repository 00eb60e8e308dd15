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
