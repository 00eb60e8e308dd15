// Command bench measures the library and the program: how fast questions are
// answered with the counts of every option, how fast a library opens and is
// built, how large it is, how soon the finder shows results, and how it compares
// with others. It prints tables, and writes them to docs/speed.md.
//
// It must not reach into what it measures: it asks as the program does.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"fettle/internal/atomicfile"
	"fettle/internal/priority"
	"fettle/internal/when"
)

func main() {
	var o options
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	flag.StringVar(&o.sizes, "sizes", "20000,200000", "how many services, by commas")
	flag.StringVar(&o.keep, "keep", filepath.Join(cache, "fettle-bench"), "keep the libraries in this `folder`, and use those that are there")
	flag.StringVar(&o.program, "program", "", "the `file` of the program, to measure it in a terminal too")
	flag.StringVar(&o.compare, "compare", "", "the `file` of the comparisons, to run them too")
	flag.IntVar(&o.compared, "compared", 20_000, "the largest library to compare with others, whose databases take minutes to make")
	flag.StringVar(&o.page, "page", "", "the `file` to write the tables into, such as docs/speed.md")
	only := flag.Int("make", 0, "only make a library of so many services, and print how long it took")
	change := flag.Int("change", 0, "only change one in a hundred services of a copy of a library of so many, and print how long it took")
	opened := flag.Int("open", 0, "only open a library of so many services some times, and print how long it took until it was open, and until it had answered")
	flag.Parse()
	ctx := context.Background()
	debug.SetGCPercent(400) // as the program does
	var made making
	switch {
	case *only > 0:
		debug.SetGCPercent(150) // as 'fettle sync' does
		made, err = makeLibrary(ctx, filepath.Join(o.keep, fmt.Sprint(*only), "library"), *only)
	case *change > 0:
		debug.SetGCPercent(150)
		_ = priority.Lower() // as 'fettle sync' does; at the usual priority it is an update too
		runtime.GOMAXPROCS(max(1, runtime.GOMAXPROCS(0)-1))
		made, err = changeLibrary(ctx, changingDir(o.keep, *change), *change)
	case *opened > 0:
		err = measureOpen(ctx, filepath.Join(o.keep, fmt.Sprint(*opened), "library"))
	default:
		err = run(ctx, o)
	}
	if err == nil && made.took > 0 {
		fmt.Print(made)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// options are the flags.
type options struct {
	sizes, keep, program, compare, page string
	compared                            int
}

// benchNow is the moment at which everything is asked.
func benchNow() time.Time { return time.Date(2026, 11, 24, 10, 0, 0, 0, when.London()) }

func run(ctx context.Context, o options) error {
	var all []*measured
	var compared []string
	for _, text := range strings.Split(o.sizes, ",") {
		var n int
		if _, err := fmt.Sscan(text, &n); err != nil {
			return fmt.Errorf("read the size %q: %w", text, err)
		}
		m, err := measure(ctx, o, n)
		if err != nil {
			return err
		}
		all = append(all, m)
		if o.compare == "" || n > o.compared {
			continue
		}
		cmd := exec.CommandContext(ctx, o.compare, "-keep", o.keep, "-services", text)
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return fmt.Errorf("compare with others: %w", err)
		}
		compared = append(compared, string(out))
	}
	tables := report(all, compared)
	fmt.Print(tables)
	if o.page == "" {
		return nil
	}
	return writePage(o.page, tables)
}

// Between these lines of the page stand the tables.
const (
	tablesBegin = "<!-- The tables: written by make bench, not by hand. -->\n"
	tablesEnd   = "<!-- The end of the tables. -->\n"
)

// writePage puts the tables into their place on a page.
func writePage(path, tables string) error {
	page, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, rest, begins := bytes.Cut(page, []byte(tablesBegin))
	_, after, ends := bytes.Cut(rest, []byte(tablesEnd))
	if !begins || !ends {
		return fmt.Errorf("%s has no place for the tables", path)
	}
	return atomicfile.Write(path, []byte(string(before)+tablesBegin+"\n"+tables+"\n"+tablesEnd+string(after)), 0o644)
}
