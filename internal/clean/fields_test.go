package clean_test

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fettle/internal/clean"
	"fettle/internal/service"
)

func TestURL(t *testing.T) {
	tests := []struct{ in, want string }{
		{"https://www.age.org.uk/x?y=1#z", "https://www.age.org.uk/x?y=1#z"},
		{"http://1625ip.co.uk", "http://1625ip.co.uk"},
		{"HTTPS://Age.ORG.uk/Path", "https://age.org.uk/Path"},
		{"www.age.org.uk", "https://www.age.org.uk"},
		{"kateartereft.com", "https://kateartereft.com"},
		{"linktr.ee/tea", "https://linktr.ee/tea"},
		{"http:www.yateandsodburydc.co.uk", "http://www.yateandsodburydc.co.uk"},
		{"https:/holisuntherapies.co.uk", "https://holisuntherapies.co.uk"},
		{"http//x.org.uk", "http://x.org.uk"},
		{"https://https://x.org.uk", "https://x.org.uk"},
		{"http://https://x.org.uk", "https://x.org.uk"},
		{"\u00a0 www.x.org.uk. \u200b", "https://www.x.org.uk"},
		{"https://x.org.uk/?a=1&amp;b=2", "https://x.org.uk/?a=1&b=2"},
		{"www.a.org.uk or www.b.org.uk", "https://www.a.org.uk"},
		{"https://x.org.uk:8080/a", "https://x.org.uk:8080/a"},
		{"https://www.demo.example.org/a", "https://www.demo.example.org/a"},
		{"https://bücher.org/ü", "https://xn--bcher-kva.org/%C3%BC"},
		{"https://x.org/?q=ü", "https://x.org/?q=%C3%BC"},
		{"", ""}, {"Warmley Community Centre", ""}, {"example_counselling", ""}, {"http://www.example.com", ""},
		{"http://example.com/counselling", ""}, {"javascript:alert(1)", ""}, {"data:text/html,x", ""}, {"file:///etc/passwd", ""},
		{"//evil.org", ""}, {"https://nhs.uk@evil.org", ""}, {"https://127.0.0.1/", ""}, {"http://[::1]/", ""}, {"http://0x7f.1/", ""},
		{"http://localhost/", ""}, {"http://printer.local", ""}, {"https://x.org/\x1b]52;c;x\x07", ""}, {"https://x.org/\r\nSet-Cookie:", ""},
		{"https://x.org\\@evil.org", ""}, {"jo@example.org", ""}, {"leaflet.pdf", ""}, {"ftp://x.org", ""}, {"mailto:jo@example.org", ""},
		{"https://x.org:99999", ""}, {"https://a..org", ""}, {"https://-a.org", ""}, {"https://x.org/" + strings.Repeat("a", 3000), ""},
		{"N/A", ""}, {"https://", ""}, {"http://www", ""},
	}
	for _, tt := range tests {
		got, ok := clean.URL(tt.in)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("URL(%q) = %q, %v, want %q", tt.in, got, ok, tt.want)
		}
	}
}

func TestEmail(t *testing.T) {
	tests := []struct{ in, want string }{
		{"jo@example.org", "jo@example.org"},
		{"\u00a0Jo.B+x@Example.ORG.uk\u00a0", "Jo.B+x@example.org.uk"},
		{"mailto:jo@example.org", "jo@example.org"},
		{"Jo Bloggs <jo@example.org>.", "jo@example.org"},
		{"a@example.org; b@example.org", "a@example.org"},
		{"e-mail: a@example.org", "a@example.org"},
		{"", ""}, {"email-example_com", ""}, {"Unknown-1777@noemail.invalid", ""}, {"jo@localhost", ""}, {"@example.org", ""},
		{"jo@example.org\r\nBcc: x@evil.org", ""}, {"jo@127.0.0.1", ""}, {"12345", ""}, {"j o@", ""},
	}
	for _, tt := range tests {
		got, ok := clean.Email(tt.in)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("Email(%q) = %q, %v, want %q", tt.in, got, ok, tt.want)
		}
	}
}

