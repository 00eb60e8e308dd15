package shortlist

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// killDir is the variable that makes the test binary a child that changes a list
// until it is killed.
const killDir = "FETTLE_SHORTLIST_KILL_DIR"

// TestMain runs the tests, or the child of the kill test.
func TestMain(m *testing.M) {
	if dir := os.Getenv(killDir); dir != "" {
		if err := changeUntilKilled(dir, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// changeUntilKilled makes one change after another and says after each what the
// list holds: as many lines as changes acknowledged.
func changeUntilKilled(dir string, out io.Writer) error {
	s, err := Open(dir, newClock().now)
	if err != nil {
		return err
	}
	if troubles := s.Troubles(); len(troubles) > 0 {
		return fmt.Errorf("opened with troubles: %v", troubles)
	}
	if l := s.Current(); l.Shut {
		if err := s.Unlock(l.ID, aPassphrase); err != nil {
			return err
		}
	}
	for n := 0; ; n++ {
		switch n % 4 {
		case 0, 1:
			err = s.Add(aService(n))
		case 2:
			err = s.Note(s.Current().Items[0].ID, fmt.Sprint("note ", n))
		case 3:
			err = s.Remove(s.Current().Items[0].ID)
		}
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(out, stateOf(s.Current())); err != nil {
			return err
		}
	}
}

// stateOf is a list in one line.
func stateOf(l List) string {
	var b strings.Builder
	for _, it := range l.Items {
		fmt.Fprintf(&b, "%s=%s;", it.ID, it.Note)
	}
	return b.String()
}

// TestAcknowledgedChangesSurviveAKill kills a child at random moments. The list
// is then as the child last said, or as one change more would make it: a change
// that was on disk and not yet acknowledged. Every second list is a locked one.
func TestAcknowledgedChangesSurviveAKill(t *testing.T) {
	rounds := 20
	if testing.Short() {
		rounds = 5
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	dir, changes := "", 0
	for round := range rounds {
		if round%4 == 0 {
			if dir = t.TempDir(); round%8 == 4 {
				s := openQuick(t, newClock(), dir)
				_, err := s.OpenNew("Locked")
				must(t, err)
				must(t, s.Lock(aPassphrase))
			}
		}
		said := killedChild(t, dir, rnd.IntN(90)+10, time.Duration(rnd.IntN(3000))*time.Microsecond)
		changes += len(said)
		s := newClock().open(t, dir)
		if troubles := s.Troubles(); len(troubles) > 0 {
			t.Fatalf("round %d: %v", round, troubles)
		}
		if l := s.Current(); l.Shut {
			must(t, s.Unlock(l.ID, aPassphrase))
		}
		if got, last := stateOf(s.Current()), said[len(said)-1]; got != last {
			if what, err := s.Undo(); err != nil || stateOf(s.Current()) != last {
				t.Fatalf("round %d: the list is\n%s\nand was said to be\n%s\nlast change %q, %v", round, got, last, what, err)
			}
		}
	}
	if !testing.Short() && changes < 1000 {
		t.Errorf("only %d changes were tried", changes)
	}
	t.Logf("%d acknowledged changes, %d kills, none lost", changes, rounds)
}

// killedChild starts a child, lets it acknowledge some changes and live a moment
// more, kills it and returns every line it had said.
func killedChild(t *testing.T, dir string, lines int, more time.Duration) []string {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), killDir+"="+dir)
	var complaints strings.Builder
	cmd.Stderr = &complaints
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	var said []string
	read := bufio.NewReader(out)
	for {
		line, err := read.ReadString('\n')
		if err != nil {
			break
		}
		said = append(said, strings.TrimSuffix(line, "\n"))
		if len(said) == lines {
			time.Sleep(more)
			must(t, cmd.Process.Kill())
		}
	}
	if err := cmd.Wait(); err == nil || len(said) < lines {
		t.Fatalf("the child ended by itself after %d changes: %v\n%s", len(said), err, complaints.String())
	}
	return said
}
