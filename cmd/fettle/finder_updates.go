package main

import (
	"context"
	"errors"

	"fettle/index"
	"fettle/internal/service"
	datasync "fettle/sync"
	"fettle/tui/changes"
	"fettle/tui/update"
)

// shownDays is for how many days back the finder shows what changed.
const shownDays = 30

// libraryUpdates brings the data up to date from inside the finder.
type libraryUpdates struct {
	app  *app
	here here
	lib  *index.Library
}

// Feeds returns the feeds that are followed.
func (u *libraryUpdates) Feeds() ([]update.Feed, error) {
	list, err := u.here.feeds()
	if err != nil {
		return nil, err
	}
	services := map[string]int{}
	for _, f := range u.lib.Contents().Feeds {
		services[f.Name] = f.Services
	}
	var feeds []update.Feed
	for _, f := range list.Feeds {
		feeds = append(feeds, update.Feed{
			Name: f.Name, Publisher: f.Publisher, Services: services[f.Name], Updated: f.LastSynced, Trouble: troubleOf(f),
		})
	}
	return feeds, nil
}

// Update brings all feeds up to date, as 'fettle sync' does.
func (u *libraryUpdates) Update(ctx context.Context, tell func(update.Progress)) ([]update.Result, error) {
	list, not, err := u.app.followedFeeds(ctx, u.here)
	if err != nil {
		return nil, err
	}
	options, lib, err := u.app.syncOptions(u.here)
	if err != nil {
		return nil, err
	}
	defer lib.clear()
	options.Progress = func(at datasync.Progress) {
		what, done, of := stageWords(at)
		tell(update.Progress{Feed: at.Feed, Doing: what, Done: done, Of: max(of, 0), Over: at.Stage == datasync.StageDone})
	}
	report, err := datasync.Run(ctx, u.app.limited(list.Feeds), u.app.client(), lib, options)
	noted := u.here.noteSync(ctx, report, err)
	report, err = withoutStopped(report, err), errors.Join(err, noted)
	var results []update.Result
	for _, m := range not {
		results = append(results, update.Result{Feed: m.address, Trouble: m.err.Error(), Failed: true})
	}
	if text := lib.lostWords(report.Feeds); text != "" {
		results = append(results, update.Result{Feed: "library", Trouble: text})
	}
	for _, f := range report.Feeds {
		results = append(results, update.Result{
			Feed: f.Name, New: f.Added, Changed: f.Changed, Gone: f.Removed, Services: f.Services,
			Trouble: f.Error, Failed: f.Status == datasync.StatusFailed,
		})
	}
	return results, err
}

// Scopes returns the names of the saved searches that watch.
func (u *libraryUpdates) Scopes() ([]string, error) {
	list, err := u.here.searches().List()
	var names []string
	for _, saved := range list {
		if saved.Watch {
			names = append(names, saved.Name)
		}
	}
	return names, err
}

// Changes returns what changed of what fits a saved search or a question, or of
// everything.
func (u *libraryUpdates) Changes(ctx context.Context, scope string, q *service.Query) ([]changes.Day, error) {
	ask := changesAsked{since: u.here.daysAgo(shownDays), question: q}
	if scope != "" {
		saved, err := u.here.searches().Find(scope)
		if err != nil {
			return nil, err
		}
		question, err := u.app.savedQuestion(u.here, u.lib, saved)
		if err != nil {
			return nil, err
		}
		ask.question = &question
	}
	found, err := u.app.whatChanged(ctx, u.here, u.lib, ask)
	var days []changes.Day
	for _, day := range found {
		one := changes.Day{On: day.day, More: day.more}
		for _, c := range day.list {
			item := changes.Item{Key: c.key, Kind: string(c.Kind), ID: c.ID, Name: c.Name, Feed: c.Feed, Services: c.Services, Note: c.fitWords()}
			for _, f := range c.Fields {
				item.Fields = append(item.Fields, changes.Field(f))
			}
			one.Items = append(one.Items, item)
		}
		days = append(days, one)
	}
	return days, err
}

// Acknowledge notes down that changes were seen.
func (u *libraryUpdates) Acknowledge(keys ...string) error { return u.here.acknowledge(keys...) }

// Recall takes that back.
func (u *libraryUpdates) Recall(keys ...string) error {
	return u.here.library().changeLog().Unacknowledge(u.here.today(), keys...)
}
