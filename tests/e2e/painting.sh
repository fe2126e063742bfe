#!/usr/bin/env bash
# Painting in the real window without a display: an area by mouse, part of it wiped away and brought back, a line, and a
# point by the keyboard alone; the next start finds them all.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/paint.steps" <<STEPS
wait
key Ctrl+N
key B
wait
press "Paint"
drag 0 -90
key 5
wait
expect-mark skin.mid 5
press "Erase"
drag 0 -40
wait
key Ctrl+Z
expect-marks 1
press "Done"
press "Line"
drag 0 140
key 3
wait
expect-marks 2
expect-mark skin.mid 3
press "Done"
key Alt+6
key Left
key Enter
key 4
wait
expect-marks 3
expect-mark skin.mid 4
quit
STEPS
cat > "$work/again.steps" <<STEPS
wait
expect-marks 3
expect-mark skin.mid 5
quit
STEPS
"$PALPATE_BINARY" --store "$work/store" rehearse "$work/paint.steps" --size 1600x1000
"$PALPATE_BINARY" --store "$work/store" rehearse "$work/again.steps" --size 1600x1000
