package datasync

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	stdsync "sync"
	"syscall"
	"time"

	"fettle/internal/atomicfile"
	"fettle/sync/oruk"
)

const (
	// leftoversLast is how long what an unfinished sync fetched is good for.
	leftoversLast = 24 * time.Hour
	// maxLeftovers is how many bytes of answers are kept of one feed at most.
	maxLeftovers = 256 << 20
	// Answers go to the disk when there are that many, or bytes of them, or
	// after that time: this much is asked for again after a sync was killed.
	batchAnswers = 16
	batchBytes   = 1 << 20
	batchTime    = 2 * time.Second
)

// leftovers are the answers of a feed that a sync has fetched and not yet
// brought into the library, in a folder of their own. If the sync is cut off,
// the next one takes them instead of asking again. Nothing of it has to be
// there for a sync to be right, so what can't be read is asked for again, and
// what can't be written is not kept: the library and the feed's state, which
// are written later, say so when the disk is full or can't be written to.
//
// Two syncs of one feed at once may share the folder: what one of them writes
// over or throws away is only asked for again, and each file says of which walk
// it is.
//
// A nil *leftovers has nothing and keeps nothing.
type leftovers struct {
	dir string
	url string
	now func() time.Time
	// limit is how many bytes of answers it may hold.
	limit int

	mu stdsync.Mutex // Guards what follows.
	// before are the answers of the unfinished sync, by address; each is used
	// once.
	before map[string][]byte
	// batch is what is not on the disk yet.
	batch      []keptAnswer
	batchBytes int
	batchSince time.Time
	// files and bytes count what is in the folder.
	files, bytes int
	// begun says that page 1 has come, first is its print, and off says that
	// nothing more is kept.
	begun, off bool
	first      string
}

// keptBatch are some answers of the walk whose page 1 has that print.
type keptBatch struct {
	First   string       `json:"first"`
	Answers []keptAnswer `json:"answers"`
}

// keptAnswer is one answer as it is kept.
type keptAnswer struct {
	Address string `json:"address"`
	Body    []byte `json:"body"`
}

// beginning says to which walk leftovers belong.
type beginning struct {
	URL   string    `json:"url"`
	Begun time.Time `json:"begun"`
	// First is the print of page 1.
	First string `json:"first"`
}

// leftoversPath returns the folder of a feed's leftovers.
func leftoversPath(dir, feed string) string { return filepath.Join(dir, "part-"+feed) }

// newLeftovers returns the leftovers of a feed; nil without a folder of state.
func newLeftovers(dir string, feed Feed, now func() time.Time) *leftovers {
	if dir == "" {
		return nil
	}
	return &leftovers{dir: leftoversPath(dir, feed.Name), url: feed.URL, now: now, limit: maxLeftovers}
}

// printOf returns what page 1 of a feed is recognised by: its total, and its
// records with their change keys.
func printOf(page oruk.Page) string {
	text := fmt.Appendf(nil, "%d\n", page.Envelope.Total)
	for _, row := range page.Rows {
		text = fmt.Appendf(text, "%q %q\n", row.ID, row.ChangeKey)
	}
	for _, rejected := range page.Rejected {
		text = fmt.Appendf(text, "%q %q %q\n", rejected.ID, rejected.Name, rejected.Reason)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// begin takes up the walk whose page 1 has that print, if an unfinished one
// began so less than a day ago; otherwise what is there is thrown away.
func (l *leftovers) begin(first string) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now().UTC()
	l.begun, l.first, l.batchSince = true, first, now
	var old beginning
	data, err := os.ReadFile(l.beginning())
	if err == nil && json.Unmarshal(data, &old) == nil && old.URL == l.url && old.First == first &&
		!old.Begun.After(now) && now.Sub(old.Begun) < leftoversLast {
		l.load()
		return
	}
	if os.RemoveAll(l.dir) != nil {
		l.off = true
		return
	}
	data, err = json.Marshal(beginning{URL: l.url, Begun: now, First: first})
	l.off = err != nil || atomicfile.Write(l.beginning(), data, 0o600) != nil
}

func (l *leftovers) beginning() string { return filepath.Join(l.dir, "begun.json") }

func (l *leftovers) batchFile(n int) string {
	return filepath.Join(l.dir, fmt.Sprintf("%06d.json", n))
}

// load reads what is in the folder. The lock is held.
func (l *leftovers) load() {
	l.before = map[string][]byte{}
	for ; l.bytes < l.limit; l.files++ {
		data, err := os.ReadFile(l.batchFile(l.files))
		var batch keptBatch
		if err != nil || json.Unmarshal(data, &batch) != nil || batch.First != l.first {
			return // The next file is written here.
		}
		for _, a := range batch.Answers {
			l.before[a.Address] = a.Body
			l.bytes += len(a.Body)
		}
	}
}

// take returns the answer of an address from the unfinished walk, once.
func (l *leftovers) take(address string) ([]byte, bool) {
	if l == nil {
		return nil, false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	body, ok := l.before[address]
	if ok {
		delete(l.before, address)
	}
	return body, ok
}

// keep keeps an answer that was found good.
func (l *leftovers) keep(address string, body []byte) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.begun || l.off || l.bytes+l.batchBytes+len(body) > l.limit {
		return
	}
	l.batch = append(l.batch, keptAnswer{address, body})
	l.batchBytes += len(body)
	if len(l.batch) >= batchAnswers || l.batchBytes >= batchBytes || l.now().Sub(l.batchSince) >= batchTime {
		l.write()
	}
}

// flush brings to the disk what is not there yet.
func (l *leftovers) flush() {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.write()
}

// write writes the batch. The lock is held.
func (l *leftovers) write() {
	if len(l.batch) == 0 || l.off {
		return
	}
	data, err := json.Marshal(keptBatch{l.first, l.batch})
	if err == nil {
		err = atomicfile.Write(l.batchFile(l.files), data, 0o600)
	}
	l.off = err != nil
	l.files++
	l.bytes += l.batchBytes
	l.batch, l.batchBytes, l.batchSince = nil, 0, l.now()
}

// clear throws everything away, as the library has it now.
func (l *leftovers) clear() error {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.before, l.batch, l.off = nil, nil, true
	// Without its beginning the rest is worth nothing, so that the rest may
	// stay until the next sync if another one is just writing there.
	if err := os.Remove(l.beginning()); err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, syscall.ENOTDIR) {
		return fmt.Errorf("clear up after the sync: %w", err)
	}
	_ = os.RemoveAll(l.dir)
	return nil
}
