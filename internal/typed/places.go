package typed

import (
	"strings"

	"fettle/internal/english"
	"fettle/internal/pattern"
	"fettle/internal/service"
)

// mostNameWords is how many words the name of a place may have.
const mostNameWords = 4

var (
	outward = pattern.Later(`^[a-z]{1,2}\d[a-z0-9]?$`)
	inward  = pattern.Later(`^\d(?:[a-z]{2})?$`)
	joined  = pattern.Later(`^[a-z]{1,2}\d[a-z0-9]?\d[a-z]{2}$`)
)

// places reads the first place, and the miles around it wherever they stand.
func (r *reader) places() {
	placed, measured := false, false
	for i := range r.tokens {
		if !r.free(i, 1) {
			continue
		}
		miles, n := r.miles(i)
		if n == 0 {
			n = r.lead(i)
		}
		if near, more := r.placeAt(i+n, n > 0); more > 0 && !placed {
			r.takePlace(i, n+more, near, miles)
			placed, measured = true, measured || miles > 0
			continue
		}
		switch {
		case miles > 0 && r.text(i) == "within" && !measured:
			r.take(i, n, Part{Pane: service.PaneWhere, Within: miles})
			measured = true
		case miles == 0 && n > 0 && !placed:
			r.unknown(i, n)
		}
	}
	if !placed && r.pending == "" && r.trouble == nil {
		r.town()
	}
}

// town reads the first name of a town by itself. A given name is one at the end of
// the line or before a comma only.
func (r *reader) town() {
	if r.look.Town == nil {
		return
	}
	for i := range r.tokens {
		for n := min(mostNameWords, len(r.tokens)-i); n > 0; n-- {
			if !r.free(i, n) || n == 1 && !r.mayBeTown(i) || len(r.span(i, n)) < leastTown || strings.ContainsAny(r.span(i, n), "0123456789") {
				continue
			}
			if near := r.look.Town(r.rawSpan(i, n)); len(near) > 0 {
				r.takePlace(i, n, near, 0)
				return
			}
		}
	}
}

// leastTown is how many letters the name of a town has that is read by itself.
const leastTown = 3

// mayBeTown reports whether a word by itself can be taken for a town.
func (r *reader) mayBeTown(i int) bool {
	word := r.tokens[i].text
	ends := i > 0 && i == len(r.tokens)-1 || strings.HasSuffix(r.tokens[i].raw, ",")
	if english.GivenName(word) && !ends {
		return false
	}
	return !ordinary(word) && !tie(word) && !english.Everyday(word) && !english.Filler(word)
}

// ordinary reports whether a word that is the name of a town is far more often
// something else that people look for.
func ordinary(word string) bool {
	switch word {
	case "amble", "banks", "bare", "barking", "bath", "battle", "beer", "bowling", "box", "bridge", "chapel", "chipping", "church", "cooling",
		"crook", "cross", "dale", "deal", "dollar", "eagle", "eye", "fence", "fleet", "ford", "grange", "grove", "ham", "healing", "hill", "hook",
		"hope", "hose", "law", "loans", "march", "mark", "moss", "over", "patrick", "plains", "pool", "probus", "quarter", "read", "reading",
		"rock", "rugby", "sale", "sandwich", "sandy", "send", "settle", "steep", "stock", "stone", "street", "sway", "tumble", "valley", "wall",
		"warden", "ware", "wash", "wells", "wing", "wool", "worth":
		return true
	}
	return false
}

// takePlace reads tokens into the place.
func (r *reader) takePlace(from, n int, near []service.Near, miles float64) {
	p := Part{Pane: service.PaneWhere, Near: &near[0], Within: miles}
	for _, other := range near[1:] {
		p.Others = append(p.Others, other.Name)
	}
	r.take(from, n, p)
}

// lead returns how many tokens say that a place follows: "near", "in", "close to".
func (r *reader) lead(i int) int {
	switch r.text(i) {
	case "near", "in", "around", "nearby":
		return 1
	case "close", "next", "nearest":
		if r.text(i+1) == "to" {
			return 2
		}
	}
	return 0
}

// placeAt returns the places that are written from a token on, and in how many
// tokens. A name is only read where one is expected.
func (r *reader) placeAt(i int, name bool) (near []service.Near, n int) {
	if near, n := r.postcodeAt(i); n > 0 {
		return near, n
	}
	if !name {
		return nil, 0
	}
	for n := min(mostNameWords, len(r.tokens)-i); n > 0; n-- {
		if !r.free(i, n) {
			continue
		}
		text := r.span(i, n)
		if strings.ContainsAny(text, "0123456789") || len(text) < 3 {
			continue
		}
		if near := r.located(r.rawSpan(i, n)); near != nil {
			return near, n
		}
	}
	return nil, 0
}

// rawSpan joins tokens as they were typed, for the commas between a town and its
// county.
func (r *reader) rawSpan(from, n int) string {
	texts := make([]string, n)
	for i := range texts {
		texts[i] = strings.Trim(r.tokens[from+i].raw, ".;:!?()[]")
	}
	return strings.Trim(strings.Join(texts, " "), ", ")
}

// postcodeAt reads a postcode or a part of one that has a digit.
func (r *reader) postcodeAt(i int) (near []service.Near, n int) {
	first := r.text(i)
	if !outward().MatchString(first) && !joined().MatchString(first) {
		return nil, 0
	}
	if outward().MatchString(first) && inward().MatchString(r.text(i+1)) {
		if near := r.located(r.span(i, 2)); near != nil {
			return near, 2
		}
	}
	if near := r.located(first); near != nil {
		return near, 1
	}
	return nil, 0
}

// located returns the places of a text; one that is known no better than as a
// whole postcode area is not taken for one.
func (r *reader) located(text string) []service.Near {
	near, err := r.look.Place(text)
	if err != nil || len(near) == 0 || near[0].Level == service.LevelArea {
		return nil
	}
	return near
}

// named reports whether a token is written as a name, and no everyday word.
func (r *reader) named(i int) bool {
	return r.free(i, 1) && isCapital(r.bare(i)) && !english.Everyday(r.tokens[i].text) && r.bare(i) != strings.ToUpper(r.bare(i))
}

// unknown looks at what stands after "near" and is no place: while it is being
// typed it is left out of the words, after that it is said.
func (r *reader) unknown(i, lead int) {
	if r.text(i) == "in" && (r.typing || !r.named(i+lead)) || r.pending != "" || r.trouble != nil {
		return
	}
	n := 0
	for n < mostNameWords-1 && r.free(i+lead+n, 1) {
		n++
	}
	if r.typing && i+lead+n == len(r.tokens) {
		r.pending = r.span(i+lead, n)
		for at := i; at < len(r.tokens); at++ {
			r.tokens[at].part = dropped
		}
		return
	}
	if n > 0 && !r.typing {
		_, r.trouble = r.look.Place(r.rawSpan(i+lead, n))
	}
}
