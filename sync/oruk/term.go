package oruk

import (
	"net/url"
	"strings"

	"fettle/internal/clean"
	"fettle/internal/service"
)

// maxTerms is how many terms of one service are kept.
const maxTerms = 200

// terms reads the terms of every taxonomy that a record carries.
func (r *reader) terms(o object) []service.Term {
	var all []service.Term
	add := func(t service.Term) {
		if (t.ID != "" || t.Name != "") && len(all) < maxTerms {
			all = append(all, t)
		}
	}
	nested := func(row object) object {
		if inner, ok := r.child(row, "taxonomyterm", "taxonomy"); ok && (len(inner) > 1 || inner["name"] == nil) {
			return inner
		}
		return row
	}
	for _, row := range r.objects(o, "servicetaxonomys", "servicetaxonomies") {
		add(r.term(nested(row), ""))
	}
	for _, row := range r.objects(o, "linktaxonomys", "linktaxonomies") {
		add(r.term(nested(row), ""))
	}
	for _, row := range r.objects(o, "eligibilitys", "eligibilities") {
		for _, t := range r.objects(row, "taxonomys", "taxonomies", "linktaxonomys") {
			add(r.term(nested(t), ""))
		}
	}
	for _, row := range r.objects(o, "attributes") {
		add(r.attribute(row))
	}
	for _, row := range r.objects(o, "taxonomies") {
		add(r.term(nested(row), ""))
	}
	for _, list := range []string{"circumstances", "suitabilities", "send_needs", "needs"} {
		vocabulary := strings.TrimSuffix(list, "s")
		if list != "circumstances" {
			vocabulary = list
		}
		for _, row := range r.objects(o, fold(list)) {
			add(r.term(row, vocabulary))
		}
	}
	for _, row := range r.objects(o, "pctargetaudience") {
		if id := r.line(row, maxName, "id"); id != "" && strings.Trim(id, "0123456789") != "" {
			add(service.Term{Vocabulary: "circumstance", ID: id, Name: r.line(row, maxName, "audiencetype", "name")})
		}
	}
	if kind := r.line(o, maxName, "deliverabletype"); kind != "" {
		add(service.Term{Vocabulary: "deliverable_type", Name: kind})
	}
	return distinct(all)
}

// attribute reads an attribute of version 3: a term, or a label with a value.
func (r *reader) attribute(row object) service.Term {
	if inner, ok := asObject(row["taxonomyterm"]); ok {
		return r.term(inner, "")
	}
	label, value := r.line(row, maxName, "label"), r.line(row, maxName, "value", "name")
	if id := r.line(row, maxName, "taxonomytermid"); id != "" {
		return service.Term{ID: lastSegment(id), Name: value}
	}
	if value == "" {
		return service.Term{}
	}
	return service.Term{Vocabulary: label, Name: value}
}

// term reads one term. Its id is the last part of a code, a URI or an id such
// as "esdServiceType:242"; the part before it names the list when nothing else
// does.
func (r *reader) term(o object, vocabulary string) service.Term {
	t := service.Term{Name: r.line(o, maxName, "name", "term", "label")}
	id := r.line(o, maxName, "code")
	uri := r.line(o, maxWords, "termuri", "uri")
	if id == "" && lastSegment(uri) != uri && !namesNoTerm(uri) {
		id = uri
	}
	if id == "" {
		id = r.line(o, maxName, "id")
	}
	t.ID = clean.Line(lastSegment(id), maxName)
	t.Vocabulary = r.line(o, maxName, "vocabulary", "taxonomy")
	if detail, ok := r.child(o, "taxonomydetail"); ok && t.Vocabulary == "" {
		t.Vocabulary = r.line(detail, maxName, "name")
	}
	if t.Vocabulary == "" {
		t.Vocabulary = clean.Line(vocabularyOf(id), maxName)
	}
	if t.Vocabulary == "" {
		t.Vocabulary = vocabulary
	}
	return t
}

// lastSegment returns what follows the last "/", "#" or ":" of an identifier.
func lastSegment(id string) string {
	id = strings.TrimRight(id, "/#:")
	return id[strings.LastIndexAny(id, "/#:")+1:]
}

// vocabularyOf names the list that an identifier is from: the prefix of a short
// one, or the list of the Local Government Association (esd.org.uk).
func vocabularyOf(id string) string {
	if !strings.Contains(id, "//") {
		prefix, _, found := strings.Cut(id, ":")
		if !found {
			return ""
		}
		return prefix
	}
	switch u, err := url.Parse(id); {
	case err != nil || u.Host != "id.esd.org.uk":
	case strings.HasPrefix(u.Path, "/service/"):
		return "esdServiceTypes"
	case strings.HasPrefix(u.Path, "/need/"):
		return "esdNeeds"
	case strings.HasPrefix(u.Path, "/circumstance/"):
		return "esdCircumstances"
	}
	return ""
}

// namesNoTerm reports whether a URI names no term: one without a path, or
// one under a name for examples.
func namesNoTerm(uri string) bool {
	u, err := url.Parse(uri)
	return err != nil || u.Host != "" && (strings.Trim(u.Path, "/") == "" && u.Fragment == "" || strings.HasSuffix(u.Host, "example.com"))
}

// audience reads whom the service is for in the publisher's labels. A label
// such as "Parents>Grandparents" is a path, of which each step counts.
func (r *reader) audience(o object) []string {
	var all []string
	for _, row := range r.objects(o, "pctargetaudience") {
		for _, label := range strings.Split(r.raw(row, "audiencetype", "name", "label"), ">") {
			all = appendDistinct(all, clean.Line(label, maxName))
		}
	}
	for _, row := range r.objects(o, "suitabilities") {
		all = appendDistinct(all, r.line(row, maxName, "name", "label"))
	}
	return all[:min(len(all), maxTerms)]
}
