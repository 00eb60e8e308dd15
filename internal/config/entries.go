package config

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"fettle/internal/nearest"
)

// entry is one key that can be set: all that the rest of the package knows of
// it. A new setting is a field of Config and a line in entries.
type entry struct {
	key  string // with its table: "export.maps"
	says string // what it is for, in one line
	// field returns a pointer to where it is kept: *string, *float64, *bool or
	// *[]string.
	field func(*Config) any
	// fault says what is wrong with the value; "" is nothing. Nil allows all.
	fault func(*Config) string
	// file says that it names a file, which is looked for from the folder of the
	// file that it is set in.
	file bool
}

const (
	// maxRequests is the most requests a second that a server is asked for,
	// however the file is set: feeds are run by councils and charities.
	maxRequests = 20
	// maxPlace is the longest home place in characters.
	maxPlace = 80
	// maxFollow is the most feeds that a file can name.
	maxFollow = 500
	// maxPerMinute is the most requests a minute that a limit can allow.
	maxPerMinute = 60 * maxRequests
)

// entries returns every key there is, in the order in which they are shown.
func entries() []entry {
	return []entry{
		{
			key: "theme", says: "colours: " + strings.Join(Themes(), ", "),
			field: func(c *Config) any { return &c.Theme },
			fault: func(c *Config) string { return oneOf(c.Theme, Themes()) },
		},
		{
			key: "place", says: "where a search starts from: a town or the first half of a postcode",
			field: func(c *Config) any { return &c.Place },
			fault: func(c *Config) string {
				if n := utf8.RuneCountInString(c.Place); n > maxPlace {
					return fmt.Sprintf("it has %d characters, at most %d make a place", n, maxPlace)
				}
				return ""
			},
		},
		{
			key: "mouse", says: "whether the mouse works in the finder instead of selecting text: true or false",
			field: func(c *Config) any { return &c.Mouse },
		},
		{
			key: "plain", says: "whether the finder is lines that are read out instead of a screen: true or false",
			field: func(c *Config) any { return &c.Plain },
		},
		{
			key: "feeds.follow", says: "feeds to bring in: addresses, or keys from 'fettle feeds known'",
			field: func(c *Config) any { return &c.Feeds.Follow },
			fault: func(c *Config) string { return followFault(c.Feeds.Follow) },
		},
		{
			key: "feeds.requests_per_second", says: "the most requests a second to one server",
			field: func(c *Config) any { return &c.Feeds.RequestsPerSecond },
			fault: func(c *Config) string {
				if n := c.Feeds.RequestsPerSecond; !(n > 0 && n <= maxRequests) {
					return fmt.Sprintf("%v is not a number above 0 and at most %d", n, maxRequests)
				}
				return ""
			},
		},
		{
			key: "feeds.limits", says: "the most requests a minute for single feeds, such as [\"bristol 20\"]",
			field: func(c *Config) any { return &c.Feeds.Limits },
			fault: func(c *Config) string { return limitsFault(c.Feeds.Limits) },
		},
		{
			key: "export.maps", says: "where map links lead: " + strings.Join(Maps(), ", "),
			field: func(c *Config) any { return &c.Export.Maps },
			fault: func(c *Config) string { return oneOf(c.Export.Maps, Maps()) },
		},
		{
			key: "export.emergency_file", says: "a file of emergency numbers besides 999",
			field: func(c *Config) any { return &c.Export.EmergencyFile }, file: true,
		},
		{
			key: "export.viewer", says: "the page of yours that shows lists sent as links",
			field: func(c *Config) any { return &c.Export.Viewer },
			fault: func(c *Config) string { return viewerFault(c.Export.Viewer) },
		},
		{
			key: "export.whatsapp", says: "whether lists may be opened in WhatsApp: true or false",
			field: func(c *Config) any { return &c.Export.WhatsApp },
		},
	}
}

