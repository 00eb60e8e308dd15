package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestTheOrderOfFilesMakesNoDifference packs the same files in two orders, one
// of them with another time zone.
func TestTheOrderOfFilesMakesNoDifference(t *testing.T) {
	files := []entry{{"fettle", []byte("program"), true}, {"README.md", []byte("read me"), false}, {"docs/order.md", nil, false}}
	turned := slices.Clone(files)
	slices.Reverse(turned)
	made := time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)
	chatham := time.FixedZone("Chatham", 13*3600+45*60)
	for name, pack := range map[string]func(string, []entry, time.Time) (archive, error){"tar": tarred, "zip": zipped} {
		one, err := pack("fettle-1", files, made)
		if err != nil {
			t.Fatal(err)
		}
		other, err := pack("fettle-1", turned, made.In(chatham).UTC())
		if err != nil {
			t.Fatal(err)
		}
		if one.sum() != other.sum() {
			t.Errorf("%s: the same files make two archives", name)
		}
	}
}

func TestTarsHoldWhatWasPacked(t *testing.T) {
	made := time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)
	packed, err := tarred("fettle-1", []entry{{"fettle", []byte("program"), true}, {"README.md", []byte("read me"), false}}, made)
	if err != nil || packed.name != "fettle-1.tar.gz" {
		t.Fatal(packed.name, err)
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(packed.data))
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		name, data string
		mode       int64
	}{{"fettle-1/README.md", "read me", 0o644}, {"fettle-1/fettle", "program", 0o755}}
	r := tar.NewReader(unpacked)
	for _, w := range want {
		h, err := r.Next()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil || h.Name != w.name || string(data) != w.data || h.Mode != w.mode || !h.ModTime.Equal(made) {
			t.Errorf("%+v with %q (%v), want %+v", h, data, err, w)
		}
	}
	if _, err := r.Next(); !errors.Is(err, io.EOF) {
		t.Errorf("there is more in it: %v", err)
	}
}

func TestZipsHoldWhatWasPacked(t *testing.T) {
	made := time.Date(2026, 11, 22, 15, 0, 0, 0, time.UTC)
	packed, err := zipped("fettle-1", []entry{{"fettle.exe", []byte("program"), true}}, made)
	if err != nil || packed.name != "fettle-1.zip" {
		t.Fatal(packed.name, err)
	}
	r, err := zip.NewReader(bytes.NewReader(packed.data), int64(len(packed.data)))
	if err != nil || len(r.File) != 1 {
		t.Fatal(err)
	}
	f, err := r.File[0].Open()
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(f)
	if err != nil || string(data) != "program" || r.File[0].Name != "fettle-1/fettle.exe" || !r.File[0].Modified.Equal(made) {
		t.Errorf("%+v with %q (%v)", r.File[0].FileHeader, data, err)
	}
}

// TestTheSystemsAreThoseWhoseLicencesAreKept reads the list of the other command.
func TestTheSystemsAreThoseWhoseLicencesAreKept(t *testing.T) {
	source, err := os.ReadFile("../licences/collect.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, system := range systems() {
		if !strings.Contains(string(source), `"`+system+`"`) {
			t.Errorf("the licences of %s are not kept", system)
		}
	}
}
