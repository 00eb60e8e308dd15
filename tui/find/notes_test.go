package find

import (
	"strings"
	"testing"

	"fettle/internal/service"
	"fettle/tui/paint"
)

// Where there is little height, what was read instead of the words leaves room for
// the services; whom to ring in danger is always said.
func TestNotesLeaveRoomForTheList(t *testing.T) {
	t.Parallel()
	s := New(nil, nil)
	var read []service.Reading
	for _, word := range strings.Fields("one two three four five six") {
		read = append(read, service.Reading{Typed: word, As: word + "s"})
	}
	s.Show(Answer{Result: service.Result{Readings: read}})
	for most, want := range map[int]int{1: 1, 3: 3, 6: 6, 20: 6} {
		notes := s.Notes(80, most)
		if len(notes) != want {
			t.Errorf("of 6 notes %d are shown in %d lines, want %d", len(notes), most, want)
		}
		last := notes[len(notes)-1].Text
		if strings.HasSuffix(last, " ..") != (want < 6) || paint.Width(last) > 78 {
			t.Errorf("in %d lines the last note is %q", most, last)
		}
	}
	s.Show(Answer{Danger: []string{"In danger: 999.", strings.Repeat("To talk to somebody, ring. ", 6)}, Result: service.Result{Readings: read}})
	if notes := s.Notes(80, 2); len(notes) < 3 || !notes[len(notes)-1].Strong {
		t.Errorf("what to do in danger is cut: %+v", notes)
	}
}
