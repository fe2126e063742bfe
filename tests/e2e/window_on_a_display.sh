#!/usr/bin/env bash
# The real window on a real (virtual) display, worked by real key and mouse events: a mark made there is in the record.
set -euo pipefail
work=$(mktemp -d)
trap 'jobs -p | xargs -r kill 2> /dev/null; rm -rf "$work"' EXIT

Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3> "$work/display" 2> "$work/xvfb.log" &
for _ in $(seq 100); do [ -s "$work/display" ] && break; sleep 0.1; done
DISPLAY=:$(cat "$work/display")
export DISPLAY

"$PALPATE_BINARY" --store "$work/store" 2> "$work/log" &
palpate=$!
window=$(timeout 90 xdotool search --sync --onlyvisible --name '^Palpate$' | head -n 1)

# The record appears once the body is built: then the window listens.
for _ in $(seq 120); do
    "$PALPATE_BINARY" --store "$work/store" --json session list --client 1001 2> /dev/null | grep -q id && break
    sleep 0.5
done
sleep 4
xdotool windowfocus --sync "$window"
sessions() { "$PALPATE_BINARY" --store "$work/store" --json session list --client 1001 | grep -c '"id"'; }
marks() { "$PALPATE_BINARY" --store "$work/store" --json mark list --client 1001 --session "$(sessions)" | grep -c '"id"' || true; }
until_true() { for _ in $(seq 60); do "$@" && return 0; sleep 0.5; done; return 1; }

before=$(sessions)
xdotool key ctrl+n
until_true eval '[ "$(sessions)" -gt "$before" ]'
xdotool key b
sleep 2
# The middle of the body panel, then the key of the rating.
eval "$(xdotool getwindowgeometry --shell "$window")"
xdotool mousemove --window "$window" $((WIDTH / 2 - 60)) $((HEIGHT * 30 / 100))
sleep 1
xdotool click 1
sleep 1
xdotool key 7
until_true eval '[ "$(marks)" -eq 1 ]'

xdotool key ctrl+q
wait "$palpate"
