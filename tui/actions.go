package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/tui/find"
	"fettle/tui/layout"
	"fettle/tui/widget"
)

// actions is the table of everything that a key can do. The order is that of
// the footer and the help. Where letters are text, no action has a letter.
func actions() []action {
	table := []action{{
		ID: "help", Keys: []string{"?", "f1"}, In: everywhere, Title: "What can I do here?", Label: "Help", Weigh: weighs(always),
		Hint: "Lists what can be done here; type to find it, Enter does it.",
		Run: func(a *app) tea.Cmd {
			if a.place() == inHelp {
				a.pop()
				return nil
			}
			return a.openHelp()
		},
	}}
	table = append(table, enterActions()...)
	table = append(table, serviceActions()...)
	table = append(table, filterActions()...)
	table = append(table, givingActions()...)
	table = append(table, shortlistActions()...)
	table = append(table, noteActions()...)
	table = append(table, listActions()...)
	table = append(table, wayActions()...)
	table = append(table, contactActions()...)
	table = append(table, compareActions()...)
	table = append(table, mistakeActions()...)
	table = append(table, searchActions()...)
	table = append(table, keepActions()...)
	table = append(table, talkActions()...)
	table = append(table, updateActions()...)
	table = append(table, changesActions()...)
	table = append(table, moveActions()...)
	table = append(table, mouseActions()...)
	table = append(table, hideActions()...)
	return append(table, leaveActions()...)
}

// enterActions are the keys that go somewhere.
func enterActions() []action {
	return []action{{
		ID: "results", Keys: []string{"enter", "down"}, In: inSearch, Title: "Go to the services", Label: "Services", Weigh: weighs(atHand),
		Hint: "The keys go to the list; the words stay.", WhyNot: noServices,
		Run: func(a *app) tea.Cmd { a.find.Focus(find.List); return nil },
	}, {
		ID: "open", Keys: []string{"enter"}, In: inList | inShortlist, Title: "Read the service", Label: "Open", Weigh: weighs(atHand),
		Hint:   "Telephone first, then times, place, cost and what the publisher says. Where nothing fits, it takes the suggestion.",
		WhyNot: nothingToOpen, Run: (*app).openService,
	}, {
		ID: "choose", Keys: []string{"space"}, In: inFilters, Title: "Choose the option, or take it back", Label: "Choose", Weigh: weighs(atHand),
		Hint: "While something is being typed, Space is a space, and Enter takes it.",
		Run:  func(a *app) tea.Cmd { return a.effect(a.find.Choose(true)) },
	}, {
		ID: "take", Keys: []string{"enter"}, In: inFilters, Title: "Take what is typed, or choose the option",
		Hint: "Takes the need, place, time or age that was typed; else the same as Space.",
		Run:  func(a *app) tea.Cmd { return a.effect(a.find.Choose(false)) },
	}, {
		ID: "do", Keys: []string{"enter"}, In: inHelp, Title: "Do it", Label: "Do it", Hint: "Does what is highlighted.",
		Run: (*app).runHelp,
	}, {
		ID: "filters", Keys: []string{"tab"}, In: inSearch, Title: "Go to the filters", Label: "Filters", Weigh: weighs(atHand),
		Hint: "Need, age, where, when and more, one after the other.",
		Run:  func(a *app) tea.Cmd { return a.step(1) },
	}}
}

// wayActions go back and round.
func wayActions() []action {
	return []action{{
		ID: "search", Keys: []string{"/"}, In: inReading, Title: "Type in the search box", Label: "Search", Weigh: atHandIf(onTheList, usually),
		Hint: "Letters are letters there; Enter comes back.",
		Run: func(a *app) tea.Cmd {
			a.toFinder()
			a.find.Focus(find.Search)
			return nil
		},
	}, {
		ID: "back", Keys: []string{"esc"}, In: everywhere, Title: "Go back", Label: "Back", Weigh: goesBack,
		Hint: "Closes what is open, one thing at a time; at last it empties the search box. It never leaves.",
		Run:  (*app).back,
	}, {
		ID: "next-part", Keys: []string{"tab"}, In: inFilters | inList | inDetail, Title: "Go to the next part", Label: "Next part", Weigh: atHandIf(inAPane, rarely),
		Hint: "Need, age, where, when, more, services, the service beside them, and round again.",
		Run:  func(a *app) tea.Cmd { return a.step(1) },
	}, {
		ID: "previous-part", Keys: []string{"shift+tab"}, In: inFind | inDetail, Title: "Go to the part before",
		Hint: "The other way round from Tab.",
		Run:  func(a *app) tea.Cmd { return a.step(-1) },
	}}
}

