package clip

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fake is a system that notes what is asked of it.
type fake struct {
	env      map[string]string
	programs []string
	fails    map[string]bool // by the program and its first argument
	ran      []command
	plain    []string
}

func (f *fake) clipboard(goos string) *Clipboard {
	return &Clipboard{
		goos:   goos,
		getenv: func(key string) string { return f.env[key] },
		has:    func(program string) bool { return slices.Contains(f.programs, program) },
		run: func(_ context.Context, c command) error {
			f.ran = append(f.ran, c)
			if f.fails[c.name] || f.fails[c.name+" "+c.args[0]] {
				return errors.New("exit status 1")
			}
			return nil
		},
		plain: func(text string) error {
			f.plain = append(f.plain, text)
			if f.fails["plain"] {
				return errors.New("no tool")
			}
			return nil
		},
	}
}

var rich = Content{HTML: "<p>Café £3</p>", Text: "Café £3\nRing first."}

func TestWaysOfEachSystem(t *testing.T) {
	preferring := rich
	preferring.PreferHTML = true
	discreet := rich
	discreet.Discreet = true
	wayland := map[string]string{"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}
	for name, tc := range map[string]struct {
		goos    string
		fake    fake
		content Content
		want    []string
		plain   bool
		result  Result
	}{
		"macOS": {goos: "darwin", fake: fake{programs: []string{"osascript"}}, content: rich,
			want: []string{"osascript -l JavaScript -"}, result: Result{Formatted: true, Plain: true}},
		"macOS whose script fails": {goos: "darwin", fake: fake{programs: []string{"osascript"}, fails: map[string]bool{"osascript": true}}, content: rich,
			want: []string{"osascript -l JavaScript -"}, plain: true, result: Result{Plain: true}},
		"Wayland": {goos: "linux", fake: fake{env: wayland, programs: []string{"wl-copy", "xclip"}}, content: rich,
			want: []string{"wl-copy --type text/plain;charset=utf-8"}, result: Result{Plain: true}},
		"Wayland, formatted wanted": {goos: "linux", fake: fake{env: wayland, programs: []string{"wl-copy"}}, content: preferring,
			want: []string{"wl-copy --type text/html"}, result: Result{Formatted: true}},
		"Wayland, discreet": {goos: "linux", fake: fake{env: wayland, programs: []string{"wl-copy"}}, content: discreet,
			want: []string{"wl-copy --sensitive --type text/plain;charset=utf-8"}, result: Result{Plain: true}},
		"old Wayland, discreet": {goos: "linux", fake: fake{env: wayland, programs: []string{"wl-copy"}, fails: map[string]bool{"wl-copy --sensitive": true}}, content: discreet,
			want: []string{"wl-copy --sensitive --type text/plain;charset=utf-8", "wl-copy --type text/plain;charset=utf-8"}, result: Result{Plain: true}},
		"Wayland fails, X11 works": {goos: "linux", fake: fake{env: wayland, programs: []string{"wl-copy", "xclip"}, fails: map[string]bool{"wl-copy": true}}, content: rich,
			want: []string{"wl-copy --type text/plain;charset=utf-8", "xclip -selection clipboard -i"}, result: Result{Plain: true}},
		"X11, formatted wanted": {goos: "freebsd", fake: fake{env: map[string]string{"DISPLAY": ":0"}, programs: []string{"xclip"}}, content: preferring,
			want: []string{"xclip -selection clipboard -i -t text/html"}, result: Result{Formatted: true}},
		"X11 without xclip":       {goos: "linux", fake: fake{env: map[string]string{"DISPLAY": ":0"}}, content: rich, plain: true, result: Result{Plain: true}},
		"xclip without a display": {goos: "linux", fake: fake{programs: []string{"xclip"}}, content: rich, plain: true, result: Result{Plain: true}},
		"WSL": {goos: "linux", fake: fake{env: map[string]string{"WSL_DISTRO_NAME": "Debian"}, programs: []string{"powershell.exe"}}, content: rich,
			want: []string{"powershell.exe -NoProfile -NonInteractive -STA -Command -"}, result: Result{Formatted: true, Plain: true}},
		"text alone on macOS": {goos: "darwin", fake: fake{programs: []string{"osascript"}}, content: Content{Text: "x"},
			want: []string{"osascript -l JavaScript -"}, result: Result{Plain: true}},
	} {
		got, err := tc.fake.clipboard(tc.goos).Write(t.Context(), tc.content)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var ran []string
		for _, c := range tc.fake.ran {
			ran = append(ran, c.name+" "+strings.Join(c.args, " "))
		}
		if diff := cmp.Diff(tc.want, ran); diff != "" {
			t.Errorf("%s ran (-want +got):\n%s", name, diff)
		}
		if used := len(tc.fake.plain) == 1; used != tc.plain {
			t.Errorf("%s: the plain tool was used: %v", name, used)
		}
		if got.Formatted != tc.result.Formatted || got.Plain != tc.result.Plain {
			t.Errorf("%s: says %+v, want %+v", name, got, tc.result)
		}
		if strings.Contains(got.Words, "formatted and") != (got.Formatted && got.Plain) || !strings.HasPrefix(got.Words, "Copied") {
			t.Errorf("%s: says %q for %+v", name, got.Words, got)
		}
	}
}

func TestWhatIsHandedOverIsWhole(t *testing.T) {
	wayland := fake{env: map[string]string{"WAYLAND_DISPLAY": "w"}, programs: []string{"wl-copy"}}
	if _, err := wayland.clipboard("linux").Write(t.Context(), rich); err != nil || wayland.ran[0].stdin != rich.Text || !wayland.ran[0].stays {
		t.Errorf("wl-copy got %+v, %v", wayland.ran, err)
	}
	wsl := fake{env: map[string]string{"WSL_DISTRO_NAME": "Debian"}, programs: []string{"powershell.exe"}}
	discreet := rich
	discreet.Discreet = true
	if _, err := wsl.clipboard("linux").Write(t.Context(), discreet); err != nil {
		t.Fatal(err)
	}
	script := wsl.ran[0].stdin
	var parts []string
	for _, found := range regexp.MustCompile(`FromBase64String\('([^']*)'\)`).FindAllStringSubmatch(script, -1) {
		part, err := base64.StdEncoding.DecodeString(found[1])
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, string(part))
	}
	if len(parts) != 2 || parts[0] != "Café £3\r\nRing first." || fragmentOf(t, parts[1]) != rich.HTML {
		t.Errorf("PowerShell got %q", parts)
	}
	if !strings.Contains(script, historyName) || strings.ContainsFunc(script, func(r rune) bool { return r > '~' }) {
		t.Errorf("the script is not discreet or not ASCII:\n%s", script)
	}
}

