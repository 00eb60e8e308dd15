package clip

import "fmt"

const (
	// cfHTMLName is the name under which Windows keeps formatted text.
	cfHTMLName = "HTML Format"
	// historyName is the name of a number that, when 0, keeps a copy out of the
	// clipboard history of Windows (learn.microsoft.com, "Clipboard Formats").
	historyName = "CanIncludeInClipboardHistory"
)

// cfHTML returns a fragment of HTML in the form that Windows keeps formatted
// text in, always UTF-8 (learn.microsoft.com, "HTML Clipboard Format"): a header
// of byte offsets, then a page with the fragment between two comments. The
// offsets are written ten digits wide, so that the header's length is known.
func cfHTML(fragment string) string {
	const (
		header = "Version:0.9\r\nStartHTML:%010d\r\nEndHTML:%010d\r\nStartFragment:%010d\r\nEndFragment:%010d\r\n"
		before = "<html><body>\r\n<!--StartFragment-->"
		after  = "<!--EndFragment-->\r\n</body></html>"
	)
	start := len(fmt.Sprintf(header, 0, 0, 0, 0))
	from := start + len(before)
	to := from + len(fragment)
	return fmt.Sprintf(header, start, to+len(after), from, to) + before + fragment + after
}
