// Command bench measures the library: how fast questions are answered with the
// counts of every option, how fast a library opens and is built, and how large
// it is. It prints one table; absolute times are of this machine.
package main

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fettle/cmd/bench/corpus"
	"fettle/index"
	"fettle/internal/need"
	"fettle/internal/service"
	"fettle/internal/when"
)

func main() {
	sizes := flag.String("sizes", "20000", "how many services, by commas")
	keep := flag.String("keep", "", "keep the libraries in this folder, and use those that are there")
	flag.Parse()
	if err := run(context.Background(), *sizes, *keep); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, sizes, keep string) error {
	dir := keep
	if dir == "" {
		temporary, err := os.MkdirTemp("", "fettle-bench")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(temporary) }()
		dir = temporary
	}
	for _, text := range strings.Split(sizes, ",") {
		var n int
		if _, err := fmt.Sscan(text, &n); err != nil {
			return fmt.Errorf("read the size %q: %w", text, err)
		}
		if err := measure(ctx, filepath.Join(dir, text), n); err != nil {
			return err
		}
	}
	return nil
}

func benchNow() time.Time { return time.Date(2026, 11, 24, 10, 0, 0, 0, when.London()) }

func measure(ctx context.Context, dir string, n int) error {
	c := corpus.New(benchNow())
	if _, err := os.Stat(filepath.Join(dir, "CURRENT")); err != nil {
		started := time.Now()
		err := index.Update(ctx, dir, benchNow(), func(d *index.Draft) error {
			for i := range n {
				d.Put(c.Service(i))
			}
			return nil
		})
		if err != nil {
			return err
		}
		took := time.Since(started)
		fmt.Printf("%d services built in %.1f s, %.0f a second\n", n, took.Seconds(), float64(n)/took.Seconds())
	}
	printSizes(dir)
	var opens []time.Duration
	for range 5 {
		started := time.Now()
		lib, err := index.Open(dir, index.Options{})
		if err != nil {
			return err
		}
		opens = append(opens, time.Since(started))
		if err := lib.Close(); err != nil {
			return err
		}
	}
	fmt.Printf("open: median %s\n", middle(opens, 0.5))
	lib, err := index.Open(dir, index.Options{})
	if err != nil {
		return err
	}
	defer func() { _ = lib.Close() }()
	return ask(ctx, lib, questions(c))
}

func printSizes(dir string) {
	sizes := map[string]int64{}
	var total int64
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err == nil {
			sizes[filepath.Base(path)] += info.Size()
			total += info.Size()
		}
		return err
	})
	fmt.Printf("on disk: %.1f MB:", float64(total)/1e6)
	for name, size := range sizes {
		if size > total/100 {
			fmt.Printf(" %s %.1f", name, float64(size)/1e6)
		}
	}
	fmt.Println()
}

func middle(all []time.Duration, at float64) time.Duration {
	all = slices.Sorted(slices.Values(all))
	return all[min(len(all)-1, int(at*float64(len(all))))].Round(time.Microsecond)
}

// question is one recorded question of a class.
type question struct {
	class string
	query service.Query
}

func ask(ctx context.Context, lib *index.Library, all []question) error {
	took := map[string][]time.Duration{}
	var classes []string
	for round := range 3 {
		for _, q := range all {
			started := time.Now()
			if _, err := lib.Search(ctx, q.query); err != nil {
				return err
			}
			if round == 0 {
				continue // the first round warms up
			}
			if took[q.class] == nil {
				classes = append(classes, q.class)
			}
			took[q.class] = append(took[q.class], time.Since(started))
			took["all"] = append(took["all"], took[q.class][len(took[q.class])-1])
		}
	}
	for _, class := range append(classes, "all") {
		fmt.Printf("%-28s median %9s   99 in 100 %9s\n", class, middle(took[class], 0.5), middle(took[class], 0.99))
	}
	return nil
}

// questions returns the mix that is measured: the same for every size.
func questions(c *corpus.Corpus) []question {
	r := rand.New(rand.NewPCG(5, 6))
	var out []question
	add := func(class string, n int, make func() service.Query) {
		for range n {
			q := make()
			q.Now, q.Limit, q.Facets = benchNow(), 50, true
			out = append(out, question{class, q})
		}
	}
	near := func() *service.Near {
		return &service.Near{Point: corpus.Town(r.IntN(corpus.Towns())), Level: service.LevelPoint}
	}
	needID := func() string { return need.Needs()[r.IntN(len(need.Needs()))].ID }
	cell := func() []service.Window { return []service.Window{when.WeekCells()[r.IntN(21)]} }
	long := func() string {
		for {
			if w := c.Word(r); len(w) > 5 {
				return w
			}
		}
	}
	add("nothing chosen", 10, func() service.Query { return service.Query{} })
	for letters := 1; letters <= 5; letters++ {
		add(fmt.Sprintf("%d letters being typed", letters), 30, func() service.Query {
			return service.Query{Words: long()[:letters], Typing: true}
		})
	}
	add("one word", 40, func() service.Query { return service.Query{Words: c.Word(r)} })
	add("two words", 40, func() service.Query { return service.Query{Words: c.Word(r) + " " + c.Word(r)} })
	add("a typo", 30, func() service.Query { w := long(); return service.Query{Words: w[:2] + "x" + w[3:]} })
	add("a phrase", 20, func() service.Query { return service.Query{Words: `"` + c.Word(r) + " " + c.Word(r) + `"`} })
	add("one need", 30, func() service.Query { return service.Query{}.Choose(service.PaneNeed, needID()) })
	add("age", 30, func() service.Query { age := r.IntN(90); return service.Query{Age: &age} })
	add("a part of the week", 20, func() service.Query { return service.Query{When: cell()} })
	add("exact times", 10, func() service.Query {
		return service.Query{When: []service.Window{{ID: "x", Day: time.Tuesday, From: 10 * 60, To: 14 * 60}}}
	})
	add("free", 10, func() service.Query { return service.Query{}.Choose(service.PaneCost, service.CostFree) })
	add("near, by distance", 40, func() service.Query { return service.Query{Near: near(), Sort: service.SortNear} })
	add("four together", 40, func() service.Query {
		age := r.IntN(90)
		return service.Query{Age: &age, Near: near(), When: cell()}.Choose(service.PaneNeed, needID(), needID())
	})
	add("words and two filters", 30, func() service.Query {
		return service.Query{Words: c.Word(r), Near: near()}.Choose(service.PaneCost, service.CostFree)
	})
	return out
}
