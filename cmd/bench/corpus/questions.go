package corpus

import (
	"fmt"
	"math/rand/v2"
	"time"

	"fettle/internal/need"
	"fettle/internal/service"
	"fettle/internal/when"
)

// Question is one recorded question of a class. It asks for the first 50
// services and for the counts of every option of every pane.
type Question struct {
	Class string
	Query service.Query
}

// asker makes questions: the same ones every time.
type asker struct {
	c   *Corpus
	r   *rand.Rand
	out []Question
}

// Questions returns the mix that is measured, the same for every size.
func (c *Corpus) Questions() []Question {
	a := &asker{c: c, r: rand.New(rand.NewPCG(5, 6))}
	a.words()
	a.filters()
	a.several()
	a.worst()
	return a.out
}

func (a *asker) add(class string, n int, question func() service.Query) {
	for range n {
		q := question()
		q.Now, q.Limit, q.Facets = a.c.now, 50, true
		a.out = append(a.out, Question{class, q})
	}
}

func (a *asker) near() *service.Near {
	return &service.Near{Point: Town(a.r.IntN(towns)), Level: service.LevelPoint}
}

func (a *asker) needID() string { return a.c.needs[a.r.IntN(len(a.c.needs))].ID }

func (a *asker) cell() []service.Window { return []service.Window{when.WeekCells()[a.r.IntN(21)]} }

// long returns a word of six letters or more.
func (a *asker) long() string {
	for {
		if w := a.c.Word(a.r); len(w) > 5 {
			return w
		}
	}
}

func (a *asker) words() {
	word := func() string { return a.c.Word(a.r) }
	a.add("nothing chosen", 5, func() service.Query { return service.Query{} })
	for letters := 1; letters <= 5; letters++ {
		a.add(fmt.Sprintf("%d letters being typed", letters), 25, func() service.Query {
			return service.Query{Words: a.long()[:letters], Typing: true}
		})
	}
	a.add("one word", 35, func() service.Query { return service.Query{Words: word()} })
	a.add("two words", 35, func() service.Query { return service.Query{Words: word() + " " + word()} })
	a.add("a typo", 25, func() service.Query { w := a.long(); return service.Query{Words: w[:2] + "x" + w[3:]} })
	a.add("a phrase", 15, func() service.Query { return service.Query{Words: `"` + word() + " " + word() + `"`} })
}

func (a *asker) filters() {
	alone := func(pane service.Pane, ids ...string) {
		a.add(string(pane)+" alone", 5, func() service.Query { return service.Query{}.Choose(pane, ids[a.r.IntN(len(ids))]) })
	}
	a.add("need alone", 20, func() service.Query { return service.Query{}.Choose(service.PaneNeed, a.needID()) })
	a.add("circumstance alone", 10, func() service.Query {
		all := need.Circumstances()
		return service.Query{}.Choose(service.PaneCircumstance, all[a.r.IntN(len(all))].ID)
	})
	a.add("type alone", 10, func() service.Query {
		return service.Query{}.Choose(service.PaneType, fmt.Sprintf("kind %d", a.r.IntN(kinds)))
	})
	alone(service.PaneFor, service.ForWomen, service.ForMen)
	alone(service.PaneCost, service.CostFree, service.CostPriced)
	alone(service.PaneHow, string(service.AtVenue), string(service.IsOnline))
	alone(service.PaneAccess, string(service.DropIn), string(service.SelfReferral))
	alone(service.PaneLanguage, "polish", "urdu")
	alone(service.PaneAccessible, service.StepFree, service.HearingLoop)
	alone(service.PaneFeed, "feed03", "feed11")
	a.add("age alone", 20, func() service.Query { age := a.r.IntN(90); return service.Query{Age: &age} })
	a.add("broad age", 5, func() service.Query { age := 30 + a.r.IntN(30); return service.Query{Age: &age} })
	a.add("a part of the week", 15, func() service.Query { return service.Query{When: a.cell()} })
	a.add("exact times", 10, func() service.Query {
		return service.Query{When: []service.Window{{ID: "x", Day: time.Tuesday, From: 10 * 60, To: 14 * 60}}}
	})
	a.add("checked lately", 5, func() service.Query { return service.Query{CheckedWithin: []int{30, 90, 365}[a.r.IntN(3)]} })
	a.add("near, best first", 15, func() service.Query { return service.Query{Near: a.near()} })
	a.add("near, by distance", 25, func() service.Query { return service.Query{Near: a.near(), Sort: service.SortNear} })
}

func (a *asker) several() {
	a.add("four together", 35, func() service.Query {
		age := a.r.IntN(90)
		return service.Query{Age: &age, Near: a.near(), When: a.cell()}.Choose(service.PaneNeed, a.needID(), a.needID())
	})
	a.add("words and two filters", 25, func() service.Query {
		return service.Query{Words: a.c.Word(a.r), Near: a.near()}.Choose(service.PaneCost, service.CostFree)
	})
	a.add("in other orders", 6, func() service.Query {
		sorts := []service.Sort{service.SortName, service.SortChecked, service.SortSoonest}
		return service.Query{Sort: sorts[a.r.IntN(3)]}.Choose(service.PaneNeed, a.needID())
	})
}

// worst are questions that find much and leave little to be clever with.
func (a *asker) worst() {
	a.add("worst: common words", 4, func() service.Query { return service.Query{Words: "group support"} })
	a.add("worst: one letter and all filters", 4, func() service.Query {
		age := 40
		return service.Query{Words: "s", Typing: true, Age: &age, Near: a.near(), Within: 50, When: when.WeekCells()[:9]}.
			Choose(service.PaneCost, service.CostFree, service.CostPriced)
	})
	a.add("worst: soonest of all", 2, func() service.Query { return service.Query{Sort: service.SortSoonest} })
	a.add("worst: far around, by distance", 2, func() service.Query {
		return service.Query{Near: a.near(), Within: 200, Sort: service.SortNear}
	})
}
