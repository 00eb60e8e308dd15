package giveout

import (
	"slices"
	"strings"
)

// IsItSafe is what is asked before services that may bring harm are given out.
const IsItSafe = "Is it safe for this person to have this?"

// WhyAsked says why it is asked, and of which services.
func WhyAsked(about []Sensitive) string {
	return "Somebody else may see it, on paper or on a telephone: " + Named(about) + "."
}

// Named names services with their kinds.
func Named(about []Sensitive) string {
	names := make([]string, 0, len(about))
	for _, s := range about {
		names = append(names, s.Name+" ("+s.Kind+")")
	}
	return strings.Join(names, "; ")
}

// Answer is what is done with services that may bring harm.
type Answer int

// The answers, the safest first.
const (
	BeDiscreet Answer = iota
	LeaveOut
	ReadOut
	IsSafe
)

// String says the answer as one to choose.
func (a Answer) String() string {
	switch a {
	case BeDiscreet:
		return "Make it discreet: a neutral title, and no word of what they do"
	case LeaveOut:
		return "Leave them out of what I give"
	case ReadOut:
		return "Read them out instead: nothing is written, copied or shown"
	case IsSafe:
		return "It is safe: give them as they are"
	}
	return ""
}

// Answers are those to choose from, in the order of their numbers.
func Answers() []Answer { return []Answer{BeDiscreet, LeaveOut, ReadOut, IsSafe} }

// AnswersOfOne are those about a service by itself, of which there is no more
// discreet form and nothing that would be left.
func AnswersOfOne() []Answer { return []Answer{ReadOut, IsSafe} }

// Outcome is what an answer comes to.
type Outcome int

// The outcomes.
const (
	// GoesOut is a choice that is given as it is now.
	GoesOut Outcome = iota
	// IsRead is one that is not given: it is read out from where it stands.
	IsRead
	// IsEmpty is one of which nothing is left to give.
	IsEmpty
)

// Safety is what was answered for one person. The zero value is that of a person
// about whom nothing was asked yet.
type Safety struct{ safe map[string]bool }

// Unsure returns those services of a choice of which it has to be asked first
// whether they are safe for the person to have. A discreet choice needs no asking.
func (s *Safety) Unsure(among []Sensitive, c Choice) []Sensitive {
	return slices.DeleteFunc(slices.Clone(among), func(of Sensitive) bool {
		return s.safe[of.ID] || c.Discreet || slices.Contains(c.LeftOut, of.ID)
	})
}

// Take does what was answered about some services to the choice, and says what
// that comes to. The list has the ids of all services that the choice is made of.
func (s *Safety) Take(a Answer, about []Sensitive, list []string, c *Choice) Outcome {
	switch a {
	case BeDiscreet:
		c.Discreet = true
	case LeaveOut:
		for _, of := range about {
			c.LeftOut = append(c.LeftOut, of.ID)
		}
		if !slices.ContainsFunc(list, func(id string) bool { return !slices.Contains(c.LeftOut, id) }) {
			return IsEmpty
		}
	case ReadOut:
		return IsRead
	case IsSafe:
		if s.safe == nil {
			s.safe = make(map[string]bool)
		}
		for _, of := range about {
			s.safe[of.ID] = true
		}
	}
	return GoesOut
}