func TestPasteboardScriptHoldsTextsAsJSON(t *testing.T) {
	nasty := Content{HTML: "<b>\"'\\ </script>\u2028</b>", Text: "');throw 1;//\n\"", Discreet: true}
	script, err := pasteboardScript(nasty)
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, found := range regexp.MustCompile(`\$\(("(?:[^"\\]|\\.)*")\)`).FindAllStringSubmatch(script, -1) {
		var text string
		if err := json.Unmarshal([]byte(found[1]), &text); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, text)
	}
	if diff := cmp.Diff([]string{nasty.HTML, nasty.Text, "1"}, texts); diff != "" {
		t.Errorf("the script holds (-want +got):\n%s\n%s", diff, script)
	}
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not here to run the script with a pasteboard of our own")
	}
	stub := "const got = []; const $ = s => s; const ObjC = {import() {}};\n" +
		"$.NSPasteboard = {generalPasteboard: {get clearContents() { return 0 }, setStringForType(s, t) { got.push([t, s]); return true }}};\n"
	out, err := exec.CommandContext(t.Context(), node, "-e", stub+script+"console.log(JSON.stringify(got))").Output()
	if err != nil {
		t.Fatal(err)
	}
	var got [][2]string
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	want := [][2]string{{"public.html", nasty.HTML}, {"public.utf8-plain-text", nasty.Text}, {"org.nspasteboard.ConcealedType", "1"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the pasteboard got (-want +got):\n%s", diff)
	}
}