// serviceActions mark services and show what is marked.
func serviceActions() []action {
	return []action{{
		ID: "mark", Keys: []string{"s", "space"}, In: inList | inDetail, Title: "Mark for the shortlist, or take it off", Label: "Mark", Weigh: weighs(atHand),
		Hint: "It is saved at once.", WhyNot: noService, Run: (*app).mark,
	}, {
		ID: "why", Keys: []string{"w"}, In: inReading, Title: "Why it fits, or does not", Label: "Why",
		Hint: "Each thing asked with yes, not stated or no, the fact and where it stands.", WhyNot: nothingAsked, Run: func(a *app) tea.Cmd { return a.turnTo(reasonsFace) },
	}, {
		ID: "shortlist", Keys: []string{"l"}, In: inList | inDetail, Title: "Show the shortlist", Label: "Shortlist", Weigh: shortlistWeighs,
		Hint: "What is marked, to put in order, export or ring round.",
		Run:  (*app).showShortlist,
	}}
}

// showShortlist shows the shortlist; what was said of it at the start is done.
func (a *app) showShortlist() tea.Cmd {
	a.toFinder()
	a.listing = true
	if !a.message.trouble {
		a.message.text = ""
	}
	return nil
}

// keepActions take something out of the finder, or start afresh.
func keepActions() []action {
	return []action{{
		ID: "copy", Keys: []string{"c"}, In: inReading, Title: "Copy how to reach the service", Label: "Copy", Weigh: atHandIf(readsOne, rarely),
		Hint: "Name, telephone, e-mail, web page and address, as plain text, to paste into an email.", WhyNot: noService,
		Run: func(a *app) tea.Cmd { s, _ := a.current(); return a.copyContact(s) },
	}, {
		ID: "web", Keys: []string{"v"}, In: inList | inDetail, Title: "View the service's web page",
		Hint: "Opens the browser; this is the only thing here that needs the network.", WhyNot: noPage,
		Run: func(a *app) tea.Cmd { s, _ := a.current(); return a.open(s.URL, "the web page") },
	}, {
		ID: "undo", Keys: []string{"u", "ctrl+z"}, In: inReading, Title: "Undo the last change", Label: "Undo", Weigh: atHandIf(undoing, rarely),
		Hint: "Marks, order, cleared filters and the next person, step by step.", Run: (*app).undo,
	}, {
		ID: "undo-typing", Keys: []string{"ctrl+z"}, In: inSearch | inFilters, Title: "Undo the last change while typing", Label: "Undo", Weigh: atHandIf(undoing, rarely),
		Hint: "The same as u on the list; what is typed stays.", Run: (*app).undo,
	}, {
		ID: "redo", Keys: []string{"U", "ctrl+y"}, In: inReading, Title: "Redo what was undone", Hint: "Step by step, until something new is changed.", Run: (*app).redo,
	}, {
		ID: "next-person", Keys: []string{"n"}, In: inReading, Title: "Start the next person", Label: "Next person", Weigh: nextPersonWeighs,
		Hint: "Somebody new: clears the question and begins a fresh shortlist; undo brings both back.", Run: (*app).nextPerson,
	}}
}

