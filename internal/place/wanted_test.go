package place

import (
	"fmt"
	"testing"

	"fettle/internal/service"
)

func TestReaches(t *testing.T) {
	lancaster, lancashire := service.Area{Code: "E07000121"}, service.Area{Name: "Lancashire"}
	box := func(south, north float64) string {
		return fmt.Sprintf(`{"type":"Polygon","coordinates":[[[-4,%[1]g],[-1,%[1]g],[-1,%[2]g],[-4,%[2]g],[-4,%[1]g]]]}`, south, north)
	}
	towns := NewTownPoints()
	for _, tt := range []struct {
		served, want service.Area
		is           service.Answer
	}{
		{service.Area{Name: "Lancaster district"}, lancaster, service.Yes},
		{lancashire, lancaster, service.Yes},
		{lancaster, lancashire, service.Yes}, // a part of what was asked for
		{service.Area{Name: "Preston"}, lancaster, service.No},
		{service.Area{Name: "Preston"}, lancashire, service.Yes},
		{service.Area{Name: "Cumbria"}, lancaster, service.No},
		{service.Area{Name: "Cumberland"}, service.Area{Name: "Cumbria"}, service.Yes}, // abolished
		{service.Area{Name: "Carlisle"}, service.Area{Name: "Westmorland and Furness"}, service.No},
		{service.Area{Name: "England"}, lancaster, service.Yes},
		{service.Area{Name: "Scotland"}, lancaster, service.No},
		{service.Area{Name: "UK wide"}, lancaster, service.Yes},
		{service.Area{Name: "around the bay"}, lancaster, service.NotStated},
		{service.Area{Code: "E54000048"}, lancaster, service.NotStated},
		{service.Area{Name: "our patch", Extent: box(53, 55)}, lancaster, service.Yes},
		{service.Area{Name: "our patch", Extent: box(54.06, 55)}, lancaster, service.NotStated}, // Morecambe, not Lancaster
		{service.Area{Name: "our patch", Extent: box(50, 52)}, lancaster, service.No},
		{service.Area{Name: "our patch", Extent: "no drawing"}, lancaster, service.NotStated},
		{service.Area{Name: "our patch", Extent: box(53, 55)}, service.Area{Code: "E05014890"}, service.NotStated},
	} {
		if got := ReadServed(tt.served, towns).Reaches(tt.want); got != tt.is {
			t.Errorf("%+v reaches %+v : %q, want %q", tt.served, tt.want, got, tt.is)
		}
	}
}

func TestLiesIn(t *testing.T) {
	codes := []string{"E07000121", "E05014890", "E10000017"}
	for want, is := range map[string]service.Answer{
		"E07000121": service.Yes, "E10000017": service.Yes, "E05014890": service.Yes, "E07000123": service.No, "E54000048": service.NotStated,
	} {
		if got := LiesIn(codes, service.Area{Code: want}); got != is {
			t.Errorf("LiesIn(%s) = %q, want %q", want, got, is)
		}
	}
	if got := LiesIn(nil, service.Area{Code: "E07000121"}); got != service.NotStated {
		t.Errorf("without codes: %q", got)
	}
}
