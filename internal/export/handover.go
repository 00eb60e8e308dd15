package export

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"
)

const (
	// maxMailLink is the longest mailto: address that programs and browsers are
	// known to take whole, in characters.
	maxMailLink = 1500
	// maxTexts is the most texts that a message may be sent as: six, at which the
	// text services of the public sector stop too.
	maxTexts = 6
	// maxChat is the longest message that is kind to send in a chat, in
	// characters.
	maxChat = 1000
)

// ErrMessageTooLong is returned for a message that is too long to be handed to
// another program.
var ErrMessageTooLong = errors.New("the message is too long: shorten the list, or give only its contacts")

// SMSLink returns an sms: address (RFC 5724) that opens the system's program for
// texts with a message and without a recipient. It refuses messages of more than
// six texts with ErrMessageTooLong.
func SMSLink(message string) (string, error) {
	if n := CountSMS(message).Texts; n > maxTexts {
		return "", fmt.Errorf("%w (%d texts, at most %d)", ErrMessageTooLong, n, maxTexts)
	}
	// Some telephones take the message after "?", others only after "&".
	return "sms:?&body=" + escaped(message), nil
}

// WhatsAppLink returns an address that opens WhatsApp with a message and lets
// the person choose whom it is for. It refuses messages of more than 1,000
// characters with ErrMessageTooLong.
func WhatsAppLink(message string) (string, error) {
	if n := utf8.RuneCountInString(message); n > maxChat {
		return "", fmt.Errorf("%w (%d characters, at most %d)", ErrMessageTooLong, n, maxChat)
	}
	return "https://wa.me/?text=" + escaped(message), nil
}

// MailLink returns a mailto: address (RFC 6068) that opens a letter without a
// recipient. Where the letter is longer than programs take, the address has only
// the subject and whole is false: the letter must reach it another way.
func MailLink(subject, letter string) (link string, whole bool) {
	link = "mailto:?subject=" + escaped(oneLine(subject))
	if long := link + "&body=" + strings.ReplaceAll(escaped(letter), "%0A", "%0D%0A"); len(long) <= maxMailLink {
		return long, true
	}
	return link, false
}

// escaped percent-encodes all but letters, digits and "-._~" (RFC 3986), what
// can't be seen left out. A space is "%20": many programs show "+" as it is.
func escaped(text string) string {
	return strings.ReplaceAll(url.QueryEscape(visible(text)), "+", "%20")
}
