package shortlist_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"fettle/internal/service"
	"fettle/tui/shortlist"
	"fettle/tui/theme"
	"fettle/tui/widget"
)

func TestTheListIsShownInEveryWidth(t *testing.T) {
	t.Parallel()
	th, err := theme.New("no-colour")
	if err != nil {
		t.Fatal(err)
	}
	var s shortlist.Screen
	see := func(w, h int) string {
		var out []string
		for _, line := range s.Lines(nil, w, h, true, th) {
			if got := ansi.StringWidth(line); got != w {
				t.Fatalf("a line of %d in a list of %d", got, w)
			}
			out = append(out, strings.TrimRight(ansi.Strip(line), " "))
		}
		return strings.TrimRight(strings.Join(out, "\n"), "\n")
	}
	if got := see(60, 6); !strings.Contains(got, "Nothing is marked yet.") || s.Selected() != nil {
		t.Errorf("the empty list is\n%s", got)
	}
	club := service.Service{ID: "a", Name: "Club", Organisation: service.Organisation{Name: "Org"}, Phones: []service.Phone{{Number: "01632 960 001"}}}
	s.Set(shortlist.About{}, []shortlist.Entry{{Item: shortlist.Item{ID: "a", Name: "Old name", Note: "ring first", Private: "steep stairs"}, Service: &club}, {Item: shortlist.Item{ID: "b", Name: "Gone", Changes: []string{"no longer listed"}}}})
	want := "> 1  Club                                     01632 960 001\n     Org\n     Note for the person: ring first\n     For you only: steep stairs\n  2  Gone\n     Changed: no longer listed"
	if got := see(60, 6); got != want {
		t.Errorf("the list is\n%s\nwant\n%s", got, want)
	}
	want = "> 1  Club\n     01632 960 001  Org\n     Note for the person: ring first\n     For you only: steep stairs\n  2  Gone\n     Changed: no longer listed"
	if got := see(37, 6); got != want {
		t.Errorf("the narrow list is\n%s\nwant\n%s", got, want)
	}
	s.Move(widget.Down)
	s.Set(shortlist.About{}, []shortlist.Entry{{Item: shortlist.Item{ID: "b"}}, {Item: shortlist.Item{ID: "c"}}})
	if s.Selected().ID != "b" || s.At() != 0 || s.Len() != 2 {
		t.Error("the keys did not stay on their item")
	}
	if marked := s.Marked(); !marked["b"] || !marked["c"] || marked["a"] {
		t.Errorf("marked are %v", marked)
	}
}
