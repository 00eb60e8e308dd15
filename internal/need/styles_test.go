package need

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fettle/internal/service"
)

// style is one record of testdata/styles.txt.
type style struct {
	line              int
	name, description string
	must, may         []string
}

func readStyles(t testing.TB) []style {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", "styles.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	}()
	var styles []style
	lines := bufio.NewScanner(file)
	for at := 1; lines.Scan(); at++ {
		if line := lines.Text(); line != "" && line[0] != '#' {
			columns := strings.Split(line, "|")
			if len(columns) != 4 {
				t.Fatalf("styles.txt, line %d: %d columns, want 4", at, len(columns))
			}
			s := style{line: at, name: strings.TrimSpace(columns[0]), description: strings.TrimSpace(columns[1])}
			s.must, s.may = split(columns[2]), split(columns[3])
			for _, id := range append(slices.Clone(s.must), s.may...) {
				if !Known(id) {
					t.Fatalf("styles.txt, line %d: there is no need %q", at, id)
				}
			}
			styles = append(styles, s)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return styles
}

func split(column string) []string {
	return strings.FieldsFunc(column, func(r rune) bool { return r == ',' || r == ' ' })
}

func TestServicesInTheStylesOfManyPublishers(t *testing.T) {
	r := defaults(t)
	styles := readStyles(t)
	if len(styles) < 120 {
		t.Fatalf("%d records, want 120 at least", len(styles))
	}
	for _, s := range styles {
		found := ids(r.Find(&service.Service{Name: s.name, Description: s.description}).Needs)
		for _, id := range s.must {
			if !slices.Contains(found, id) {
				t.Errorf("line %d, %s: %v lacks %s", s.line, s.name, found, id)
			}
		}
		for _, id := range found {
			if !slices.Contains(s.must, id) && !slices.Contains(s.may, id) {
				t.Errorf("line %d, %s: %v has %s", s.line, s.name, found, id)
			}
		}
	}
}
