package plain

// asking is the step at which one text is typed, whatever it is: a name, a note,
// a passphrase. Nothing typed leaves everything as it is.
type asking struct {
	// title says what is typed, for the prompt; more says it in a sentence.
	title, more string
	// hidden is set for what must be neither seen nor heard.
	hidden bool
	// take takes the text, none takes Enter alone; nil leaves everything as it is.
	take func(d *dialogue, text string)
	none func(d *dialogue)
}

// secret reports whether what is typed next must not be seen.
func (d *dialogue) secret() bool {
	a, ok := d.here().(*asking)
	return ok && a.hidden
}

// hear takes a line as the text.
func (a *asking) hear(d *dialogue, line typedLine) {
	d.leave()
	text := line.text
	if a.hidden {
		text = line.raw
	}
	switch {
	case text != "":
		a.take(d, text)
	case a.none != nil:
		a.none(d)
	default:
		d.say("Nothing was changed.")
	}
}

func (a *asking) name(*dialogue) string { return a.title }
func (a *asking) say(d *dialogue)       { d.say("%s", a.more) }

func (a *asking) hint(*dialogue) string {
	if a.none != nil {
		return ""
	}
	return "Enter alone leaves it as it is."
}

func (a *asking) number(*dialogue, int)       {}
func (a *asking) text(*dialogue, string) bool { return true }
func (a *asking) page(*dialogue, int)         {}
