#!/bin/sh
# Draws docs/pictures/*.svg: what the finder really looks like on the made-up
# services, for the readme. Needs tmux.
set -eu
cd "$(dirname "$0")/.."
[ -x bin/fettle ] || make build >&2
mkdir -p docs/pictures
dir=$(mktemp -d)
t() { tmux -S "$dir/socket" "$@"; }
trap 't kill-server 2>/dev/null || true; rm -rf "$dir"' EXIT
${GO:-go} build -o "$dir/picture" ./cmd/picture

# open THEME opens the finder at 110 by 32 cells in a theme.
open() {
	t kill-server 2>/dev/null || true
	mkdir -p "$dir/data/config"
	printf 'theme = "%s"\n' "$1" > "$dir/data/config/config.toml"
	t -f /dev/null new-session -d -x 110 -y 32 -e LANG=C.UTF-8 -e TERM=xterm-256color -e COLORTERM=truecolor \
		bin/fettle demo --data "$dir/data" --now 2026-11-23T10:00
	for _ in $(seq 100); do
		if t capture-pane -p | grep -q 'est match'; then return; fi
		sleep 0.2
	done
}
press() { for key in "$@"; do t send-keys "$key"; sleep 0.5; done; }
typed() { t send-keys -l "$1"; sleep 1; }
# picture NAME TITLE draws what is on the screen.
picture() {
	sleep 1
	t capture-pane -e -p | "$dir/picture" -columns 110 -title "$2" > "docs/pictures/$1.svg"
}

open dark
typed 'company pr5 tue 72yo free'
picture typed 'A whole question typed in one line, read as filters while it is typed'
press Enter s Down s
picture find 'Services found: filters with counts on the left, the list, and one service'
press Enter
picture detail 'One service: telephone first, then times, place, cost and how sure that is'
press p
picture contact 'Only how to reach a service, its telephone in large figures'
press Escape Escape l
picture shortlist 'The shortlist'
press Escape C-t Enter
picture conversation 'A guided conversation: one question, its answers with counts'
open high-contrast
typed 'company pr5'
press Enter
picture high-contrast 'The finder in high contrast'
