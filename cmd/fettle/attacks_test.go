package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
)

// attackCorpus returns the texts by which a feed could try to do harm.
func attackCorpus(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "internal", "export", "testdata", "attacks", "corpus.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		text, err := strconv.Unquote(strings.TrimSpace(line))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, strings.ToValidUTF8(text, "\u009b")) // JSON can't hold broken bytes
	}
	if len(all) < 60 {
		t.Fatalf("only %d attacks", len(all))
	}
	return all
}

// attackFeed writes a feed with each attack in every field of a service.
func attackFeed(t *testing.T, attacks []string) string {
	t.Helper()
	type object = map[string]any
	var services []object
	for n, x := range attacks {
		services = append(services, object{
			"id": fmt.Sprintf("a%d", n), "name": "Club " + x, "alternate_name": x, "description": "Lunch " + x + "\n\n" + x, "url": x, "email": x, "alert": x,
			"fees_description": x, "eligibility_description": x, "interpretation_services": x, "status": "active", "assured_date": x,
			"organization":  object{"id": "o" + x, "name": x, "description": x, "website": x, "email": x}, //nolint:misspell // the standard's name
			"phones":        []object{{"id": "p" + x, "number": x, "extension": x, "description": x}, {"number": "01632 960 001", "description": x}},
			"contacts":      []object{{"id": "c" + x, "name": x, "title": x, "email": x}},
			"cost_options":  []object{{"id": "k" + x, "option": x, "amount": 2, "amount_description": x}},
			"languages":     []object{{"id": "l" + x, "name": x}},
			"service_areas": []object{{"id": "s" + x, "name": x, "extent": x}},
			"attributes":    []object{{"id": "t" + x, "label": x, "taxonomy_term": object{"id": "tt" + x, "name": x, "description": x}}},
			"schedules": []object{{"id": "h" + x, "freq": "WEEKLY", "byday": "TU", "opens_at": "10:00", "closes_at": "12:00", "description": x, "notes": x},
				{"freq": x, "byday": x, "opens_at": x, "closes_at": x, "valid_from": x, "description": x}},
			"service_at_locations": []object{{"id": "sl" + x, "location": object{"id": "lo" + x, "name": x, "location_type": "physical", "latitude": 54.04, "longitude": -2.8,
				"description": x, "accessibility": []object{{"description": x, "details": x}},
				"addresses": []object{{"address_1": x, "address_2": x, "city": x, "region": x, "postal_code": x}}}}},
		})
	}
	// And one whose id is an attack itself.
	services = append(services, object{"id": "../\x1b[2J\"><script>", "name": "Club with a bad id"})
	data, err := json.Marshal(services)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "feed.json")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// steers reports whether a text holds anything that steers a terminal or the
// direction of writing.
func steers(text string) (found []string) {
	for _, c := range strings.TrimPrefix(text, "\ufeff") {
		joins := c == '\u200c' || c == '\u200d'
		if c != '\n' && c != '\r' && !joins && unicode.In(c, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp) {
			found = append(found, fmt.Sprintf("%U", c))
		}
	}
	return found
}

// liveMarkup returns what a page holds that a feed must never put there: scripts
// but data, handlers, outside loads, addresses that are none of the web's.
func liveMarkup(t *testing.T, page string) (found []string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	allowed := " html head meta title style body a main div h1 h2 h3 p article dl dt dd details summary ul li footer script br strong "
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if !strings.Contains(allowed, " "+n.Data+" ") {
			found = append(found, "the element "+n.Data)
		}
		kind := ""
		for _, at := range n.Attr {
			if at.Key == "type" {
				kind = at.Val
			}
			web := strings.HasPrefix(at.Val, "https://") || strings.HasPrefix(at.Val, "http://") || strings.HasPrefix(at.Val, "tel:") || strings.HasPrefix(at.Val, "mailto:") || strings.HasPrefix(at.Val, "#")
			if strings.HasPrefix(at.Key, "on") || at.Key == "src" || at.Key == "srcset" || at.Key == "action" || at.Key == "href" && !web {
				found = append(found, at.Key+"="+at.Val)
			}
		}
		if n.Data == "script" && kind != "application/ld+json" {
			found = append(found, "a script")
		}
	}
	return found
}

