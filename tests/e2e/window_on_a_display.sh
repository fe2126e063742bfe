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

sessions() { "$PALPATE_BINARY" --store "$work/store" --json session list --client 1001 2> /dev/null | grep -c '"id"' || true; }
marks() { "$PALPATE_BINARY" --store "$work/store" --json mark list --client 1001 --session "$(sessions)" | grep -c '"id"' || true; }
# try COMMAND.. until CONDITION: a busy machine may still be building the body when the first key comes.
try_until() {
    for _ in $(seq 20); do
        "$1"
        for _ in $(seq 8); do
            sleep 0.4
            if "$2"; then return 0; fi
        done
    done
    echo "never happened: $2" >&2
    return 1
}

for _ in $(seq 150); do [ "$(sessions)" -ge 1 ] && break; sleep 0.4; done
before=$(sessions)
test "$before" -ge 1
xdotool windowfocus --sync "$window"
new_session() { xdotool key ctrl+n; }
has_new_session() { [ "$(sessions)" -gt "$before" ]; }
try_until new_session has_new_session

# On the left of the chest: the body stands a little left of the middle, as the right column is the wider one.
eval "$(xdotool getwindowgeometry --shell "$window")"
mark_the_chest() {
    xdotool mousemove --window "$window" $((WIDTH / 2 - 25)) $((HEIGHT * 27 / 100))
    sleep 0.6
    xdotool click 1
    sleep 0.6
    xdotool key 7
}
has_mark() { [ "$(marks)" -ge 1 ]; }
try_until mark_the_chest has_mark

xdotool key ctrl+q
wait "$palpate"
"$PALPATE_BINARY" --store "$work/store" mark list --client 1001 --session "$(sessions)" | grep 7 > /dev/null
