package service

import "testing"

func TestAgesInWords(t *testing.T) {
	n := func(y float64) *float64 { return &y }
	for _, c := range []struct {
		age           Age
		years, phrase string
	}{
		{Age{}, "", ""},
		{Age{Words: "adults"}, "", ""},
		{Age{Min: n(50)}, "50 and over", "ages 50 and over"},
		{Age{Min: n(5), Max: n(11)}, "5 to 11", "ages 5 to 11"},
		{Age{Min: n(0), Max: n(17)}, "up to 17", "ages up to 17"},
		{Age{Max: n(17)}, "up to 17", "ages up to 17"},
		{Age{Min: n(18), Max: n(18)}, "18", "age 18"},
		{Age{Min: n(18), Max: n(120)}, "18 and over", "ages 18 and over"},
		{Age{Min: n(2.5), Max: n(4)}, "2.5 to 4", "ages 2.5 to 4"},
		{Age{Min: n(0), Max: n(99)}, "all", "all ages"},
		{Age{Min: n(0)}, "all", "all ages"},
		{Age{Min: n(50), Recommended: true}, "50 and over", "ages 50 and over"},
	} {
		if got := c.age.Years(); got != c.years {
			t.Errorf("%+v are the years %q, not %q", c.age, got, c.years)
		}
		if got := c.age.Phrase(); got != c.phrase {
			t.Errorf("%+v is %q, not %q", c.age, got, c.phrase)
		}
	}
}

func TestPounds(t *testing.T) {
	for amount, want := range map[float64]string{0: "£0", 3: "£3", 2.5: "£2.50", 1200: "£1200", 0.05: "£0.05"} {
		if got := Pounds(amount); got != want {
			t.Errorf("%g is %q, not %q", amount, got, want)
		}
	}
}

func TestWorth(t *testing.T) {
	four, sixty := 4.0, 60.0
	for want, age := range map[string]Age{
		"ages up to 4, the children's":     {Max: &four, OfChildren: true},
		"ages 60 and over by its name":     {Min: &sixty, Recommended: true, Origin: OriginName},
		"recommended for ages 60 and over": {Min: &sixty, Recommended: true},
		"ages 60 and over":                 {Min: &sixty},
	} {
		if got := age.Worth(); got != want {
			t.Errorf("%+v: %q, want %q", age, got, want)
		}
	}
}
