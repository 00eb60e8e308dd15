package plain

import (
	"fmt"
	"strings"
)

// openMap opens a map of a service's place, the nearest when that is known.
func (d *dialogue) openMap(id string) {
	s, err := d.deps.Service(id)
	if err != nil {
		d.trouble(err)
		return
	}
	at, target := -1, ""
	if hit := d.hit(id); hit != nil {
		at = hit.Nearest
	}
	if d.deps.Map != nil {
		target = d.deps.Map(&s, at)
	}
	if target == "" {
		d.say("No address is stated that a map could show.")
		return
	}
	d.openTarget(target, "the map")
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
		d.say("Nothing is written yet: e gives the list out.")
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
