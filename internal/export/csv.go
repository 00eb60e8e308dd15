package export

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
)

// CSV returns the document as a table for colleagues, one service a row, in
// UTF-8 with the mark by which Excel knows it. A cell that a spreadsheet would
// take for a formula begins with an apostrophe.
func CSV(d Document) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("\ufeff")
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	kinds := []Kind{KindWhat, KindWhen, KindWhere, KindCost, KindWho, KindContact, KindNext, KindChecked}
	head := []string{"Name", "Organisation", "Know first", "Note"}
	for _, k := range kinds {
		head = append(head, builder{}.label(k))
	}
	rows := [][]string{append(head, "Correct on")}
	for _, e := range d.Entries {
		name := e.Heading
		if said := e.said(KindName); said != "" {
			name = said
		}
		row := []string{name, e.Organisation, strings.Join(e.Warnings, "\n"), e.Note}
		for _, k := range kinds {
			row = append(row, e.said(k))
		}
		rows = append(rows, append(row, string(d.On)))
	}
	rows = append(rows, []string{d.Correct})
	for _, l := range d.Emergency {
		rows = append(rows, []string{l.Words()})
	}
	for _, row := range rows {
		for i := range row {
			row[i] = noFormula(row[i])
		}
		if err := w.Write(row); err != nil {
			return nil, fmt.Errorf("write the table: %w", err)
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// said returns the lines of one part, each on its own line; "" when there is no
// such part.
func (e Entry) said(kind Kind) string {
	var lines []string
	for _, f := range e.Facts {
		if f.Kind != kind {
			continue
		}
		for _, l := range f.Lines {
			words := l.Words()
			if l.Link.Map {
				words = strings.TrimSpace(l.Before) + " " + l.Link.Href
			}
			lines = append(lines, words)
		}
	}
	return strings.Join(lines, "\n")
}

// noFormula puts an apostrophe before text that begins as a formula does, also
// in the wide letters that spreadsheets of some countries take for the same.
func noFormula(cell string) string {
	first := strings.TrimLeft(cell, " \t\r\n\u00a0")
	if first != "" && strings.ContainsRune("=+-@|%＝＋－＠", []rune(first)[0]) {
		return "'" + cell
	}
	return cell
}
