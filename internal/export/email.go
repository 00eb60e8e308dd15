package export

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the e-mail's template
	"encoding/hex"
	"errors"
	"fmt"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
)

//go:embed email.html.tmpl
var emailTemplate string

// Email returns the document as a page for an e-mail: every style stands on its
// element, as mail programs drop style sheets, and there is nothing that Word's
// way of drawing pages, which Outlook has, gets wrong.
func Email(d Document) ([]byte, error) { return fill(emailTemplate, "page", pageOf(d)) }

// Fragment returns the inside of the page that Email returns, for a clipboard.
func Fragment(d Document) ([]byte, error) { return fill(emailTemplate, "fragment", pageOf(d)) }

// EML returns the document as an unsent message (RFC 5322) with a plain and a
// formatted part, which mail programs that know X-Unsent open as a draft. It
// names nobody: the mail program fills in who writes, to whom and when.
func EML(d Document) ([]byte, error) {
	text, err := Text(d)
	if err != nil {
		return nil, err
	}
	page, err := Email(d)
	if err != nil {
		return nil, err
	}
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	sum := sha256.Sum256(append(bytes.Clone(text), page...))
	if err := parts.SetBoundary("part-" + hex.EncodeToString(sum[:16])); err != nil {
		return nil, fmt.Errorf("divide the message: %w", err)
	}
	err = errors.Join(
		addPart(parts, "text/plain; charset=utf-8", text),
		addPart(parts, "text/html; charset=utf-8", page),
		parts.Close(),
	)
	if err != nil {
		return nil, fmt.Errorf("write the message: %w", err)
	}
	var out bytes.Buffer
	for _, line := range []string{
		"X-Unsent: 1",
		"To: ",
		"Subject: " + mime.QEncoding.Encode("utf-8", d.Title),
		"MIME-Version: 1.0",
		`Content-Type: multipart/alternative; boundary="` + parts.Boundary() + `"`,
		"",
	} {
		out.WriteString(line + "\r\n")
	}
	out.Write(body.Bytes())
	return out.Bytes(), nil
}

// addPart adds a part in quoted-printable, its lines ended as mail ends them.
func addPart(parts *multipart.Writer, kind string, content []byte) error {
	w, err := parts.CreatePart(textproto.MIMEHeader{
		"Content-Type":              {kind},
		"Content-Transfer-Encoding": {"quoted-printable"},
	})
	if err != nil {
		return err
	}
	qp := quotedprintable.NewWriter(w)
	_, err = qp.Write(content)
	return errors.Join(err, qp.Close())
}
