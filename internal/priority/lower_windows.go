package priority

import (
	"fmt"

	"golang.org/x/sys/windows"
)

func lower() error {
	if err := windows.SetPriorityClass(windows.CurrentProcess(), windows.BELOW_NORMAL_PRIORITY_CLASS); err != nil {
		return fmt.Errorf("lower the priority: %w", err)
	}
	return nil
}
