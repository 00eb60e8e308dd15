// Package atomicfile writes files whole: whoever reads one sees either all of
// the old content or all of the new, also when the program is killed or the
// power goes while it is written.
//
// The new content goes to a temporary file in the same folder, is brought to
// the disk, and takes the old file's name in one step. The package must not
// know what the files hold, and it must not append or lock.
package atomicfile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// staleAfter is how much older than a new temporary file another one of the
// same target has to be before it counts as left over by a killed program.
const staleAfter = time.Hour

// Write puts data in the file at path, replacing what was there, with the
// permissions given. Missing folders are made for the user alone. When it
// returns an error the old content is still there.
func Write(path string, data []byte, perm fs.FileMode) error {
	return WriteFrom(path, perm, func(w io.Writer) error {
		_, err := io.Copy(w, bytes.NewReader(data))
		return err
	})
}

// WriteFrom puts what fill writes in the file at path, as Write does. When fill
// returns an error the old content is kept and that error is returned, wrapped.
func WriteFrom(path string, perm fs.FileMode, fill func(io.Writer) error) (err error) {
	path = target(path)
	dir, base := filepath.Split(path)
	if dir == "" {
		dir = "."
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make the folder for %s: %w", path, err)
	}
	temp, err := os.CreateTemp(dir, tempPrefix(base)+"*.tmp")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, discard(temp))
		}
	}()
	if err := fill(temp); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := finish(temp, perm); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	sweep(temp.Name(), dir, base)
	if err := rename(temp.Name(), path); err != nil {
		return fmt.Errorf("replace %s: %w", path, err)
	}
	// From here on the new content is in place; only its lasting a power cut
	// is in question, and the caller is told when that can't be promised.
	if err := syncDir(dir); err != nil {
		return fmt.Errorf("bring the folder of %s to the disk: %w", path, err)
	}
	return nil
}

// target follows a symbolic link, so that a file kept elsewhere on purpose is
// replaced there and the link stays a link.
func target(path string) string {
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		return resolved
	}
	return path
}

// tempPrefix begins the names of the temporary files of one target. The dot
// hides them, and keeps them from being taken for the file itself.
func tempPrefix(base string) string { return "." + base + "." }

// finish sets the permissions, brings the content to the disk and closes.
func finish(temp *os.File, perm fs.FileMode) error {
	if err := temp.Chmod(perm); err != nil && runtime.GOOS != "windows" {
		return err
	}
	if err := temp.Sync(); err != nil {
		return err
	}
	return temp.Close()
}

// discard closes and removes a temporary file that is not wanted.
func discard(temp *os.File) error {
	if err := temp.Close(); err != nil && !errors.Is(err, fs.ErrClosed) {
		return err
	}
	if err := os.Remove(temp.Name()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// sweep removes temporary files of the same target that a killed program left
// behind. Nothing depends on it, so what can't be removed stays. Ages are
// compared with the new file's own, so the clock of this machine plays no part.
func sweep(newest, dir, base string) {
	mark, err := os.Stat(newest)
	if err != nil {
		return
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasPrefix(name, tempPrefix(base)) || !strings.HasSuffix(name, ".tmp") {
			continue
		}
		info, err := entry.Info()
		if err != nil || !info.Mode().IsRegular() || mark.ModTime().Sub(info.ModTime()) < staleAfter {
			continue
		}
		_ = os.Remove(filepath.Join(dir, name)) // Left for the next sweep when it can't go.
	}
}

// rename gives the temporary file the target's name. On Windows a virus scanner
// or a reader may hold the target for a moment, so it is tried for a second.
func rename(from, to string) error {
	err := os.Rename(from, to)
	for wait := time.Millisecond; err != nil && runtime.GOOS == "windows" && wait < time.Second; wait *= 2 {
		if !errors.Is(err, fs.ErrPermission) && !errors.Is(err, syscall.Errno(32)) { // 32 is ERROR_SHARING_VIOLATION.
			return err
		}
		time.Sleep(wait)
		err = os.Rename(from, to)
	}
	return err
}

// syncDir brings a folder's list of names to the disk, where the system has a
// way to do it: Windows and some network file systems have none.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	err = folder.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	return errors.Join(err, folder.Close())
}
