package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"fettle/internal/atomicfile"
	"fettle/internal/export"
)

// exportFormat is one form that a shortlist can leave in.
type exportFormat struct {
	name, extension string
	render          func(export.Document) ([]byte, error)
}

func exportFormats() []exportFormat {
	return []exportFormat{
		{"html", "html", export.HTML}, {"email", "html", export.Email}, {"eml", "eml", export.EML}, {"text", "txt", export.Text},
		{"markdown", "md", export.Markdown}, {"csv", "csv", export.CSV}, {"json", "json", export.JSON}, {"ics", "ics", export.ICS},
		{"vcf", "vcf", export.VCF}, {"sms", "txt", export.SMS},
	}
}

// The forms that are no file of a list: codes and a link for the screen, and the
// page that opens such links.
const (
	formatQR     = "qr"
	formatLink   = "link"
	formatViewer = "viewer"
)

func formatNames() string {
	var names []string
	for _, f := range exportFormats() {
		names = append(names, f.name)
	}
	return strings.Join(append(names, formatQR, formatLink, formatViewer), ", ")
}

// exportFlags are what is asked of an export.
type exportFlags struct {
	format, out, list, viewer, open string
	options                         export.Options
	safeFlags
}

func (a *app) exportCommand() *cobra.Command {
	var f exportFlags
	c := &cobra.Command{
		Use:   "export",
		Short: "Write the shortlist as a file that a person can keep",
		Long: `Writes the shortlist that is open, or that of --list NAME, in a form that a person can keep.

qr prints codes that hold the list itself, to be read off the screen with a phone;
with --contacts and one service on the list, a code that rings it.
link prints a link that holds the list, for an organisation that has put the page
which viewer writes on its web server. Nothing is sent to anybody.

Where the list has services that may bring harm when somebody else sees them, such
as help with abuse or debt, it is asked first whether it is safe for the person to
have them. In a script one of --safe, --discreet and --leave-out-sensitive answers;
without an answer nothing goes out.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.export(cmd, f) },
	}
	flags := c.Flags()
	flags.StringVar(&f.format, "format", "html", "the `form`: "+formatNames())
	flags.StringVar(&f.out, "out", "", "write to this `file`; - is standard output")
	flags.StringVar(&f.list, "list", "", "the list of this `name`, whichever is open")
	flags.StringVar(&f.viewer, "viewer", "", "for link: the `address` of the page that shows lists")
	flags.StringVar(&f.open, "open", "", "open the list in the system's `program` for: "+strings.Join(handovers(), ", "))
	flags.BoolVar(&f.options.Large, "large", false, "large print")
	flags.BoolVar(&f.options.Easier, "easier", false, "short lines under plain questions")
	flags.BoolVar(&f.options.Discreet, "discreet", false, "nothing that tells what it is at a glance")
	flags.BoolVar(&f.options.Contacts, "contacts", false, "only names and how to get in touch")
	flags.BoolVar(&f.safe, "safe", false, "it is safe for the person to have what is sensitive")
	flags.BoolVar(&f.leaveOut, "leave-out-sensitive", false, "leave services of a sensitive kind out")
	a.addPassphrase(c)
	return c
}

func (a *app) export(cmd *cobra.Command, f exportFlags) (err error) {
	onScreen := f.format == formatQR || f.format == formatLink || f.open != ""
	switch {
	case f.open != "" && !slices.Contains(handovers(), f.open):
		return usage("a list can't be opened in %q: choose %s", f.open, strings.Join(handovers(), ", "))
	case f.open != "" && (cmd.Flags().Changed("format") || f.out != ""):
		return usage("--open chooses the form by itself: leave --format and --out away")
	case !slices.Contains(strings.Split(formatNames(), ", "), f.format):
		return usage("there is no form called %q: choose %s", f.format, formatNames())
	case onScreen && f.out != "" && f.out != "-":
		return usage("%s is for the screen: leave --out away", f.format)
	case f.format != formatLink && f.viewer != "":
		return usage("--viewer goes with --format link")
	case f.safe && f.leaveOut:
		return usage("--safe gives everything and --leave-out-sensitive does not: choose one")
	case f.format == formatViewer:
		return a.exportViewer(f.out)
	}
	lib, clock, err := a.openLibrary(cmd)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lib.Close()) }()
	store, err := a.openedShortlist(f.list)
	if err != nil {
		return err
	}
	list := store.Current()
	if len(list.Items) == 0 {
		return errors.New("the shortlist is empty: mark services in the finder, or with 'fettle shortlist add ID'")
	}
	document := func(list export.List, o export.Options) (export.Document, error) {
		return a.exportDocument(list, lib, clock(), o)
	}
	return a.giveSafely(cmd.Context(), f, exportList(list), document, func(doc export.Document) error {
		if err := store.Touch(); err != nil {
			return err
		}
		return a.giveOut(cmd.Context(), f, doc)
	})
}

// giveOut gives a document out in the form that was asked for.
func (a *app) giveOut(ctx context.Context, f exportFlags, doc export.Document) error {
	switch {
	case f.open != "":
		said, err := a.handOver(ctx, doc, f.open)
		if err != nil {
			return err
		}
		a.printf("%s\n", said)
		return nil
	case f.format == formatQR:
		return a.printCodes(ctx, doc)
	case f.format == formatLink:
		return a.printLink(doc, f.viewer)
	case f.out == "-":
		data, _, err := renderDocument(doc, f.format)
		if err != nil {
			return err
		}
		return a.printBytes(data)
	}
	path, err := a.writeDocument(doc, f.format, f.out)
	if err != nil {
		return err
	}
	a.printf("%s\n", path)
	return nil
}

// printBytes prints a whole export.
func (a *app) printBytes(data []byte) error {
	if _, err := a.out.Write(data); err != nil {
		return fmt.Errorf("print the list: %w", err)
	}
	return nil
}

// exportViewer writes the page that shows the list of a link. It holds no list.
func (a *app) exportViewer(path string) error {
	if path == "-" {
		return a.printBytes(export.Viewer())
	}
	path, err := filepath.Abs(cmp.Or(path, "viewer.html"))
	if err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	if err := atomicfile.Write(path, export.Viewer(), 0o644); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	a.printf("%s\n", path)
	return nil
}

// printLink prints a link that holds the list.
func (a *app) printLink(doc export.Document, viewer string) error {
	if viewer == "" {
		if viewer = a.settings().Export.Viewer; viewer == "" {
			return usage("say with --viewer ADDRESS, or once with 'fettle config set export.viewer ADDRESS', where your organisation keeps the page that 'fettle export --format viewer' writes")
		}
	}
	link, err := export.LinkTo(doc, viewer)
	if errors.Is(err, export.ErrLinkTooLong) {
		return err
	}
	if err != nil {
		return &usageError{err}
	}
	if len(link) > export.LongLink {
		a.sayf("The link has %d letters: some programs for mail and messages cut links off after %d. --contacts makes it shorter.\n", len(link), export.LongLink)
	}
	a.sayf("Whoever has this link has the list.\n")
	a.printf("%s\n", link)
	return nil
}

// printCodes prints the list as codes that fit the window: dark on light on a
// terminal, one at a time; else as plain half blocks, one after the other.
func (a *app) printCodes(ctx context.Context, doc export.Document) error {
	const heading = 2 // lines that a page takes beside its code
	columns, rows := 80, 24
	screen, isFile := a.out.(*os.File)
	drawn := isFile && onTerminal(screen)
	if drawn {
		w, h, err := term.GetSize(int(screen.Fd()))
		if err != nil {
			return fmt.Errorf("ask how large the window is: %w", err)
		}
		columns, rows = w, h-heading
	}
	pages, err := codePages(doc, columns, rows)
	if err != nil {
		return err
	}
	turned := drawn && onTerminal(a.in)
	enter := bufio.NewReader(a.in)
	for i, page := range pages {
		if len(pages) > 1 {
			a.printf("%d of %d\n", i+1, len(pages))
		}
		if drawn {
			a.printf("%s", page.Terminal())
		} else {
			a.printf("%s\n", strings.Join(page.Lines(), "\n"))
		}
		if turned && i+1 < len(pages) {
			a.sayf("Enter shows the next one.")
			if _, err := nextLine(ctx, enter); err != nil {
				return fmt.Errorf("wait for Enter: %w", err)
			}
		}
	}
	return nil
}

// codePages returns the codes of a document for a window: one that rings where
// contacts of a single service are asked for.
func codePages(doc export.Document, columns, rows int) ([]export.QRCode, error) {
	if dial, ok := export.QRDial(doc); ok {
		return []export.QRCode{dial}, nil
	}
	return export.QRPages(doc, columns, rows)
}

// writeDocument writes a list as a file and returns where it is. Without a path
// it goes to the folder of exports, under a name that tells only the day.
func (a *app) writeDocument(doc export.Document, format, path string) (string, error) {
	data, name, err := renderDocument(doc, format)
	if err != nil {
		return "", err
	}
	if path == "" {
		dir, err := a.exportFolder()
		if err != nil {
			return "", err
		}
		if path, err = freePath(filepath.Join(dir, name)); err != nil {
			return "", err
		}
	}
	if path, err = filepath.Abs(path); err != nil {
		return "", fmt.Errorf("write the list: %w", err)
	}
	if err := a.noteExport(path, data, doc.Made); err != nil {
		return "", err
	}
	if err := atomicfile.Write(path, data, 0o600); err != nil {
		return "", fmt.Errorf("write the list: %w", err)
	}
	return path, nil
}
