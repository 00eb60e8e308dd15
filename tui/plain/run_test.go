package plain

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"fettle/internal/service"
	"fettle/tui"
	"fettle/tui/madeup"
)

// writes keeps each write by itself.
type writes struct{ all []string }

func (w *writes) Write(p []byte) (int, error) {
	w.all = append(w.all, string(p))
	return len(p), nil
}

func TestEachAnswerIsOneWriteThatEndsInAPrompt(t *testing.T) {
	t.Parallel()
	out := &writes{}
	if err := Run(t.Context(), fake(t), Options{In: strings.NewReader("club\n1\nq\n"), Out: out}); err != nil {
		t.Fatal(err)
	}
	if len(out.all) != 4 {
		t.Fatalf("%d writes for the opening and three lines: %q", len(out.all), out.all)
	}
	for _, answer := range out.all[:3] {
		if !strings.HasSuffix(answer, ": ") || strings.Contains(answer, "\n\n") {
			t.Errorf("the answer is no text and a prompt: %q", answer)
		}
	}
	if last := out.all[3]; last != "Your shortlist is saved.\n" {
		t.Errorf("the last is %q", last)
	}
}

// A terminal that tells its width gets lines that are broken between words;
// what tells none gets each line whole.
func TestLinesAreBrokenForATerminalOnly(t *testing.T) {
	t.Parallel()
	for _, width := range []int{0, 1, 20, 40, 80} {
		out := &writes{}
		o := Options{In: strings.NewReader("club\n?\nm\n1\nq\n"), Out: out, Width: func() int { return width }}
		if err := Run(t.Context(), fake(t), o); err != nil {
			t.Fatal(err)
		}
		longest := 0
		for _, answer := range out.all {
			for line := range strings.Lines(answer) {
				if line, whole := strings.CutSuffix(line, "\n"); whole {
					longest = max(longest, utf8.RuneCountInString(line))
				}
			}
		}
		if broken := width >= leastWidth; broken != (longest < width) || !broken && longest < 100 {
			t.Errorf("in a terminal of %d the longest line has %d", width, longest)
		}
	}
}

// What is hidden is out of the window, and neither the prompt nor an answer names
// anything until b goes on.
func TestHidingLeavesNothingButTheDate(t *testing.T) {
	t.Parallel()
	out := &writes{}
	deps := fake(t, func(d *tui.Deps, _ *madeup.Library, _ *madeup.Shortlist) { d.Demo = true })
	if err := Run(t.Context(), deps, Options{In: strings.NewReader("club\n1\nhide\n\nclub\nB\nq\n"), Out: out}); err != nil {
		t.Fatal(err)
	}
	blank := strings.Repeat("\n", hiddenLines)
	want := []string{blank + "Monday 23 November 2026: ", "Monday 23 November 2026: ", "b goes on.\nMonday 23 November 2026: "}
	if diff := cmp.Diff(want, out.all[3:6]); diff != "" {
		t.Errorf("hidden is (-want +got)\n%s", diff)
	}
	if back := out.all[6]; !strings.HasPrefix(back, "Lunch Club.\n") || !strings.HasSuffix(back, "Demo, reading Lunch Club: ") {
		t.Errorf("it goes on with %q", back)
	}
}

func TestTheEndOfTheInputLeaves(t *testing.T) {
	t.Parallel()
	for lines, want := range map[string]string{"": "The input has ended.", "club": "The input has ended.", "q\nclub\n": goodbye} {
		if said := hold(t, fake(t), lines); !strings.Contains(said, want) || !strings.HasSuffix(said, goodbye+"\n") {
			t.Errorf("after %q it ends with %q", lines, said)
		}
	}
	broken := errors.New("the line is cut")
	err := Run(t.Context(), fake(t), Options{In: iotest.ErrReader(broken), Out: io.Discard})
	if !errors.Is(err, broken) {
		t.Errorf("a failure to read is %v", err)
	}
}

// full is a place to write where nothing fits.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no room") }

