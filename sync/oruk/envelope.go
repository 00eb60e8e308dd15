package oruk

import (
	"bytes"
	"encoding/json"

	"fettle/internal/clean"
	"fettle/internal/service"
)

// Page is one page of a list of services.
type Page struct {
	Envelope Envelope
	// Rows are the records that can be used, in the order of the page.
	Rows []Row
	// Rejected are the records that can't.
	Rejected []Rejection
}

// Envelope is what a page says of itself. Feeds get much of it wrong: see the
// stop rules of whoever walks the pages.
type Envelope struct {
	// Standard is Version1, Version3 or International3 by the keys of the page,
	// "" for a bare array.
	Standard string
	// Total, TotalPages, Number and Size are -1 when not stated.
	Total, TotalPages, Number, Size int
	// Last says whether this is the last page.
	Last service.Answer
	// Next is the address of the next page as the feed gives it, whole or
	// relative; whoever follows it checks where it leads.
	Next string
}

// Row is one record of a page.
type Row struct {
	// ID is the record's id in the feed.
	ID string
	// ChangeKey changes when the record does: its stamp of the last change
	// behind the stamp's name, else a hash of the record behind "sha256:".
	ChangeKey string
	// Rich says that the row is more than a heading, so that fetching the
	// record by itself brings nothing more.
	Rich bool
	// Raw is the record as the feed sent it, freed of what made it unreadable.
	Raw json.RawMessage
}

// Rejection is a record that cannot be used, with the reason in plain words.
type Rejection struct{ ID, Name, Reason string }

// maxNext is the longest address of a next page in bytes.
const maxNext = 4000

// rowKeys are the keys, folded, under which rows stand.
func rowKeys() []string {
	return []string{"contents", "content", "services", "items", "results", "data"}
}

// rows returns the rows of a page and the folded key under which they stand.
func (o object) rows() (rows []any, key string) {
	for _, k := range rowKeys() {
		switch v := o[k].(type) {
		case []any:
			return v, k
		case map[string]any:
			return []any{v}, k
		}
	}
	return nil, ""
}

// DecodePage reads one page of a list of services: an envelope of version 1 or
// 3, a bare array, one record by itself, or services inside an organisation or
// a link to a location. It returns a *NotAFeedError for a web page, other JSON
// and JSON that is broken; a record that is broken is rejected by itself.
func DecodePage(body []byte) (Page, error) {
	records, err := split(body)
	if err != nil {
		return Page{}, err
	}
	page := Page{Envelope: records.envelope, Rejected: records.rejected}
	for _, r := range records.usable {
		page.Rows = append(page.Rows, r.row)
	}
	return page, nil
}

// record is one usable record of a page with its fields.
type record struct {
	row    Row
	fields object
}

// records are the records of a page.
type records struct {
	envelope Envelope
	usable   []record
	rejected []Rejection
}

// split takes a page apart.
func split(body []byte) (*records, error) {
	v, read, err := parse(body)
	if err != nil {
		return nil, unreadable(body, err)
	}
	page := &records{envelope: Envelope{Total: -1, TotalPages: -1, Number: -1, Size: -1}}
	switch v := v.(type) {
	case []any:
		page.addAll(v, rawList(read, len(v)))
		return page, nil
	case map[string]any:
		o, _ := asObject(v)
		if o.isPage() {
			page.envelope = envelope(o)
			rows, key := o.rows()
			page.addAll(rows, rawRows(read, key, len(rows)))
			if page.envelope.Standard == Version3 && isInternational(rows) {
				page.envelope.Standard = International3
			}
			return page, nil
		}
		if scalarID(o["id"]) != "" {
			page.envelope.Standard = standardOf(o)
			page.add(v, bytes.TrimSpace(read))
			return page, nil
		}
	}
	return nil, otherJSON(v)
}

// isPage reports whether an object is a page and not a record: it has a key for
// rows that holds a list, or counts and no id.
func (o object) isPage() bool {
	if scalarID(o["id"]) != "" {
		return false
	}
	for _, k := range rowKeys() {
		switch v := o[k].(type) {
		case []any:
			return len(v) == 0 || k == "contents" || k == "content" || hasObject(v)
		case nil:
			if _, there := o[k]; there && o.counts() {
				return true
			}
		case map[string]any:
			if k == "contents" || k == "content" {
				return true
			}
		}
	}
	return false
}

func hasObject(list []any) bool {
	for _, v := range list {
		if _, ok := v.(map[string]any); ok {
			return true
		}
	}
	return false
}

// counts reports whether an object has a total, as envelopes do.
func (o object) counts() bool { return o.get("totalitems", "totalelements") != nil }

func envelope(o object) Envelope {
	r := reader{repairs: Repairs{}}
	number := func(keys ...string) int {
		if n, ok := r.whole(o, keys...); ok && n >= 0 {
			return n
		}
		return -1
	}
	e := Envelope{
		Total:      number("totalitems", "totalelements", "total"),
		TotalPages: number("totalpages"),
		Number:     number("pagenumber", "number", "page"),
		Size:       number("size", "perpage", "pagesize"),
		Last:       r.answer(o, "lastpage", "last"),
	}
	if next := clean.Printable(r.text(o.get("nexturl", "next"))); len(next) <= maxNext {
		e.Next = next
	}
	_, content := o["content"]
	switch {
	case o.get("totalelements") != nil, content:
		e.Standard = Version1
	case o.get("totalitems", "pagenumber") != nil || o["contents"] != nil:
		e.Standard = Version3
	}
	return e
}

