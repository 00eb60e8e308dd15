package main

import (
	"fettle/internal/service"
)

// The types of this file are the objects of Open Referral UK 1.0 as one widespread
// publisher's system sends them: every string is there, empty when it is not stated.

type v1Service struct {
	ID                 string           `json:"id"`
	Name               string           `json:"name"`
	Description        string           `json:"description"`
	URL                string           `json:"url"`
	Email              string           `json:"email"`
	Status             string           `json:"status"`
	Fees               string           `json:"fees"`
	Accreditations     string           `json:"accreditations"`
	DeliverableType    string           `json:"deliverable_type"`
	AttendingType      string           `json:"attending_type"`
	AttendingAccess    string           `json:"attending_access"`
	AccessNote         string           `json:"pc_attendingAccess_additionalInfo"`
	Alert              string           `json:"alert,omitempty"`
	AssuredDate        service.Date     `json:"assured_date"`
	Organisation       *v1Organisation  `json:"organization,omitempty"` //nolint:misspell // The key is the standard's.
	Eligibilitys       []v1Eligibility  `json:"eligibilitys"`
	RegularSchedules   []v1Schedule     `json:"regular_schedules"`
	ServiceAtLocations []v1AtLocation   `json:"service_at_locations"`
	ServiceAreas       []v1Area         `json:"service_areas"`
	ServiceTaxonomys   []v1TaxonomyLink `json:"service_taxonomys"`
	CostOptions        []v1Cost         `json:"cost_options"`
	Languages          []v1Language     `json:"languages"`
	Contacts           []v1Contact      `json:"contacts"`
	Metadata           *v1Metadata      `json:"pc_metadata,omitempty"`
	TargetAudience     []targetGroup    `json:"pc_targetAudience"`
}

type v1Organisation struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description"`
	Email       string `json:"email"`
	URL         string `json:"url"`
	Logo        string `json:"logo"`
	URI         string `json:"uri"`
}

type v1Eligibility struct {
	ID          string   `json:"id"`
	Eligibility string   `json:"eligibility"`
	MinimumAge  *float64 `json:"minimum_age"`
	MaximumAge  *float64 `json:"maximum_age"`
}

type v1Schedule struct {
	ID          string       `json:"id"`
	OpensAt     string       `json:"opens_at"`
	ClosesAt    string       `json:"closes_at"`
	ValidFrom   service.Date `json:"valid_from"`
	ValidTo     service.Date `json:"valid_to"`
	Start       service.Date `json:"dtstart"`
	Freq        string       `json:"freq"`
	Interval    string       `json:"interval"`
	ByDay       string       `json:"byday"`
	ByMonthDay  string       `json:"bymonthday"`
	Description string       `json:"description"`
}

type v1AtLocation struct {
	Location        v1Location   `json:"location"`
	RegularSchedule []v1Schedule `json:"regular_schedule"`
}

type v1Location struct {
	ID                string            `json:"id"`
	Name              string            `json:"name"`
	Latitude          *float64          `json:"latitude,omitempty"`
	Longitude         *float64          `json:"longitude,omitempty"`
	HideAddress       bool              `json:"hide_address,omitempty"`
	PhysicalAddresses []v1Address       `json:"physical_addresses"`
	Accessibility     []v1Accessibility `json:"accessibility_for_disabilities"`
}

type v1Address struct {
	Address1      string `json:"address_1"`
	City          string `json:"city"`
	StateProvince string `json:"state_province"`
	PostalCode    string `json:"postal_code"`
	Country       string `json:"country"`
}

type v1Accessibility struct {
	Accessibility string `json:"accessibility"`
}

type v1Area struct {
	ID          string `json:"id"`
	ServiceArea string `json:"service_area"`
	Extent      string `json:"extent"`
	URI         string `json:"uri"`
}

type v1TaxonomyLink struct {
	ID       string     `json:"id"`
	Taxonomy v1Taxonomy `json:"taxonomy"`
}

type v1Taxonomy struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Vocabulary string `json:"vocabulary"`
}

type v1Cost struct {
	ID                string  `json:"id"`
	Option            string  `json:"option"`
	Amount            float64 `json:"amount"`
	AmountDescription string  `json:"amount_description"`
}

type v1Language struct {
	ID       string `json:"id"`
	Language string `json:"language"`
}

type v1Contact struct {
	ID     string    `json:"id"`
	Name   string    `json:"name"`
	Title  string    `json:"title"`
	Phones []v1Phone `json:"phones"`
}

type v1Phone struct {
	Number string `json:"number"`
}

type v1Metadata struct {
	AssuredBy    string       `json:"assured_by"`
	DateAssured  service.Date `json:"date_assured"`
	DateCreated  service.Date `json:"date_created"`
	DateModified service.Date `json:"date_modified"`
}

