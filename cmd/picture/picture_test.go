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
	if err := draw(strings.NewReader(screen), &out, 40, 2, "A <picture>"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"<title>A &lt;picture&gt;</title>", `fill="#ff000a"`, `font-weight="bold">bold</text>`, "&lt;&amp;&gt;", `<text x="21" y="47" fill="#000000" textLength="27"`,
		`fill="#e6e6e6"/>`, `fill="#0000ff"/>`, `fill="#9aa0aa"`, `fill="#8cc0f5"/>`, `width="384" height="64"`,
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the picture lacks %s:\n%s", want, out.String())
		}
	}
}

// How a screen came to be leaves no trace: blanks look like what is beside them,
// and a bar goes on to the right edge where tmux leaves its end out.
func TestTheSameScreenIsTheSamePicture(t *testing.T) {
	t.Parallel()
	pictures := make(map[string][]string)
	for _, screen := range []string{
		"\x1b[48;5;236m bar\x1b[39m  \n\x1b[0mone two",
		"\x1b[1m\x1b[48;5;236m \x1b[0m\x1b[48;5;236mbar\n\x1b[0mone\x1b[1m\x1b[48;2;0;0;0m \x1b[0mtwo  ",
	} {
		var out strings.Builder
		if err := draw(strings.NewReader(screen), &out, 20, 4, "Bar"); err != nil {
			t.Fatal(err)
		}
		pictures[out.String()] = append(pictures[out.String()], screen)
	}
	if len(pictures) != 1 {
		t.Errorf("%d different pictures", len(pictures))
	}
	for picture := range pictures {
		if !strings.Contains(picture, `<rect x="12" y="12" width="180" height="20" fill="#303030"/>`) || !strings.Contains(picture, ">one two</text>") {
			t.Errorf("the picture is\n%s", picture)
		}
	}
}

// FuzzDraw sees that any screen becomes well-formed XML.
func FuzzDraw(f *testing.F) {
	f.Add("a\x1b[1mb\x1b[38;5;200mc\x1b[38;2;1mq\x1b[")
	f.Fuzz(func(t *testing.T, screen string) {
		var out strings.Builder
		if err := draw(strings.NewReader(strings.ToValidUTF8(screen, "?")), &out, 10, 3, screen); err != nil {
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
