package index

import (
	"fmt"
	"path/filepath"
	"testing"
)

// However many segments the words of a part come in, they are one in the end, in
// their order, and only a few are in memory at a time.
func TestManySegmentsBecomeOne(t *testing.T) {
	dir := t.TempDir()
	gather := partWords{dir: dir}
	const n = 3*mostLoose + 1
	for i := range n {
		words := []*form{{plain: "all", stem: "all"}, {plain: fmt.Sprint("w", i), stem: fmt.Sprint("w", i)}}
		documents := make([]wordDocument, 1)
		documents[0].set(newWordFields(), [3][]*form{words, nil, nil}, nil)
		s, err := segmentOf(documents)
		if err == nil {
			err = gather.add(t.Context(), s)
		}
		if err != nil || gather.loose > mostLoose {
			t.Fatalf("%d are in memory, %v", gather.loose, err)
		}
	}
	if len(gather.aside) != 3 || len(gather.segments) != 4 {
		t.Errorf("%d are aside of %d", len(gather.aside), len(gather.segments))
	}
	path := filepath.Join(dir, fmt.Sprintf(wordsFile, 0))
	if err := gather.write(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	if err := gather.close(); err != nil {
		t.Fatal(err)
	}
	var w words
	if err := w.add(path, &phrases{starts: make([]uint32, n+1)}); err != nil {
		t.Fatal(err)
	}
	defer w.close() //nolint:errcheck // it was only read
	all := newSet(n)
	if err := w.term(fieldName, "all", all); err != nil || all.count() != n {
		t.Errorf("%d documents have the word of all, %v", all.count(), err)
	}
	for i := range n {
		one := newSet(n)
		if err := w.term(fieldName, fmt.Sprint("w", i), one); err != nil || one.count() != 1 || !one.has(i) {
			t.Errorf("word %d is in %d documents, %v", i, one.count(), err)
		}
	}
}
