// Command dist makes the archives that are handed out: the program for each
// system, with its manual page, completions, licences and documents, and their
// checksums.
//
// Two runs on one commit with one version of Go make the same bytes, wherever
// and whenever they run. The command must not publish anything, and it writes
// into one folder only.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	root := flag.String("root", ".", "the root of the repository")
	out := flag.String("out", "dist", "the folder to write to; archives in it are replaced")
	only := flag.String("only", "", "systems with commas between them, such as linux/amd64; all otherwise")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, *root, *out, *only)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "dist:", err)
		os.Exit(1)
	}
}

// systems are those that the program is built for, as Go calls them.
func systems() []string {
	return []string{"windows/amd64", "windows/arm64", "darwin/amd64", "darwin/arm64", "linux/amd64", "linux/arm64"}
}

func run(ctx context.Context, root, out, only string) error {
	chosen := systems()
	if only != "" {
		chosen = strings.Split(only, ",")
	}
	start := time.Now()
	b, err := newBuild(ctx, root)
	if err != nil {
		return err
	}
	defer b.close()
	common, err := b.common(ctx)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil { //nolint:gosec // what is handed out is for everybody
		return fmt.Errorf("make the folder for the archives: %w", err)
	}
	var sums strings.Builder
	for _, system := range chosen {
		archive, err := b.archive(ctx, system, common)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, archive.name), archive.data, 0o644); err != nil { //nolint:gosec // for everybody
			return fmt.Errorf("write the archive: %w", err)
		}
		fmt.Fprintf(&sums, "%s  %s\n", archive.sum(), archive.name)
		fmt.Printf("%s  %.1f MB\n", archive.name, float64(len(archive.data))/1e6)
	}
	if err := os.WriteFile(filepath.Join(out, "SHA256SUMS"), []byte(sums.String()), 0o644); err != nil { //nolint:gosec // for everybody
		return fmt.Errorf("write the checksums: %w", err)
	}
	fmt.Printf("Fettle %s, built with %s in %.0f s. The checksums are in %s.\n", b.version, b.goVersion, time.Since(start).Seconds(), filepath.Join(out, "SHA256SUMS"))
	return nil
}
