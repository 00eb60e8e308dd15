package plain

import (
	"slices"
	"strconv"
	"strings"

	"fettle/internal/service"
	"fettle/tui"
	"fettle/tui/question"
	"fettle/tui/words"
)

// at is a kind of step; a command can hold at several.
type at uint

// The kinds of steps.
const (
	atServices at = 1 << iota
	atReading
	atList
	atMenu
	atLists
	atInterview
	atGiving
	atChanges
	atSearches
	atCard

	atServicesOrReading = atServices | atReading
	everywhere          = atServices | atReading | atList | atMenu | atLists | atInterview | atGiving | atChanges | atSearches | atCard
	// atOneList is everywhere but among the lists, where letters are for these.
	atOneList = everywhere &^ atLists
	// atOneQuestion is where letters are for the question.
	atOneQuestion = everywhere &^ (atList | atLists | atChanges | atSearches)
)

// at returns the kind of the step that one is at.
func (d *dialogue) at() at {
	switch d.here().(type) {
	case *services:
		return atServices
	case *reading:
		return atReading
	case *shortlist:
		return atList
	case *lists:
		return atLists
	case *interview:
		return atInterview
	case *giving:
		return atGiving
	case *changed:
		return atChanges
	case *searches:
		return atSearches
	case *situation:
		return atCard
	}
	return atMenu
}

