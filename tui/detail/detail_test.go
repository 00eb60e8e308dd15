package detail_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode"

	"charm.land/glamour/v2"
	glamouransi "charm.land/glamour/v2/ansi"
	"github.com/charmbracelet/x/ansi"

	"fettle/internal/service"
	"fettle/tui/detail"
	"fettle/tui/theme"
	"fettle/tui/widget"
)

type noTimes struct{}

func (noTimes) Session(s service.Session) string               { return s.Words }
func (noTimes) Next(*service.Service, time.Time, int) []string { return nil }
func (noTimes) Status(*service.Service, time.Time) string      { return "" }
func (noTimes) Cautions(*service.Service) []string             { return nil }
func need(id string) string                                    { return "need of " + id }
func subject(s *service.Service) detail.Subject {
	return detail.Subject{Service: s, Needs: need, Times: noTimes{}, Now: now()}
}
func now() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }
func themeOf(t interface{ Fatal(...any) }, name string) *theme.Theme {
	th, err := theme.New(name)
	if err != nil {
		t.Fatal(err)
	}
	return th
}

// Whoever can't ring is shown how to write first.
func TestHowToWriteComesFirst(t *testing.T) {
	t.Parallel()
	for email, want := range map[string]string{"club@example.org": "E-MAIL     club@example.org", "": "E-MAIL     not stated"} {
		s := subject(&service.Service{ID: "a", Name: "Club", Email: email, Phones: []service.Phone{{Number: "01632 960 001"}}})
		for _, contact := range []bool{false, true} {
			s.Writes, s.Contact = true, contact
			got := text(t, s, 60)
			if write, ring := strings.Index(got, want), strings.Index(got, "01632 960 001"); write < 0 || ring < write || strings.Contains(got, "E-mail") {
				t.Errorf("writing does not come before ringing:\n%s", got)
			}
			s.Writes = false
			if got := text(t, s, 60); strings.Contains(got, "E-MAIL") {
				t.Errorf("who rings is told to write:\n%s", got)
			}
		}
	}
}

func TestAPersonWithTwoNumbersStandsOnce(t *testing.T) {
	t.Parallel()
	s := subject(&service.Service{ID: "a", Name: "Club", Contacts: []service.Contact{{Name: "Jo Example", Title: "Desk",
		Phones: []service.Phone{{Number: "01632 960 001"}, {Number: "01632 960 002"}}}}})
	if got := text(t, s, 76); strings.Count(got, "Jo Example") != 1 || !strings.Contains(got, "01632 960 002") {
		t.Errorf("the page is\n%s", got)
	}
}

// Several reasons of one kind stand under one heading.
func TestReasonsOfOneKindStandTogether(t *testing.T) {
	t.Parallel()
	s := subject(&service.Service{ID: "a", Name: "Lunch Club"})
	s.Explain, s.Why = true, &detail.Why{Fit: service.Fits, Reasons: []service.Reason{
		{Pane: service.PaneWords, Answer: service.Yes, Fact: "“lunch” is in the name"},
		{Pane: service.PaneWords, Answer: service.Yes, Fact: "“preston” is in the area served"},
		{Pane: service.PaneAge, Answer: service.Yes, Fact: "ages 50 and over"},
	}}
	if got := text(t, s, 60); strings.Count(got, "+ Words: yes") != 1 || !strings.Contains(got, "in the name\n  “Preston”") && !strings.Contains(got, "in the name\n  “preston”") {
		t.Errorf("the reasons are\n%s", got)
	}
}

