package plain

import (
	"fmt"
	stdsync "sync"
	"time"

	"fettle/tui/update"
	"fettle/tui/words"
)

// dataCommands bring the data up to date and say what changed.
func dataCommands() []command {
	return []command{
		{ID: "update", Words: []string{"update"}, In: everywhere, Run: withUpdates(func(d *dialogue) { d.enter(feeds()) })},
		{ID: "update-now", Words: []string{"update now"}, In: everywhere, Run: withUpdates((*dialogue).updateNow)},
		{ID: "changes", Words: []string{"changes"}, In: everywhere, Run: withUpdates(func(d *dialogue) { d.enter(newChanged(d)) })},
		{ID: "change-seen", Words: []string{"seen"}, In: atChanges, More: "a number", Run: (*dialogue).seen},
		{ID: "changes-seen", Words: []string{"all seen"}, In: atChanges, Run: inChanged((*changed).allSeen)},
		{ID: "change-recall", Words: []string{"undo"}, In: atChanges, Run: inChanged((*changed).recall)},
		{ID: "changes-of", Words: []string{"of"}, In: atChanges, Run: inChanged((*changed).turn)},
	}
}

// withUpdates does something where there is anything to update.
func withUpdates(run func(d *dialogue)) func(*dialogue, string) bool {
	return do(func(d *dialogue) {
		if d.deps.Updates == nil {
			d.say("These services are made up: there is nothing to update.")
			return
		}
		run(d)
	})
}

// feeds is the menu of an update: the feeds and how old they are come first.
func feeds() *menu {
	return &menu{
		kind: "update", title: "Update data", says: "A number does that. Nothing that you searched for or marked is sent to anybody. b goes back.",
		lead: func(d *dialogue) {
			list, err := d.deps.Updates.Feeds()
			if err != nil {
				d.trouble(err)
			}
			for _, f := range list {
				d.say("%s", feedWords(f, d.deps.Now()))
			}
			if len(list) == 0 && err == nil {
				d.say("No feed is followed yet. Leave with q and run: fettle feeds known")
			}
		},
		choices: func(*dialogue) []choice {
			return []choice{
				{"Bring them up to date over the network.", (*dialogue).updateNow},
				{"Say what updates changed.", func(d *dialogue) { d.enter(newChanged(d)) }},
			}
		},
	}
}

// feedWords says how old a feed is: "example, 33 services. Updated 2 days ago."
func feedWords(f update.Feed, now time.Time) string {
	said := f.Name + ", " + words.Count(f.Services, "service", "services") + ". "
	if f.Updated.IsZero() {
		said += "Never updated."
	} else {
		said += words.Sentence(words.DataAge(f.Updated, now))
	}
	if f.Trouble != "" {
		said += " " + words.Sentence("not all is well "+f.Trouble)
	}
	return said
}

// updateNow brings the data up to date. How far it is comes as lines of its own,
// and Ctrl+C stops it.
func (d *dialogue) updateNow() {
	d.tell("Updating. This can take some minutes. Ctrl+C stops it; what came in by then stays.")
	d.stoppedWords = "The update was stopped. What came in before is here, and the next update goes on from there."
	far := &progress{tell: d.tell, last: make(map[string]string)}
	results, err := d.deps.Updates.Update(d.ctx, far.take)
	if d.ctx.Err() != nil {
		return
	}
	if err != nil {
		d.trouble(fmt.Errorf("the update did not go through, what was here is as it was: %w", err))
		return
	}
	d.say("%s", update.Sum(results))
	for _, r := range results {
		d.say("%s: %s", r.Feed, words.Sentence(r.Words()))
	}
	d.refresh()
	d.say("changes says what is different.")
}

// progress tells how far an update is, each thing once.
type progress struct {
	tell func(line string)
	mu   stdsync.Mutex // guards what follows
	last map[string]string
}

// take tells what is new in a word of an update: another thing being done, or a
// further quarter of it.
func (p *progress) take(at update.Progress) {
	said, step := at.Feed+": "+at.Doing, at.Doing
	switch {
	case at.Over:
		said, step = at.Feed+": done", "over"
	case at.Of > 0 && at.Done > 0:
		step = fmt.Sprint(at.Doing, at.Done*4/at.Of)
		said += fmt.Sprintf(", %s of %s", words.Number(at.Done), words.Number(at.Of))
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.last[at.Feed] != step {
		p.last[at.Feed] = step
		p.tell(said + ".")
	}
}
