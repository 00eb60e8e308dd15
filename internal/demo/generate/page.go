package main

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// page writes rows as the one page of a list. The keys are those of the version:
// total of rows, total of pages, number of the page, first, last and the rows. Each
// row has a line of its own, so that a change of one service changes one line.
func page(rows []any, total, pages, number, first, last, content string) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, "{%q:%d,%q:1,%q:1,\"size\":%d,%q:true,%q:true,\"empty\":false,%q:[\n",
		total, len(rows), pages, number, len(rows), first, last, content)
	for i, row := range rows {
		line, err := compact(row)
		if err != nil {
			return nil, fmt.Errorf("write row %d: %w", i, err)
		}
		b.Write(line)
		if i < len(rows)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString("]}\n")
	return b.Bytes(), nil
}

// compact returns the JSON of a value on one line, with HTML left as it is.
func compact(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
