package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"fettle/internal/conversation"
	"fettle/internal/need"
	"fettle/internal/paths"
	"fettle/internal/savedsearch"
	"fettle/internal/service"
	"fettle/internal/shortlist"
	"fettle/internal/when"
	"fettle/tui"
)

// maxTrainerFile is the most that is read of a file that a trainer wrote, in bytes.
const maxTrainerFile = 1 << 20

// vocabulary returns the words that trainers' files may use.
func vocabulary(now time.Time) *conversation.Vocabulary {
	v := &conversation.Vocabulary{
		Needs: needOptions(),
		Times: func(text string) ([]service.Window, error) { return when.ParseWindows(text, now) },
	}
	for _, c := range need.Circumstances() {
		v.Circumstances = append(v.Circumstances, service.Option{ID: c.ID, Label: c.Label})
	}
	return v
}

// trainerFault is why a file of a trainer is left out, and of which folder it is.
type trainerFault struct {
	folder string
	error
}

// conversationSets returns the built-in conversations, personas and situation
// cards with those of the organisation and those in the configuration folder. A
// file with a mistake is left out and said.
func conversationSets(p paths.Paths, now time.Time) (sets *conversation.Sets, faults []trainerFault, err error) {
	words := vocabulary(now)
	if sets, err = conversation.BuiltIn(words); err != nil {
		return nil, nil, fmt.Errorf("read the built-in conversations: %w", err)
	}
	for _, kind := range []struct {
		folder string
		add    func(file string, text []byte, words *conversation.Vocabulary) error
	}{{conversationsFolder, sets.AddConversation}, {personasFolder, sets.AddPersonas}, {cardsFolder, sets.AddCards}} {
		files, unread := filesIn(p, kind.folder)
		if unread != nil {
			faults = append(faults, trainerFault{kind.folder, unread})
		}
		for _, file := range files {
			text, err := readTrainerFile(file)
			if err == nil {
				err = kind.add(filepath.Base(file), text, words)
			}
			if err != nil {
				faults = append(faults, trainerFault{kind.folder, err})
			}
		}
	}
	return sets, faults, nil
}

// conversationSets returns them for a command.
func (a *app) conversationSets() (*conversation.Sets, []trainerFault, error) {
	h, err := a.here()
	if err != nil {
		return nil, nil, err
	}
	return conversationSets(h.Paths, h.now())
}

// addTalks gives the finder its conversations and personas, what a trainer has
// besides, and the place at which it begins.
func (a *app) addTalks(d *tui.Deps, p paths.Paths, store *shortlist.Store, now time.Time) error {
	sets, faults, err := conversationSets(p, now)
	if err != nil {
		return err
	}
	d.Home, d.Talks.Sets = a.home(), *sets
	d.Training, err = a.training(store, savedsearch.Store{Path: p.Searches()}, sets.Cards)
	for _, fault := range faults {
		switch {
		case fault.folder != cardsFolder:
			d.Talks.Faults = append(d.Talks.Faults, fault.Error())
		case d.Training != nil:
			d.Training.Faults = append(d.Training.Faults, fault.Error())
		}
	}
	return err
}

// readTrainerFile reads a file as far as it can be one.
func readTrainerFile(name string) (text []byte, err error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usage("there is no file %s", name)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if text, err = io.ReadAll(io.LimitReader(f, maxTrainerFile)); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return text, nil
}
