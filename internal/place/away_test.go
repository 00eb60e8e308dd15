package place

import "testing"

func TestAway(t *testing.T) {
	for _, tt := range []struct {
		miles float64
		rough bool
		want  string
	}{
		{0, false, "less than 0.1 miles as the crow flies, about 1 min walk"},
		{0.4, false, "0.4 miles as the crow flies, about 11 min walk"},
		{1, false, "1 mile as the crow flies, about 25 min walk"},
		{1.98, false, "2 miles as the crow flies, about 55 min walk"},
		{2, false, "2 miles as the crow flies"},
		{3.26, false, "3.3 miles as the crow flies"},
		{12.4, false, "12 miles as the crow flies"},
		{0.3, true, "about a mile or less as the crow flies"},
		{0.8, true, "about 1 mile as the crow flies"},
		{3.3, true, "about 3.5 miles as the crow flies"},
		{30.2, true, "about 30 miles as the crow flies"},
	} {
		if got := Away(tt.miles, tt.rough); got != tt.want {
			t.Errorf("Away(%g, %t) = %q, want %q", tt.miles, tt.rough, got, tt.want)
		}
	}
}
