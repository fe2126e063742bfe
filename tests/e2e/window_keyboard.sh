#!/usr/bin/env bash
# The window by keyboard alone: find a place, fly there, mark it, walk to its neighbour, mark that; the list of commands;
# the tree; the focus stays in sight from control to control. Once more in German.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/english.steps" <<STEPS
wait
key Ctrl+N
wait
expect-marks 0
key Ctrl+F
type "left claf"
expect "Calf, your left"
key Enter
wait
key Enter
key 6
wait
expect-marks 1
key Escape
key Escape
key Ctrl+F
type "upper trapezius left"
key Enter
wait
key Enter
key 4
wait
expect-marks 2
expect-mark upper-trapezius.left 4
key Escape
key Right
key Enter
key 3
wait
expect-marks 3
key Escape
key F1
type "whole body"
key Enter
wait
key Ctrl+G
type "heel left"
expect "Heel, your left"
key Escape
tab-through 40
quit
STEPS
# In the four views: the next view, closer, up the back, choose what the cross is on, mark it.
cat > "$work/four.steps" <<STEPS
wait
key Ctrl+N
key Ctrl+4
wait
key Right
key +
key +
key +
key +
wait
expect "Whole body again"
key Up
key Up
wait
key Enter
wait
key 5
wait
expect-marks 1
quit
STEPS
cat > "$work/german.steps" <<STEPS
wait
expect "Menü"
key Ctrl+F
type "linke wade"
expect "Wade, Ihre linke Seite"
key Enter
wait
key F1
type "hinten"
expect "Von hinten"
key Escape
quit
STEPS
"$PALPATE_BINARY" --store "$work/store" rehearse "$work/english.steps" --size 1280x800
"$PALPATE_BINARY" --store "$work/four" rehearse "$work/four.steps" --size 1280x800
"$PALPATE_BINARY" --store "$work/german" --language de rehearse "$work/german.steps" --size 1280x800
