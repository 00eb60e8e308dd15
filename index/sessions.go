package index

import (
	"encoding/json"
	"fmt"

	"fettle/internal/service"
)

// sessionBuilder collects the sessions of every document, for the questions
// that the cells of the week can't answer: exact times, one day, "now", soonest.
type sessionBuilder struct{ all [][]service.Session }

func (b *sessionBuilder) add(s []service.Session) { b.all = append(b.all, s) }

func (b *sessionBuilder) encode() ([]byte, error) {
	data, err := json.Marshal(b.all)
	if err != nil {
		return nil, fmt.Errorf("write the sessions: %w", err)
	}
	return data, nil
}

func decodeSessions(data []byte, n int) ([][]service.Session, error) {
	var all [][]service.Session
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, fmt.Errorf("read the sessions of the library: %w", err)
	}
	if len(all) != n {
		return nil, fmt.Errorf("the library is damaged: sessions of %d services where there are %d", len(all), n)
	}
	return all, nil
}
