package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/internal/typed"
	"fettle/tui/find"
	"fettle/tui/light"
	"fettle/tui/question"
	"fettle/tui/results"
)

const (
	// pageRows is how many services are fetched at a time: more than any window
	// shows.
	pageRows = 60
	// slowAfter is how long a search may take before the screen says so.
	slowAfter = 150 * time.Millisecond
)

// searching is the state of asking the library. One search runs at a time: a
// newer question stops the one before and waits for it to end, so that fast
// typing never piles up searches.
type searching struct {
	// key is the question asked last, id the number of its request, shown the
	// number of the request whose answer is on the screen.
	key     string
	id      int
	shown   int
	running bool
	cancel  context.CancelFunc
	// unrelax stops finding out what could be given up.
	unrelax context.CancelFunc
	// asked is the question that the answer on the screen is of, as the library
	// was asked it.
	asked service.Query
	// fetching is set while further rows are fetched.
	fetching bool
	failed   bool
}

func (s *searching) stop() {
	if s.cancel != nil {
		s.cancel()
	}
}

// again makes the next settle ask even though the question is the same.
func (s *searching) again() { s.key = "" }

// ask asks the library when the question is another than the last.
func (a *app) ask() tea.Cmd {
	a.find.Question().Typing = a.find.Focused() == find.Search
	key := a.find.Question().Key()
	if key == a.search.key {
		return nil
	}
	a.search.key = key
	a.search.id++
	clear(a.whys)
	if a.search.unrelax != nil {
		a.search.unrelax()
	}
	a.search.fetching = false
	if a.search.running {
		a.search.stop()
		return nil
	}
	return a.start()
}

// start sends the question as it is now.
func (a *app) start() tea.Cmd {
	ctx, cancel := context.WithCancel(a.ctx)
	a.search.running, a.search.cancel = true, cancel
	id, q, d, now := a.search.id, a.find.Question().Clone(), a.deps, a.deps.Now()
	run := func() tea.Msg {
		answer, asked, err := answerOf(ctx, d, q, now)
		return found{id: id, answer: answer, asked: asked, err: err}
	}
	return tea.Batch(run, a.after(slowAfter, slow{id}))
}

// answerOf reads the words, asks once and makes the answer ready for the screen.
// It returns the question as the library was asked it, but for the counts.
func answerOf(ctx context.Context, d Deps, q *question.Question, now time.Time) (find.Answer, service.Query, error) {
	var answer find.Answer
	asked, danger := d.Query(q, now)
	asked.Limit, asked.Facets, answer.Danger = pageRows, true, danger
	if d.Read != nil {
		answer.Reading = d.Read(q.Words, q.Typing, now)
		asked = answer.Reading.Into(asked)
	}
	r, asked, err := typed.Search(ctx, d.Search, asked)
	if err != nil {
		return find.Answer{}, asked, err
	}
	answer.Rows, answer.Result, answer.Lit = results.Rows(r.Hits, d.Words, now), r, light.New(asked.Words, r.Readings, r.Alike, asked.Typing)
	answer.Result.Hits = nil
	asked.Facets = false
	return answer, asked, nil
}

// found is the library's answer.
type found struct {
	id     int
	answer find.Answer
	asked  service.Query
	err    error
}

func (f found) apply(a *app) tea.Cmd {
	a.search.running = false
	a.search.stop()
	if f.id != a.search.id {
		// The question has changed since: this answer is late.
		return a.start()
	}
	a.find.Wait(false)
	if f.err != nil {
		a.search.failed = true
		a.waiting = nil // they meant what can't be shown
		a.trouble(f.err)
		return nil
	}
	if a.search.failed {
		a.search.failed = false
		a.message.text = ""
	}
	a.search.shown, a.search.asked = f.id, f.asked
	a.find.Show(f.answer)
	if f.answer.Result.Fits < typed.FewFits && !a.find.Question().Empty() {
		return a.relax()
	}
	return nil
}

// relax finds out what could be given up. It takes several searches, so it comes
// after the answer, and a newer question stops it.
func (a *app) relax() tea.Cmd {
	ctx, cancel := context.WithCancel(a.ctx)
	a.search.unrelax = cancel
	id, d, q := a.search.id, a.deps, a.search.asked
	return func() tea.Msg {
		offers, err := typed.Relax(ctx, d.Search, d.Relax, q)
		return relaxed{id: id, offers: offers, err: err}
	}
}

// relaxed is what could be given up. Without it the answer is still good, so an
// error of it is none of the person's.
type relaxed struct {
	id     int
	offers []service.Relaxation
	err    error
}

func (r relaxed) take(a *app) {
	if r.id == a.search.id && r.err == nil {
		a.find.Suggest(r.offers)
	}
}

// slow says that a search has been running for a while.
type slow struct{ id int }

func (s slow) take(a *app) {
	a.find.Wait(a.search.running)
}

// more fetches further rows when the list ends soon.
func (a *app) more() tea.Cmd {
	if a.search.running || a.search.fetching || a.search.failed || a.search.shown != a.search.id || !a.find.List.Short() {
		return nil
	}
	a.search.fetching = true
	id, d, now := a.search.id, a.deps, a.deps.Now()
	q := a.search.asked
	q.Offset = a.find.List.Len()
	ctx := a.ctx
	return func() tea.Msg {
		r, err := d.Search(ctx, q)
		if err != nil {
			return further{id: id, err: err}
		}
		return further{id: id, rows: results.Rows(r.Hits, d.Words, now)}
	}
}

// further is more rows of the same answer.
type further struct {
	id   int
	rows []results.Row
	err  error
}

func (f further) take(a *app) {
	if f.id != a.search.id {
		return
	}
	if f.err != nil {
		a.search.failed = true
		a.trouble(f.err)
		return
	}
	// Without new rows the list is at its end, whatever the total says.
	a.search.fetching = len(f.rows) == 0
	a.find.List.Append(f.rows)
}
