package firstrun

import (
	"context"
	"errors"
	"fmt"
	"io"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/tui/layout"
	"fettle/tui/theme"
	"fettle/tui/widget"
)

// Deps is what the questions need from the rest of the program.
type Deps struct {
	// Locate finds a place by its text, best first.
	Locate func(text string) ([]service.Near, error)
	// Feeds are the feeds that are known.
	Feeds []Feed
	// NoColour leaves all colours out.
	NoColour bool
}

// Run asks the questions on a terminal. Esc chooses nothing, Ctrl+C leaves. The
// environment is that of the terminal, as os.Environ gives it. An error says in
// plain words why the questions could not be asked.
func Run(ctx context.Context, d Deps, in io.Reader, out io.Writer, environ []string) (Choice, error) {
	m, err := newModel(d)
	if err != nil {
		return Choice{}, err
	}
	program := tea.NewProgram(m, tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(out), tea.WithEnvironment(environ),
		tea.WithoutSignalHandler())
	_, err = program.Run()
	switch {
	case ctx.Err() != nil, errors.Is(err, tea.ErrInterrupted):
		return Choice{Left: true}, ctx.Err()
	case err != nil:
		return Choice{}, fmt.Errorf("the first questions can't be asked on this terminal: %w", err)
	}
	return m.screen.choice, nil
}

// model is the program of the questions.
type model struct {
	deps   Deps
	screen *screen
	theme  *theme.Theme
	w, h   int
}

func newModel(d Deps) (*model, error) {
	m := &model{deps: d, screen: newScreen(d.Feeds)}
	m.w, m.h = layout.Size(0, 0)
	return m, m.colour()
}

// colour takes up the colours that are chosen.
func (m *model) colour() error {
	name := m.screen.choice.Theme
	if m.deps.NoColour {
		name = "no-colour"
	}
	if m.theme != nil && m.theme.Name == name {
		return nil
	}
	t, err := theme.New(name)
	if err == nil {
		m.theme = t
	}
	return err
}

// Init asks for nothing.
func (m *model) Init() tea.Cmd { return nil }

// Update routes a message by its kind.
func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.w, m.h = layout.Size(msg.Width, msg.Height)
	case tea.KeyPressMsg:
		cmd = m.key(msg)
	case tea.PasteMsg:
		if m.screen.typing() {
			m.screen.text.Paste(msg.Content)
		}
	case located:
		m.screen.found(msg.text, msg.near, msg.err)
	}
	if err := m.colour(); err != nil {
		return m, tea.Quit
	}
	return m, cmd
}

// key does what a key asks for.
func (m *model) key(k tea.KeyPressMsg) tea.Cmd {
	s := m.screen
	switch k.String() {
	case "esc":
		s.choice = Choice{}
		return tea.Quit
	case "ctrl+c":
		s.choice = Choice{Left: true}
		return tea.Quit
	case "enter":
		locate, done := s.enter()
		if done {
			return tea.Quit
		}
		if locate != "" {
			return m.locate(locate)
		}
	case "tab":
		if s.skip() {
			return tea.Quit
		}
	case "shift+tab":
		s.back()
	case "up":
		s.move(widget.Up)
	case "down":
		s.move(widget.Down)
	case "space":
		if s.step == askFeeds && s.typed() == "" {
			s.toggle()
			return nil
		}
		s.key(k)
	default:
		s.key(k)
	}
	return nil
}

// locate looks a place up.
func (m *model) locate(text string) tea.Cmd {
	find := m.deps.Locate
	return func() tea.Msg {
		near, err := find(text)
		return located{text: text, near: near, err: err}
	}
}

// located is the places of a text.
type located struct {
	text string
	near []service.Near
	err  error
}

// View paints the window.
func (m *model) View() tea.View {
	v := tea.NewView(m.screen.draw(m.w, m.h, m.theme))
	v.AltScreen = true
	v.WindowTitle = "Fettle"
	if m.screen.cursorX >= 0 {
		v.Cursor = tea.NewCursor(m.screen.cursorX, m.screen.cursorY)
	}
	return v
}
