// Package update is the screen on which a person brings the data up to date: the
// feeds with how old they are, how far an update is, and how it went.
//
// It shows what it is told. It must not fetch anything, and what it says of an
// update is in the words of the people who read it.
package update

import (
	"fmt"
	"strings"
	"time"

	"fettle/tui/paint"
	"fettle/tui/theme"
	"fettle/tui/widget"
	"fettle/tui/words"
)

// Feed is one feed that is followed.
type Feed struct {
	// Name is what it is called here, Publisher who publishes it; "" is not stated.
	Name, Publisher string
	// Services is how many of its services are here.
	Services int
	// Updated is when it last came in whole; zero is never.
	Updated time.Time
	// Trouble says what is wrong with it; "" is nothing.
	Trouble string
}

// Progress says how far the update of one feed is.
type Progress struct {
	Feed string
	// Doing says what goes on: "reading the list".
	Doing string
	// Done of Of is how much of that is done; Of is 0 while it is not known.
	Done, Of int
	// Over says that the feed is done with.
	Over bool
}

// Result says how the update of one feed went.
type Result struct {
	Feed                string
	New, Changed, Gone  int
	Unchanged, Services int
	// Trouble says why it did not come in whole; "" is that it did. Failed says
	// that nothing of it came in.
	Trouble string
	Failed  bool
}

// Words says the result in a sentence.
func (r Result) Words() string {
	switch {
	case r.Failed:
		return "Not updated, what was here is as it was: " + r.Trouble
	case r.Trouble != "":
		return counts(r) + ". Not all is well: " + r.Trouble
	}
	return counts(r)
}

func counts(r Result) string {
	var parts []string
	for _, part := range []struct {
		n    int
		word string
	}{{r.New, "new"}, {r.Changed, "changed"}, {r.Gone, "gone"}} {
		if part.n > 0 {
			parts = append(parts, words.Number(part.n)+" "+part.word)
		}
	}
	if len(parts) == 0 {
		return "nothing has changed"
	}
	return strings.Join(parts, ", ")
}

// Sum says how an update of several feeds went in one sentence.
func Sum(results []Result) string {
	var all Result
	failed, partly := 0, 0
	for _, r := range results {
		all.New, all.Changed, all.Gone = all.New+r.New, all.Changed+r.Changed, all.Gone+r.Gone
		switch {
		case r.Failed:
			failed++
		case r.Trouble != "":
			partly++
		}
	}
	switch {
	case len(results) == 0:
		return "There is no feed to update."
	case failed == len(results):
		return "No feed could be updated; what was here is as it was."
	}
	text := "The data is up to date: " + counts(all) + "."
	if failed+partly > 0 {
		text = "Updated in part: " + counts(all) + "."
	}
	if failed > 0 {
		text += fmt.Sprintf(" %s of %d could not be updated.", words.Count(failed, "feed", "feeds"), len(results))
	}
	if partly > 0 {
		text += fmt.Sprintf(" %s came in part.", words.Count(partly, "feed", "feeds"))
	}
	return text
}

// Screen is the state of the screen. The zero Screen has no feeds.
type Screen struct {
	feeds    []Feed
	trouble  string
	now      time.Time
	progress map[string]Progress
	results  map[string]Result
	// running says that an update goes on, stopping that it is told to end.
	running, stopping bool
	said              string
	top, height, all  int
}

// Set shows the feeds as they are, or why they can't be shown.
func (s *Screen) Set(feeds []Feed, now time.Time, err error) {
	s.feeds, s.now, s.trouble = feeds, now, ""
	if err != nil {
		s.trouble = err.Error()
	}
}

// Begin shows that an update goes on.
func (s *Screen) Begin() {
	s.running, s.stopping, s.said = true, false, ""
	s.progress, s.results = map[string]Progress{}, map[string]Result{}
}

// Stop shows that the update is told to end.
func (s *Screen) Stop() { s.stopping = s.running }

// Tell shows how far the update is.
func (s *Screen) Tell(p Progress) {
	if s.running {
		s.progress[p.Feed] = p
	}
}

// End shows how the update went.
func (s *Screen) End(results []Result, said string) {
	s.running, s.stopping, s.said = false, false, said
	s.results = map[string]Result{}
	for _, r := range results {
		s.results[r.Feed] = r
	}
}

// Running reports whether an update goes on.
func (s *Screen) Running() bool { return s.running }

// Feeds returns how many feeds there are.
func (s *Screen) Feeds() int { return len(s.feeds) }

// Far says how far the update is: "Updating 1 of 3".
func (s *Screen) Far() string {
	over := 0
	for _, p := range s.progress {
		if p.Over {
			over++
		}
	}
	return fmt.Sprintf("Updating %d of %d", min(over+1, max(len(s.feeds), 1)), len(s.feeds))
}

