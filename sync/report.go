package datasync

import (
	"encoding/json"

	"fettle/sync/oruk"
)

// Status says how the sync of one feed ended.
type Status string

// The statuses. A failed feed's records are as they were before. An incomplete
// feed's new and changed services are in, and nothing was removed.
const (
	StatusOK         Status = "ok"
	StatusFailed     Status = "failed"
	StatusIncomplete Status = "incomplete"
)

// maxNamed is how many rejected records a report names; it counts them all.
const maxNamed = 50

// Report says how a sync went.
type Report struct {
	Feeds []FeedReport `json:"feeds"`
}

// AllOK reports whether every feed was brought in whole.
func (r Report) AllOK() bool {
	for _, feed := range r.Feeds {
		if feed.Status != StatusOK {
			return false
		}
	}
	return true
}

// FeedReport says how the sync of one feed went. The names of its fields in
// JSON are a contract.
type FeedReport struct {
	Name   string `json:"name"`
	Status Status `json:"status"`
	// Services is how many services of the feed the library has afterwards.
	Services int `json:"services"`
	Added    int `json:"added"`
	Changed  int `json:"changed"`
	Removed  int `json:"removed"`
	// Unchanged counts the services that the feed still lists and that were
	// left as they were.
	Unchanged int `json:"unchanged"`
	// Rejected counts the records that could not be used.
	Rejected int `json:"rejected"`
	// Requests counts what was asked of the feed's server, tries included.
	Requests int `json:"requests"`
	// Seconds is how long it took.
	Seconds float64 `json:"seconds"`
	// Error says in a sentence why the status is not "ok"; "" (null in JSON)
	// when it is.
	Error string `json:"error"`
	// Missing counts the services that the feed no longer lists, and that will
	// be removed if it does not list them next time either.
	Missing int `json:"missing"`
	// DetailsFailed counts the services whose details could not be fetched now.
	// New ones are in with what the list says, others are as they were; both
	// are asked for again next time.
	DetailsFailed int `json:"details_failed"`
	// Rejections name the first 50 records that could not be used.
	Rejections []Rejected `json:"rejections,omitempty"`
	// Repaired counts the fields that were mended or dropped, by kind.
	Repaired map[string]int `json:"repaired,omitempty"`
	// Standard and Publisher are what the feed turned out to be; "" is not known.
	Standard  string `json:"standard,omitempty"`
	Publisher string `json:"publisher,omitempty"`
}

// Rejected is a record that could not be used, with the reason in plain words.
type Rejected struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Reason string `json:"reason"`
}

// MarshalJSON writes the report with null for an error that is none.
func (r FeedReport) MarshalJSON() ([]byte, error) {
	type plain FeedReport
	var sentence *string
	if r.Error != "" {
		sentence = &r.Error
	}
	return json.Marshal(struct {
		plain
		Error *string `json:"error"`
	}{plain(r), sentence})
}

// reject counts a record that can't be used.
func (r *FeedReport) reject(rejected Rejected) {
	r.Rejected++
	if len(r.Rejections) < maxNamed {
		r.Rejections = append(r.Rejections, rejected)
	}
}

// repair counts what was mended in a record.
func (r *FeedReport) repair(repairs oruk.Repairs) {
	for kind, count := range repairs {
		if r.Repaired == nil {
			r.Repaired = map[string]int{}
		}
		r.Repaired[kind] += count
	}
}
