package export

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"fettle/internal/service"
)

// SMSCount says what a message costs to send.
type SMSCount struct {
	// Units are the characters it counts as, of which some count twice.
	Units int
	// Texts is how many texts it is sent as.
	Texts int
	// Plain says that all its characters are of the GSM 7-bit alphabet, so that
	// a text holds 160 of them, or 153 where there are several; else it holds 70
	// or 67 (3GPP TS 23.038 and 23.040).
	Plain bool
}

const (
	// gsmLetters is the basic table of the GSM 7-bit alphabet.
	gsmLetters = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
	// gsmExtra are the characters of its extension, which count twice.
	gsmExtra = "^{}\\[~]|€\f"
)

// CountSMS counts a message as telephones do.
func CountSMS(text string) SMSCount {
	units, plain := 0, true
	for _, r := range text {
		switch {
		case strings.ContainsRune(gsmLetters, r):
			units++
		case strings.ContainsRune(gsmExtra, r):
			units += 2
		default:
			plain = false
		}
	}
	one, several := 160, 153
	if !plain {
		units, one, several = len(utf16.Encode([]rune(text))), 70, 67
	}
	texts := (units + several - 1) / several
	if units <= one {
		texts = min(units, 1)
	}
	return SMSCount{Units: units, Texts: texts, Plain: plain}
}

// smsOpening is safe to show on a locked screen.
const smsOpening = "Here are the numbers we talked about."

// SMS returns the document as a message: names, numbers, when it is and the
// note, in as few characters as are of use, and the first emergency line. Signs that would make it cost twice
// as much, such as curly quotation marks, are written plainly; letters of names
// stay. CountSMS says how many texts it is.
func SMS(d Document) ([]byte, error) {
	lines := []string{smsOpening}
	for _, e := range d.Entries {
		lines = append(lines, smsLine(e))
	}
	if len(d.Emergency) > 0 {
		lines = append(lines, d.Emergency[0].Words())
	}
	return []byte(inSMS(strings.Join(lines, "\n"))), nil
}

// smsLine returns one service: "Coffee: 01632 960 123. Tuesdays, 10am to midday.
// Ask for Jo."
func smsLine(e Entry) string {
	name := e.Heading
	if said := e.said(KindName); said != "" {
		name = said
	}
	var parts []string
	if way := shortWay(e.Service); way != "" {
		parts = append(parts, cut(name, 60)+": "+way)
	} else {
		parts = append(parts, cut(name, 60))
	}
	if e.Service == nil {
		parts = append(parts, "No longer listed")
	}
	for _, w := range e.Warnings {
		if strings.HasPrefix(w, "Listed as") {
			first, _, _ := strings.Cut(w, ".")
			parts = append(parts, first)
		}
	}
	if when, _, _ := strings.Cut(e.said(KindWhen), "\n"); when != "" && when != unstated {
		parts = append(parts, cut(when, 80))
	}
	if e.Note != "" {
		note := oneLine(e.Note)
		first, size := utf8.DecodeRuneInString(note)
		parts = append(parts, string(unicode.ToUpper(first))+note[size:])
	}
	for i := range parts {
		parts[i] = strings.TrimRight(parts[i], ". ")
	}
	return strings.Join(parts, ". ") + "."
}

// shortWay returns the one best way of getting in touch.
func shortWay(s *service.Service) string {
	if s == nil {
		return ""
	}
	if phones := phonesOf(s); len(phones) > 0 {
		return cut(oneLine(phones[0].Number), 40)
	}
	if words, _ := mailHref(s.Email); words != "" {
		return words
	}
	words, _ := webHref(s.URL)
	return words
}

// inSMS writes signs that have a plain form in that form. It leaves letters as
// they are, so that names stay right.
func inSMS(text string) string {
	return strings.NewReplacer(
		"‘", "'", "’", "'", "‚", "'", "′", "'", "“", `"`, "”", `"`, "„", `"`, "″", `"`, "–", "-", "—", "-", "‑", "-", "−", "-",
		"…", "...", "•", "*", "·", "*", "\u00a0", " ", "\u202f", " ", "\u2009", " ", "½", "1/2", "¼", "1/4", "¾", "3/4", "×", "x", "`", "'",
	).Replace(text)
}
