package filters

import (
	"strconv"
	"strings"

	"fettle/internal/service"
	"fettle/tui/paint"
	"fettle/tui/question"
	"fettle/tui/theme"
	"fettle/tui/widget"
	"fettle/tui/words"
)

// where is the pane of the place: one typed and looked up, then the miles
// around it; or, after "in", the council to be in.
type where struct {
	text widget.Field
	// areas are the councils that services are in or serve.
	areas []item
	// miles are the distances to choose from, candidates the places found for
	// asked; err is why there are none.
	miles      options
	candidates options
	near       []service.Near
	asked      string
	answered   bool
	err        error
	// within is where the keys go among the distances when they come, 0 to let
	// them be.
	within float64
	// refused is set when the person asked for a place that there is not.
	refused bool
	// take is set when the person asked for the place before it was found.
	take bool
	// asks says what can be typed, in lines of a width.
	asks      []string
	asksWidth int
}

func newWhere() *where { return &where{text: widget.NewField(60)} }

func (p *where) title() string        { return "Where" }
func (p *where) field() *widget.Field { return &p.text }
func (p *where) fieldHint() string    { return "type a place" }
func (p *where) several() bool        { return false }
func (p *where) sort(q *question.Question) {
	p.within = q.Within()
	p.toWithin()
}
func (p *where) spaces() bool { return p.text.Value() != "" }

func (p *where) point(_, y, _, h int, focused bool) bool {
	if p.text.Value() == "" || !focused {
		return p.miles.pick(y, h)
	}
	return p.candidates.pick(y, min(h, len(p.candidates.items)))
}

func (p *where) want() int {
	if p.text.Value() != "" {
		return 3 + max(len(p.candidates.items), 1)
	}
	if len(p.miles.items) == 0 {
		return 3
	}
	return 1 + len(p.miles.items)
}

func (p *where) count(facets map[service.Pane][]service.Option) {
	if facets == nil {
		return
	}
	p.areas = itemsOf(service.PaneArea, facets[service.PaneArea])
	items := itemsOf(service.PaneWhere, facets[service.PaneWhere])
	for i := range items {
		if items[i].label == items[i].id {
			items[i].label = milesLabel(items[i].id)
		}
	}
	p.miles.set(items)
	p.toWithin()
}

// toWithin brings the keys to the distance that holds, so that Enter pressed once
// more changes nothing.
func (p *where) toWithin() {
	for i, it := range p.miles.items {
		if miles, err := strconv.ParseFloat(it.id, 64); err == nil && miles == p.within {
			p.miles.picker.Set(i)
			p.within = 0
			return
		}
	}
}

func milesLabel(id string) string {
	if id == "1" {
		return "Within 1 mile"
	}
	return "Within " + id + " miles"
}

// ask forgets what was found and remembers what is looked for now.
func (p *where) ask(text string) {
	p.asked, p.answered, p.err, p.near, p.take, p.refused = text, false, nil, nil, false, false
	p.candidates.set(nil)
	p.candidates.picker.Set(0)
}

func (p *where) typed(*question.Question) Effect {
	text := strings.TrimSpace(p.text.Value())
	if text == p.asked {
		return Effect{}
	}
	p.ask(text)
	if name, ok := areaTyped(text); ok {
		p.answered = true
		p.candidates.set(p.areasCalled(name))
		return Effect{}
	}
	return Effect{Locate: text}
}

// areaTyped returns the name of the area that is typed after "in".
func areaTyped(text string) (name string, ok bool) {
	word, name, found := strings.Cut(text, " ")
	return strings.ToLower(strings.TrimSpace(name)), found && strings.EqualFold(word, "in")
}

// areasCalled returns the areas of which a word begins so.
func (p *where) areasCalled(name string) []item {
	var out []item
	for _, it := range p.areas {
		if strings.Contains(" "+strings.ToLower(it.label), " "+name) {
			out = append(out, it)
		}
	}
	return out
}

// pickArea chooses the area with the keys.
func (p *where) pickArea(name string, q *question.Question) Effect {
	it := p.candidates.selected()
	if it == nil {
		return Effect{Say: "No service here says that it is in or serves a council called \"" + name + "\"."}
	}
	q.SetArea(service.Area{Name: it.label, Code: it.id})
	p.text.Set("")
	p.ask("")
	return Effect{}
}

