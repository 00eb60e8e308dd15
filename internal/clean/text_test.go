package clean_test

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"fettle/internal/clean"
)

func TestLine(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain", "Coffee morning", "Coffee morning"},
		{"empty", "", ""},
		{"only blanks", " \t\u00a0\r\n ", ""},
		{"runs", "  Coffee \t\u00a0 morning\r\nat\vthe\u2028hall ", "Coffee morning at the hall"},
		{"entities", "Tom&#39;s &amp; Jo&rsquo;s&nbsp;caf&eacute;", "Tom's & Jo’s café"},
		{"escaped twice", "Arts &amp;amp; Crafts", "Arts & Crafts"},
		{"escaped many times", "Arts &" + strings.Repeat("amp;", 40) + " Crafts", "Arts & Crafts"},
		{"no semicolon", "R&D, Q&not, ?a=1&copy=2", "R&D, Q&not, ?a=1&copy=2"},
		{"tags", "<b>Walking</b> <i>group</i><br>for all", "Walking group for all"},
		{"link shows its text", `<a href="https://x.org">here</a>`, "here"},
		{"less than is text", "aged <5 or income <the limit", "aged <5 or income <the limit"},
		{"address in brackets", "Jo <jo@example.org>", "Jo <jo@example.org>"},
		{"words in angle brackets", "call <name> now", "call <name> now"},
		{"soft hyphen and zero width", "neigh\u00adbour\u200bhood\ufeff", "neighbourhood"},
		{"composed", "cafe\u0301", "café"},
		{"zalgo", "a\u0301\u0302\u0303\u0304\u0305\u0306\u0307b", "á\u0302\u0303\u0304b"},
		{"mark without base", "\u0301abc \u0301d", "abc d"},
		{"bidi", "abc\u202edef\u2066\u200f\u061cghi", "abcdefghi"},
		{"private use and noncharacters", "a\ue000b\ufffec\U0010ffffd", "abcd"},
		{"persian keeps its non-joiner", "می\u200cخواهم", "می\u200cخواهم"},
		{"latin loses it", "a\u200cb\u200dc", "abc"},
		{"hindi keeps its joiner", "क्\u200dष", "क्\u200dष"},
		{"family emoji", "👩\u200d👧 welcome", "👩\u200d👧 welcome"},
		{"bad utf-8", "a\xffb", "a\ufffdb"},
		{"inline picture", `x <img src="data:image/png;base64,AAAA"> y`, "x y"},
		{"comment", "a<!-- hidden -->b", "ab"},
		{"custom element", `a<wow-image id="x"></wow-image>b`, "ab"},
		{"short address in brackets", "<a@b.org> or <tel:01524>", "<a@b.org> or <tel:01524>"},
		{"web address in brackets", "see <https://x.org/a>", "see <https://x.org/a>"},
		{"word junk", "<o:p>Tea</o:p><![if !x]>", "Tea"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := clean.Line(tt.in, 0); got != tt.want {
				t.Errorf("Line(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestProse(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"paragraphs", "<p>One</p><p>Two</p>", "One\n\nTwo"},
		{"empty paragraph is not stated", "<p><br></p>", ""},
		{"non-breaking blank only", "<p>&nbsp;</p><div>\n</div>", ""},
		{"plain text keeps its lines", "One\r\nTwo\r\n\r\n\r\nThree", "One\nTwo\n\nThree"},
		{"old Mac lines", "One\rTwo", "One\nTwo"},
		{"html source lines are blanks", "<p>One\n two</p>\n\n<p>three</p>", "One two\n\nthree"},
		{"inline tags keep plain lines", "One <b>two</b>\nthree", "One two\nthree"},
		{"breaks", "<p>One<br>two<br/><br />three</p>", "One\ntwo\n\nthree"},
		{"list", "<p>We offer:</p><ul><li>tea</li><li><p>cake</p></li><li></li></ul><p>Come.</p>", "We offer:\n\n- tea\n- cake\n\nCome."},
		{"nested list", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>d", "- a\n- b\n- c\n\nd"},
		{"unclosed list", "<ul><li>a<li>b", "- a\n- b"},
		{"heading", "<h1>About us</h1><p>We help.</p>", "## About us\n\nWe help."},
		{"heading of a whole paragraph", "<h4>" + strings.Repeat("long words ", 9) + "</h4><p>x</p>", strings.TrimSpace(strings.Repeat("long words ", 9)) + "\n\nx"},
		{"empty heading", "<h2> </h2><p>x</p>", "x"},
		{"link", `See <a href="https://age.org.uk/x">their page</a>.`, "See their page (https://age.org.uk/x)."},
		{"link that says itself", `<a href="https://www.age.org.uk/">www.age.org.uk</a>`, "www.age.org.uk"},
		{"link of an editor", `<a data-cke-saved-href="https://a.org.uk/b">page</a>`, "page (https://a.org.uk/b)"},
		{"mail link", `<a href="mailto:jo@example.org?subject=x">E-mail Jo</a>`, "E-mail Jo (jo@example.org)"},
		{"script link", `<a href="javascript:alert(1)">click</a>`, "click"},
		{"protocol-relative link", `<a href="//evil.org">click</a>`, "click"},
		{"picture link", `<a href="https://a.org.uk"><img src=x></a>`, "https://a.org.uk"},
		{"script", "a<script>alert('<p>x</p>')</script>b<style>p{}</style>c", "abc"},
		{"script never closed", "a<script>alert(1) b", "aalert(1) b"},
		{"svg and button", `a<svg><path d="M0"/><text>no</text></svg>b<button>Go</button>c<input value=x>`, "abc"},
		{"button never closed", "a<button>b</p>c", "ab\n\nc"},
		{"table", "<table><tr><th>Day</th><th>Time</th></tr><tr><td><p>Mon</p></td><td><p>10am</p></td></tr></table>after", "Day | Time\nMon | 10am\n\nafter"},
		{"picture never ends", `Tea <img src="data:image/png;base64,AAAABBBB`, "Tea"},
		{"quote never ends", `<p class="x>Tea</p> and cake`, "Tea\n\nand cake"},
		{"tag never ends", "Tea <p", "Tea"},
		{"escaped document", "&lt;p&gt;One&lt;/p&gt;&lt;p&gt;Two&lt;/p&gt;", "One\n\nTwo"},
		{"escaped script", "&lt;script&gt;x&lt;/script&gt;y", "y"},
		{"title swallows nothing", "a<textarea>b", "ab"},
		{"plaintext swallows nothing", "a<plaintext>b</p>c", "ab\n\nc"},
		{"cdata", "<![CDATA[<p>Tea</p>]]>", "Tea"},
		{"preformatted", "<pre>a\nb</pre><p>c</p>", "a\nb\n\nc"},
		{"tag inside a tag", "<<b>script>x", "x"},
		{"joined by a hidden character", "<scr\u200bipt>x</script>y", "xy"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := clean.Prose(tt.in, 0)
			if got != tt.want {
				t.Errorf("Prose(%q)\n got %q\nwant %q", tt.in, got, tt.want)
			}
			checkProse(t, tt.in, 0)
		})
	}
}

func TestCut(t *testing.T) {
	tests := []struct {
		in   string
		max  int
		want string
	}{
		{"abcdef", 6, "abcdef"},
		{"abcdefg", 6, "abcde…"},
		{"one two three four", 17, "one two three…"},
		{"one two three four", 14, "one two three…"},
		{"ééééé", 3, "éé…"},
		{"abc", 1, "…"},
		{"abc", -1, "abc"},
	}
	for _, tt := range tests {
		if got := clean.Line(tt.in, tt.max); got != tt.want {
			t.Errorf("Line(%q, %d) = %q, want %q", tt.in, tt.max, got, tt.want)
		}
	}
}

// attacks are texts that disturb a terminal that shows them as they are.
func attacks() []string {
	raw := []string{
		"\x1b]52;c;aGVsbG8=\x07", "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\", "\x1b[2J", "\x1b[10A", "\x1b[?1049h",
		"\x1b]0;title\x07", "\x1b[6n", "\x1b[c", "\x1bP1$r\x1b\\", "\x1b_x\x1b\\", "\x1b^x\x1b\\", "\x1bXx\x1b\\", "\x1b]unterminated", "\x1bc",
		"\u009b2J", "\u009d52;c;x\u009c", "\u0090q\u009c", "\u0085", "line\rover", "a\bb", "a\x7fb", "a\vb\fc", "a\x00b",
		"a\u2028b\u2029c", "\u202egnp.exe", "\u2066\u2069\u200e\u200f\u061c", "a\u200bb\ufeffc\u2060", "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334",
		"\U000e0041\U000e0042", "\u115f\u3164\uffa0", "\ufff9a\ufffab\ufffb", "\ufdd0\uffff", "\xed\xa0\x80", "\xc0\x9b",
	}
	all := raw
	for _, s := range raw { // The same behind character references and in tags.
		var b strings.Builder
		for _, r := range s {
			b.WriteString("&#" + itoa(int(r)) + ";")
		}
		all = append(all, b.String(), "<p>"+s+"</p>", "&amp;#27;]52;c;x&#7;", "<a href=\""+s+"\">x</a>")
	}
	return all
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func TestAttacks(t *testing.T) {
	for _, in := range attacks() {
		checkLine(t, in, 0)
		checkProse(t, in, 0)
		checkLine(t, "Tea "+in+" and cake", 12)
		checkProse(t, "Tea "+in+" and cake", 12)
		if got := clean.Line("Tea "+in+" cake", 0); !strings.HasPrefix(got, "Tea") {
			t.Errorf("Line lost the text before %q: %q", in, got)
		}
	}
}

// checkLine and checkProse assert what every cleaned text is.
func checkLine(t *testing.T, in string, limit int) {
	t.Helper()
	out := clean.Line(in, limit)
	checkSafe(t, in, out, limit)
	if strings.ContainsRune(out, '\n') {
		t.Errorf("Line(%q) = %q has a line break", in, out)
	}
	if again := clean.Line(out, limit); again != out {
		t.Errorf("Line is not stable for %q:\nfirst  %q\nsecond %q", in, out, again)
	}
}

func checkProse(t *testing.T, in string, limit int) {
	t.Helper()
	out := clean.Prose(in, limit)
	checkSafe(t, in, out, limit)
	if strings.Contains(out, "\n\n\n") {
		t.Errorf("Prose(%q) = %q has two blank lines", in, out)
	}
	if again := clean.Prose(out, limit); again != out {
		t.Errorf("Prose is not stable for %q:\nfirst  %q\nsecond %q", in, out, again)
	}
}

func checkSafe(t *testing.T, in, out string, limit int) {
	t.Helper()
	if !utf8.ValidString(out) || !norm.NFC.IsNormalString(out) {
		t.Errorf("%q became %q: not valid UTF-8 in form NFC", in, out)
	}
	if limit > 0 && utf8.RuneCountInString(out) > limit {
		t.Errorf("%q became %q: longer than %d", in, out, limit)
	}
	if strings.TrimSpace(out) != out || strings.Contains(out, "  ") {
		t.Errorf("%q became %q: white space not collapsed", in, out)
	}
	marks := 0
	for _, r := range out {
		switch {
		case r == '\n', r == ' ':
		case r == '\u200d', r == '\u200c':
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp, unicode.Zs):
			t.Errorf("%q became %q: has %U", in, out, r)
		case r&0xfffe == 0xfffe, r >= 0xfdd0 && r <= 0xfdef:
			t.Errorf("%q became %q: has the noncharacter %U", in, out, r)
		}
		if marks++; !unicode.Is(unicode.M, r) {
			marks = 0
		}
		if marks > 4 {
			t.Errorf("%q became %q: marks pile up", in, out)
		}
	}
}

func TestLongDescriptionsAreQuick(t *testing.T) {
	long := map[string]string{
		"inline picture":  "<p>Tea</p><img src=\"data:image/png;base64," + strings.Repeat("iVBORw0KGgo", 13000) + "\"><p>Cake</p>",
		"open tags":       strings.Repeat("<a ", 100000),
		"open quotes":     strings.Repeat("<a href=\"", 50000),
		"mixed quotes":    strings.Repeat(`<a href="<b x='`, 30000),
		"buttons":         strings.Repeat("<button>", 50000),
		"nested entities": strings.Repeat("&amp", 100) + strings.Repeat(";", 100000),
		"deep escapes":    "&" + strings.Repeat("amp;", 200000) + "lt;b>",
		"comments":        strings.Repeat("<!--", 100000),
		"declarations":    strings.Repeat("<!x", 100000),
		"marks":           "a" + strings.Repeat("\u0301", 200000),
		"headings":        strings.Repeat("<h4>"+strings.Repeat("word ", 20)+"</h4>", 1000),
		"joiners":         strings.Repeat("\u200d", 200000),
		"nested lists":    strings.Repeat("<ul><li>", 50000),
	}
	for name, in := range long {
		began := time.Now()
		checkProse(t, in, 20000)
		checkLine(t, in, 300)
		if took := time.Since(began); took > time.Minute {
			t.Errorf("%s took %v", name, took)
		}
	}
	if got := clean.Prose(long["inline picture"], 20000); got != "Tea\n\nCake" {
		t.Errorf("a description with an inline picture became %.80q", got)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range attacks() {
		if len(s) < 2000 { // long ones leave no time to try others
			f.Add(s, 0)
		}
	}
	f.Add("<ul><li>a<ul><li>b</ul><h1>x</h1><table><tr><td>1<td>2</table>", 10)
	f.Add("&amp;lt;b&amp;gt; <a href='www.x.org?a=&amp;lt;'>y", 5)
	f.Fuzz(func(t *testing.T, in string, limit int) {
		if len(in) > 400 { // long ones take the time of many short ones
			return
		}
		limit %= 300
		checkLine(t, in, limit)
		checkProse(t, in, limit)
	})
}

func BenchmarkProse(b *testing.B) {
	in := strings.Repeat("<p>We meet on&nbsp;<strong>Tuesdays</strong> at <a href=\"https://www.age.org.uk/\">the hall</a>.</p>\n", 25)
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		clean.Prose(in, 20000)
	}
}

func TestWhatIsRepeatedInASentenceIsShort(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "", "a short one": "a short one", strings.Repeat("é", 50): strings.Repeat("é", 50),
		strings.Repeat("é", 51):     strings.Repeat("é", 49) + "…",
		strings.Repeat("word ", 50): strings.TrimSpace(strings.Repeat("word ", 10)) + "…",
	} {
		if got := clean.Short(text); got != want {
			t.Errorf("%q is repeated as %q, want %q", text, got, want)
		}
	}
}
