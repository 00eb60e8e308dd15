package score

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"fettle/internal/need"
)

// Write writes the report as text: overall, by need, by circumstance, and the
// gaps of the half that rules may be written by. Those of the held-out half are
// counted and not shown: who sees them tunes the rules to them.
func (r Report) Write(w io.Writer) error {
	out := new(strings.Builder)
	fmt.Fprintf(out, "%d services, %d with a need (%s), %d without\n", r.Services, r.WithNeed, percent(r.Covered()), len(r.Without))
	for _, name := range r.Without {
		fmt.Fprintf(out, "  without a need: %q\n", name)
	}
	if len(r.Lost) > 0 {
		fmt.Fprintf(out, "%d labels have no service here: %s\n", len(r.Lost), strings.Join(r.Lost, ", "))
	}
	fmt.Fprintf(out, "\n\tlabelled\twanted\tfound\trecall\tgiven\tright\tprecision\t\n")
	r.Seen.overall(out, "seen")
	r.HeldOut.overall(out, "held out")
	byID(out, "need", need.Needs(), r.Seen.ByNeed, r.HeldOut.ByNeed)
	byID(out, "circumstance", need.Circumstances(), r.Seen.ByCircumstance, r.HeldOut.ByCircumstance)
	fmt.Fprintf(out, "\nGaps in the half that was seen (%d), of the held-out half %d more:\n", len(r.Seen.Gaps), len(r.HeldOut.Gaps))
	for _, g := range r.Seen.Gaps {
		what := "missed"
		if g.Wrong {
			what = "wrong"
		}
		fmt.Fprintf(out, "  %s %s: %s", what, g.ID, g.Name)
		if len(g.Words) > 0 {
			fmt.Fprintf(out, " [%s]", strings.Join(g.Words, "; "))
		}
		fmt.Fprintln(out)
	}
	aligned := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	if _, err := io.WriteString(aligned, out.String()); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	if err := aligned.Flush(); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

func (h Half) overall(w *strings.Builder, name string) {
	row(w, "needs, "+name, h.Labels, h.Needs)
	row(w, "circumstances, "+name, h.Labels, h.Circumstances)
}

func row(w *strings.Builder, name string, labels int, c Counts) {
	fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%s\t%d\t%d\t%s\t\n", name, labels,
		c.Wanted, c.Found, percent(c.Recall()), c.Given, c.Right, percent(c.Precision()))
}

// byID writes one line for each id that was wanted or given, both halves together.
func byID(w *strings.Builder, title string, order []need.Need, halves ...map[string]*Counts) {
	fmt.Fprintf(w, "\n%s\twanted\tfound\trecall\tgiven\tright\tprecision\t\n", title)
	for _, n := range order {
		var sum Counts
		for _, h := range halves {
			c := h[n.ID]
			sum.Wanted, sum.Found = sum.Wanted+c.Wanted, sum.Found+c.Found
			sum.Given, sum.Right = sum.Given+c.Given, sum.Right+c.Right
		}
		if sum.Wanted+sum.Given > 0 {
			fmt.Fprintf(w, "%s\t%d\t%d\t%s\t%d\t%d\t%s\t\n", n.ID, sum.Wanted, sum.Found, percent(sum.Recall()),
				sum.Given, sum.Right, percent(sum.Precision()))
		}
	}
}

func percent(share float64) string { return fmt.Sprintf("%.1f %%", 100*share) }
