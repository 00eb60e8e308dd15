// Command needreport prints how well the rules find the needs of services that
// were read and labelled, and which needs they miss or give wrongly.
//
// It needs the sample feeds beside the repository and says so when they are not
// there. It writes nothing.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"fettle/internal/need"
	"fettle/internal/need/score"
	"fettle/internal/service"
	"fettle/sync/oruk"
)

// sample is a feed that was saved to a file, and the labels of its services.
type sample struct {
	// name is how the report calls it.
	name string
	// feed and labels are paths from the root of the repository.
	feed, labels string
}

// samples are the feeds that are measured: the one that the rules were first
// written by, and another, of which they knew nothing.
func samples() []sample {
	feeds, labels := filepath.Join("..", "shared", "fixtures", "v1-real"), filepath.Join("internal", "need", "testdata")
	return []sample{
		{"Bristol", filepath.Join(feeds, "bristol-2024-12-services.json"), filepath.Join(labels, "labels.tsv")},
		{"Another feed: Buckinghamshire", filepath.Join(feeds, "bucks-outpost-2023-03-services-page1.json"), filepath.Join(labels, "labels-buckinghamshire.tsv")},
	}
}

// errNoFeed says that the sample feed is not beside the repository.
var errNoFeed = errors.New("the sample feed is not here")

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "needreport:", err)
		os.Exit(1)
	}
}

func run() error {
	root, err := repositoryRoot()
	if err != nil {
		return err
	}
	rules, err := need.Default()
	if err != nil {
		return fmt.Errorf("the built-in rules: %w", err)
	}
	for _, one := range samples() {
		start := time.Now()
		report, err := measure(root, one, rules)
		if errors.Is(err, errNoFeed) {
			fmt.Printf("%s: skipped, %v (%s)\n", one.name, errNoFeed, one.feed)
			continue
		}
		if err != nil {
			return err
		}
		fmt.Printf("%s. Rules %s, measured in %s.\n", one.name, rules.Version(), time.Since(start).Round(time.Millisecond))
		if err := report.Write(os.Stdout); err != nil {
			return err
		}
		fmt.Println()
	}
	return nil
}

// measure scores the rules on a sample; the error is errNoFeed when its feed is
// not there.
func measure(root string, one sample, rules *need.Rules) (score.Report, error) {
	services, err := readFeed(filepath.Join(root, one.feed))
	if err != nil {
		return score.Report{}, err
	}
	content, err := os.ReadFile(filepath.Join(root, one.labels))
	if err != nil {
		return score.Report{}, fmt.Errorf("read the labels: %w", err)
	}
	labels, err := score.ReadLabels(bytes.NewReader(content))
	if err != nil {
		return score.Report{}, err
	}
	return score.Of(rules, services, labels), nil
}

// readFeed reads the services of a feed that was saved to a file.
func readFeed(path string) ([]service.Service, error) {
	body, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errNoFeed
	}
	if err != nil {
		return nil, fmt.Errorf("read the sample feed: %w", err)
	}
	page, err := oruk.DecodePage(body)
	if err != nil {
		return nil, fmt.Errorf("the sample feed %s: %w", path, err)
	}
	var services []service.Service
	for _, row := range page.Rows {
		s, _, err := oruk.DecodeService(row.Raw, oruk.Source{Feed: "sample"})
		if err != nil {
			return nil, fmt.Errorf("record %s of the sample feed: %w", row.ID, err)
		}
		services = append(services, s)
	}
	return services, nil
}

// repositoryRoot finds the folder of go.mod at or above the working directory.
func repositoryRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("find the working directory: %w", err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("no go.mod at or above the working directory: run it in the repository")
		}
		dir = parent
	}
}
