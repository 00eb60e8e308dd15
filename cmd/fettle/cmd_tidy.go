package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"fettle/internal/atomicfile"
	"fettle/internal/paths"
	"fettle/internal/place"
	"fettle/internal/shortlist"
)

// exportNote is kept of every list that was written as a file, so that it can
// be found and removed again.
type exportNote struct {
	Path string    `json:"path"`
	Made time.Time `json:"made"`
	// Sum is the SHA-256 of what was written.
	Sum string `json:"sha256"`
}

// keptFile is a file that holds a list: an export, or one set aside because it
// could not be read.
type keptFile struct {
	Path string `json:"path"`
	// Kind is "export", "damaged" for a list that was set aside, or
	// "damaged postcodes" for those that were asked for online.
	Kind string    `json:"kind"`
	Made time.Time `json:"made"`
	// Changed says that somebody has written to the file since.
	Changed bool `json:"changed"`

	note string // the file of the note, if there is one
}

// damagedPostcodes is the kind of a file of postcodes that was set aside.
const damagedPostcodes = "damaged postcodes"

// keptList is a list with whether it is the open one.
type keptList struct {
	listJSON
	Open bool `json:"open"`

	list shortlist.List
}

// keptJSON is everything that is kept of lists.
type keptJSON struct {
	Lists   []keptList `json:"lists"`
	Files   []keptFile `json:"files"`
	Removed []string   `json:"removed"`
	// OnlinePostcodes is how many postcodes are kept that were asked for online.
	OnlinePostcodes int `json:"online_postcodes"`
}

func (a *app) tidyCommand() *cobra.Command {
	var remove []string
	var all, yes bool
	c := &cobra.Command{
		Use:   "tidy",
		Short: "Show which lists and exported files are kept, and remove them",
		Long: `Shows every list and every exported file that is kept, and when lists go by themselves.
Exported files stay until they are removed. What is removed can't be brought back.
It also says how many postcodes are kept that were asked for online; these only
'fettle places online off --forget' removes.`,
		Args: cobra.NoArgs,
		RunE: func(_ *cobra.Command, _ []string) error { return a.tidy(remove, all, yes) },
	}
	c.Flags().StringArrayVar(&remove, "remove", nil, "remove the list of this `name` or id, or this file; again for more")
	c.Flags().BoolVar(&all, "all", false, "remove everything shown")
	c.Flags().BoolVar(&yes, "yes", false, "remove without asking")
	a.addJSON(c)
	return c
}

func (a *app) tidy(remove []string, all, yes bool) error {
	if all && len(remove) > 0 {
		return usage("--all removes everything: leave --remove away")
	}
	p, err := a.paths()
	if err != nil {
		return err
	}
	store, err := a.openShortlist("")
	if err != nil {
		return err
	}
	online := len(a.keptAnswers(p).Kept)
	kept, err := keptNow(p, store)
	if err != nil {
		return err
	}
	chosen := kept
	if !all {
		if chosen, err = kept.chosen(remove); err != nil {
			return err
		}
	}
	if n := len(chosen.Lists) + len(chosen.Files); n > 0 && (all || len(remove) > 0) {
		if err := a.confirmed(chosen, yes); err != nil {
			return err
		}
		removed, err := a.removeKept(store, chosen, all)
		if err != nil {
			return err
		}
		if kept, err = keptNow(p, store); err != nil {
			return err
		}
		kept.Removed = removed
	}
	kept.OnlinePostcodes = online
	if a.json {
		return a.printJSON(kept)
	}
	for _, words := range kept.Removed {
		a.printf("Removed %s.\n", words)
	}
	if len(kept.Removed) == 0 {
		a.printKept(kept)
	}
	return nil
}