// filterActions narrow and order what is listed.
func filterActions() []action {
	table := make([]action, 0, 10)
	for i, name := range [...]string{"need", "age", "where", "when", "more"} {
		title := "Filter by " + name
		switch name {
		case "where":
			title = "Filter by place"
		case "when":
			title = "Filter by day and time"
		case "more":
			title = "Filter by cost, way of attending and feed"
		}
		label := ""
		if i == 0 {
			label = "Filters"
		}
		table = append(table, action{
			ID: "filter-" + name, Label: label, Weigh: atHandIf(onTheList, rarely), Keys: []string{string(rune('1' + i))}, In: inList | inDetail, Title: title,
			Hint: "Each option says how many services fit and, after the plus, how many may.",
			Run: func(a *app) tea.Cmd {
				a.toFinder()
				a.find.OpenPane(i)
				return nil
			},
		})
	}
	return append(table, action{
		ID: "remove-filter", Keys: []string{"x", "backspace", "delete"}, In: inList, Title: "Take the picked filter away",
		Hint: "Left and Right pick one of the filters above the list.", WhyNot: noFilters, Run: (*app).removeFilter,
	}, action{
		ID: "clear-filters", Keys: []string{"X"}, In: inList, Title: "Take all filters away",
		Hint: "The words stay; undo brings the filters back.", WhyNot: noFilters, Run: (*app).clearFilters,
	}, action{
		ID: "previous-filter", Keys: []string{"left"}, In: inList, Title: "Pick the filter before", Hint: "x takes the picked one away.",
		WhyNot: noFilters, Run: func(a *app) tea.Cmd { a.find.MoveChip(-1); return nil },
	}, action{
		ID: "next-filter", Keys: []string{"right"}, In: inList, Title: "Pick the next filter", Hint: "x takes the picked one away.",
		WhyNot: noFilters, Run: func(a *app) tea.Cmd { a.find.MoveChip(1); return nil },
	}, action{
		ID: "give", Keys: []string{"g", "ctrl+g"}, In: inList, Title: "Take the suggestion: give one thing up", Label: "Bring more", Weigh: weighs(atHand),
		Hint: "When few services fit, the line above them says what it brings.", WhyNot: nothingToGive, Run: (*app).give,
	}, action{
		ID: "give-typing", Keys: []string{"ctrl+g"}, In: inSearch | inFilters, Title: "Take the suggestion while typing", Label: "Bring more", Weigh: weighs(atHand),
		Hint: "When few services fit, the line above them says what it brings.", WhyNot: nothingToGive, Run: (*app).give,
	}, action{
		ID: "give-other", Keys: []string{"G"}, In: inList, Title: "Pick another suggestion",
		Hint: "Goes through what could be given up.", WhyNot: nothingToGive,
		Run: func(a *app) tea.Cmd { a.find.NextOffer(); return nil },
	}, action{
		ID: "order", Keys: []string{"o"}, In: inList, Title: "Change the order of the services",
		Hint: "Best match, nearest, name, last checked, soonest.", Run: (*app).nextOrder,
	})
}

// shortlistActions are what can be done on the shortlist alone.
func shortlistActions() []action {
	return []action{{
		ID: "remove", Keys: []string{"x", "s", "delete", "backspace"}, In: inShortlist, Title: "Take it off the shortlist", Label: "Remove", Weigh: weighs(atHand),
		Hint: "Undo brings it back.", WhyNot: nothingListed, Run: (*app).mark,
	}, {
		ID: "earlier", Keys: []string{"[", "shift+up"}, In: inShortlist, Title: "Move it up the shortlist", Label: "Move up", Weigh: weighs(rarely),
		Hint: "The order is the one of the exported file.", WhyNot: nothingListed, Run: func(a *app) tea.Cmd { return a.shift(-1) },
	}, {
		ID: "later", Keys: []string{"]", "shift+down"}, In: inShortlist, Title: "Move it down the shortlist", Label: "Move down", Weigh: weighs(rarely),
		Hint: "The order is the one of the exported file.", WhyNot: nothingListed, Run: func(a *app) tea.Cmd { return a.shift(1) },
	}, {
		ID: "view-export", Keys: []string{"v"}, In: inShortlist, Title: "View the exported file", Label: "View file",
		Hint: "Opens it in the browser.", WhyNot: noExport,
		Run: func(a *app) tea.Cmd { return a.open(a.exported, "the exported file") },
	}, {
		ID: "to-services", Keys: []string{"l"}, In: inShortlist, Title: "Back to the services", Hint: "The list stays as it is.",
		Run: (*app).back,
	}}
}

