#!/usr/bin/env bash
# The window by keyboard alone: find a place though a letter slips, fly there, mark it with a number.
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
quit
STEPS
"$PALPATE_BINARY" --store "$work/store" rehearse "$work/english.steps" --size 1280x800
