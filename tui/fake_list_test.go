package tui

import (
	"errors"
	"slices"
	"time"
)

// fakeList is a shortlist in memory with undo.
type fakeList struct {
	items         []Item
	before, after [][]Item
	names         map[string]string
	fail          error
	about         About
	others        []About
	passphrase    string
	expired       int
}

func (l *fakeList) Items() []Item { return slices.Clone(l.items) }

func (l *fakeList) change(items []Item) error {
	if l.fail != nil {
		return l.fail
	}
	l.before = append(l.before, l.items)
	l.after = nil
	l.items = items
	return nil
}

func (l *fakeList) Add(id string) error {
	return l.change(append(slices.Clone(l.items), Item{ID: id, Name: l.names[id]}))
}

func (l *fakeList) Remove(id string) error {
	return l.change(slices.DeleteFunc(slices.Clone(l.items), func(i Item) bool { return i.ID == id }))
}

func (l *fakeList) Move(from, to int) error {
	items := slices.Clone(l.items)
	items[from], items[to] = items[to], items[from]
	return l.change(items)
}

func (l *fakeList) Fresh() error { return l.change(nil) }

func (l *fakeList) Undo() (string, error) {
	if len(l.before) == 0 {
		return "", nil
	}
	l.after = append(l.after, l.items)
	l.items = l.before[len(l.before)-1]
	l.before = l.before[:len(l.before)-1]
	return "the last change", nil
}

func (l *fakeList) Redo() (string, error) {
	if len(l.after) == 0 {
		return "", nil
	}
	l.before = append(l.before, l.items)
	l.items = l.after[len(l.after)-1]
	l.after = l.after[:len(l.after)-1]
	return "the last change", nil
}

func (l *fakeList) noted(id string, set func(*Item)) error {
	items := slices.Clone(l.items)
	for i := range items {
		if items[i].ID == id {
			set(&items[i])
		}
	}
	return l.change(items)
}

func (l *fakeList) Note(id, text string) error { return l.noted(id, func(i *Item) { i.Note = text }) }

func (l *fakeList) Private(id, text string) error {
	return l.noted(id, func(i *Item) { i.Private = text })
}

func (l *fakeList) About() About {
	about := l.about
	about.Services = len(l.items)
	if about.Used.IsZero() {
		about.Used = fakeNow()
	}
	if about.Label == "" {
		about.Goes = about.Used.Add(24 * time.Hour)
	}
	return about
}

func (l *fakeList) All() []About { return append([]About{l.About()}, l.others...) }

func (l *fakeList) Use(id string) error {
	for i, o := range l.others {
		if o.ID == id {
			l.others[i], l.about = l.About(), o
			l.items, l.before, l.after = nil, nil, nil
			if !o.Shut {
				l.items = []Item{{ID: "example/001", Name: "Walk and Talk"}}
			}
			return l.fail
		}
	}
	return l.fail
}

func (l *fakeList) Begin(name string) error {
	l.others = append(l.others, l.About())
	l.about, l.items, l.before = About{ID: "new", Label: name, Goes: fakeNow().AddDate(0, 0, 30)}, nil, nil
	return l.fail
}

func (l *fakeList) Delete(id string) error {
	l.others = slices.DeleteFunc(l.others, func(a About) bool { return a.ID == id })
	if l.about.ID == id {
		l.about, l.items = About{}, nil
	}
	return l.fail
}

func (l *fakeList) Rename(name string) error { l.about.Label = name; return l.fail }

func (l *fakeList) Keep(keep bool) error {
	l.about.Goes = fakeNow().AddDate(0, 0, 30)
	if keep {
		l.about.Goes = time.Time{}
	}
	return l.fail
}

func (l *fakeList) Unlock(_, passphrase string) error {
	if passphrase != l.passphrase {
		return errors.New("that is not the passphrase of this list")
	}
	l.about.Shut, l.items = false, []Item{{ID: "example/001", Name: "Walk and Talk"}}
	return nil
}

func (l *fakeList) Lock(passphrase string) error {
	l.passphrase, l.about.Locked = passphrase, true
	return l.fail
}

func (l *fakeList) RemoveLock() error { l.about.Locked = false; return l.fail }

func (l *fakeList) Expire() (int, error) { return l.expired, nil }
