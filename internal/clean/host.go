package clean

import (
	"strings"

	"golang.org/x/net/idna"
)

// host returns a host name in its ASCII form, lower case, and false when it is
// none that the public internet could know: an IP address, a name without a
// dot, a name reserved for tests or local use (RFC 2606, RFC 6761, RFC 6762).
func host(name string) (string, bool) {
	name = strings.TrimSuffix(name, ".")
	if name == "" || strings.ContainsAny(name, "%/\\@:[] ") {
		return "", false
	}
	ascii, err := idna.Lookup.ToASCII(name)
	if err != nil || len(ascii) > 253 || strings.ContainsRune(name, '\ufffd') {
		return "", false
	}
	if again, err := idna.Lookup.ToASCII(ascii); err != nil || again != ascii {
		return "", false // It would mean something else to the next reader.
	}
	labels := strings.Split(ascii, ".")
	for _, label := range labels {
		if label == "" || len(label) > 63 {
			return "", false
		}
	}
	top := labels[len(labels)-1]
	if len(labels) < 2 || len(top) < 2 || !strings.HasPrefix(top, "xn--") && strings.ContainsAny(top, "0123456789-_") {
		return "", false
	}
	switch top {
	case "invalid", "localhost", "local", "internal", "test", "example", "arpa", "onion", "lan", "home":
		return "", false
	}
	return ascii, true
}
