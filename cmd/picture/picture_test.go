package main

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestAScreenBecomesAPicture(t *testing.T) {
	t.Parallel()
	screen := "plain \x1b[1;38;2;255;0;10mbold\x1b[0m <&>\n\x1b[7m sel \x1b[27m\x1b[48;5;21mblue\x1b[49m\x1b[2mdim\x1b[22m\x1b[31;104mx\x1b[m\x1b[38;5"
	var out strings.Builder
	if err := draw(strings.NewReader(screen), &out, 40, "A <picture>"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"<title>A &lt;picture&gt;</title>", `fill="#ff000a"`, `font-weight="bold">bold</text>`, "&lt;&amp;&gt;",
		`fill="#e6e6e6"/>`, `fill="#0000ff"/>`, `fill="#9aa0aa"`, `fill="#8cc0f5"/>`, `width="384" height="64"`,
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the picture lacks %s:\n%s", want, out.String())
		}
	}
}

// FuzzDraw sees that any screen becomes well-formed XML.
func FuzzDraw(f *testing.F) {
	f.Add("a\x1b[1mb\x1b[38;5;200mc\x1b[38;2;1mq\x1b[")
	f.Fuzz(func(t *testing.T, screen string) {
		var out strings.Builder
		if err := draw(strings.NewReader(strings.ToValidUTF8(screen, "?")), &out, 10, screen); err != nil {
			t.Skip(err)
		}
		d := xml.NewDecoder(strings.NewReader(out.String()))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				return
			} else if err != nil {
				t.Fatalf("the picture is no XML: %v", err)
			}
		}
	})
}
