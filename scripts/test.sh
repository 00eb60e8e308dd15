#!/bin/sh
# Runs every test. With a C compiler the race detector is on. What a machine
# lacks is said here once, and the tests that need it say so and skip.
set -eu
cd "$(dirname "$0")/.."
GO=${GO:-go}

race=
if [ "${CGO_ENABLED:-1}" = 1 ] && { command -v cc >/dev/null 2>&1 || command -v gcc >/dev/null 2>&1; }; then
	race=-race
	export CGO_ENABLED=1
else
	echo "No C compiler: the race detector is off."
fi
command -v tmux >/dev/null 2>&1 || echo "No tmux: the journeys in a real terminal are skipped."
command -v chromium >/dev/null 2>&1 || echo "No chromium: pages are not opened in a browser."
[ -n "${FETTLE_AXE:-}" ] || echo "FETTLE_AXE does not name axe-core's file: pages are not searched for what would keep people out."
[ -d ../shared/fixtures ] || echo "No ../shared/fixtures: the tests that read pages of real feeds are skipped."

exec $GO test $race -timeout 20m ./...