func TestAFailureToWriteEnds(t *testing.T) {
	t.Parallel()
	if err := Run(t.Context(), fake(t), Options{In: strings.NewReader("club\n"), Out: full{}}); err == nil {
		t.Error("nobody hears anything and it goes on")
	}
}

func TestALongLineIsRefusedAndTheNextHeard(t *testing.T) {
	t.Parallel()
	said := hold(t, fake(t), strings.Repeat("long ", 100_000)+"\nclub\n")
	if !strings.Contains(said, "That line is too long") || !strings.Contains(said, `3 services, best match first, for "club".`) {
		t.Errorf("said is\n%s", said)
	}
}

// A first Ctrl+C stops what is being done or asks for a second one, which
// leaves; anything typed in between goes on.
func TestInterrupts(t *testing.T) {
	t.Parallel()
	lines, typing := io.Pipe()
	interrupts := make(chan struct{})
	begun := make(chan struct{})
	out := make(chan string, 100)
	deps := fake(t, func(d *tui.Deps, lib *madeup.Library, _ *madeup.Shortlist) {
		d.Search = func(ctx context.Context, q service.Query) (service.Result, error) {
			if q.Words == "slow" {
				close(begun)
				<-ctx.Done()
			}
			return lib.Search(ctx, q)
		}
	})
	done := make(chan error, 1)
	go func() {
		done <- Run(context.Background(), deps, Options{In: lines, Out: channel(out), Interrupts: interrupts})
	}()
	hears := func(want string) {
		t.Helper()
		select {
		case got := <-out:
			if !strings.Contains(got, want) {
				t.Fatalf("said is %q, want %q", got, want)
			}
		case <-time.After(10 * time.Second):
			t.Fatalf("%q is never said", want)
		}
	}
	types := func(line string) {
		t.Helper()
		if _, err := io.WriteString(typing, line+"\n"); err != nil {
			t.Fatal(err)
		}
	}
	hears("Search: ")
	interrupts <- struct{}{}
	hears("Ctrl+C again leaves")
	types("club")
	hears("3 services")
	types("slow")
	<-begun
	interrupts <- struct{}{}
	hears("Stopped.")
	types("")
	hears(`for "club"`)
	interrupts <- struct{}{}
	hears("Ctrl+C again leaves")
	interrupts <- struct{}{}
	hears(goodbye)
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// channel is a writer that sends each write.
type channel chan<- string

func (c channel) Write(p []byte) (int, error) {
	c <- string(p)
	return len(p), nil
}

func TestTheContextEndsIt(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	lines, _ := io.Pipe()
	var out bytes.Buffer
	if err := Run(ctx, fake(t), Options{In: lines, Out: &out}); err != nil || !strings.Contains(out.String(), goodbye) {
		t.Errorf("it ends with %v and %q", err, out.String())
	}
}

func TestNewerDataIsTakenUp(t *testing.T) {
	t.Parallel()
	newer := false
	said := hold(t, fake(t, func(d *tui.Deps, lib *madeup.Library, _ *madeup.Shortlist) {
		d.Refresh = func() (bool, error) {
			if newer = !newer; newer {
				lib.All = lib.All[:3]
				return true, nil
			}
			return false, errors.New("the new library is damaged")
		}
	}), "club\nclub\n")
	if !strings.Contains(said, "Newer data is in.\n1 service, for \"club\".") || !strings.Contains(said, "Newer data could not be opened") {
		t.Errorf("said is\n%s", said)
	}
}

// A library that fails leaves the question and the services as they were.
func TestTroubleLeavesTheQuestion(t *testing.T) {
	t.Parallel()
	var library *madeup.Library
	d := newDialogue(t.Context(), fake(t, func(_ *tui.Deps, lib *madeup.Library, _ *madeup.Shortlist) { library = lib }))
	d.open("")
	d.hear("club")
	d.take()
	library.Fail = errors.New("the disk is gone")
	for _, line := range []string{"garden", "age 72", "near settle", "x", "o", "3"} {
		d.hear(line)
	}
	if said := d.take(); strings.Count(said, "The disk is gone.") != 4 || d.question.Words != "club" || len(d.question.Chips()) != 0 || len(d.found.rows) != 3 {
		t.Errorf("asked is %q, said is\n%s", asked(d.question), said)
	}
	library.Fail = nil
	d.hear("u")
	if d.question.Words != "" {
		t.Errorf("undo brings %q, not the question before the trouble", d.question.Words)
	}
}

// Whatever is typed and whatever a publisher wrote: nothing but text and line
// ends is said, every answer ends in a prompt, and q leaves.
func FuzzConversation(f *testing.F) {
	for _, lines := range []string{"club\n1\nm\nq", "f\n1\ncompany\n4\n2\n1", "s 1 2\nl\nx 1\nu\nn\nu", "age 72\nnear newton\n2\ng", "\x1b[A\x1b[2Jcl\x07ub\r\n?\n3", "/?\n/\n\xff\xfe\n  \n9999999999999999999\n-1 2", "\u202eclub\u2028\n1", "t\n1\n1\nsettle\n72\nservices", "lists\nn\nwalks\np\nabc\nabc\n1", "club\nsave\nmine\nsearches\n1\nx 1\nu\ncompare 1 2\n1\nb\nhide\nb", "cards\n1\nh\nr\na\nreset\nnote 1\nx\n\nno"} {
		f.Add(lines, "Name\x1b[31m\u202e", "## x\r\n- \x9b2J")
	}
	f.Fuzz(func(t *testing.T, lines, name, about string) {
		if len(lines) > 2000 || len(name)+len(about) > 1000 {
			return
		}
		deps := fake(t, func(d *tui.Deps, lib *madeup.Library, _ *madeup.Shortlist) {
			s := &lib.All[0]
			s.Name, s.Description, s.Organisation.Name, s.Email, s.URL, s.Alert = name, about, name, name, name, about
			d.Training = &tui.Training{Cards: fakeCards(), Reset: func() error { return nil }}
		})
		out := &writes{}
		if err := Run(context.Background(), deps, Options{In: strings.NewReader(lines), Out: out}); err != nil {
			t.Fatal(err)
		}
		for i, answer := range out.all {
			for _, r := range answer {
				if r != '\n' && (unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) || r == utf8.RuneError) {
					t.Fatalf("%q is said in %q", r, answer)
				}
			}
			if i < len(out.all)-1 && !strings.HasSuffix(answer, ": ") {
				t.Fatalf("%q does not end in a prompt", answer)
			}
		}
		if last := out.all[len(out.all)-1]; !strings.HasSuffix(last, goodbye+"\n") {
			t.Fatalf("it ends with %q", last)
		}
	})
}

