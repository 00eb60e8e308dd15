#!/bin/sh
# Draws docs/pictures/*.svg, or those of another folder: what the finder really
# looks like on the made-up services, for the readme. Needs tmux.
#
#   sh scripts/pictures.sh [FOLDER]
set -eu
cd "$(dirname "$0")/.."
folder=${1:-docs/pictures}
columns=110 rows=32
dir=$(mktemp -d)
opened=0
t() { tmux -S "$dir/socket$opened" "$@"; }
trap 't kill-server 2>/dev/null || true; rm -rf "$dir"' EXIT
mkdir -p "$folder"
CGO_ENABLED=0 ${GO:-go} build -trimpath -o "$dir/fettle" ./cmd/fettle
${GO:-go} build -o "$dir/picture" ./cmd/picture

# open THEME [FLAGS...] opens the finder in a theme.
open() {
	theme=$1
	shift
	t kill-server 2>/dev/null || true
	opened=$((opened + 1)) # the socket of a server that is ending can't be used
	rm -rf "$dir/data"
	mkdir -p "$dir/data/config"
	printf 'theme = "%s"\n' "$theme" > "$dir/data/config/config.toml"
	t -f /dev/null new-session -d -x $columns -y $rows -e LANG=C.UTF-8 -e TERM=xterm-256color -e COLORTERM=truecolor \
		"$dir/fettle" demo --data "$dir/data" --now 2026-11-23T10:00 "$@"
}

# sees TEXT waits until the text is on the screen.
sees() {
	for _ in $(seq 300); do
		if t capture-pane -p | grep -qF -- "$1"; then return; fi
		sleep 0.1
	done
	echo "pictures: the screen never shows: $1" >&2
	t capture-pane -p >&2
	exit 1
}
# press KEY TEXT presses a key and waits for the text; typed types a text as it is.
press() { t send-keys "$1"; sees "$2"; }
typed() { t send-keys -l "$1"; sees "$2"; }

# picture NAME TITLE draws the screen once it stands still.
picture() {
	before=
	now=$(t capture-pane -e -N -p)
	while [ "$now" != "$before" ]; do
		sleep 0.5
		before=$now
		now=$(t capture-pane -e -N -p)
	done
	printf '%s\n' "$now" | "$dir/picture" -columns $columns -rows $rows -title "$2" > "$dir/$1.svg"
	mv "$dir/$1.svg" "$folder/$1.svg"
}

open dark
sees 'what the person needs'
typed 'company pr5 tue 72yo free' '(Free)'
picture typed 'A whole question typed in one line, read as filters while it is typed'
press Enter '[Free]'
press s '1 on the shortlist'
t send-keys Down
press s '2 on the shortlist'
picture find 'Services found: filters with counts on the left, the list, and one service'
press Enter 'PHONE'
picture detail 'One service: telephone first, then times, place, cost and how sure that is'
press p '|_|'
picture contact 'Only how to reach a service, its telephone in large figures'
t send-keys Escape
sleep 0.3
t send-keys Escape
sleep 0.3
press l 'Shortlist: 2 services'
picture shortlist 'The shortlist'
t send-keys Escape
sleep 0.3
press C-t 'Guided conversations'
press Enter 'question 1'
picture conversation 'A guided conversation: one question, its answers with counts'

open dark --plain
sees 'Demo, search:'
typed 'lonely 72yo near bamber bridge' 'bridge'
press Enter 'Demo, services 1 to 5'
t send-keys 2
press Enter 'Demo, reading'
picture plain 'The finder line by line, for screen readers: a question, the services found, and one of them read'

open high-contrast
sees 'what the person needs'
typed 'company pr5' '(Within'
press Enter '[Within'
picture high-contrast 'The finder in high contrast'
