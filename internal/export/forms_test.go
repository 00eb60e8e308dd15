package export

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fettle/internal/service"
)

// message is an e-mail as a mail program reads it.
type message struct {
	header mail.Header
	kinds  []string
	bodies []string
}

func readMessage(t *testing.T, eml []byte) message {
	t.Helper()
	parsed, err := mail.ReadMessage(bytes.NewReader(eml))
	if err != nil {
		t.Fatal(err)
	}
	kind, params, err := mime.ParseMediaType(parsed.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("the message is %q: %v", kind, err)
	}
	m := message{header: parsed.Header}
	parts := multipart.NewReader(parsed.Body, params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if errors.Is(err, io.EOF) {
			return m
		}
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			t.Fatal(err)
		}
		m.kinds = append(m.kinds, part.Header.Get("Content-Type"))
		m.bodies = append(m.bodies, strings.ReplaceAll(string(body), "\r\n", "\n"))
	}
}

func TestMessagesReadBack(t *testing.T) {
	everyDocument(t, func(t *testing.T, variant, name string, d Document) {
		eml, err := EML(d)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(bytes.ReplaceAll(eml, []byte("\r\n"), nil), []byte("\n")) {
			t.Errorf("%s, %s: a line does not end in CRLF", variant, name)
		}
		m := readMessage(t, eml)
		text, errText := Text(d)
		page, errPage := Email(d)
		if errText != nil || errPage != nil {
			t.Fatal(errText, errPage)
		}
		want := []string{string(text), string(page)}
		if diff := cmp.Diff(want, m.bodies); diff != "" {
			t.Errorf("%s, %s: the parts are not what was put in:\n%s", variant, name, diff)
		}
		if diff := cmp.Diff([]string{"text/plain; charset=utf-8", "text/html; charset=utf-8"}, m.kinds); diff != "" {
			t.Errorf("%s, %s:\n%s", variant, name, diff)
		}
		subject, err := new(mime.WordDecoder).DecodeHeader(m.header.Get("Subject"))
		if err != nil || subject != d.Title || len(m.header) != 5 || m.header.Get("X-Unsent") != "1" || m.header.Get("To") != "" {
			t.Errorf("%s, %s: the head is %v", variant, name, m.header)
		}
	})
}

func TestTheFragmentIsTheInsideOfTheEmail(t *testing.T) {
	everyDocument(t, func(t *testing.T, variant, name string, d Document) {
		page, errPage := Email(d)
		fragment, errFragment := Fragment(d)
		if errPage != nil || errFragment != nil || !bytes.Contains(page, fragment) || bytes.Contains(fragment, []byte("<body")) {
			t.Errorf("%s, %s: %v %v", variant, name, errPage, errFragment)
		}
	})
}

// property is one line of a calendar or card as RFC 5545 and RFC 2426 have it.
type property struct {
	name, params, value string
}

// properties unfolds and reads a calendar or card. It knows nothing of how ours
// are written.
func properties(t *testing.T, data []byte) []property {
	t.Helper()
	text := string(data)
	if text != "" && !strings.HasSuffix(text, "\r\n") {
		t.Fatal("the last line is not ended")
	}
	var all []property
	for raw := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(raw) > 75 {
			t.Errorf("a line of %d bytes: %q", len(raw), raw)
		}
		if strings.ContainsAny(raw, "\r\n") {
			t.Errorf("a bare line end in %q", raw)
		}
	}
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n ", ""), "\r\n") {
		if line == "" {
			continue
		}
		head, value, ok := strings.Cut(line, ":")
		if !ok {
			t.Fatalf("no property: %q", line)
		}
		name, params, _ := strings.Cut(head, ";")
		all = append(all, property{name, params, value})
	}
	return all
}

// unescape reads a text value.
func unescape(value string) string {
	var b strings.Builder
	for i := 0; i < len(value); i++ {
		if value[i] == '\\' && i+1 < len(value) {
			i++
			if value[i] == 'n' || value[i] == 'N' {
				b.WriteByte('\n')
				continue
			}
		}
		b.WriteByte(value[i])
	}
	return b.String()
}

