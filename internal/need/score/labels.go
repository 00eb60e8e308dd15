package score

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"fettle/internal/need"
)

// Label is what somebody found on reading one service.
type Label struct {
	// ID is the service's id in its feed.
	ID string
	// Needs are the needs that it must have, MayNeeds those that would not be
	// wrong.
	Needs, MayNeeds []string
	// Circumstances are those that it must have, MayCircumstances those that
	// would not be wrong.
	Circumstances, MayCircumstances []string
	// HeldOut marks the labels that rules are not written by.
	HeldOut bool
}

// ReadLabels reads labels, one a line with five columns parted by tabs: id,
// needs, needs it may have, circumstances, circumstances it may have. A hash
// begins a remark; every second label is held out. The error names the line.
func ReadLabels(r io.Reader) ([]Label, error) {
	var labels []Label
	lines := bufio.NewScanner(r)
	for at := 1; lines.Scan(); at++ {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(line, "\t")
		if len(columns) != 5 || columns[0] == "" || columns[1] == "" {
			return nil, fmt.Errorf("labels, line %d: a label has five columns parted by tabs, the first two filled", at)
		}
		label := Label{
			ID:    columns[0],
			Needs: list(columns[1]), MayNeeds: list(columns[2]),
			Circumstances: list(columns[3]), MayCircumstances: list(columns[4]),
			HeldOut: len(labels)%2 == 1,
		}
		if err := label.check(); err != nil {
			return nil, fmt.Errorf("labels, line %d: %w", at, err)
		}
		labels = append(labels, label)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read the labels: %w", err)
	}
	return labels, nil
}

func (l Label) check() error {
	for _, ids := range [][]string{l.Needs, l.MayNeeds} {
		for _, id := range ids {
			if !need.Known(id) {
				return fmt.Errorf("there is no need %q", id)
			}
		}
	}
	for _, ids := range [][]string{l.Circumstances, l.MayCircumstances} {
		for _, id := range ids {
			if !need.KnownCircumstance(id) {
				return fmt.Errorf("there is no circumstance %q", id)
			}
		}
	}
	return nil
}

func list(column string) []string {
	return strings.FieldsFunc(column, func(r rune) bool { return r == ',' })
}

// bare returns an id without the name of its feed.
func bare(id string) string {
	if _, rest, found := strings.Cut(id, "/"); found {
		return rest
	}
	return id
}
