//go:build !windows

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	"github.com/creack/pty"

	"fettle/index"
	"fettle/internal/service"
)

// finder is the finder in a pseudo-terminal of 200 by 60.
type finder struct {
	cmd    *exec.Cmd
	screen *os.File
	came   chan written
	// idle is the part of a processor that it takes while nothing happens.
	idle float64
}

// written is how many bytes came on the screen, and when.
type written struct {
	text []byte
	at   time.Time
}

func startFinder(ctx context.Context, program, data string) (*finder, error) {
	f := &finder{cmd: exec.CommandContext(ctx, program, "--data", data, "--now", benchNow().Format("2006-01-02T15:04")), came: make(chan written, 256)}
	f.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor")
	var err error
	if f.screen, err = pty.StartWithSize(f.cmd, &pty.Winsize{Rows: 60, Cols: 200}); err != nil {
		return nil, err
	}
	go func() {
		defer close(f.came)
		for {
			buf := make([]byte, 1<<16)
			n, err := f.screen.Read(buf)
			if err != nil {
				return
			}
			f.came <- written{buf[:n], time.Now()}
		}
	}()
	return f, nil
}

// until waits until the screen has a text.
func (f *finder) until(text string) error {
	var all []byte
	late := time.After(20 * time.Second)
	for !bytes.Contains(all, []byte(text)) {
		select {
		case some, ok := <-f.came:
			if !ok {
				return fmt.Errorf("the finder ended: %q", all)
			}
			all = append(all, some.text...)
		case <-late:
			return fmt.Errorf("%q did not come on the screen", text)
		}
	}
	return nil
}

const (
	// quietFor is how long nothing has to come until a key has done all it does.
	quietFor = 60 * time.Millisecond
	// nothingFor is how long nothing comes of a key that changes nothing.
	nothingFor = 300 * time.Millisecond
	// leastStart is how many bytes the first frame with services has at least, those
	// that set the terminal up have fewer.
	leastStart = 3000
)

// settle waits until all of the start is there, and measures what waiting takes.
func (f *finder) settle() error {
	for came := 0; came < leastStart; {
		k, err := f.press("")
		if err != nil {
			return err
		}
		came += k.bytes
	}
	time.Sleep(nothingFor) // for what it makes ready meanwhile
	started, before := time.Now(), workedBy(f.cmd.Process.Pid)
	time.Sleep(time.Second)
	f.idle = float64(workedBy(f.cmd.Process.Pid)-before) / float64(time.Since(started))
	for { // what came meanwhile is of no key
		select {
		case _, ok := <-f.came:
			if !ok {
				return errors.New("the finder ended before a key was pressed")
			}
		default:
			return nil
		}
	}
}

// press presses a key and waits until all is on the screen that it brings. The
// processor time is without that of waiting.
func (f *finder) press(text string) (k key, err error) {
	started, before := time.Now(), workedBy(f.cmd.Process.Pid)
	if _, err := f.screen.WriteString(text); err != nil {
		return k, err
	}
	quiet := time.NewTimer(nothingFor)
	for {
		select {
		case some, ok := <-f.came:
			if !ok {
				return k, errors.New("the finder ended while keys were pressed")
			}
			if text != "" && some.at.Before(started) {
				k.late = true // it is of the key before, which was not done
				continue
			}
			if k.last = some.at.Sub(started); k.first == 0 {
				k.first = k.last
			}
			k.bytes += len(some.text)
			quiet.Reset(quietFor)
		case <-quiet.C:
			waited := time.Duration(f.idle * float64(time.Since(started)))
			k.worked = max(workedBy(f.cmd.Process.Pid)-before-waited, 0)
			return k, nil
		}
	}
}

// stop ends the finder and returns how much processor time it took.
func (f *finder) stop() time.Duration {
	_ = f.cmd.Process.Kill() // it has nothing to save
	_ = f.cmd.Wait()         // it was killed
	_ = f.screen.Close()
	return f.cmd.ProcessState.UserTime() + f.cmd.ProcessState.SystemTime()
}

