// Package postcodesio asks postcodes.io, or a copy of it that an organisation
// runs, where one whole postcode is.
//
// It sends that postcode and nothing else, once, and only when it is called: it
// must not decide when that is, and it keeps nothing.
package postcodesio

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"fettle/internal/clean"
	"fettle/internal/service"
)

// Home is where postcodes.io is.
const Home = "https://api.postcodes.io"

const (
	// patience is how long an answer may take, and longest how many bytes it may have.
	patience = 10 * time.Second
	longest  = 64 << 10
	maxName  = 120
)

// ErrUnknown says that the postcode is not known there.
var ErrUnknown = errors.New("postcodes.io does not know that postcode")

// Answer is where a postcode is.
type Answer struct {
	Point service.Point
	// Areas are the areas that hold it, the council first.
	Areas []service.Area
}

// CheckAddress returns an address to ask at without a slash at its end. It must
// be one of https, or of this machine.
func CheckAddress(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("%q is not an address to ask at: write one such as %s", address, Home)
	}
	ip := net.ParseIP(u.Hostname())
	here := u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
	safe := u.Scheme == "https" || u.Scheme == "http" && here
	if !safe {
		return "", fmt.Errorf("%q is not safe to send postcodes to: use an address that begins with https://", address)
	}
	return strings.TrimRight(u.String(), "/"), nil
}

// document is the part of an answer of postcodes.io that is read.
type document struct {
	Result *struct {
		Latitude  *float64          `json:"latitude"`
		Longitude *float64          `json:"longitude"`
		District  string            `json:"admin_district"`
		Ward      string            `json:"admin_ward"`
		County    string            `json:"admin_county"`
		ICB       string            `json:"icb"`
		Codes     map[string]string `json:"codes"`
	} `json:"result"`
}

// Ask asks at an address where a whole postcode is. ErrUnknown when it is not
// known there or has no point.
func Ask(ctx context.Context, address, postcode string) (answer Answer, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/postcodes/"+url.PathEscape(strings.ReplaceAll(postcode, " ", "")), nil)
	if err != nil {
		return Answer{}, fmt.Errorf("ask %s: %w", address, err)
	}
	request.Header.Set("User-Agent", "fettle")
	request.Header.Set("Accept", "application/json")
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		return Answer{}, fmt.Errorf("%s could not be asked: %w", address, errors.Unwrap(err))
	}
	defer func() { err = errors.Join(err, response.Body.Close()) }()
	switch response.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound:
		return Answer{}, ErrUnknown
	default:
		return Answer{}, fmt.Errorf("%s answers %q: try again later", address, response.Status)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, longest))
	if err != nil {
		return Answer{}, fmt.Errorf("read the answer of %s: %w", address, err)
	}
	return read(body)
}

// read reads an answer.
func read(body []byte) (Answer, error) {
	var d document
	if err := json.Unmarshal(body, &d); err != nil {
		return Answer{}, fmt.Errorf("read the answer about the postcode: %w", err)
	}
	r := d.Result
	if r == nil || r.Latitude == nil || r.Longitude == nil {
		return Answer{}, ErrUnknown
	}
	answer := Answer{Point: service.Point{Lat: *r.Latitude, Lon: *r.Longitude}}
	for _, area := range []service.Area{
		{Name: r.District, Code: r.Codes["admin_district"]}, {Name: r.Ward, Code: r.Codes["admin_ward"]},
		{Name: r.County, Code: r.Codes["admin_county"]}, {Name: r.ICB, Code: r.Codes["icb"]},
	} {
		if code := clean.Line(area.Code, len("E07000121")+1); len(code) == len("E07000121") && code[1:] != "99999999" {
			answer.Areas = append(answer.Areas, service.Area{Name: clean.Line(area.Name, maxName), Code: code})
		}
	}
	return answer, nil
}