// keptNow finds everything that is kept of lists.
func keptNow(p paths.Paths, store *shortlist.Store) (keptJSON, error) {
	kept := keptJSON{Lists: []keptList{}, Files: []keptFile{}, Removed: []string{}}
	open := store.Current().ID
	for _, l := range store.Lists() {
		kept.Lists = append(kept.Lists, keptList{listDocument(l), l.ID == open, l})
	}
	exports, err := keptExports(p)
	if err != nil {
		return kept, err
	}
	kept.Files = append(kept.Files, exports...)
	damaged, err := store.SetAside()
	if err != nil {
		return kept, err
	}
	for _, path := range damaged {
		info, err := os.Stat(path)
		if err != nil {
			return kept, fmt.Errorf("look at a damaged shortlist: %w", err)
		}
		kept.Files = append(kept.Files, keptFile{Path: path, Kind: "damaged", Made: info.ModTime().UTC()})
	}
	aside := place.AsideAnswers(p.OnlineAnswers())
	if info, err := os.Stat(aside); err == nil {
		kept.Files = append(kept.Files, keptFile{Path: aside, Kind: damagedPostcodes, Made: info.ModTime().UTC()})
	} else if !errors.Is(err, fs.ErrNotExist) {
		return kept, fmt.Errorf("look at a damaged file of postcodes: %w", err)
	}
	return kept, nil
}

// chosen returns the lists and files that were named.
func (k keptJSON) chosen(names []string) (keptJSON, error) {
	var out keptJSON
	for _, name := range names {
		list := slices.IndexFunc(k.Lists, func(l keptList) bool {
			return l.ID == name || l.Label != nil && strings.EqualFold(*l.Label, strings.TrimSpace(name))
		})
		path, err := filepath.Abs(name)
		if err != nil {
			return out, fmt.Errorf("find the file %s: %w", name, err)
		}
		file := slices.IndexFunc(k.Files, func(f keptFile) bool { return f.Path == path })
		switch {
		case list >= 0:
			out.Lists = append(out.Lists, k.Lists[list])
		case file >= 0:
			out.Files = append(out.Files, k.Files[file])
		default:
			return out, usage("neither a list nor an exported file is called %q: 'fettle tidy' shows what is kept", name)
		}
	}
	return out, nil
}

// confirmed asks whether what was chosen may go. In a script nothing is asked
// and --yes must say so.
func (a *app) confirmed(chosen keptJSON, yes bool) error {
	if yes {
		return nil
	}
	in, okIn := a.in.(*os.File)
	if !okIn || !term.IsTerminal(int(in.Fd())) {
		return usage("nothing was removed: say --yes to remove without being asked")
	}
	for _, l := range chosen.Lists {
		a.sayf("%s, %s\n", labelWords(l.Label), l.holds("with "))
	}
	for _, f := range chosen.Files {
		a.sayf("%s\n", f.Path)
	}
	a.sayf("Remove all of these for good? y or n: ")
	answer, err := bufio.NewReader(in).ReadString('\n')
	if err != nil {
		return fmt.Errorf("nothing was removed: %w", err)
	}
	if !slices.Contains([]string{"y", "yes"}, strings.ToLower(strings.TrimSpace(answer))) {
		return errors.New("nothing was removed")
	}
	return nil
}

// removeKept removes what was chosen and says what went. A file that somebody
// has written to since is not ours any more: it stays, and with all of them
// chosen that is no failure.
func (a *app) removeKept(store *shortlist.Store, chosen keptJSON, all bool) ([]string, error) {
	removed := []string{}
	for _, f := range chosen.Files {
		if f.Changed {
			why := f.Path + " was changed after it was exported and stays: remove it yourself if it may go"
			if !all {
				return removed, errors.New(why)
			}
			a.sayf("%s\n", why)
			continue
		}
		for _, path := range []string{f.Path, f.note} {
			if path == "" {
				continue
			}
			if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return removed, fmt.Errorf("remove a list: %w", err)
			}
		}
		removed = append(removed, f.Path)
	}
	for _, l := range chosen.Lists {
		if err := store.Delete(l.ID); err != nil && !errors.Is(err, shortlist.ErrNoList) {
			return removed, err
		}
		removed = append(removed, labelWords(l.Label))
	}
	return removed, nil
}

