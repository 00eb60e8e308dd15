package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"

	"fettle/index"
	"fettle/internal/changes"
	"fettle/internal/service"
	"fettle/internal/when"
)

// changesAsked says which changes somebody wants to see.
type changesAsked struct {
	since service.Date
	// ids are the services; none are all.
	ids []string
	// question is what a service has to fit now, or did before it changed; nil
	// is any.
	question *service.Query
	// acknowledged asks for those too that somebody has seen.
	acknowledged bool
}

// changedDay are the changes of one day that were asked for.
type changedDay struct {
	day  service.Date
	list []changedService
	// more is how many changes of the day were not kept.
	more int
}

// changedService is a change with what is known of it.
type changedService struct {
	changes.Change
	key          string
	acknowledged bool
	// fits and fitted say whether the service fits the question now, and did
	// before; NotStated is that there is no question, or that it is not known.
	fits, fitted service.Answer
}

// whatChanged returns the changes that were asked for, the newest day first. The
// library answers the question; it is not needed when there is none.
func (a *app) whatChanged(ctx context.Context, h here, lib *index.Library, ask changesAsked) ([]changedDay, error) {
	folder := h.library()
	mark, err := folder.mark()
	if err != nil {
		return nil, err
	}
	log := folder.changeLog()
	days, err := log.Since(mark, ask.since)
	if err != nil {
		return nil, err
	}
	seen, err := log.Acknowledged()
	if err != nil {
		return nil, err
	}
	var found []changedDay
	for _, day := range days {
		one := changedDay{day: day.Day, more: day.More}
		for _, c := range day.Changes {
			key := c.Key(day.Day)
			if seen[key] && !ask.acknowledged || len(ask.ids) > 0 && !slices.Contains(ask.ids, c.ID) {
				continue
			}
			one.list = append(one.list, changedService{Change: c, key: key, acknowledged: seen[key]})
		}
		found = append(found, one)
	}
	if ask.question != nil {
		rules, err := a.needRules(h.Paths)
		if err != nil {
			return nil, err
		}
		if err := fitting(ctx, lib, index.Options{Synonyms: rules.Synonyms, Stated: rules.Stated}, *ask.question, found); err != nil {
			return nil, err
		}
	}
	if len(ask.ids) > 0 || ask.question != nil {
		for i := range found {
			found[i].more = 0 // nobody knows of what services they are
		}
	}
	return slices.DeleteFunc(found, func(d changedDay) bool { return len(d.list) == 0 && d.more == 0 }), nil
}

// fitting leaves those changes whose services fit a question or did before, and
// notes which. Services that are gone stay when nobody knows whether they did.
func fitting(ctx context.Context, lib *index.Library, o index.Options, q service.Query, days []changedDay) error {
	var all []*changedService
	for i := range days {
		for j := range days[i].list {
			all = append(all, &days[i].list[j])
		}
	}
	now, err := fits(ctx, lib, q)
	if err != nil {
		return err
	}
	before, err := fittedBefore(ctx, o, q, all)
	if err != nil {
		return err
	}
	for i, c := range all {
		c.fits, c.fitted = answerOf(now[c.ID]), service.NotStated
		switch {
		case c.Kind == changes.New:
			c.fitted = service.No
		case c.Was != nil:
			c.fitted = answerOf(before[beforeID(i, c)])
		}
	}
	for i := range days {
		days[i].list = slices.DeleteFunc(days[i].list, func(c changedService) bool {
			unknown := c.Kind == changes.Gone && c.fitted == service.NotStated
			return c.fits != service.Yes && c.fitted != service.Yes && !unknown
		})
	}
	return nil
}

func answerOf(yes bool) service.Answer {
	if yes {
		return service.Yes
	}
	return service.No
}

// fits returns the ids of all services that fit a question or may.
func fits(ctx context.Context, lib *index.Library, q service.Query) (map[string]bool, error) {
	q.Limit, q.Offset, q.Facets, q.Sort = 0, 0, false, service.SortName
	result, err := lib.Search(ctx, q)
	if err != nil {
		return nil, err
	}
	ids := make(map[string]bool, len(result.Hits))
	for _, hit := range result.Hits {
		ids[hit.Service.ID] = true
	}
	return ids, nil
}

// beforeID returns the id that the record before a change has where such records
// are asked; a service may have changed more than once.
func beforeID(i int, c *changedService) string { return c.Feed + "/" + strconv.Itoa(i) }

// fittedBefore returns which of the records before the changes fitted a
// question. They are put into a library of their own for it, so that they are
// asked in the same way as those of today.
func fittedBefore(ctx context.Context, o index.Options, q service.Query, all []*changedService) (ids map[string]bool, err error) {
	dir, err := os.MkdirTemp("", "fettle-before-")
	if err != nil {
		return nil, fmt.Errorf("make a folder to look through what was before: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	some := false
	err = index.Update(ctx, dir, q.Now, func(d *index.Draft) error {
		for i, c := range all {
			if c.Was != nil {
				was := *c.Was
				was.ID = beforeID(i, c)
				d.Put(was)
				some = true
			}
		}
		return nil
	})
	if err != nil || !some {
		return nil, err
	}
	lib, err := index.Open(dir, o)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	return fits(ctx, lib, q)
}

// acknowledge notes down that somebody has seen changes.
func (h here) acknowledge(keys ...string) error {
	return h.library().changeLog().Acknowledge(h.today(), keys...)
}

// today is the day it is here, daysAgo the day so many days before it.
func (h here) today() service.Date { return h.daysAgo(0) }

func (h here) daysAgo(days int) service.Date {
	return service.DateOf(h.now().In(when.London()).AddDate(0, 0, -days))
}
