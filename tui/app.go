package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"fettle/internal/service"
	"fettle/tui/conversation"
	"fettle/tui/detail"
	"fettle/tui/find"
	"fettle/tui/help"
	"fettle/tui/hide"
	"fettle/tui/layout"
	"fettle/tui/lists"
	"fettle/tui/question"
	"fettle/tui/shortlist"
	"fettle/tui/theme"
	"fettle/tui/trainer"
)

// app is the root model: it routes messages, and puts the screens together.
type app struct {
	ctx     context.Context
	deps    Deps
	actions []action
	theme   *theme.Theme
	w, h    int
	// mouse is set while the mouse works here instead of selecting text.
	mouse bool

	find    *find.Screen
	list    shortlist.Screen
	help    *help.Screen
	page    detail.Page
	pageOf  pageKey
	listing bool
	reading bool
	// panels are over everything else, the uppermost last.
	panels []stacked
	// hidden is over the panels too, whatever opens or closes under it; nil is
	// shown.
	hidden *hide.Screen
	// face is what of the service is shown while it is read; faceOnly is set when
	// Esc leads from there to the list at once.
	face     face
	faceOnly bool
	// picked is the service that waits to be put beside another, nil for none.
	picked *picked
	past   past

	// talk is the guided conversation that was begun last, nil when there is none
	// to go on with.
	talk *conversation.Screen

	// beforeTalk is what was asked before it began.
	beforeTalk *question.Question

	// home is the place at which every search begins, nil for none.
	home *service.Near
	// coach is the trainer's strip, nil without a trainer; card is the situation
	// card that is being worked on, nil when there is none.
	coach *trainer.Strip
	card  *trainer.Card
	// data is what is open of updates and of what they changed.
	data dataState

	// pressing is the name of the key whose action runs, for an action of several
	// keys that differ.
	pressing string
	// run are the letters that were pressed one after the other where they are keys.
	run run
	// pressedAt is when the key was pressed that is obeyed.
	pressedAt time.Time
	holding   holding

	search searching
	// lookups are the places and times that are being looked up, waiting the keys
	// that wait for them or for the library.
	lookups int
	waiting []waitingKey
	saves   queue
	// abouts are the publisher's words as they were rendered, nil while they are
	// being rendered.
	abouts map[detail.Key][]string
	// wholes are the whole records that were read, nil while one is being read.
	wholes map[string]*service.Service
	whys   map[string]*detail.Why
	undos  []undoable
	redos  []undoable
	// kept is the screen of the lists, noting the notes being written, noted how
	// often they had been edited when it was last looked, and notedLeaving whether
	// the finder was about to be left.
	kept         *lists.Screen
	noting       *shortlist.Notes
	noted        int
	notedLeaving time.Time
	giving       giving
	message      message
	contents     service.Contents
	known        bool
	looking      bool
	exported     string
	leaving      time.Time
	// starting is when n was pressed on the shortlist, zero once another key was.
	starting time.Time

	// after brings a message after a while, and clock says how long a key takes to
	// follow another; tests have no patience.
	after func(time.Duration, tea.Msg) tea.Cmd
	clock func() time.Time
}

// answer is what a command brings back: it changes the model by itself and says
// what to do next.
type answer interface{ apply(*app) tea.Cmd }

// news is an answer that asks for nothing more.
type news interface{ take(*app) }

func newApp(ctx context.Context, d Deps) (*app, error) {
	name := d.Theme
	if d.NoColour {
		name = "no-colour"
	}
	t, err := theme.New(name)
	if err != nil {
		return nil, err
	}
	a := &app{ctx: ctx, deps: d, theme: t, mouse: d.Mouse, actions: actions(), find: find.New(d.Needs, d.Meant), help: help.New(),
		abouts: make(map[detail.Key][]string), wholes: make(map[string]*service.Service), whys: make(map[string]*detail.Why), after: wait, clock: time.Now}
	if d.Training != nil {
		a.actions = append(a.actions, trainerActions()...)
		a.coach = &trainer.Strip{}
	}
	a.w, a.h = layout.Size(0, 0)
	return a, nil
}

// wait is the command that brings a message after a while.
func wait(d time.Duration, msg tea.Msg) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg { return msg })
}

// Init starts what the first screen needs.
func (a *app) Init() tea.Cmd {
	cmds := []tea.Cmd{a.look(), a.save(nothing, (*app).greet), a.settle(), a.lookHome(), a.after(lookEvery, tick{}), a.after(aheadAfter, quiet{})}
	if a.theme.Name == "auto" {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	return tea.Batch(cmds...)
}

// Update routes a message by its kind.
func (a *app) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := a.route(msg)
	return a, tea.Batch(cmd, a.settle(), a.catchUp(), a.letGo())
}

func (a *app) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.w, a.h = layout.Size(msg.Width, msg.Height)
	case tea.BackgroundColorMsg:
		a.ground(msg.IsDark())
	case tea.FocusMsg:
		return a.refresh()
	case tea.KeyPressMsg:
		a.pressedAt = a.clock()
		a.hold()
		if a.waits(msg) {
			return nil
		}
		return a.key(msg)
	case tea.MouseClickMsg:
		return a.asked(func() tea.Cmd { return a.click(msg.Mouse()) })
	case tea.MouseWheelMsg:
		return a.wheel(msg.Mouse())
	case tea.PasteMsg:
		return a.paste(msg.Content)
	case answer:
		return msg.apply(a)
	case news:
		msg.take(a)
	}
	return nil
}

// settle does what follows from any change: a new question is asked, a list
// that ends soon is continued, and the service to be read is laid out.
func (a *app) settle() tea.Cmd {
	return tea.Batch(a.ask(), a.more(), a.read(), a.keepNotes(), a.preview())
}

// ground takes up what the terminal said of its background.
func (a *app) ground(dark bool) {
	if a.theme.Name != "auto" {
		return
	}
	name := "light"
	if dark {
		name = "dark"
	}
	if t, err := theme.New(name); err == nil {
		a.theme = t
	}
}

// wish says what the window should be divided for.
func (a *app) wish() layout.Wish {
	return layout.Wish{
		Filters: a.find.Focused() == find.Filters,
		Reading: a.reading,
		Whole:   len(a.panels) > 0,
		Pair:    a.listing,
		Message: len(a.messageText()),
		Chips:   a.find.ChipLines(a.w),
		Notes:   len(a.find.Notes(a.w, a.mostNotes())),
		Coach:   a.coach.Want(),
	}
}

// mostNotes is how many lines may stand between the count and the list: few where
// there are few.
func (a *app) mostNotes() int { return max(a.h/8, 2) }

func (a *app) window() layout.Window {
	win := layout.Of(a.w, a.h, a.wish())
	if a.alone() != nil {
		win.Detail = win.All
		win.Detail.W = min(win.All.W, layout.ReadWidth+2)
	}
	return win
}

// place returns where the keys are.
func (a *app) place() place {
	if a.hidden != nil {
		return inHidden
	}
	if n := len(a.panels); n > 0 {
		return a.panels[n-1].at
	}
	switch {
	case a.reading:
		return inDetail
	case a.listing:
		return inShortlist
	}
	switch a.find.Focused() {
	case find.Search:
		return inSearch
	case find.Filters:
		return inFilters
	case find.List:
	}
	return inList
}
