package oruk

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"fettle/internal/clean"
	"fettle/internal/pattern"
)

// NotAFeedError says that an answer is not what was asked of a feed.
type NotAFeedError struct {
	// Looks says in plain words what the answer looks like: `a web page titled
	// "Not found"`.
	Looks string
	// Err is the cause; nil when the answer could be read and is something else.
	Err error
}

// Error says what the answer looks like.
func (e *NotAFeedError) Error() string {
	return "this is no list of services; it looks like " + e.Looks
}

// Unwrap returns the cause.
func (e *NotAFeedError) Unwrap() error { return e.Err }

var title = pattern.Later(`(?is)<title[^>]*>(.{0,500}?)</title`)

// unreadable describes an answer that could not be read as JSON.
func unreadable(body []byte, cause error) *NotAFeedError {
	looks := "text that is not JSON"
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\ufeff")))
	head := strings.ToLower(string(body[:min(len(body), 4000)]))
	var syntax *json.SyntaxError
	switch {
	case len(body) == 0:
		looks = "an empty answer"
	case strings.HasPrefix(head, "<?xml") && !strings.Contains(head, "<html"):
		looks = "an XML document"
	case strings.HasPrefix(head, "<"):
		looks = "a web page"
		if found := title().FindSubmatch(body); found != nil {
			if t := clean.Line(string(found[1]), 80); t != "" {
				looks = fmt.Sprintf("a web page titled %q", t)
			}
		}
	case head[0] == '{' || head[0] == '[':
		looks = "JSON that is broken or cut off"
		if errors.As(cause, &syntax) {
			looks = fmt.Sprintf("JSON that is broken at byte %d", syntax.Offset)
		}
	case head[0] == 0x1f:
		looks = "compressed data"
	}
	return &NotAFeedError{Looks: looks, Err: cause}
}

// otherJSON describes JSON that is no page of services.
func otherJSON(v any) *NotAFeedError {
	o, ok := asObject(v)
	if !ok {
		return &NotAFeedError{Looks: "a single JSON value"}
	}
	r := reader{repairs: Repairs{}}
	if rows, _ := o.rows(); r.text(o["version"]) != "" && len(rows) == 0 {
		return &NotAFeedError{Looks: "the front page of a feed, not its list of services"}
	}
	for _, k := range []string{"error", "message", "detail", "fault"} {
		if t := r.line(o, 120, k); t != "" && r.text(o["id"]) == "" {
			return &NotAFeedError{Looks: fmt.Sprintf("a message that says %q", t)}
		}
	}
	if len(o) == 0 {
		return &NotAFeedError{Looks: "an empty JSON object"}
	}
	keys := make([]string, 0, len(o))
	for k := range o {
		keys = append(keys, clean.Line(k, 30))
	}
	slices.Sort(keys)
	if len(keys) > 6 {
		keys = append(keys[:6], "…")
	}
	return &NotAFeedError{Looks: "other JSON, with " + strings.Join(keys, ", ")}
}
