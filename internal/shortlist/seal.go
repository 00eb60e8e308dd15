package shortlist

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"filippo.io/age"
)

// minPassphrase is the fewest characters of a passphrase.
const minPassphrase = 12

// workFactor makes one try of a passphrase take about a second (age's own
// default, as a power of two).
const workFactor = 18

// Errors of locked lists.
var (
	// ErrLocked is returned for a change of a locked list that was not unlocked.
	ErrLocked = errors.New("this list is locked: its passphrase opens it")
	// ErrPassphrase is returned for a passphrase that does not open a list.
	ErrPassphrase = errors.New("that is not the passphrase of this list")
	// ErrShortPassphrase is returned for a passphrase that is too easily guessed.
	ErrShortPassphrase = fmt.Errorf("a passphrase has at least %d characters: three words picked by chance are good", minPassphrase)
	// ErrLockedName is returned where a locked list would have no name: lists
	// without one are carried on from person to person.
	ErrLockedName = errors.New("only a list with a name can be locked: name it first")
)

// seal is what a locked list is written under. The list is encrypted for a key
// of its own, so that a change is quickly kept, and the key under the passphrase.
type seal struct {
	// key opens the list; nil while the passphrase was not given.
	key *age.X25519Identity
	// wrapped is the key, encrypted under the passphrase.
	wrapped []byte
	// body is the list encrypted for the key, as it was read; nil once it is open.
	body []byte
}

// contents is what a locked file holds encrypted: all but the name and the dates.
type contents struct {
	Items  []Item `json:"items,omitempty"`
	Past   []step `json:"past,omitempty"`
	Future []step `json:"future,omitempty"`
}

// newSeal makes a key and encrypts it under a passphrase.
func newSeal(passphrase string, work int) (*seal, error) {
	if utf8.RuneCountInString(passphrase) < minPassphrase {
		return nil, ErrShortPassphrase
	}
	key, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, fmt.Errorf("make a key for the list: %w", err)
	}
	recipient, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, fmt.Errorf("take the passphrase: %w", err)
	}
	recipient.SetWorkFactor(work)
	wrapped, err := encrypted([]byte(key.String()), recipient)
	if err != nil {
		return nil, err
	}
	return &seal{key: key, wrapped: wrapped}, nil
}

// unlock returns the key of the list, which the passphrase opens.
func (s *seal) unlock(passphrase string) (*age.X25519Identity, error) {
	identity, err := age.NewScryptIdentity(passphrase)
	if err != nil { // the empty passphrase
		return nil, ErrPassphrase
	}
	plain, err := decrypted(s.wrapped, identity)
	var other *age.NoIdentityMatchError
	if errors.As(err, &other) {
		return nil, ErrPassphrase
	}
	if err != nil {
		return nil, fmt.Errorf("the lock of the list is damaged: %w", err)
	}
	key, err := age.ParseX25519Identity(string(plain))
	if err != nil {
		return nil, fmt.Errorf("the lock of the list is damaged: %w", err)
	}
	return key, nil
}

// opened returns the record with what its seal holds.
func (r record) opened(key *age.X25519Identity) (record, error) {
	plain, err := decrypted(r.seal.body, key)
	if err != nil {
		return r, fmt.Errorf("it is damaged: %w", err)
	}
	var c contents
	if err := json.Unmarshal(plain, &c); err != nil {
		return r, fmt.Errorf("it is damaged: %w", err)
	}
	r.List.Items, r.List.Shut = onlyOnce(c.Items), false
	r.Past, r.Future = c.Past, c.Future
	r.seal = &seal{key: key, wrapped: r.seal.wrapped}
	if err := r.sound(); err != nil {
		r.Past, r.Future = nil, nil
		return r, historyError{err}
	}
	return r, nil
}

// sealed returns the body of a locked record: encrypted anew where the key is
// known, else as it was read.
func (r record) sealed() ([]byte, error) {
	if r.seal.key == nil {
		return r.seal.body, nil
	}
	plain, err := json.Marshal(contents{Items: r.List.Items, Past: r.Past, Future: r.Future})
	if err != nil {
		return nil, fmt.Errorf("write the list as JSON: %w", err)
	}
	return encrypted(plain, r.seal.key.Recipient())
}

func encrypted(plain []byte, to age.Recipient) ([]byte, error) {
	var out bytes.Buffer
	w, err := age.Encrypt(&out, to)
	if err != nil {
		return nil, fmt.Errorf("encrypt the list: %w", err)
	}
	if _, err := w.Write(plain); err != nil {
		return nil, fmt.Errorf("encrypt the list: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("encrypt the list: %w", err)
	}
	return out.Bytes(), nil
}

func decrypted(data []byte, with age.Identity) ([]byte, error) {
	r, err := age.Decrypt(bytes.NewReader(data), with)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

// Lock writes the current list from now on under a passphrase only, history and
// notes included; its name and dates stay readable, so that it can be chosen and
// ended. It stays open in this store. What the disk held of it before may be
// found there by experts until it is written over.
func (s *Store) Lock(passphrase string) error {
	return s.onCurrent(func(r record) error {
		if r.List.Locked {
			return errors.New("this list is locked already: take the lock off first to change its passphrase")
		}
		if r.List.Label == "" {
			return ErrLockedName
		}
		sealed, err := newSeal(passphrase, s.work)
		if err != nil {
			return err
		}
		r.seal, r.List.Locked = sealed, true
		return s.replace(r.List, r)
	})
}

// Unlock opens a locked list for this store alone, until another list is opened;
// on disk it stays locked. A wrong passphrase is refused with ErrPassphrase, a
// list that there is not with ErrNoList.
func (s *Store) Unlock(id, passphrase string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	l, ok := s.lists[id]
	if !ok {
		return ErrNoList
	}
	if !l.List.Shut {
		return nil
	}
	key, err := l.seal.unlock(passphrase)
	if err != nil {
		return err
	}
	r, err := l.opened(key)
	var history historyError
	switch {
	case errors.As(err, &history):
		s.troubles = append(s.troubles, fmt.Errorf("the history of the shortlist can't be read (%w): the list is whole, undo starts again", history.error))
	case err != nil:
		return fmt.Errorf("the list can't be opened: %w", err)
	}
	s.lists[id] = loaded{r, l.info}
	return nil
}

// RemoveLock writes the current list without a passphrase again. A list that was
// not unlocked is refused with ErrLocked.
func (s *Store) RemoveLock() error {
	return s.onOpen(func(r record) error {
		if !r.List.Locked {
			return errors.New("this list is not locked")
		}
		r.seal, r.List.Locked = nil, false
		return s.replace(r.List, r)
	})
}

// shut forgets the key of a list.
func (s *Store) shut(id string) error {
	if l, ok := s.lists[id]; !ok || l.seal == nil || l.List.Shut {
		return nil
	}
	delete(s.lists, id)
	return s.refresh(id)
}
