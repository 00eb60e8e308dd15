package filelock

import (
	"errors"
	"syscall"
)

// sharingViolation is the error of a file that another holds for itself
// (ERROR_SHARING_VIOLATION in winerror.h).
const sharingViolation = syscall.Errno(32)

// tryLock takes the lock on a file if nobody has it, by opening it without
// sharing. The system lets it go when the holder dies.
func tryLock(path string) (release func() error, ok bool, err error) {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, false, err
	}
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, 0, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if errors.Is(err, sharingViolation) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	return func() error { return syscall.CloseHandle(h) }, true, nil
}
