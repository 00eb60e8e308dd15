#!/bin/sh
# Checks form: formatting, vet, lint (with the table of which package may know
# which), and that the list of modules is tidy.
set -eu
cd "$(dirname "$0")/.."
GO=${GO:-go}
failed=0

unformatted=$(gofmt -l $(git ls-files -co --exclude-standard '*.go'))
if [ -n "$unformatted" ]; then
	echo "Not formatted (run gofmt -w):"
	echo "$unformatted"
	failed=1
fi
$GO vet ./... || failed=1

lint=$(command -v golangci-lint || echo "$($GO env GOPATH)/bin/golangci-lint")
if [ -x "$lint" ]; then
	"$lint" run ./... || failed=1
elif [ "${CI:-}" = true ]; then
	echo "golangci-lint is missing."
	failed=1
else
	echo "golangci-lint is missing: the lint is skipped. Install it with: go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@latest"
fi

$GO mod tidy -diff || { echo "go.mod or go.sum is not tidy (run go mod tidy)."; failed=1; }
$GO -C cmd/bench/compare list . >/dev/null || { echo "The comparisons do not build any more (run go mod tidy in cmd/bench/compare)."; failed=1; }
$GO mod verify >/dev/null || failed=1
exit $failed
