package conversation

import (
	"embed"
	"errors"
	"slices"
	"strings"
)

// The files are part of the program.
//
//go:embed sets/*.txt
var sets embed.FS

// Sets are the conversations, personas and situation cards that there are.
type Sets struct {
	Conversations []*Conversation
	Personas      []Persona
	Cards         []Card
}

// Names of the built-in files that hold no conversation.
const (
	personasFile = "personas.txt"
	cardsFile    = "cards.txt"
)

// BuiltIn returns what comes with the program.
func BuiltIn(words *Vocabulary) (*Sets, error) {
	s := &Sets{}
	var faults []error
	for _, name := range [...]string{"first.txt", "loneliness.txt", "family.txt"} {
		text, err := sets.ReadFile("sets/" + name)
		if err == nil {
			err = s.AddConversation("the built-in "+name, text, words)
		}
		faults = append(faults, err)
	}
	text, err := sets.ReadFile("sets/" + personasFile)
	if err == nil {
		err = s.AddPersonas("the built-in "+personasFile, text, words)
	}
	faults = append(faults, err)
	if text, err = sets.ReadFile("sets/" + cardsFile); err == nil {
		err = s.AddCards("the built-in "+cardsFile, text, words)
	}
	return s, errors.Join(append(faults, err)...)
}

// AddConversation reads a conversation and puts it at the end, or in the place
// of the one with its title. A file with a fault changes nothing.
func (s *Sets) AddConversation(file string, text []byte, words *Vocabulary) error {
	c, err := Parse(file, text, words)
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(s.Conversations, func(o *Conversation) bool { return strings.EqualFold(o.Title, c.Title) }); i >= 0 {
		s.Conversations[i] = c
		return nil
	}
	s.Conversations = append(s.Conversations, c)
	return nil
}

// AddPersonas reads personas as AddConversation reads a conversation.
func (s *Sets) AddPersonas(file string, text []byte, words *Vocabulary) error {
	all, err := ParsePersonas(file, text, words)
	if err != nil {
		return err
	}
	for _, p := range all {
		if i := slices.IndexFunc(s.Personas, func(o Persona) bool { return strings.EqualFold(o.Name, p.Name) }); i >= 0 {
			s.Personas[i] = p
			continue
		}
		s.Personas = append(s.Personas, p)
	}
	return nil
}

// AddCards reads situation cards as AddConversation reads a conversation.
func (s *Sets) AddCards(file string, text []byte, words *Vocabulary) error {
	all, err := ParseCards(file, text, words)
	if err != nil {
		return err
	}
	for i := range all {
		if at := slices.IndexFunc(s.Cards, func(o Card) bool { return strings.EqualFold(o.Title, all[i].Title) }); at >= 0 {
			s.Cards[at] = all[i]
			continue
		}
		s.Cards = append(s.Cards, all[i])
	}
	return nil
}

// Kind says what a file is by the first line that says anything: "persona",
// "card" or, for anything else, "conversation".
func Kind(text []byte) string {
	for written := range strings.Lines(strings.TrimPrefix(string(text), "\ufeff")) {
		written = strings.ToLower(strings.TrimSpace(written))
		if written == "" || strings.HasPrefix(written, "#") {
			continue
		}
		for _, kind := range [...]string{"persona", "card"} {
			if strings.HasPrefix(written, kind) {
				return kind
			}
		}
		break
	}
	return "conversation"
}