// rawRows returns the text of each of n rows under a folded key of a page; nil
// when they cannot be told apart.
func rawRows(page []byte, key string, n int) []json.RawMessage {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(page, &fields); err != nil {
		return nil
	}
	for k, v := range fields {
		if fold(k) != key {
			continue
		}
		if list := rawList(v, n); list != nil {
			return list
		}
	}
	return nil
}

// rawList returns the text of each of n elements of a list, else nil.
func rawList(list []byte, n int) []json.RawMessage {
	var raws []json.RawMessage
	if err := json.Unmarshal(list, &raws); err != nil || len(raws) != n {
		return nil
	}
	return raws
}

// addAll adds the records of a list, with their text where it is known.
func (p *records) addAll(rows []any, raws []json.RawMessage) {
	for i, v := range rows {
		if raws != nil {
			p.add(v, raws[i])
		} else {
			p.add(v, nil)
		}
	}
}

// add takes one record of a page apart into services and adds them. Its text is
// raw; nil when it was put together here.
func (p *records) add(v any, raw json.RawMessage) {
	m, ok := v.(map[string]any)
	if !ok {
		p.rejected = append(p.rejected, Rejection{Reason: "not a record but a single value"})
		return
	}
	o, _ := asObject(m)
	switch o.kind() {
	case kindOrganisation:
		services := organisationServices(m, o)
		for _, s := range services {
			p.add(s, nil)
		}
		if len(services) == 0 {
			p.reject(o, "an organisation without services, not a service")
		}
	case kindLink:
		p.add(linkedService(m, o), nil)
	case kindTaxonomy:
		p.reject(o, "a list of terms or a term, not a service")
	case kindLocation:
		p.reject(o, "a place without a service")
	default:
		p.addService(m, o, raw)
	}
}

func (p *records) addService(m map[string]any, o object, raw json.RawMessage) {
	if reason := unusable(o); reason != "" {
		p.reject(o, reason)
		return
	}
	key := o.stamp()
	if key == "" || raw == nil {
		canonical, err := compact(m)
		if err != nil {
			p.reject(o, "it cannot be written as JSON")
			return
		}
		if key == "" {
			key = hash(canonical)
		}
		if raw == nil {
			raw = canonical
		}
	}
	row := Row{ID: scalarID(o["id"]), ChangeKey: key, Rich: o.isRich(), Raw: raw}
	p.usable = append(p.usable, record{row, o})
}

func (p *records) reject(o object, reason string) {
	r := reader{repairs: Repairs{}}
	p.rejected = append(p.rejected, Rejection{ID: scalarID(o["id"]), Name: r.line(o, maxName, "name"), Reason: reason})
}

// compact writes a value in its canonical form: keys in order, no blanks.
func compact(v any) (json.RawMessage, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

// unusable says why a record cannot be used; "" when it can. A record that has
// an id and a status but no words is kept: the feed says that it exists.
func unusable(o object) string {
	if scalarID(o["id"]) == "" {
		return "no id"
	}
	r := reader{repairs: Repairs{}}
	organisation := r.owner(o)
	if r.line(o, maxName, "name") == "" && o.get("status", "assureddate") == nil &&
		r.prose(o, maxWords, "description") == "" && r.line(organisation, maxName, "name") == "" {
		return "no name, description or organisation"
	}
	return ""
}

// stamp returns the record's own stamp of its last change behind the name of
// the stamp; "" when it has none.
func (o object) stamp() string {
	r := reader{repairs: Repairs{}}
	if t := r.line(o, 60, "lastmodified"); t != "" {
		return "last_modified:" + t
	}
	if meta, ok := r.child(o, "pcmetadata"); ok {
		if t := r.line(meta, 60, "datemodified"); t != "" {
			return "date_modified:" + t
		}
	}
	if t := r.line(o, 60, "updatedat"); t != "" {
		return "updated_at:" + t
	}
	return ""
}

// isRich reports whether a record has any of the lists that shallow list rows
// leave out.
func (o object) isRich() bool {
	for _, k := range []string{
		"schedules", "regularschedules", "serviceatlocations", "locations", "contacts", "serviceareas",
		"eligibilitys", "attributes", "servicetaxonomys",
	} {
		switch v := o[k].(type) {
		case []any:
			if len(v) > 0 {
				return true
			}
		case map[string]any:
			if len(v) > 0 {
				return true
			}
		}
	}
	return false
}

// standardOf tells the standard of a record by the keys that only one has; ""
// when it has none of them.
func standardOf(o object) string {
	has := func(keys ...string) bool {
		for _, k := range keys {
			if _, ok := o[k]; ok {
				return true
			}
		}
		return false
	}
	switch {
	case has("eligibilitys", "regularschedules", "servicetaxonomys", "deliverabletype", "attendingtype", "attendingaccess",
		"targetdirectories", "minage", "linkid"):
		return Version1
	case isInternational([]any{map[string]any(o)}):
		return International3
	case has("schedules", "lastmodified", "minimumage", "attributes", "assureremail", keyOrganisationID):
		return Version3
	}
	return ""
}

// isInternational reports whether rows have fields of HSDS 3.0 that the profile
// of the United Kingdom does not have.
func isInternational(rows []any) bool {
	for _, v := range rows {
		o, _ := asObject(v)
		for _, k := range []string{"interpretationservices", "waittime", "licenses", "feesdescription", "eligibilitydescription", "applicationprocess"} {
			if _, ok := o[k]; ok {
				return true
			}
		}
	}
	return false
}
