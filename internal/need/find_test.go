package need

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"fettle/internal/service"
)

// builtIn reads the built-in rules once for all tests: they never change.
var builtIn = sync.OnceValues(Default)

// defaults returns the built-in rules.
func defaults(t testing.TB) *Rules {
	t.Helper()
	r, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// ids returns the ids of what was found, in its order.
func ids(found []service.NeedFound) []string {
	list := []string{}
	for _, f := range found {
		list = append(list, f.ID)
	}
	return list
}

func TestBoundariesBetweenNeeds(t *testing.T) {
	r := defaults(t)
	for _, c := range []struct {
		name, description string
		want, never       []string
	}{
		{"Wednesday Walkers", "A friendly walking group that meets at the bandstand.", []string{"active"}, []string{"company"}},
		{"Walk and Talk", "A walking group to make new friends and reduce isolation.", []string{"active", "company"}, nil},
		{"Knitting group", "Friendly group for all levels.", []string{"arts"}, []string{"company"}},
		{"Wheelchair hire", "Borrow a wheelchair for up to six weeks.", []string{"transport"}, nil},
		{"Warm Space at the Baptist Hall", "Free hot drinks in the warm.", []string{"energy"}, []string{"company", "food", "faith"}},
		{"Welcome Space", "Hot meals for all and a food parcel to take home.", []string{"energy", "food"}, nil},
		{"Budgerigar Society", "Keeping and showing birds.", []string{"arts"}, []string{"nature"}},
		{"Pet care for older people", "We look after your pets in your own home.", []string{"home-help"}, nil},
		{"Stay and Play", "For under fives and their grown-ups.", []string{"babies"}, []string{"childcare"}},
		{"Busy Bees Day Nursery", "From three months to school age.", []string{"childcare"}, []string{"babies", "learning"}},
		{"Karate School", "Junior and adult classes.", []string{"active"}, []string{"learning"}},
		{"Hearing Voices Group", "For people who hear voices.", []string{"mental-health"}, []string{"senses"}},
		{"Fostering team", "Become a foster carer.", []string{"family"}, []string{"carers"}},
		{"Parents and carers toddler morning", "Toys and songs.", []string{"babies"}, []string{"carers"}},
		{"Food growing project", "Grow food on our allotment.", []string{"nature"}, []string{"food"}},
		{"Weight loss group", "Lose weight together.", []string{"healthy-living"}, []string{"bereavement"}},
		{"Memory loss clinic", "Assessment of memory problems.", []string{"memory"}, []string{"bereavement"}},
		{"Salvation Army", "Worship on Sundays.", []string{"faith"}, []string{"armed-forces"}},
		{"Tennis courts", "Book a court.", []string{"active"}, []string{"justice"}},
		{"Volunteer drivers", "Volunteers drive people to hospital.", []string{"transport"}, []string{"volunteering"}},
		{"Chess club", "Run by volunteers. Coffee available.", []string{"arts"}, []string{"volunteering", "company"}},
		{"Cancer support", "Walking distance from the station, fully accessible, hearing loop.", []string{"health"}, []string{"active", "disability", "senses"}},
	} {
		found := ids(r.Find(&service.Service{Name: c.name, Description: c.description}).Needs)
		for _, id := range c.want {
			if !slices.Contains(found, id) {
				t.Errorf("%s: %v lacks %s", c.name, found, id)
			}
		}
		for _, id := range c.never {
			if slices.Contains(found, id) {
				t.Errorf("%s: %v has %s", c.name, found, id)
			}
		}
	}
}

func TestDenialsTakeBack(t *testing.T) {
	r := defaults(t)
	for _, c := range []struct{ description, never string }{
		{"A social group. We are not a crisis service.", "crisis"},
		{"Help with budgeting. We do not offer counselling or help with anxiety.", "mental-health"},
		{"A youth club. We are unable to provide housing advice or emergency accommodation.", "housing"},
		{"Yoga for all. It is not suitable for people with heart disease or epilepsy.", "health"},
		{"Coffee morning. Childcare is not provided.", "childcare"},
		{"Choir. Bereavement counselling is no longer available.", "bereavement"},
	} {
		s := &service.Service{Name: "The Tuesday thing", Description: c.description}
		if found := ids(r.Find(s).Needs); slices.Contains(found, c.never) || len(found) == 0 {
			t.Errorf("%q: found %v, want something without %s", c.description, found, c.never)
		}
	}
}

func TestANameSaysMoreThanAMentionInPassing(t *testing.T) {
	r := defaults(t)
	passing := strings.Repeat("We meet in the old station and enjoy each year's programme of visits. ", 12) + "Somebody once mentioned gambling."
	found := ids(r.Find(&service.Service{Name: "Model Railway Society", Description: passing}).Needs)
	if !reflect.DeepEqual(found, []string{"arts"}) {
		t.Errorf("found %v, want arts only", found)
	}
	found = ids(r.Find(&service.Service{Name: "Gambling help"}).Needs)
	if !reflect.DeepEqual(found, []string{"addiction"}) {
		t.Errorf("found %v, want addiction only", found)
	}
}

func TestTermsOfTaxonomies(t *testing.T) {
	r := defaults(t)
	for _, c := range []struct {
		term               service.Term
		need, circumstance string
	}{
		{service.Term{Vocabulary: "esdServiceTypes", ID: "298", Name: "Carers support groups"}, "carers", "carer"},
		{service.Term{Vocabulary: "esdServiceType", ID: "298"}, "carers", "carer"},
		{service.Term{Vocabulary: "http://id.esd.org.uk/list/services", ID: "298"}, "carers", "carer"},
		{service.Term{Vocabulary: "esdServiceTypes", ID: "272", Name: "Community transport"}, "transport", ""},
		{service.Term{Vocabulary: "esdServiceTypes", ID: "180"}, "disability", ""},
		{service.Term{Vocabulary: "openEligibility", Name: "Food Pantry"}, "food", ""},
		{service.Term{Name: "Bereavement support"}, "bereavement", "bereaved"},
		{service.Term{ID: "42", Name: "Childminders"}, "childcare", ""},
		{service.Term{ID: "425", Name: "Welcoming spaces"}, "energy", ""},
		{service.Term{Vocabulary: "circumstance", ID: "Gender_Female", Name: "Female"}, "", "women-only"},
	} {
		found := r.Find(&service.Service{Name: "X", Terms: []service.Term{c.term}})
		if c.need != "" && !slices.Contains(ids(found.Needs), c.need) {
			t.Errorf("%+v: needs %v, want %s", c.term, ids(found.Needs), c.need)
		}
		if c.circumstance != "" && !slices.Contains(ids(found.Circumstances), c.circumstance) {
			t.Errorf("%+v: circumstances %v, want %s", c.term, ids(found.Circumstances), c.circumstance)
		}
	}
}

func TestAudienceGivesCircumstancesAndNoNeedAlone(t *testing.T) {
	r := defaults(t)
	found := r.Find(&service.Service{
		Name: "Quilting bee", Audience: []string{"Dementia", "Parents>Grandparents", "Sensory Impaired>Visually Impaired", "Armed Forces"},
	})
	if got := ids(found.Needs); !reflect.DeepEqual(got, []string{"arts"}) {
		t.Errorf("needs %v, want arts only", got)
	}
	for _, want := range []string{"dementia", "parent", "sight-loss", "veteran"} {
		if !slices.Contains(ids(found.Circumstances), want) {
			t.Errorf("circumstances %v lack %s", ids(found.Circumstances), want)
		}
	}
}

func TestAWomensGroupThatTakesMenIsForNeitherOnly(t *testing.T) {
	r := defaults(t)
	for _, c := range []struct {
		s    service.Service
		want string
	}{
		{service.Service{Name: "Ladies choir"}, "women-only"},
		{service.Service{Name: "Men's Shed"}, "men-only"},
		{service.Service{Name: "Choir", Audience: []string{"Men", "Women"}}, ""},
		{service.Service{Name: "Choir", Description: "For men and women of all ages."}, ""},
	} {
		got := ids(r.Find(&c.s).Circumstances)
		for _, id := range []string{"women-only", "men-only"} {
			if slices.Contains(got, id) != (id == c.want) {
				t.Errorf("%s %v: circumstances %v, want %q of the two", c.s.Name, c.s.Audience, got, c.want)
			}
		}
	}
}

func TestAges(t *testing.T) {
	r := defaults(t)
	sixty, eighteen, hundred := 60.0, 18.0, 120.0
	for _, c := range []struct {
		age  service.Age
		want []string
	}{
		{service.Age{Min: &sixty}, []string{"older-person"}},
		{service.Age{Max: &eighteen}, []string{"young-person"}},
		{service.Age{Min: &eighteen, Max: &hundred}, []string{}},
		{service.Age{}, []string{}},
	} {
		if got := ids(r.Find(&service.Service{Name: "X", Age: c.age}).Circumstances); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%+v: %v, want %v", c.age, got, c.want)
		}
	}
}

