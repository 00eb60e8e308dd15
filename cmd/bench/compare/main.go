// Command compare asks Fettle, SQLite and Bleve the same questions about the
// same services, checks that they answer the same, and prints how many times as
// long the others take: records read and every option counted, as a finder
// needs them.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"fettle/cmd/bench/corpus"
	"fettle/index"
	"fettle/internal/service"
	"fettle/internal/when"
)

func main() {
	keep := flag.String("keep", "", "the folder with the libraries that bench made; the others are kept beside them")
	n := flag.Int("services", 20000, "how many services")
	each := flag.Int("each", 5, "how many questions of each class")
	flag.Parse()
	if err := run(context.Background(), *keep, *n, *each); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

func benchNow() time.Time { return time.Date(2026, 11, 24, 10, 0, 0, 0, when.London()) }

func run(ctx context.Context, keep string, n, each int) (err error) {
	c := corpus.New(benchNow())
	f, err := newFlattener(service.DateOf(benchNow()))
	if err != nil {
		return err
	}
	services := func(i int) flat {
		s := c.Service(i)
		out := f.flat(&s)
		out.json, _ = json.Marshal(s) // made of plain values
		return out
	}
	library, err := index.Open(filepath.Join(keep, fmt.Sprint(n), "library"), index.Options{})
	if err != nil {
		return err
	}
	engines := []engine{&fettle{library}}
	defer func() {
		for _, e := range engines {
			err = errors.Join(err, e.close())
		}
	}()
	s, err := openSQLite(ctx, filepath.Join(keep, fmt.Sprint(n, ".sqlite")), n, services, f.stemmed)
	if err != nil {
		return fmt.Errorf("make the database of SQLite: %w", err)
	}
	engines = append(engines, s)
	b, err := openBleve(filepath.Join(keep, fmt.Sprint(n, ".bleve")), n, services, f.stemmed)
	if err != nil {
		return fmt.Errorf("make the index of Bleve: %w", err)
	}
	engines = append(engines, b)
	return compare(ctx, engines, questions(c, each), n)
}

// took is how long the questions of each class took, by engine.
type took map[string][]time.Duration

// A question is asked so many times at least, and for so long at least, as what is
// quick is easily disturbed; the middle time counts, which does not fall by asking
// more often as the quickest does.
const (
	rounds = 3
	least  = 50 * time.Millisecond
)

func compare(ctx context.Context, engines []engine, all []question, n int) error {
	times := make([]took, len(engines))
	var classes []string
	for _, q := range all {
		if !slices.Contains(classes, q.class) {
			classes = append(classes, q.class)
		}
	}
	right := make([]answer, len(all))
	same, different := 0, 0
	for i, e := range engines { // one after the other, so that none pays for what another left
		times[i] = took{}
		runtime.GC()
		for k, q := range all {
			fmt.Fprintf(os.Stderr, "\r%s: %d of %d   ", e.name(), k+1, len(all)) // it takes its time
			if !e.answers(q) {
				continue
			}
			var tries []time.Duration
			var a answer
			begun := time.Now()
			for len(tries) < rounds || time.Since(begun) < least {
				started := time.Now()
				var err error
				if a, err = e.ask(ctx, q); err != nil {
					return fmt.Errorf("ask %s %+v: %w", e.name(), q, err)
				}
				tries = append(tries, time.Since(started))
			}
			times[i][q.class] = append(times[i][q.class], median(tries))
			if i == 0 {
				right[k] = a
			} else if a.total == right[k].total && a.rows == right[k].rows && maps.Equal(a.counts(), right[k].counts()) {
				same++
			} else {
				different++
				fmt.Fprintf(os.Stderr, "%s answers %s differently: %d instead of %d\n", e.name(), q.class, a.total, right[k].total)
			}
		}
	}
	fmt.Fprintln(os.Stderr)
	report(engines, classes, times, n, same, different)
	return nil
}

func report(engines []engine, classes []string, times []took, n, same, different int) {
	fmt.Printf("| %d services, median of the class |", n)
	for _, e := range engines {
		fmt.Printf(" %s |", e.name())
	}
	fmt.Print("\n| --- |")
	for range engines {
		fmt.Print(" --- |")
	}
	sums, counted := make([]float64, len(engines)), make([]int, len(engines))
	for _, class := range classes {
		fmt.Printf("\n| %s |", class)
		ours := median(times[0][class])
		for i := range engines {
			theirs := median(times[i][class])
			if theirs == 0 {
				fmt.Print(" not answered rightly |")
				continue
			}
			ratio := float64(theirs) / float64(ours)
			sums[i], counted[i] = sums[i]+math.Log(ratio), counted[i]+1
			fmt.Printf(" %.2f ms", theirs.Seconds()*1000)
			if i > 0 {
				fmt.Printf(", %.0f×", ratio)
			}
			fmt.Print(" |")
		}
	}
	fmt.Print("\n| **geometric mean of the ratios** |")
	for i := range engines {
		fmt.Printf(" **%.0f×** |", math.Exp(sums[i]/float64(max(counted[i], 1))))
	}
	fmt.Printf("\n\nOf %d answers of the others, %d are the same as Fettle's in the number of services, of rows and in every count; %d are not.\n",
		same+different, same, different)
}

func median(all []time.Duration) time.Duration {
	if len(all) == 0 {
		return 0
	}
	return slices.Sorted(slices.Values(all))[len(all)/2]
}