// TestNoAttackGetsThroughTheProgram takes attacks the whole way: a feed that has
// one in every field, the library, and every way out of the command line.
func TestNoAttackGetsThroughTheProgram(t *testing.T) {
	attacks := attackCorpus(t)
	data := t.TempDir()
	at := []string{"--data", data, "--now", "2026-11-22T10:00"}
	must := func(args ...string) string {
		t.Helper()
		code, out, talk := fettle(t, append(args, at...)...)
		if code != 0 {
			t.Fatalf("%v: exit code %d: %s", args, code, talk)
		}
		for what, text := range map[string]string{"output": out, "talk": talk} {
			if found := steers(text); len(found) > 0 {
				t.Errorf("the %s of %v holds %v", what, args, found)
			}
		}
		return out
	}
	must("sync", "--from", attackFeed(t, attacks), "--name", "vale")
	ids := []string{}
	var found struct {
		Services []struct{ ID string } `json:"services"`
	}
	if err := json.Unmarshal([]byte(must("search", "club", "--json", "--limit", "500")), &found); err != nil {
		t.Fatal(err)
	}
	for _, s := range found.Services {
		ids = append(ids, s.ID)
		must("show", s.ID)
	}
	if len(ids) < len(attacks) {
		t.Fatalf("%d of %d services are in the library", len(ids), len(attacks)+1)
	}
	must("search", "club", "--limit", "500")
	must(append([]string{"shortlist", "add"}, ids...)...)
	must("shortlist", "list")
	must("shortlist", "check")
	must("changes")
	must("feeds")
	ways := [][]string{nil, {"--easier"}, {"--discreet"}, {"--contacts"}, {"--large"}}
	for _, f := range exportFormats() {
		for _, way := range ways {
			args := append([]string{"export", "--format", f.name, "--out", "-"}, way...)
			out := must(args...)
			if f.extension == "html" {
				if live := liveMarkup(t, out); len(live) > 0 {
					t.Errorf("%v: %v", args, live)
				}
			}
		}
	}
	must("export", "--format", "qr", "--contacts")
	for _, format := range []string{"html", "json"} {
		path := filepath.Join(t.TempDir(), "list."+format)
		must("export", "--format", format, "--out", path)
		must("shortlist", "open", path)
	}
	must("tidy")
}

// TestNoAttackSteersTheFinder opens the finder on a library full of attacks in a
// real terminal, looks at every screen that shows a service, and reads what the
// program wrote to the terminal.
func TestNoAttackSteersTheFinder(t *testing.T) {
	// Each attack names itself, so that it is found in what was written.
	var attacks []string
	for n, x := range attackCorpus(t) {
		x = strings.NewReplacer("title", "QZX"+strconv.Itoa(n), "evil.example", "qzx"+strconv.Itoa(n)+".example").Replace(x)
		attacks = append(attacks, x+"QZX"+strconv.Itoa(n))
	}
	data := t.TempDir()
	feed := attackFeed(t, attacks)
	at := []string{"--data", data, "--now", "2026-11-22T10:00"}
	if code, _, talk := fettle(t, append([]string{"sync", "--from", feed, "--name", "vale"}, at...)...); code != 0 {
		t.Fatal(talk)
	}
	m := openTerminal(t, 132, 43, at...)
	raw := filepath.Join(t.TempDir(), "written")
	m.tmux("pipe-pane", "-o", "cat > "+raw)
	m.types("club", "services, best match first")
	m.keys("Enter", "Help")
	for range 12 {
		m.keys("s", "Marked")
		m.tmux("send-keys", "Down")
	}
	m.keys("Enter", "PHONE")
	for range 40 {
		m.tmux("send-keys", "Right")
	}
	m.tmux("send-keys", "End")
	m.tmux("send-keys", "Escape")
	m.keys("l", "Shortlist")
	m.keys("e", "What it says")
	for range 10 {
		m.tmux("send-keys", "Down")
	}
	m.keys("End", "Names and numbers only")
	m.until("names no attack in the title", func(string) bool {
		title := m.tmux("display-message", "-p", "#{pane_title}")
		return strings.Contains(title, "Fettle") && !strings.Contains(title, "QZX")
	})
	written, err := os.ReadFile(raw)
	if err != nil || len(written) < 10_000 {
		t.Fatalf("%d bytes were read of what the finder wrote: %v", len(written), err)
	}
	whole := string(written)
	// Whatever begins with an escape must not carry a service's words.
	for _, alive := range regexp.MustCompile(`\x1b[\]P_^X][^\x07\x1b]*QZX[^\x07\x1b]*`).FindAllString(whole, 5) {
		t.Errorf("the terminal was told %q", alive)
	}
	for _, c := range whole {
		if c >= 0x80 && c < 0xa0 || unicode.In(c, unicode.Bidi_Control) || unicode.In(c, unicode.Zl, unicode.Zp, unicode.Co) {
			t.Fatalf("the terminal was written %U", c)
		}
	}
}

func TestTheChecksForAttacksFindThem(t *testing.T) {
	bad := `<main onclick="x"><script>x</script><p><a href="javascript:x">x</a><img src="https://x.example"></p></main>`
	if found := liveMarkup(t, bad); len(found) != 5 {
		t.Errorf("found %v in a page with five faults", found)
	}
	if found := steers("a\x1b[2J\u202eb\u009bc\u2028"); len(found) != 4 {
		t.Errorf("found %v in a text with four faults", found)
	}
}
