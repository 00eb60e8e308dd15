// Command needreport prints how well the rules find the needs of services that
// were read and labelled, and which needs they miss or give wrongly.
//
// It needs the sample feed beside the repository and says so when it is not
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

// Where the labels and the sample feed are, from the root of the repository.
var (
	labelsPath = filepath.Join("internal", "need", "testdata", "labels.tsv")
	feedPath   = filepath.Join("..", "shared", "fixtures", "v1-real", "bristol-2024-12-services.json")
)

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
	start := time.Now()
	report, err := measure(root, rules)
	if errors.Is(err, errNoFeed) {
		fmt.Printf("skipped: %v (%s)\n", errNoFeed, feedPath)
		return nil
	}
	if err != nil {
		return err
	}
	fmt.Printf("Rules %s, measured in %s.\n", rules.Version(), time.Since(start).Round(time.Millisecond))
	return report.Write(os.Stdout)
}

// measure scores the rules on the sample feed; the error is errNoFeed when the
// feed is not there.
func measure(root string, rules *need.Rules) (score.Report, error) {
	services, err := readFeed(filepath.Join(root, feedPath))
	if err != nil {
		return score.Report{}, err
	}
	content, err := os.ReadFile(filepath.Join(root, labelsPath))
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
