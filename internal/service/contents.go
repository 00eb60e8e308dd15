package service

import "time"

// Contents is what a library holds.
type Contents struct {
	// Services is how many services there are in all.
	Services int `json:"services"`
	// Built is when this form of the library was written, in UTC.
	Built time.Time `json:"built"`
	// Feeds are the feeds in it, by name.
	Feeds []FeedContents `json:"feeds"`
}

// FeedContents is what a library holds of one feed.
type FeedContents struct {
	// Name is the feed's name in this library.
	Name string `json:"name"`
	// Publisher is who publishes it; "" is not stated.
	Publisher string `json:"publisher,omitempty"`
	// Services is how many of its services are in the library.
	Services int `json:"services"`
	// Synced is when its records were last brought in whole, in UTC.
	Synced time.Time `json:"synced,omitzero"`
	// Trouble says in plain words why the last update did not bring it in, and
	// is empty when it did.
	Trouble string `json:"trouble,omitempty"`
	// Demo marks made-up services that nobody must ring.
	Demo bool `json:"demo,omitempty"`
}

// Newest returns the latest time at which any feed was brought in whole; zero
// when none was.
func (c Contents) Newest() time.Time {
	var newest time.Time
	for _, f := range c.Feeds {
		if f.Synced.After(newest) {
			newest = f.Synced
		}
	}
	return newest
}