func TestARecordThatSaysNothingHasNoNeed(t *testing.T) {
	r := defaults(t)
	for _, s := range []service.Service{{}, {Name: "Zzyzx"}, {Name: "—", Description: "…"}} {
		if found := r.Find(&s); len(found.Needs)+len(found.Circumstances) > 0 {
			t.Errorf("%+v: found %+v", s, found)
		}
	}
}

func TestTheOrganisationSpeaksOnlyWhenTheServiceIsSilent(t *testing.T) {
	r := defaults(t)
	about := service.Organisation{Name: "Anytown Trust", Description: "We are a charity for people who are homeless."}
	if got := ids(r.Find(&service.Service{Name: "Drop-in", Organisation: about}).Needs); !reflect.DeepEqual(got, []string{"housing"}) {
		t.Errorf("found %v, want housing from the organisation", got)
	}
	if got := ids(r.Find(&service.Service{Name: "Choir", Organisation: about}).Needs); !reflect.DeepEqual(got, []string{"arts"}) {
		t.Errorf("found %v, want arts only", got)
	}
}

// TestWeightsTellPurposesFromMentions: the surest need is what a service is for, another
// only when it is nearly as sure or sure by itself.
func TestWeightsTellPurposesFromMentions(t *testing.T) {
	r := defaults(t)
	for _, c := range []struct {
		s    service.Service
		want map[string]bool
	}{
		{service.Service{Name: "Memory cafe"}, map[string]bool{"memory": true}},
		{service.Service{Name: "Debt and housing advice"}, map[string]bool{"money": true, "housing": true}},
		{service.Service{Name: "Warm space", Description: "A warm room, soup and a chat. There is a dementia group on some days."}, map[string]bool{"energy": true, "memory": false}},
	} {
		found := map[string]float64{}
		for _, n := range r.Find(&c.s).Needs {
			found[n.ID] = n.Weight
		}
		for id, isPurpose := range c.want {
			if (found[id] >= Purpose) != isPurpose {
				t.Errorf("%s: %s has the weight %g", c.s.Name, id, found[id])
			}
		}
	}
}
