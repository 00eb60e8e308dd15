package export

import (
	"errors"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// plainAddress finds addresses of nothing but what needs no escape.
var plainAddress = regexp.MustCompile(`^[A-Za-z0-9:/?&=._~%-]*$`)

func TestMessagesAreHandedOverAsTheyAre(t *testing.T) {
	message := "Café & cake: 50% off + free?\nRing 01632 960 123 #1 “Jo”; مرحبا\nIn danger now? Call 999."
	for name, build := range map[string]func(string) (string, error){
		"sms": SMSLink, "whatsapp": WhatsAppLink,
		"mail": func(text string) (string, error) {
			link, whole := MailLink("Your list", text)
			if !whole {
				return "", errors.New("not whole")
			}
			return link, nil
		},
	} {
		link, err := build(message)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !plainAddress.MatchString(link) || strings.Contains(link, "+") {
			t.Errorf("%s: %s is not escaped", name, link)
		}
		u, err := url.Parse(link)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := u.Query().Get("body") + u.Query().Get("text")
		if strings.ReplaceAll(got, "\r\n", "\n") != message {
			t.Errorf("%s: came back as %q", name, got)
		}
		if u.Opaque != "" || u.User != nil || name == "whatsapp" && u.Host != "wa.me" {
			t.Errorf("%s: %s has a recipient", name, link)
		}
		if name == "mail" && strings.Count(link, "%0D%0A") != 2 {
			t.Errorf("line ends of a letter: %s", link)
		}
	}
}

// TestNothingStepsOutOfAHandover tries every attack as a message and a subject.
func TestNothingStepsOutOfAHandover(t *testing.T) {
	for _, x := range attacks(t) {
		sms, errSMS := SMSLink(x)
		chat, errChat := WhatsAppLink(x)
		mail, _ := MailLink(x, x)
		for _, err := range []error{errSMS, errChat} {
			if err != nil && !errors.Is(err, ErrMessageTooLong) {
				t.Errorf("%q: %v", x, err)
			}
		}
		for link, begin := range map[string]string{sms: "sms:?&body=", chat: "https://wa.me/?text=", mail: "mailto:?subject="} {
			if link == "" {
				continue
			}
			rest, ok := strings.CutPrefix(link, begin)
			if !ok || !plainAddress.MatchString(link) {
				t.Errorf("%q became %s", x, link)
			}
			if begin == "mailto:?subject=" {
				if strings.Count(rest, "&") > 1 || strings.Count(rest, "=") > 1 {
					t.Errorf("%q added a header: %s", x, link)
				}
				subject, _, _ := strings.Cut(rest, "&body=")
				if strings.Contains(subject, "%0A") || strings.Contains(subject, "%0D") {
					t.Errorf("%q broke the subject's line: %s", x, link)
				}
			} else if strings.ContainsAny(rest, "&=?") {
				t.Errorf("%q added a field: %s", x, link)
			}
			for _, hidden := range []string{"%1B", "%00", "%07", "%C2%9B", "%E2%80%AE", "%E2%80%8B"} {
				if strings.Contains(link, hidden) {
					t.Errorf("%q brought %s into %s", x, hidden, link)
				}
			}
		}
	}
}

func TestLongMessagesAreNotCut(t *testing.T) {
	for _, tc := range []struct {
		letters         int
		sms, chat, mail bool
	}{
		{100, true, true, true},
		{918, true, true, true},
		{919, false, true, true},
		{1000, false, true, true},
		{1001, false, false, true},
		{1600, false, false, false},
	} {
		text := strings.Repeat("a", tc.letters)
		if _, err := SMSLink(text); (err == nil) != tc.sms {
			t.Errorf("%d letters as a text: %v", tc.letters, err)
		}
		if _, err := WhatsAppLink(text); (err == nil) != tc.chat {
			t.Errorf("%d letters in a chat: %v", tc.letters, err)
		}
		link, whole := MailLink("Your list", text)
		if whole != tc.mail || len(link) > maxMailLink || whole == (link == "mailto:?subject=Your%20list") {
			t.Errorf("%d letters by mail: %v, %d letters of address", tc.letters, whole, len(link))
		}
	}
}
