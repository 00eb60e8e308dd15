package typed

import (
	"context"
	"strings"
	"unicode/utf8"

	"fettle/internal/english"
	"fettle/internal/service"
)

// leastSlip is how many letters a word has that may be a slip of a town.
const leastSlip = 5

// WithTowns returns a Relaxes that offers, after what relax does, the town that a
// word was meant for which no service has: "2 more near Blackpool, Lancashire, if
// “blackpol” means that". Meant finds the towns whose names are a slip away.
func WithTowns(ask Asks, relax Relaxes, meant func(text string) []service.Near) Relaxes {
	return func(ctx context.Context, q service.Query) ([]service.Relaxation, error) {
		offers, err := relax(ctx, q)
		if err != nil || q.Near != nil || q.In != nil {
			return offers, err
		}
		before := service.Result{Total: -1}
		for _, t := range tokens(q.Words) {
			if !mayBeSlip(t) {
				continue
			}
			alone, err := ask(ctx, service.Query{Words: t.text, Now: q.Now, Limit: 1})
			if err != nil {
				return nil, err
			}
			towns := meant(t.text)
			if alone.Total > 0 && len(alone.Readings) == 0 || len(towns) == 0 {
				continue
			}
			if before.Total < 0 {
				if before, err = ask(ctx, limited(q)); err != nil {
					return nil, err
				}
			}
			near := q
			near.Near, near.Wording = &towns[0], service.AllWords
			near.Words = strings.Join(strings.Fields(strings.Replace(q.Words, t.raw, " ", 1)), " ")
			after, err := ask(ctx, limited(near))
			if err != nil {
				return nil, err
			}
			more := service.Relaxation{Fits: after.Fits - before.Fits, Listed: after.Total - before.Total, Query: near}
			if more.Fits > 0 || more.Listed > 0 {
				more.Gain = gain(more) + " near " + towns[0].Name + ", if “" + t.text + "” means that"
				return append(offers, more), nil
			}
		}
		return offers, nil
	}
}

// mayBeSlip reports whether a word is long enough for a town and no everyday word.
func mayBeSlip(t token) bool {
	return !t.word && utf8.RuneCountInString(t.text) >= leastSlip && !strings.ContainsAny(t.text, "0123456789") && !tie(t.text) &&
		!english.Everyday(t.text) && !english.Filler(t.text) && !english.Vague(t.text) && !english.GivenName(t.text)
}
