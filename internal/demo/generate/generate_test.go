package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fettle/internal/service"
)

// made returns the tables and all records made of them.
func made(t *testing.T) (*tables, []*record) {
	t.Helper()
	tables, err := readTables()
	if err != nil {
		t.Fatal(err)
	}
	entries, err := tables.entries()
	if err != nil {
		t.Fatal(err)
	}
	records := make([]*record, len(entries))
	for i, e := range entries {
		if records[i], err = newRecord(tables, e); err != nil {
			t.Fatalf("service %q: %v", e.Key, err)
		}
	}
	return tables, records
}

func TestCommittedFeedsAreThoseMade(t *testing.T) {
	bodies, err := feeds()
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range bodies {
		committed, err := os.ReadFile(filepath.Join("..", "feeds", name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(committed, body) {
			t.Errorf("%s is not what the tables make: run go run ./internal/demo/generate", name)
		}
	}
}

func TestWriteWritesBothFeeds(t *testing.T) {
	folder := t.TempDir()
	if err := write(folder); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"lancashire-v3.json", "cumbria-v1.json"} {
		if info, err := os.Stat(filepath.Join(folder, name)); err != nil || info.Size() < 100_000 {
			t.Errorf("%s: %v, error %v", name, info, err)
		}
	}
	if err := write(filepath.Join(folder, "missing")); err == nil {
		t.Error("wrote into a folder that is not there")
	}
}

// needs are the ids of the needs list.
func needs() []string {
	return strings.Fields(`company mental-health crisis bereavement abuse addiction health healthy-living memory
		disability senses neurodiversity carers home-help care-homes money food energy housing legal migration work
		volunteering learning digital transport active arts nature faith family babies childcare young-people lgbtq
		armed-forces justice community`)
}

func TestEveryNeedAndCircumstanceHasServices(t *testing.T) {
	_, records := made(t)
	count := map[string]int{}
	for _, r := range records {
		for _, need := range r.Needs {
			if !slices.Contains(needs(), need) {
				t.Errorf("%s: unknown need %q", r.Key, need)
			}
			count["need "+need]++
		}
		for _, who := range r.Who {
			if _, ok := audiences()[who]; !ok {
				t.Errorf("%s: unknown circumstance %q", r.Key, who)
			}
			count["who "+who]++
		}
		if !r.Bare && len(r.Needs) == 0 {
			t.Errorf("%s has no need", r.Key)
		}
	}
	for _, need := range needs() {
		if count["need "+need] < 6 {
			t.Errorf("the need %s has %d services", need, count["need "+need])
		}
	}
	for who := range audiences() {
		if count["who "+who] < 2 {
			t.Errorf("%d services are for %s", count["who "+who], who)
		}
	}
}

func TestEveryWayAndEntranceIsUsed(t *testing.T) {
	_, records := made(t)
	count := map[string]int{}
	for _, r := range records {
		for _, word := range slices.Concat(r.How, r.Access, r.Acc) {
			count[word]++
		}
		if slices.Contains(r.ways(), "") || slices.Contains(r.entrances(), "") {
			t.Errorf("%s has a way or an entrance without a label: %v %v", r.Key, r.How, r.Access)
		}
		for _, key := range r.Acc {
			if len(accessibilities()[key]) == 0 {
				t.Errorf("%s: unknown accessibility %q", r.Key, key)
			}
		}
	}
	for _, how := range []string{"home", "phone", "online"} {
		if count[how] < 12 {
			t.Errorf("%d services are attended by %s", count[how], how)
		}
	}
	for _, access := range service.Accesses() {
		if count[string(access)] < 8 {
			t.Errorf("%d services state the way in %s", count[string(access)], access)
		}
	}
}

func TestEveryOrganisationAndTownIsUsed(t *testing.T) {
	tables, records := made(t)
	used := map[string]bool{}
	for _, r := range records {
		used[r.Org], used[r.Town] = true, true
	}
	for key, o := range tables.organisations {
		if !used[key] {
			t.Errorf("%s has no service", o.name)
		}
		if _, ok := tables.towns[o.town]; !ok {
			t.Errorf("%s is in the unknown town %s", o.name, o.town)
		}
	}
	for name := range tables.towns {
		if !used[name] {
			t.Errorf("nothing happens in %s", name)
		}
	}
}

func TestDescriptionsDiffer(t *testing.T) {
	_, records := made(t)
	cores, texts := map[string]bool{}, map[string]int{}
	for _, r := range records {
		if r.core != "" {
			cores[r.core] = true
			texts[strings.Join(r.paragraphs, "\n")]++
		}
	}
	if len(cores) < 200 {
		t.Errorf("%d texts were written by hand, want 200", len(cores))
	}
	if len(texts) < 400 {
		t.Errorf("only %d descriptions differ", len(texts))
	}
	for text, n := range texts {
		if n > 4 {
			t.Errorf("%d services say %q", n, text)
		}
	}
}

func TestTwins(t *testing.T) {
	tables, records := made(t)
	byKey := map[string]*record{}
	for _, r := range records {
		byKey[r.Key] = r
	}
	across, within := 0, 0
	for _, r := range records {
		if r.Twin == "" {
			continue
		}
		other := byKey[r.Twin]
		if r.Org != other.Org || r.Town != other.Town && r.Town != "" {
			t.Errorf("%s and its twin %s are not of one organisation and town", r.Key, other.Key)
		}
		if strings.EqualFold(r.Name, other.Name) && r.Text == other.Text {
			t.Errorf("%s is a copy of its twin", r.Key)
		}
		if r.feed == other.feed {
			within++
		} else {
			across++
		}
	}
	if across != 12 || within != 6 {
		t.Errorf("%d groups are in both feeds and %d twice in one, want 12 and 6", across, within)
	}
	if len(tables.byKey) != len(records) {
		t.Errorf("%d keys for %d records", len(tables.byKey), len(records))
	}
}

// TestPlacesAreNearTheirTown checks every place that a record states against the
// centre of the town that it names.
func TestPlacesAreNearTheirTown(t *testing.T) {
	_, records := made(t)
	for _, r := range records {
		for _, s := range r.sites {
			centre := service.Point{Lat: s.town.At[0], Lon: s.town.At[1]}
			if s.at == nil {
				continue
			}
			if miles := centre.Miles(service.Point{Lat: s.at[0], Lon: s.at[1]}); miles > 1 {
				t.Errorf("%s: %s is %.2f miles from the centre of %s", r.Key, s.name, miles, s.town.Name)
			}
		}
	}
}

// TestNoTwoVenuesShareAName keeps the made-up buildings apart.
func TestNoTwoVenuesShareAName(t *testing.T) {
	tables, _ := made(t)
	seen := map[string]string{}
	for _, town := range tables.towns {
		for _, venue := range town.Venues {
			name, street, found := strings.Cut(venue, ", ")
			if !found || street == "" {
				t.Errorf("%s: %q has no street", town.Name, venue)
			}
			if other := seen[name]; other != "" {
				t.Errorf("%s is in %s and in %s", name, other, town.Name)
			}
			seen[name] = town.Name
		}
	}
}
