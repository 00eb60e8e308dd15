package export

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// renderer is one way out, with the ending of its files.
type renderer struct {
	name, ending string
	render       func(Document) ([]byte, error)
}

func renderers() []renderer {
	return []renderer{
		{"html", "html", HTML},
		{"text", "txt", Text},
		{"email", "html", Email},
		{"eml", "eml", EML},
		{"markdown", "md", Markdown},
		{"csv", "csv", CSV},
		{"json", "json", JSON},
		{"ics", "ics", ICS},
		{"vcf", "vcf", VCF},
		{"sms", "txt", SMS},
		{"qr", "txt", qrText},
	}
}

// qrText is the codes for a large window with what each says.
func qrText(d Document) ([]byte, error) {
	pages, err := QRPages(d, 120, 60)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	for _, page := range pages {
		b.WriteString(strings.Join(page.Lines(), "\n") + "\n" + page.Text + "\n\n")
	}
	return []byte(b.String()), nil
}

// everyDocument calls a function with each sample in each variant.
func everyDocument(t *testing.T, do func(t *testing.T, variant, name string, d Document)) {
	t.Helper()
	for variant, o := range variants() {
		for _, s := range samples() {
			do(t, variant, s.name, s.document(t, o))
		}
	}
}

func TestGolden(t *testing.T) {
	everyDocument(t, func(t *testing.T, variant, name string, d Document) {
		for _, r := range renderers() {
			got, err := r.render(d)
			if err != nil {
				t.Fatalf("%s, %s, %s: %v", r.name, variant, name, err)
			}
			path := filepath.Join("testdata", r.name, variant+"-"+name+"."+r.ending+".golden")
			if *update {
				if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, got, 0o600); err != nil {
					t.Fatal(err)
				}
				continue
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("%s is not as it was (-was +is); if it should be, run with -update:\n%s", path, diff)
			}
			again, err := r.render(d)
			if err != nil || !bytes.Equal(got, again) {
				t.Errorf("%s, %s, %s: a second rendering differs", r.name, variant, name)
			}
		}
	})
}

// TestNothingUnseenComesOut checks that no output holds a character that could
// steer a terminal or the direction of text.
func TestNothingUnseenComesOut(t *testing.T) {
	everyDocument(t, func(t *testing.T, variant, name string, d Document) {
		for _, r := range renderers() {
			got, err := r.render(d)
			if err != nil {
				t.Fatal(err)
			}
			if !utf8.Valid(got) {
				t.Errorf("%s, %s, %s: not UTF-8", r.name, variant, name)
			}
			for _, c := range string(got) {
				if c != '\n' && c != '\r' && unicode.In(c, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp) && c != '\ufeff' {
					t.Errorf("%s, %s, %s: holds %U", r.name, variant, name, c)
				}
			}
		}
	})
}
