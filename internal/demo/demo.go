// Package demo holds the made-up feeds that Fettle shows when there is no data yet, and
// that trainers use. They are the publishers' JSON, one feed of version 3 and one of
// version 1, and go through the same decoder, update and library as real ones. Nothing in
// them exists but the towns: organisations, people and streets are invented, numbers are
// from the ranges kept for drama, and every address ends in example.org.
//
// The package only hands out bytes. It must not decode them, and it must not know a
// clock: whoever asks says which day is today.
package demo

import (
	"crypto/sha256"
	_ "embed" // The feeds are part of the program.
	"encoding/hex"
	"fmt"

	"fettle/internal/service"
)

//go:generate go run ./generate -to feeds

// ReferenceDay is the Monday that the dates in the feeds were written against.
const ReferenceDay service.Date = "2026-11-02"

// lancashire and cumbria are the feeds as generated; they are never changed.
var (
	//go:embed feeds/lancashire-v3.json
	lancashire []byte
	//go:embed feeds/cumbria-v1.json
	cumbria []byte
)

// Feed is one made-up feed.
type Feed struct {
	// Name is the name of the feed in a library: "demo-lancashire".
	Name string
	// Title is what the feed is called for a person.
	Title string
	// Publisher is who is said to publish it.
	Publisher string
	// Body is the one page of the feed, as a publisher would send it.
	Body []byte
}

// Feeds returns the feeds with every date moved by the whole weeks that lie between
// ReferenceDay and today, so that weekdays stay and the data looks as fresh as it did
// on the reference day. The same today always gives the same bytes. It fails when today
// is no day, or lies more than a hundred years from the reference day.
func Feeds(today service.Date) ([]Feed, error) {
	weeks, err := weeksSince(ReferenceDay, today)
	if err != nil {
		return nil, err
	}
	feeds := []Feed{
		{
			Name: "demo-lancashire", Title: "Lancashire (made-up services for demonstration)",
			Publisher: "Fettle demonstration, version 3", Body: lancashire,
		},
		{
			Name: "demo-cumbria", Title: "South Cumbria (made-up services for demonstration)",
			Publisher: "Fettle demonstration, version 1", Body: cumbria,
		},
	}
	for i := range feeds {
		if feeds[i].Body, err = moved(feeds[i].Body, weeks); err != nil {
			return nil, fmt.Errorf("move the dates of %s to %s: %w", feeds[i].Name, today, err)
		}
	}
	return feeds, nil
}

// Version returns a mark that changes whenever the built-in feeds do, so that a library
// made of them can be known to be of this program.
func Version() string {
	h := sha256.New()
	h.Write(lancashire)
	h.Write(cumbria)
	return hex.EncodeToString(h.Sum(nil)[:12])
}
