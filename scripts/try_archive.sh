#!/bin/sh
# Unpacks the archive of this system and uses the program in it as a person
# would, in a home of its own: version, doctor, made-up services, a list.
set -eu
cd "$(dirname "$0")/.."
case $(uname -s) in Darwin) system=macos ;; *) system=linux ;; esac
case $(uname -m) in arm64 | aarch64) system=$system-arm64 ;; *) system=$system-amd64 ;; esac
(cd dist && sha256sum -c --quiet SHA256SUMS)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
tar -xzf "$(ls -t dist/fettle-*-"$system".tar.gz | head -1)" -C "$dir" --strip-components 1
export HOME=$dir/home XDG_DATA_HOME= XDG_CONFIG_HOME=
mkdir "$HOME"
cd "$dir"
for file in README.md LICENSE LICENCES.txt man/fettle.1 completions/bash/fettle completions/zsh/_fettle \
	completions/fish/fettle.fish completions/powershell/fettle.ps1 docs/link-workers.md; do
	[ -s "$file" ] || { echo "the archive lacks $file"; exit 1; }
done
./fettle --version
./fettle doctor
./fettle search lunch --near "Bamber Bridge" --demo >found
id=$(./fettle search lunch --demo --json | sed -n 's/.*"id": "\(demo-[^"]*\/[^"]*\)".*/\1/p' | head -1)
./fettle shortlist add "$id" --demo
./fettle export --format html --out list.html --demo
grep -q "<html" list.html
echo "The archive of $system works."
