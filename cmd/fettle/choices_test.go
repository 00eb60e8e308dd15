package main

import (
	"slices"
	"testing"

	"fettle/internal/config"
	"fettle/internal/export"
	"fettle/internal/service"
	"fettle/tui/theme"
)

// TestSettingsOfferWhatThereIs compares what can be set with what there is to
// choose from, which other packages know.
func TestSettingsOfferWhatThereIs(t *testing.T) {
	if got, want := config.Themes(), theme.Names(); !slices.Equal(got, want) {
		t.Errorf("the themes %v can be set, there are %v", got, want)
	}
	s := service.Service{Locations: []service.Location{{Point: &service.Point{Lat: 54, Lon: -2}, Level: service.LevelPoint}}}
	links := map[string]bool{}
	for _, name := range config.Maps() {
		links[export.Maps(name).Of(&s, 0)] = true
	}
	if len(links) != len(config.Maps()) || !links[""] {
		t.Errorf("the maps %v lead to %v: each to another page, none to no page", config.Maps(), links)
	}
}
