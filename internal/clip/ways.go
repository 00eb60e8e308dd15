package clip

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"

	"github.com/atotto/clipboard"
)

// command is one run of a helper program.
type command struct {
	name  string
	args  []string
	stdin string
	// stays says that the program leaves a copy of itself running, which holds
	// what was copied, so that its output must not be waited for.
	stays bool
}

// runner runs a helper program to its end.
type runner func(context.Context, command) error

// System returns the clipboard of the machine that the program runs on.
func System() *Clipboard {
	return &Clipboard{
		goos:   runtime.GOOS,
		getenv: os.Getenv,
		has: func(program string) bool {
			_, err := exec.LookPath(program)
			return err == nil
		},
		run:    runCommand,
		native: native(),
		plain:  plainTool(),
	}
}

// plainTool copies plain text by the tool that the library found, and is nil
// when it found none.
func plainTool() func(string) error {
	if clipboard.Unsupported {
		return nil
	}
	return clipboard.WriteAll
}

// runCommand runs a helper program with fixed arguments and no shell.
func runCommand(ctx context.Context, c command) error {
	cmd := exec.CommandContext(ctx, c.name, c.args...)
	cmd.Stdin = strings.NewReader(c.stdin)
	cmd.WaitDelay = time.Second
	if c.stays {
		return cmd.Run()
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, firstLine(string(out)))
	}
	return nil
}

// firstLine returns the first line of what a program complained.
func firstLine(out string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(out), "\n")
	return strings.TrimSpace(line)
}

func (c *Clipboard) viaSystem(_ context.Context, content Content) (Result, error) {
	if err := c.native(content); err != nil {
		return Result{}, err
	}
	return both(content), nil
}

// viaPlain copies the plain form by the library.
func (c *Clipboard) viaPlain(_ context.Context, content Content) (Result, error) {
	if content.Text == "" {
		return Result{}, errors.New("it takes plain text only")
	}
	if err := c.plain(content.Text); err != nil {
		return Result{}, err
	}
	if content.HTML == "" {
		return plainOnly(""), nil
	}
	return plainOnly(" This system has no tool here that takes the formatted form."), nil
}

// viaWlCopy copies one form: wl-copy offers the same bytes under every name, so
// a formatted copy would paste as code where plain text is wanted.
func (c *Clipboard) viaWlCopy(ctx context.Context, content Content) (Result, error) {
	form, mime, result := oneForm(content)
	cmd := command{name: "wl-copy", args: []string{"--type", mime}, stdin: form, stays: true}
	if content.Discreet {
		sensitive := cmd
		sensitive.args = append([]string{"--sensitive"}, cmd.args...)
		if err := c.run(ctx, sensitive); err == nil {
			return result, nil
		}
		// Older releases do not know the option.
	}
	return result, c.run(ctx, cmd)
}

// viaXclip copies one form: the xclip that systems ship offers no other beside.
func (c *Clipboard) viaXclip(ctx context.Context, content Content) (Result, error) {
	form, mime, result := oneForm(content)
	args := []string{"-selection", "clipboard", "-i"}
	if mime == "text/html" {
		args = append(args, "-t", mime)
	}
	return result, c.run(ctx, command{name: "xclip", args: args, stdin: form, stays: true})
}

// viaOsascript copies both forms on macOS by a script on standard input, where
// its length has no limit.
func (c *Clipboard) viaOsascript(ctx context.Context, content Content) (Result, error) {
	script, err := pasteboardScript(content)
	if err != nil {
		return Result{}, err
	}
	err = c.run(ctx, command{name: "osascript", args: []string{"-l", "JavaScript", "-"}, stdin: script})
	return both(content), err
}

// pasteboardScript returns the script that fills the pasteboard of macOS. Texts
// are in it as JSON, which JavaScript reads as they are.
func pasteboardScript(content Content) (string, error) {
	var b strings.Builder
	b.WriteString("ObjC.import('AppKit');\nconst board = $.NSPasteboard.generalPasteboard;\nboard.clearContents;\n")
	for _, form := range []struct{ text, kind string }{
		{content.HTML, "public.html"},
		{content.Text, "public.utf8-plain-text"},
		{concealed(content), "org.nspasteboard.ConcealedType"},
	} {
		if form.text == "" {
			continue
		}
		quoted, err := json.Marshal(form.text)
		if err != nil {
			return "", fmt.Errorf("write the text into the script: %w", err)
		}
		fmt.Fprintf(&b, "if (!board.setStringForType($(%s), $('%s'))) throw new Error('the pasteboard refused %s');\n", quoted, form.kind, form.kind)
	}
	return b.String(), nil
}

// concealed is a mark by which programs that keep a history know to leave a
// copy out of it (nspasteboard.org).
func concealed(content Content) string {
	if content.Discreet {
		return "1"
	}
	return ""
}

// viaPowerShell copies both forms from WSL by Windows' own PowerShell, whose
// clip.exe garbles letters beyond ASCII.
func (c *Clipboard) viaPowerShell(ctx context.Context, content Content) (Result, error) {
	err := c.run(ctx, command{
		name:  "powershell.exe",
		args:  []string{"-NoProfile", "-NonInteractive", "-STA", "-Command", "-"},
		stdin: powerShellScript(content),
	})
	return both(content), err
}

// powerShellScript returns the script that fills the clipboard of Windows. It is
// all ASCII: the texts are in base64.
func powerShellScript(content Content) string {
	lines := []string{
		"$ErrorActionPreference = 'Stop'",
		"Add-Type -AssemblyName System.Windows.Forms",
		"$data = New-Object System.Windows.Forms.DataObject",
	}
	if content.Text != "" {
		lines = append(lines, "$text = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('"+inBase64(crlf(content.Text))+"'))",
			"$data.SetText($text, [System.Windows.Forms.TextDataFormat]::UnicodeText)")
	}
	if content.HTML != "" {
		lines = append(lines, "$html = New-Object IO.MemoryStream(,[Convert]::FromBase64String('"+inBase64(cfHTML(content.HTML))+"'))",
			"$data.SetData('"+cfHTMLName+"', $false, $html)")
	}
	if content.Discreet {
		lines = append(lines, "$no = New-Object IO.MemoryStream(,[byte[]](0,0,0,0))", "$data.SetData('"+historyName+"', $false, $no)")
	}
	return strings.Join(append(lines, "[System.Windows.Forms.Clipboard]::SetDataObject($data, $true)", ""), "\r\n")
}

func inBase64(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// crlf ends lines as Windows wants them.
func crlf(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
}
