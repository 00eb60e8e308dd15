package main

import (
	"math/rand/v2"
	"strings"

	"fettle/cmd/bench/corpus"
	"fettle/internal/need"
	"fettle/internal/service"
)

// question is one question in a form that every engine can answer: what it asks
// for must be stated and met, which is what the others can tell.
type question struct {
	class string
	// words must all be there; beginning begins a word of the name, or is a word.
	words     []string
	beginning string
	options   []option // each of a pane of its own
	age       *int
	near      *service.Near
}

func (q question) fettle() service.Query {
	out := service.Query{
		Words: strings.Join(q.words, " "), Age: q.age, Near: q.near, Within: 3, Facets: true, Limit: 50, Now: benchNow(),
		// Without a filter there is nothing that is not stated.
		StatedOnly: len(q.options) > 0 || q.age != nil || q.near != nil,
	}
	if q.beginning != "" {
		out.Words, out.Typing = q.beginning, true
	}
	for _, o := range q.options {
		out = out.Choose(service.Pane(o.pane), o.id)
	}
	return out
}

// questions returns the same questions every time: so many of each class.
func questions(c *corpus.Corpus, each int) []question {
	r := rand.New(rand.NewPCG(7, 8))
	var out []question
	add := func(class string, make func() question) {
		for range each {
			q := make()
			q.class = class
			out = append(out, q)
		}
	}
	word := func() string {
		for {
			if w := c.Word(r); len(w) > 4 {
				return w
			}
		}
	}
	needs := need.Needs()
	needOption := func() option { return option{"need", needs[r.IntN(len(needs))].ID} }
	add("nothing chosen", func() question { return question{} })
	for n := 1; n <= 3; n++ {
		add(string(rune('0'+n))+" letters being typed", func() question { return question{beginning: word()[:n]} })
	}
	add("one word", func() question { return question{words: []string{word()}} })
	add("two words", func() question { return question{words: []string{word(), word()}} })
	add("a word and two filters", func() question {
		return question{words: []string{word()}, options: []option{{"cost", service.CostFree}, {"access", string(service.DropIn)}}}
	})
	add("one need", func() question { return question{options: []option{needOption()}} })
	add("free", func() question { return question{options: []option{{"cost", service.CostFree}}} })
	add("age", func() question { age := 5 + r.IntN(75); return question{age: &age} })
	add("three miles around, free", func() question {
		near := &service.Near{Point: corpus.Town(r.IntN(corpus.Towns())), Level: service.LevelPoint}
		return question{near: near, options: []option{{"cost", service.CostFree}}}
	})
	return out
}
