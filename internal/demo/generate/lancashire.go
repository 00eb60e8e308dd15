package main

import (
	"strings"

	"fettle/internal/service"
)

// The types of this file are the objects of Open Referral UK 3.0, with the extensions
// that publishers leave in from version 1. A field without a value is left out.

type v3Service struct {
	ID                 string          `json:"id"`
	Name               string          `json:"name"`
	Description        string          `json:"description,omitempty"`
	URL                string          `json:"url,omitempty"`
	Email              string          `json:"email,omitempty"`
	Status             string          `json:"status"`
	Alert              string          `json:"alert,omitempty"`
	Fees               string          `json:"fees,omitempty"`
	Eligibilitys       []v3Eligibility `json:"eligibilitys,omitempty"`
	MinimumAge         *float64        `json:"minimum_age,omitempty"`
	MaximumAge         *float64        `json:"maximum_age,omitempty"`
	AttendingType      string          `json:"attending_type,omitempty"`
	AttendingAccess    string          `json:"attending_access,omitempty"`
	AccessNote         string          `json:"pc_attendingAccess_additionalInfo,omitempty"`
	AssuredDate        service.Date    `json:"assured_date,omitempty"`
	AssurerEmail       string          `json:"assurer_email,omitempty"`
	Metadata           *assuredBy      `json:"pc_metadata,omitempty"`
	LastModified       string          `json:"last_modified,omitempty"`
	OrganisationID     string          `json:"organization_id,omitempty"` //nolint:misspell // The key is the standard's.
	Organisation       *v3Organisation `json:"organization,omitempty"`    //nolint:misspell // The key is the standard's.
	Schedules          []v3Schedule    `json:"schedules,omitempty"`
	ServiceAreas       []v3Area        `json:"service_areas,omitempty"`
	ServiceAtLocations []v3AtLocation  `json:"service_at_locations,omitempty"`
	Languages          []v3Language    `json:"languages,omitempty"`
	CostOptions        []v3Cost        `json:"cost_options,omitempty"`
	Contacts           []v3Contact     `json:"contacts,omitempty"`
	Phones             []v3Phone       `json:"phones,omitempty"`
	Attributes         []v3Attribute   `json:"attributes,omitempty"`
	TargetAudience     []targetGroup   `json:"pc_targetAudience,omitempty"`
}

// v3Eligibility is what version 3 has no field for: ages that are only recommended.
type v3Eligibility struct {
	ID          string `json:"id"`
	Eligibility string `json:"eligibility"`
}

// assuredBy names the body that checked a record.
type assuredBy struct {
	AssuredBy string `json:"assured_by"`
}

type v3Organisation struct {
	ID          string `json:"id"`
	Name        string `json:"name"`
	Description string `json:"description"`
	Email       string `json:"email,omitempty"`
	Website     string `json:"website,omitempty"`
}

type v3Schedule struct {
	ID            string       `json:"id"`
	ValidFrom     service.Date `json:"valid_from,omitempty"`
	ValidTo       service.Date `json:"valid_to,omitempty"`
	Start         service.Date `json:"dtstart,omitempty"`
	Freq          string       `json:"freq"`
	Interval      int          `json:"interval"`
	ByDay         string       `json:"byday"`
	OpensAt       string       `json:"opens_at"`
	ClosesAt      string       `json:"closes_at"`
	Description   string       `json:"description,omitempty"`
	AttendingType string       `json:"attending_type,omitempty"`
}

type v3Area struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	URI  string `json:"uri,omitempty"`
}

type v3AtLocation struct {
	ID       string     `json:"id"`
	Location v3Location `json:"location"`
}

type v3Location struct {
	ID            string            `json:"id"`
	LocationType  string            `json:"location_type"`
	Name          string            `json:"name"`
	Latitude      *float64          `json:"latitude,omitempty"`
	Longitude     *float64          `json:"longitude,omitempty"`
	HideAddress   bool              `json:"hide_address,omitempty"`
	Addresses     []v3Address       `json:"addresses"`
	Accessibility []v3Accessibility `json:"accessibility,omitempty"`
}

type v3Address struct {
	ID            string `json:"id"`
	Address1      string `json:"address_1"`
	City          string `json:"city"`
	StateProvince string `json:"state_province"`
	PostalCode    string `json:"postal_code"`
	Country       string `json:"country"`
	AddressType   string `json:"address_type"`
}

type v3Accessibility struct {
	ID          string `json:"id"`
	Description string `json:"description"`
}

type v3Language struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

type v3Cost struct {
	ID                string  `json:"id"`
	Option            string  `json:"option,omitempty"`
	Amount            float64 `json:"amount"`
	AmountDescription string  `json:"amount_description,omitempty"`
}

type v3Contact struct {
	ID     string    `json:"id"`
	Name   string    `json:"name,omitempty"`
	Title  string    `json:"title,omitempty"`
	Phones []v3Phone `json:"phones,omitempty"`
}

type v3Phone struct {
	ID     string `json:"id"`
	Number string `json:"number"`
}

type v3Attribute struct {
	ID       string `json:"id"`
	LinkType string `json:"link_type"`
	Term     v3Term `json:"taxonomy_term"`
}

type v3Term struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Taxonomy string `json:"taxonomy"`
}