func TestPhones(t *testing.T) {
	one := func(number, dial, label, extension string) []service.Phone {
		return []service.Phone{{Number: number, Dial: dial, Label: label, Extension: extension}}
	}
	tests := []struct {
		in   string
		want []service.Phone
	}{
		{"0117 332 7111", one("0117 332 7111", "+441173327111", "", "")},
		{"Bristol Youth MAPS: 0117 332 7111", one("0117 332 7111", "+441173327111", "Bristol Youth MAPS", "")},
		{"01254 555 010", one("01254 555 010", "+441254555010", "", "")},
		{"01632960123", one("01632 960 123", "+441632960123", "", "")},
		{" 020 7946 0000.", one("020 7946 0000", "+442079460000", "", "")},
		{"07700 900123", one("07700 900 123", "+447700900123", "", "")},
		{"(07769) 355003", one("07769 355 003", "+447769355003", "", "")},
		{"0808 157 0123", one("0808 157 0123", "+448081570123", "", "")},
		{"0800 0354213", one("0800 035 4213", "+448000354213", "", "")},
		{"0800 123 456", one("0800 123 456", "+44800123456", "", "")},
		{"0300-123-4567", one("0300 123 4567", "+443001234567", "", "")},
		{"0161.496.0000", one("0161 496 0000", "+441614960000", "", "")},
		{`"+44 1234 234567"`, one("01234 234 567", "+441234234567", "", "")},
		{"+44 (0)1524 581 581", one("01524 581 581", "+441524581581", "", "")},
		{"+44(0)1524581581", one("01524 581 581", "+441524581581", "", "")},
		{"0044 1524 581581", one("01524 581 581", "+441524581581", "", "")},
		{"44 1524 581581", one("01524 581 581", "+441524581581", "", "")},
		{"7700900123", one("07700 900 123", "+447700900123", "", "")},
		{"015394 32345", one("015394 32345", "+441539432345", "", "")},
		{"01204 52345", one("01204 52345", "+44120452345", "", "")},
		{"01524 581581 ext 204", one("01524 581 581", "+441524581581", "", "204")},
		{"01524 581581 x204 (mornings)", one("01524 581 581", "+441524581581", "mornings", "204")},
		{"Tel: 01524 581581", one("01524 581 581", "+441524581581", "", "")},
		{"Please call us on 01524 581581", one("01524 581 581", "+441524581581", "", "")},
		{"01524 581581 (office hours)", one("01524 581 581", "+441524581581", "office hours", "")},
		{"Samaritans: 116 123 (24 hours)", one("116 123", "116123", "Samaritans", "")},
		{"116123", one("116 123", "116123", "", "")},
		{"NHS 111", one("111", "111", "NHS", "")},
		{"999", one("999", "999", "", "")},
		{"Text SHOUT to 85258", one("85258", "85258", "Text SHOUT to", "")},
		{"0800 1111", one("0800 1111", "+448001111", "", "")},
		{"0845 46 47", one("0845 46 47", "+448454647", "", "")},
		{"+353 1 234 5678", one("+35312345678", "+35312345678", "", "")},
		{"Office: 01524 581581 / Mobile: 07700 900123", []service.Phone{
			{Number: "01524 581 581", Dial: "+441524581581", Label: "Office"}, {Number: "07700 900 123", Dial: "+447700900123", Label: "Mobile"}}},
		{"01524 581581 (office) 07700 900123 (mobile)", []service.Phone{
			{Number: "01524 581 581", Dial: "+441524581581", Label: "office"}, {Number: "07700 900 123", Dial: "+447700900123", Label: "mobile"}}},
		{"0117 332 7111 0117 332 7112", []service.Phone{
			{Number: "0117 332 7111", Dial: "+441173327111"}, {Number: "0117 332 7112", Dial: "+441173327112"}}},
		{"01524 581581 or 01524 581581", one("01524 581 581", "+441524581581", "", "")},
		{"01524 58158 (5 digits) 9-5", []service.Phone{{Number: "01524 58158", Dial: "+44152458158", Label: "5 digits"}}},
		{"0117 332 711", one("0117 332 711", "", "", "")},
		{"room 12", one("room 12", "", "", "")},
		{"", nil}, {"none", nil}, {"see website", nil},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, clean.Phones(tt.in)); diff != "" {
			t.Errorf("Phones(%q) (-want +got):\n%s", tt.in, diff)
		}
	}
}

