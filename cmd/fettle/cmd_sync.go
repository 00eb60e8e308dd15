package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"fettle/index"
	"fettle/internal/priority"
	datasync "fettle/sync"
)

func (a *app) syncCommand() *cobra.Command {
	var from, name string
	var accept bool
	var every time.Duration
	c := &cobra.Command{
		Use:   "sync [FEED…]",
		Short: "Update data: bring the feeds to this machine",
		Long: `Brings the feeds to this machine: all that were added, or those named.

What is new or changed is fetched, and what a feed no longer lists is removed
the second time that it is missing. When a feed fails, its services stay as
they were. Exit code 3 says that some feeds failed and the others are in.
A sync that was cut off goes on where it was, for a day.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			a.giveWay()
			if every != 0 {
				return a.syncEvery(cmd, args, accept, every, from)
			}
			if err := notEmpty(cmd, "from", "name"); err != nil {
				return err
			}
			if from != "" {
				return a.syncFrom(cmd, from, name, args)
			}
			if name != "" {
				return usage("--name goes with --from: to sync one feed, write 'fettle sync %s'", name)
			}
			return a.sync(cmd, args, accept)
		},
	}
	c.Flags().StringVar(&from, "from", "", "read a saved page, list or folder of pages at this `path` as a feed")
	c.Flags().StringVar(&name, "name", "", "with --from: the `name` of the feed")
	c.Flags().BoolVar(&accept, "accept-removals", false, "remove services even when more than a third of a feed would go")
	c.Flags().DurationVar(&every, "every", 0, "stay and do it again after this `time`, such as 6h")
	a.addJSON(c)
	return c
}

// giveWay makes room for those who search while this process updates the library.
func (a *app) giveWay() {
	_ = priority.Lower() // at the usual priority it is an update too
	collect(updateGC)
	p, err := a.paths()
	if err != nil || a.leaveProcessor == nil {
		return // what is wrong with the folders is said by the sync
	}
	if _, err := index.InForce(p.Library()); err == nil { // else there is nothing to search
		a.leaveProcessor()
	}
}

// leastEvery is the shortest time between two syncs: feeds change by the day.
const leastEvery = 15 * time.Minute

// syncEvery syncs again and again until it is stopped. What goes wrong is said
// and tried again the next time, except for what was typed wrong.
func (a *app) syncEvery(cmd *cobra.Command, names []string, accept bool, every time.Duration, from string) error {
	switch {
	case every < leastEvery:
		return usage("--every %s is too often: feeds change by the day, so use 15m or more, such as 6h", every)
	case from != "":
		return usage("--every is for feeds from the network: it does not go with --from")
	case a.nowText != "":
		return usage("--every does not go with --now, which stops the clock")
	}
	for {
		next := time.Now().Add(every)
		err := a.sync(cmd, names, accept)
		if cmd.Context().Err() != nil {
			return nil //nolint:nilerr // To be stopped is how this ends.
		}
		var wrong *usageError
		if errors.As(err, &wrong) {
			return err
		}
		if err != nil {
			a.sayf("fettle: %s\n", err)
		}
		a.sayf("Next time at %s; Ctrl+C ends this.\n", next.Format("15:04 on 2 January"))
		if !waitUntil(cmd.Context(), next) {
			return nil
		}
	}
}

// waitUntil waits for a time of the wall clock and reports whether it came
// before the context ended. It looks at the clock every minute, as the time
// for which a laptop slept counts too.
func waitUntil(ctx context.Context, at time.Time) bool {
	at = at.Round(0) // by the wall clock
	for {
		left := at.Sub(time.Now().Round(0))
		if left <= 0 {
			return ctx.Err() == nil
		}
		select {
		case <-ctx.Done():
			return false
		case <-time.After(min(left, time.Minute)):
		}
	}
}

// syncOptions returns the settings of a sync here, and the library it goes to,
// which is to be cleared in the end.
func (a *app) syncOptions(h here) (datasync.Options, libraryFolder, error) {
	rules, err := a.needRules(h.Paths)
	if err != nil {
		return datasync.Options{}, libraryFolder{}, err
	}
	lib := h.library()
	lib.rules, lib.lost, lib.ahead = rules, new(error), index.NewAhead(h.Library(), h.now())
	return datasync.Options{Now: h.now, Find: rules.Find, Coming: lib.ahead.Add, StateDir: h.SyncState()}, lib, nil
}

// sayLost says, after a sync, what of the library could not be read and what
// became of it.
func (a *app) sayLost(lib libraryFolder, feeds ...datasync.FeedReport) {
	if text := lib.lostWords(feeds); text != "" {
		a.sayf("fettle: %s\n", text)
	}
}

func (a *app) sync(cmd *cobra.Command, names []string, accept bool) error {
	h, err := a.here()
	if err != nil {
		return err
	}
	list, not, err := a.followedFeeds(cmd.Context(), h)
	if err != nil {
		return err
	}
	for _, m := range not {
		a.sayf("fettle: %s, which the settings name under feeds.follow, can't be added: %v\n", m.address, m.err)
	}
	feeds, err := chosenFeeds(list, names)
	if err != nil {
		return err
	}
	options, lib, err := a.syncOptions(h)
	if err != nil {
		return err
	}
	defer lib.clear()
	options.AcceptRemovals = accept
	progress := a.newProgress()
	options.Progress = progress.show
	report, err := datasync.Run(cmd.Context(), a.limited(feeds), a.client(), lib, options)
	progress.clear()
	a.sayLost(lib, report.Feeds...)
	err = a.endSync(report, errors.Join(err, h.noteSync(cmd.Context(), report, err)))
	return errors.Join(err, a.sayWatched(cmd.Context(), h, report))
}

// limited returns feeds with the limits that the settings have for them.
func (a *app) limited(feeds []datasync.Feed) []datasync.Feed {
	feeds, limits := slices.Clone(feeds), a.settings().Feeds
	for i := range feeds {
		if n := limits.PerMinute(feeds[i].Name); n > 0 {
			feeds[i].PerMinute = n
		}
	}
	return feeds
}

// sayWatched says what an update changed in the saved searches that watch. It
// counts what changed today and was not acknowledged.
func (a *app) sayWatched(ctx context.Context, h here, report datasync.Report) error {
	if a.json || !slices.ContainsFunc(report.Feeds, func(f datasync.FeedReport) bool { return f.Added+f.Changed+f.Removed > 0 }) {
		return nil
	}
	watched, err := a.watched(ctx, h, h.today())
	for _, w := range watched {
		a.printf("Your saved search %q: %s. See them: fettle changes --saved %q\n", w.name, w.words(), w.name)
	}
	return err
}

// withoutStopped returns the report of a sync without the feed at which somebody
// stopped it, which is nothing that is wrong with the feed.
func withoutStopped(report datasync.Report, err error) datasync.Report {
	if n := len(report.Feeds); n > 0 && (errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)) {
		report.Feeds = report.Feeds[:n-1]
	}
	return report
}

// noteSync writes down in the list of feeds how a sync went that ended with an
// error or without.
func (h here) noteSync(ctx context.Context, report datasync.Report, err error) error {
	return h.changeFeeds(context.WithoutCancel(ctx), func(list *datasync.FeedList) error {
		for _, done := range withoutStopped(report, err).Feeds {
			list.Note(done, h.now())
		}
		return nil
	})
}

// chosenFeeds returns the feeds named, or all.
func chosenFeeds(list datasync.FeedList, names []string) ([]datasync.Feed, error) {
	if len(list.Feeds) == 0 {
		return nil, errors.New("no feed has been added yet: 'fettle feeds known' lists some, 'fettle feeds add URL' adds one")
	}
	if len(names) == 0 {
		return list.Feeds, nil
	}
	var feeds []datasync.Feed
	for _, name := range names {
		feed, err := list.Find(name)
		if err != nil {
			return nil, &usageError{err}
		}
		if !slices.ContainsFunc(feeds, func(f datasync.Feed) bool { return f.Name == feed.Name }) {
			feeds = append(feeds, feed)
		}
	}
	return feeds, nil
}

func (a *app) syncFrom(cmd *cobra.Command, path, name string, args []string) error {
	if len(args) > 0 {
		return usage("--from reads one saved feed; %q is not needed beside it", args[0])
	}
	h, err := a.here()
	if err != nil {
		return err
	}
	if name == "" {
		name = datasync.NameFor(path)
	}
	if err := datasync.CheckName(name); err != nil {
		return &usageError{err}
	}
	list, err := h.feeds()
	if err != nil {
		return err
	}
	if _, err := list.Find(name); err == nil {
		return usage("%s is a feed that is followed, and a saved one would be mixed up with it: give it another --name", name)
	}
	options, lib, err := a.syncOptions(h)
	if err != nil {
		return err
	}
	defer lib.clear()
	progress := a.newProgress()
	options.Progress = progress.show
	report, err := datasync.FromFile(cmd.Context(), path, name, lib, options)
	progress.clear()
	a.sayLost(lib, report)
	if err != nil {
		return err
	}
	return a.endSync(datasync.Report{Feeds: []datasync.FeedReport{report}}, nil)
}

// endSync prints how a sync went and turns it into an exit code.
func (a *app) endSync(report datasync.Report, err error) error {
	if a.json {
		err = errors.Join(err, a.printJSON(report))
	} else {
		for _, feed := range report.Feeds {
			if err == nil || feed.Error == "" || !strings.Contains(err.Error(), feed.Error) { // it is said below
				a.printf("%s\n", reportLine(feed))
			}
		}
	}
	if err != nil {
		return err
	}
	failed := 0
	for _, feed := range report.Feeds {
		if feed.Status == datasync.StatusFailed {
			failed++
		}
	}
	switch {
	case failed > 0 && failed == len(report.Feeds) && failed == 1:
		return errors.New(report.Feeds[0].Name + " could not be brought in; what was here before is as it was")
	case failed > 0 && failed == len(report.Feeds):
		return errors.New("no feed could be brought in; what was here before is as it was")
	case failed > 0:
		return errSomeFeeds
	case !report.AllOK():
		return errInPart
	}
	return nil
}

// reportLine says how the sync of one feed went in one line.
func reportLine(f datasync.FeedReport) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", f.Name, services(f.Services))
	for _, part := range []struct {
		n    int
		word string
	}{
		{f.Added, "new"}, {f.Changed, "changed"}, {f.Removed, "removed"}, {f.Unchanged, "unchanged"},
		{f.Missing, "missing, to be removed if missing again"}, {f.Rejected, "could not be used"},
		{f.DetailsFailed, "without details this time"},
	} {
		if part.n > 0 {
			fmt.Fprintf(&b, ", %d %s", part.n, part.word)
		}
	}
	switch f.Status {
	case datasync.StatusFailed:
		b.WriteString(". FAILED: " + f.Error)
	case datasync.StatusIncomplete:
		b.WriteString(". INCOMPLETE: " + f.Error)
	case datasync.StatusOK:
		fmt.Fprintf(&b, " (%.1f s)", f.Seconds)
	}
	for _, r := range f.Rejections {
		fmt.Fprintf(&b, "\n  not used: %s %s (%s)", cmp.Or(r.ID, "(no id)"), r.Name, r.Reason)
	}
	return b.String()
}

func (a *app) client() *datasync.Client {
	return datasync.NewClient(datasync.ClientOptions{Version: version, PerSecond: a.settings().Feeds.RequestsPerSecond})
}

// progress draws how far a sync is: one line that changes on a terminal, plain
// lines elsewhere and where they are read out.
type progress struct {
	app      *app
	terminal bool
	stage    string
	drawn    bool
}

func (a *app) newProgress() *progress {
	file, ok := a.talk.(*os.File)
	return &progress{app: a, terminal: ok && term.IsTerminal(int(file.Fd())) && !a.plain && a.accessible() == "" && !a.dumb()}
}

func (p *progress) show(at datasync.Progress) {
	if at.Stage == datasync.StageDone {
		return
	}
	what, done, of := stageWords(at)
	if !p.terminal {
		if stage := at.Feed + ": " + what; stage != p.stage {
			p.stage = stage
			p.app.sayf("%s\n", stage)
		}
		return
	}
	p.drawn = true
	p.app.sayf("\r\x1b[K%s: %s %s", at.Feed, what, bar(done, of))
}

// stageWords says what a sync does and how much of it is done; of is below 0
// while that is not known.
func stageWords(at datasync.Progress) (what string, done, of int) {
	switch at.Stage {
	case datasync.StagePages:
		return "reading the list", at.Rows, at.RowsOf
	case datasync.StageDetails:
		return "reading details", at.Details, at.DetailsOf
	case datasync.StageSaving:
		return "putting it into the library", 0, -1
	case datasync.StageDone:
	}
	return "done", 0, -1
}

// bar draws a count as a bar of 24 characters, or as a number when the end is
// not known.
func bar(done, of int) string {
	switch {
	case of <= 0 && done <= 0:
		return ""
	case of <= 0:
		return fmt.Sprint(done)
	}
	const width = 24
	full := min(width, done*width/of)
	return fmt.Sprintf("[%s%s] %d of %d", strings.Repeat("#", full), strings.Repeat(".", width-full), done, of)
}

func (p *progress) clear() {
	if p.drawn {
		p.app.sayf("\r\x1b[K")
	}
}