// Move scrolls.
func (s *Screen) Move(m widget.Move) {
	switch m {
	case widget.Up:
		s.top--
	case widget.Down:
		s.top++
	case widget.PageUp:
		s.top -= s.height
	case widget.PageDown:
		s.top += s.height
	case widget.Home:
		s.top = 0
	case widget.End:
		s.top = s.all
	case widget.Left, widget.Right:
	}
	s.settle()
}

func (s *Screen) settle() { s.top = max(min(s.top, s.all-s.height), 0) }

// Head paints the line above.
func (s *Screen) Head(w int, t *theme.Theme) (line string, cursor int) {
	l := paint.NewLine(w, t.Bar).Put(t.Key, " Update data ")
	switch {
	case s.stopping:
		l.Put(t.Bar, " stopping …")
	case s.running:
		l.Put(t.Bar, " "+s.Far()+" …")
	}
	return l.String(), -1
}

// Lines paints the feeds in exactly h lines of w cells.
func (s *Screen) Lines(dst []string, w, h int, t *theme.Theme) []string {
	var lines []string
	text := func(style paint.Style, indent int, text string) {
		for _, part := range paint.Wrap(text, max(w-indent-1, 1)) {
			lines = append(lines, paint.NewLine(w, t.Base).Gap(indent).Put(style, part).String())
		}
	}
	for _, sentence := range s.sentences() {
		text("", 1, sentence)
	}
	if s.trouble != "" {
		text(t.Warn, 1, s.trouble)
	}
	for _, f := range s.feeds {
		lines = append(lines, paint.Blank(w, t.Base))
		lines = append(lines, s.feedLine(f, w, t))
		style, state := s.state(f, w-4, t)
		text(style, 3, state)
	}
	s.height, s.all = h, len(lines)
	s.settle()
	lines = lines[s.top:min(s.top+h, len(lines))]
	for len(lines) < h {
		lines = append(lines, paint.Blank(w, t.Base))
	}
	return append(dst, lines...)
}

// sentences say what can be done, or what goes on.
func (s *Screen) sentences() []string {
	switch {
	case s.stopping:
		return []string{"Stopping. What came already is used when you update again within a day."}
	case s.running:
		return []string{"You can go on searching: Esc goes back and the update goes on. x stops it."}
	case s.said != "":
		return []string{s.said}
	case len(s.feeds) == 0 && s.trouble == "":
		return []string{"No feed is followed yet. Leave Fettle and run: fettle feeds known", "Then, with one of the names it lists: fettle feeds add NAME"}
	}
	return []string{"Enter brings these feeds up to date over the network. Nothing that you searched for or marked is sent to anybody."}
}

func (s *Screen) feedLine(f Feed, w int, t *theme.Theme) string {
	l := paint.NewLine(w, t.Base).Gap(1).Put(t.Strong, f.Name)
	if f.Publisher != "" && f.Publisher != f.Name {
		l.Put(t.Dim, "  "+f.Publisher)
	}
	return l.String()
}

// state says how old a feed is, how far its update is, or how that went.
func (s *Screen) state(f Feed, w int, t *theme.Theme) (paint.Style, string) {
	if r, ok := s.results[f.Name]; ok && !s.running {
		if r.Trouble != "" {
			return t.Warn, words.Sentence(r.Words())
		}
		return "", words.Sentence(words.Count(r.Services, "service", "services") + ": " + r.Words())
	}
	if p, ok := s.progress[f.Name]; ok && s.running {
		return "", progressWords(p, w)
	}
	said := words.Count(f.Services, "service", "services") + ", never updated"
	if !f.Updated.IsZero() {
		said = words.Count(f.Services, "service", "services") + ", " + lowerFirst(words.DataAge(f.Updated, s.now))
	}
	if f.Trouble != "" {
		return t.Warn, words.Sentence(said + ". Not all is well " + f.Trouble)
	}
	return t.Dim, words.Sentence(said)
}

func lowerFirst(text string) string {
	return strings.ToLower(text[:min(1, len(text))]) + text[min(1, len(text)):]
}

// progressWords draws how far a feed is, as a bar where there is room for one.
func progressWords(p Progress, w int) string {
	const bar = 20
	switch {
	case p.Over:
		return "done"
	case p.Of <= 0 && p.Done <= 0:
		return p.Doing + " …"
	case p.Of <= 0:
		return p.Doing + ": " + words.Number(p.Done)
	}
	count := fmt.Sprintf("%s of %s", words.Number(p.Done), words.Number(p.Of))
	if full := min(bar, p.Done*bar/p.Of); w >= len(p.Doing)+len(count)+bar+6 {
		return fmt.Sprintf("%s [%s%s] %s", p.Doing, strings.Repeat("#", full), strings.Repeat(".", bar-full), count)
	}
	return p.Doing + ": " + count
}
