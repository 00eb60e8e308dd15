package main

import (
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// smallDisk returns a folder that is a disk of its own with so many bytes, which
// only root can make.
func smallDisk(t *testing.T, bytes int) string {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("only root can make a small disk to fill")
	}
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d", bytes)); err != nil {
		t.Skipf("this machine lets nobody mount a small disk: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// fill fills a disk but for so many bytes, and returns the file that does.
func fill(t *testing.T, dir string, leave int64) string {
	t.Helper()
	var disk syscall.Statfs_t
	if err := syscall.Statfs(dir, &disk); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "fills-the-disk")
	if err := os.WriteFile(path, make([]byte, int64(disk.Bavail)*disk.Bsize-leave), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A full disk stops a sync with a clear word, at whatever moment it is met, and
// leaves the library of before; with room again the next one ends well.
func TestFullDisk(t *testing.T) {
	data := smallDisk(t, 8<<20)
	feed := &playedFeed{count: 60, stamps: map[int]int{}}
	server := httptest.NewServer(feed)
	defer server.Close()
	mustRun(t, fettleCommand(t, "feeds", "add", server.URL, "--name", "played", "--data", data))
	mustRun(t, fettleCommand(t, "sync", "--data", data))
	before, n := hashOf(t, data)
	if n != 60 {
		t.Fatalf("the library has %d services", n)
	}
	said := 0
	for _, leave := range []int64{0, 8 << 10, 32 << 10, 64 << 10, 128 << 10} {
		feed.stamp(7)
		filler := fill(t, data, leave)
		out, err := fettleCommand(t, "sync", "--data", data).CombinedOutput()
		hash, _ := hashOf(t, data) // it opens and answers
		if err == nil {
			if before = hash; strings.Contains(string(out), "full") {
				t.Errorf("with %d bytes left it was well and says\n%s", leave, out)
			}
		} else {
			said++
			if hash != before {
				t.Errorf("with %d bytes left the library has changed", leave)
			}
			if !strings.Contains(string(out), "the disk is full") {
				t.Errorf("with %d bytes left it says\n%s", leave, out)
			}
		}
		if err := os.Remove(filler); err != nil {
			t.Fatal(err)
		}
	}
	if said == 0 {
		t.Error("the disk was never too full")
	}
	feed.stamp(8)
	mustRun(t, fettleCommand(t, "sync", "--data", data))
	if after, n := hashOf(t, data); after == before || n != 60 {
		t.Errorf("with room again the library has %d services and has changed: %t", n, after != before)
	}
}

// A folder that nobody may write to is said, and what is in it can be searched.
func TestFolderThatIsReadOnly(t *testing.T) {
	data := ""
	if os.Geteuid() == 0 {
		data = smallDisk(t, 8<<20)
	} else {
		data = t.TempDir()
	}
	feed := &playedFeed{count: 20, stamps: map[int]int{}}
	server := httptest.NewServer(feed)
	defer server.Close()
	mustRun(t, fettleCommand(t, "feeds", "add", server.URL, "--name", "played", "--data", data))
	mustRun(t, fettleCommand(t, "sync", "--data", data))
	before, _ := hashOf(t, data)
	feed.stamp(3)
	if os.Geteuid() == 0 {
		if err := syscall.Mount("", data, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
			t.Fatal(err)
		}
	} else if err := lockFolders(data, 0o500); err != nil {
		t.Fatal(err)
	} else {
		defer func() {
			if err := lockFolders(data, 0o700); err != nil {
				t.Error(err)
			}
		}()
	}
	out, err := fettleCommand(t, "sync", "--data", data).CombinedOutput()
	words := "can't be written to"
	if os.Geteuid() != 0 {
		words = "your account may not use"
	}
	if err == nil || !strings.Contains(string(out), words) {
		t.Errorf("it ends with %v and says\n%s", err, out)
	}
	if after, n := hashOf(t, data); after != before || n != 20 {
		t.Errorf("the library has %d services, the same is %t", n, after == before)
	}
	mustRun(t, fettleCommand(t, "search", "lunch", "--data", data))
	mustRun(t, fettleCommand(t, "changes", "--data", data))
}

// lockFolders sets the permissions of a folder and all those in it.
func lockFolders(dir string, mode os.FileMode) error {
	var folders []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			folders = append(folders, path)
		}
		return err
	})
	for i := range folders { // those inside first
		err = errors.Join(err, os.Chmod(folders[len(folders)-1-i], mode))
	}
	return err
}
