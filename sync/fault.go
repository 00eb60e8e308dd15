package datasync

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// Fault says why nothing came of an address, in words for a person.
type Fault struct {
	// URL is the address that was asked, or the name of a file.
	URL string
	// Reason is the whole sentence, with what can be done about it.
	Reason string
	// Status is the HTTP status when there was an answer, else 0.
	Status int
	// Err is the cause, for a log; nil when the answer itself is the cause.
	Err error

	// again says that another try may go better; after is how long the server
	// asked to be left alone, 0 when it did not say.
	again bool
	after time.Duration
}

// Error returns the reason.
func (f *Fault) Error() string { return f.Reason }

// Unwrap returns the cause.
func (f *Fault) Unwrap() error { return f.Err }

// gone reports whether an answer says for certain that there is nothing there.
func gone(err error) bool {
	var fault *Fault
	return errors.As(err, &fault) && (fault.Status == http.StatusNotFound || fault.Status == http.StatusGone)
}

// mayPass reports whether an error may be over by itself later, as against an
// answer that says what it has to say.
func mayPass(err error) bool {
	var fault *Fault
	return !errors.As(err, &fault) || fault.again
}

// Causes that the client itself has for giving up.
var (
	errPrivate   = errors.New("the address is on this machine or a private network")
	errElsewhere = errors.New("the answer sends on to another host")
	errCircles   = errors.New("the answer sends on and on")
	errTooLarge  = errors.New("the answer is too large")
)

// statusFault returns the fault of an answer that is not a success.
func statusFault(address string, resp *http.Response, now time.Time) *Fault {
	f := &Fault{URL: address, Status: resp.StatusCode}
	host := hostOf(address)
	switch code := resp.StatusCode; {
	case code == http.StatusNotFound || code == http.StatusGone:
		f.Reason = fmt.Sprintf("%s has nothing at %s (status %d): check the address", host, resp.Request.URL.RequestURI(), code)
	case code == http.StatusUnauthorized || code == http.StatusForbidden:
		f.Reason = fmt.Sprintf("%s does not let Fettle in (status %d): it may ask for a key, or keep programs out", host, code)
	case code == http.StatusTooManyRequests:
		f.Reason = fmt.Sprintf("%s asks for fewer requests (status %d): try again later", host, code)
		f.again = true
	case code >= 500 || code == http.StatusRequestTimeout || code == http.StatusTooEarly:
		f.Reason = fmt.Sprintf("%s has a fault of its own (status %d): try again later", host, code)
		f.again = true
	default:
		f.Reason = fmt.Sprintf("%s answers with status %d, which is no feed", host, code)
	}
	f.after = retryAfter(resp.Header.Get("Retry-After"), now)
	return f
}

// networkFault returns the fault of a request that brought no whole answer.
func networkFault(ctx context.Context, address string, err error) error {
	if cause := ctx.Err(); cause != nil {
		return cause
	}
	host := hostOf(address)
	f := &Fault{URL: address, Err: err}
	switch {
	case errors.Is(err, errPrivate):
		f.Reason = host + " is on this machine or a private network: add the feed as a private one if that is meant"
	case errors.Is(err, errElsewhere):
		f.Reason = fmt.Sprintf("%s sends on to another address, %s: use that one if you trust it", host, redirectedTo(err))
	case errors.Is(err, errCircles):
		f.Reason = host + " sends on from address to address without an end"
	case errors.Is(err, errTooLarge):
		f.Reason = fmt.Sprintf("the answer of %s is larger than %d MiB, which no feed's page is", host, maxBody>>20)
	case isNoSuchHost(err):
		f.Reason = fmt.Sprintf("there is no host called %s: check the address, and that this machine is online", host)
	case isBadCertificate(err):
		f.Reason = fmt.Sprintf("the certificate of %s can't be trusted, so nothing was fetched from it", host)
	case errors.Is(err, syscall.ECONNREFUSED):
		f.Reason, f.again = host+" refuses connections: nothing answers there at present", true
	case isTimeout(err):
		f.Reason, f.again = host+" did not answer in time: try again later", true
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET):
		f.Reason, f.again = host+" broke off in the middle of its answer: try again later", true
	default:
		f.Reason, f.again = "no answer from "+host+": check the address, and that this machine is online", true
	}
	return f
}

// hostOf returns the host of an address as a person may safely be shown it.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return fmt.Sprintf("%q", address)
	}
	if quoted := fmt.Sprintf("%+q", u.Host); strings.Contains(quoted, `\`) {
		return quoted
	}
	return u.Host
}

// elsewhere is the error of a redirect that is not followed.
type elsewhere struct{ to *url.URL }

func (e elsewhere) Error() string        { return errElsewhere.Error() }
func (e elsewhere) Is(target error) bool { return target == errElsewhere }

// redirectedTo returns the address that a redirect led to, safe to show.
func redirectedTo(err error) string {
	var e elsewhere
	if !errors.As(err, &e) {
		return "another one"
	}
	return e.to.Scheme + "://" + hostOf(e.to.String())
}

// isNoSuchHost reports whether a name could not be found at all, as against a
// name server that did not answer.
func isNoSuchHost(err error) bool {
	var dns *net.DNSError
	return errors.As(err, &dns) && dns.IsNotFound
}

// isBadCertificate reports whether a server could not show who it is.
func isBadCertificate(err error) bool {
	var verification *tls.CertificateVerificationError
	var authority x509.UnknownAuthorityError
	var hostname x509.HostnameError
	var invalid x509.CertificateInvalidError
	return errors.As(err, &verification) || errors.As(err, &authority) || errors.As(err, &hostname) || errors.As(err, &invalid)
}

// isTimeout reports whether something took too long.
func isTimeout(err error) bool {
	var timeout interface{ Timeout() bool }
	return errors.Is(err, context.DeadlineExceeded) || errors.As(err, &timeout) && timeout.Timeout()
}

// retryAfter reads the header of that name (RFC 9110, 10.2.3): a number of
// seconds or a date. What is neither, or is past, is 0.
func retryAfter(header string, now time.Time) time.Duration {
	header = strings.TrimSpace(header)
	if seconds, err := time.ParseDuration(header + "s"); err == nil && isDigits(header) {
		return seconds
	}
	if at, err := http.ParseTime(header); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}

// isDigits reports whether a text is one to nine digits.
func isDigits(s string) bool {
	return len(s) > 0 && len(s) < 10 && strings.Trim(s, "0123456789") == ""
}
