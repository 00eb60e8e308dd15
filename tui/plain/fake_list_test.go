package plain

import (
	"errors"
	"slices"
	"time"

	"fettle/tui"
)

// fakeList is a shortlist in memory, and those that are kept beside it.
type fakeList struct {
	lib    *fakeLibrary
	about  tui.About
	pass   string
	items  []tui.Item
	before [][]tui.Item
	after  [][]tui.Item
	others []fakeList
	// fail is what every change answers; nil makes it.
	fail error
}

func (l *fakeList) Items() []tui.Item { return slices.Clone(l.items) }

func (l *fakeList) keep() error {
	if l.fail == nil {
		l.before = append(l.before, slices.Clone(l.items))
	}
	return l.fail
}

func (l *fakeList) Add(id string) error {
	s, err := l.lib.service(id)
	if err := errors.Join(err, l.keep()); err != nil {
		return err
	}
	l.items = append(l.items, tui.Item{ID: id, Name: s.Name})
	return nil
}

func (l *fakeList) Remove(id string) error {
	if err := l.keep(); err != nil {
		return err
	}
	l.items = slices.DeleteFunc(slices.Clone(l.items), func(i tui.Item) bool { return i.ID == id })
	return nil
}

func (l *fakeList) Move(from, to int) error {
	if err := l.keep(); err != nil {
		return err
	}
	item := l.items[from]
	l.items = slices.Insert(slices.Delete(slices.Clone(l.items), from, from+1), to, item)
	return nil
}

func (l *fakeList) Fresh() error {
	if err := l.keep(); err != nil {
		return err
	}
	l.items = nil
	return nil
}

func (l *fakeList) Undo() (string, error) {
	if len(l.before) == 0 || l.fail != nil {
		return "", l.fail
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

func (l *fakeList) set(id string, change func(*tui.Item)) error {
	if err := l.keep(); err != nil {
		return err
	}
	l.items = slices.Clone(l.items)
	for i := range l.items {
		if l.items[i].ID == id {
			change(&l.items[i])
		}
	}
	return nil
}

func (l *fakeList) Note(id, text string) error {
	return l.set(id, func(i *tui.Item) { i.Note = text })
}

func (l *fakeList) Private(id, text string) error {
	return l.set(id, func(i *tui.Item) { i.Private = text })
}

func (l *fakeList) About() tui.About {
	about := l.about
	if !about.Shut {
		about.Services = len(l.items)
	}
	return about
}

func (l *fakeList) All() []tui.About {
	var all []tui.About
	if l.about.ID != "" {
		all = append(all, l.About())
	}
	for i := range l.others {
		all = append(all, l.others[i].About())
	}
	return all
}

// open makes another list the open one.
func (l *fakeList) open(next fakeList) {
	old := *l
	old.others = nil
	others := slices.DeleteFunc(slices.Clone(l.others), func(o fakeList) bool { return o.about.ID == next.about.ID })
	if old.about.ID != "" {
		old.about.Shut = old.about.Locked
		others = append(others, old)
	}
	*l = next
	l.lib, l.others, l.before, l.after = old.lib, others, nil, nil
}

func (l *fakeList) Use(id string) error {
	for _, o := range l.others {
		if o.about.ID == id {
			l.open(o)
		}
	}
	return nil
}

func (l *fakeList) Begin(name string) error {
	l.open(fakeList{about: tui.About{ID: name, Label: name, Goes: fakeNow().AddDate(0, 0, 30)}})
	return nil
}

func (l *fakeList) Delete(id string) error {
	l.others = slices.DeleteFunc(l.others, func(o fakeList) bool { return o.about.ID == id })
	if l.about.ID == id {
		l.about, l.items = tui.About{}, nil
	}
	return nil
}

func (l *fakeList) Rename(name string) error { l.about.Label = name; return l.keep() }

func (l *fakeList) Keep(keep bool) error {
	l.about.Goes = fakeNow().AddDate(0, 0, 30)
	if keep {
		l.about.Goes = time.Time{}
	}
	return l.keep()
}

func (l *fakeList) Unlock(_, passphrase string) error {
	if passphrase != l.pass {
		return errors.New("that is not the passphrase of this list")
	}
	l.about.Shut = false
	return nil
}

func (l *fakeList) Lock(passphrase string) error {
	l.about.Locked, l.pass = true, passphrase
	return nil
}

func (l *fakeList) RemoveLock() error { l.about.Locked = false; return nil }

func (l *fakeList) Expire() (int, error) { return 0, nil }
