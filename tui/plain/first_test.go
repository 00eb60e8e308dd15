package plain

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fettle/internal/service"
	"fettle/tui/firstrun"
)

// begin answers the first questions and returns what was chosen and all that was
// said.
func begin(t *testing.T, lines ...string) (firstrun.Choice, string) {
	t.Helper()
	deps := firstrun.Deps{
		Feeds: []firstrun.Feed{{Key: "example", Label: "Example Council", Services: 1200}, {Key: "vale", Label: "Vale Charities", Services: 1}},
		Locate: func(text string) ([]service.Near, error) {
			switch text {
			case "settle":
				return []service.Near{{Name: "Settle"}}, nil
			case "newton":
				return []service.Near{{Name: "Newton, Lancashire"}, {Name: "Newton, Cumbria"}}, nil
			case "nowhere":
				return nil, nil
			}
			return nil, fmt.Errorf("no place is called %q: try a town", text)
		},
	}
	var out bytes.Buffer
	choice, err := First(t.Context(), deps, Options{In: strings.NewReader(strings.Join(lines, "\n")), Out: &out, Echo: true, Why: "This terminal has no screen."})
	if err != nil {
		t.Fatal(err)
	}
	return choice, out.String()
}

func TestFirstQuestions(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		lines []string
		want  firstrun.Choice
	}{
		"both skipped":         {[]string{"", ""}, firstrun.Choice{}},
		"a place alone":        {[]string{"settle", "1"}, firstrun.Choice{Place: "Settle"}},
		"one of several":       {[]string{"newton", "3", "2", "2, 3"}, firstrun.Choice{Place: "Newton, Cumbria", Feeds: []string{"example", "vale"}}},
		"another try":          {[]string{"newton", "nowhere", "brum", "settle", "4", "0", "1 3"}, firstrun.Choice{Place: "Settle", Feeds: []string{"vale"}}},
		"an address":           {[]string{"", "https://feeds.example.org/v1"}, firstrun.Choice{Source: "https://feeds.example.org/v1"}},
		"back and another":     {[]string{"settle", "b", "", "our list.json"}, firstrun.Choice{Source: "our list.json"}},
		"left at once":         {[]string{"q"}, firstrun.Choice{Left: true}},
		"left at the second":   {[]string{"settle", "quit"}, firstrun.Choice{Left: true}},
		"the end of the input": {[]string{"settle"}, firstrun.Choice{Left: true}},
		"far too long":         {[]string{strings.Repeat("x", mostRead+1), "", "1"}, firstrun.Choice{}},
	} {
		got, said := begin(t, append(c.lines, "")...)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s\n%s", name, diff, said)
		}
	}
	_, said := begin(t, "nowhere", "brum", "newton", "9", "1", "b", "settle", "9", "2 3", "")
	golden(t, "first", said)
}

func TestFirstQuestionsThatNobodyHears(t *testing.T) {
	t.Parallel()
	choice, err := First(t.Context(), firstrun.Deps{}, Options{In: strings.NewReader("\n\n"), Out: full{}})
	if err == nil || !choice.Left {
		t.Errorf("chosen is %+v, %v", choice, err)
	}
	if broken := errors.Unwrap(err); broken == nil {
		t.Errorf("the error %v has no cause", err)
	}
}
