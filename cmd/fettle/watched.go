package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"fettle/index"
	"fettle/internal/changes"
	"fettle/internal/service"
)

// watchedSearch is a saved search that watches, with what changed in it.
type watchedSearch struct {
	name                   string
	added, different, gone int
}

// words says it: "1 new, 2 changed".
func (w watchedSearch) words() string {
	var parts []string
	for _, part := range []struct {
		n    int
		word string
	}{{w.added, "new"}, {w.different, "changed"}, {w.gone, "gone"}} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.word))
		}
	}
	return strings.Join(parts, ", ")
}

// watched returns the saved searches that watch and in which something changed
// since a day that nobody has acknowledged.
func (a *app) watched(ctx context.Context, h here, since service.Date) (found []watchedSearch, err error) {
	list, err := h.searches().List()
	if err != nil {
		return nil, err
	}
	var lib *index.Library
	for _, saved := range list {
		if !saved.Watch {
			continue
		}
		if lib == nil {
			if lib, err = a.openLibraryIn(h.Paths); err != nil {
				return nil, err
			}
			defer func() { err = errors.Join(err, lib.Close()) }()
		}
		q, err := a.savedQuestion(h, lib, saved)
		if err != nil {
			a.sayf("fettle: %s\n", err) // the other searches still count
			continue
		}
		days, err := a.whatChanged(ctx, h, lib, changesAsked{since: since, question: &q})
		if err != nil {
			return nil, err
		}
		one := watchedSearch{name: saved.Name}
		for _, day := range days {
			for _, c := range day.list {
				switch c.Kind {
				case changes.New:
					one.added++
				case changes.Changed:
					one.different++
				case changes.Gone:
					one.gone++
				case changes.CameIn:
				}
			}
		}
		if one.words() != "" {
			found = append(found, one)
		}
	}
	return found, nil
}
