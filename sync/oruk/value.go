package oruk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"fettle/internal/clean"
	"fettle/internal/service"
)

// object is a JSON object with folded keys: lower case, without "_", "-" and
// blanks, because feeds spell keys in all these ways.
type object map[string]any

// fold returns a key in the form in which objects hold it.
func fold(key string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(key) {
		if r != '_' && r != '-' && r != ' ' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// parse decodes one JSON text, numbers kept as written, and returns the text
// that it read. Text that is broken by raw control characters or a byte-order
// mark is mended once.
func parse(body []byte) (v any, read []byte, err error) {
	v, err = parseStrict(body)
	if err == nil {
		return v, body, nil
	}
	mended := clean.JSON(body)
	if v, again := parseStrict(mended); again == nil {
		return v, mended, nil
	}
	return nil, nil, err
}

func parseStrict(body []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, fmt.Errorf("read JSON: %w", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("read JSON: more text after its end")
	}
	return v, nil
}

// asObject returns a JSON object with its keys folded. Of two keys that fold to
// the same, the one that states something counts.
func asObject(v any) (object, bool) {
	m, ok := v.(map[string]any)
	if !ok {
		return nil, false
	}
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	o := make(object, len(m))
	for _, k := range keys {
		if f := fold(k); !isStated(o[f]) {
			o[f] = m[k]
		}
	}
	return o, true
}

// isStated reports whether a value says anything: not null, not a blank or
// "null" text, not an empty list or object.
func isStated(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case string:
		t := strings.TrimSpace(v)
		return t != "" && !strings.EqualFold(t, "null")
	case []any:
		return len(v) > 0
	case map[string]any:
		return len(v) > 0
	}
	return true
}

// get returns the value of the first key, given folded, that states anything.
func (o object) get(keys ...string) any {
	for _, k := range keys {
		if v := o[k]; isStated(v) {
			return v
		}
	}
	return nil
}

// reader reads values that may be of another type than the standard promises,
// and counts what it had to mend or drop.
type reader struct{ repairs Repairs }

// text returns a scalar as text. A number is its digits, an object is its
// "text", "name", "value" or "label", a list its texts after each other. A
// boolean is no text: it is dropped and counted.
func (r *reader) text(v any) string {
	switch v := v.(type) {
	case nil:
	case string:
		if isStated(v) {
			return v
		}
	case json.Number:
		return v.String()
	case map[string]any:
		o, _ := asObject(v)
		r.count(fixType)
		return r.text(o.get("text", "name", "value", "label", "title", "description"))
	case []any:
		var texts []string
		for _, e := range v {
			if t := r.text(e); t != "" {
				texts = append(texts, t)
			}
		}
		r.count(fixType)
		return strings.Join(texts, "; ")
	default:
		r.count(fixType)
	}
	return ""
}

// raw returns the text of the first key that states one, with wrongly read
// UTF-8 mended, not yet cleaned.
func (r *reader) raw(o object, keys ...string) string {
	for _, k := range keys {
		t := r.text(o[k])
		if t == "" {
			continue
		}
		mended := clean.Mojibake(t)
		if mended != t {
			r.count(fixMojibake)
		}
		return mended
	}
	return ""
}

// line returns the first of the keys that has text, as one clean line.
func (r *reader) line(o object, max int, keys ...string) string {
	for _, k := range keys {
		if t := clean.Line(r.raw(o, k), max); t != "" {
			return t
		}
	}
	return ""
}

// prose returns the first of the keys that has text, as clean paragraphs.
func (r *reader) prose(o object, max int, keys ...string) string {
	for _, k := range keys {
		raw := r.raw(o, k)
		t := clean.Prose(raw, max)
		if strings.Contains(raw, "<") && t != raw {
			r.count(fixHTML)
		}
		if t != "" {
			return t
		}
	}
	return ""
}

// number returns the first of the keys that states a number; a text counts
// when it is one, with a pound sign or thousands separators if need be.
func (r *reader) number(o object, keys ...string) (float64, bool) {
	for _, k := range keys {
		v := o[k]
		if !isStated(v) {
			continue
		}
		t := strings.NewReplacer("£", "", ",", "", " ", "", "\u00a0", "").Replace(r.text(v))
		n, err := strconv.ParseFloat(t, 64)
		if err == nil && !math.IsInf(n, 0) && !math.IsNaN(n) {
			return n, true
		}
		r.count(fixType)
	}
	return 0, false
}

// whole returns the first of the keys that states a whole number.
func (r *reader) whole(o object, keys ...string) (int, bool) {
	n, ok := r.number(o, keys...)
	if !ok || n != math.Trunc(n) || math.Abs(n) > 1e9 {
		return 0, false
	}
	return int(n), true
}

// answer returns the first of the keys that states yes or no.
func (r *reader) answer(o object, keys ...string) service.Answer {
	for _, k := range keys {
		switch v := o[k].(type) {
		case bool:
			return answerOf(v)
		case json.Number:
			return answerOf(v.String() != "0")
		case string:
			switch strings.ToLower(strings.TrimSpace(v)) {
			case "true", "yes", "y", "1", "t":
				return service.Yes
			case "false", "no", "n", "0", "f":
				return service.No
			}
		}
	}
	return service.NotStated
}

func answerOf(yes bool) service.Answer {
	if yes {
		return service.Yes
	}
	return service.No
}

// maxList is how many entries of one list in a record are looked at.
const maxList = 500

// list returns the first of the keys that states anything as a list: a single
// value is a list of one, an object of objects the list of its values.
func (r *reader) list(o object, keys ...string) []any {
	switch v := o.get(keys...).(type) {
	case nil:
		return nil
	case []any:
		return v[:min(len(v), maxList)]
	case map[string]any:
		names := make([]string, 0, len(v))
		for k, e := range v {
			if _, ok := e.(map[string]any); !ok {
				return []any{v}
			}
			names = append(names, k)
		}
		slices.Sort(names)
		r.count(fixType)
		all := make([]any, 0, len(names))
		for _, k := range names {
			all = append(all, v[k])
		}
		return all[:min(len(all), maxList)]
	default:
		return []any{v}
	}
}

// objects returns a list of objects. A bare text or number in it becomes an
// object that has it as its name.
func (r *reader) objects(o object, keys ...string) []object {
	var all []object
	for _, e := range r.list(o, keys...) {
		if child, ok := asObject(e); ok {
			all = append(all, child)
		} else if t := r.text(e); t != "" {
			all = append(all, object{"name": t})
		}
	}
	return all
}

// child returns the first of the keys that holds an object; a bare text counts
// as the name of one.
func (r *reader) child(o object, keys ...string) (object, bool) {
	all := r.objects(o, keys...)
	if len(all) == 0 {
		return nil, false
	}
	return all[0], true
}

// owner returns the organisation inside a record; nil when there is none.
func (r *reader) owner(o object) object {
	organisation, _ := r.child(o, keyOrganisation, "organisation")
	return organisation
}

// url, email and phones read those fields strictly and count what they drop.

func (r *reader) url(o object, keys ...string) string {
	for _, k := range keys {
		raw := r.raw(o, k)
		if raw == "" {
			continue
		}
		address, ok := clean.URL(raw)
		if address != raw {
			r.count(fixURL)
		}
		if ok {
			return address
		}
	}
	return ""
}

func (r *reader) email(o object, keys ...string) string {
	for _, k := range keys {
		v := o[k]
		if b, ok := v.(bool); ok && !b {
			r.count(fixEmail)
			continue
		}
		raw := r.raw(o, k)
		if raw == "" {
			continue
		}
		address, ok := clean.Email(raw)
		if address != raw {
			r.count(fixEmail)
		}
		if ok {
			return address
		}
	}
	return ""
}

// scalarID returns an id as text: any scalar but a boolean, without blanks and
// invisible characters. "" means there is none.
func scalarID(v any) string {
	var id string
	switch v := v.(type) {
	case string:
		id = clean.Printable(v)
	case json.Number:
		id = v.String()
	}
	if len(id) > maxID {
		id = hash([]byte(id))
	}
	return id
}
