package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// openedAfter is how long a program that is going to fail may take to do so.
const openedAfter = time.Second

// openWithSystem opens a file of ours, a web page, a letter or a call with the
// program that the system has for it. Nothing goes through a shell.
func openWithSystem(target string) error {
	if !filepath.IsAbs(target) {
		u, err := url.Parse(target)
		if err != nil {
			if at := new(url.Error); errors.As(err, &at) {
				err = at.Err // without the address, which may be a whole letter
			}
			return fmt.Errorf("that address can't be opened: %w", err)
		}
		switch u.Scheme {
		case "https", "http", "mailto", "tel", "sms":
		default:
			return errors.New("that address can't be opened: it is neither a web page nor an e-mail or telephone address")
		}
	}
	args := []string{"xdg-open", target}
	switch runtime.GOOS {
	case "windows":
		args = []string{"rundll32", "url.dll,FileProtocolHandler", target}
	case "darwin":
		args = []string{"open", target}
	}
	// What is opened stays open when fettle ends, so nothing may cancel it.
	cmd := exec.CommandContext(context.Background(), args[0], args[1:]...)
	if err := cmd.Start(); err != nil {
		return &notOpened{target, err}
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			return &notOpened{target, fmt.Errorf("%s: %w", args[0], err)}
		}
	case <-time.After(openedAfter): // it stays open; what it does from then on is its own business
	}
	return nil
}

// notOpened is that nothing opens something. It says so in plain words; why is
// its cause, which is of no use to the person at the screen.
type notOpened struct {
	target string
	cause  error
}

// Error says what to do instead. Files and pages are named; a letter or a message
// is not, as its address is the whole of it.
func (e *notOpened) Error() string {
	switch {
	case filepath.IsAbs(e.target):
		return "nothing on this computer opens it. The file is here: " + e.target
	case strings.HasPrefix(e.target, "http"):
		return "nothing on this computer opens it. Its address is: " + e.target
	}
	return "nothing on this computer opens it. Copy it instead, which c does in the finder, or write it as a file"
}

// Unwrap returns what the system said.
func (e *notOpened) Unwrap() error { return e.cause }
