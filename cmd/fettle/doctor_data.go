package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"fettle/index"
	"fettle/internal/place"
	"fettle/internal/service"
	datasync "fettle/sync"
)

const (
	// oldData is after how long a feed should be updated.
	oldData = 31 * 24 * time.Hour
	// feedPatience is how long a feed may take to answer.
	feedPatience = 30 * time.Second
)

// library looks whether the library is sound, and how old its data is.
func (e *examination) library(ctx context.Context) {
	const check = "library"
	lib, err := index.Open(e.Library(), index.Options{})
	if errors.Is(err, index.ErrNoLibrary) {
		e.look(check, "Add a feed with 'fettle feeds add' and run 'fettle sync', or look at made-up services with 'fettle demo'.", "there is none yet")
		return
	}
	if err != nil {
		e.unreadable(check, err)
		return
	}
	contents, trouble := lib.Contents(), lib.Trouble()
	if err := lib.Close(); err != nil {
		e.wrong(check, "Run 'fettle sync' to make it again.", "%v", err)
		return
	}
	err = index.Check(ctx, e.Library())
	switch {
	case trouble != "":
		e.wrong(check, "Run 'fettle sync'.", "%s", trouble)
	case err != nil:
		e.unreadable(check, err)
	case contents.Built.After(e.now().Add(24 * time.Hour)):
		e.wrong(check, "Set the clock of this machine.", "it was made on %s, which the clock says is yet to come", dayWords(contents.Built))
	default:
		e.ok(check, "%s from %s, and its checksums hold", services(contents.Services), countFeeds(len(contents.Feeds)))
	}
	e.age(contents)
}

// unreadable says that the library can't be read, and what helps: only damage is
// mended by a sync.
func (e *examination) unreadable(check string, err error) {
	var newer *index.NewerError
	var damaged *index.DamagedError
	switch {
	case errors.As(err, &newer):
		e.wrong(check, "Update fettle, or use another folder with --data.", "%v", err)
	case errors.As(err, &damaged):
		e.wrong(check, "Run 'fettle sync' to make it again.", "%s", damaged.Trouble())
	default:
		e.wrong(check, "Close other programs that use the folder, and see that your account may read it.", "%v", err)
	}
}

// age looks how old the data of each feed is.
func (e *examination) age(contents service.Contents) {
	const check = "data"
	old := 0
	for _, f := range contents.Feeds {
		switch {
		case f.Trouble != "":
			e.look(check, "Run 'fettle sync "+f.Name+"'; what is here stays until it works.", "%s: %s", f.Name, f.Trouble)
		case e.now().Sub(f.Synced) > oldData:
			e.look(check, "Run 'fettle sync'.", "%s was last updated on %s", f.Name, dayWords(f.Synced))
		default:
			continue
		}
		old++
	}
	if old == 0 && len(contents.Feeds) > 0 {
		e.ok(check, "every feed was updated within the last 31 days, the newest on %s", dayWords(contents.Newest()))
	}
}

// feeds looks at the feeds that are followed, and asks them when that is wished.
func (e *examination) feeds(ctx context.Context, online bool) {
	const check = "feeds"
	list, err := e.here.feeds()
	if err != nil {
		e.wrong(check, "Mend or remove the file; the services that are here stay.", "%v", err)
		return
	}
	to := e.app.toFollow(list)
	if len(to) > 0 {
		e.look(check, "Bring it in with 'fettle sync'.", "%s named in the settings and not here yet: %s", countFeeds(len(to)), strings.Join(to, ", "))
	}
	if !online {
		e.ok(check, "%s followed; 'fettle doctor --online' asks whether they answer", countFeeds(len(list.Feeds)))
		return
	}
	if len(list.Feeds) == 0 {
		e.ok(check, "none to ask")
	}
	client := e.app.client()
	for _, f := range list.Feeds {
		limited, cancel := context.WithTimeout(ctx, feedPatience)
		_, err := datasync.Probe(limited, client, f.URL, f.Private)
		cancel()
		if err != nil {
			e.wrong(check, "Look whether other pages open. If they do, tell the publisher; if not, ask IT about the network and its proxy.", "%s does not answer: %v", f.Name, err)
			continue
		}
		e.ok(check, "%s answers", f.Name)
	}
}

// places looks at what places are found by.
func (e *examination) places() {
	const check = "places"
	kept, err := place.LoadAnswers(e.OnlineAnswers())
	if err != nil {
		e.wrong(check, "Places are found without it. Remove it with 'fettle places online off --forget'.", "%v", err)
	} else if said := onlineNow(kept).words(); said != "" {
		e.ok(check, "%s", said)
	}
	list, err := openImported(e.Paths)
	switch {
	case err != nil:
		e.wrong(check, "Bring the postcodes in again with 'fettle places import FILE'.", "%v", err)
	case list == nil:
		e.ok(check, "by towns and the services' own addresses; 'fettle places import' brings in every postcode")
	default:
		s := list.Status()
		if e.now().Sub(s.Imported) > oldImport {
			e.look(check, "Bring in a newer list with 'fettle places import FILE'.", "%s, brought in on %s", countsOf(s), dayWords(s.Imported))
			return
		}
		e.ok(check, "%s", countsOf(s))
	}
}

func countFeeds(n int) string {
	if n == 1 {
		return "1 feed"
	}
	return fmt.Sprintf("%d feeds", n)
}
