package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os/exec"
	"path/filepath"
	"runtime"
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
		return fmt.Errorf("this system has no program that opens it (%s): open %s yourself", cmd.Args[0], target)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			return fmt.Errorf("this system has nothing that opens it (%s: %w): open %s yourself", cmd.Args[0], err, target)
		}
	case <-time.After(openedAfter): // it stays open; what it does from then on is its own business
	}
	return nil
}