func TestTheReasonIsWrapped(t *testing.T) {
	t.Parallel()
	s := subject(&service.Service{ID: "a", Name: "Lunch Club"})
	s.Why = &detail.Why{Fit: service.Fits, Reasons: []service.Reason{
		{Pane: service.PaneNeed, Answer: service.Yes, Fact: "“loneliness” is in the need “Company and loneliness”"},
		{Pane: service.PaneAge, Answer: service.Yes, Fact: "ages 50 and over"},
		{Pane: service.PaneCost, Answer: service.Yes, Fact: "free"},
	}}
	got := text(t, s, 48)
	if !strings.Contains(got, "Why: “loneliness” is in the need “Company and\nloneliness”; ages 50 and over; free\n") {
		t.Errorf("the reason is not in two lines:\n%s", got)
	}
	got = text(t, s, 24)
	if !strings.Contains(got, "..") || strings.Contains(got, "free") {
		t.Errorf("a long reason is not cut after three lines:\n%s", got)
	}
}

// text lays a page out and returns all of it.
func text(t *testing.T, s detail.Subject, w int) string {
	t.Helper()
	th := themeOf(t, "no-colour")
	var p detail.Page
	p.Show(s)
	key, wanted := p.Fit(w, 200, th)
	if wanted {
		lines, err := detail.Render(s.Service.Description, key.Width, th)
		if err != nil {
			t.Fatal(err)
		}
		p.About(key, lines)
	}
	var out []string
	for _, line := range p.Lines(nil, w, 200, true, th) {
		out = append(out, strings.TrimRight(ansi.Strip(line), " "))
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

func TestNothingStatedIsSaid(t *testing.T) {
	t.Parallel()
	want := `Name not stated

PHONE      not stated

Times      not stated
Where      not stated
Ages       not stated
Cost       not stated
To join    not stated

How sure is this?
Checked    not stated
Source     bristol
Reference  bristol/1`
	if got := text(t, subject(&service.Service{ID: "bristol/1"}), 60); got != want {
		t.Errorf("the page of an empty record is\n%s\nwant\n%s", got, want)
	}
}

func TestAllThatIsStatedIsShown(t *testing.T) {
	t.Parallel()
	miles, three := 1.2, 3.0
	s := service.Service{
		ID: "a/1", Name: "Club", AlternateName: "The Gang", Status: service.StatusTemporarilyClosed, Alert: "Back in May",
		Organisation: service.Organisation{Name: "Org"}, Summary: "Short.", Timing: "Most days", Eligibility: "Local people",
		Phones:   []service.Phone{{Number: "01632 960 001", Label: "Day"}, {Number: "01632 960 002", Extension: "5"}},
		Contacts: []service.Contact{{Name: "Jo", Title: "Lead", Email: "jo@example.org", Phones: []service.Phone{{Number: "07700 900 001"}}}},
		Email:    "a@example.org", URL: "https://example.org", Sessions: []service.Session{{Words: "Mondays", Origin: service.OriginDescription}},
		Locations: []service.Location{{Name: "Far"}, {Name: "Near", Accessibility: []string{"Ramp"}}, {Name: "Box", Kind: service.Postal}},
		How:       []service.How{service.AtVenue, service.IsOnline}, Areas: []service.Area{{Name: "Lancaster"}}, Accessibility: []string{"Loop", "Ramp"},
		Age: service.Age{Words: "Adults"}, Audience: []string{"Carers"}, Cost: service.Cost{Free: service.No, Words: "Ask", Options: []service.CostOption{{Name: "Each", Pounds: &three}}},
		Access: []service.Access{service.DropIn}, AccessNote: "Just come", Languages: []string{"Welsh"}, Found: service.Found{Needs: []service.NeedFound{{ID: "x"}}},
		Assured: service.Assurance{On: "2026-11-01", By: "council"}, Changed: "2026-11-20", Source: service.Provenance{Feed: "a", URL: "https://feed.example.org/x"},
	}
	sub := subject(&s)
	sub.Publisher = "Council"
	sub.Hit = &service.Hit{Service: &s, Fit: service.MayFit, Unstated: []service.Pane{service.PaneAge}, Miles: &miles, Nearest: 1}
	want := `Club
also The Gang
Org
The publisher says: temporarily closed
Notice: Back in May
? May fit: age not stated

PHONE      01632 960 001   Day
           01632 960 002 ext 5
           07700 900 001   Jo, Lead

E-mail     a@example.org
           jo@example.org  Jo
Web        https://example.org
Times      Mondays (read from the description)
           Most days
Where      Near (1.2 miles as the crow flies, about 30 min
           walk); Far
How        At a venue, Online
Area       Lancaster
Access     Loop; Ramp
Ages       Adults
Who for    Carers
Open to    Local people
Cost       Each £3. Ask
Languages  Welsh
Helps with need of x
To join    Drop in, no need to book. Just come

What the publisher says
Short.

How sure is this?
Checked    1 Nov 2026 (3 weeks ago), by: council
Changed    20 Nov 2026 (2 days ago)
Source     a, published by Council
           feed.example.org
Reference  a/1`
	if got := text(t, sub, 60); got != want {
		t.Errorf("the page is\n%s\nwant\n%s", got, want)
	}
}

func TestAWithheldAddressIsNotShown(t *testing.T) {
	t.Parallel()
	s := service.Service{ID: "a/1", Locations: []service.Location{{Name: "Refuge", Masked: true, Address: service.Address{Street: "9 Hidden Rd", Town: "Leyland", Postcode: "PR25 1AA"}}}}
	got := text(t, subject(&s), 70)
	if strings.Contains(got, "Hidden") || strings.Contains(got, "1AA") || !strings.Contains(got, "Leyland PR25, address withheld by the publisher") {
		t.Errorf("the page is\n%s", got)
	}
}

func TestMarkdownIsText(t *testing.T) {
	t.Parallel()
	in := "Tea & *cake* at <b>1</b>: https://example.org/a_b_c or www.example.org, a@b.org\n# no heading\n1. no list\n> no quote\n\t    no code\n| a | b |\n|---|---|\n\n## Heading\n- one\n- two `x` [l](http://e)\nafter :smile: &amp; ~~s~~ ![i](u)\n---\n==="
	lines, err := detail.Render(in, 76, themeOf(t, "dark"))
	if err != nil {
		t.Fatal(err)
	}
	got := ansi.Strip(strings.Join(lines, "\n"))
	want := `Tea & *cake* at <b>1</b>: https://example.org/a_b_c or www.example.org,
a@b.org
# no heading
1. no list
> no quote
no code
| a | b |
|---|---|

Heading

- one
- two ` + "`x`" + ` [l](http://e)

after :smile: &amp; ~~s~~ ![i](u)
---
===`
	var trimmed []string
	for line := range strings.SplitSeq(got, "\n") {
		trimmed = append(trimmed, strings.TrimRight(line, " "))
	}
	if got := strings.Join(trimmed, "\n"); got != want {
		t.Errorf("rendered as\n%s\nwant\n%s", got, want)
	}
}

// TestCodeIsText has code in it as Markdown marks it: it comes out as it was
// typed, marks and all, and in one colour.
func TestCodeIsText(t *testing.T) {
	t.Parallel()
	lines, err := detail.Render("Before\n```go\nfunc main() {}\n```\nafter", 76, themeOf(t, "dark"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(lines, "\n"), "Before\n```go\nfunc main() {}\n```\nafter"; got != want {
		t.Errorf("rendered as %q, want %q", got, want)
	}
}

// TestGlamourWritesCodePlainly renders a block of code without any disguise:
// what stands in for the module that colours code leaves it as it is.
func TestGlamourWritesCodePlainly(t *testing.T) {
	t.Parallel()
	red := "1"
	style := glamouransi.StyleConfig{CodeBlock: glamouransi.StyleCodeBlock{Chroma: &glamouransi.Chroma{Keyword: glamouransi.StylePrimitive{Color: &red}}}}
	r, err := glamour.NewTermRenderer(glamour.WithStyles(style), glamour.WithWordWrap(60))
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.Render("Before\n\n```go\nfunc main() {}\n```\n\nafter")
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for line := range strings.SplitSeq(got, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			words = append(words, line)
		}
	}
	if got := strings.Join(words, "|"); got != "Before|func main() {}|after" {
		t.Errorf("rendered as %q", got)
	}
}

func TestAVeryLongDescriptionIsCut(t *testing.T) {
	t.Parallel()
	lines, err := detail.Render(strings.Repeat("é word ", 20_000), 60, themeOf(t, "no-colour"))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(lines); n > 400 || !strings.Contains(lines[n-1], "The publisher says more") {
		t.Errorf("%d lines end in %q", n, lines[n-1])
	}
}

func TestScrolling(t *testing.T) {
	t.Parallel()
	s := service.Service{ID: "a/1", Name: "Top", Description: strings.Repeat("A line.\n\n", 40)}
	th := themeOf(t, "no-colour")
	var p detail.Page
	if p.Move(widget.Down) || p.Service() != nil {
		t.Error("an empty page moves")
	}
	p.Show(subject(&s))
	key, _ := p.Fit(50, 10, th)
	p.About(detail.Key{ID: "other"}, []string{"wrong"})
	lines, err := detail.Render(s.Description, key.Width, th)
	if err != nil {
		t.Fatal(err)
	}
	p.About(key, lines)
	see := func() string { return ansi.Strip(strings.Join(p.Lines(nil, 50, 10, true, th), "\n")) }
	if got := see(); !strings.Contains(got, "Top") || !strings.Contains(got, "more lines below: Down or Page Down") || strings.Contains(got, "wrong") {
		t.Errorf("the top is\n%s", got)
	}
	for _, m := range []widget.Move{widget.Down, widget.PageDown, widget.End} {
		if !p.Move(m) {
			t.Errorf("move %d does nothing", m)
		}
	}
	if got := see(); !strings.Contains(got, "Reference") || strings.Contains(got, "below") {
		t.Errorf("the end is\n%s", got)
	}
	if p.Move(widget.Down) {
		t.Error("the end is not the end")
	}
	// The same service shown again keeps its place, another starts at its top.
	p.Show(subject(&s))
	p.Fit(50, 10, th)
	p.About(key, lines)
	if !p.Move(widget.Home) || p.Move(widget.Up) || p.Move(widget.PageUp) {
		t.Error("the place on the page was lost")
	}
}

func FuzzRenderIsSafe(f *testing.F) {
	for _, s := range []string{"plain", "- a\n- b", "## H\n\n*x*", "\x1b[2J\x1b]0;t\x07", "a\rb", "\u202e\u200b", "1. x\n```\ncode", "https://e.org/" + strings.Repeat("x", 90), "|a|\n|-|", "日本語" + strings.Repeat("語", 50), "\ue041\uf8ff"} {
		f.Add(s, 40)
	}
	th := themeOf(f, "dark")
	f.Fuzz(func(t *testing.T, s string, width int) {
		width = 8 + (width%70+70)%70
		if len(s) > 3000 {
			return
		}
		lines, err := detail.Render(s, width, th)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range lines {
			if got := ansi.StringWidth(line); got > width {
				t.Fatalf("a line of %d in a width of %d: %q", got, width, line)
			}
			if plain := ansi.Strip(line); strings.ContainsFunc(plain, func(r rune) bool { return unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co) }) {
				t.Fatalf("%q is rendered as %q", s, plain)
			}
		}
	})
}

func BenchmarkRender(b *testing.B) {
	th := themeOf(b, "dark")
	text := strings.Repeat("A sentence of a description, with *marks* and more. ", 20) + "\n- one\n- two\n"
	for b.Loop() {
		if _, err := detail.Render(text, 76, th); err != nil {
			b.Fatal(err)
		}
	}
}

func ExampleRender() {
	th, _ := theme.New("no-colour")
	lines, _ := detail.Render("We meet *weekly*.\n- tea\n- cake", 40, th)
	for _, line := range lines {
		fmt.Println(strings.TrimRight(line, " "))
	}
	// Output:
	// We meet *weekly*.
	//
	// - tea
	// - cake
}