// found takes the places found for a text; those for another text than the one
// typed now are left out.
func (p *where) found(text string, near []service.Near, err error, q *question.Question) Effect {
	if text != p.asked || text == "" {
		return Effect{}
	}
	p.answered, p.near, p.err = true, near, err
	items := make([]item, 0, len(near))
	for i := range near {
		items = append(items, item{pane: service.PaneWhere, id: strconv.Itoa(i), label: near[i].Name})
	}
	p.candidates.set(items)
	if p.take {
		p.take = false
		return p.pick(q)
	}
	return Effect{}
}

// pick chooses the place with the keys.
func (p *where) pick(q *question.Question) Effect {
	if name, ok := areaTyped(p.asked); ok {
		return p.pickArea(name, q)
	}
	switch {
	case !p.answered:
		p.take = true
		return Effect{}
	case len(p.near) == 0:
		p.refused = true
		if p.err != nil {
			return Effect{Say: words.Sentence(p.err.Error())}
		}
		return Effect{Say: "No place is called \"" + p.asked + "\". Try a postcode or the nearest town."}
	}
	q.SetPlace(p.near[min(p.candidates.picker.At(), len(p.near)-1)])
	p.within = q.Within()
	p.toWithin()
	p.text.Set("")
	p.ask("")
	return Effect{}
}

func (p *where) move(m widget.Move) {
	if p.text.Value() != "" {
		p.candidates.move(m)
		return
	}
	p.miles.move(m)
}

func (p *where) choose(q *question.Question, _ bool) Effect {
	if p.text.Value() != "" {
		return p.pick(q)
	}
	it := p.miles.selected()
	if it == nil || q.Place() == nil {
		return Effect{Say: "Type a postcode, the first part of one, or a town."}
	}
	miles, err := strconv.ParseFloat(it.id, 64)
	if err != nil || miles <= 0 {
		return Effect{Say: "That distance can't be used."}
	}
	q.SetWithin(miles)
	return Effect{}
}

func (p *where) lines(dst []string, w, h int, focused bool, q *question.Question, t *theme.Theme) []string {
	if p.text.Value() != "" && focused {
		return p.candidateLines(dst, w, h, t)
	}
	if q.Place() == nil || len(p.miles.items) == 0 {
		if p.asksWidth != w {
			p.asks, p.asksWidth = paint.Wrap("A postcode, its first part, or a town; or \"in\" and a council", w-1), w
		}
		for _, text := range p.asks[:min(h, len(p.asks))] {
			dst = append(dst, paint.NewLine(w, t.Base).Gap(1).Put(t.Dim, text).String())
		}
		return dst
	}
	on := func(it item) bool {
		miles, err := strconv.ParseFloat(it.id, 64)
		return err == nil && miles == q.Within()
	}
	return p.miles.lines(dst, w, h, focused, on, t)
}

// candidateLines paints the places found for what is typed.
func (p *where) candidateLines(dst []string, w, h int, t *theme.Theme) []string {
	start := len(dst)
	add := func(line string) {
		if len(dst)-start < h {
			dst = append(dst, line)
		}
	}
	if len(p.candidates.items) == 0 {
		text := " Looking..."
		if p.answered {
			text = " No such place yet: keep typing"
			if p.refused {
				text = " Not known: type another"
			}
			if _, ok := areaTyped(p.asked); ok {
				text = " No such council here"
			}
		}
		add(paint.NewLine(w, t.Base).Put(t.Dim, text).String())
		return dst
	}
	rows := max(min(h, len(p.candidates.items)), 1)
	p.candidates.page = rows
	p.candidates.picker.Settle(len(p.candidates.items), rows)
	top := p.candidates.picker.Top()
	for i := top; i < min(top+rows, len(p.candidates.items)); i++ {
		base, pointer := t.Base, "   "
		if i == p.candidates.picker.At() {
			base, pointer = t.Selected, " > "
		}
		add(paint.NewLine(w, base).Put("", pointer).Put("", p.candidates.items[i].label).String())
	}
	text := " Enter takes the place"
	if _, ok := areaTyped(p.asked); ok {
		text = " Enter takes the council"
	}
	add(paint.NewLine(w, t.Base).Put(t.Dim, text).String())
	return dst
}
