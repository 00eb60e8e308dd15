package main

import (
	"fmt"
	"strconv"
	"strings"
)

// ages is what a record says of ages; nil is not stated.
type ages struct {
	min, max    *float64
	recommended bool
}

// readAges reads "11-18", "60-", "-25" and "rec 65-".
func readAges(text string) (ages, error) {
	var a ages
	if text == "" {
		return a, nil
	}
	rest, recommended := strings.CutPrefix(text, "rec ")
	a.recommended = recommended
	low, high, found := strings.Cut(rest, "-")
	if !found {
		return a, fmt.Errorf("ages %q are not written like 11-18", text)
	}
	for _, end := range []struct {
		text string
		age  **float64
	}{{low, &a.min}, {high, &a.max}} {
		if end.text == "" {
			continue
		}
		n, err := strconv.ParseFloat(end.text, 64)
		if err != nil {
			return a, fmt.Errorf("ages %q: %w", text, err)
		}
		*end.age = &n
	}
	return a, nil
}

// stated reports whether either end is stated.
func (a ages) stated() bool { return a.min != nil || a.max != nil }

// words says the ages as a publisher does.
func (a ages) words() string {
	switch {
	case !a.stated():
		return ""
	case a.recommended:
		return fmt.Sprintf("Recommended for people of %v and over", *a.min)
	case a.max == nil:
		return fmt.Sprintf("Ages %v and over", *a.min)
	case a.min == nil:
		return fmt.Sprintf("Up to %v", *a.max)
	default:
		return fmt.Sprintf("Ages %v to %v", *a.min, *a.max)
	}
}

// price is one price; pounds 0 is free for those it names.
type price struct {
	name   string
	pounds float64
	per    string
}

// cost is what a record says of cost: prices, or words.
type cost struct {
	prices []price
	words  string
}

// readCost reads "free", "£2 per session; free = Carers", "45p per mile" or words.
func readCost(text, key string) (cost, error) {
	switch {
	case text == "":
		return cost{}, nil
	case text == "free":
		return freeCost(key), nil
	case text[0] >= '0' && text[0] <= '9', strings.HasPrefix(text, "£"), strings.HasPrefix(text, "free ="):
	default:
		return cost{words: text}, nil
	}
	var c cost
	for _, part := range strings.Split(text, ";") {
		amount, name, _ := strings.Cut(strings.TrimSpace(part), " = ")
		p := price{name: name}
		figure, per, _ := strings.Cut(amount, " ")
		p.per = per
		var err error
		switch {
		case figure == "free":
		case strings.HasPrefix(figure, "£"):
			p.pounds, err = strconv.ParseFloat(figure[len("£"):], 64)
		case strings.HasSuffix(figure, "p"):
			p.pounds, err = strconv.ParseFloat(strings.TrimSuffix(figure, "p"), 64)
			p.pounds /= 100
		default:
			c.words = amount
			continue
		}
		if err != nil {
			return c, fmt.Errorf("cost %q: %w", text, err)
		}
		c.prices = append(c.prices, p)
	}
	return c, nil
}

// freeCost says in one of several ways that a service costs nothing.
func freeCost(key string) cost {
	switch pick(4, key, "free") {
	case 0:
		return cost{words: "Free"}
	case 1:
		return cost{words: "Free of charge"}
	case 2:
		return cost{prices: []price{{name: "Everyone"}}, words: "No charge"}
	default:
		return cost{prices: []price{{name: "Standard"}}}
	}
}
