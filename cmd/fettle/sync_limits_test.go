package main

import (
	"testing"

	"fettle/internal/config"
	datasync "fettle/sync"
)

func TestLimitsOfTheSettingsHold(t *testing.T) {
	a := &app{inForce: &config.Config{Feeds: config.Feeds{Limits: []string{"slow 5", "gone 7"}}}}
	feeds := []datasync.Feed{{Name: "slow", PerMinute: 60}, {Name: "other", PerMinute: 30}, {Name: "free"}}
	for i, want := range []int{5, 30, 0} {
		if got := a.limited(feeds)[i].PerMinute; got != want {
			t.Errorf("%s gets %d requests a minute, want %d", feeds[i].Name, got, want)
		}
	}
	if feeds[0].PerMinute != 60 {
		t.Error("the list of feeds itself was changed")
	}
}
