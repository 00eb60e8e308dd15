package firstrun

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/google/go-cmp/cmp"

	"fettle/internal/service"
)

// player answers the questions without a terminal.
type player struct {
	t    *testing.T
	m    *model
	quit bool
}

func play(t *testing.T, w, h int) *player {
	t.Helper()
	m, err := newModel(Deps{
		Feeds: []Feed{{"bristol", "Bristol City Council", 874}, {"dorset", "Community Action Network, Dorset, and everybody who works with it", 2119}},
		Locate: func(text string) ([]service.Near, error) {
			switch text {
			case "settle":
				return []service.Near{{Name: "Settle"}}, nil
			case "newton":
				return []service.Near{{Name: "Newton, Lancashire"}, {Name: "Newton, Cumbria"}}, nil
			case "nothing":
				return nil, nil
			}
			return nil, errors.New("no place is called \"" + text + "\"")
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	p := &player{t: t, m: m}
	p.send(tea.WindowSizeMsg{Width: w, Height: h})
	return p
}

func (p *player) send(msg tea.Msg) {
	_, cmd := p.m.Update(msg)
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case tea.QuitMsg:
		p.quit = true
	default:
		p.send(msg)
	}
}

func (p *player) press(keys ...string) {
	for _, name := range keys {
		if rest, ok := strings.CutPrefix(name, "="); ok {
			for _, r := range rest {
				p.send(tea.KeyPressMsg{Code: r, Text: string(r)})
			}
			continue
		}
		code := map[string]rune{"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "space": tea.KeySpace, "up": tea.KeyUp, "down": tea.KeyDown, "back": tea.KeyTab}[name]
		k := tea.KeyPressMsg{Code: code}
		if name == "ctrl+c" {
			k = tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl}
		}
		if name == "space" {
			k.Text = " "
		}
		if name == "back" {
			k.Mod = tea.ModShift
		}
		p.send(k)
	}
}

func (p *player) screen() string {
	lines := strings.Split(ansi.Strip(p.m.screen.draw(p.m.w, p.m.h, p.m.theme)), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n") + "\n"
}

func (p *player) sees(texts ...string) {
	p.t.Helper()
	for _, text := range texts {
		if !strings.Contains(p.screen(), text) {
			p.t.Fatalf("%q is not on the screen:\n%s", text, p.screen())
		}
	}
}

func TestThreeQuestionsAreAnswered(t *testing.T) {
	t.Parallel()
	p := play(t, 80, 24)
	p.sees("1 of 3. Where do you work?")
	p.press("=nowhere", "enter")
	p.sees("No place is called \"nowhere\".")
	for range "nowhere" {
		p.send(tea.KeyPressMsg{Code: tea.KeyBackspace})
	}
	p.press("=nothing", "enter")
	p.sees("No place is called that.")
	p.m.screen.text.Set("")
	p.send(tea.PasteMsg{Content: "newton"})
	p.press("enter")
	p.sees("There are several: choose one.", ">Newton, Lancashire")
	p.press("down", "enter")
	p.sees("2 of 3.", ">Look around with made-up services first", "[ ] Bristol City Council")
	p.press("down", "space", "down", "space", "up", "space", "enter")
	p.sees("3 of 3.")
	p.press("down", "down", "enter")
	want := Choice{Place: "Newton, Cumbria", Feeds: []string{"dorset"}, Theme: "dark"}
	if diff := cmp.Diff(want, p.m.screen.choice); diff != "" || !p.quit {
		t.Errorf("chosen is, with the end %v:\n%s", p.quit, diff)
	}
	if p.m.theme.Name != "dark" {
		t.Errorf("the screen is %s", p.m.theme.Name)
	}
}

func TestQuestionsAreSkippedAndGoneBackTo(t *testing.T) {
	t.Parallel()
	p := play(t, 80, 24)
	p.press("tab", "=https://x.example/a b", "space", "back", "tab", "=file.json", "enter", "back")
	p.sees("file.json")
	p.press("enter", "down", "tab")
	if diff := cmp.Diff(Choice{Source: "file.json"}, p.m.screen.choice); diff != "" || !p.quit {
		t.Errorf("chosen is, with the end %v:\n%s", p.quit, diff)
	}
	p = play(t, 80, 24)
	p.press("=settle", "enter", "down", "enter", "enter")
	if diff := cmp.Diff(Choice{Place: "Settle", Feeds: []string{"bristol"}, Theme: "auto"}, p.m.screen.choice); diff != "" || !p.quit {
		t.Errorf("Enter on a feed takes, with the end %v:\n%s", p.quit, diff)
	}
	p = play(t, 80, 24)
	p.press("=settle", "enter", "down", "space", "enter", "down", "esc")
	if diff := cmp.Diff(Choice{}, p.m.screen.choice); diff != "" || !p.quit {
		t.Errorf("Esc skips, with the end %v:\n%s", p.quit, diff)
	}
	p = play(t, 80, 24)
	p.press("=settle", "enter", "ctrl+c")
	if diff := cmp.Diff(Choice{Left: true}, p.m.screen.choice); diff != "" || !p.quit {
		t.Errorf("Ctrl+C leaves, with the end %v:\n%s", p.quit, diff)
	}
}

func TestALatePlaceIsDropped(t *testing.T) {
	t.Parallel()
	p := play(t, 80, 24)
	p.press("=settle")
	_, cmd := p.m.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	p.press("tab")
	p.send(cmd())
	p.press("back")
	if p.m.screen.choice.Place != "" || p.m.screen.step != askPlace {
		t.Errorf("a late place is taken: %+v", p.m.screen.choice)
	}
}

// steps brings the questions to each of their forms.
func steps() map[string][]string {
	return map[string][]string{
		"place":   {"=newton", "enter"},
		"feeds":   {"tab", "down", "space"},
		"colours": {"tab", "tab", "down"},
	}
}

func TestQuestionsLookAsExpected(t *testing.T) {
	t.Parallel()
	for name, keys := range steps() {
		for _, size := range [][2]int{{40, 12}, {80, 24}, {132, 43}} {
			p := play(t, size[0], size[1])
			p.press(keys...)
			path := filepath.Join("testdata", fmt.Sprintf("%s-%dx%d.golden", name, size[0], size[1]))
			if os.Getenv("UPDATE_GOLDEN") != "" {
				if err := os.WriteFile(path, []byte(p.screen()), 0o600); err != nil {
					t.Fatal(err)
				}
				continue
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatalf("%v; set UPDATE_GOLDEN=1 to write it", err)
			}
			if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), p.screen()); diff != "" {
				t.Errorf("%s differs:\n%s", path, diff)
			}
		}
	}
}

func TestQuestionsFitEverySize(t *testing.T) {
	t.Parallel()
	for name, keys := range steps() {
		p := play(t, 80, 24)
		p.press(keys...)
		for _, colours := range []string{"", "light", "high-contrast"} {
			p.m.screen.choice.Theme = colours
			for w := 20; w <= 250; w += 7 {
				for h := 6; h <= 80; h += 5 {
					p.send(tea.WindowSizeMsg{Width: w, Height: h})
					v := p.m.View()
					lines := strings.Split(v.Content, "\n")
					if len(lines) > h {
						t.Fatalf("%s at %d by %d has %d lines", name, w, h, len(lines))
					}
					for _, line := range lines {
						if got := ansi.StringWidth(line); got > w {
							t.Fatalf("%s at %d by %d has a line of %d cells: %q", name, w, h, got, line)
						}
					}
					if c := v.Cursor; c != nil && (c.X >= w || c.Y >= h) {
						t.Fatalf("%s at %d by %d has the cursor at %d,%d", name, w, h, c.X, c.Y)
					}
					if w >= 30 && h >= 8 && !strings.Contains(lines[len(lines)-1], "Skip all") {
						t.Fatalf("%s at %d by %d does not say how to leave: %q", name, w, h, lines[len(lines)-1])
					}
				}
			}
		}
	}
}
