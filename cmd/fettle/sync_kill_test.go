package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	stdsync "sync"
	"testing"
	"time"

	"fettle/index"
	"fettle/internal/service"
)

// playedFeed is a server that plays a feed of services in pages of ten, slowly
// enough to be cut off in the middle.
type playedFeed struct {
	mu     stdsync.Mutex
	count  int
	stamps map[int]int // how often a service was changed
	asked  int
}

func (f *playedFeed) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	time.Sleep(2 * time.Millisecond)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked++
	w.Header().Set("Content-Type", "application/json")
	const size = 10
	path := strings.Trim(r.URL.Path, "/")
	id, isDetail := strings.CutPrefix(path, "services/s")
	switch {
	case path == "services":
		page, err := strconv.Atoi(r.URL.Query().Get("page"))
		if err != nil || page < 1 {
			http.Error(w, "no page", http.StatusBadRequest)
			return
		}
		rows := []string{}
		for i := (page - 1) * size; i < min(page*size, f.count); i++ {
			rows = append(rows, f.record(i, ""))
		}
		_, _ = fmt.Fprintf(w, `{"total_items":%d,"total_pages":%d,"page_number":%d,"size":%d,"last_page":%t,"contents":[%s]}`,
			f.count, (f.count+size-1)/size, page, len(rows), page*size >= f.count, strings.Join(rows, ","))
	case isDetail:
		n, err := strconv.Atoi(id)
		if err != nil || n >= f.count {
			http.NotFound(w, r)
			return
		}
		_, _ = w.Write([]byte(f.record(n, fmt.Sprintf(`,"contacts":[{"name":"Desk %d","phones":[{"number":"01632 960%03d"}]}]`, n, n))))
	default:
		http.NotFound(w, r)
	}
}

func (f *playedFeed) record(n int, more string) string {
	return fmt.Sprintf(`{"id":"s%d","name":"Lunch club %d, form %d","description":"A hot meal.","last_modified":"2026-10-%02dT%02d:00:00Z"%s}`,
		n, n, f.stamps[n], f.stamps[n]/24%28+1, f.stamps[n]%24, more)
}

// stamp changes one service.
func (f *playedFeed) stamp(n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.stamps[n]++
}

// change changes some services and how many there are.
func (f *playedFeed) change(rnd *rand.Rand) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.count = 40 + rnd.IntN(25)
	for range 8 {
		f.stamps[rnd.IntN(f.count)]++
	}
}

// fettleCommand returns this test binary as the program "fettle".
func fettleCommand(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, args...)
	cmd.Args[0] = "fettle" // testscript.Main goes by this name
	cmd.Env = append(os.Environ(), "NO_PROXY=*", "HOME="+t.TempDir())
	return cmd
}

func mustRun(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", cmd.Args, err, out)
	}
}

// hashOf opens the library in a data folder and returns a hash of all its
// records, and how many there are.
func hashOf(t *testing.T, data string) (string, int) {
	t.Helper()
	lib, err := index.Open(filepath.Join(data, "library"), index.Options{})
	if errors.Is(err, index.ErrNoLibrary) {
		return "", 0
	}
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	err = lib.Each(t.Context(), "", func(s *service.Service) error {
		line, err := json.Marshal(s)
		lines = append(lines, string(line))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	found, err := lib.Search(t.Context(), service.Query{Words: "lunch"})
	if err != nil || found.Total != len(lines) {
		t.Fatalf("the library has %d services and finds %d (%v)", len(lines), found.Total, err)
	}
	if err := lib.Close(); err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	return hex.EncodeToString(sum[:]), len(lines)
}

// TestKilledSync kills syncs at random moments. Each time the library opens and
// answers, and in the end it is the one of syncs that were never killed.
// FETTLE_KILLS says how many are killed.
func TestKilledSync(t *testing.T) {
	kills := 6
	if n, err := strconv.Atoi(os.Getenv("FETTLE_KILLS")); err == nil {
		kills = n
	}
	rnd := rand.New(rand.NewPCG(7, uint64(kills)))
	feed := &playedFeed{count: 60, stamps: map[int]int{}}
	server := httptest.NewServer(feed)
	defer server.Close()
	killed, whole := t.TempDir(), t.TempDir()
	for _, data := range []string{killed, whole} {
		mustRun(t, fettleCommand(t, "feeds", "add", server.URL, "--name", "played", "--data", data))
	}
	sync := func(data string) *exec.Cmd {
		return fettleCommand(t, "sync", "--data", data, "--now", "2026-11-22T10:00", "--accept-removals")
	}
	began := time.Now()
	mustRun(t, sync(whole))
	usual := time.Since(began)
	cut := 0
	for round := 0; cut < kills && round < 20*kills; round++ {
		if round%5 == 4 {
			feed.change(rnd)
		}
		cmd := sync(killed)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		hashOf(t, killed) // somebody searches while it goes on
		time.Sleep(time.Duration(rnd.Int64N(int64(usual))))
		_ = cmd.Process.Kill() // it may have ended
		if err := cmd.Wait(); err != nil {
			cut++
		} else {
			usual = max(usual*9/10, 10*time.Millisecond) // the machine has become faster
		}
		hashOf(t, killed)
	}
	// Twice a service has to be missing, so three times settle everything.
	for range 3 {
		mustRun(t, sync(killed))
		mustRun(t, sync(whole))
	}
	got, n := hashOf(t, killed)
	want, m := hashOf(t, whole)
	if got != want || n != feed.count || m != feed.count {
		t.Errorf("after %d syncs were killed the library has %d services, the other one %d, the feed %d: the same is %t",
			cut, n, m, feed.count, got == want)
	}
	if cut < kills {
		t.Errorf("only %d of %d syncs could be killed before they ended", cut, kills)
	}
	if left, err := filepath.Glob(filepath.Join(killed, "syncstate", "part-*")); err != nil || len(left) > 0 {
		t.Errorf("%v are left over (%v)", left, err)
	}
}
