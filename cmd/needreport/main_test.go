package main

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"fettle/internal/need"
	"fettle/internal/need/score"
	"fettle/internal/service"
)

// The aims that the rules were written to, on services that were not looked at
// while they were written.
const (
	aimCovered   = 0.95
	aimRecall    = 0.85
	aimPrecision = 0.85
)

func TestTheRulesReachTheirAims(t *testing.T) {
	root, err := repositoryRoot()
	if err != nil {
		t.Fatal(err)
	}
	rules, err := need.Default()
	if err != nil {
		t.Fatal(err)
	}
	labelled := 0
	for _, one := range samples() {
		report, err := measure(root, one, rules)
		if errors.Is(err, errNoFeed) {
			t.Skipf("the sample feed is not here (%s)", one.feed)
		}
		if err != nil {
			t.Fatal(err)
		}
		labelled += report.Seen.Labels + report.HeldOut.Labels
		t.Run(one.name, func(t *testing.T) { reachesAims(t, report) })
	}
	if labelled < 200 {
		t.Errorf("%d services are labelled, want 200 at least", labelled)
	}
}

// reachesAims compares the scores of a sample with the aims.
func reachesAims(t *testing.T, report score.Report) {
	t.Helper()
	if len(report.Lost) > 0 {
		t.Errorf("labels without a service: %v", report.Lost)
	}
	held := report.HeldOut
	for _, aim := range []struct {
		name string
		got  float64
		want float64
	}{
		{"share of services with a need", report.Covered(), aimCovered},
		{"needs found, held out", held.Needs.Recall(), aimRecall},
		{"needs right, held out", held.Needs.Precision(), aimPrecision},
		{"circumstances found, held out", held.Circumstances.Recall(), aimRecall},
		{"circumstances right, held out", held.Circumstances.Precision(), aimPrecision},
		{"needs found, seen", report.Seen.Needs.Recall(), aimRecall},
		{"needs right, seen", report.Seen.Needs.Precision(), aimPrecision},
	} {
		t.Logf("%s: %.1f %%", aim.name, 100*aim.got)
		if aim.got < aim.want {
			t.Errorf("%s: %.1f %%, want %.0f %%", aim.name, 100*aim.got, 100*aim.want)
		}
	}
}

// TestEvidenceStandsInRealRecords proves that whatever is found is quoted as
// the record has it.
func TestEvidenceStandsInRealRecords(t *testing.T) {
	root, err := repositoryRoot()
	if err != nil {
		t.Fatal(err)
	}
	var services []service.Service
	for _, one := range samples() {
		more, err := readFeed(filepath.Join(root, one.feed))
		if errors.Is(err, errNoFeed) {
			t.Skipf("the sample feed is not here (%s)", one.feed)
		}
		if err != nil {
			t.Fatal(err)
		}
		services = append(services, more...)
	}
	rules, err := need.Default()
	if err != nil {
		t.Fatal(err)
	}
	for i := range services {
		s := &services[i]
		all := s.Name + "\x00" + s.Summary + "\x00" + s.Description + "\x00" + s.Organisation.Name + "\x00" +
			s.Organisation.Description + "\x00" + s.Eligibility + "\x00" + strings.Join(s.Audience, "\x00")
		for _, term := range s.Terms {
			all += "\x00" + term.Name + "\x00" + term.ID
		}
		found := rules.Find(s)
		for _, f := range append(found.Needs, found.Circumstances...) {
			if len(f.Evidence) == 0 {
				t.Errorf("%s: no evidence for %s", s.ID, f.ID)
			}
			for _, e := range f.Evidence {
				if e.Where != "age" && !strings.Contains(all, e.Words) {
					t.Errorf("%s: %s is found from %q in %s, which is not there", s.ID, f.ID, e.Words, e.Where)
				}
			}
		}
	}
}
