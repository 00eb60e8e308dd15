package plain

import (
	"fmt"
	"strings"

	"fettle/tui/words"
)

// copyContact puts how to reach a service on the clipboard; where there is none,
// it reads it out.
func (d *dialogue) copyContact(id string) {
	s, err := d.deps.Service(id)
	if err != nil {
		d.trouble(err)
		return
	}
	text := words.Contact(&s)
	if text == "" {
		d.say("There is nothing to copy for this service.")
		return
	}
	if d.deps.Copy != nil {
		said, err := d.deps.Copy(text)
		if err == nil {
			if said == "" {
				said = "Copied."
			}
			d.say("%s", said)
			return
		}
		d.trouble(fmt.Errorf("it could not be copied: %w", err))
	}
	d.say("How to reach it, to copy by hand:")
	for line := range strings.SplitSeq(text, "\n") {
		d.say("%s", line)
	}
}

// openPage opens the web page of a service.
func (d *dialogue) openPage(id string) {
	s, err := d.deps.Service(id)
	switch {
	case err != nil:
		d.trouble(err)
	case !strings.HasPrefix(s.URL, "https://") && !strings.HasPrefix(s.URL, "http://"):
		d.say("The publisher states no web page for this service.")
	default:
		d.openTarget(s.URL, "the web page")
	}
}

// openExport opens the file that was written last.
func (d *dialogue) openExport() {
	if d.exported == "" {
		d.say("Nothing is exported yet: e does that.")
		return
	}
	d.openTarget(d.exported, "the exported file")
}

func (d *dialogue) openTarget(target, what string) {
	if d.deps.Open == nil {
		d.say("Nothing on this system opens it from here. It is at %s", target)
		return
	}
	if err := d.deps.Open(target); err != nil {
		d.trouble(fmt.Errorf("%s could not be opened: %w", what, err))
		return
	}
	d.say("Opening %s", target)
}

// status says how old the data is and what it is of.
func (d *dialogue) status() {
	contents := d.deps.Contents()
	d.say("%s. %s.%s", words.Count(contents.Services, "service", "services"), words.DataAge(contents.Newest(), d.deps.Now()), untaken(contents))
	for _, f := range contents.Feeds {
		said := f.Name
		if f.Publisher != "" {
			said += ", published by " + f.Publisher
		}
		d.say("Feed: %s, %s.", said, words.Count(f.Services, "service", "services"))
	}
	d.say("Your shortlist has %s.", words.Count(len(d.deps.Shortlist.Items()), "service", "services"))
	if d.deps.Version != "" {
		d.say("Fettle %s.", d.deps.Version)
	}
}
