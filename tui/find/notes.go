package find

import (
	"strings"

	"fettle/internal/typed"
	"fettle/tui/paint"
	"fettle/tui/theme"
)

// Note is one line of what should be read before the list.
type Note struct {
	// Text is the line, cut to the width.
	Text string
	// Strong is set for what matters more than the list.
	Strong bool
}

// Notes returns what should be read before the list, in lines of a width: whom
// to ring when the words mean danger, what was read instead of a word, and what
// to give up when few services fit. They are at most so many, but for those that
// matter more than the list.
func (s *Screen) Notes(w, most int) []Note {
	if !s.answered {
		return nil
	}
	var notes []Note
	put := func(strong bool, text string) {
		for _, line := range paint.Wrap(text, w-2) {
			notes = append(notes, Note{line, strong})
		}
	}
	for _, line := range packed(s.answer.Danger, w-2) {
		put(true, line)
	}
	if offer := s.Offer(); offer != nil && s.List.Len() > 0 {
		text := "Few fit. Ctrl+G brings " + offer.Gain + "."
		if s.focus == List {
			text = "Few fit. g brings " + offer.Gain + "."
			if len(s.offers) > 1 {
				text += " G: another way."
			}
		}
		put(false, text)
	}
	for _, text := range s.readings() {
		put(false, text)
	}
	return short(notes, most, w-2)
}

// short keeps the first notes, and those that matter more than the list however many
// they are; the last one says that there is more.
func short(notes []Note, most, w int) []Note {
	strong := 0
	for strong < len(notes) && notes[strong].Strong {
		strong++
	}
	if most = max(most, strong); len(notes) <= most {
		return notes
	}
	notes = notes[:most]
	if last := &notes[most-1]; !last.Strong {
		last.Text = paint.Cut(last.Text+" ..", w)
	}
	return notes
}

// readings says how the words were read, as far as the chips do not say it.
func (s *Screen) readings() []string {
	var said []string
	read := &s.answer.Reading
	if pieces := read.Pieces(); len(pieces) > 0 && s.focus == Search {
		said = append(said, "Read as filters: "+strings.Join(pieces, ", ")+". Enter keeps them; \"quotation marks\" make them words.")
	}
	if read.Pending != "" && s.focus == Search {
		said = append(said, "Still looking for a place called \""+read.Pending+"\".")
	}
	for i := range read.Parts {
		if p := &read.Parts[i]; len(p.Others) > 0 {
			said = append(said, "\""+p.Typed+"\" is read as "+p.As()+".")
		}
	}
	if said = append(said, read.Notes...); s.question.Words == s.notedWith {
		said = append(said, s.noted...)
	}
	if read.Trouble != nil {
		said = append(said, strings.TrimRight(read.Trouble.Error(), "?.")+".")
	}
	for _, r := range s.answer.Result.Readings {
		if r.As != "" {
			said = append(said, "\""+r.Typed+"\" is read as \""+r.As+"\".")
		}
	}
	if left := typed.LeftOut(s.answer.Result); left != "" {
		said = append(said, left)
	}
	return said
}

// packed puts sentences on as few lines as they fit on whole.
func packed(sentences []string, w int) []string {
	var lines []string
	for _, sentence := range sentences {
		last := len(lines) - 1
		if last >= 0 && paint.Width(lines[last])+1+paint.Width(sentence) <= w {
			lines[last] += " " + sentence
			continue
		}
		lines = append(lines, sentence)
	}
	return lines
}

func noteLines(notes []Note, w int, t *theme.Theme) []string {
	lines := make([]string, 0, len(notes))
	for _, n := range notes {
		style := t.Dim
		if n.Strong {
			style = t.Strong
		}
		lines = append(lines, paint.NewLine(w, t.Base).Gap(1).Put(style, n.Text).String())
	}
	return lines
}
