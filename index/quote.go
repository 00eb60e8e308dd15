package index

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fettle/internal/need"
	"fettle/internal/service"
)

// saying is one text of a record with the words that say which it is, and the field
// in which its words are found.
type saying struct{ where, text, field string }

// partsOf returns the texts by which a service is found, in the order in which
// they count: names, what stands beside them, prose.
func partsOf(s *service.Service) []saying {
	parts := []saying{{"name", s.Name, fieldName}, {"other name", s.AlternateName, fieldName}, {"organisation", s.Organisation.Name, fieldMore}}
	for _, t := range s.Terms {
		parts = append(parts, saying{"term", t.Name, fieldMore})
	}
	audience := fieldMore
	if len(s.Audience) > mostAudience {
		audience = fieldText
	}
	for _, a := range s.Audience {
		parts = append(parts, saying{"audience", a, audience})
	}
	for _, n := range s.Found.Needs {
		field := fieldMore
		if n.Weight < need.Purpose { // a mention
			field = fieldText
		}
		parts = append(parts, saying{"need", need.Label(n.ID), field})
	}
	for _, l := range s.Locations {
		if !l.Masked {
			parts = append(parts, saying{"place", l.Name, fieldMore}, saying{"place", l.Address.Street, fieldMore})
		}
		parts = append(parts, saying{"place", l.Address.Town, fieldMore})
	}
	for _, a := range s.Areas {
		parts = append(parts, saying{"area served", a.Name, fieldMore})
	}
	return append(parts, saying{"description", s.Description, fieldText}, saying{"summary", s.Summary, fieldText}, saying{"notice", s.Alert, fieldText},
		saying{"eligibility", s.Eligibility, fieldText}, saying{"times", s.Timing, fieldText}, saying{"way in", s.AccessNote, fieldText},
		saying{"cost", s.Cost.Words, fieldText}, saying{"organisation's description", s.Organisation.Description, fieldText})
}

// mostAudience is how many labels of its audience say whom a service is for. Who
// gives more has ticked what anybody might be, and each is as good as a mention.
const mostAudience = 3

// mostQuoted is the longest name that a reason quotes whole, in bytes.
const mostQuoted = 80

// reason says where a word stands in a record, quoting what stands there.
func (w *words) reason(f standing, doc int, s *service.Service) service.Reason {
	r := service.Reason{Pane: service.PaneWords, Answer: service.Yes}
	f.typed = bare(f.typed)
	if !f.has(doc) {
		r.Answer, r.Fact, r.Source = service.No, fmt.Sprintf("does not say “%s”", f.typed), "record"
		return r
	}
	parts := partsOf(s)
	if f.hasExact(doc) {
		p, quoted := w.quote(parts, f.typed, f.start)
		if r.Source, r.Fact = p.where, p.has(quoted); quoted == "" {
			r.Fact, r.Source = fmt.Sprintf("says “%s”", f.typed), "record"
		}
		if quoted != "" || f.read == "" {
			return r
		}
	}
	if p, quoted := w.quote(parts, f.read, ""); quoted != "" {
		r.Source, r.Fact = p.where, fmt.Sprintf("the %s says “%s”, which “%s” was taken for", p.where, quoted, f.typed)
		return r
	}
	for _, other := range f.alike {
		if p, quoted := w.quoteWhole(parts, w.stemsOf(other), ""); quoted != "" {
			r.Source, r.Fact = p.where, fmt.Sprintf("%s: “%s” asks for that too", p.has(quoted), f.typed)
			return r
		}
	}
	r.Fact, r.Source = fmt.Sprintf("says in other words what “%s” means", f.typed), "record"
	return r
}

// has says that words stand in the text, which is quoted whole where it is short
// and not seen anyway.
func (p *saying) has(words string) string {
	if slices.Contains([]string{"name", "description", "summary"}, p.where) || len(p.text) > mostQuoted || strings.EqualFold(words, p.text) {
		return fmt.Sprintf("“%s” is in the %s", words, p.where)
	}
	return fmt.Sprintf("“%s” is in the %s “%s”", words, p.where, p.text)
}

// quote finds words one after the other in the first part that has them, or else
// the first of them that any part has, and returns them as they are written
// there; "" when there is none. A word that begins so is found by a start.
func (w *words) quote(parts []saying, text, start string) (saying, string) {
	stems := w.stemsOf(text)
	p, found := w.quoteWhole(parts, stems, start)
	if found != "" || len(stems) < 2 {
		return p, found
	}
	for _, p := range parts {
		for _, stem := range stems {
			if found := w.run(p.text, []string{stem}, start); found != "" {
				return p, found
			}
		}
	}
	return saying{}, ""
}

// quoteWhole finds stems one after the other, or a word that begins so, in the
// first part that has them; "" when there is none.
func (w *words) quoteWhole(parts []saying, stems []string, start string) (saying, string) {
	if len(stems) == 0 && start == "" {
		return saying{}, ""
	}
	for _, p := range parts {
		if found := w.run(p.text, stems, start); found != "" {
			return p, found
		}
	}
	return saying{}, ""
}

func (w *words) stemsOf(text string) []string {
	tokens := w.stems(text)
	stems := make([]string, len(tokens))
	for i, t := range tokens {
		stems[i] = t.stem
	}
	return stems
}

// run finds stems one after the other in a text, stop words between them not
// counted, and returns the words as they are written.
func (w *words) run(text string, stems []string, start string) string {
	type written struct {
		stem     string
		from, to int
	}
	var all []written
	for _, span := range spans(text) {
		word := text[span[0]:span[1]]
		if start != "" {
			if plain := w.plain(word); len(plain) == 1 && strings.HasPrefix(plain[0], start) {
				return word
			}
		}
		if tokens := w.stems(word); len(tokens) == 1 {
			all = append(all, written{tokens[0].stem, span[0], span[1]})
		}
	}
	for i := 0; len(stems) > 0 && i+len(stems) <= len(all); i++ {
		same := true
		for j, stem := range stems {
			same = same && all[i+j].stem == stem
		}
		if same {
			return text[all[i].from:all[i+len(stems)-1].to]
		}
	}
	return ""
}

// spans returns where the words of a text begin and end: letters and digits, with
// apostrophes inside.
func spans(text string) [][2]int {
	var out [][2]int
	from, to := -1, 0
	for at, r := range text {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.Mn, r):
			if from < 0 {
				from = at
			}
			to = at + utf8.RuneLen(r)
		case strings.ContainsRune("'’‘`", r):
		case from >= 0:
			out = append(out, [2]int{from, to})
			from = -1
		}
	}
	if from >= 0 {
		out = append(out, [2]int{from, to})
	}
	return out
}