// where says the kinds in words: "at the services and on the shortlist".
func (a at) where() string {
	if a == everywhere {
		return "everywhere"
	}
	var names []string
	for i, name := range [...]string{"at the services", "while reading a service", "on the shortlist", "in the filters", "among the shortlists", "in a conversation", "while giving out", "among the changes", "among the searches", "at a situation card"} {
		if a&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return words.List(names)
}

// command is one thing that can be typed.
type command struct {
	// ID is that of the action of the finder's table for which it stands; one
	// that has none has a Title of its own.
	ID string
	// Words do it; the letter of the action is added in front of them.
	Words []string
	// In is where it holds.
	In at
	// Title says what it does.
	Title string
	// More says what can follow the word: "a number"; "" is nothing.
	More string
	// NoLetter leaves the action's letter to another command here.
	NoLetter bool
	// Run does it with what followed the word. It reports false when that was
	// nothing for it: then the line was no command.
	Run func(d *dialogue, rest string) bool
}

func (c *command) has(word string) bool { return slices.Contains(c.Words, word) }

// commands is the table of all commands, in the order of the help, with those of
// a trainer or without. Titles and letters are those of the finder's table of
// actions.
func commands(training bool) []command {
	table := slices.Concat(serviceCommands(), listCommands(), givingCommands(), keptCommands(), interviewCommands(), filterCommands(), searchCommands(), pageCommands(), dataCommands(), generalCommands())
	if training {
		table = append(trainerCommands(), table...)
	}
	known := make(map[string]tui.KeyHelp)
	for _, k := range tui.Keys() {
		known[k.ID] = k
	}
	for i := range table {
		c := &table[i]
		k := known[c.ID]
		if c.Title == "" {
			c.Title = k.Title
		}
		for _, key := range slices.Backward(k.Keys) {
			switch {
			case c.NoLetter || !isLetter(key) || c.has(key):
			case key == strings.ToLower(key):
				c.Words = slices.Insert(c.Words, 0, key)
			default: // capitals sound like small letters, so the word comes first
				c.Words = append(c.Words, key)
			}
		}
	}
	return table
}

// isLetter reports whether a key is typed as one letter or sign. Digits choose.
func isLetter(key string) bool {
	return len(key) == 1 && (key[0] < '0' || key[0] > '9') && key != "/"
}

// do makes a command of what takes nothing behind its word.
func do(run func(d *dialogue)) func(*dialogue, string) bool {
	return func(d *dialogue, rest string) bool {
		if rest != "" {
			return false
		}
		run(d)
		return true
	}
}

// about makes a command of what is done with one service.
func about(word string, run func(d *dialogue, id string)) func(*dialogue, string) bool {
	return func(d *dialogue, rest string) bool {
		id, ok := d.chosen(word, rest)
		if id != "" {
			run(d, id)
		}
		return ok
	}
}

// serviceCommands do something with one service.
func serviceCommands() []command {
	return []command{
		{ID: "mark", Words: []string{"mark"}, In: atServicesOrReading, More: "a number", Run: func(d *dialogue, rest string) bool {
			if d.at() == atServices && rest != "" {
				return d.markAll(rest)
			}
			return about("s", (*dialogue).mark)(d, rest)
		}},
		{ID: "why", Words: []string{"why"}, In: atServicesOrReading | atList, More: "a number", Run: about("w", (*dialogue).why)},
		{ID: "copy", Words: []string{"copy"}, In: atServicesOrReading | atList, More: "a number", Run: about("c", (*dialogue).copyContact)},
		{ID: "contact", Words: []string{"phone"}, In: atServicesOrReading | atList, Title: "Read only how to reach it", More: "a number", Run: about("p", (*dialogue).sayContact)},
		{ID: "copy-phone", Words: []string{"copy phone"}, In: atServicesOrReading | atList, More: "a number", Run: about("y", (*dialogue).copyPhone)},
		{ID: "copy-list", Words: []string{"copy list"}, In: everywhere, Run: do((*dialogue).copyList)},
		{ID: "map", Words: []string{"map"}, NoLetter: true, In: atServicesOrReading | atList, More: "a number", Run: about("map", (*dialogue).openMap)},
		{ID: "compare", Words: []string{"compare"}, NoLetter: true, In: atServicesOrReading | atList, More: "two numbers", Run: (*dialogue).compare},
		{ID: "mistake", Words: []string{"mistake"}, In: atServicesOrReading | atList, More: "a number", Run: about("r", (*dialogue).report)},
		{ID: "web", Words: []string{"web"}, In: atServicesOrReading, More: "a number", Run: about("v", (*dialogue).openPage)},
		{ID: "shortlist", Words: []string{"shortlist"}, In: everywhere &^ atList, Run: do((*dialogue).showList)},
	}
}

// listCommands change the shortlist and take it out.
func listCommands() []command {
	return []command{
		{ID: "remove", Words: []string{"remove"}, In: atList, More: "a number", Run: func(d *dialogue, rest string) bool {
			if rest == "" {
				d.say("Which one? Type x and its number, such as: x 2")
				return true
			}
			return d.drop(rest)
		}},
		{ID: "earlier", Words: []string{"up"}, In: atList, More: "a number", Run: func(d *dialogue, rest string) bool { return d.shift(rest, -1) }},
		{ID: "later", Words: []string{"down"}, In: atList, More: "a number", Run: func(d *dialogue, rest string) bool { return d.shift(rest, 1) }},
		{ID: "view-export", Words: []string{"view"}, In: atList, Run: do((*dialogue).openExport)},
		{ID: "to-services", Words: []string{"services"}, In: atList, Run: do((*dialogue).backToServices)},
		{ID: "services", Words: []string{"services"}, In: atMenu | atReading | atLists | atGiving | atChanges | atSearches | atCard, Title: "Back to the services", Run: do((*dialogue).backToServices)},
	}
}

// keptCommands are for the shortlists that are kept, and for notes.
func keptCommands() []command {
	return []command{
		{ID: "note", Words: []string{"note"}, In: atList, More: "a number", Run: func(d *dialogue, rest string) bool { return d.note(rest, false) }},
		{ID: "private-note", Words: []string{"own note"}, In: atList, More: "a number", Run: func(d *dialogue, rest string) bool { return d.note(rest, true) }},
		{ID: "lists", Words: []string{"lists"}, In: everywhere, Run: do(func(d *dialogue) { d.enter(keptLists()) })},
		{ID: "list-new", Words: []string{"new"}, In: atLists, Run: do((*dialogue).beginList)},
		{ID: "list-name", Words: []string{"name"}, In: atLists, Run: do((*dialogue).renameList)},
		{ID: "list-keep", Words: []string{"keep"}, In: atLists, Run: do((*dialogue).keepList)},
		{ID: "list-lock", Words: []string{"lock"}, In: atLists, Run: do((*dialogue).lockList)},
		{ID: "list-remove", Words: []string{"remove"}, In: atLists, More: "a number", Run: (*dialogue).removeList},
	}
}

// interviewCommands begin and go through a guided conversation.
func interviewCommands() []command {
	return []command{
		{ID: "talk", Words: []string{"talk"}, In: atServicesOrReading, Run: do(func(d *dialogue) { d.enter(starts()) })},
		{ID: "talk-elsewhere", Words: []string{"talk"}, In: atList | atMenu | atLists | atGiving | atChanges | atSearches | atCard, Title: "Guided conversation, from elsewhere", Run: do(func(d *dialogue) { d.enter(starts()) })},
		{ID: "talk-skip", Words: []string{"skip", "next"}, In: atInterview, Run: inInterview((*interview).skip)},
		{ID: "talk-back", Words: []string{"before"}, In: atInterview, Run: inInterview((*interview).back)},
		{ID: "talk-see", Words: []string{"services"}, In: atInterview, Run: inInterview(func(_ *interview, d *dialogue) { d.backToServices() })},
	}
}

// filterCommands narrow what is found.
func filterCommands() []command {
	open := func(s func() step) func(d *dialogue) { return func(d *dialogue) { d.enter(s()) } }
	return []command{
		{ID: "filters", Words: []string{"f", "filters"}, In: everywhere, Title: "Narrow by need, age, place, time and more", Run: do(func(d *dialogue) {
			d.toServices()
			d.enter(filters())
		})},
		{ID: "filter-need", Words: []string{"need"}, In: everywhere, Run: do(open(func() step { return options(service.PaneNeed) }))},
		{ID: "filter-age", Words: []string{"age"}, In: everywhere, More: "years", Run: func(d *dialogue, rest string) bool {
			if rest == "" {
				d.enter(age())
				return true
			}
			years, err := strconv.Atoi(rest)
			return err == nil && years >= 0 && (d.setAge(years) || true)
		}},
		{ID: "filter-where", Words: []string{"where", "near"}, In: everywhere, More: "a place", Run: func(d *dialogue, rest string) bool {
			if rest == "" {
				d.enter(where())
				return true
			}
			d.setPlace(rest)
			return true
		}},
		{ID: "within", Words: []string{"within"}, In: everywhere, Title: "Change the miles around the place", More: "miles", Run: (*dialogue).within},
		{ID: "filter-when", Words: []string{"when"}, In: everywhere, More: "a time", Run: func(d *dialogue, rest string) bool {
			if rest == "" {
				d.enter(week())
				return true
			}
			return d.asTimes(rest)
		}},
		{ID: "filter-more", Words: []string{"other"}, In: everywhere, Run: do(open(func() step { return rest() }))},
		{ID: "remove-filter", Words: []string{"take"}, In: atOneQuestion, More: "a number", Title: "Take a filter away", Run: (*dialogue).removeFilter},
		{ID: "clear-filters", Words: []string{"clear"}, In: atOneQuestion, Run: do(func(d *dialogue) {
			if len(d.question.Chips()) == 0 {
				d.say("No filter is chosen. f chooses some.")
				return
			}
			d.choose("All filters are gone, u brings them back", "taking all filters away", (*question.Question).ClearChips)
		})},
		{ID: "order", Words: []string{"order"}, In: atServices, Run: do(func(d *dialogue) { d.enter(orders()) })},
		{ID: "give", Words: []string{"give"}, In: atServices, More: "a number", Run: (*dialogue).give},
		{ID: "give-other", Words: []string{"suggestions"}, In: atServices, Title: "Say what would bring more", Run: do((*dialogue).sayOffers)},
	}
}

// pageCommands read on.
func pageCommands() []command {
	return []command{
		{ID: "more", Words: []string{"m", "more"}, In: everywhere, Title: "Read on", Run: do(func(d *dialogue) { d.here().page(d, 1) })},
		{ID: "before", Words: []string{"previous"}, In: everywhere, Title: "Read the page before", Run: do(func(d *dialogue) { d.here().page(d, -1) })},
		{ID: "next-service", Words: []string{"next"}, In: everywhere &^ atInterview, Run: do(func(d *dialogue) { d.turn(1) })},
		{ID: "previous-service", Words: []string{"before"}, In: everywhere &^ atInterview, Run: do(func(d *dialogue) { d.turn(-1) })},
	}
}

// generalCommands hold wherever one is.
func generalCommands() []command {
	return []command{
		{ID: "undo", Words: []string{"undo"}, In: everywhere &^ (atChanges | atSearches), Run: do((*dialogue).undo)},
		{ID: "redo", Words: []string{"redo"}, In: everywhere, Run: do((*dialogue).redo)},
		{ID: "back", Words: []string{"b", "back"}, In: everywhere, Run: do((*dialogue).back)},
		{ID: "next-person", Words: []string{"next person"}, In: atOneList, Run: do((*dialogue).nextPerson)},
		{ID: "status", Words: []string{"status"}, In: everywhere, Title: "Say how old the data is, and where it is from", Run: do((*dialogue).status)},
		{ID: "hide", Words: []string{"hide"}, In: everywhere, Run: do((*dialogue).hide)},
		{ID: "help", Words: []string{"help"}, In: everywhere, More: "a word", Run: (*dialogue).seekHelp},
		{ID: "quit", Words: []string{"quit", "exit"}, In: everywhere, Run: do(func(d *dialogue) {
			d.say(goodbye)
			d.left = true
		})},
	}
}

// within changes the miles around the place.
func (d *dialogue) within(rest string) bool {
	number, unit, _ := strings.Cut(rest, " ")
	miles, err := strconv.ParseFloat(number, 64)
	switch {
	case rest == "":
		d.enter(where())
		return true
	case err != nil || !(miles > 0 && miles <= 1000) || unit != "" && unit != "mile" && unit != "miles":
		return false
	case d.question.Place() == nil:
		d.say("Say near which place first: near and a postcode or town.")
		return true
	}
	d.setMiles(miles)
	return true
}

// give takes a suggestion: the first, or that of a number.
func (d *dialogue) give(rest string) bool {
	n := 1
	if rest != "" {
		list, ok := numbers(rest)
		if !ok || len(list) != 1 {
			return false
		}
		n = list[0]
	}
	offers := d.found.offers
	if n < 1 || n > len(offers) {
		d.say("There is no such suggestion: they are made when few services fit.")
		return true
	}
	if changed, _ := d.change("giving something up", func(q *question.Question) { q.Give(offers[n-1].Query) }); changed {
		d.read()
	}
	return true
}

// sayOffers says all that could be given up.
func (d *dialogue) sayOffers() {
	if len(d.found.offers) == 0 {
		d.say("There is nothing to give up here: that is offered when few services fit.")
	}
	for i, o := range d.found.offers {
		d.say("g %d brings %s.", i+1, strings.TrimSuffix(o.Gain, "."))
	}
}

// orders is the menu of the orders of the services.
func orders() *menu {
	return &menu{
		kind: "orders", title: "Order", says: "A number takes that order. b goes back.",
		choices: func(d *dialogue) []choice {
			var list []choice
			for _, o := range service.Sorts() {
				if o == service.SortNear && d.question.Place() == nil {
					continue
				}
				said := words.Sort(o)
				if o == d.question.Sort || o == service.SortBest && d.question.Sort == "" {
					said += ", as it is now"
				}
				list = append(list, choice{words.Sentence(said), func(d *dialogue) {
					d.leave()
					if _, answered := d.change("ordering "+words.Sort(o), func(q *question.Question) { q.Sort = o }); answered {
						d.read()
					}
				}})
			}
			return list
		},
	}
}

// removeFilter takes a filter away: the only one, or that of a number; without
// one it lists them.
func (d *dialogue) removeFilter(rest string) bool {
	chips := d.question.Chips()
	if len(chips) == 0 {
		d.say("No filter is chosen. f chooses some; / alone takes the words away.")
		return true
	}
	if rest == "" {
		if len(chips) == 1 {
			d.takeAway(0)
			return true
		}
		d.enter(chosen())
		return true
	}
	list, ok := numbers(rest)
	if !ok || len(list) != 1 || list[0] < 1 || list[0] > len(chips) {
		return false
	}
	d.takeAway(list[0] - 1)
	return true
}

func (d *dialogue) takeAway(i int) {
	label := d.question.Chips()[i].Label
	d.choose("Taken away: "+label, "taking away "+label, func(q *question.Question) { q.Remove(i) })
}

// chosen is the menu of the filters that are chosen.
func chosen() *menu {
	return &menu{
		kind: "chosen", title: "Take away", says: "A number takes that filter away. X takes all away. b goes back.",
		lead: func(d *dialogue) {
			if len(d.question.Chips()) == 0 {
				d.say("No filter is chosen.")
			}
		},
		choices: func(d *dialogue) []choice {
			var list []choice
			for _, c := range d.question.Chips() {
				list = append(list, choice{c.Label + ".", func(d *dialogue) {
					if i := slices.IndexFunc(d.question.Chips(), func(now question.Chip) bool { return now.Pane == c.Pane && now.ID == c.ID }); i >= 0 {
						d.takeAway(i)
					}
					d.here().say(d)
				}})
			}
			return list
		},
	}
}
