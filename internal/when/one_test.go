package when

import (
	"time"

	"fettle/internal/service"
)

// trusted says whether one session can be reckoned with at that moment, and why
// not.
func trusted(s service.Session, now time.Time) (bool, string) {
	r, why := read(s)
	if why == "" && !r.live(now) {
		why = "it has ended"
	}
	return why == "", why
}

// meets says whether one session is in a window.
func meets(s service.Session, w service.Window) service.Answer {
	r, why := read(s)
	if why != "" {
		return service.NotStated
	}
	return r.meets(w)
}
