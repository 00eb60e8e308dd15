package need

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"fettle/internal/pattern"
	"fettle/internal/service"
)

// saidAges reads the ages that the words of a record say plainly: its name, what
// it says of eligibility, a line about ages, or the beginning of its description.
// The first sentence of them that says any counts. They are a recommendation: nobody stated a limit.
func saidAges(s *service.Service) service.Age {
	for _, said := range []struct {
		origin service.Origin
		text   string
		isName bool
	}{
		{service.OriginName, s.Name, true},
		{service.OriginEligibility, s.Eligibility, false},
		{service.OriginDescription, ageLine(s.Description), true},
		{service.OriginDescription, s.Description, false},
	} {
		text := said.text
		if len(text) > mostSaid {
			text = strings.ToValidUTF8(text[:mostSaid], "")
		}
		for _, sentence := range sentences().Split(text, -1) {
			if ages := agesIn(sentence, said.isName); ages.Stated() {
				ages.Recommended, ages.Origin = true, said.origin
				return ages
			}
		}
	}
	return service.Age{}
}

// areOfChildren reports whether ages are those of children with whom a parent
// comes: a service that is for babies or families and says the children's ages alone.
func areOfChildren(ages service.Age, needs []service.NeedFound) bool {
	return ages.Max != nil && *ages.Max < adult && slices.ContainsFunc(needs, func(n service.NeedFound) bool {
		return (n.ID == "babies" || n.ID == "family") && n.Weight >= Purpose
	})
}

// adult is the age from which on somebody is no child.
const adult = 18

// mostSaid bounds the bytes of a text that are read for ages: further on, much is
// said of others than those whom a service is for.
const mostSaid = 600

var labelled = pattern.Later(`(?im)^[-#\s]*(age(?:s|d| range| ranges| group| groups)?\s*[:–-]\s*.{1,60})$`)