// cumbriaService returns a record as a row of the version 1 feed. Its lists are never
// null, but empty when there is nothing in them.
func cumbriaService(r *record) v1Service {
	s := v1Service{
		ID: looseUUID("service", r.Key), Name: r.displayName(), Status: r.status(), Description: "<p><br></p>",
		Eligibilitys: []v1Eligibility{}, RegularSchedules: []v1Schedule{}, ServiceAtLocations: []v1AtLocation{},
		ServiceAreas: []v1Area{}, ServiceTaxonomys: []v1TaxonomyLink{}, CostOptions: []v1Cost{},
		Languages: []v1Language{}, Contacts: []v1Contact{}, TargetAudience: []targetGroup{},
	}
	if r.Bare {
		return s
	}
	form := paragraphs
	if share(15, r.Key, "headings") {
		form = headed
	}
	s.Description, s.URL, s.Email, s.Alert = r.describe(form), r.url, r.email, r.Alert
	s.Fees = r.cost.words
	s.AttendingType, s.AttendingAccess = join(r.ways()), join(r.entrances())
	if share(40, r.Key, "note") {
		s.AccessNote = r.entranceWords()
	}
	s.AssuredDate = r.assured
	s.Metadata = &v1Metadata{
		DateAssured: r.assured, DateCreated: daysBefore(r.changed, 400+pick(900, r.Key, "created")), DateModified: r.changed,
	}
	_, s.Metadata.AssuredBy = r.assurer()
	if r.org.key != "" {
		s.Organisation = &v1Organisation{
			ID: looseUUID("organisation", r.org.key), Name: r.org.name, Description: aboutOrganisation(r.org),
			URL: "https://" + r.org.key + ".example.org/",
		}
	}
	if r.ages.stated() {
		s.Eligibilitys = []v1Eligibility{{looseUUID("eligibility", r.Key), r.ages.words(), r.ages.min, r.ages.max}}
	}
	cumbriaPlaces(&s, r)
	cumbriaDetails(&s, r)
	return s
}

// cumbriaPlaces writes sessions, places and areas. Sessions have a row for each day;
// a third of the records have them under the place and not the service.
func cumbriaPlaces(s *v1Service, r *record) {
	schedules := cumbriaSchedules(r)
	for i, place := range r.sites {
		location := v1Location{
			ID: looseUUID("location", r.Key, itoa(i)), Name: place.name, HideAddress: place.masked,
			PhysicalAddresses: []v1Address{{place.street, place.town.Name, place.town.County, place.postcode, "GB"}},
			Accessibility:     []v1Accessibility{},
		}
		if place.at != nil {
			location.Latitude, location.Longitude = &place.at[0], &place.at[1]
		}
		for _, what := range place.accessibility {
			location.Accessibility = append(location.Accessibility, v1Accessibility{what})
		}
		s.ServiceAtLocations = append(s.ServiceAtLocations, v1AtLocation{location, []v1Schedule{}})
	}
	if len(s.ServiceAtLocations) > 0 && share(33, r.Key, "under place") {
		s.ServiceAtLocations[0].RegularSchedule = schedules
	} else {
		s.RegularSchedules = schedules
	}
	for _, a := range r.areas {
		s.ServiceAreas = append(s.ServiceAreas, v1Area{looseUUID("area", r.Key, a.name), a.name, "", areaURI(a)})
	}
}

// cumbriaSchedules returns a row for each day of each session.
func cumbriaSchedules(r *record) []v1Schedule {
	rows := []v1Schedule{}
	for i, x := range r.sessions {
		for _, day := range x.days {
			rows = append(rows, v1Schedule{
				ID: looseUUID("schedule", r.Key, itoa(i), day), OpensAt: x.from, ClosesAt: x.to, ValidFrom: x.since, ValidTo: x.until,
				Start: x.start, Freq: x.freq(), Interval: itoa(x.every), ByDay: day, Description: x.sentence(),
			})
		}
	}
	return rows
}

// cumbriaDetails writes prices, languages, contacts, types of service and audiences.
func cumbriaDetails(s *v1Service, r *record) {
	for i, p := range r.cost.prices {
		s.CostOptions = append(s.CostOptions, v1Cost{looseUUID("cost", r.Key, itoa(i)), p.name, p.pounds, p.per})
	}
	for _, language := range r.Langs {
		s.Languages = append(s.Languages, v1Language{looseUUID("language", r.Key, language), language})
	}
	if r.contact != "" || len(r.phones) > 0 {
		contact := v1Contact{ID: looseUUID("contact", r.Key), Name: r.contact, Title: r.title, Phones: []v1Phone{}}
		for _, number := range r.phones {
			contact.Phones = append(contact.Phones, v1Phone{number})
		}
		s.Contacts = []v1Contact{contact}
	}
	if !r.terms {
		return
	}
	for _, need := range r.Needs {
		if t, ok := serviceTypes()[need]; ok {
			s.ServiceTaxonomys = append(s.ServiceTaxonomys, v1TaxonomyLink{
				looseUUID("type", r.Key, t.id), v1Taxonomy{"esdServiceTypes:" + t.id, t.name, "esdServiceTypes"},
			})
		}
	}
	for i, who := range r.Who {
		a := audiences()[who]
		if a.circumstance != "" {
			s.ServiceTaxonomys = append(s.ServiceTaxonomys, v1TaxonomyLink{
				looseUUID("circumstance", r.Key, a.circumstance), v1Taxonomy{a.circumstance, a.label, "esdCircumstances"},
			})
		}
		s.TargetAudience = append(s.TargetAudience, targetGroup{itoa(80000 + pick(9999, r.Key, itoa(i))), a.label})
	}
}
