package oruk

import (
	"strconv"
	"strings"

	"fettle/internal/pattern"
	"fettle/internal/service"
)

const (
	// maxPounds is the highest price in pounds that is taken for one.
	maxPounds = 1e6
	// maxOptions is how many prices of one service are kept.
	maxOptions = 100
)

var (
	// saysFree matches words that say that a service costs nothing.
	saysFree = pattern.Later(`(?i)\b(?:free|no (?:charge|cost|fee)s?|without charge|nil)\b`)
	// limitsFree matches words that make it cost nothing only for some, or only
	// in part.
	limitsFree = pattern.Later(`(?i)\b(?:not free|feel free|smoke free|trial|first|initial|taster|introductory|under|over|aged|if|unless|but|except|excluding|` +
		`apart|some|may|might|could|can|members|children|then|until|parking|phone|call|freephone|means|subject|eligible|usually|mostly|consultation|assessment|or|from|per|plus|charges? apply)\b`)
	// poundsText is an amount of money in words.
	poundsText = pattern.Later(`£\s?(\d{1,6}(?:,\d{3})*(?:\.\d{1,2})?)|\b(\d{1,3})p\b`)
	// perText is what an amount buys.
	perText = pattern.Later(`(?i)\b(?:per|an?|each|every)\s+(?:hour|session|week|month|year|day|visit|class|person|child|term|lesson|family|meal|night)\b`)
)

// cost reads what a service costs: prices, words, and whether it is free. A
// record that says "not free" without a price leaves it not stated, because
// forms leave that box empty for "I don't know".
func (r *reader) cost(o object) service.Cost {
	c := service.Cost{Words: r.prose(o, maxAccount, "feesdescription", "fees", "costdescription")}
	for _, row := range r.objects(o, "costoptions") {
		if option, ok := r.costOption(row); ok && len(c.Options) < maxOptions {
			c.Options = append(c.Options, option)
		}
	}
	if len(c.Options) == 0 {
		if option, ok := pricedWords(c.Words); ok {
			c.Options = []service.CostOption{option}
		}
	}
	c.Free = isFree(c, r.answer(o, "free", "isfree"))
	return c
}

// costOption reads one price; false when it says nothing.
func (r *reader) costOption(o object) (service.CostOption, bool) {
	option := service.CostOption{
		Name: r.line(o, maxName, "option", "name", "label", "description"),
		Per:  r.line(o, maxName, "amountdescription", "costtype"),
	}
	if currency := strings.ToUpper(r.line(o, 10, "currency")); currency != "" && currency != "GBP" && currency != "£" {
		r.count(fixCost)
	} else if n, ok := r.number(o, "amount", "price"); ok {
		if n >= 0 && n <= maxPounds {
			option.Pounds = &n
		} else {
			r.count(fixCost)
		}
	}
	return option, option != (service.CostOption{})
}

// isFree decides whether a service is free from all that is said of its cost.
func isFree(c service.Cost, said service.Answer) service.Answer {
	zero, priced := false, false
	for _, option := range c.Options {
		if option.Pounds != nil {
			zero = zero || *option.Pounds == 0
			priced = priced || *option.Pounds > 0
		}
	}
	switch {
	case priced:
		return service.No
	case said == service.Yes || zero:
		return service.Yes
	}
	return freeWords(c.Words)
}

// freeWords decides from words alone. Only short words that leave no doubt
// count: "free for members, £3 for others" states neither.
func freeWords(words string) service.Answer {
	positive, amounts := false, poundsText().FindAllStringSubmatch(words, -1)
	for _, a := range amounts {
		positive = positive || amount(a) > 0
	}
	free := saysFree().MatchString(words)
	switch {
	case positive && !free:
		return service.No
	case positive:
		return service.NotStated
	case len(amounts) > 0, strings.TrimSpace(words) == "0":
		return service.Yes
	case free && len(words) <= 120 && !limitsFree().MatchString(words):
		return service.Yes
	}
	return service.NotStated
}

// pricedWords reads the one price that short words state.
func pricedWords(words string) (service.CostOption, bool) {
	amounts := poundsText().FindAllStringSubmatch(words, -1)
	if len(amounts) != 1 || len(words) > 80 || saysFree().MatchString(words) {
		return service.CostOption{}, false
	}
	pounds := amount(amounts[0])
	return service.CostOption{Pounds: &pounds, Per: strings.ToLower(perText().FindString(words))}, true
}

// amount returns the pounds of a match of poundsText.
func amount(match []string) float64 {
	if match[2] != "" {
		pence, _ := strconv.ParseFloat(match[2], 64)
		return pence / 100
	}
	pounds, _ := strconv.ParseFloat(strings.ReplaceAll(match[1], ",", ""), 64)
	return pounds
}