// checkNested reports whether what begins also ends, in order.
func checkNested(t *testing.T, all []property) {
	t.Helper()
	var open []string
	for _, p := range all {
		switch p.name {
		case "BEGIN":
			open = append(open, p.value)
		case "END":
			if len(open) == 0 || open[len(open)-1] != p.value {
				t.Fatalf("END:%s within %v", p.value, open)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Fatalf("never ended: %v", open)
	}
}

func TestCalendarsReadBack(t *testing.T) {
	everyDocument(t, func(t *testing.T, variant, name string, d Document) {
		data, err := ICS(d)
		if err != nil {
			t.Fatal(err)
		}
		all := properties(t, data)
		checkNested(t, all)
		events, ids := 0, make(map[string]bool)
		for _, p := range all {
			switch p.name {
			case "BEGIN":
				switch p.value {
				case "VEVENT":
					events++
				case "VALARM":
					t.Errorf("%s, %s: holds an alarm", variant, name)
				}
			case "UID":
				if ids[p.value] {
					t.Errorf("%s, %s: the id %s twice", variant, name, p.value)
				}
				ids[p.value] = true
			case "SUMMARY":
				if d.Discreet && p.value != "Appointment idea" {
					t.Errorf("%s: a summary %q", name, p.value)
				}
			case "ATTENDEE":
				t.Errorf("%s, %s: names somebody: %v", variant, name, p)
			}
		}
		want := 0
		for _, e := range d.Entries {
			want += len(e.Events)
		}
		if events != want || len(ids) != want {
			t.Errorf("%s, %s: %d events with %d ids, want %d", variant, name, events, len(ids), want)
		}
	})
}

func TestRulesOfEvents(t *testing.T) {
	london, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Skip("the time zones of this system are missing")
	}
	at := func(day string) time.Time {
		start, err := time.ParseInLocation("2006-01-02 15:04", day, london)
		if err != nil {
			t.Fatal(err)
		}
		return start
	}
	days := func(ds ...time.Weekday) []service.Day {
		var all []service.Day
		for _, d := range ds {
			all = append(all, service.Day{Day: d})
		}
		return all
	}
	for name, tc := range map[string]struct {
		event Event
		want  string
	}{
		"weekly without a word": {Event{Session: service.Session{Days: days(time.Monday)}}, "FREQ=WEEKLY;BYDAY=MO"},
		"every second week":     {Event{Session: service.Session{Freq: service.Weekly, Interval: 2, Days: days(time.Tuesday, time.Sunday)}}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU"},
		"last Friday":           {Event{Session: service.Session{Freq: service.Monthly, Days: []service.Day{{Nth: -1, Day: time.Friday}}}}, "FREQ=MONTHLY;BYDAY=-1FR"},
		"days of the month":     {Event{Session: service.Session{Freq: service.Monthly, MonthDays: []int{1, -1}}}, "FREQ=MONTHLY;BYMONTHDAY=1,-1"},
		"daily":                 {Event{Session: service.Session{Freq: service.Daily}}, "FREQ=DAILY"},
		"once":                  {Event{Session: service.Session{Freq: service.Once, Days: days(time.Monday)}}, ""},
		"no days":               {Event{Session: service.Session{From: "10:00"}}, ""},
		// In summer time the end of a day in London is 22:59:59 UTC.
		"until a summer day": {Event{Session: service.Session{Days: days(time.Monday), ValidTo: "2027-06-30"}, First: Occurrence{Start: at("2027-06-07 10:00")}},
			"FREQ=WEEKLY;BYDAY=MO;UNTIL=20270630T225959Z"},
		"counted": {Event{Session: service.Session{Freq: service.Daily, Count: 3}, First: Occurrence{Start: at("2027-01-01 10:00")}, Last: at("2027-01-03 10:00")},
			"FREQ=DAILY;UNTIL=20270103T100000Z"},
		"all day": {Event{Session: service.Session{Freq: service.Daily, ValidTo: "2027-01-31"}, First: Occurrence{Start: at("2027-01-01 00:00"), AllDay: true}},
			"FREQ=DAILY;UNTIL=20270131"},
	} {
		if got := repeatRule(tc.event); got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
	var f folded
	f.exceptions(Event{Session: service.Session{Except: []service.Date{"2027-01-06", "2026-12-30", "2027-01-06", "soon"}}, First: Occurrence{Start: at("2027-01-06 10:30")}})
	if want := "EXDATE;TZID=Europe/London:20270106T103000\r\n"; f.String() != want {
		t.Errorf("exceptions are %q, want %q", f.String(), want)
	}
}

func TestCardsReadBack(t *testing.T) {
	known := " BEGIN VERSION FN N ORG TEL EMAIL URL ADR NOTE REV END "
	everyDocument(t, func(t *testing.T, variant, name string, d Document) {
		data, err := VCF(d)
		if err != nil {
			t.Fatal(err)
		}
		all := properties(t, data)
		checkNested(t, all)
		var names, want []string
		for _, p := range all {
			if !strings.Contains(known, " "+p.name+" ") {
				t.Errorf("%s, %s: a property %v", variant, name, p)
			}
			if p.name == "FN" {
				names = append(names, unescape(p.value))
			}
		}
		for _, e := range d.Entries {
			if e.Service == nil {
				continue
			}
			shown := e.Heading
			if said := e.said(KindName); said != "" {
				shown = said
			}
			want = append(want, shown)
		}
		if diff := cmp.Diff(want, names, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s, %s: names (-want +got):\n%s", variant, name, diff)
		}
	})
}

func TestFoldingKeepsCharactersWhole(t *testing.T) {
	for n := range 160 {
		value := strings.Repeat("é", n) + strings.Repeat("👩", n)
		var f folded
		f.property("NOTE", value)
		all := properties(t, []byte(f.String()))
		if n == 0 {
			if len(all) != 0 {
				t.Errorf("an empty value gave %v", all)
			}
			continue
		}
		if len(all) != 1 || unescape(all[0].value) != value {
			t.Fatalf("%d characters came back as %v", n, all)
		}
	}
}

func TestEscapedTextReadsBack(t *testing.T) {
	for _, x := range attacks(t) {
		want := visible(x)
		if want == "" {
			continue
		}
		var f folded
		f.property("NOTE", x)
		if all := properties(t, []byte(f.String())); len(all) != 1 || unescape(all[0].value) != want {
			t.Errorf("%q came back as %v", x, all)
		}
	}
}

func TestTablesReadBack(t *testing.T) {
	everyDocument(t, func(t *testing.T, variant, name string, d Document) {
		data, err := CSV(d)
		if err != nil {
			t.Fatal(err)
		}
		body, marked := strings.CutPrefix(string(data), "\ufeff")
		r := csv.NewReader(strings.NewReader(body))
		r.FieldsPerRecord = -1
		rows, err := r.ReadAll()
		if err != nil || !marked {
			t.Fatalf("%s, %s: %v", variant, name, err)
		}
		if len(rows) != 1+len(d.Entries)+1+len(d.Emergency) {
			t.Errorf("%s, %s: %d rows", variant, name, len(rows))
		}
		for _, row := range rows {
			for _, cell := range row {
				if trimmed := strings.TrimSpace(cell); trimmed != "" && strings.ContainsAny(trimmed[:1], "=+-@|%") {
					t.Errorf("%s, %s: a cell that begins as a formula: %q", variant, name, cell)
				}
			}
		}
	})
}

func TestFormulasAreDefused(t *testing.T) {
	for _, cell := range []string{"=1+1", " \t=1", "+44", "-1", "@SUM(A1)", "＝1", "\n=1"} {
		if got := noFormula(cell); got != "'"+cell {
			t.Errorf("%q became %q", cell, got)
		}
	}
	for _, cell := range []string{"1-2", "", "'=1", "Tea = free"} {
		if got := noFormula(cell); got != cell {
			t.Errorf("%q became %q", cell, got)
		}
	}
}

func TestJSONReadsBack(t *testing.T) {
	everyDocument(t, func(t *testing.T, variant, name string, d Document) {
		data, err := JSON(d)
		if err != nil {
			t.Fatal(err)
		}
		saved, err := Read(data)
		if err != nil {
			t.Fatalf("%s, %s: %v", variant, name, err)
		}
		if saved.ListID != d.ListID || saved.On != d.On || len(saved.Items) != len(d.Entries) {
			t.Errorf("%s, %s: %+v", variant, name, saved)
		}
		for i, e := range d.Entries {
			got := saved.Items[i]
			if diff := cmp.Diff(e.Service, got.Service, cmpopts.EquateEmpty()); diff != "" || got.ID != e.ID || got.Note != e.Note {
				t.Errorf("%s, %s: service %d came back changed:\n%s", variant, name, i, diff)
			}
		}
	})
}

func TestReadRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                                      "not a list",
		"<html>":                                "not a list",
		"[]":                                    "not a list",
		"{}":                                    "not a list",
		`{"version":2,"list":"a"}`:              "newer fettle",
		`{"version":1,"list":"a"}`:              "not a list",
		`{"version":1,"list":"","services":[]}`: "not a list",
		`{"version":1,"list":"a","correct_on":"2026-11-22","services":[{}]}`: "service 1 of the list has no id",
		`{"version":1,"list":"a","services":"all"}`:                          "not a list",
		`{"version":1,"list":"a","correct_on":"soon","services":[]}`:         `"soon" is not the day`,
	} {
		if _, err := Read([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	d := samples()[7].document(f, variants()["normal"])
	data, err := JSON(d)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(`{"version":1,"list":"a","services":[{"id":"b","service":null}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		saved, err := Read(data)
		if err != nil {
			return
		}
		list, known := List{ID: saved.ListID}, make(map[string]*service.Service)
		for _, it := range saved.Items {
			list.Items = append(list.Items, Item{ID: it.ID, Note: it.Note})
			known[it.ID] = it.Service
		}
		d, err := Build(list, func(id string) (*service.Service, error) { return known[id], nil }, variants()["normal"])
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range renderers() {
			if out, err := r.render(d); err == nil && strings.ContainsAny(string(out), "\x1b\u009b\u202e") {
				t.Fatalf("%s holds an escape: %q", r.name, out)
			}
		}
	})
}
