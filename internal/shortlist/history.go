package shortlist

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"
)

// step is one change, kept so that it can be taken back and made again: a run
// of items that another run replaced, and each other fact before and after.
type step struct {
	// What says what was done, in words for the person who undoes it.
	What string    `json:"what"`
	When time.Time `json:"when"`
	// At is where the run of items begins.
	At  int    `json:"at,omitempty"`
	Out []Item `json:"out,omitempty"`
	In  []Item `json:"in,omitempty"`
	// Label, Kept and Person are nil when the change left them alone.
	Label  *[2]string `json:"label,omitempty"`
	Kept   *[2]bool   `json:"kept,omitempty"`
	Person *[2]person `json:"person,omitempty"`
}

// person is what tells one person's unnamed list from the next person's.
type person struct {
	ID      string    `json:"id"`
	Created time.Time `json:"created"`
}

// record is a list with its history, as one file holds it.
type record struct {
	List List
	// Past are the changes that led to the list, Future those taken back, each
	// with the one nearest to now at its end.
	Past, Future []step
	// seal is what the list is written under; nil when it is not locked.
	seal *seal
}

// between returns the step from one list to another, and false when they hold
// the same.
func between(before, after List, what string, now time.Time) (step, bool) {
	st := step{What: what, When: now}
	a, b := before.Items, after.Items
	for len(a) > 0 && len(b) > 0 && reflect.DeepEqual(a[0], b[0]) {
		a, b, st.At = a[1:], b[1:], st.At+1
	}
	for len(a) > 0 && len(b) > 0 && reflect.DeepEqual(a[len(a)-1], b[len(b)-1]) {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	st.Out, st.In = slices.Clone(a), slices.Clone(b)
	if before.Label != after.Label {
		st.Label = &[2]string{before.Label, after.Label}
	}
	if before.Kept != after.Kept {
		st.Kept = &[2]bool{before.Kept, after.Kept}
	}
	if before.ID != after.ID {
		st.Person = &[2]person{{before.ID, before.Created}, {after.ID, after.Created}}
	}
	changed := len(st.Out)+len(st.In) > 0 || st.Label != nil || st.Kept != nil || st.Person != nil
	return st, changed
}

// apply returns the list after the step, or before it when undo is set. It
// refuses a step that can't have led to or from the list.
func (st step) apply(l List, undo bool) (List, error) {
	from, to, side := st.Out, st.In, 1
	if undo {
		from, to, side = to, from, 0
	}
	if st.At < 0 || st.At > len(l.Items) || len(from) > len(l.Items)-st.At {
		return l, fmt.Errorf("the history does not fit the list at place %d", st.At+1)
	}
	for i := range from {
		if l.Items[st.At+i].ID != from[i].ID {
			return l, fmt.Errorf("the history does not fit the list at place %d", st.At+i+1)
		}
	}
	l = l.clone()
	l.Items = slices.Replace(l.Items, st.At, st.At+len(from), to...)
	if st.Label != nil {
		l.Label = st.Label[side]
	}
	if st.Kept != nil {
		l.Kept = st.Kept[side]
	}
	if st.Person != nil {
		l.ID, l.Created = st.Person[side].ID, st.Person[side].Created
	}
	return l, nil
}

// with returns the record after a new step that led to the list.
func (r record) with(l List, st step) record {
	return record{List: l, Past: append(slices.Clip(r.Past), st), seal: r.seal}
}

// moved returns the record with its last change taken back, or the last one
// taken back made again, and what that change was.
func (r record) moved(undo bool) (record, string, error) {
	from := r.Future
	if undo {
		from = r.Past
	}
	if len(from) == 0 {
		if undo {
			return r, "", ErrNothingToUndo
		}
		return r, "", ErrNothingToRedo
	}
	st, rest := from[len(from)-1], slices.Clip(from[:len(from)-1])
	l, err := st.apply(r.List, undo)
	if err != nil {
		return r, "", err
	}
	if undo {
		return record{List: l, Past: rest, Future: append(slices.Clip(r.Future), st), seal: r.seal}, st.What, nil
	}
	return record{List: l, Past: append(slices.Clip(r.Past), st), Future: rest, seal: r.seal}, st.What, nil
}

// forgotten returns the record without what it still held of the person before,
// once that can no longer be undone.
func (r record) forgotten(now time.Time) (record, bool) {
	if len(r.Past) == 0 || r.Past[0].Person == nil || now.Sub(r.Past[0].When) < undoNextPersonFor {
		return r, false
	}
	r.Past = slices.Clone(r.Past[1:])
	return r, true
}

// sound reports whether the whole history can be walked both ways from the list.
func (r record) sound() error {
	for _, undo := range []bool{true, false} {
		walk := r
		for {
			next, _, err := walk.moved(undo)
			if err != nil {
				if errors.Is(err, ErrNothingToUndo) || errors.Is(err, ErrNothingToRedo) {
					break
				}
				return err
			}
			walk = next
		}
	}
	return nil
}
