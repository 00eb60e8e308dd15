package main

import (
	"go/ast"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// mostLines is the most that a file may have: what is longer is about two
// things.
const mostLines = 500

// mustNot is how a package's comment says what the package must not do.
var mustNot = regexp.MustCompile(`(?is)\b(?:must|may)\s+(?:not|never|only|hold|know|be)\b|\b(?:it|that|which|package)\s+(?:knows|reads|writes|does|holds|makes|decides|asks|shows|has)\s+(?:\w+\s+)?(?:no|nothing|not|only|never)\b|\bnever\b|\bnothing\s+else\b`)

// TestFilesAndPackagesKeepTheirShape looks at the length of every file, and
// whether every package says what it must not do.
func TestFilesAndPackagesKeepTheirShape(t *testing.T) {
	says := map[string]string{}
	eachSource(t, func(path string, file *ast.File, set *token.FileSet) {
		if strings.HasSuffix(path, "_test.go") {
			return
		}
		if n := set.File(file.Pos()).LineCount() - 1; n > mostLines {
			t.Errorf("%s has %d lines, more than %d", path, n, mostLines)
		}
		says[filepath.Dir(path)] += file.Doc.Text()
	})
	for folder, comment := range says {
		if exists(filepath.Join(folder, "go.mod")) { // a module of its own
			continue
		}
		if !mustNot.MatchString(comment) {
			t.Errorf("the comment of %s does not say what it must not do", folder)
		}
	}
}
