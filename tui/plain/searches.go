package plain

import (
	"slices"

	"fettle/internal/savedsearch"
	"fettle/internal/service"
	"fettle/tui/question"
	past "fettle/tui/searches"
	"fettle/tui/words"
)

// searches is the step of what was asked before: saved searches and those of
// this session. It is a menu, with commands of its own for what is saved.
type searches struct {
	menu
	// saved are the searches that are kept, with the first numbers.
	saved []savedsearch.Search
	// removed is the one that was removed last; nil is none.
	removed *savedsearch.Search
}

// searchCommands ask again what was asked before.
func searchCommands() []command {
	in := func(run func(s *searches, d *dialogue)) func(*dialogue, string) bool {
		return do(func(d *dialogue) {
			if s, ok := d.here().(*searches); ok {
				run(s, d)
			}
		})
	}
	return []command{
		{ID: "searches", Words: []string{"searches"}, NoLetter: true, In: everywhere, Run: do((*dialogue).openSearches)},
		{ID: "search-save", Words: []string{"save"}, In: everywhere, Run: do((*dialogue).saveSearch)},
		{ID: "search-remove", Words: []string{"remove"}, In: atSearches, More: "a number", Run: (*dialogue).removeSearch},
		{ID: "search-undo", Words: []string{"undo"}, In: atSearches, Run: in((*searches).bringBack)},
	}
}

func (d *dialogue) openSearches() {
	d.recent.Recall(d.question)
	s := &searches{}
	s.menu = menu{
		kind: "searches", title: "Searches", lead: s.lead, choices: s.list,
		says: "A number asks that again. x and a number removes a saved one; the others go when you leave. b goes back.",
	}
	d.enter(s)
}

func (s *searches) lead(d *dialogue) {
	if len(s.list(d)) == 0 {
		d.say("Nothing is saved yet, and nothing else was asked in this session.")
	}
}

// list returns the saved searches, and after them those of this session.
func (s *searches) list(d *dialogue) []choice {
	if d.deps.Searches != nil {
		saved, err := d.deps.Searches.List()
		if err != nil {
			d.trouble(err)
		}
		s.saved = saved
	}
	var list []choice
	for i := range s.saved {
		one := &s.saved[i]
		list = append(list, choice{one.Name + ", saved: " + past.Said(one, d.optionLabel) + ".", func(d *dialogue) { d.askSaved(one) }})
	}
	for _, q := range d.recent.List() {
		if q.Key() != d.question.Key() {
			list = append(list, choice{"Asked before: " + q.Said() + ".", func(d *dialogue) { d.askAgain(q.Clone()) }})
		}
	}
	return list
}

// optionLabel says an option of a pane.
func (d *dialogue) optionLabel(p service.Pane, id string) string {
	if p == service.PaneNeed {
		return d.needLabel(id)
	}
	for _, o := range d.found.result.Facets[p] {
		if o.ID == id && o.Label != "" {
			return o.Label
		}
	}
	return id
}

// askSaved asks a saved search.
func (d *dialogue) askSaved(s *savedsearch.Search) {
	q, err := s.Query(d.deps.Now(), d.deps.Locate, d.deps.Windows)
	if err != nil {
		d.trouble(err)
		return
	}
	d.askAgain(question.Of(q, d.optionLabel))
}

// askAgain asks a question instead of the present one, which undo brings back.
func (d *dialogue) askAgain(q *question.Question) {
	d.toServices()
	d.choose("Asked again", "asking another search", func(now *question.Question) { *now = *q })
}

// saveSearch asks for a name, and saves the present question under it.
func (d *dialogue) saveSearch() {
	switch {
	case d.deps.Searches == nil:
		d.say("Searches can't be saved here.")
	case d.question.Empty():
		d.say("Nothing is asked yet, so there is nothing to save: type words or f for filters first.")
	default:
		d.askName("Type a name for the search: " + d.question.Said() + ". What belongs to one person is left out: the age, the end of a postcode, single days.")
	}
}

// askName asks for the name of the search until one can be kept.
func (d *dialogue) askName(more string) {
	d.enter(&asking{title: "Name", more: more, take: func(d *dialogue, name string) {
		said, err := past.Save(d.deps.Searches, name, d.found.asked)
		if err != nil {
			d.askName(words.Sentence(err.Error()) + " Type another name.")
			return
		}
		d.say("%s searches lists it.", said)
	}})
}

// removeSearch removes the saved search of a number.
func (d *dialogue) removeSearch(rest string) bool {
	s, ok := d.here().(*searches)
	list, isNumber := numbers(rest)
	switch {
	case !ok || rest != "" && (!isNumber || len(list) != 1):
		return false
	case rest == "":
		d.say("Which one? Type x and its number, such as: x 2")
	case list[0] < 1 || list[0] > len(s.list(d)):
		d.say("There is no search %d here.", list[0])
	case list[0] > len(s.saved):
		d.say("Only a saved search can be removed; the others go when you leave.")
	default:
		gone, said, err := past.Remove(d.deps.Searches, s.saved[list[0]-1].Name)
		if err != nil {
			d.trouble(err)
			break
		}
		s.removed = &gone
		d.say("%s", said)
		s.again(d)
	}
	return true
}

// bringBack keeps the search again that was removed last.
func (s *searches) bringBack(d *dialogue) {
	if s.removed == nil {
		d.say("Nothing was removed here.")
		return
	}
	said, err := past.BringBack(d.deps.Searches, *s.removed)
	if err != nil {
		d.trouble(err)
		return
	}
	s.removed = nil
	d.say("%s", said)
	s.again(d)
}

// again reads the searches from the first.
func (s *searches) again(d *dialogue) {
	s.first = 0
	s.say(d)
}

// replaces reports whether a change of the question puts another in its place,
// instead of asking more or less.
func replaces(before, after *question.Question) bool {
	if before.Words != "" {
		return before.Words != after.Words
	}
	return !slices.ContainsFunc(before.Chips(), func(c question.Chip) bool { return after.Has(c.Pane, c.ID) })
}
