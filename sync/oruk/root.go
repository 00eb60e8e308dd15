package oruk

import (
	"strings"

	"fettle/internal/pattern"
)

// versionDigits is the number in "HSDS-UK-3.0", "V3" or "3.0".
var versionDigits = pattern.Later(`\d+(?:\.\d+)*`)

// Root is what the front page of a feed says, the answer to GET {base}/.
type Root struct {
	// Standard is Version1, Version3 or International3.
	Standard string
	// Version is the version as digits: "3.0".
	Version string
	// Profile and OpenAPI are addresses of descriptions.
	Profile, OpenAPI string
	// Publisher is who publishes the feed; "" is not stated.
	Publisher string
}

// DecodeRoot reads the front page of a feed. Versions are written "3.0", "V3"
// and "HSDS-UK-3.0". It returns a *NotAFeedError when the answer is none.
func DecodeRoot(body []byte) (Root, error) {
	v, _, err := parse(body)
	if err != nil {
		return Root{}, unreadable(body, err)
	}
	o, ok := asObject(v)
	r := reader{repairs: Repairs{}}
	version := strings.ToLower(r.line(o, 60, "version"))
	openAPI := r.url(o, "openapiurl")
	if !ok || version == "" && openAPI == "" || o.counts() {
		return Root{}, otherJSON(v)
	}
	root := Root{OpenAPI: openAPI, Profile: r.url(o, "profile")}
	root.Publisher = r.line(o, maxName, "publisher", "publishername", keyOrganisation, "organisation")
	root.Version = versionDigits().FindString(version)
	hint := version + strings.ToLower(r.text(o["profile"])+r.text(o["openapiurl"]))
	international := strings.HasPrefix(version, "3") && !strings.Contains(hint, "uk")
	switch {
	case strings.HasPrefix(root.Version, "3") && international:
		root.Standard = International3
	case strings.HasPrefix(root.Version, "3"):
		root.Standard = Version3
	default:
		root.Standard = Version1
	}
	return root, nil
}
