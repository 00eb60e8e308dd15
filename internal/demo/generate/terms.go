package main

// audience is a circumstance in the labels and terms of real feeds.
type audience struct {
	// label is what a publisher's audience list calls it.
	label string
	// situation is the id of the human situation in Open Eligibility, "" when none.
	situation, situationName string
	// circumstance is the id in the esd circumstances list, "" when none is known.
	circumstance string
}

// audiences returns what stands behind each word of "who" in the tables.
func audiences() map[string]audience {
	return map[string]audience{
		"carer":               {"Carers", "20073", "Caregivers", ""},
		"parent":              {"Parents", "20076", "Parents", ""},
		"pregnant":            {"Pregnant", "20043", "Pregnant", ""},
		"care-leaver":         {"Care leavers", "20040", "Foster Youth", ""},
		"older":               {"Older people", "20006", "Seniors", ""},
		"young":               {"Young people", "20004", "Teens", ""},
		"disabled":            {"Disabled People", "20017", "Disability", ""},
		"wheelchair":          {"Wheelchair Users", "20022", "Limited Mobility", ""},
		"learning-disability": {"Learning Disabilities", "20018", "Learning Disability", ""},
		"autistic":            {"Autism", "20019", "Developmental Disability", ""},
		"deaf":                {"Sensory Impaired>Hearing Impaired", "20023", "Hearing Impairment", ""},
		"sight":               {"Sensory Impaired>Visually Impaired", "20024", "Visual Impairment", ""},
		"condition":           {"Long Term Health Conditions", "20090", "Chronic Illness", ""},
		"dementia":            {"Dementia", "20045", "Alzheimers", "ChronicallyIll"},
		"lgbtq":               {"LGBTQ+", "20078", "LGBTQ", "Gender_Transgender"},
		"refugee":             {"Refugees/Asylum Seekers", "20013", "Refugees", ""},
		"veteran":             {"Armed Forces", "20010", "Veterans", ""},
		"homeless":            {"Homeless", "20058", "Homeless", "Homeless"},
		"unemployed":          {"Low Income>Unemployed", "20034", "Unemployed", ""},
		"low-income":          {"Low Income", "20063", "Low-Income", ""},
		"bereaved":            {"Bereaved", "20030", "Grieving", "Bereaved"},
		"substance":           {"Drug and Alcohol Misuse", "20050", "Substance Dependency", ""},
		"abuse":               {"Survivors Of Abuse", "20081", "Abuse or Neglect Survivors", ""},
		"alone":               {"People living alone", "20053", "Individuals", ""},
		"student":             {"Students", "20028", "Students", ""},
		"traveller":           {"Gypsy, Roma and Traveller", "", "", ""},
		"women":               {"Women", "20036", "Women", "Gender_Female"},
		"men":                 {"Men", "20037", "Men", ""},
	}
}

// serviceType is a term of the esd list of services.
type serviceType struct{ id, name string }

// serviceTypes returns the type of service that stands for each need in version 1;
// needs without a fitting type have none.
func serviceTypes() map[string]serviceType {
	return map[string]serviceType{
		"company":        {"297", "Community support groups and organisations"},
		"mental-health":  {"1284", "Mental health support"},
		"bereavement":    {"328", "Bereavement support"},
		"addiction":      {"730", "Drugs advice and support"},
		"health":         {"1807", "Health support groups"},
		"healthy-living": {"1747", "Health checks"},
		"disability":     {"204", "Independence support for disabled people"},
		"senses":         {"205", "Specialist equipment for disabled people"},
		"carers":         {"298", "Carers support groups"},
		"home-help":      {"147", "Assisted garden maintenance"},
		"care-homes":     {"292", "Adult residential care"},
		"money":          {"190", "Benefits advice and assessment"},
		"food":           {"1818", "Food banks"},
		"energy":         {"880", "Energy efficiency"},
		"housing":        {"112", "Homelessness support"},
		"legal":          {"676", "Legal advice"},
		"migration":      {"77", "Asylum seekers support"},
		"work":           {"343", "Employment and training initiatives"},
		"volunteering":   {"1113", "Volunteering"},
		"learning":       {"27", "Adult education courses"},
		"digital":        {"442", "Library computers and the internet"},
		"transport":      {"272", "Community transport"},
		"active":         {"1789", "Exercise and fitness classes"},
		"arts":           {"1791", "Arts and creative classes"},
		"nature":         {"510", "Allotments"},
		"faith":          {"1813", "Faith organisations and services"},
		"family":         {"831", "Family support groups and organisations"},
		"babies":         {"53", "Children's centres"},
		"childcare":      {"19", "Childcare out of school hours"},
		"young-people":   {"643", "Young people's organised activities"},
		"armed-forces":   {"1654", "Armed forces community covenant"},
		"justice":        {"1816", "Victim support"},
		"community":      {"1149", "Community centres"},
	}
}

// accessibilities returns the ways in which publishers say what is provided.
func accessibilities() map[string][]string {
	return map[string][]string{
		"step":     {"Step-free entrance", "Level access from the street", "Ramp at the side door, no steps", "Wheelchair accessible throughout"},
		"loop":     {"Hearing loop", "Induction loop in the main room", "Portable hearing loop on request"},
		"toilet":   {"Accessible toilet", "Accessible toilets on the ground floor"},
		"parking":  {"Blue badge parking at the door", "Accessible parking"},
		"quiet":    {"Quiet space", "Quiet room available", "Low-sensory room"},
		"lift":     {"Lift to all floors"},
		"bsl":      {"BSL interpreter", "British Sign Language used"},
		"changing": {"Changing Places toilet", "Large changing room with a bench"},
		"hoist":    {"Poolside hoist", "Hoist and shower chair"},
		"dogs":     {"Dogs welcome", "Assistance and pet dogs welcome"},
	}
}

// venueAccess are the keys that a building of its own may state.
func venueAccess() []string { return []string{"step", "toilet", "loop", "parking", "lift"} }

// areaCode returns the GSS code of an area that is not a town's district; "" when it
// has none.
func areaCode(name string) string {
	switch name {
	case "Lancashire":
		return "E10000017"
	case "Wyre":
		return "E07000128"
	case "West Lancashire":
		return "E07000127"
	case "Westmorland and Furness":
		return "E06000064"
	default:
		return ""
	}
}
