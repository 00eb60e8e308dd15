package datasync

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"fettle/internal/atomicfile"
	"fettle/internal/filelock"
	"fettle/internal/nearest"
)

// Feed is one feed that the library follows.
type Feed struct {
	// Name is what the feed is called here, and what the ids of its services
	// begin with: see CheckName.
	Name string `json:"name"`
	// URL is its address, to which "/services" is added for the list.
	URL string `json:"url"`
	// ListAt says that URL is the address of the list itself.
	ListAt bool `json:"list_at,omitempty"`
	// Standard is the form of its records: "oruk-1", "oruk-3" or "hsds-3"; ""
	// is not known.
	Standard string `json:"standard,omitempty"`
	// Publisher is who publishes it; "" is not stated.
	Publisher string `json:"publisher,omitempty"`
	// Licence is the licence it is published under; "" is not stated.
	Licence string `json:"licence,omitempty"`
	// Software is the program that serves it; "" is not known.
	Software string `json:"software,omitempty"`
	// Private lets its address be on this machine or on a private network.
	Private bool `json:"private,omitempty"`
	// PerMinute is how many requests its site gets in a minute at most; 0
	// leaves it at the usual rate.
	PerMinute int `json:"per_minute,omitempty"`
	// Added is when it was added, in UTC.
	Added time.Time `json:"added,omitzero"`
	// LastTried and LastSynced are when a sync last tried, and last brought the
	// feed in whole, in UTC; zero is never.
	LastTried  time.Time `json:"last_tried,omitzero"`
	LastSynced time.Time `json:"last_synced,omitzero"`
	// Trouble says why the last sync did not bring it in whole, and
	// TroubleSince when the first one failed of those that have since.
	Trouble      string    `json:"trouble,omitempty"`
	TroubleSince time.Time `json:"trouble_since,omitzero"`
}

// endpoint returns the feed's addresses.
func (f Feed) endpoint() (endpoint, error) { return newEndpoint(f.URL, f.ListAt) }

// IsAt reports whether an address, as somebody typed it, is that of the feed:
// without a scheme, with capitals in the host, with paging or as the list itself.
func (f Feed) IsAt(address string) bool {
	address = strings.TrimSpace(address)
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	typed, err := newEndpoint(address, f.ListAt)
	if err != nil {
		return false
	}
	at, err := f.endpoint()
	return err == nil && at.same(typed)
}

// feedListVersion is the form of the file of feeds that this program writes.
const feedListVersion = 1

// FeedList are the feeds that are followed, in the order in which they were added.
type FeedList struct {
	Version int    `json:"version"`
	Feeds   []Feed `json:"feeds"`
}

// UnknownFeedError says that no feed has a name.
type UnknownFeedError struct {
	Name string
	// Nearest is the name that was probably meant; "" when none is near.
	Nearest string
	// None says that no feed is followed at all.
	None bool
}

// Error says so and what to do.
func (e *UnknownFeedError) Error() string {
	switch {
	case e.None:
		return fmt.Sprintf("there is no feed called %q: none has been added yet", e.Name)
	case e.Nearest != "":
		return fmt.Sprintf("there is no feed called %q: did you mean %q?", e.Name, e.Nearest)
	}
	return fmt.Sprintf("there is no feed called %q: \"fettle feeds\" lists those there are", e.Name)
}

// LoadFeedList reads the file of feeds at path. A file that is not there is an
// empty list.
func LoadFeedList(path string) (FeedList, error) {
	list := FeedList{Version: feedListVersion}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return list, nil
	}
	if err != nil {
		return FeedList{}, fmt.Errorf("read the list of feeds: %w", err)
	}
	if err := json.Unmarshal(data, &list); err != nil {
		return FeedList{}, fmt.Errorf("the list of feeds in %s can't be read: mend it, or move it away and add the feeds again: %w", path, err)
	}
	if list.Version > feedListVersion {
		return FeedList{}, fmt.Errorf("the list of feeds in %s was written by a newer version of Fettle: use that one, or move the file away", path)
	}
	seen := map[string]bool{}
	for _, feed := range list.Feeds {
		if err := CheckName(feed.Name); err != nil {
			return FeedList{}, fmt.Errorf("the list of feeds in %s: %w", path, err)
		}
		if seen[feed.Name] {
			return FeedList{}, fmt.Errorf("the list of feeds in %s has %q twice: take one of them out", path, feed.Name)
		}
		seen[feed.Name] = true
	}
	return list, nil
}

// ChangeFeedList reads the list in the file at path, has it changed, and writes
// it again, while no other program does the same. When how returns an error the
// file stays as it is.
func ChangeFeedList(ctx context.Context, path string, how func(*FeedList) error) error {
	return filelock.Hold(ctx, path+".lock", func() error {
		list, err := LoadFeedList(path)
		if err != nil {
			return err
		}
		if err := how(&list); err != nil {
			return err
		}
		return list.save(path)
	})
}

