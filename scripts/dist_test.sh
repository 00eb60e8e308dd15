#!/bin/sh
# Proves that the archives are reproducible: builds what is committed twice, in
# two clones at different places, each with a build cache, a home and a time
# zone of its own, and compares the checksums. SYSTEMS names those to build,
# such as linux/amd64,windows/amd64; all are built otherwise.
set -eu
cd "$(dirname "$0")/.."
GO=${GO:-go}
modules=$($GO env GOMODCACHE)
dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT

make_in() { # place, time zone
	mkdir -p "$dir/$1/home"
	git clone -q . "$dir/$1/fettle"
	(
		cd "$dir/$1/fettle"
		HOME=$dir/$1/home TZ=$2 GOCACHE=$dir/$1/cache GOMODCACHE=$modules GOFLAGS= $GO run ./cmd/dist -only "${SYSTEMS:-}" -out "$dir/$1/out"
	)
}
make_in one UTC
make_in another/place Pacific/Chatham

if ! cmp "$dir/one/out/SHA256SUMS" "$dir/another/place/out/SHA256SUMS"; then
	diff "$dir/one/out/SHA256SUMS" "$dir/another/place/out/SHA256SUMS" || true
	echo "Two builds of one commit are not the same bytes."
	exit 1
fi
echo "Both builds are the same bytes:"
cat "$dir/one/out/SHA256SUMS"