func TestMojibake(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Â£10", "£10"}, {"donâ€™t â€“ really", "don’t – really"}, {"donâ\u0080\u0099t", "don’t"}, {"cafÃ©", "café"},
		{"â€œopenâ€\u009d", "“open”"}, {"10am Â  12pm", "10am \u00a0 12pm"}, {"CafÃƒÂ©", "Café"},
		{"", ""}, {"plain", "plain"}, {"café – £10", "café – £10"}, {"Â£10 – mixed", "Â£10 – mixed"}, {"Åsa", "Åsa"},
		{"naïve Ünï", "naïve Ünï"}, {"日本Â£", "日本Â£"},
	}
	for _, tt := range tests {
		if got := clean.Mojibake(tt.in); got != tt.want {
			t.Errorf("Mojibake(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestJSON(t *testing.T) {
	tests := []struct{ in, want string }{
		{"\ufeff{}", "{}"},
		{"{\n\t\"a\": \"b\nc\td\x01\"\r\n}", "{\n\t\"a\": \"b c d \"\r\n}"},
		{`{"a":"\"` + "\n" + `"}`, `{"a":"\" "}`},
		{`["a\\` + "\n" + `b"]`, `["a\\ b"]`},
		{`["a\` + "\n" + `b"]`, `["a  b"]`},
	}
	for _, tt := range tests {
		in := []byte(tt.in)
		got := clean.JSON(in)
		if string(got) != tt.want || string(in) != tt.in {
			t.Errorf("JSON(%q) = %q, want %q, and the body must stay (%q)", tt.in, got, tt.want, in)
		}
		if !json.Valid(got) {
			t.Errorf("JSON(%q) = %q is not valid", tt.in, got)
		}
	}
}

func FuzzURL(f *testing.F) {
	for _, s := range []string{"http:www.x.org", "https://a@b.org", "x.org/?a=&amp;lt;", "https://xn--a.org", "http://x.org/%zz", "https://x.org/ü?ü#ü"} {
		f.Add(s)
	}
	shape := regexp.MustCompile(`^https?://[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?([/?#][!-~]*)?$`)
	f.Fuzz(func(t *testing.T, in string) {
		got, ok := clean.URL(in)
		if !ok {
			if got != "" && len(got) <= 2000 {
				t.Errorf("URL(%q) = %q, false", in, got)
			}
			return
		}
		if u, err := url.Parse(got); err != nil || u.User != nil || !shape.MatchString(got) {
			t.Errorf("URL(%q) = %q is not a plain web address", in, got)
		}
		if again, ok := clean.URL(got); again != got || !ok {
			t.Errorf("URL is not stable for %q: %q then %q", in, got, again)
		}
	})
}

func FuzzEmail(f *testing.F) {
	for _, s := range []string{"jo@example.org", "\u00a0a@b.org", "a@b.org\nBcc: c", "<a@ü.org>", "mailto:mailto:a@b.cc"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		got, ok := clean.Email(in)
		if ok != (got != "") || strings.ContainsAny(got, " \r\n<>\"") || ok && strings.Count(got, "@") != 1 {
			t.Errorf("Email(%q) = %q, %v", in, got, ok)
		}
		if again, _ := clean.Email(got); again != got {
			t.Errorf("Email is not stable for %q: %q then %q", in, got, again)
		}
	})
}

func FuzzPhones(f *testing.F) {
	for _, s := range []string{"Office: 01524 581581 / 07700 900123 ext 2", "+44 (0)1524 581581", "text X to 85258", "116 123", "((((0117-332-7111", "0800 1111 24"} {
		f.Add(s)
	}
	dial := regexp.MustCompile(`^(\+[1-9]\d{6,14}|\d{3}|\d{5,6})?$`)
	f.Fuzz(func(t *testing.T, in string) {
		for _, p := range clean.Phones(in) {
			if p.Number == "" || !dial.MatchString(p.Dial) {
				t.Errorf("Phones(%q) has %+v", in, p)
			}
			for _, s := range []string{p.Number, p.Label, p.Extension} {
				if clean.Line(s, 0) != s {
					t.Errorf("Phones(%q): %q is not clean", in, s)
				}
			}
			if p.Dial == "" || len(p.Dial) == 5 {
				continue
			}
			again := clean.Phones(p.Number)
			if len(again) != 1 || again[0].Dial != p.Dial || again[0].Number != p.Number {
				t.Errorf("Phones(%q) read %+v, and that reads %+v", in, p, again)
			}
		}
	})
}

func FuzzEncoding(f *testing.F) {
	f.Add("Â£10 donâ€™t", []byte("{\"a\":\"b\nc\"}"))
	f.Add("ÃƒÂ©", []byte("\ufeff[\"\\\n\"]"))
	f.Fuzz(func(t *testing.T, text string, body []byte) {
		_ = clean.Mojibake(text)
		got := clean.JSON(body)
		if json.Valid(body) && string(got) != string(body) {
			t.Errorf("JSON changed what was valid: %q became %q", body, got)
		}
		if again := clean.JSON(got); string(again) != string(got) && !strings.HasPrefix(string(got), "\ufeff") {
			t.Errorf("JSON is not stable for %q: %q then %q", body, got, again)
		}
	})
}
