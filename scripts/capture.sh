#!/bin/sh
# Prints what the finder really looks like, for the readme: 100 columns by 30
# rows on the made-up services. Needs tmux.
set -eu
cd "$(dirname "$0")/.."
[ -x bin/fettle ] || make build >&2
dir=$(mktemp -d)
t() { tmux -S "$dir/socket" "$@"; }
trap 't kill-server 2>/dev/null || true; rm -rf "$dir"' EXIT
t -f /dev/null new-session -d -x 100 -y 30 -e LANG=C.UTF-8 bin/fettle demo --data "$dir/data" --now 2026-11-23T10:00
press() { t send-keys "$@"; sleep 0.5; }
sleep 3
press Enter
press 1
press -l company
press Space
press Tab
press -l 72
press Tab
press -l 'bamber bridge'
press Enter
press Tab
press Down
press Space
press Escape
press s
t capture-pane -p | sed 's/[[:space:]]*$//'
