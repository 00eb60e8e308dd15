package shortlist

import (
	"cmp"
	"slices"
	"strings"

	"fettle/internal/service"
)

// Change is one thing that a service says otherwise than when it was marked.
type Change struct {
	// What is the part: "when", "phone".
	What string `json:"what"`
	// Was and Now are what it said and says; "" is not stated.
	Was string `json:"was,omitempty"`
	Now string `json:"now,omitempty"`
}

// The part of a Change that says that a service is no longer listed, or is again.
const gone = "listed"

// Returned is the change of a service that was no longer listed and is now.
func Returned(now *service.Service) Change { return Change{What: gone, Now: now.Name} }

// Words says a change as a person would: "when: Tuesdays, was Mondays".
func (c Change) Words() string {
	switch {
	case c.What == gone && c.Now != "":
		return "listed again"
	case c.What == gone:
		return "no longer listed"
	case c.Was == "":
		return c.What + ": now says " + c.Now
	case c.Now == "":
		return c.What + ": no longer says " + c.Was
	}
	return c.What + ": " + c.Now + ", was " + c.Was
}

// Compare returns what a service says now otherwise than it said then, in the
// order in which a person reads it. A nil service is no longer listed. The words
// function says a session in plain words; of several sessions, prices or numbers
// only those that changed are told.
func Compare(then Snapshot, now *service.Service, words func(service.Session) string) []Change {
	if now == nil {
		return []Change{{What: gone, Was: then.Name}}
	}
	fresh := SnapshotOf(now)
	var changes []Change
	add := func(what string, was, is []string) {
		was, is = without(was, is), without(is, was)
		if len(was)+len(is) > 0 {
			changes = append(changes, Change{What: what, Was: strings.Join(was, "; "), Now: strings.Join(is, "; ")})
		}
	}
	one := func(what, was, is string) { add(what, stated(was), stated(is)) }
	one("name", then.Name, fresh.Name)
	one("organisation", then.Organisation, fresh.Organisation)
	one("status", string(then.Status), string(fresh.Status))
	one("notice", then.Alert, fresh.Alert)
	add("when", sessionWords(then.Sessions, words), sessionWords(fresh.Sessions, words))
	one("times in words", then.Timing, fresh.Timing)
	add("where", then.Places, fresh.Places)
	add("how", plainWords(then.How), plainWords(fresh.How))
	add("way in", plainWords(then.Access), plainWords(fresh.Access))
	add("cost", costWords(then.Cost), costWords(fresh.Cost))
	one("ages", ageWords(then.Age), ageWords(fresh.Age))
	one("who for", then.Eligibility, fresh.Eligibility)
	add("phone", phoneWords(then.Phones), phoneWords(fresh.Phones))
	one("e-mail", then.Email, fresh.Email)
	one("website", then.URL, fresh.URL)
	return changes
}

// without returns those of some words that are not among others, each once.
func without(some, others []string) []string {
	var left []string
	for _, s := range some {
		if !slices.Contains(others, s) && !slices.Contains(left, s) {
			left = append(left, s)
		}
	}
	return left
}

// stated returns a fact as one line, and none when it is not stated.
func stated(words string) []string {
	words = strings.Join(strings.Fields(words), " ")
	if words == "" {
		return nil
	}
	return []string{words}
}

func sessionWords(sessions []service.Session, words func(service.Session) string) []string {
	var all []string
	for _, s := range sessions {
		said := words(s)
		if s.Words != "" && s.Words != said {
			said = strings.TrimSpace(said + " (" + s.Words + ")")
		}
		all = append(all, stated(said)...)
	}
	return all
}

func plainWords[T ~string](values []T) []string {
	var all []string
	for _, v := range values {
		all = append(all, strings.ReplaceAll(string(v), "-", " "))
	}
	return all
}

func costWords(c service.Cost) []string {
	var all []string
	switch c.Free {
	case service.Yes:
		all = append(all, "free")
	case service.No:
		if len(c.Options) == 0 {
			all = append(all, "a charge")
		}
	case service.NotStated:
	}
	for _, o := range c.Options {
		price := ""
		if o.Pounds != nil {
			price = service.Pounds(*o.Pounds)
		}
		all = append(all, stated(strings.Join([]string{o.Name, price, o.Per}, " "))...)
	}
	return append(all, stated(c.Words)...)
}

func ageWords(a service.Age) string { return cmp.Or(a.Years(), a.Words) }

func phoneWords(phones []service.Phone) []string {
	var all []string
	for _, p := range phones {
		words := p.Number
		if p.Extension != "" {
			words += " ext " + p.Extension
		}
		all = append(all, stated(words)...)
	}
	return all
}