// kind returns the words for the kind of a value, and its names in TOML.
func (e entry) kind() (words string, names []string) {
	switch e.field(&Config{}).(type) {
	case *float64:
		return "a number", []string{"Integer", "Float"}
	case *bool:
		return "true or false", []string{"Bool"}
	case *[]string:
		return "a list of texts, such as [\"one\", \"two\"]", []string{"Array"}
	default:
		return "text in quotation marks", []string{"String"}
	}
}

// text returns a value as it is written in a file.
func (e entry) text(c *Config) string {
	switch v := e.field(c).(type) {
	case *string:
		return quote(*v)
	case *float64:
		return strconv.FormatFloat(*v, 'g', -1, 64)
	case *bool:
		return strconv.FormatBool(*v)
	case *[]string:
		quoted := make([]string, len(*v))
		for i, s := range *v {
			quoted[i] = quote(s)
		}
		return "[" + strings.Join(quoted, ", ") + "]"
	}
	return ""
}

// take takes the value over from other settings.
func (e entry) take(c, from *Config) {
	switch v := e.field(c).(type) {
	case *string:
		*v = *e.field(from).(*string) //nolint:errcheck // the same field
	case *float64:
		*v = *e.field(from).(*float64) //nolint:errcheck // the same field
	case *bool:
		*v = *e.field(from).(*bool) //nolint:errcheck // the same field
	case *[]string:
		*v = *e.field(from).(*[]string) //nolint:errcheck // the same field
	}
}

// quote writes text as TOML does. The escapes of both are the same for what
// can be printed; everything else is written by its number.
func quote(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case strconv.IsPrint(r):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// oneOf says what is wrong with a value that is none of those allowed.
func oneOf(value string, allowed []string) string {
	if slices.Contains(allowed, value) {
		return ""
	}
	if near := nearest.Word(value, allowed); near != "" {
		return fmt.Sprintf("there is no %q: did you mean %q? It can be %s", value, near, strings.Join(allowed, ", "))
	}
	return fmt.Sprintf("there is no %q: it can be %s", value, strings.Join(allowed, ", "))
}

// viewerFault says what is wrong with the address of the page that shows lists.
func viewerFault(address string) string {
	u, err := url.Parse(address)
	if address == "" || err == nil && (u.Scheme == "https" && u.Host != "" || u.Scheme == "http" && u.Hostname() == "localhost") {
		return ""
	}
	return fmt.Sprintf("%q is not the https address of a page", address)
}

// followFault says what is wrong with the feeds to follow.
func followFault(follow []string) string {
	if len(follow) > maxFollow {
		return fmt.Sprintf("it names %d feeds, at most %d can be followed", len(follow), maxFollow)
	}
	for i, feed := range follow {
		if strings.TrimSpace(feed) == "" {
			return "one of the feeds is empty: write an address, or a key from 'fettle feeds known'"
		}
		if slices.Contains(follow[:i], feed) {
			return fmt.Sprintf("it names %q twice", feed)
		}
	}
	return ""
}

// readLimit reads the limit of one feed; 0 is none that can be read.
func readLimit(text string) (feed string, perMinute int) {
	feed, number, _ := strings.Cut(strings.TrimSpace(text), " ")
	n, err := strconv.Atoi(strings.TrimSpace(number))
	if err != nil || n < 1 || n > maxPerMinute {
		return feed, 0
	}
	return feed, n
}

// limitsFault says what is wrong with the limits of single feeds.
func limitsFault(limits []string) string {
	seen := map[string]bool{}
	for _, limit := range limits {
		feed, n := readLimit(limit)
		switch {
		case feed == "" || n == 0:
			return fmt.Sprintf("%q is no limit: write the name of a feed and requests a minute from 1 to %d, such as \"bristol 20\"", limit, maxPerMinute)
		case seen[feed]:
			return fmt.Sprintf("it has %q twice", feed)
		}
		seen[feed] = true
	}
	return ""
}

// keys returns every key there is.
func keys() []string {
	var out []string
	for _, e := range entries() {
		out = append(out, e.key)
	}
	return out
}
