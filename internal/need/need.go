// Package need knows the needs that people bring and the circumstances they
// are in, and finds for each service the ones it is for.
//
// The lists are fixed: their ids are written into saved searches and scripts.
// What finds them is not code but rules, plain text that a trainer can read
// and extend (rules.txt explains itself at its top), a list of plain words
// that mean the same (synonyms.txt), and what says whom a service is for alone
// and how somebody who asks names that (causes.txt). Use [Default] for the
// built-in ones and [Load] to add files to them; then [Rules.Find] gives the
// needs of a service with the words of the record that they were found from.
//
// The package reads records and never changes them; it knows nothing of
// libraries, screens or networks, and it never guesses: what it can't show
// evidence for, it does not give.
package need

// Need is one need, or one circumstance, that a service can be for.
type Need struct {
	// ID is the stable name in JSON, in configuration and in saved searches.
	ID string
	// Label is what it is called on screen.
	Label string
}

// Needs returns all needs in the order in which they are shown.
func Needs() []Need {
	return []Need{
		{"company", "Company and loneliness"},
		{"mental-health", "Mental health and wellbeing"},
		{"crisis", "In crisis now"},
		{"bereavement", "Loss and bereavement"},
		{"abuse", "Abuse, violence and safety"},
		{"addiction", "Alcohol, drugs and gambling"},
		{"health", "Health conditions"},
		{"healthy-living", "Healthy living"},
		{"memory", "Memory loss and dementia"},
		{"disability", "Physical disability"},
		{"senses", "Sight and hearing loss"},
		{"neurodiversity", "Autism, ADHD and learning disability"},
		{"carers", "Caring for someone"},
		{"home-help", "Help at home"},
		{"care-homes", "Care homes and supported living"},
		{"money", "Money, benefits and debt"},
		{"food", "Food and essentials"},
		{"energy", "Energy and a warm home"},
		{"housing", "Housing and homelessness"},
		{"legal", "Advice and rights"},
		{"migration", "Immigration and asylum"},
		{"work", "Jobs and employment"},
		{"volunteering", "Volunteering"},
		{"learning", "Learning and skills"},
		{"digital", "Getting online"},
		{"transport", "Getting around"},
		{"active", "Being active"},
		{"arts", "Arts, music and hobbies"},
		{"nature", "Nature, gardening and animals"},
		{"faith", "Faith and culture"},
		{"family", "Parents and families"},
		{"babies", "Pregnancy and babies"},
		{"childcare", "Childcare"},
		{"young-people", "Children's and young people's activities"},
		{"lgbtq", "LGBTQ+"},
		{"armed-forces", "Armed forces and veterans"},
		{"justice", "Crime and justice"},
		{"community", "Community places and groups"},
	}
}

// Circumstances returns all circumstances in the order in which they are shown.
func Circumstances() []Need {
	return []Need{
		{"carer", "Carer"},
		{"parent", "Parent"},
		{"pregnant", "Pregnant"},
		{"care-leaver", "Care leaver"},
		{"older-person", "Older person"},
		{"young-person", "Young person"},
		{"disabled", "Disabled"},
		{"wheelchair-user", "Wheelchair user"},
		{"learning-disability", "Learning disability"},
		{"autistic", "Autistic"},
		{"deaf", "Deaf or hard of hearing"},
		{"sight-loss", "Sight loss"},
		{"long-term-condition", "Long-term condition"},
		{"dementia", "Dementia"},
		{"lgbtq", "LGBTQ+"},
		{"refugee", "Refugee or asylum seeker"},
		{"veteran", "Veteran or serving"},
		{"homeless", "Homeless"},
		{"unemployed", "Unemployed"},
		{"low-income", "Low income"},
		{"bereaved", "Bereaved"},
		{"substance-use", "Substance use"},
		{"experienced-abuse", "Experienced abuse"},
		{"lives-alone", "Lives alone"},
		{"student", "Student"},
		{"gypsy-roma-traveller", "Gypsy, Roma or Traveller"},
		{"women-only", "Women only"},
		{"men-only", "Men only"},
	}
}

// Label returns what a need, a circumstance or a cause is called on screen, and
// the id itself when it is none of them.
func Label(id string) string {
	for _, list := range [][]Need{Needs(), Circumstances(), Causes()} {
		if i := position(list, id); i >= 0 {
			return list[i].Label
		}
	}
	return id
}

// Known reports whether there is a need with that id.
func Known(id string) bool { return position(Needs(), id) >= 0 }

// KnownCircumstance reports whether there is a circumstance with that id.
func KnownCircumstance(id string) bool { return position(Circumstances(), id) >= 0 }

// Nearest returns the id of the need that somebody may have meant by a word,
// for "did you mean"; "" when none is near.
func Nearest(word string) string { return nearestOf(Needs(), word) }

// NearestCircumstance returns the id of the circumstance that somebody may
// have meant by a word, for "did you mean"; "" when none is near.
func NearestCircumstance(word string) string { return nearestOf(Circumstances(), word) }

func position(list []Need, id string) int {
	for i, n := range list {
		if n.ID == id {
			return i
		}
	}
	return -1
}
