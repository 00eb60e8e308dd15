package index

import (
	"fmt"
	"time"

	"fettle/internal/service"
	"fettle/internal/when"
)

// allTimes returns the sessions that there are, each once, without what does
// not say when they are.
func (c *columns) allTimes() ([]service.Session, error) {
	all := make([]service.Session, c.sessionDict.len())
	for i := range all {
		e := rowEye{row: c.sessionDict.at(i)}
		if all[i] = e.sessionTimes(); !e.done() {
			return nil, fmt.Errorf("session %d of the library is damaged: 'fettle sync' makes it again", i)
		}
	}
	return all, nil
}

// sessionAnswer says how one session answers a question of times. Of several
// sessions of a service the largest answer holds; a service whose sessions are
// all over does not say when it is.
type sessionAnswer uint8

const (
	sessionOver sessionAnswer = iota
	sessionMisses
	sessionUnstated
	sessionSuits
)

func answerOf(s service.Session, windows []service.Window, now time.Time) sessionAnswer {
	if !when.Live(s, now) {
		return sessionOver
	}
	switch when.Suits([]service.Session{s}, windows, now) {
	case service.Yes:
		return sessionSuits
	case service.No:
		return sessionMisses
	default:
		return sessionUnstated
	}
}
