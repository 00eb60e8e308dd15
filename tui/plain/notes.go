package plain

import (
	"fmt"
	"unicode/utf8"

	"fettle/tui"
	"fettle/tui/words"
)

// note asks for a note on the item of a number: for the person, or for the
// worker alone.
func (d *dialogue) note(rest string, private bool) bool {
	items := d.deps.Shortlist.Items()
	list, ok := numbers(rest)
	switch {
	case rest == "" && len(items) == 1:
		list = []int{1}
	case rest == "":
		d.say("On which one? Type its number behind the word, such as: note 2")
		return true
	case !ok || len(list) != 1:
		return false
	}
	if n := list[0]; n < 1 || n > len(items) {
		d.say("There is no number %d on your shortlist.", n)
		return true
	}
	d.askNote(items[list[0]-1], private)
	return true
}

func (d *dialogue) askNote(item tui.Item, private bool) {
	n := &note{item: item, set: tui.Shortlist.Note}
	before, whose := item.Note, "It goes into what the person is given."
	if private {
		before, whose, n.set = item.Private, "It is for you alone and never given out.", tui.Shortlist.Private
	}
	more := "Type the note on " + item.Name + ". " + whose
	if before != "" {
		more += " It is now: " + before + ". A minus alone takes it away."
	}
	d.enter(&asking{title: "Note", more: more, take: n.take})
}

// note is a note that is being written on an item of the shortlist.
type note struct {
	item tui.Item
	set  func(l tui.Shortlist, id, text string) error
}

// take takes what was typed, a minus as nothing. What is too long is only saved
// once the person has said so.
func (n *note) take(d *dialogue, text string) {
	if text == "-" {
		text = ""
	}
	if long, most := utf8.RuneCountInString(text), d.deps.MaxNote; long > most {
		why := fmt.Sprintf("The note has %s characters, and %s can be kept. Enter alone keeps the first %s",
			words.Number(long), words.Number(most), words.Number(most))
		n.again(d, why, string([]rune(text)[:most]))
		return
	}
	n.save(d, text)
}

// save saves the note. One that can't be saved is there still.
func (n *note) save(d *dialogue, text string) {
	if err := n.set(d.deps.Shortlist, n.item.ID, text); err != nil {
		n.again(d, words.Sentence("the note was not saved: "+err.Error())+" It is here still: Enter alone tries again", text)
		return
	}
	d.remember(undoable{title: "the note on " + n.item.Name, list: true})
	d.say("Note saved.")
}

// again says why a note is not saved yet, and asks what to do with it.
func (n *note) again(d *dialogue, why, text string) {
	d.enter(&asking{
		title: "Note", more: why + ", no lets it go, anything else is the note instead.",
		none: func(d *dialogue) { n.save(d, text) },
		take: func(d *dialogue, typed string) {
			if typed == "no" {
				d.say("Nothing was changed.")
				return
			}
			n.take(d, typed)
		},
	})
}
