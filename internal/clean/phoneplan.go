package clean

import (
	"slices"
	"strings"

	"fettle/internal/service"
)

// readDigits reads digits as one telephone number. The rules are those of the
// National Telephone Numbering Plan of the United Kingdom (Ofcom). With whole
// true, ten digits without their leading 0, as spreadsheets leave them, count.
func readDigits(d string, plus, whole bool) (service.Phone, bool) {
	national, abroad := d, plus
	switch {
	case plus && strings.HasPrefix(d, "44"):
		national, abroad = "0"+strings.TrimPrefix(d[2:], "0"), false
	case strings.HasPrefix(d, "0044"):
		national = "0" + strings.TrimPrefix(d[4:], "0")
	case len(d) == 12 && strings.HasPrefix(d, "44"):
		national = "0" + d[2:]
	case whole && len(d) == 10 && strings.IndexByte("1237", d[0]) >= 0:
		national = "0" + d
	}
	if abroad {
		return foreign(d)
	}
	groups := grouping(national)
	if groups == nil {
		return service.Phone{}, false
	}
	parts := make([]string, 0, len(groups))
	rest := national
	for _, size := range groups {
		parts = append(parts, rest[:size])
		rest = rest[size:]
	}
	return service.Phone{Number: strings.Join(parts, " "), Dial: "+44" + national[1:]}, true
}

// foreign reads the digits of a number abroad, 8 to 15 of them (ITU-T E.164).
func foreign(d string) (service.Phone, bool) {
	if len(d) < 8 || len(d) > 15 || d[0] == '0' {
		return service.Phone{}, false
	}
	return service.Phone{Number: "+" + d, Dial: "+" + d}, true
}

// grouping returns how many digits of a national number, its leading 0
// included, are read out together; nil when the number is not valid.
func grouping(n string) []int {
	if len(n) < 8 || n[0] != '0' {
		return nil
	}
	switch n[1] {
	case '1':
		return geographic(n)
	case '2':
		return whenLong(n, 3, 4, 4)
	case '3', '9':
		return whenLong(n, 4, 3, 4)
	case '5':
		switch {
		case strings.HasPrefix(n, "0500") && len(n) == 10:
			return []int{4, 3, 3}
		case n[2] == '5' || n[2] == '6':
			return whenLong(n, 3, 4, 4)
		}
	case '7':
		return whenLong(n, 5, 3, 3)
	case '8':
		switch {
		case n == "08001111": // Childline.
			return []int{4, 4}
		case n == "08454647": // The number of NHS Direct, still printed.
			return []int{4, 2, 2}
		case strings.HasPrefix(n, "0800") && len(n) == 10:
			return []int{4, 3, 3}
		}
		return whenLong(n, 4, 3, 4)
	}
	return nil
}

// whenLong returns the groups when the number has eleven digits.
func whenLong(n string, groups ...int) []int {
	if len(n) != 11 {
		return nil
	}
	return groups
}

// geographic groups a number that begins with 01.
func geographic(n string) []int {
	long := len(n) == 11
	switch {
	case n[2] == '0' || !long && len(n) != 10:
		return nil
	case isSixDigitArea(n[:6]):
		return []int{6, len(n) - 6}
	case n[2] == '1' || n[3] == '1': // 0113 to 0118, 0121 to 0191.
		return whenLong(n, 4, 3, 4)
	case long:
		return []int{5, 3, 3}
	}
	return []int{5, 5}
}

// isSixDigitArea reports whether an area code is one of those of six digits,
// most of them around the Lake District.
func isSixDigitArea(code string) bool {
	return slices.Contains([]string{
		"013873", "015242", "015394", "015395", "015396", "016973", "016974", "016977",
		"017683", "017684", "017687", "019467", "019755", "019756",
	}, code)
}
