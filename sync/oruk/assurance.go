package oruk

import (
	"strings"

	"fettle/internal/pattern"
	"fettle/internal/service"
)

// assurance reads when a record was last checked and by what kind of body. The
// person who checked it is never kept.
func (r *reader) assurance(o object, s *service.Service) service.Assurance {
	meta, _ := r.child(o, "pcmetadata")
	a := service.Assurance{On: r.date(o, "assureddate", "lastassured")}
	if a.On == "" {
		a.On = r.date(meta, "dateassured")
	}
	if a.On == "" {
		return service.Assurance{} // Who checked means nothing without when.
	}
	who := r.line(o, maxName, "assureremail", "assurer", "assuredby")
	if who == "" {
		who = r.line(meta, maxName, "assuredby")
	}
	a.By = bodyKind(who, s)
	return a
}

var (
	councilName = pattern.Later(`(?i)\b(?:council|borough|county)\b`)
	healthName  = pattern.Later(`(?i)\b(?:NHS|integrated care|primary care network)\b`)
)

// centralGovernment are the first parts of hosts under gov.uk that are no
// council's.
func isCentralGovernment(domain string) bool {
	switch strings.TrimSuffix(domain, ".gov.uk") {
	case "dwp", "justice", "homeoffice", "hmrc", "education", "dhsc", "cabinetoffice", "cabinet-office", "communities", "levellingup", "defra",
		"mod", "fcdo", "digital.cabinet-office", "ukhsa", "cqc.org", "hmcts", "ofsted", "probation":
		return true
	}
	return domain == "gov.uk"
}

// bodyKind tells the kind of body from the domain of an e-mail address or from a
// name, and only where that is clear; else "".
func bodyKind(who string, s *service.Service) string {
	at := strings.LastIndexByte(who, '@')
	if at < 0 {
		switch {
		case councilName().MatchString(who):
			return "council"
		case healthName().MatchString(who):
			return "NHS"
		case who != "" && strings.EqualFold(who, s.Organisation.Name):
			return "provider"
		}
		return ""
	}
	domain := strings.ToLower(strings.TrimSpace(who[at+1:]))
	switch {
	case strings.HasSuffix(domain, ".gov.uk"), strings.HasSuffix(domain, ".gov.scot"), strings.HasSuffix(domain, ".gov.wales"):
		if isCentralGovernment(domain) {
			return ""
		}
		return "council"
	case domain == "nhs.net", strings.HasSuffix(domain, ".nhs.uk"), domain == "nhs.uk", strings.HasSuffix(domain, ".nhs.net"), strings.HasSuffix(domain, ".hscni.net"):
		return "NHS"
	case isOwnDomain(domain, s):
		return "provider"
	}
	return ""
}

// isOwnDomain reports whether a domain is that of the service or of its
// organisation, and not one where anybody has an address.
func isOwnDomain(domain string, s *service.Service) bool {
	for _, public := range []string{"gmail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "yahoo.com", "yahoo.co.uk", "btinternet.com", "icloud.com"} {
		if domain == public {
			return false
		}
	}
	for _, address := range []string{s.Email, s.Organisation.Email, s.URL, s.Organisation.URL} {
		host := strings.TrimPrefix(strings.TrimPrefix(address, "https://"), "http://")
		host = host[strings.LastIndexByte(host, '@')+1:]
		host, _, _ = strings.Cut(host, "/")
		if host != "" && strings.TrimPrefix(host, "www.") == domain {
			return true
		}
	}
	return false
}
