package index

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/RoaringBitmap/roaring/v2"
	bleveindex "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"
	zap "github.com/blevesearch/zapx/v17"
)

// mostLoose is how many of Bleve's segments are in memory until they are made one
// on the disk.
const mostLoose = 16

// partWords gathers the words of a part that is being written, as segments that
// are made one in the end.
type partWords struct {
	dir      string            // of the library
	segments []segment.Segment // in the order of their documents
	drops    []*roaring.Bitmap // what of each is left out
	loose    int               // how many of the last ones are in memory
	aside    []segment.Segment // those on the disk
}

// add adds a segment that is in memory.
func (w *partWords) add(ctx context.Context, s segment.Segment) error {
	if w.loose == mostLoose {
		if err := w.putAside(ctx); err != nil {
			return err
		}
	}
	w.take(s, nil)
	w.loose++
	return nil
}

// take adds a segment without some of its documents.
func (w *partWords) take(s segment.Segment, drops *roaring.Bitmap) {
	w.segments, w.drops = append(w.segments, s), append(w.drops, drops)
}

// putAside makes the segments that are in memory one on the disk.
func (w *partWords) putAside(ctx context.Context) error {
	path, err := makeAside(w.dir)
	if err != nil {
		return err
	}
	first := len(w.segments) - w.loose
	path = filepath.Join(path, fmt.Sprintf("words-%04d.zap", first))
	if err := writeWords(ctx, path, w.segments[first:], w.drops[first:]); err != nil {
		return err
	}
	s, err := (&zap.ZapPlugin{}).Open(path)
	if err != nil {
		return fmt.Errorf("open the words that were put aside: %w", err)
	}
	w.aside = append(w.aside, s)
	clear(w.segments[first:])
	w.segments, w.drops, w.loose = append(w.segments[:first], s), w.drops[:first+1], 0
	return nil
}

// write makes all segments one.
func (w *partWords) write(ctx context.Context, path string) error {
	return writeWords(ctx, path, w.segments, w.drops)
}

// close lets go of the segments.
func (w *partWords) close() error {
	var errs []error
	for _, s := range w.aside {
		errs = append(errs, s.Close())
	}
	*w = partWords{}
	return errors.Join(errs...)
}

// segmentOf makes one of Bleve's segments of documents, in memory.
func segmentOf(documents []wordDocument) (segment.Segment, error) {
	all := make([]bleveindex.Document, len(documents))
	for i := range documents {
		all[i] = &documents[i]
	}
	s, _, err := (&zap.ZapPlugin{}).New(all)
	if err != nil {
		return nil, fmt.Errorf("put words into the index: %w", err)
	}
	return s, nil
}

// writeWords writes the documents of segments, one segment after the other, as
// one, but those that are dropped; nil drops none.
func writeWords(ctx context.Context, path string, segments []segment.Segment, drops []*roaring.Bitmap) error {
	var err error
	made, whole := segments[0].(segment.UnpersistedSegment)
	if whole && len(segments) == 1 && drops[0] == nil {
		err = made.Persist(path)
	} else {
		stop := make(chan struct{})
		defer context.AfterFunc(ctx, func() { close(stop) })()
		_, _, err = (&zap.ZapPlugin{}).Merge(segments, drops, path, stop, nil)
	}
	if err != nil {
		return errors.Join(ctx.Err(), fmt.Errorf("write the words of the library: %w", err))
	}
	return nil
}
