//nolint:misspell // Payloads spell their keys in the American way.
package oruk_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fettle/internal/service"
	"fettle/sync/oruk"
)

// fixtures returns the folder of real pages that stands beside the repository,
// or skips the test.
func fixtures(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above this test")
		}
		dir = up
	}
	folder := filepath.Join(dir, "..", "shared", "fixtures")
	if _, err := os.Stat(folder); err != nil {
		t.Skip("skipped: the folder of real pages is not beside the repository")
	}
	return folder
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// page decodes a fixture and every record in it.
func page(t testing.TB, path string) (oruk.Page, []service.Service) {
	t.Helper()
	p, err := oruk.DecodePage(read(t, path))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	var all []service.Service
	for _, row := range p.Rows {
		s, _, err := oruk.DecodeService(row.Raw, oruk.Source{Feed: "real"})
		if err != nil {
			t.Fatalf("%s, record %s: %v", path, row.ID, err)
		}
		if s.ID != "real/"+row.ID || s.Source.ChangeKey != row.ChangeKey {
			t.Errorf("%s: row %s has the key %q, its record %s has %q", path, row.ID, row.ChangeKey, s.ID, s.Source.ChangeKey)
		}
		checkService(t, &s)
		all = append(all, s)
	}
	return p, all
}

func TestFixtures(t *testing.T) {
	root := fixtures(t)
	tests := []struct {
		path                 string
		standard             string
		total, pages, size   int
		last                 service.Answer
		rows, rejected, uniq int
	}{
		{"v1-real/bristol-2024-12-services.json", "", -1, -1, -1, "", 819, 0, 818},
		{"v1-real/bristol-v1-services-page1of5-raw-control-chars.json", oruk.Version1, 243, 5, 50, service.No, 50, 0, 50},
		{"v1-real/bucks-2024-12-empty-array.json", "", -1, -1, -1, "", 0, 0, 0},
		{"v1-real/bucks-outpost-2023-03-services-page1.json", oruk.Version1, 5875, 118, 50, service.No, 50, 0, 50},
		{"v1-real/bucks-outpost-2023-03-06-services-page1.json", oruk.Version1, 5857, 118, 50, service.No, 50, 0, 50},
		{"v1-real/bucks-outpost-2023-03-service-6378.json", oruk.Version1, -1, -1, -1, "", 1, 0, 1},
		{"v1-real/cqc-2026-07-services-per_page2.json", oruk.Version1, 2999, 1500, 2, service.No, 2, 0, 2},
		{"v1-real/hull-2026-07-services-empty.json", oruk.Version1, 0, 0, 2, service.No, 0, 0, 0},
		{"v3-real/bristol-v3-services-per_page3-page1.json", oruk.Version3, 874, 292, 3, service.No, 3, 0, 3},
		{"v3-real/bristol-v3-service-1625ip.json", oruk.Version3, -1, -1, -1, "", 1, 0, 1},
		{"v3-mocks/Default/service_list.json", oruk.Version3, 1, 1, 1, service.Yes, 1, 0, 1},
		{"v3-mocks/Default/organization_list.json", oruk.Version3, 10, 10, 1, service.No, 0, 10, 0},
		{"v3-mocks/Fail/service_list.json", oruk.Version3, 1, 1, 1, service.Yes, 4, 0, 3},
		{"v3-mocks/Fail/service_at_location_list.json", oruk.Version3, 10, 10, 1, service.No, 1, 0, 1},
		{"v3-mocks/Test/service_list.json", oruk.Version3, 31, 1, 31, service.Yes, 128, 0, 1},
		{"v3-mocks/Warn/taxonomy_list.json", oruk.Version3, 10, 10, 1, service.No, 0, 1, 0},
		{"hsds3-examples/service_list.json", oruk.International3, 10, 10, 1, service.No, 1, 0, 1},
		{"hsds3-examples/service_full.json", oruk.International3, -1, -1, -1, "", 1, 0, 1},
		{"hsds3-examples/organization_full.json", "", -1, -1, -1, "", 1, 0, 1},
		{"hsds3-examples/location.json", oruk.Version3, -1, -1, -1, "", 0, 1, 0},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			p, _ := page(t, filepath.Join(root, tt.path))
			e := p.Envelope
			if e.Standard != tt.standard || e.Total != tt.total || e.TotalPages != tt.pages || e.Size != tt.size || e.Last != tt.last {
				t.Errorf("envelope %+v", e)
			}
			ids := map[string]bool{}
			for _, row := range p.Rows {
				ids[row.ID] = true
			}
			if len(p.Rows) != tt.rows || len(p.Rejected) != tt.rejected || len(ids) != tt.uniq {
				t.Errorf("%d rows, %d rejected, %d ids; want %d, %d, %d", len(p.Rows), len(p.Rejected), len(ids), tt.rows, tt.rejected, tt.uniq)
			}
		})
	}
}

// TestEveryFixture decodes whatever there is: each file is a page or refused
// with a plain reason.
func TestEveryFixture(t *testing.T) {
	root := fixtures(t)
	refused := 0
	for _, pattern := range []string{"v1-real/*.json", "v3-real/*.json", "v3-mocks/*/*.json", "v3-examples/*.json", "hsds3-examples/*.json", "schemas/v1-uk/*.json"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("no files for %s: %v", pattern, err)
		}
		for _, path := range files {
			_, err := oruk.DecodePage(read(t, path))
			var notAFeed *oruk.NotAFeedError
			switch {
			case err == nil:
				page(t, path)
			case !errors.As(err, &notAFeed) || notAFeed.Looks == "":
				t.Errorf("%s: %v is no plain refusal", path, err)
			default:
				name := filepath.Base(path)
				if !strings.Contains(path, "schemas") && !slices.Contains([]string{"api_details.json", "base.json", "tabular.json"}, name) {
					t.Errorf("%s is refused: %v", path, err)
				}
				refused++
			}
		}
	}
	if refused == 0 {
		t.Error("nothing was refused, not even the invalid page")
	}
}

