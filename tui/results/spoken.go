package results

import (
	"strings"

	"fettle/internal/service"
	"fettle/tui/paint"
	"fettle/tui/words"
)

// Spoken says the row in a few short sentences that are read out: what and
// where it is, how far, when next, what it costs and, where the question has
// filters (judged), how it stands to them.
func (r *Row) Spoken(judged bool) string {
	parts := []string{r.name}
	if r.org != "" && r.org != r.name {
		parts[0] += ", " + r.org
	}
	if short, ok := strings.CutSuffix(r.distance, " mi"); ok {
		unit := " miles"
		if strings.HasSuffix(short, " 1") {
			unit = " mile"
		}
		parts = append(parts, short+unit)
	} else if r.distance != "" {
		parts = append(parts, r.distance)
	}
	next := r.next
	if !r.closed && r.Hit.Service != nil && len(r.Hit.Service.Sessions) > 0 {
		next = "Next: " + next
	}
	parts = append(parts, next, r.cost)
	switch {
	case !judged:
	case r.reason != "":
		parts = append(parts, "May fit: "+r.reason)
	case r.Hit.Fit == service.MayFit:
		parts = append(parts, "May fit")
	default:
		parts = append(parts, "Fits")
	}
	var b strings.Builder
	for i, part := range parts {
		part = strings.TrimRight(strings.TrimSpace(paint.Clean(part)), ".")
		if i > 0 {
			b.WriteByte(' ')
			part = words.Capital(part)
		}
		b.WriteString(part + ".")
	}
	return b.String()
}
