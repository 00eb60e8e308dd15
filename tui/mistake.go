package tui

import (
	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/tui/detail"
	"fettle/tui/mistake"
)

// mistakeActions tell a publisher what is wrong in a record.
func mistakeActions() []action {
	return []action{{
		ID: "mistake", Keys: []string{"r"}, In: inReading, Title: "Report a mistake to the publisher",
		Hint: "Choose what is wrong; a ready letter opens in your e-mail program.", WhyNot: noService, Run: (*app).openMistake,
	}, {
		ID: "write", Keys: []string{"enter"}, In: inMistake, Title: "Open the letter", Label: "Letter",
		Hint: "Nothing is sent until you send it.", WhyNot: noLetters, Run: func(a *app) tea.Cmd { return a.open(a.mistake().Link(), "the letter") },
	}, {
		ID: "copy-letter", Keys: []string{"c"}, In: inMistake, Title: "Copy the letter", Label: "Copy",
		Hint: "With whom it goes to and its subject, to paste anywhere.",
		Run: func(a *app) tea.Cmd {
			to, subject, body := a.mistake().Letter()
			return a.copyText(func() copied { return copied{text: "To: " + to + "\nSubject: " + subject + "\n\n" + body} })
		},
	}}
}

// openMistake asks what is wrong in the record.
func (a *app) openMistake() tea.Cmd {
	s, _ := a.current()
	id, read := s.ID, a.deps.Service
	return func() tea.Msg {
		s, err := read(id)
		return doubted{service: s, err: err}
	}
}

// doubted is a whole record in which something is wrong.
type doubted struct {
	service service.Service
	err     error
}

func (d doubted) take(a *app) {
	if d.err != nil {
		a.trouble(d.err)
		return
	}
	a.stale()
	a.push(inMistake, mistake.New(d.service, a.publisher(d.service.Feed()), detail.Facts(a.subject(&d.service, nil))))
}

// mistake returns the screen of what is wrong, which must be open.
func (a *app) mistake() *mistake.Screen {
	if m, ok := a.top().(*mistake.Screen); ok {
		return m
	}
	return &mistake.Screen{}
}

func noLetters(a *app) string {
	if a.deps.Open == nil {
		return "Nothing on this system opens a letter from here: c copies it."
	}
	return ""
}
