package plain

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	stdsync "sync"

	"fettle/tui"
	"fettle/tui/paint"
)

// Options says how the person and the program are connected.
type Options struct {
	// In is what is typed; its end leaves. Out gets every answer in one write.
	In  io.Reader
	Out io.Writer
	// Echo repeats each line behind its prompt, for an output that is read without
	// the terminal on which the lines were typed.
	Echo bool
	// Width returns how many cells a line of the terminal has; 0 leaves the lines
	// as long as they are. It is asked before each answer.
	Width func() int
	// Interrupts receives something for each Ctrl+C: the first one stops what is
	// being done, a second one leaves. Nil is none.
	Interrupts <-chan struct{}
	// Secret reads a passphrase without showing it; nil reads it as any line. Hidden
	// waits until it does, so that whoever types fast is asked only then; nil waits for
	// nothing.
	Secret func() (string, error)
	Hidden func()
	// Why says in a sentence why there is no screen, and how to have it.
	Why string
}

// Run holds the conversation until the person leaves, the input ends or the
// context does. The error says why no more could be read or written.
func Run(ctx context.Context, deps tui.Deps, o Options) error {
	d := newDialogue(ctx, deps)
	d.open(o.Why)
	return converse(ctx, d, o)
}

// talker is what a conversation is held with.
type talker interface {
	// take returns the answer and begins the next; prompt ends it.
	take() string
	prompt() string
	// secret reports whether what is typed next must not be seen.
	secret() bool
	// answer takes a line. An interrupt meanwhile stops it.
	answer(line typedLine, interrupts <-chan struct{})
	// atOnce is given what says a line before the answer is whole.
	atOnce(tell func(line string))
	// over reports whether nothing more is to be asked; bye says what is so then.
	over() bool
	bye() string
}

// converse writes answers and reads lines until there is nothing more to ask.
func converse(ctx context.Context, t talker, o Options) error {
	out := &voice{to: o.Out, width: o.Width}
	lines := newReader(o.In, o.Secret)
	defer close(lines.wanted)
	t.atOnce(func(line string) { _ = out.say(line, "") }) // the answer that follows says why nothing can be written
	leaving := false
	for more := ""; ; {
		if t.secret() && o.Secret != nil && o.Hidden != nil {
			lines.want(true)
			o.Hidden()
		}
		if err := out.say(t.take()+more, t.prompt()); err != nil {
			return err
		}
		more = ""
		select {
		case <-ctx.Done():
			return out.say("\n"+t.bye(), "")
		case <-o.Interrupts:
			if leaving {
				return out.say("\n"+t.bye(), "")
			}
			leaving, more = true, "\nCtrl+C again leaves. Anything else goes on.\n"
			continue
		case line := <-lines.want(t.secret()):
			lines.waiting, leaving = false, false
			switch {
			case errors.Is(line.err, io.EOF):
				return out.say("\nThe input has ended. "+t.bye(), "")
			case line.err != nil:
				return fmt.Errorf("nothing more can be read from you: %w", line.err)
			case o.Echo && !t.secret():
				out.echo(line.text)
			case o.Echo:
				out.echo("")
			}
			t.answer(line, o.Interrupts)
		}
		if t.over() {
			return out.say(t.take(), "")
		}
	}
}

const goodbye = "Your shortlist is saved."

func (d *dialogue) over() bool                    { return d.left }
func (*dialogue) bye() string                     { return goodbye }
func (d *dialogue) atOnce(tell func(line string)) { d.tell = tell }

// answers gathers what is said until it is taken.
type answers struct{ said strings.Builder }

// say adds a line to the answer.
func (a *answers) say(format string, args ...any) {
	if len(args) > 0 {
		format = fmt.Sprintf(format, args...)
	}
	if format != "" {
		a.said.WriteString(format)
		a.said.WriteByte('\n')
	}
}

// take returns the answer and begins the next.
func (a *answers) take() string {
	text := a.said.String()
	a.said.Reset()
	return text
}

// answer does what a line says. An interrupt meanwhile stops it.
func (d *dialogue) answer(line typedLine, interrupts <-chan struct{}) {
	_, asked := d.here().(*asking)
	if line.long || !asked && len(line.text) > mostTyped {
		d.say("That line is too long: type a few words.")
		return
	}
	outer := d.ctx
	ctx, cancel := context.WithCancel(outer)
	d.ctx = ctx
	done := make(chan struct{})
	stopped := false
	var watch stdsync.WaitGroup
	watch.Go(func() {
		select {
		case <-interrupts:
			stopped = true
			cancel()
		case <-done:
		}
	})
	d.refresh()
	switch s := d.here().(type) {
	case *asking:
		s.hear(d, line)
	case hidden:
		s.hear(d, line.text)
	default:
		d.hear(line.text)
	}
	close(done)
	watch.Wait()
	cancel()
	d.ctx = outer
	if stopped {
		d.said.Reset()
		d.say("Stopped. Ctrl+C twice, or q, leaves.")
		d.say("%s", d.stoppedWords)
	}
	d.stoppedWords = ""
}

// voice writes answers.
type voice struct {
	to    io.Writer
	width func() int
	echos string
}

// echo keeps a line that is written before the next answer.
func (v *voice) echo(text string) { v.echos = paint.Clean(text) + "\n" }

// say writes an answer of several lines and the prompt at once.
func (v *voice) say(answer, prompt string) error {
	width := 0
	if v.width != nil {
		width = v.width()
	}
	var b strings.Builder
	b.WriteString(v.echos)
	v.echos = ""
	for line := range strings.Lines(answer) {
		for _, part := range fold(strings.TrimSuffix(line, "\n"), width) {
			b.WriteString(part)
			b.WriteByte('\n')
		}
	}
	b.WriteString(paint.Clean(prompt))
	if _, err := io.WriteString(v.to, b.String()); err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	return nil
}

// leastWidth is the narrowest terminal that lines are broken for.
const leastWidth = 20

// fold returns a line clean, and broken between words for a terminal of a width.
func fold(line string, width int) []string {
	if line = paint.Clean(line); line == "" || width < leastWidth {
		return []string{line}
	}
	return paint.Wrap(line, width-1)
}
