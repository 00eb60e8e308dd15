package lists_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"fettle/tui/lists"
	"fettle/tui/screentest"
	"fettle/tui/shortlist"
	"fettle/tui/widget"
)

func write(s *lists.Screen, text string) {
	for _, r := range text {
		s.Type(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func kept() (all []shortlist.About, now time.Time) {
	now = time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	return []shortlist.About{
		{ID: "a", Services: 2, Used: now, Goes: now.Add(20 * time.Hour)},
		{ID: "b", Label: "debt, Preston", Services: 5, Used: now.AddDate(0, 0, -3), Locked: true},
		{ID: "c", Label: "lunch clubs", Services: -1, Used: now.AddDate(0, 0, -1), Locked: true, Shut: true},
	}, now
}

func screen() *lists.Screen {
	s := lists.New()
	all, now := kept()
	s.Set(all, "b", now)
	return s
}

func TestListsSayWhatTheyAreAndWhenTheyGo(t *testing.T) {
	t.Parallel()
	s := screen()
	got := screentest.Seen(t, s, 100, 6)
	screentest.Has(t, got, "(no name)", "2 services, used today, kept until Tue 06:00", ">debt, Preston", "5 services, locked on disk, open, used 3 days ago, kept for good", "lunch clubs", "locked, used yesterday")
	if !s.Open() {
		t.Error("the keys are not on the open list at first")
	}
	s.Move(widget.Down)
	all, now := kept()
	s.Set(all[1:], "b", now)
	if l := s.Selected(); l == nil || l.ID != "c" || s.Open() {
		t.Errorf("the keys went from their list to %+v", l)
	}
	s.Set(nil, "", now)
	screentest.Has(t, screentest.Seen(t, s, 100, 6), "No list is kept yet")
	if s.Selected() != nil || s.Open() {
		t.Error("there is a list where there is none")
	}
}

func TestAPassphraseIsNeverShown(t *testing.T) {
	t.Parallel()
	s := screen()
	s.Ask(lists.NewPassphrase, "")
	write(s, " three words by chance")
	got := screentest.Seen(t, s, 100, 8)
	screentest.Has(t, got, "New passphrase: **********************", "At least 12 characters")
	if strings.Contains(got, "words by") {
		t.Errorf("the passphrase is shown:\n%s", got)
	}
	s.Again()
	if s.First() != " three words by chance" || s.Text() != "" || s.Asking() != lists.SamePassphrase {
		t.Errorf("kept is %q, typed %q", s.First(), s.Text())
	}
	write(s, "not the same")
	if got := screentest.Seen(t, s, 100, 8); strings.Contains(got, "not the same") {
		t.Errorf("the second one is shown:\n%s", got)
	}
	if !s.Clear() || s.First() != "" || s.Text() != "" || s.Typing() {
		t.Errorf("after Esc %q and %q are left", s.First(), s.Text())
	}
	if s.Clear() {
		t.Error("Esc has something to do when nothing is asked")
	}
}

// TestANameIsQuestionedOnce sees that a questioned name is taken when it comes
// again, and that another one is questioned anew.
func TestANameIsQuestionedOnce(t *testing.T) {
	t.Parallel()
	s := screen()
	s.Ask(lists.NewName, "")
	write(s, "Mr Smith ")
	if s.Text() != "Mr Smith" || s.Doubted() {
		t.Errorf("the name is %q, questioned: %v", s.Text(), s.Doubted())
	}
	s.Doubt("this looks like the name of a person")
	screentest.Has(t, screentest.Seen(t, s, 100, 8), "Is this about a person? This looks like the name of a person.")
	if !s.Doubted() {
		t.Error("the name is not known to be questioned")
	}
	write(s, "son")
	if s.Doubted() {
		t.Error("another name counts as questioned")
	}
	s.Ask(lists.OtherName, "debt")
	if s.Doubted() || s.Text() != "debt" {
		t.Errorf("a new question begins with %q, questioned: %v", s.Text(), s.Doubted())
	}
}

func TestNothingMovesWhileSomethingIsAsked(t *testing.T) {
	t.Parallel()
	s := screen()
	s.Ask(lists.Removal, "")
	s.Move(widget.Down)
	if !s.Open() || s.Typing() || s.Takes(tea.KeyPressMsg{Code: 'x', Text: "x"}) {
		t.Error("another list may be removed than the one that was asked about")
	}
	screentest.Has(t, screentest.Seen(t, s, 100, 8), "Remove it for good?", "go for good. Enter removes it, Esc does not.")
	s.Clear()
	if s.Move(widget.Down); s.Open() {
		t.Error("the keys do not move any more")
	}
}
