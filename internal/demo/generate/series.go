package main

import (
	"fmt"
	"strconv"
	"strings"
)

// series is a kind of service that many towns have, each in its own way.
type series struct {
	Key    string   `toml:"key"`
	Needs  []string `toml:"needs"`
	Who    []string `toml:"who"`
	How    []string `toml:"how"`
	Access []string `toml:"access"`
	Acc    []string `toml:"acc"`
	// Ages and Cost are taken in turn; a cost in a line comes first.
	Ages []string `toml:"ages"`
	Cost []string `toml:"cost"`
	// SecondEvery makes each so-manieth service meet in the nearest other town as
	// well; 0 is never.
	SecondEvery int `toml:"second_every"`
	// Parts are lists of paragraphs; a service takes one of each list in turn.
	Parts [][]string `toml:"parts"`
	// Each is a line for each service: town | organisation | name | sessions | cost,
	// and, when they are not to be taken in turn, the number of the opening and ages.
	Each []string `toml:"each"`
}

// entries returns the services of all tables, those written one by one first, and
// fills byKey. It is called once.
func (t *tables) entries() ([]entry, error) {
	all := append([]entry(nil), t.services...)
	for i := range all {
		all[i].core = all[i].Text
	}
	for _, s := range t.series {
		made, err := s.entries()
		if err != nil {
			return nil, fmt.Errorf("series %q: %w", s.Key, err)
		}
		all = append(all, made...)
	}
	for _, e := range all {
		if _, twice := t.byKey[e.Key]; twice {
			return nil, fmt.Errorf("the key %q stands twice in the tables", e.Key)
		}
		t.byKey[e.Key] = e
	}
	for _, e := range all {
		if _, found := t.byKey[e.Twin]; e.Twin != "" && !found {
			return nil, fmt.Errorf("service %q is a twin of %q, which does not exist", e.Key, e.Twin)
		}
	}
	return all, nil
}

// entries returns the services of one series.
func (s series) entries() ([]entry, error) {
	rows := make([][]string, len(s.Each))
	for i, line := range s.Each {
		rows[i] = strings.Split(line, "|")
		if len(rows[i]) != 5 && len(rows[i]) != 6 {
			return nil, fmt.Errorf("line %q needs five or six parts", line)
		}
		for j := range rows[i] {
			rows[i][j] = strings.TrimSpace(rows[i][j])
		}
	}
	made := make([]entry, len(rows))
	for i := range rows {
		var err error
		if made[i], err = s.entry(rows[i], i); err != nil {
			return nil, err
		}
	}
	return made, nil
}

// entry returns the service of a line, which is the i-th.
func (s series) entry(row []string, i int) (entry, error) {
	opening := i
	e := entry{
		Key: s.Key + "/" + slug(row[2]), Town: row[0], Org: row[1], Name: row[2], Cost: row[4],
		Needs: s.Needs, Who: s.Who, How: s.How, Access: s.Access, Acc: s.Acc, Ages: turn(s.Ages, i),
	}
	if row[3] != "" {
		e.When = splitSessions(row[3])
	}
	if e.Cost == "" {
		e.Cost = turn(s.Cost, i)
	}
	if len(row) == 6 {
		number, ages, _ := strings.Cut(row[5], " ")
		n, err := strconv.Atoi(number)
		if err != nil || n < 1 || n > len(s.Parts[0]) {
			return e, fmt.Errorf("%s: %q is not the number of an opening", row[2], number)
		}
		opening, e.Ages = n-1, ages
	}
	e.second = s.SecondEvery > 0 && i%s.SecondEvery == 0
	e.core = turn(s.Parts[0], opening)
	paragraphs := []string{e.core}
	for _, part := range s.Parts[1:] {
		paragraphs = append(paragraphs, turn(part, i))
	}
	e.Text = strings.Join(paragraphs, "\n\n")
	return e, nil
}

// splitSessions cuts a cell into sessions at ";".
func splitSessions(cell string) []string {
	parts := strings.Split(cell, ";")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

// turn returns the item whose turn it is, or "" of an empty list.
func turn(list []string, i int) string {
	if len(list) == 0 {
		return ""
	}
	return list[i%len(list)]
}

// slug returns text as lower-case words joined by hyphens.
func slug(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return strings.Join(words, "-")
}
