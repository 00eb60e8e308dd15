package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fettle/tui/help"
	"fettle/tui/words"
)

// place is where the keys are; an action can hold in several places at once.
type place uint

// The places.
const (
	inSearch place = 1 << iota
	inFilters
	inList
	inDetail
	inShortlist
	inHelp
	// inHidden is the screen hidden; nothing that works everywhere works there.
	inHidden
	inCompare
	inMistake
	inSearches
	inNote
	inLists
	inTalks
	inTalk
	inCards
	inCard
	inGive
	inSafe
	inCode
	inUpdate
	inChanges

	inFind    = inSearch | inFilters | inList
	inReading = inList | inDetail | inShortlist
	// inPanels are the panels over the finder.
	inPanels = inHelp | inCompare | inMistake | inSearches |
		inNote | inLists | inTalks | inTalk | inCards | inCard |
		inGive | inSafe | inCode |
		inUpdate | inChanges

	everywhere = inFind | inDetail | inShortlist | inPanels
)

// action is one thing that can be done, with the keys that do it.
type action struct {
	// ID names the action for good, whatever its keys.
	ID string
	// Keys do it; the first one is shown.
	Keys []string
	// In is where the keys hold.
	In place
	// Title says what it does; Label says it in the footer, "" is not there.
	Title, Label string
	// Hint is a sentence more, for the help.
	Hint string
	// Weigh says how much it is to the point now, for a footer without room for all;
	// nil is as much as most.
	Weigh func(*app) weight
	// WhyNot says why it can't be done now, "" when it can; nil is always.
	WhyNot func(*app) string
	// Run does it.
	Run func(*app) tea.Cmd
}

func (act *action) has(key string) bool { return slices.Contains(act.Keys, key) }

func (act *action) off(a *app) string {
	if act.WhyNot == nil {
		return ""
	}
	return act.WhyNot(a)
}

func (act *action) run(a *app) tea.Cmd { return act.Run(a) }

// shownKey returns the name of the action's first key that works, where letters
// may be text.
func (act *action) shownKey(typing bool) string {
	for _, k := range act.Keys {
		if typing && len(k) == 1 {
			continue
		}
		return keyLabel(k)
	}
	return keyLabel(act.Keys[0])
}

// keyLabel writes a key as a person reads it on the keyboard.
func keyLabel(key string) string {
	if len(key) == 1 {
		return key
	}
	switch key { // those that every frame names, and those that read otherwise
	case "esc":
		return "Esc"
	case "enter":
		return "Enter"
	case "tab":
		return "Tab"
	case "space":
		return "Space"
	case "f8":
		return "F8"
	case "pgup":
		return "Page Up"
	case "pgdown":
		return "Page Down"
	}
	if !strings.Contains(key, "+") {
		return strings.ToUpper(key[:1]) + key[1:]
	}
	parts := strings.Split(key, "+")
	for i, p := range parts {
		if len(p) > 1 || i > 0 {
			parts[i] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, "+")
}

// KeyHelp is one line of the table of keys.
type KeyHelp struct {
	// ID names the action.
	ID string
	// Keys are the keys as they are read on the keyboard: "Page Down".
	Keys []string
	// Title says what they do, Hint says a sentence more.
	Title, Hint string
	// Where says on which parts of the screen they work.
	Where []string
}

// Keys returns the table of all keys, for the documentation.
func Keys() []KeyHelp {
	table := append(actions(), trainerActions()...)
	out := make([]KeyHelp, 0, len(table))
	for i := range table {
		act := &table[i]
		k := KeyHelp{ID: act.ID, Title: act.Title, Hint: act.Hint, Where: act.In.names()}
		for _, key := range act.Keys {
			k.Keys = append(k.Keys, keyLabel(key))
		}
		out = append(out, k)
	}
	return out
}

// names says the places in words.
func (p place) names() []string {
	if p&everywhere == everywhere {
		return []string{"everywhere"}
	}
	var names []string
	if p&inPanels == inPanels {
		return append((p &^ inPanels).names(), "all that opens over them")
	}
	for i, name := range [...]string{
		"search box", "filters", "list", "service", "shortlist", "help", "hidden screen",
		"side by side", "mistake", "searches",
		"notes", "lists",
		"list of conversations", "conversation",
		"list of cards", "card",
		"giving out", "safety question", "code",
		"update", "changes",
	} {
		if p&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return names
}

// openHelp lists what can be done where the keys are now, and after it what can
// be done elsewhere.
func (a *app) openHelp() tea.Cmd {
	a.help.Open(a.entries())
	a.push(inHelp, a.help)
	return nil
}

// entries returns the actions as the help lists them.
func (a *app) entries() []help.Entry {
	at, typing := a.place(), a.typing()
	entries := make([]help.Entry, 0, len(a.actions))
	for i := range a.actions {
		act := &a.actions[i]
		if act.ID == "help" || act.In&^(inHelp|inHidden) == 0 {
			continue
		}
		e := help.Entry{ID: act.ID, Keys: act.shownKey(typing), Title: act.Title, Hint: act.Hint}
		if act.In&at == 0 {
			e.Off, e.Elsewhere = "This works in: "+words.List(act.In.names())+".", true
			e.Keys = keyLabel(act.Keys[0])
		} else {
			e.Off = act.off(a)
		}
		entries = append(entries, e)
	}
	return entries
}

// runHelp does the action under the keys in the help.
func (a *app) runHelp() tea.Cmd {
	e := a.help.Selected()
	if e == nil {
		return nil
	}
	a.pop()
	for i := range a.actions {
		if act := &a.actions[i]; act.ID == e.ID && act.In&a.place() != 0 {
			return a.do(act)
		}
	}
	return nil
}
