package clean

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"fettle/internal/pattern"
)

// maxURL is the longest web address in bytes that is taken.
const maxURL = 2000

// brokenScheme is "http" or "https" with something wrong about what follows:
// "http:www.", "https:/x", "http//x", "http:///x", "HTTPS://".
var brokenScheme = pattern.Later(`^(?i:(https?))(?::[/\\]*|[/\\]{2,})`)

// URL reads a web address as publishers write it, mends a missing or broken
// scheme, and returns it in one clean form: http or https, the host in ASCII,
// no user name. It returns false for anything else, for IP addresses, for names
// that cannot be on the internet, and for example.com, which stands for any
// address in forms that nobody filled in.
func URL(s string) (clean string, ok bool) {
	for range maxRounds {
		s = unescape(trimAll(s))
	}
	s = strings.TrimRight(trimAll(s), ".,;")
	if first, _, several := strings.Cut(s, " "); several && hasWebPrefix(first) {
		s = strings.TrimRight(first, ".,;")
	}
	if s == "" || len(s) > maxURL || strings.HasPrefix(s, "//") || strings.ContainsFunc(s, unfitForURL) {
		return "", false
	}
	scheme := "https"
	for found := brokenScheme().FindStringSubmatch(s); found != nil; found = brokenScheme().FindStringSubmatch(s) {
		scheme, s = strings.ToLower(found[1]), s[len(found[0]):]
	}
	u, err := url.Parse(scheme + "://" + s)
	if err != nil || u.User != nil || u.Opaque != "" {
		return "", false
	}
	name, ok := host(u.Hostname())
	if !ok || isMadeUp(name) || !hasWebPrefix(s) && isFileName(name, u.Path) {
		return "", false
	}
	port := u.Port()
	u.Host = name
	if port != "" {
		if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
			return "", false
		}
		u.Host += ":" + port
	}
	u.RawQuery = escapeQuery(u.RawQuery)
	clean = u.String()
	return clean, len(clean) <= maxURL
}

// escapeQuery returns a query with every byte beyond ASCII escaped.
func escapeQuery(query string) string {
	var b strings.Builder
	for i := range len(query) {
		if c := query[i]; c < 0x80 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// trimAll takes white space of every kind and invisible characters off both ends.
func trimAll(s string) string {
	return strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r)
	})
}

func unfitForURL(r rune) bool {
	return !readable(r) || strings.ContainsRune(`\<>"`+"`{}|^", r)
}

func hasWebPrefix(s string) bool {
	s = strings.ToLower(s)
	return strings.HasPrefix(s, "http:") || strings.HasPrefix(s, "https:") || strings.HasPrefix(s, "www.")
}

// isMadeUp reports whether a host stands in for a missing address. Feeds
// write http://www.example.com; example.org is for demonstrations.
func isMadeUp(host string) bool {
	return host == "example.com" || strings.HasSuffix(host, ".example.com")
}

// isFileName reports whether what looks like a host name is that of a file.
func isFileName(host, path string) bool {
	switch host[strings.LastIndexByte(host, '.')+1:] {
	case "pdf", "doc", "docx", "xls", "xlsx", "htm", "html", "asp", "aspx", "php", "jpg", "jpeg", "png", "gif":
		return path == ""
	}
	return false
}
