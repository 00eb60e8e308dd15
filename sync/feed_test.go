package datasync

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	stdsync "sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fettle/internal/service"
)

func TestFeedListKeepsWhatItIsGiven(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data", "feeds.json")
	list, err := LoadFeedList(path)
	if err != nil || len(list.Feeds) != 0 {
		t.Fatalf("a list that is not there is %+v and %v", list, err)
	}
	feeds := []Feed{
		{Name: "bristol", URL: "https://bristol.test/v3", Standard: "oruk-3", Publisher: "Bristol", Added: monday(), PerMinute: 20},
		{Name: "mine", URL: "http://127.0.0.1:80/services", ListAt: true, Private: true, Trouble: "no answer", TroubleSince: monday()},
	}
	for _, feed := range feeds {
		if err := list.Add(feed); err != nil {
			t.Fatal(err)
		}
	}
	if err := list.save(path); err != nil {
		t.Fatal(err)
	}
	got, err := LoadFeedList(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(feeds, got.Feeds); diff != "" {
		t.Error(diff)
	}
}

func TestFeedListRefuses(t *testing.T) {
	list := FeedList{Feeds: []Feed{{Name: "bristol", URL: "https://bristol.test/v3"}}}
	for name, c := range map[string]struct {
		feed  Feed
		words string
	}{
		"a name twice":         {Feed{Name: "bristol", URL: "https://other.test"}, "another name"},
		"an address twice":     {Feed{Name: "b2", URL: "https://BRISTOL.test/v3/services/?page=1"}, `as "bristol"`},
		"no address":           {Feed{Name: "b2", URL: "bristol.test"}, "https://"},
		"a name with a slash":  {Feed{Name: "b/2", URL: "https://other.test"}, "small letters"},
		"a name of two dots":   {Feed{Name: "..", URL: "https://other.test"}, "small letters"},
		"a name in capitals":   {Feed{Name: "Bristol", URL: "https://other.test"}, "small letters"},
		"no name":              {Feed{URL: "https://other.test"}, "small letters"},
		"a name of great size": {Feed{Name: strings.Repeat("a", 41), URL: "https://other.test"}, "small letters"},
	} {
		if err := list.Add(c.feed); err == nil || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: the error is %v", name, err)
		}
	}
	if len(list.Feeds) != 1 {
		t.Errorf("the list has %d feeds", len(list.Feeds))
	}
}

// However an address is written, it is the feed's or it is not; what the list
// takes for the same feed is the same.
func TestOneRuleForAddresses(t *testing.T) {
	feed, keyed := Feed{Name: "a", URL: "https://x.test/v3"}, Feed{Name: "a", URL: "https://x.test/v3?key=k"}
	for address, want := range map[string]struct{ feed, keyed bool }{
		"https://x.test/v3":                           {feed: true},
		"https://x.test/v3/":                          {feed: true},
		"x.test/v3":                                   {feed: true},
		"http://x.test/v3":                            {feed: true},
		"HTTPS://X.Test:443/v3":                       {feed: true},
		"X.Test/v3/services/":                         {feed: true},
		"https://x.test/v3/services?page=1":           {feed: true},
		"https://x.test/v3?per_page=50":               {feed: true},
		"https://x.test/v3/services?key=k&page=2":     {keyed: true},
		"x.test/v3/?key=k":                            {keyed: true},
		"https://x.test/v3?key=other":                 {},
		"https://x.test/V3":                           {},
		"https://x.test:8443/v3":                      {},
		"https://x.test":                              {},
		"https://y.test/v3":                           {},
		"":                                            {},
		"bristol":                                     {},
		"https://somebody:secret@x.test/v3":           {},
		"https://x.test/v3/services/one-of-them#here": {},
	} {
		if got := feed.IsAt(address); got != want.feed {
			t.Errorf("%q is %s: %t", address, feed.URL, got)
		}
		if got := keyed.IsAt(address); got != want.keyed {
			t.Errorf("%q is %s: %t", address, keyed.URL, got)
		}
		if !strings.Contains(address, "://") {
			continue
		}
		list := FeedList{Feeds: []Feed{feed}}
		if err := list.Add(Feed{Name: "b", URL: address}); (err == nil) == want.feed && !strings.Contains(address, "@") {
			t.Errorf("%q beside %s: %v", address, feed.URL, err)
		}
	}
}

