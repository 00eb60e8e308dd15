package tui

import (
	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/tui/detail"
	"fettle/tui/theme"
)

// mostAbouts is how many rendered descriptions are kept.
const mostAbouts = 200

// under returns the service that the keys are on, nil when there is none.
func (a *app) under() *service.Service {
	if s := a.alone(); s != nil {
		if known := a.wholes[s.ID]; known != nil {
			return known
		}
		return s
	}
	if a.listing {
		if e := a.list.Selected(); e != nil {
			return e.Service
		}
		return nil
	}
	if row := a.find.List.Selected(); row != nil {
		return row.Hit.Service
	}
	return nil
}

// current is under, with how the service stands to the question when it was
// searched for.
func (a *app) current() (*service.Service, *service.Hit) {
	s, row := a.under(), a.find.List.Selected()
	if s == nil || row == nil || a.alone() != nil || a.listing {
		return s, nil
	}
	if a.find.Filtered() {
		return s, &row.Hit
	}
	// Without filters everything fits: not worth saying, but the nearest place may
	// be known all the same.
	hit := row.Hit
	hit.Fit = ""
	return s, &hit
}

// read lays out the service to be read, when the window has room for one, and
// has its description rendered.
func (a *app) read() tea.Cmd {
	win := a.window()
	if !win.Detail.Shown() {
		return nil
	}
	s, hit := a.current()
	if s == nil {
		a.page.Show(detail.Subject{})
		return nil
	}
	s, load := a.whole(s)
	why, explain := a.why(s.ID)
	explain = tea.Batch(load, explain)
	if a.held() { // it is laid out once, when all of it is there
		return tea.Batch(explain, a.ahead(s, win.Detail.W))
	}
	if of := (pageKey{a.search.shown, why, a.shownFace()}); a.page.Service() != s || a.pageOf != of {
		a.pageOf = of
		subject := a.subject(s, hit)
		subject.Why, subject.Lit = why, a.find.Lit()
		subject.Explain, subject.Contact = a.explained(), a.shownFace() == contactFace
		a.page.Show(subject)
	}
	key, wanted := a.page.Fit(win.Detail.W, win.Detail.H, a.theme)
	if !wanted {
		return explain
	}
	return tea.Batch(explain, a.about(key, s))
}

// whole returns the whole record of a service that a list shows a row of, once
// it has been read; until then the row, and what reads the rest.
func (a *app) whole(row *service.Service) (*service.Service, tea.Cmd) {
	if a.listing && a.alone() == nil { // the shortlist has whole records
		return row, nil
	}
	id := row.ID
	if s, ok := a.wholes[id]; ok && s != nil {
		return s, nil
	} else if ok { // being read
		return row, nil
	}
	if len(a.wholes) >= mostAbouts {
		clear(a.wholes)
	}
	a.wholes[id] = nil
	read := a.deps.Service
	return row, func() tea.Msg {
		s, err := read(id)
		if err != nil {
			return wholeRead{id: id, service: row, err: err} // no more can be shown than the row
		}
		return wholeRead{id: id, service: &s}
	}
}

// wholeRead is a whole record.
type wholeRead struct {
	id      string
	service *service.Service
	err     error
}

func (r wholeRead) take(a *app) {
	a.wholes[r.id] = r.service
	if r.err != nil {
		a.trouble(r.err)
	}
}

// pageKey names what a page shows of a service: the answer that it is from, the
// reasons, and whether these are shown instead of the record.
type pageKey struct {
	shown int
	why   *detail.Why
	face  face
}

// ahead has the publisher's words rendered before the page is laid out.
func (a *app) ahead(s *service.Service, w int) tea.Cmd {
	key := detail.KeyOf(s, w, a.theme)
	if _, known := a.abouts[key]; known || s.Description == "" || a.wholes[s.ID] != s {
		return nil
	}
	return a.about(key, s)
}

// about hands the page the publisher's words, or has them rendered.
func (a *app) about(key detail.Key, s *service.Service) tea.Cmd {
	lines, known := a.abouts[key]
	switch {
	case !known:
		a.forget()
		a.abouts[key] = nil
		return renderAbout(key, s.Description, a.theme)
	case lines != nil:
		a.page.About(key, lines)
	}
	return nil
}

// forget makes room for the publisher's words of another service.
func (a *app) forget() {
	if len(a.abouts) >= mostAbouts {
		clear(a.abouts)
	}
}

func renderAbout(key detail.Key, description string, t *theme.Theme) tea.Cmd {
	return func() tea.Msg {
		lines, err := detail.Render(description, key.Width, t)
		return rendered{key: key, lines: lines, err: err}
	}
}

// rendered is a description ready to be shown.
type rendered struct {
	key   detail.Key
	lines []string
	err   error
}

func (r rendered) take(a *app) {
	if r.err != nil {
		delete(a.abouts, r.key) // the next time that it is shown it is tried again
		a.trouble(r.err)
		return
	}
	a.abouts[r.key] = r.lines
	a.page.About(r.key, r.lines)
}

// publisher returns who publishes a feed, "" when that is not known.
func (a *app) publisher(feed string) string {
	for _, f := range a.contents.Feeds {
		if f.Name == feed {
			return f.Publisher
		}
	}
	return ""
}

// needLabel returns the label of a need.
func (a *app) needLabel(id string) string {
	for _, options := range [][]service.Option{a.find.Facets(service.PaneNeed), a.deps.Needs} {
		for _, o := range options {
			if o.ID == id && o.Label != "" {
				return o.Label
			}
		}
	}
	return id
}