// whispered asks for one secret and is over.
type whispered struct{ heard string }

func (*whispered) take() string             { return "" }
func (*whispered) prompt() string           { return "Passphrase: " }
func (*whispered) secret() bool             { return true }
func (*whispered) atOnce(func(line string)) {}
func (w *whispered) over() bool             { return w.heard != "" }
func (*whispered) bye() string              { return "" }
func (w *whispered) answer(line typedLine, _ <-chan struct{}) {
	w.heard = line.raw
}

// Who is asked for a passphrase may type at once: nothing of it is to be seen.
func TestASecretIsAskedForOnceNothingIsShown(t *testing.T) {
	t.Parallel()
	begun, hidden, out, w := make(chan struct{}), false, &writes{}, &whispered{}
	o := Options{
		In: strings.NewReader(""), Out: out,
		Secret: func() (string, error) {
			close(begun)
			return "five quiet words", nil
		},
		Hidden: func() {
			<-begun
			if len(out.all) > 0 {
				t.Errorf("it was asked before nothing was shown: %q", out.all)
			}
			hidden = true
		},
	}
	if err := converse(t.Context(), w, o); err != nil {
		t.Fatal(err)
	}
	if !hidden || w.heard != "five quiet words" || len(out.all) == 0 || !strings.Contains(out.all[0], "Passphrase: ") {
		t.Errorf("hidden is %v, heard %q, written %q", hidden, w.heard, out.all)
	}
}
