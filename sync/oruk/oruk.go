// Package oruk turns what feeds send into services: payloads of Open Referral
// UK version 1 ("HSDS-UK-1.0") and version 3 ("HSDS-UK-3.0"), of the
// international HSDS 3.0 that version 3 is a profile of, and of the servers
// that come close to one of them.
//
// No feed keeps to its standard in everything, so the package reads keys in
// any spelling and values of any type, mends what can only mean one thing,
// leaves out what cannot be read, and counts both. It never guesses: what a
// feed does not state stays not stated.
//
// DecodePage takes a list apart, DecodeService reads one record of it,
// DecodeRoot the front page of a feed. The package must not fetch anything, and
// it must not decide which of two records counts.
package oruk

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
)

// The standards that a payload can follow.
const (
	// Version1 is Open Referral UK 1.0, paged as "content" and "totalElements".
	Version1 = "oruk-1"
	// Version3 is Open Referral UK 3.0, paged as "contents" and "total_items".
	Version3 = "oruk-3"
	// International3 is HSDS 3.0 with fields that the UK profile leaves out.
	International3 = "hsds-3"
)

// The longest texts in characters, and the longest id in bytes, that are kept.
const (
	maxID          = 200
	maxName        = 200
	maxSummary     = 300
	maxDescription = 20000
	maxAccount     = 4000 // Descriptions of organisations and places.
	maxWords       = 600  // Notes of one or two sentences.
)

// Repairs counts what was mended or left out while a record was read, by kind:
// "type", "date", "postcode", "coordinates", "url", "email", "phone", "age",
// "schedule", "cost", "status", "area", "html", "mojibake".
type Repairs map[string]int

// Keys, folded, that the standards spell in the American way.
const (
	keyOrganisation   = "organization" //nolint:misspell // The key of the standard.
	keyOrganisationID = keyOrganisation + "id"
)

const (
	fixType        = "type"
	fixDate        = "date"
	fixPostcode    = "postcode"
	fixCoordinates = "coordinates"
	fixURL         = "url"
	fixEmail       = "email"
	fixPhone       = "phone"
	fixAge         = "age"
	fixSchedule    = "schedule"
	fixCost        = "cost"
	fixStatus      = "status"
	fixArea        = "area"
	fixHTML        = "html"
	fixMojibake    = "mojibake"
)

func (r *reader) count(kind string) { r.repairs[kind]++ }

// Source says where a record comes from.
type Source struct {
	// Feed is the feed's name in this library.
	Feed string
	// URL is the address that the record was fetched from.
	URL string
	// Standard is the standard of the feed; "" leaves it to the record.
	Standard string
	// Fetched is the moment of the fetch.
	Fetched time.Time
}

func hash(b []byte) string {
	sum := sha256.Sum256(b)
	return "sha256:" + hex.EncodeToString(sum[:16])
}
