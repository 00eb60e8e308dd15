package index

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fettle/internal/service"
)

// A byte that changed on the disk is noticed, never a crash.
func TestAChangedByteInTheFactsIsAnError(t *testing.T) {
	data := someColumns(t)
	for i := range data {
		changed := slices.Clone(data)
		changed[i] ^= 4
		if _, err := decodeColumns(changed); err == nil {
			t.Fatalf("byte %d changed and nobody noticed", i)
		}
	}
}

func someColumns(tb testing.TB) []byte {
	tb.Helper()
	b := newColumnBuilder(3, dayNumber("2026-11-24"))
	find := newFactFinder(testNow())
	age := 17.5
	first := find.facts(&service.Service{
		ID: "f/1", Name: "‘A’ group", Age: service.Age{Min: &age, Max: &age}, How: []service.How{service.IsOnline},
		Locations: []service.Location{{Point: &service.Point{Lat: 54, Lon: -2.8}}}, Areas: []service.Area{{Name: "Lancaster", Code: "E07000121"}},
	})
	second := find.facts(&service.Service{ID: "f/2", Name: "B group"})
	b.add(&first, recordPlace{1, 2})
	b.add(nil, recordPlace{})
	b.add(&second, recordPlace{3, 4})
	data, err := b.done().encode()
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

func FuzzDecodeColumns(f *testing.F) {
	f.Add(someColumns(f))
	f.Add([]byte(columnMagic))
	f.Fuzz(func(_ *testing.T, data []byte) {
		if len(data) >= headSize { // as if the damage came before the sum
			binary.LittleEndian.PutUint64(data[len(columnMagic):], sum(data[len(columnMagic)+8:]))
		}
		if c, err := decodeColumns(data); err == nil {
			for i := range c.n {
				_ = c.ids.at(i)
			}
		}
	})
}

func FuzzDecodePhrases(f *testing.F) {
	b := newPhraseBuilder()
	one, two, of := &form{plain: "one", stem: "one"}, &form{plain: "two", stem: "two"}, &form{plain: "of"}
	b.add([3][]*form{{one, two}, nil, {of, one}})
	b.add([3][]*form{})
	var data bytes.Buffer
	if err := b.writeTo(&data); err != nil {
		f.Fatal(err)
	}
	f.Add(data.Bytes())
	f.Fuzz(func(_ *testing.T, data []byte) {
		p, err := decodePhrases(data)
		if err != nil {
			return
		}
		mover := phraseMover{from: p, to: newPhraseBuilder(), stems: []string{"", "one", "two"}, numbers: make([]uint32, 3)}
		for doc := range min(len(p.starts), 10) {
			_ = mover.move(doc) // what can't be read is an error, never a crash
			for field := range 3 {
				p.has(doc, field, []wordAt{{1, 0}, {2, 1}, {1, 3}}, []byte{1, 2}, 2)
			}
		}
	})
}

// What was packed, a few records in a block or more than one block has room for,
// comes back as it was, and a row whatever the dictionary.
func TestRecordsComeBackAsTheyWere(t *testing.T) {
	all := randomRecords(rand.New(rand.NewPCG(4, 5)), 600).records
	for i := range all {
		all[i].Raw = bytes.Repeat(fmt.Appendf(nil, "%d ", i), 1+i%1000)
	}
	all[7].Raw = bytes.Repeat([]byte("large "), 3*blockSize/6)
	dir := t.TempDir()
	put(t, dir, all...)
	lib, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	closeAfter(t, lib)
	read := make([]service.Service, len(all))
	for i, s := range all {
		if read[i], err = lib.Service(s.ID); err != nil {
			t.Fatalf("%s: %v", s.ID, err)
		}
	}
	blocks := map[uint64]bool{}
	for i, s := range all { // only now that others were read into the same memory
		got := read[i]
		if string(got.Raw) != string(s.Raw) || got.Name != s.Name {
			t.Fatalf("%s is %q with %d bytes of its publisher's", s.ID, got.Name, len(got.Raw))
		}
		doc, _ := lib.gen.columns.number(s.ID)
		blocks[lib.gen.columns.recordAt[doc]>>offsetShift] = true
		rows := rowReader{records: lib.gen.records}
		row, err := rows.plain(doc)
		if err != nil || row != string(encodeRow(&got)) {
			t.Fatalf("the row of %s: %v", s.ID, err)
		}
	}
	if n := len(blocks); n < 5 || n > len(all)/2 || lib.gen.records.dicts[0].Dict == nil {
		t.Errorf("%d records are in %d blocks: nothing is proved", len(all), n)
	}
}

// Whatever is packed where a row should be, it is an error or a row, never a crash.
func FuzzUnpackRow(f *testing.F) {
	dict, err := newRowDict(100, func(i int) ([]byte, error) { return fmt.Appendf(nil, "a row with the number %d", i), nil })
	if err != nil {
		f.Fatal(err)
	}
	f.Add(dict.pack([]byte("a row with the number 7")))
	f.Fuzz(func(_ *testing.T, packed []byte) {
		for _, d := range []rowDict{dict, {}} {
			_, _ = d.unpack(packed, &slab[byte]{})
		}
	})
}

func FuzzDecodeRow(f *testing.F) {
	f.Add(string(encodeRow(&service.Service{ID: "f/1", Name: "One", Sessions: []service.Session{{From: "10:00"}}})))
	f.Fuzz(func(t *testing.T, row string) {
		var s, again service.Service
		var eye rowEye
		if eye.readRow(row, &s) != nil {
			return
		}
		if err := eye.readRow(string(encodeRow(&s)), &again); err != nil || !reflect.DeepEqual(again, s) {
			t.Fatalf("a row changed on the way: %v", err)
		}
	})
}

// rowOf returns what a list shows of a service: the record without its long
// texts, which are read when it is opened.
func rowOf(s *service.Service) service.Service {
	row := *s
	row.Description, row.Summary, row.Eligibility, row.Timing, row.AccessNote = "", "", "", "", ""
	row.Organisation = service.Organisation{ID: s.Organisation.ID, Name: s.Organisation.Name}
	row.Terms, row.Contacts, row.Areas, row.Accessibility, row.Audience = nil, nil, nil, nil, nil
	row.Source = service.Provenance{Feed: s.Source.Feed, SourceID: s.Source.SourceID}
	row.Found = service.Found{Needs: withoutEvidence(s.Found.Needs)}
	row.Locations = slices.Clone(s.Locations)
	for i := range row.Locations {
		row.Locations[i].Description, row.Locations[i].Accessibility = "", nil
	}
	row.Raw = nil
	return row
}

func withoutEvidence(found []service.NeedFound) []service.NeedFound {
	var out []service.NeedFound
	for _, n := range found {
		out = append(out, service.NeedFound{ID: n.ID, Weight: n.Weight})
	}
	return out
}

// Every field of a record that a list shows comes back: one that the rows
// forget, or that rowOf should leave out, fails here.
func TestRowsComeBackAsTheyWere(t *testing.T) {
	var s service.Service
	fill(t, reflect.ValueOf(&s).Elem(), 0)
	var got, places service.Service
	var eye rowEye
	if err := eye.readRow(string(encodeRow(&s)), &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(rowOf(&s), got); diff != "" {
		t.Fatal(diff)
	}
	if err := eye.readPlaces(string(encodeRow(&s)), &places); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(got.Locations, places.Locations); diff != "" || places.Name != got.Name || places.Organisation != got.Organisation {
		t.Fatal(diff)
	}
}

// fill puts something into every field of a value.
func fill(t *testing.T, v reflect.Value, depth int) {
	t.Helper()
	if _, isTime := v.Interface().(time.Time); isTime || depth > 8 {
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString("text" + fmt.Sprint(depth))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(1.25)
	case reflect.Int:
		v.SetInt(-3)
	case reflect.Uint8:
		v.SetUint(65)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem(), depth+1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(t, v.Index(i), depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), depth+1)
		}
	default:
		t.Fatalf("nothing to fill a %s with", v.Kind())
	}
}

func TestColumnsComeBackAsTheyWere(t *testing.T) {
	data := someColumns(t)
	back, err := decodeColumns(data)
	if err != nil {
		t.Fatal(err)
	}
	again, err := back.encode()
	if err != nil || string(again) != string(data) {
		t.Fatalf("the columns changed on the way: %v", err)
	}
	if back.accepts(0, 17) != service.No || back.accepts(0, 18) != service.No || back.accepts(2, 18) != service.NotStated {
		t.Error("ages are answered wrongly")
	}
	if back.live.count() != 2 || back.live.has(1) || back.nameRank[0] > back.nameRank[2] {
		t.Error("documents in use or their names are wrong")
	}
	if doc, ok := back.number("f/2"); !ok || doc != 2 || back.recordAt[2] != 4 {
		t.Error("a record is not found by its id")
	}
}
