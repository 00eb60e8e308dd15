package priority

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// lowered in the environment makes the test binary lower itself and print the
// priorities of its threads.
const lowered = "FETTLE_TEST_LOWERED"

// TestLower lowers a process of its own, as there is no way back, and looks at
// what the system says of each of its threads.
func TestLower(t *testing.T) {
	if os.Getenv(lowered) != "" {
		if err := Lower(); err != nil {
			t.Fatal(err)
		}
		threads, err := os.ReadDir("/proc/self/task")
		if err != nil {
			t.Fatal(err)
		}
		for _, thread := range threads {
			stat, err := os.ReadFile("/proc/self/task/" + thread.Name() + "/stat")
			if err != nil {
				continue // it has ended
			}
			_, after, _ := strings.Cut(string(stat), ") ")
			t.Logf("niceness %s", strings.Fields(after)[16])
		}
		return
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, "-test.run", "TestLower$", "-test.v")
	cmd.Env = append(os.Environ(), lowered+"=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	threads := 0
	for line := range strings.Lines(string(out)) {
		_, nice, found := strings.Cut(strings.TrimSpace(line), "niceness ")
		if !found {
			continue
		}
		if n, err := strconv.Atoi(nice); err != nil || n < niceness {
			t.Errorf("a thread has the niceness %s, want %d", nice, niceness)
		}
		threads++
	}
	if threads == 0 {
		t.Errorf("no thread is told of:\n%s", out)
	}
}
