package results_test

import (
	"testing"

	"fettle/internal/service"
	"fettle/tui/results"
)

func TestARowIsReadOut(t *testing.T) {
	t.Parallel()
	miles := 2.0
	session := []service.Session{{Words: "Tuesdays"}}
	for _, c := range []struct {
		name   string
		s      service.Service
		hit    service.Hit
		next   []string
		judged bool
		want   string
	}{
		{"all stated", service.Service{Name: "Lunch Club", Organisation: service.Organisation{Name: "Settle Hub"}, Cost: service.Cost{Free: service.Yes}, Sessions: session},
			service.Hit{Fit: service.Fits, Miles: &miles}, []string{"Tue 24 Nov, 10:30am"}, true, "Lunch Club, Settle Hub. 2 miles. Next: Tue 24 Nov, 10:30am. Free. Fits."},
		{"nothing asked", service.Service{Name: "Lunch Club", Sessions: session, Cost: service.Cost{Words: "£1, über all"}}, service.Hit{Fit: service.Fits, Nearest: -1}, nil, false,
			"Lunch Club. Next: Tuesdays. £1, über all."},
		{"nothing stated", service.Service{}, service.Hit{Fit: service.MayFit, Nearest: -1, Unstated: []service.Pane{service.PaneAge, service.PaneCost}}, nil, true,
			"Name not stated. Times not stated. Cost not stated. May fit: age and cost not stated."},
		{"closed, and hostile", service.Service{Name: "Bad\x1b[31m\u202e\r\nclub", Organisation: service.Organisation{Name: "É Org"}, Status: service.StatusDefunct, How: []service.How{service.IsOnline}},
			service.Hit{Fit: service.Fits, Nearest: -1}, nil, true, "Bad[31m  club, É Org. Online. Closed at present. Cost not stated. Fits."},
	} {
		c.hit.Service = &c.s
		row := results.NewRow(c.hit, times{c.next}, now())
		if got := row.Spoken(c.judged); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
