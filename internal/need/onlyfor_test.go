package need

import (
	"slices"
	"strings"
	"testing"

	"fettle/internal/service"
)

func TestWhomAServiceIsForAlone(t *testing.T) {
	for _, test := range []struct {
		name, description, want string
		audience, organisation  string
	}{
		{name: "Left Alone by Suicide", description: "For anyone bereaved by suicide.", want: "suicide-loss"},
		{name: "Bereavement cafe", description: "For anyone who has lost somebody.", want: "bereaved"},
		{name: "Stillbirth circle", want: "baby-loss"},
		{name: "Stroke club", description: "Games and a speaker.", want: "one-condition"},
		{name: "Improvers' swimming stroke class", want: ""},
		{name: "Polish community club", want: "one-community"},
		{name: "Indian head massage", want: ""},
		{name: "Jewish women's group", want: "one-faith"},
		{name: "St Anne's church coffee morning", description: "All are welcome.", want: ""},
		{name: "Young Carers", want: "young-carers"},
		{name: "Carers' centre", description: "For adult and young carers.", want: "carer"},
		{name: "Veterans' caseworker", description: "For homeless veterans. Help with a place to live for anyone sleeping rough.", want: "veteran"},
		{name: "Lunch club", description: "Carers are welcome too.", want: ""},
		{name: "Food bank", description: "For anyone on a low income.", want: ""},
		{name: "Tea dance", description: "For older people.", want: ""},
		{name: "The Shed", audience: "Men", want: "men-only"},
		{name: "Clinic bus", description: "A wheelchair-accessible minibus.", audience: "Wheelchair Users", want: ""},
		{name: "Monday natter", description: "A quiet evening for autistic adults.", want: "autistic"},
		{name: "Monday natter", description: "An evening for everyone, autistic adults too.", want: ""},
		{name: "Gym", description: "A gym, suitable for wheelchair users.", want: ""},
		{name: "Water babes", description: "Coached swimming for disabled children and adults.", want: "disabled"},
		{name: "Day club", description: "Day care for people with dementia that gives the family a rest.", want: "dementia carer"},
		{name: "Warm space", organisation: "Noor Islamic Centre", want: ""},
		{name: "Meals at the door", audience: "Visually Impaired", want: ""},
		{name: "Hospital cars", audience: "Disabled People", want: ""},
		{name: "Tuesday group", description: "For people harmed by gambling and those who love them.", want: "gambling"},
		{name: "Mother and toddler group", want: "small-children"},
	} {
		s := service.Service{Name: test.name, Description: test.description}
		s.Organisation.Name = test.organisation
		if test.audience != "" {
			s.Audience = []string{test.audience}
		}
		var ids []string
		for _, n := range defaults(t).Find(&s).OnlyFor {
			ids = append(ids, n.ID)
			if len(n.Evidence) == 0 {
				t.Errorf("%s: %s has no evidence", test.name, n.ID)
			}
		}
		if got := strings.Join(ids, " "); got != test.want {
			t.Errorf("%s: only for %q, want %q", test.name, got, test.want)
		}
	}
}

func TestWhatAQuestionStates(t *testing.T) {
	for _, test := range []struct {
		words   string
		chosen  []string
		want    []string
		wantNot []string
	}{
		{words: "widower", want: []string{"bereaved", "men-only"}, wantNot: []string{"suicide-loss", "women-only", "carer"}},
		{words: "wife died", want: []string{"bereaved"}, wantNot: []string{"suicide-loss", "baby-loss"}},
		{words: "lost my baby", want: []string{"baby-loss"}},
		{words: "sister suicide", want: []string{"suicide-loss"}},
		{words: "looks after husband", want: []string{"carer"}, wantNot: []string{"bereaved"}},
		{words: "alcohol", want: []string{"substance-use"}, wantNot: []string{"gambling"}},
		{words: "coffee morning", wantNot: []string{"carer", "bereaved", "women-only", "one-faith"}},
		{words: "transport", wantNot: []string{"lgbtq"}},
		{chosen: []string{"bereavement"}, want: []string{"bereaved"}, wantNot: []string{"suicide-loss"}},
		{chosen: []string{"carers"}, want: []string{"carer"}},
		{chosen: []string{"abuse"}, want: []string{"experienced-abuse", "women-only"}, wantNot: []string{"men-only"}},
		{chosen: []string{"veteran"}, want: []string{"veteran"}},
		{wantNot: []string{"carer"}},
	} {
		got := defaults(t).Stated(test.words, test.chosen)
		for _, id := range test.want {
			if !slices.Contains(got, id) {
				t.Errorf("%q %v: %q is not stated: %v", test.words, test.chosen, id, got)
			}
		}
		for _, id := range test.wantNot {
			if slices.Contains(got, id) {
				t.Errorf("%q %v: %q is stated", test.words, test.chosen, id)
			}
		}
	}
}

func TestATrainerAddsACause(t *testing.T) {
	r, err := Load(defaults(t), write(t, "ours.txt", "cause: one-condition\nname: hiccup*\nasked: hiccup*\n"))
	if err != nil {
		t.Fatal(err)
	}
	found := r.Find(&service.Service{Name: "Hiccups circle"}).OnlyFor
	if len(found) != 1 || found[0].ID != "one-condition" || !slices.Contains(r.Stated("hiccups", nil), "one-condition") {
		t.Errorf("%+v", found)
	}
}