// save writes the list to the file at path, whole.
func (l FeedList) save(path string) error {
	l.Version = feedListVersion
	if l.Feeds == nil {
		l.Feeds = []Feed{}
	}
	data, err := json.MarshalIndent(l, "", "  ")
	if err != nil {
		return fmt.Errorf("write the list of feeds: %w", err)
	}
	if err := atomicfile.Write(path, append(data, '\n'), 0o600); err != nil {
		return fmt.Errorf("keep the list of feeds: %w", err)
	}
	return nil
}

// Add adds a feed. Its name and its address must not be in the list yet.
func (l *FeedList) Add(feed Feed) error {
	if err := CheckName(feed.Name); err != nil {
		return err
	}
	at, err := feed.endpoint()
	if err != nil {
		return err
	}
	for _, other := range l.Feeds {
		if other.Name == feed.Name {
			return fmt.Errorf("there is a feed called %q already: give this one another name with --name", feed.Name)
		}
		if there, err := other.endpoint(); err == nil && there.same(at) {
			return fmt.Errorf("that feed is followed already, as %q", other.Name)
		}
	}
	l.Feeds = append(l.Feeds, feed)
	return nil
}

// Remove takes the feed of that name out of the list and returns it.
func (l *FeedList) Remove(name string) (Feed, error) {
	for i, feed := range l.Feeds {
		if feed.Name == name {
			l.Feeds = append(l.Feeds[:i:i], l.Feeds[i+1:]...)
			return feed, nil
		}
	}
	return Feed{}, l.unknown(name)
}

// Find returns the feed of that name, or an *UnknownFeedError.
func (l FeedList) Find(name string) (Feed, error) {
	for _, feed := range l.Feeds {
		if feed.Name == name {
			return feed, nil
		}
	}
	return Feed{}, l.unknown(name)
}

// Note writes down how the sync of a feed that ended at a moment went. A feed
// that is no longer in the list is left alone.
func (l *FeedList) Note(report FeedReport, at time.Time) {
	at = at.UTC()
	for i := range l.Feeds {
		feed := &l.Feeds[i]
		if feed.Name != report.Name {
			continue
		}
		feed.LastTried = at
		feed.Standard = cmp.Or(report.Standard, feed.Standard)
		feed.Publisher = cmp.Or(feed.Publisher, report.Publisher)
		if report.Status == StatusOK {
			feed.LastSynced, feed.Trouble, feed.TroubleSince = at, "", time.Time{}
			continue
		}
		if feed.Trouble == "" {
			feed.TroubleSince = at
		}
		feed.Trouble = report.Error
	}
}

func (l FeedList) unknown(name string) error {
	unknown := &UnknownFeedError{Name: name, None: len(l.Feeds) == 0}
	best := 1 + len(name)/3
	for _, feed := range l.Feeds {
		distance := nearest.Distance(name, feed.Name)
		if strings.HasPrefix(feed.Name, name) && name != "" {
			distance = 0
		}
		if distance < best {
			best, unknown.Nearest = distance, feed.Name
		}
	}
	return unknown
}

// feedName is what CheckName asks for.
var feedName = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$`)

// CheckName says what is wrong with a feed's name: it has to be 1 to 40 small
// letters, digits and hyphens, with no hyphen first or last, as it becomes part
// of ids and file names.
func CheckName(name string) error {
	if !feedName.MatchString(name) {
		return fmt.Errorf("%q can't be the name of a feed: use up to 40 small letters, digits and hyphens, such as \"bristol\"", name)
	}
	return nil
}

// NameFor suggests a name for the feed at a web address or in a saved file:
// the catalogue's own for a known one, else a telling part of the address.
func NameFor(source string) string {
	u, err := url.Parse(source)
	if err != nil || u.Hostname() == "" {
		base := filepath.Base(source)
		return nameFrom(strings.TrimSuffix(base, filepath.Ext(base)))
	}
	if known, ok := knownAt(source); ok {
		return known.Key
	}
	host := u.Hostname()
	if privateHost(host) {
		return nameFrom("local")
	}
	labels := strings.Split(host, ".")
	for _, label := range labels[:max(1, len(labels)-1)] {
		switch label {
		case "www", "api", "directory", "services", "data", "openreferral":
			continue
		}
		return nameFrom(label)
	}
	return nameFrom(labels[0])
}

// nameFrom makes a name that CheckName accepts of any text.
func nameFrom(text string) string {
	var name strings.Builder
	for _, r := range strings.ToLower(text) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			name.WriteRune(r)
		} else if name.Len() > 0 && !strings.HasSuffix(name.String(), "-") {
			name.WriteByte('-')
		}
		if name.Len() == 40 {
			break
		}
	}
	return cmp.Or(strings.Trim(name.String(), "-"), "feed")
}

// FreeName returns the name, or with a number after it when the list has it.
func (l FeedList) FreeName(name string) string {
	taken := map[string]bool{}
	for _, feed := range l.Feeds {
		taken[feed.Name] = true
	}
	free := name
	for n := 2; taken[free]; n++ {
		suffix := fmt.Sprintf("-%d", n)
		free = strings.TrimRight(name[:min(len(name), 40-len(suffix))], "-") + suffix
	}
	return free
}