func TestFeedListFiles(t *testing.T) {
	for name, c := range map[string]struct{ content, words string }{
		"not JSON":      {"feeds:", "can't be read"},
		"newer":         {`{"version":2,"feeds":[]}`, "newer version"},
		"hostile name":  {`{"version":1,"feeds":[{"name":"../x","url":"https://x.test"}]}`, "can't be the name"},
		"the same name": {`{"version":1,"feeds":[{"name":"x"},{"name":"x"}]}`, "twice"},
	} {
		path := filepath.Join(t.TempDir(), "feeds.json")
		if err := os.WriteFile(path, []byte(c.content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := LoadFeedList(path); err == nil || !strings.Contains(err.Error(), c.words) {
			t.Errorf("%s: the error is %v", name, err)
		}
	}
}

func TestFindSuggests(t *testing.T) {
	list := FeedList{Feeds: []Feed{{Name: "bristol"}, {Name: "shropshire"}, {Name: "bucks"}}}
	for name, nearest := range map[string]string{
		"bristl": "bristol", "Bristol": "bristol", "shrop": "shropshire", "buckz": "bucks", "leeds": "", "": "", "x": "",
	} {
		_, err := list.Find(name)
		var unknown *UnknownFeedError
		if !errors.As(err, &unknown) || unknown.Nearest != nearest {
			t.Errorf("%q: %v, want the suggestion %q", name, err, nearest)
		}
	}
	if feed, err := list.Find("bucks"); err != nil || feed.Name != "bucks" {
		t.Errorf("got %+v and %v", feed, err)
	}
	if _, err := (FeedList{}).Find("bucks"); err == nil || !strings.Contains(err.Error(), "none has been added") {
		t.Errorf("the error is %v", err)
	}
}

func TestRemoveFeed(t *testing.T) {
	list := FeedList{Feeds: []Feed{{Name: "a"}, {Name: "b"}, {Name: "c"}}}
	before := list.Feeds
	feed, err := list.Remove("b")
	if err != nil || feed.Name != "b" || len(list.Feeds) != 2 || list.Feeds[1].Name != "c" {
		t.Errorf("got %+v, %v and %+v", feed, err, list.Feeds)
	}
	if before[1].Name != "b" {
		t.Error("a copy of the list changed with it")
	}
	if _, err := list.Remove("b"); err == nil {
		t.Error("it was removed twice")
	}
}

func TestNoteSync(t *testing.T) {
	list := FeedList{Feeds: []Feed{{Name: "a", Publisher: "A", LastSynced: monday()}, {Name: "b"}}}
	first, second, third := monday().Add(time.Hour), monday().Add(2*time.Hour), monday().Add(3*time.Hour)
	list.Note(FeedReport{Name: "a", Status: StatusFailed, Error: "no answer"}, first)
	list.Note(FeedReport{Name: "a", Status: StatusIncomplete, Error: "too few", Standard: "oruk-3", Publisher: "Other"}, second)
	want := Feed{
		Name: "a", Publisher: "A", Standard: "oruk-3", LastSynced: monday(), LastTried: second,
		Trouble: "too few", TroubleSince: first,
	}
	if diff := cmp.Diff(want, list.Feeds[0]); diff != "" {
		t.Error(diff)
	}
	list.Note(FeedReport{Name: "a", Status: StatusOK}, third)
	want.LastSynced, want.LastTried, want.Trouble, want.TroubleSince = third, third, "", time.Time{}
	if diff := cmp.Diff(want, list.Feeds[0]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Feed{Name: "b"}, list.Feeds[1]); diff != "" {
		t.Error(diff)
	}
}

func TestNames(t *testing.T) {
	for source, want := range map[string]string{
		"https://bristol.openplace.directory/o/OpenReferralService/v3/":    "bristol",
		"https://api.familyinfo.buckinghamshire.gov.uk/api/v1":             "bucks",
		"https://leeds.openplace.directory/o/OpenReferralService/v3":       "leeds",
		"https://www.directory.wigan.gov.uk/feed":                          "wigan",
		"http://127.0.0.1:8000/feed":                                       "local",
		"http://localhost:8000/feed":                                       "local",
		"/home/ann/Bristol 2024 (all).json":                                "bristol-2024-all",
		"pages":                                                            "pages",
		"../..":                                                            "feed",
		strings.Repeat("x", 60) + ".json":                                  strings.Repeat("x", 40),
		"https://xn--bcher-kva.test":                                       "xn-bcher-kva",
		"https://bristol.openplace.directory/o/ServiceDirectoryService/v2": "bristol-v1",
	} {
		got := NameFor(source)
		if got != want {
			t.Errorf("%s is named %q, want %q", source, got, want)
		}
		if err := CheckName(got); err != nil {
			t.Error(err)
		}
	}
	list := FeedList{Feeds: []Feed{{Name: "local"}, {Name: "local-2"}, {Name: strings.Repeat("x", 40)}}}
	for name, want := range map[string]string{"local": "local-3", "other": "other", strings.Repeat("x", 40): strings.Repeat("x", 38) + "-2"} {
		if got := list.FreeName(name); got != want || CheckName(got) != nil {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}

func TestCatalogue(t *testing.T) {
	keys, addresses := map[string]bool{}, map[string]bool{}
	unsure := false
	for _, known := range Catalogue() {
		if err := CheckName(known.Key); err != nil || keys[known.Key] {
			t.Errorf("the key %q: %v, twice: %t", known.Key, err, keys[known.Key])
		}
		at, err := newEndpoint(known.URL, known.ListAt)
		if err != nil || addresses[at.base] {
			t.Errorf("the address %q: %v, twice: %t", known.URL, err, addresses[at.base])
		}
		keys[known.Key], addresses[at.base] = true, true
		if known.Publisher == "" || known.State == "" || known.Licence == "" || known.AsOf == "" || known.Software == "" {
			t.Errorf("something is not said of %+v", known)
		}
		if known.Standard != "oruk-1" && known.Standard != "oruk-3" {
			t.Errorf("%s has the standard %q", known.Key, known.Standard)
		}
		if found, ok := knownAt(known.URL); !ok || found.Key != known.Key {
			t.Errorf("%s is found as %q", known.URL, found.Key)
		}
		if privateAddress(known.URL) {
			t.Errorf("%s is private", known.URL)
		}
		var list FeedList
		if feed := known.Feed(monday()); feed.Licence != "" || list.Add(feed) != nil {
			t.Errorf("%s can't be followed as %+v", known.Key, feed)
		}
		if unsure && known.Answers == service.Yes && known.Services > 100 {
			t.Errorf("%s answers and comes after feeds that don't", known.Key)
		}
		unsure = unsure || known.Answers != service.Yes
	}
	for _, key := range []string{"bristol", "shropshire", "northlincs", "dorset", "bucks", "southampton", "cqc", "hull", "penninelancs", "cumbria"} {
		if _, ok := FindKnown(key); !ok {
			t.Errorf("the catalogue has no %s", key)
		}
	}
	if _, ok := FindKnown("nowhere"); ok {
		t.Error("the catalogue has a feed called nowhere")
	}
}

func TestStateIsKeptAndForgiven(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "syncstate")
	state := feedState{Missing: map[string]service.Date{"a/1": "2026-11-02"}, Shortfall: 3}
	if err := state.save(dir, "con"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(state, loadState(dir, "con")); diff != "" {
		t.Error(diff)
	}
	if err := os.WriteFile(statePath(dir, "con"), []byte(`{"missing":{"a/1":"2026`), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := loadState(dir, "con"); len(got.Missing) != 0 || got.Shortfall != 0 {
		t.Errorf("a damaged state is %+v", got)
	}
	for range 2 {
		if err := Forget(dir, "con"); err != nil {
			t.Fatal(err)
		}
	}
	if err := Forget(dir, "../../x"); err == nil {
		t.Error("a file elsewhere may be removed")
	}
	if err := (feedState{}).save("", "con"); err != nil {
		t.Error(err)
	}
}

// Programs that change the list at the same time lose nothing of each other.
func TestFeedListIsChangedByOneAtATime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data", "feeds.json")
	var group stdsync.WaitGroup
	for i := range 24 {
		group.Go(func() {
			err := ChangeFeedList(t.Context(), path, func(list *FeedList) error {
				name := list.FreeName("council")
				return list.Add(Feed{Name: name, URL: fmt.Sprintf("https://feed%d.example.org", i)})
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	list, err := LoadFeedList(path)
	if err != nil || len(list.Feeds) != 24 {
		t.Fatalf("%d feeds are followed, %v", len(list.Feeds), err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	oops := errors.New("oops")
	err = ChangeFeedList(t.Context(), path, func(list *FeedList) error { list.Feeds = nil; return oops })
	if after, _ := os.ReadFile(path); !errors.Is(err, oops) || !bytes.Equal(before, after) {
		t.Errorf("after an error, %v, the list has changed", err)
	}
}
