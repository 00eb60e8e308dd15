package oruk

import (
	"regexp"
	"strings"

	"fettle/internal/clean"
	"fettle/internal/pattern"
	"fettle/internal/service"
)

// wordBreak parts several answers in one field.
var wordBreak = pattern.Later(`(?i)\s*(?:[,;/|>\n]|\bor\b|\band\b|&)\s*`)

// maxAnswer is the longest text in words that is an answer and no sentence.
const maxAnswer = 8

// how reads in which ways a service is attended. Clear words count first; where
// there are none, what its places are. It returns the sentences that stand
// where an answer should be, too.
func (r *reader) how(o object, places []place, schedules []object) (ways []service.How, sentences []string) {
	found := map[service.How]bool{}
	for _, row := range append([]object{o}, schedules...) {
		for _, v := range r.list(row, "attendingtype", "attendingtypes") {
			text := r.text(v)
			if m, ok := asObject(v); ok {
				text = r.text(m.get("attendingtype", "name", "value"))
			}
			words := clean.Line(text, maxWords)
			if len(strings.Fields(words)) > maxAnswer {
				sentences = appendDistinct(sentences, words)
			} else {
				markHow(found, words)
			}
		}
	}
	if len(found) == 0 {
		for i := range places {
			l := &places[i].location
			switch {
			case l.Kind == service.Virtual:
				found[service.IsOnline] = true
			case !l.Visited() || l.Masked:
			case homeVisits().MatchString(l.Name + " " + l.Address.Street):
				found[service.AtHome] = true
			case l.Point != nil || l.Address != (service.Address{}):
				found[service.AtVenue] = true
			}
		}
	}
	return inOrder(service.Hows(), found), sentences
}

// homeVisits matches what stands in place of an address for visits at home.
var homeVisits = pattern.Later(`(?i)\bhome visits?\b|\bin your (?:own )?home\b`)

// markHow marks the ways that a few words name.
func markHow(found map[service.How]bool, words string) {
	for _, word := range wordBreak().Split(strings.ToLower(words), -1) {
		switch strings.Join(strings.FieldsFunc(word, func(r rune) bool { return r == ' ' || r == '-' || r == '_' || r == '.' }), " ") {
		case "venue", "at venue", "at a venue", "in person", "face to face", "face2face", "on site", "onsite", "physical":
			found[service.AtVenue] = true
		case "home", "at home", "home visit", "home visits", "in the home", "in home", "domiciliary":
			found[service.AtHome] = true
		case "phone", "telephone", "by phone", "by telephone", "phone call", "helpline":
			found[service.ByPhone] = true
		case "online", "virtual", "virtually", "on line", "web", "website", "video", "video call", "zoom", "remote online":
			found[service.IsOnline] = true
		}
	}
}

// access reads the ways into a service and what is said of them in words, with
// the sentences on how to attend after it.
func (r *reader) access(o object, sentences []string) (ways []service.Access, note string) {
	found := map[service.Access]bool{}
	var notes []string
	for _, v := range r.list(o, "attendingaccess") {
		words := clean.Line(r.text(v), maxWords)
		if !markAccess(found, words) {
			notes = append(notes, words)
		}
	}
	if r.answer(o, "needsreferral") == service.Yes {
		found[service.ProfessionalReferral] = true
	}
	for _, k := range []string{"pcattendingaccessadditionalinfo", "applicationprocess", "referralnotes"} {
		words := r.prose(o, maxAccount, k)
		if len(words) <= maxName && markAccess(found, words) {
			continue // they say no more than the ways do
		}
		markAccessIn(found, words)
		notes = append(notes, words)
	}
	note = clean.Prose(joinDistinct(append(notes, sentences...), "\n\n"), maxAccount)
	return inOrder(service.Accesses(), found), note
}

// markAccess marks the ways that short words name, and reports whether it knew
// all of them.
func markAccess(found map[service.Access]bool, words string) (known bool) {
	known = true
	for _, word := range wordBreak().Split(strings.ToLower(words), -1) {
		word = strings.Join(strings.FieldsFunc(word, func(r rune) bool { return r == ' ' || r == '-' || r == '_' || r == '.' }), " ")
		switch strings.TrimPrefix(word, "by ") {
		case "":
		case "drop in", "dropin", "walk in", "open access":
			found[service.DropIn] = true
		case "self referral", "self", "self refer":
			found[service.SelfReferral] = true
		case "referral", "professional referral", "professional", "gp referral", "referral by professional", "referral required":
			found[service.ProfessionalReferral] = true
		case "appointment", "appointment only", "booking", "booking required", "booked":
			found[service.Appointment] = true
		case "membership", "members", "members only":
			found[service.Membership] = true
		case "assessment":
			found[service.Assessment] = true
		default:
			known = false
		}
	}
	return known
}

var (
	selfWords     = pattern.Later(`(?i)\bself[- ]refer(?:rals?|s|red)?\b`)
	dropInWords   = pattern.Later(`(?i)\bdrop[- ]ins?\b`)
	professional  = pattern.Later(`(?i)\b(?:professional|gp|doctor)(?:'s|’s)?(?: or self)?[- ]referrals?\b|\bprofessional or self[- ]referrals?\b`)
	bookedAhead   = pattern.Later(`(?i)\b(?:booking (?:is )?(?:required|essential|necessary)|by appointment(?: only)?)\b`)
	negated       = pattern.Later(`(?i)\b(?:not?|no longer|cannot|can't|can’t|don't|don’t|without|except|never|unless|isn't|isn’t)\b`)
	sentenceBreak = pattern.Later(`[.!?]\s+|\n+`)
)

// markAccessIn marks the ways that sentences name beyond doubt.
func markAccessIn(found map[service.Access]bool, text string) {
	for _, sentence := range sentenceBreak().Split(text, -1) {
		if negated().MatchString(sentence) {
			continue
		}
		for way, words := range map[service.Access]func() *regexp.Regexp{
			service.SelfReferral: selfWords, service.DropIn: dropInWords,
			service.ProfessionalReferral: professional, service.Appointment: bookedAhead,
		} {
			if words().MatchString(sentence) {
				found[way] = true
			}
		}
	}
}