// targetGroup is one label of the audience list that one publisher's system adds.
type targetGroup struct {
	ID           string `json:"id"`
	AudienceType string `json:"audienceType"`
}

// lancashireService returns a record as a row of the version 3 feed.
func lancashireService(r *record) v3Service {
	id := uuid("service", r.Key)
	s := v3Service{ID: id, Name: r.displayName(), Status: r.status()}
	if r.Bare {
		return s
	}
	form := plain
	switch {
	case share(18, r.Key, "html"):
		form = paragraphs
	case share(10, r.Key, "headings"):
		form = headed
	}
	s.Description, s.URL, s.Email, s.Alert = r.describe(form), r.url, r.email, r.Alert
	s.Fees = r.cost.words
	if share(40, r.Key, "process") {
		s.AccessNote = r.entranceWords()
	}
	s.AttendingType, s.AttendingAccess = join(r.ways()), join(r.entrances())
	s.AssuredDate = r.assured
	if email, body := r.assurer(); email != "" {
		s.AssurerEmail = email
	} else if body != "" {
		s.Metadata = &assuredBy{body}
	}
	if r.changed != "" {
		s.LastModified = string(r.changed) + clock(r.Key)
	}
	lancashireAges(&s, r)
	if r.org.key != "" {
		s.OrganisationID = uuid("organisation", r.org.key)
		s.Organisation = &v3Organisation{
			ID: s.OrganisationID, Name: r.org.name, Description: aboutOrganisation(r.org),
			Email: "hello@" + r.org.key + ".example.org", Website: "https://" + r.org.key + ".example.org/",
		}
	}
	lancashirePlaces(&s, r)
	lancashireDetails(&s, r)
	return s
}

// lancashireAges writes ages; half of the records without any say -1, as one
// publisher's system does.
func lancashireAges(s *v3Service, r *record) {
	s.MinimumAge, s.MaximumAge = r.ages.min, r.ages.max
	unset := -1.0
	switch {
	case r.ages.recommended:
		s.Eligibilitys = []v3Eligibility{{uuid("eligibility", r.Key), r.ages.words()}}
	case !r.ages.stated() && share(50, r.Key, "unset"):
		s.MinimumAge, s.MaximumAge = &unset, &unset
	}
}

// lancashirePlaces writes sessions, places and areas.
func lancashirePlaces(s *v3Service, r *record) {
	for i, x := range r.sessions {
		s.Schedules = append(s.Schedules, v3Schedule{
			ID: uuid("schedule", r.Key, itoa(i)), ValidFrom: x.since, ValidTo: x.until, Start: x.start,
			Freq: x.freq(), Interval: x.every, ByDay: strings.Join(x.days, ","), OpensAt: x.from + ":00", ClosesAt: x.to + ":00",
			Description: x.sentence(), AttendingType: join(r.ways()),
		})
	}
	for i, place := range r.sites {
		location := v3Location{
			ID: uuid("location", r.Key, itoa(i)), LocationType: "physical", Name: place.name, HideAddress: place.masked,
			Addresses: []v3Address{{
				ID: uuid("address", r.Key, itoa(i)), Address1: place.street, City: place.town.Name,
				StateProvince: place.town.County, PostalCode: place.postcode, Country: "GB", AddressType: "physical",
			}},
		}
		if place.at != nil {
			location.Latitude, location.Longitude = &place.at[0], &place.at[1]
		}
		for _, what := range place.accessibility {
			location.Accessibility = append(location.Accessibility, v3Accessibility{uuid("access", r.Key, itoa(i), what), what})
		}
		s.ServiceAtLocations = append(s.ServiceAtLocations, v3AtLocation{uuid("at", r.Key, itoa(i)), location})
	}
	for _, a := range r.areas {
		s.ServiceAreas = append(s.ServiceAreas, v3Area{uuid("area", r.Key, a.name), a.name, areaURI(a)})
	}
}

// lancashireDetails writes languages, prices, contacts and terms.
func lancashireDetails(s *v3Service, r *record) {
	for _, language := range r.Langs {
		s.Languages = append(s.Languages, v3Language{uuid("language", r.Key, language), language})
	}
	for i, p := range r.cost.prices {
		s.CostOptions = append(s.CostOptions, v3Cost{uuid("cost", r.Key, itoa(i)), p.name, p.pounds, p.per})
	}
	phones := make([]v3Phone, len(r.phones))
	for i, number := range r.phones {
		phones[i] = v3Phone{uuid("phone", r.Key, itoa(i)), number}
	}
	if r.contact != "" {
		s.Contacts = []v3Contact{{uuid("contact", r.Key), r.contact, r.title, phones}}
	} else {
		s.Phones = phones
	}
	if !r.terms {
		return
	}
	for i, who := range r.Who {
		a := audiences()[who]
		if share(50, r.Key, "labels") {
			s.TargetAudience = append(s.TargetAudience, targetGroup{itoa(70000 + pick(9999, r.Key, itoa(i))), a.label})
		} else if a.situation != "" {
			s.Attributes = append(s.Attributes, v3Attribute{
				uuid("attribute", r.Key, who), "service", v3Term{a.situation, a.situationName, "openEligibility"},
			})
		}
	}
}
