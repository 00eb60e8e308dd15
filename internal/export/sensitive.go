package export

import (
	"regexp"
	"strings"

	"fettle/internal/service"
)

// The sensitive kinds of services: somebody may come to harm if another person
// sees that they were given one.
const (
	// SensitiveAbuse is help for people who flee or suffer abuse. An address of
	// such a service is never printed.
	SensitiveAbuse = "abuse"
	// SensitiveSexual is sexual health.
	SensitiveSexual = "sexual health"
	// SensitiveAddiction is help with alcohol, drugs and gambling.
	SensitiveAddiction = "addiction"
	// SensitiveImmigration is help with immigration and asylum.
	SensitiveImmigration = "immigration"
	// SensitiveDebt is help with debt.
	SensitiveDebt = "debt"
	// SensitiveMental is help with mental health.
	SensitiveMental = "mental health"
	// SensitiveLGBTQ is a service for LGBTQ+ people.
	SensitiveLGBTQ = "LGBTQ+"
)

var (
	abuseWords  = regexp.MustCompile(`(?i)\b(?:domestic (?:abuse|violence)|sexual (?:abuse|violence|assault)|women['’]?s (?:aid|refuge)|refuges?|rape crisis|stalking|modern slavery)\b`)
	sexualWords = regexp.MustCompile(`(?i)\b(?:sexual health|contracepti\w+|hiv|sti (?:clinic|test)\w*|abortion|gum clinic)\b`)
	debtWords   = regexp.MustCompile(`(?i)\bdebts?\b`)
)

// Sensitive returns the sensitive kind of a service, the gravest first, and
// false when it is of none. It goes by the needs that were found and, as some
// kinds are no need of their own and a need may be missed where it matters most,
// by the words of the name, the organisation, the summary and the terms.
func Sensitive(s *service.Service) (kind string, ok bool) {
	words := s.Name + " . " + s.AlternateName + " . " + s.Organisation.Name + " . " + s.Summary
	for _, t := range s.Terms {
		words += " . " + t.Name
	}
	needs := make(map[string]bool, len(s.Found.Needs))
	for _, n := range s.Found.Needs {
		needs[strings.ToLower(n.ID)] = true
	}
	for _, k := range []struct {
		kind string
		is   bool
	}{
		{SensitiveAbuse, needs["abuse"] || abuseWords.MatchString(words)},
		{SensitiveSexual, sexualWords.MatchString(words)},
		{SensitiveAddiction, needs["addiction"]},
		{SensitiveImmigration, needs["migration"]},
		{SensitiveMental, needs["mental-health"] || needs["crisis"]},
		{SensitiveLGBTQ, needs["lgbtq"]},
		{SensitiveDebt, debtWords.MatchString(words)},
	} {
		if k.is {
			return k.kind, true
		}
	}
	return "", false
}

// told returns the record as it may be told to programs: without what the
// publisher withholds, without any address of a service for people who flee
// abuse, and without what was fetched for our own use.
func told(s *service.Service, kind string) *service.Service {
	t := *s
	t.Raw, t.Locations = nil, nil
	for i := range s.Locations {
		if kind != SensitiveAbuse {
			t.Locations = append(t.Locations, s.Locations[i].Told())
		}
	}
	if len(t.Locations) != len(s.Locations) {
		t.Sessions = append([]service.Session(nil), s.Sessions...)
		for i := range t.Sessions {
			t.Sessions[i].Location = 0
		}
	}
	return &t
}
