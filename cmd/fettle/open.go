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
		return nothingOpens(target, err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			return nothingOpens(target, fmt.Errorf("%s: %w", args[0], err))
		}
	case <-time.After(openedAfter): // it stays open; what it does from then on is its own business
	}
	return nil
}

// notOpened is that nothing opens something. It says so in plain words, with what to
// do instead; why is its cause, which is of no use to the person at the screen.
type notOpened struct {
	said  string
	cause error
}

// nothingOpens returns the error for a target. Files and pages are named; a letter
// or a message is not, as its address is the whole of it.
func nothingOpens(target string, cause error) error {
	said := ""
	switch scheme, _, _ := strings.Cut(target, ":"); {
	case filepath.IsAbs(target):
		said = "nothing on this computer opens it. The file is here: " + target
	case scheme == "http", scheme == "https":
		said = "nothing on this computer opens it:\n" + target
	case scheme == "mailto":
		said = "no mail program opens here. Copy it instead"
	case scheme == "sms":
		said = "no program for text messages opens here. Copy it instead"
	default:
		said = "nothing on this computer opens it. Copy it instead"
	}
	return &notOpened{said, cause}
}

func (e *notOpened) Error() string { return e.said }

// Unwrap returns what the system said.
func (e *notOpened) Unwrap() error { return e.cause }
