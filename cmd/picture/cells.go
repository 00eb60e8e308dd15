package main

import (
	"fmt"
	"strconv"
	"strings"
)

// cell is one character of the screen and how it looks.
type cell struct {
	char rune
	look look
}

// look is how characters look; a colour of "" is the terminal's own.
type look struct {
	front, back                    string
	bold, dim, underline, inverted bool
}

// The terminal's own colours in the picture.
const (
	ground = "#000000"
	text   = "#e6e6e6"
)

// painted is how a look comes out in the picture: the colours of the text and its
// ground, bold letters, and a line under them.
type painted struct {
	front, back string
	bold, line  bool
}

// painted returns how the look comes out.
func (l look) painted() painted {
	p := painted{front: l.front, back: l.back, bold: l.bold, line: l.underline}
	if p.front == "" {
		p.front = text
		if l.dim {
			p.front = "#9aa0aa"
		}
	}
	if p.back == "" {
		p.back = ground
	}
	if l.inverted {
		p.front, p.back = p.back, p.front
	}
	return p
}

// cells reads a line with its colour sequences.
func cells(line string) []cell {
	var out []cell
	var now look
	for line != "" {
		if rest, ok := strings.CutPrefix(line, "\x1b["); ok {
			end := strings.IndexAny(rest, "mABCDHJK")
			if end < 0 {
				return out
			}
			if rest[end] == 'm' {
				now = now.after(strings.FieldsFunc(rest[:end], func(r rune) bool { return r == ';' || r == ':' }))
			}
			line = rest[end+1:]
			continue
		}
		char := []rune(line)[0]
		line = line[len(string(char)):]
		if char >= ' ' {
			out = append(out, cell{char, now})
		}
	}
	return out
}

// after returns the look after the codes of a sequence (ECMA-48, SGR).
func (l look) after(codes []string) look {
	if len(codes) == 0 {
		return look{}
	}
	for i := 0; i < len(codes); i++ {
		n, err := strconv.Atoi(codes[i])
		if err != nil {
			continue
		}
		switch {
		case n == 0:
			l = look{}
		case n == 1:
			l.bold = true
		case n == 2:
			l.dim = true
		case n == 4:
			l.underline = true
		case n == 7:
			l.inverted = true
		case n == 22:
			l.bold, l.dim = false, false
		case n == 24:
			l.underline = false
		case n == 27:
			l.inverted = false
		case n == 39:
			l.front = ""
		case n == 49:
			l.back = ""
		case n == 38 || n == 48:
			colour, used := extended(codes[i+1:])
			if i += used; n == 38 {
				l.front = colour
			} else {
				l.back = colour
			}
		case n >= 30 && n <= 37:
			l.front = indexed(n - 30)
		case n >= 40 && n <= 47:
			l.back = indexed(n - 40)
		case n >= 90 && n <= 97:
			l.front = indexed(n - 90 + 8)
		case n >= 100 && n <= 107:
			l.back = indexed(n - 100 + 8)
		}
	}
	return l
}

// extended reads a colour of 256 or one of red, green and blue, and says how many
// codes it took.
func extended(codes []string) (colour string, used int) {
	number := func(i int) int {
		n, err := strconv.Atoi(codes[i])
		if err != nil {
			return 0
		}
		return n & 0xff
	}
	switch {
	case len(codes) >= 4 && codes[0] == "2":
		return fmt.Sprintf("#%02x%02x%02x", number(1), number(2), number(3)), 4
	case len(codes) >= 2 && codes[0] == "5":
		return indexed(number(1)), 2
	}
	return "", 0
}

// indexed returns a colour of the 256: the sixteen named ones, the cube of six
// by six by six, and the greys.
func indexed(n int) string {
	named := [...]string{
		"#000000", "#d7636a", "#8ec07c", "#e0b050", "#6ea8e0", "#c08bd0", "#66c2c2", "#d0d0d0",
		"#808690", "#f08080", "#a8d89a", "#f2cc72", "#8cc0f5", "#d8a6e6", "#8adada", "#ffffff",
	}
	switch {
	case n < 16:
		return named[n]
	case n < 232:
		level := func(v int) int {
			if v == 0 {
				return 0
			}
			return 55 + 40*v
		}
		n -= 16
		return fmt.Sprintf("#%02x%02x%02x", level(n/36), level(n/6%6), level(n%6))
	}
	grey := 8 + 10*(n-232)
	return fmt.Sprintf("#%02x%02x%02x", grey, grey, grey)
}
