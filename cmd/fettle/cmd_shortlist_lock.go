package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"fettle/internal/shortlist"
)

// addPassphrase gives a command the flag that names a passphrase's file. There
// is no flag for the passphrase itself: command lines are seen by others.
func (a *app) addPassphrase(c *cobra.Command) {
	c.PersistentFlags().StringVar(&a.passphraseFile, "passphrase-file", "", "for a locked list: read its passphrase from the first line of this `file`")
}

// lockCommands are the commands that lock a list and take the lock off.
func (a *app) lockCommands(f *shortlistFlags) []*cobra.Command {
	return []*cobra.Command{{
		Use: "lock", Short: "Write the list under a passphrase only", Args: cobra.NoArgs,
		Long: `Asks for a passphrase and writes the list under it from then on: its services, notes and
history can't be read without it. Its name and when it goes stay readable, and exported
files are not locked. A passphrase that is forgotten can't be found again.`,
		RunE: func(*cobra.Command, []string) error { return a.lockShortlist(f.list) },
	}, {
		Use: "unlock", Short: "Take the lock off for good", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			store, err := a.openedShortlist(f.list)
			if err != nil {
				return err
			}
			if err := store.RemoveLock(); err != nil {
				return err
			}
			return a.answerShortlist(store, nil, "The lock is off.")
		},
	}}
}

// lockShortlist locks a list.
func (a *app) lockShortlist(label string) error {
	store, err := a.openShortlist(label)
	if err != nil {
		return err
	}
	switch l := store.Current(); {
	case l.Label == "":
		return fmt.Errorf("%w, or say which with --list NAME", shortlist.ErrLockedName)
	case l.Locked:
		return fmt.Errorf("the list %q is locked already", l.Label)
	}
	passphrase, err := a.passphrase("Passphrase (at least 12 characters, three words picked by chance are good): ")
	if err != nil {
		return err
	}
	if a.passphraseFile == "" {
		again, err := a.passphrase("The same again: ")
		if err != nil {
			return err
		}
		if again != passphrase {
			return errors.New("the two were not the same: nothing was locked")
		}
	}
	if err := store.Lock(passphrase); err != nil {
		return err
	}
	return a.answerShortlist(store, nil, "The list is locked. Nobody can read it without the passphrase, and nobody can find the passphrase again.")
}

// openedShortlist opens the shortlists as openShortlist does, and the list by its
// passphrase when it is locked.
func (a *app) openedShortlist(label string) (*shortlist.Store, error) {
	store, err := a.openShortlist(label)
	if err != nil {
		return nil, err
	}
	return store, a.unlocked(store)
}

// unlocked opens the list that a store is turned to, when it is locked.
func (a *app) unlocked(store *shortlist.Store) error {
	l := store.Current()
	if !l.Shut {
		return nil
	}
	passphrase, err := a.passphrase(fmt.Sprintf("Passphrase of the list %q: ", l.Label))
	if err != nil {
		return err
	}
	return store.Unlock(l.ID, passphrase)
}

// passphrase reads a passphrase from its file, else at the terminal, where it
// is not shown.
func (a *app) passphrase(prompt string) (string, error) {
	if a.passphraseFile != "" {
		return passphraseIn(a.passphraseFile)
	}
	in, isFile := a.in.(*os.File)
	if !isFile || !term.IsTerminal(int(in.Fd())) {
		return "", usage("the list is locked: say with --passphrase-file FILE where its passphrase is")
	}
	a.sayf("%s", prompt)
	typed, err := term.ReadPassword(int(in.Fd()))
	a.sayf("\n")
	if err != nil {
		return "", fmt.Errorf("read the passphrase: %w", err)
	}
	return string(typed), nil
}

// passphraseIn returns the first line of a file.
func passphraseIn(path string) (_ string, err error) {
	const most = 4096
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("read the passphrase: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	line, err := bufio.NewReader(io.LimitReader(f, most)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read the passphrase: %w", err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}