func TestFixtureRoots(t *testing.T) {
	root := fixtures(t)
	for path, want := range map[string]oruk.Root{
		"v3-mocks/Default/api_details.json": {Standard: oruk.Version3, Version: "3.0"},
		"v3-mocks/Fail/api_details.json":    {Standard: oruk.Version3, Version: "3.0"},
		"hsds3-examples/base.json":          {Standard: oruk.International3, Version: "3.0"},
	} {
		got, err := oruk.DecodeRoot(read(t, filepath.Join(root, path)))
		if err != nil || got.Standard != want.Standard || got.Version != want.Version {
			t.Errorf("%s: %+v, %v", path, got, err)
		}
	}
	if _, err := oruk.DecodeRoot(read(t, filepath.Join(root, "v3-mocks/Default/service_list.json"))); err == nil {
		t.Error("a list of services was taken for a front page")
	}
}

func TestRealBristol(t *testing.T) {
	_, all := page(t, filepath.Join(fixtures(t), "v1-real/bristol-2024-12-services.json"))
	named, described, council, venues, emails := 0, 0, 0, 0, 0
	for _, s := range all {
		named += count(s.Name != "")
		described += count(s.Description != "" && s.Summary != "")
		council += count(s.Assured.By == "council" && s.Assured.On != "")
		venues += count(slices.Contains(s.How, service.AtVenue))
		emails += count(s.Email != "")
		for _, text := range []string{s.Name, s.Description, s.Summary} {
			for _, bad := range []string{"&nbsp;", "<p", "</", "data:image", "\u00a0"} {
				if strings.Contains(text, bad) {
					t.Errorf("%s still has %q", s.ID, bad)
				}
			}
		}
	}
	if named != 818 || council != 804 || venues != 13 || emails < 595 {
		t.Errorf("%d named, %d assured by a council, %d at a venue, %d with e-mail", named, council, venues, emails)
	}
	if described < 810 {
		t.Errorf("only %d have a description and a summary", described)
	}
	if first := all[0]; first.Name != "" || first.Description != "" || first.Status != service.StatusActive {
		t.Errorf("the stub became %+v", first)
	}
}

func TestRealOutpost(t *testing.T) {
	_, all := page(t, filepath.Join(fixtures(t), "v1-real/bucks-outpost-2023-03-services-page1.json"))
	points, sessions, postcodes, closed, free := 0, 0, 0, 0, 0
	for _, s := range all {
		for _, l := range s.Locations {
			points += count(l.Point != nil)
			postcodes += count(l.Address.Postcode != "")
			if l.Name == "Wing Family Centre" && (l.Address.Postcode != "LU7 0NY" || l.Point != nil) {
				t.Errorf("%s: %+v", s.ID, l)
			}
		}
		for _, session := range s.Sessions {
			sessions += len(session.Days)
		}
		closed += count(s.Status.Closed())
		free += count(s.Cost.Free == service.Yes)
	}
	if points < 45 || sessions < 55 || postcodes < 45 || closed != 1 || free < 4 {
		t.Errorf("%d points, %d session days, %d postcodes, %d closed, %d free", points, sessions, postcodes, closed, free)
	}
}

// TestChangeDetection compares the same page on two days.
func TestChangeDetection(t *testing.T) {
	root := fixtures(t)
	before, _ := page(t, filepath.Join(root, "v1-real/bucks-outpost-2023-03-06-services-page1.json"))
	after, _ := page(t, filepath.Join(root, "v1-real/bucks-outpost-2023-03-services-page1.json"))
	keys := map[string]string{}
	for _, row := range before.Rows {
		keys[row.ID] = row.ChangeKey
	}
	same, changed := 0, 0
	for _, row := range after.Rows {
		if key, ok := keys[row.ID]; ok {
			same += count(key == row.ChangeKey)
			changed += count(key != row.ChangeKey)
		}
	}
	if same == 0 || same < changed {
		t.Errorf("%d rows are the same and %d changed within one day", same, changed)
	}
}

func TestRealMojibake(t *testing.T) {
	_, all := page(t, filepath.Join(fixtures(t), "v1-real/bristol-v1-services-page1of5-raw-control-chars.json"))
	left := 0
	for _, s := range all {
		left += count(strings.Contains(s.Description, "â€") || strings.Contains(s.Description, "Â£"))
	}
	if left > 4 { // Four texts do not turn back as a whole and stay as they are.
		t.Errorf("%d of %d descriptions are still spoilt", left, len(all))
	}
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func BenchmarkDecodeService(b *testing.B) {
	p, err := oruk.DecodePage(read(b, filepath.Join(fixtures(b), "v1-real/bristol-2024-12-services.json")))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		row := p.Rows[n%len(p.Rows)]
		n++
		if _, _, err := oruk.DecodeService(row.Raw, oruk.Source{Feed: "real"}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecodeRich(b *testing.B) {
	raw := json.RawMessage(read(b, filepath.Join(fixtures(b), "hsds3-examples/service_full.json")))
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := oruk.DecodeService(raw, oruk.Source{Feed: "real"}); err != nil {
			b.Fatal(err)
		}
	}
}
