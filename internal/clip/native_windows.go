package clip

import (
	"errors"
	"fmt"
	"runtime"
	"syscall"
	"time"
	"unicode/utf16"
	"unsafe"
)

const (
	// unicodeText is the format CF_UNICODETEXT, UTF-16 that ends with a zero.
	unicodeText = 13
	// moveable is GMEM_MOVEABLE, the only memory that the clipboard takes.
	moveable = 0x0002
	// openFor is how long to wait for another program to let the clipboard go.
	openFor = time.Second
)

// calls are the calls of Windows that fill the clipboard.
type calls struct {
	open, empty, set, close, register *syscall.LazyProc
	alloc, free, lock, unlock, move   *syscall.LazyProc
}

// native returns the copying through the calls of Windows.
func native() func(Content) error {
	user, kernel := syscall.NewLazyDLL("user32.dll"), syscall.NewLazyDLL("kernel32.dll")
	c := calls{
		open: user.NewProc("OpenClipboard"), empty: user.NewProc("EmptyClipboard"), set: user.NewProc("SetClipboardData"),
		close: user.NewProc("CloseClipboard"), register: user.NewProc("RegisterClipboardFormatW"),
		alloc: kernel.NewProc("GlobalAlloc"), free: kernel.NewProc("GlobalFree"), lock: kernel.NewProc("GlobalLock"),
		unlock: kernel.NewProc("GlobalUnlock"), move: kernel.NewProc("RtlMoveMemory"),
	}
	return c.copy
}

// copy puts all forms on the clipboard in one go: between opening and closing it
// belongs to this thread.
func (c calls) copy(content Content) (err error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := c.waitOpen(); err != nil {
		return err
	}
	defer func() {
		if r, _, cause := c.close.Call(); r == 0 && err == nil {
			err = fmt.Errorf("close the clipboard: %w", cause)
		}
	}()
	if r, _, cause := c.empty.Call(); r == 0 {
		return fmt.Errorf("empty the clipboard: %w", cause)
	}
	if content.Discreet {
		if err := c.putNamed(historyName, []byte{0, 0, 0, 0}); err != nil {
			return err
		}
	}
	if content.HTML != "" {
		if err := c.putNamed(cfHTMLName, append([]byte(cfHTML(content.HTML)), 0)); err != nil {
			return err
		}
	}
	if content.Text == "" {
		return nil
	}
	units := append(utf16.Encode([]rune(crlf(content.Text))), 0)
	data := make([]byte, 0, 2*len(units))
	for _, u := range units {
		data = append(data, byte(u), byte(u>>8))
	}
	return c.put(unicodeText, data)
}

// waitOpen opens the clipboard, waiting while another program has it.
func (c calls) waitOpen() error {
	deadline := time.Now().Add(openFor)
	for {
		r, _, cause := c.open.Call(0)
		if r != 0 {
			return nil
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("open the clipboard, which another program holds: %w", cause)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

// putNamed puts data under a format that goes by its name.
func (c calls) putNamed(name string, data []byte) error {
	wide, err := syscall.UTF16PtrFromString(name)
	if err != nil {
		return fmt.Errorf("name the clipboard format %q: %w", name, err)
	}
	format, _, cause := c.register.Call(uintptr(unsafe.Pointer(wide)))
	if format == 0 {
		return fmt.Errorf("name the clipboard format %q: %w", name, cause)
	}
	return c.put(format, data)
}

// put hands data over in memory that the system then owns.
func (c calls) put(format uintptr, data []byte) error {
	memory, _, cause := c.alloc.Call(moveable, uintptr(len(data)))
	if memory == 0 {
		return fmt.Errorf("make room for the copy: %w", cause)
	}
	if err := c.fill(memory, data); err != nil {
		return errors.Join(err, c.release(memory))
	}
	if r, _, cause := c.set.Call(format, memory); r == 0 {
		return errors.Join(fmt.Errorf("put the copy on the clipboard: %w", cause), c.release(memory))
	}
	return nil
}

func (c calls) fill(memory uintptr, data []byte) error {
	at, _, cause := c.lock.Call(memory)
	if at == 0 {
		return fmt.Errorf("hold the room for the copy: %w", cause)
	}
	// Moving returns nothing.
	_, _, _ = c.move.Call(at, uintptr(unsafe.Pointer(&data[0])), uintptr(len(data)))
	// Unlocking returns 0 when nothing holds the memory any more, as it should.
	if r, _, cause := c.unlock.Call(memory); r == 0 && !errors.Is(cause, syscall.Errno(0)) {
		return fmt.Errorf("let go of the room for the copy: %w", cause)
	}
	return nil
}

func (c calls) release(memory uintptr) error {
	if r, _, cause := c.free.Call(memory); r != 0 {
		return fmt.Errorf("give back the room for the copy: %w", cause)
	}
	return nil
}
