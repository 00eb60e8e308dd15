package results

import (
	"strings"
	"testing"
	"time"

	"fettle/internal/service"
	"fettle/tui/words"
)

// noTimes knows of no coming session.
type noTimes struct{ words.Times }

func (noTimes) Next(*service.Service, time.Time, int) []string { return nil }

// What is for people in one circumstance that was not asked about has the mark of
// what may fit, and says whom it is for.
func TestARowSaysWhomAloneItIsFor(t *testing.T) {
	hit := service.Hit{Service: &service.Service{ID: "f/1", Name: "Left behind"}, Fit: service.Fits, OnlyFor: []string{"Bereaved by suicide"}}
	row := NewRow(hit, noTimes{}, time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC))
	if row.reason != "only for: bereaved by suicide" {
		t.Errorf("the reason is %q", row.reason)
	}
	p := painter{row: &row}
	p.key.judged = true
	if mark := p.fitMark(); mark != "? " {
		t.Errorf("the mark is %q", mark)
	}
	hit.Fit, hit.Unstated, hit.OnlyFor = service.MayFit, []service.Pane{service.PaneAge}, []string{"LGBTQ+"}
	if row = NewRow(hit, noTimes{}, time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)); !strings.HasPrefix(row.reason, "only for: LGBTQ+; age") {
		t.Errorf("the reason is %q", row.reason)
	}
}
