package oruk

import (
	"strings"

	"fettle/internal/clean"
)

// maxLanguages is how many languages of one service are kept.
const maxLanguages = 60

// languages reads the names of languages; a code alone becomes its name.
func (r *reader) languages(o object, places []place) []string {
	var all []string
	nodes := []object{o}
	for _, p := range places {
		nodes = append(nodes, p.nodes...)
	}
	for _, node := range nodes {
		if len(all) >= maxLanguages {
			break
		}
		for _, row := range r.objects(node, "languages", "language") {
			names := r.line(row, maxWords, "name", "language")
			if names == "" {
				names = r.line(row, 20, "code")
			}
			for _, name := range strings.FieldsFunc(names, func(r rune) bool { return r == ',' || r == ';' || r == '/' }) {
				name = clean.Line(name, 60)
				if full := languageName(name); full != "" {
					name = full
				} else if len(name) <= 3 {
					continue // A code that is not known says nothing to a person.
				}
				all = appendDistinct(all, name)
			}
		}
	}
	return all[:min(len(all), maxLanguages)]
}

// languageName returns the English name for a code of ISO 639 of a language
// that is spoken or signed in the United Kingdom; "" for any other.
func languageName(code string) string {
	code, _, _ = strings.Cut(strings.ToLower(code), "-")
	return map[string]string{
		"am": "Amharic", "ar": "Arabic", "bfi": "British Sign Language", "bsl": "British Sign Language", "bg": "Bulgarian", "bn": "Bengali",
		"cs": "Czech", "cy": "Welsh", "de": "German", "el": "Greek", "en": "English", "es": "Spanish", "et": "Estonian", "fa": "Farsi",
		"fr": "French", "ga": "Irish", "gd": "Scottish Gaelic", "gu": "Gujarati", "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian",
		"ig": "Igbo", "it": "Italian", "ja": "Japanese", "ko": "Korean", "ku": "Kurdish", "lt": "Lithuanian", "lv": "Latvian", "ml": "Malayalam",
		"mr": "Marathi", "ms": "Malay", "ne": "Nepali", "nl": "Dutch", "pa": "Punjabi", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese",
		"ro": "Romanian", "ru": "Russian", "sk": "Slovak", "si": "Sinhala", "sn": "Shona", "so": "Somali", "sq": "Albanian", "sr": "Serbian",
		"sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai", "ti": "Tigrinya", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian",
		"ur": "Urdu", "vi": "Vietnamese", "yo": "Yoruba", "yue": "Cantonese", "zh": "Chinese",
	}[code]
}