// printKept prints what is kept and for how long.
func (a *app) printKept(kept keptJSON) {
	if n := kept.OnlinePostcodes; n > 0 {
		a.printf("Postcodes kept that were asked for online: %s. Remove them with 'fettle places online off --forget'.\n", grouped(n))
	}
	if len(kept.Lists)+len(kept.Files) == 0 {
		a.printf("Nothing is kept: there is no list and no exported file.\n")
		return
	}
	for _, l := range kept.Lists {
		open := ""
		if l.Open {
			open = ", which is open"
		}
		words := labelWords(l.Label) + " (" + l.ID + ")" + open
		a.printf("%s: %s. %s\n", strings.ToUpper(words[:1])+words[1:], l.holds(""), goesWords(l.list))
	}
	for _, f := range kept.Files {
		switch {
		case f.Kind == "damaged":
			a.printf("%s: a damaged list, set aside. It goes 30 days after that.\n", f.Path)
		case f.Kind == damagedPostcodes:
			a.printf("%s: a damaged file of postcodes that were asked for online, set aside. It stays until it is removed.\n", f.Path)
		case f.Changed:
			a.printf("%s: exported on %s and changed since, so fettle leaves it alone.\n", f.Path, momentWords(f.Made))
		default:
			a.printf("%s: exported on %s. It stays until it is removed.\n", f.Path, momentWords(f.Made))
		}
	}
	a.printf("\nRemove with 'fettle tidy --remove NAME', or everything with --all.\n")
}

// noteExport notes that a list is about to be written as a file. The note comes
// first, so that no export is ever without one.
func (a *app) noteExport(path string, data []byte, now time.Time) error {
	p, err := a.paths()
	if err != nil {
		return err
	}
	sum, of := sha256.Sum256(data), sha256.Sum256([]byte(path))
	note, err := json.Marshal(exportNote{Path: path, Made: now.UTC().Truncate(time.Second), Sum: hex.EncodeToString(sum[:])})
	if err != nil {
		return fmt.Errorf("note the exported list: %w", err)
	}
	if err := os.MkdirAll(p.ExportNotes(), 0o700); err != nil {
		return fmt.Errorf("note the exported list: %w", err)
	}
	if err := atomicfile.Write(filepath.Join(p.ExportNotes(), hex.EncodeToString(of[:8])+".json"), note, 0o600); err != nil {
		return fmt.Errorf("note the exported list: %w", err)
	}
	return nil
}

// keptExports returns the exports that are still there, and drops the notes of
// those that are not.
func keptExports(p paths.Paths) ([]keptFile, error) {
	entries, err := os.ReadDir(p.ExportNotes())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read which lists were exported: %w", err)
	}
	var files []keptFile
	for _, e := range entries {
		if filepath.Ext(e.Name()) != ".json" {
			continue
		}
		path := filepath.Join(p.ExportNotes(), e.Name())
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read the note of an exported list: %w", err)
		}
		var note exportNote
		if err := json.Unmarshal(data, &note); err != nil || !filepath.IsAbs(note.Path) {
			return nil, fmt.Errorf("the note of an exported list %s is damaged: look for the list yourself and remove the note", path)
		}
		written, err := os.ReadFile(note.Path)
		if errors.Is(err, fs.ErrNotExist) {
			if err := os.Remove(path); err != nil {
				return nil, fmt.Errorf("drop the note of a list that has gone: %w", err)
			}
			continue
		}
		sum := sha256.Sum256(written)
		// What can't be read is not known to be ours.
		changed := err != nil || hex.EncodeToString(sum[:]) != note.Sum
		files = append(files, keptFile{Path: note.Path, Kind: "export", Made: note.Made, Changed: changed, note: path})
	}
	slices.SortFunc(files, func(a, b keptFile) int { return strings.Compare(a.Path, b.Path) })
	return files, nil
}