// moveActions move the keys, or scroll.
func moveActions() []action {
	const all = inFilters | inList | inDetail | inShortlist | inPanels
	table := []action{
		{ID: "up", Keys: []string{"up"}, In: all, Title: "Up", Hint: "From the first service, up goes to the search box."},
		{ID: "down", Keys: []string{"down"}, In: all, Title: "Down", Hint: "One line or row on."},
		{ID: "page-up", Keys: []string{"pgup"}, In: all, Title: "A page up", Hint: "One screen back."},
		{ID: "page-down", Keys: []string{"pgdown"}, In: all, Title: "A page down", Hint: "One screen on."},
		{ID: "first", Keys: []string{"home"}, In: all, Title: "To the start", Hint: "The first row."},
		{ID: "last", Keys: []string{"end"}, In: all, Title: "To the end", Hint: "The last row."},
		{ID: "left", Keys: []string{"left"}, In: inFilters, Title: "Left", Hint: "In the week, or in what is being typed."},
		{ID: "right", Keys: []string{"right"}, In: inFilters, Title: "Right", Hint: "In the week, or in what is being typed."},
	}
	for i, m := range [...]widget.Move{widget.Up, widget.Down, widget.PageUp, widget.PageDown, widget.Home, widget.End, widget.Left, widget.Right} {
		table[i].Run = func(a *app) tea.Cmd { a.move(m); return nil }
	}
	return append(table, action{
		ID: "previous-service", Keys: []string{"left"}, In: inDetail, Title: "The service before", Hint: "Without going back to the list.",
		Run: func(a *app) tea.Cmd { return a.turn(widget.Up) },
	}, action{
		ID: "next-service", Keys: []string{"right"}, In: inDetail, Title: "The next service", Hint: "Without going back to the list.",
		Run: func(a *app) tea.Cmd { return a.turn(widget.Down) },
	})
}

// leaveActions end the finder or draw it anew.
func leaveActions() []action {
	return []action{{
		ID: "quit", Keys: []string{"q"}, In: inReading, Title: "Leave Fettle", Label: "Leave", Weigh: weighs(rarely),
		Hint: "Quit, exit, close: your shortlist is saved. While something is asked or marked, press it twice.",
		Run: func(a *app) tea.Cmd {
			if !begun(a) {
				return tea.Quit
			}
			return a.leave("q")
		},
	}, {
		ID: "quit-twice", Keys: []string{"ctrl+c"}, In: everywhere | inHidden, Title: "Leave Fettle, pressed twice", Hint: "Your shortlist is saved.",
		Run: func(a *app) tea.Cmd { return a.leave("Ctrl+C") },
	}, {
		ID: "redraw", Keys: []string{"ctrl+l"}, In: everywhere, Title: "Draw the screen anew", Hint: "When something else wrote over it.",
		Run: func(*app) tea.Cmd { return tea.ClearScreen },
	}}
}

func noServices(a *app) string {
	if !a.find.Worth() {
		return "There are no services to go to: change the words."
	}
	return ""
}

func noService(a *app) string {
	if a.under() == nil {
		if a.listing && a.list.Len() > 0 {
			return "This service is no longer in your data."
		}
		return "There is no service here yet: find one first."
	}
	return ""
}

func nothingToOpen(a *app) string {
	if a.place() == inList && a.find.Offering() {
		return nothingToGive(a)
	}
	return noService(a)
}

// openService opens the service with the keys; where suggestions stand in the
// place of services, it takes the picked one.
func (a *app) openService() tea.Cmd {
	if a.place() == inList && a.find.Offering() {
		return a.give()
	}
	a.reading, a.face = true, wholeFace
	return nil
}

func nothingListed(a *app) string {
	if a.list.Len() == 0 {
		return "Nothing is marked yet."
	}
	return ""
}

func noPage(a *app) string {
	if why := noService(a); why != "" {
		return why
	}
	s, _ := a.current()
	switch {
	case a.deps.Open == nil:
		return "Nothing on this system opens a page from here."
	case !strings.HasPrefix(s.URL, "https://") && !strings.HasPrefix(s.URL, "http://"):
		return "The publisher states no web page for this service."
	}
	return ""
}

func noExport(a *app) string {
	switch {
	case a.deps.Open == nil:
		return "Nothing on this system opens a file from here."
	case a.exported == "":
		return "Nothing is written yet: e gives the list out."
	}
	return ""
}

func noFilters(a *app) string {
	if len(a.find.Question().Chips()) == 0 {
		return "No filter is chosen: 1 to 5 open the filters."
	}
	return ""
}

// nextOrder goes through the orders; nearest is left out while there is no place.
func (a *app) nextOrder() tea.Cmd {
	orders := service.Sorts()
	q := a.find.Question()
	at := 0
	for i, o := range orders {
		if o == q.Sort {
			at = i
		}
	}
	at = (at + 1) % len(orders)
	if orders[at] == service.SortNear && q.Place() == nil {
		at = (at + 1) % len(orders)
	}
	a.find.SetSort(orders[at])
	a.find.List.Top()
	return nil
}

// wide reports whether the service to be read stands beside the list.
func (a *app) wide() bool { return a.window().Mode == layout.Wide }