// measureProgram measures the program itself: how long it takes from its start
// until there are results on the screen, from a key until the screen changes,
// and for one question on the command line.
func (m *measured) measureProgram(ctx context.Context, lib *index.Library, program, data string) error {
	first, err := lib.Search(ctx, service.Query{Now: benchNow(), Limit: 1})
	if err != nil || len(first.Hits) == 0 {
		return errors.Join(err, errors.New("the library has no first service"))
	}
	name := first.Hits[0].Service.Name
	for range 20 {
		started := time.Now()
		f, err := startFinder(ctx, program, data)
		if err != nil {
			return err
		}
		err = f.until(name[:min(len(name), 12)])
		m.painted = append(m.painted, time.Since(started))
		m.paintedWork = append(m.paintedWork, f.stop())
		if err != nil {
			return err
		}
	}
	for range 20 {
		cmd := exec.CommandContext(ctx, program, "--data", data, "search", "--json", "--limit", "50", "group")
		started := time.Now()
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%w: %s", err, out)
		}
		m.searched = append(m.searched, time.Since(started))
		m.searchedWork = append(m.searchedWork, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
	}
	if m.services < keysFrom {
		return nil
	}
	return m.pressKeys(ctx, program, data)
}

// keysFrom is the smallest library that keys are pressed in: in smaller ones they
// are the same, but for the search.
const keysFrom = 100_000

// The keys as terminals send them.
const (
	keyUp, keyDown  = "\x1b[A", "\x1b[B"
	keyTab, keyBack = "\t", "\x7f"
	keyEnter        = "\r"
)

// workersKeys are what a worker does: types words and takes them back, walks down
// the list, reads, ticks needs and walks through the panes.
func workersKeys() []string {
	var keys []string
	for _, word := range []string{"support", "children", "club service", "carer"} {
		for _, letter := range word {
			keys = append(keys, string(letter))
		}
		keys = append(keys, keyEnter, keyDown, keyDown, keyDown, keyUp, "/")
		for range word {
			keys = append(keys, keyBack)
		}
	}
	return append(keys, keyTab, " ", keyDown, " ", keyDown, " ", keyDown, " ", " ", keyUp, " ", keyUp, " ", keyUp, " ", keyTab, keyTab, keyTab, keyEnter, "/")
}

// pressKeys presses the keys of a worker five times, each time in a finder of
// its own, so that each key finds the screen as it was the other times; the middle
// time of each counts. Keys that change nothing, as there is nothing more to
// change, do not.
func (m *measured) pressKeys(ctx context.Context, program, data string) error {
	all := workersKeys()
	pressed := make([][]key, len(all))
	for range pressings {
		late, err := pressAll(ctx, program, data, all, pressed)
		if err != nil {
			return err
		}
		m.lateKeys += late
	}
	for _, times := range pressed {
		if len(times) > 0 {
			m.keys = append(m.keys, middleKey(times))
		}
	}
	return nil
}

// pressAll starts a finder and presses keys, and adds what each of them did. It
// returns how many were not done when the next one was pressed.
func pressAll(ctx context.Context, program, data string, keys []string, pressed [][]key) (late int, err error) {
	f, err := startFinder(ctx, program, data)
	if err != nil {
		return 0, err
	}
	defer f.stop()
	if err := f.settle(); err != nil {
		return 0, err
	}
	for i, text := range keys {
		k, err := f.press(text)
		if err != nil {
			return 0, err
		}
		if k.late {
			late++
		}
		if k.bytes > 0 {
			pressed[i] = append(pressed[i], k)
		}
	}
	return late, nil
}

// middleKey returns the middle of what one key did, of each figure by itself.
func middleKey(all []key) key {
	var firsts, lasts, works []time.Duration
	var bytes []int
	for _, k := range all {
		firsts, lasts, works, bytes = append(firsts, k.first), append(lasts, k.last), append(works, k.worked), append(bytes, k.bytes)
	}
	return key{first: middle(firsts, 0.5), last: middle(lasts, 0.5), worked: middle(works, 0.5), bytes: middle(bytes, 0.5)}
}