func TestRefusals(t *testing.T) {
	for name, tc := range map[string]struct {
		fake    fake
		content Content
		want    error
		says    string
	}{
		"over SSH": {fake{env: map[string]string{"SSH_CONNECTION": "a", "DISPLAY": ":0"}, programs: []string{"xclip"}}, rich, ErrOtherMachine, "another machine"},
		"nothing":  {fake{}, Content{Discreet: true}, ErrNothing, "nothing to copy"},
		"all ways fail": {fake{env: map[string]string{"WAYLAND_DISPLAY": "w"}, programs: []string{"wl-copy"}, fails: map[string]bool{"wl-copy": true, "plain": true}},
			rich, nil, "copy with wl-copy: exit status 1\ncopy with the system's tool for plain text: no tool"},
		"only HTML for a plain tool": {fake{}, Content{HTML: "<p>"}, nil, "plain text only"},
		"WSL without PowerShell":     {fake{env: map[string]string{"WSL_DISTRO_NAME": "D"}}, rich, ErrNoClipboard, "no clipboard"},
	} {
		got, err := tc.fake.clipboard("linux").Write(t.Context(), tc.content)
		if err == nil || tc.want != nil && !errors.Is(err, tc.want) || !strings.Contains(err.Error(), tc.says) || got != (Result{}) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	bare := (&fake{}).clipboard("linux")
	bare.plain = nil
	if _, err := bare.Write(t.Context(), rich); !errors.Is(err, ErrNoClipboard) {
		t.Errorf("no tool at all: %v", err)
	}
}

func TestACancelledCopyTriesNothingMore(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	f := fake{env: map[string]string{"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, programs: []string{"wl-copy", "xclip"}}
	c := f.clipboard("linux")
	c.run = func(_ context.Context, cmd command) error {
		f.ran = append(f.ran, cmd)
		cancel()
		return context.Canceled
	}
	if _, err := c.Write(ctx, rich); !errors.Is(err, context.Canceled) || len(f.ran) != 1 || len(f.plain) != 0 {
		t.Errorf("%v after %v %v", err, f.ran, f.plain)
	}
}

func TestRunCommand(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("sh is not here")
	}
	err := runCommand(t.Context(), command{name: "sh", args: []string{"-c", `read x; echo "no $x" >&2; echo more; exit 3`}, stdin: "board\n"})
	if err == nil || err.Error() != "exit status 3: no board" {
		t.Errorf("got %v", err)
	}
	if err := runCommand(t.Context(), command{name: "sh", args: []string{"-c", "sleep 5 & exit 0"}, stays: true}); err != nil {
		t.Errorf("a program that stays: %v", err)
	}
}

// fragmentOf reads the fragment out of Windows' form of HTML by its offsets, as
// a program that pastes does.
func fragmentOf(t *testing.T, payload string) string {
	t.Helper()
	at := make(map[string]int)
	for line := range strings.SplitSeq(payload, "\r\n") {
		key, value, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(key, "<") {
			break
		}
		if key == "Version" {
			continue
		}
		n, err := strconv.Atoi(value)
		if err != nil {
			t.Fatalf("offset %q: %v", line, err)
		}
		at[key] = n
	}
	if len(at) != 4 {
		t.Fatalf("offsets %v in %q", at, payload)
	}
	page := payload[at["StartHTML"]:at["EndHTML"]]
	if !strings.HasPrefix(page, "<html>") || !strings.HasSuffix(payload, page) || !strings.HasSuffix(page, "</html>") {
		t.Fatalf("the page is %q", page)
	}
	if !strings.HasSuffix(payload[:at["StartFragment"]], "<!--StartFragment-->") || !strings.HasPrefix(payload[at["EndFragment"]:], "<!--EndFragment-->") {
		t.Fatalf("the comments do not stand beside the fragment in %q", payload)
	}
	return payload[at["StartFragment"]:at["EndFragment"]]
}

func FuzzCFHTML(f *testing.F) {
	for _, s := range []string{"", "<p>Café £3</p>", "👩‍👧 مرحبا", "<!--EndFragment-->", "\r\nStartHTML:1\r\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, fragment string) {
		if got := fragmentOf(t, cfHTML(fragment)); got != fragment {
			t.Fatalf("%q came back as %q", fragment, got)
		}
	})
}

func TestWayCopiesNothing(t *testing.T) {
	here := fake{env: map[string]string{"WAYLAND_DISPLAY": "wayland-0"}, programs: []string{"wl-copy"}}
	if way, err := here.clipboard("linux").Way(); way != "wl-copy" || err != nil {
		t.Errorf("%q, %v", way, err)
	}
	if len(here.ran) > 0 || len(here.plain) > 0 {
		t.Errorf("it copied: %v %v", here.ran, here.plain)
	}
	away := fake{env: map[string]string{"SSH_TTY": "/dev/pts/1"}}
	if _, err := away.clipboard("linux").Way(); !errors.Is(err, ErrOtherMachine) {
		t.Errorf("over SSH: %v", err)
	}
	none := (&fake{}).clipboard("linux")
	none.plain = nil
	if _, err := none.Way(); !errors.Is(err, ErrNoClipboard) {
		t.Errorf("without any way: %v", err)
	}
}
