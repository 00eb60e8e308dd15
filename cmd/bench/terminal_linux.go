package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"time"

	"golang.org/x/sys/unix"

	"fettle/index"
	"fettle/internal/service"
)

// finder is the finder in a pseudo-terminal of 200 by 60.
type finder struct {
	cmd    *exec.Cmd
	screen *os.File
	came   chan []byte
}

// openTerminal returns both ends of a new pseudo-terminal.
func openTerminal() (ours, theirs *os.File, err error) {
	if ours, err = os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0); err != nil {
		return nil, nil, err
	}
	number, err := unix.IoctlGetInt(int(ours.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(ours.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(int(ours.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 60, Col: 200})
	}
	if err == nil {
		theirs, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	}
	if err != nil {
		return nil, nil, errors.Join(err, ours.Close())
	}
	return ours, theirs, nil
}

func startFinder(ctx context.Context, program, data string) (*finder, error) {
	ours, theirs, err := openTerminal()
	if err != nil {
		return nil, err
	}
	f := &finder{cmd: exec.CommandContext(ctx, program, "--data", data, "--now", benchNow().Format("2006-01-02T15:04")), screen: ours, came: make(chan []byte, 256)}
	f.cmd.Stdin, f.cmd.Stdout, f.cmd.Stderr = theirs, theirs, theirs
	f.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor")
	if err := f.cmd.Start(); err != nil {
		return nil, errors.Join(err, ours.Close(), theirs.Close())
	}
	go func() {
		defer close(f.came)
		for {
			buf := make([]byte, 1<<16)
			n, err := ours.Read(buf)
			if err != nil {
				return
			}
			f.came <- buf[:n]
		}
	}()
	return f, theirs.Close()
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
			all = append(all, some...)
		case <-late:
			return fmt.Errorf("%q did not come on the screen", text)
		}
	}
	return nil
}

// quiet waits until nothing has come for a while.
func (f *finder) quiet() {
	for {
		select {
		case <-f.came:
		case <-time.After(150 * time.Millisecond):
			return
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
	return m.typeKeys(ctx, program, data)
}

// typeKeys types letters and takes them back, and measures how long each takes
// to be seen.
func (m *measured) typeKeys(ctx context.Context, program, data string) error {
	f, err := startFinder(ctx, program, data)
	if err != nil {
		return err
	}
	defer f.stop()
	f.quiet()
	for range 10 {
		for _, key := range []string{"s", "u", "p", "p", "\x7f", "\x7f", "\x7f", "\x7f"} {
			started := time.Now()
			if _, err := f.screen.WriteString(key); err != nil {
				return err
			}
			if _, ok := <-f.came; !ok {
				return errors.New("the finder ended while keys were typed")
			}
			m.keys = append(m.keys, time.Since(started))
			f.quiet()
		}
	}
	return nil
}
