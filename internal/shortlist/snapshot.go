package shortlist

import (
	"slices"
	"strings"

	"fettle/internal/service"
)

// Snapshot is what a service said when it was marked: enough to tell later what
// has changed, and to name a service that is no longer listed.
type Snapshot struct {
	Name         string            `json:"name,omitempty"`
	Organisation string            `json:"organisation,omitempty"`
	Status       service.Status    `json:"status,omitempty"`
	Alert        string            `json:"alert,omitempty"`
	Age          service.Age       `json:"age,omitzero"`
	Eligibility  string            `json:"eligibility,omitempty"`
	Sessions     []service.Session `json:"sessions,omitempty"`
	Timing       string            `json:"timing,omitempty"`
	// Places are the addresses on one line each; a withheld address is left out.
	Places  []string         `json:"places,omitempty"`
	How     []service.How    `json:"how,omitempty"`
	Access  []service.Access `json:"access,omitempty"`
	Cost    service.Cost     `json:"cost,omitzero"`
	Phones  []service.Phone  `json:"phones,omitempty"`
	Email   string           `json:"email,omitempty"`
	URL     string           `json:"url,omitempty"`
	Changed service.Date     `json:"changed,omitempty"`
}

// SnapshotOf returns what a service says now.
func SnapshotOf(s *service.Service) Snapshot {
	return Snapshot{
		Name:         s.Name,
		Organisation: s.Organisation.Name,
		Status:       s.Status,
		Alert:        s.Alert,
		Age:          s.Age,
		Eligibility:  s.Eligibility,
		Sessions:     slices.Clone(s.Sessions),
		Timing:       s.Timing,
		Places:       placesOf(s.Locations),
		How:          slices.Clone(s.How),
		Access:       slices.Clone(s.Access),
		Cost:         s.Cost,
		Phones:       slices.Clone(s.Phones),
		Email:        s.Email,
		URL:          s.URL,
		Changed:      s.Changed,
	}
}

// placesOf returns the addresses that people go to, on one line each.
func placesOf(locations []service.Location) []string {
	var places []string
	for i := range locations {
		l := &locations[i]
		if l.Masked || !l.Visited() {
			continue
		}
		var parts []string
		for _, part := range []string{l.Name, l.Address.Street, l.Address.Town, l.Address.Postcode} {
			part = strings.Join(strings.Fields(part), " ")
			if part != "" && !slices.Contains(parts, part) {
				parts = append(parts, part)
			}
		}
		if len(parts) > 0 {
			places = append(places, strings.Join(parts, ", "))
		}
	}
	return places
}
