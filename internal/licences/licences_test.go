package licences

import (
	"strings"
	"testing"
)

func TestListIsTheBeginningOfTheWhole(t *testing.T) {
	list := List()
	if !strings.HasPrefix(Full(), list) || strings.Contains(list, "\n\n") || strings.Contains(list, "----") {
		t.Errorf("the list is\n%s", list)
	}
	for line := range strings.Lines(list) {
		name, rest, ok := strings.Cut(line, "  ")
		if !ok || strings.TrimSpace(rest) == "" {
			t.Errorf("%q says no licence", line)
			continue
		}
		if !strings.Contains(Full()[len(list):], "\n"+name+"\n") {
			t.Errorf("there is no text for %s", name)
		}
	}
}
