package clean_test

import (
	"strings"
	"testing"
)

// fragments are what markup that goes wrong is made of.
func fragments() []string {
	return []string{
		"<", ">", "</", "/>", "&", ";", "#", "x", "\"", "'", "=", " ", "\n", "\t", "!", "--", "a", "b", "tea", "1",
		"<p>", "</p>", "<br>", "<ul>", "</ul>", "<ol>", "<li>", "</li>", "<h1>", "</h1>", "<h4", "<table>", "<tr>", "<td>", "</td>",
		"<a href=\"", "<a href='https://x.org/?a=1&b=2'>", "</a>", "<b", "<i>", "</i>", "<div ", "<span>", "<button>", "<svg>", "<math>",
		"<script>", "</script>", "<style>", "</style", "<title>", "<textarea>", "<noscript>", "<template>", "<plaintext>", "<xmp>",
		"<!--", "-->", "<!doctype ", "<![CDATA[", "]]>", "<?", "&lt;", "&gt;", "&amp;", "&quot", "&#x1b;", "&#27", "&#0;", "&#x9b;", "&nbsp;", "&lt;b&gt;",
		"javascript:", "data:image/png;base64,", "https://x.org", "www.x.org", "onclick=", "\x1b", "]52;c;", "\x07", "\u009b", "\u202e", "\u200d", "\u200b",
		"\u0301", "e\u0301", "\ufeff", "\u00a0", "\u2028", "\x00", "\xff", "\xc3", "👩", "ع", "क", "- ", "## ", "(", ")", "…",
	}
}

// FuzzMarkup puts fragments of markup together in any order, a byte choosing each,
// so that nearly every try is about markup and is short.
func FuzzMarkup(f *testing.F) {
	all := fragments()
	whole := make([]byte, len(all))
	for i := range whole {
		whole[i] = byte(i)
	}
	for from := 0; from < len(whole); from += 8 {
		f.Add(whole[from:min(from+8, len(whole))], 0)
	}
	f.Fuzz(func(t *testing.T, chosen []byte, limit int) {
		const most = 48
		var b strings.Builder
		for _, c := range chosen[:min(len(chosen), most)] {
			b.WriteString(all[int(c)%len(all)])
		}
		limit %= 300
		checkLine(t, b.String(), limit)
		checkProse(t, b.String(), limit)
	})
}
