package typed_test

import (
	"strings"
	"testing"

	"fettle/internal/typed"
)

// TestWhatIsNotWantedIsLeftOut reads what somebody refuses, and keeps what somebody
// lacks.
func TestWhatIsNotWantedIsLeftOut(t *testing.T) {
	for line, want := range map[string]string{
		"lonely, doesn't like groups":             "lonely,",
		"widower doesn’t like big groups, 78":     "widower",
		"he is not a group person, gardening":     "he gardening",
		"lonely but not a people person":          "lonely",
		"gardening, hates crowds":                 "gardening,",
		"hates crowds or noise, likes walking":    "likes walking",
		"does not really enjoy talking groups":    "",
		"not one for talking groups, men":         "men",
		"isn't into sport, 15":                    "",
		"not keen on church":                      "",
		"can't stand bingo but would like a chat": "but would like a chat",
		"no groups, company":                      "company",
		"doesn't do groups":                       "",
		"lost his job, does not gamble":           "lost his job,",
		"she doesn't drink":                       "she",
		"doesn't want a befriender, anxious":      "anxious",
		"doesn't like groups and anxious":         "and anxious",
		"not a fan of yoga":                       "",
		"don't want counselling":                  "",

		"lonely, doesn't like coffee mornings":     "lonely,",
		"doesn't like walking groups":              "",
		"doesn't like church groups, 81":           "",
		"hates dance classes, likes cards":         "likes cards",
		"not one for sitting in a circle, widower": "widower",
		"hates groups and crowds, bored":           "bored",
		"doesn't like going to groups":             "",
		"doesn't drink, lonely":                    "lonely",

		"hates loneliness":                           "hates loneliness",
		"cant bear the grief":                        "cant bear the grief",
		"can't stand the beatings":                   "can't stand the beatings",
		"can't stand domestic violence":              "can't stand domestic violence",
		"hates violence":                             "hates violence",
		"doesn't want the baby":                      "doesn't want the baby",
		"doesn't want debt":                          "doesn't want debt",
		"doesn't like eating":                        "doesn't like eating",
		"doesn't enjoy food":                         "doesn't enjoy food",
		"don't enjoy anything":                       "don't enjoy anything",
		"cannot bear children":                       "cannot bear children",
		"can't stand up":                             "can't stand up",
		"doesn't want Age UK":                        "doesn't want Age UK",
		"doesn't want help with debt from son":       "doesn't want help with debt from son",
		"doesn't drink enough water":                 "doesn't drink enough water",
		"not the same person since he lost his wife": "not the same person since he lost his wife",
		"not a well person":                          "not a well person",
		"doesn't want to go to school":               "doesn't want to go to school",
		"doesn't like being alone with people":       "doesn't like being alone with people",
		"doesn't want to be on the phone in bed":     "doesn't want to be on the phone in bed",

		"doesn't go out since her fall":     "doesn't go out since her fall",
		"doesn't want to live":              "doesn't want to live",
		"doesn't want to be here any more":  "doesn't want to be here any more",
		"hates herself":                     "hates herself",
		"hates being on her own":            "hates being on her own",
		"doesn't like being alone":          "doesn't like being alone",
		"no money for food":                 "no money for food",
		"not eating":                        "not eating",
		"doesn't drive":                     "doesn't drive",
		"doesn't do any cooking":            "doesn't do any cooking",
		"not in work":                       "not in work",
		"not a carer yet":                   "not a carer yet",
		"hates school":                      "hates school",
		"never leaves the house":            "never leaves the house",
		"don't know anyone":                 "don't know anyone",
		"can't face the post":               "can't face the post",
		`"not a group" person`:              `"not a group" person`,
		"not":                               "not",
		"doesn't like":                      "doesn't like",
		"doesn't want her to know about it": "doesn't want her to know about it",
	} {
		r := typed.Read(line, false, monday(), lookup())
		if r.Words != want {
			t.Errorf("%s: %q is left, want %q", line, r.Words, want)
		}
		if said := len(r.Notes) > 0; said != (want != line) {
			t.Errorf("%s: the notes are %q", line, r.Notes)
		}
	}
	r := typed.Read("lonely, doesn't like groups", false, monday(), lookup())
	if len(r.Notes) != 1 || !strings.HasPrefix(r.Notes[0], "“doesn't like groups” was left out") {
		t.Errorf("the notes are %q", r.Notes)
	}
}
