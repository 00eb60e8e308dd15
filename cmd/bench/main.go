// Command bench measures the library: how fast questions are answered with the
// counts of every option, how fast a library opens, is built and is changed,
// and how large it is. It prints one table; absolute times are of this machine.
//
// It must not reach into what it measures: it asks as the program does.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fettle/internal/when"
)

func main() {
	var o options
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	flag.StringVar(&o.sizes, "sizes", "20000,200000", "how many services, by commas")
	flag.StringVar(&o.keep, "keep", filepath.Join(cache, "fettle-bench"), "keep the libraries in this folder, and use those that are there")
	flag.Parse()
	if err := run(context.Background(), o); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// options are the flags.
type options struct{ sizes, keep string }

// benchNow is the moment at which everything is asked.
func benchNow() time.Time { return time.Date(2026, 11, 24, 10, 0, 0, 0, when.London()) }

func run(ctx context.Context, o options) error {
	for _, text := range strings.Split(o.sizes, ",") {
		var n int
		if _, err := fmt.Sscan(text, &n); err != nil {
			return fmt.Errorf("read the size %q: %w", text, err)
		}
		m, err := measure(ctx, filepath.Join(o.keep, text), n)
		if err != nil {
			return err
		}
		m.print()
	}
	return nil
}
