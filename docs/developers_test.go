package docs

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheMapNamesEveryFolder holds the map of the page for developers to what is
// there.
func TestTheMapNamesEveryFolder(t *testing.T) {
	page, err := os.ReadFile("developers.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(page), "\n## The map\n")
	table, _, found := strings.Cut(rest, "\n## ")
	if !found {
		t.Fatal("there is no map in developers.md")
	}
	folders := map[string]bool{}
	err = filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		folder, err := filepath.Rel("..", filepath.Dir(path))
		folders[filepath.ToSlash(folder)] = true
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for folder := range folders {
		if !strings.Contains(table, "`"+folder+"`") {
			t.Errorf("the map does not say what is in %s", folder)
		}
	}
	for i, name := range strings.Split(table, "`") {
		if i%2 == 1 && !folders[name] {
			t.Errorf("the map names %s, which is not there", name)
		}
	}
}
