package datasync

import (
	stdsync "sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fettle/internal/service"
)

// What is told of a service while others are on their way is what is put in the
// end, with or without details, and of what is unchanged nothing is told.
func TestWhatComesIsToldAsItIsPut(t *testing.T) {
	for name, rich := range map[string]bool{"rich rows": true, "details": false} {
		t.Run(name, func(t *testing.T) {
			list := records(25)
			for i := range list {
				list[i].rich = rich
			}
			s := newStage(t, 10, list)
			var mu stdsync.Mutex
			told := map[string]service.Service{}
			tell := func(o *Options) {
				o.Find = func(*service.Service) service.Found {
					return service.Found{Needs: []service.NeedFound{{ID: "company"}}}
				}
				o.Coming = func(s service.Service) func() (service.Service, error) {
					mu.Lock()
					defer mu.Unlock()
					told[s.ID] = s
					return func() (service.Service, error) { return s, nil }
				}
			}
			put := func() map[string]service.Service {
				all := map[string]service.Service{}
				for _, read := range s.shelf.last().Put {
					one, err := read()
					if err != nil {
						t.Fatal(err)
					}
					all[one.ID] = one
				}
				return all
			}
			expect(t, s.sync(t, tell), FeedReport{Status: StatusOK, Services: 25, Added: 25})
			if diff := cmp.Diff(put(), told); diff != "" || len(told) != 25 {
				t.Errorf("%d were told of (-put +told):\n%s", len(told), diff)
			}
			clear(told)
			s.server.change(func() { s.server.records[3].name, s.server.records[3].stamp = "Renamed", "2026-11-01T12:00:00Z" })
			expect(t, s.sync(t, tell), FeedReport{Status: StatusOK, Services: 25, Changed: 1, Unchanged: 24})
			if diff := cmp.Diff(put(), told); diff != "" || len(told) != 1 {
				t.Errorf("of one change %d were told of (-put +told):\n%s", len(told), diff)
			}
		})
	}
}