// ageLine returns a line about ages: "Age range: 11-16".
func ageLine(text string) string {
	if m := labelled().FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

// waysOfAges are the ways in which ages are written: with a lowest and a highest,
// with one above all, or with one that they are over or under. What stands in sure makes
// an age of a number anywhere.
var waysOfAges = pattern.Later(`\b(?:` + strings.Join([]string{
	`(?P<sure>birth|newborn) ?(?:-|to) ?(?P<high>\d\d?|two|three|four|five)`,
	`between (?:the )?(?P<sure>ages? (?:of )?)?(?P<low>\d\d?) and (?P<high>\d\d?)`,
	`(?P<low>\d\d?) ?(?:-|to) ?(?P<high>\d\d?)(?P<plural>'?s\b)?`,
	`over[- ]?(?P<sure>the age of )?(?P<low>\d\d)(?P<sure>'?s\b)?`,
	`over[- ](?P<low>(?P<sure>thirties|forties|fifties|sixties|seventies|eighties))`,
	`(?P<low>\d\d|fifty|sixty|seventy) ?(?:\+|plus\b)`,
	`(?P<low>\d\d) ?(?:years?|yrs?)?(?: old| of age)? ?(?P<sure>(?:and|or|&) (?:over|above|older|upwards))\b`,
	`under[- ]?(?P<sure>the age of )?(?P<under>\d\d?)(?P<sure>'?s\b)?`,
	`under[- ](?P<under>(?P<sure>ones|twos|threes|fours|fives|sixes|sevens|eights|tens|eighteens))`,
}, "|") + `)`)

// sentences are apart by what stands between them.
var sentences = pattern.Later(`[.!?\n]+(?:\s+|$)`)

// mayBeAge matches what some number of years has in it.
var mayBeAge = pattern.Later(`\d|(?i:ties|ty plus|under[- ][otfse]|birth|newborn)`)

// What before and after a number makes it an age, and what makes it none.
var (
	beforeAge = pattern.Later(`\b(?:age|aged|ages|people|adults|children|teenagers|boys|girls|anyone|those|men|women|ladies|gentlemen|residents|babies|toddlers|youngsters|seniors)(?: range| group| groups| who are)?[: ]*(?:from |between |of |is |the )?$`)
	afterAge  = pattern.Later(`^[- ]?(?:(?:years?|yrs?)[- ](?:old|olds|of age)\b|yrs?\b|year[- ]olds?\b|month[- ]olds?\b)`)
	noAge     = pattern.Later(`^[- ]?(?:[:/%£]|[.,]?\d|am\b|pm\b|noon|hours?\b|minutes?\b|mins?\b|weeks?\b|days?\b|miles?\b|metres?\b|bmi\b|stone\b|kg\b|beds?\b|mph\b|years? groups?\b|(?:[a-z']+ ){1,3}(?:street|st|road|rd|avenue|lane|close|drive|way|place|court|square|crescent|terrace)\b|members\b|volunteers\b|different\b|groups\b|clubs\b|services\b|activities\b|countries\b|languages\b|organisations\b|locations\b|places\b|venues\b|families\b|charities\b|exam|tuition|years?\b)`)
	notAnAge  = pattern.Later(`[£:./\d-]$|\b(?:route|no|number|bus|unit|room|studio|area|junction|key stage|stage|ks|years?|grades?|types?|wards?|bmi|levels?|phase|tier|class|groups?|steps?|m|a)[. ]*$`)
	// refuses matches sentences whose numbers are of others, of prices or of nobody.
	refuses   = pattern.Later(`\b(?:not|\w+n't|no|cannot|never|nobody|except|excluding|excludes?|exclusions?|refers?|referred|see|free|half price|reduced|concessions?|concessionary|discount(?:s|ed)?|cost|price|charge|fees?|one in|in every|instead|has an?|have an?|there (?:is|are)|we have)\b|£`)
	forOthers = pattern.Later(`\b(?:including|includes|following|such as|e\.g|especially|particularly|as well as|also|mainly|carers? (?:of|for|to)|car(?:e|es|ing) (?:for|of)|cared for|look(?:s|ing)? after|accompanied|all ages|any age|ages welcome|unless|unable|not able|not suitable|relatives?|loved ones?|together with)\b`)
	charged   = pattern.Later(`^[^,;]{0,12}\b(?:must|free|need|should|cannot|can't|not|half|accompanied|pay|go)\b`)
	forYoung  = pattern.Later(`\b(?:youth|young|teens?|teenage|juniors?|child|children|children's|kids|toddlers?|baby|babies|playgroup|nursery)\b`)
)

// agesIn returns the ages that a text says, with the words that say them. Several
// are joined: whoever is of one of them may come. In a name a number is an age
// more readily than in a sentence.
func agesIn(text string, isName bool) service.Age {
	if !mayBeAge().MatchString(text) { // most sentences, and looking closer takes long
		return service.Age{}
	}
	original := []rune(text)
	plain := strings.Map(plainRune, text)
	found := waysOfAges().FindAllStringSubmatchIndex(plain, -1)
	if len(found) == 0 || forOthers().MatchString(plain) || refuses().MatchString(plain) || strings.ContainsAny(text, "%·•") || strings.HasPrefix(strings.TrimSpace(text), "- ") {
		return service.Age{}
	}
	low, high := float64(endless), 0.0
	var said []string
	end := -1 // of the ages before
	for _, at := range found {
		goesOn := end >= 0 && joins().MatchString(plain[end:at[0]])
		if one, two, isAge := ageAt(plain, at, isName, goesOn); isAge {
			end = at[1]
			low, high = min(low, one), max(high, two)
			said = append(said, string(original[utf8.RuneCountInString(plain[:at[0]]):utf8.RuneCountInString(plain[:at[1]])]))
		}
	}
	ages := service.Age{Words: strings.Join(said, ", ")}
	switch {
	case len(said) == 0, low <= 0 && high >= endless:
		return service.Age{}
	case high >= endless:
		ages.Min = &low
	case low <= 0:
		ages.Max = &high
	default:
		ages.Min, ages.Max = &low, &high
	}
	return ages
}

// endless is above every highest age.
const endless = 1000

// joins matches what stands between ages that are said together.
var joins = pattern.Later(`^(?:,|s| and| or| &|,? and| years?| year olds?|[- ])* $`)

// plainRune writes letters small, and one dash, one apostrophe and one blank for all.
func plainRune(r rune) rune {
	switch r {
	case '–', '—', '‑':
		return '-'
	case '’', '‘':
		return '\''
	case '\u00a0':
		return ' '
	}
	return unicode.ToLower(r)
}

// ageAt reads what was found at a place of a text, and whether it says ages.
// GoesOn says that it is said together with ages before it.
func ageAt(text string, at []int, isName, goesOn bool) (low, high float64, isAge bool) {
	high = endless
	isSure, isRange, isPlural := goesOn, false, false
	for i, name := range waysOfAges().SubexpNames() {
		if i == 0 || at[2*i] < 0 {
			continue
		}
		switch n := ageNumber(text[at[2*i]:at[2*i+1]]); name {
		case "sure":
			isSure = true
		case "low":
			low = n
		case "high":
			high, isRange = n, true
		case "under":
			high = n - 1
		case "plural":
			isPlural = true
		}
	}
	before, after := text[:at[0]], text[at[1]:]
	isMarked := isSure || beforeAge().MatchString(before) || afterAge().MatchString(after)
	isMarked = isMarked || isPlural && high <= mostYoung // and no decades of music
	switch {
	case low >= high, high < endless && high > mostAge, low > mostAge, notAnAge().MatchString(before), charged().MatchString(after):
		return 0, 0, false
	case noAge().MatchString(after) && !afterAge().MatchString(after):
		return 0, 0, false
	}
	if strings.HasPrefix(strings.TrimLeft(after, "- "), "month") {
		low, high = low/monthsOfYear, high/monthsOfYear
	}
	switch isHour := high <= mostHour && high-low < leastSpan; {
	case isMarked || !isName:
	case isRange:
		isMarked = high <= mostYoung && !isHour && forYoung().MatchString(text)
	case strings.HasSuffix(text[:at[1]], "plus"):
		isMarked = before == "" && low >= leastNamed
	default:
		isMarked = low >= leastNamed || high <= mostYoung
	}
	return low, high, isMarked
}

const (
	mostAge      = 99
	mostYoung    = 30 // the highest age of what is for the young
	leastNamed   = 16 // the least age from which on a name says "over"
	monthsOfYear = 12
	mostHour     = 12 // two numbers up to here that are less than leastSpan apart may be hours
	leastSpan    = 4
)

// ageNumber reads a number in figures or letters; 0 is none.
func ageNumber(said string) float64 {
	if n, err := strconv.Atoi(said); err == nil {
		return float64(n)
	}
	return map[string]float64{
		"ones": 1, "two": 2, "twos": 2, "three": 3, "threes": 3, "four": 4, "fours": 4, "five": 5, "fives": 5, "sixes": 6, "sevens": 7,
		"eights": 8, "tens": 10, "eighteens": 18, "thirties": 30, "forties": 40, "fifty": 50, "fifties": 50, "sixty": 60, "sixties": 60,
		"seventy": 70, "seventies": 70, "eighties": 80,
	}[said]
}
