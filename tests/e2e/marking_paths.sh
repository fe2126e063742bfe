#!/usr/bin/env bash
# How many clicks or keys a mark takes, in the real window: the therapist's five seconds, the client's two minutes, and both
# by keyboard alone. The README states these numbers.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
muscle=latissimus-dorsi.left

rehearse() {  # name; steps from stdin. Prints the steps that people do: clicks and keys.
    cat > "$work/$1.steps"
    "$PALPATE_BINARY" --store "$work/store" rehearse "$work/$1.steps" --size 1280x800
    grep -cE '^(press|press-body|key|type) ' "$work/$1.steps" || true
}

# The therapist marks a muscle: the place, the number.
rehearse setup <<STEPS > /dev/null
wait
key Ctrl+N
key B
wait
expect-marks 0
quit
STEPS
clicks=$(rehearse therapist-mouse <<STEPS
wait
press-body latissimus-dorsi.right
press 7
wait
expect-mark latissimus-dorsi.right 7
quit
STEPS
)
test "$clicks" -eq 2 || { echo "the therapist needs $clicks clicks" >&2; exit 1; }

# The client, returning: all is as last time but one number.
rehearse returning <<STEPS > /dev/null
wait
key Ctrl+N
press "Hand over to the client"
wait
press "Start from the last map"
wait
expect-marks 1
press "All as last time"
wait
press Done
wait
expect-mark latissimus-dorsi.right 7
quit
STEPS

# The client, new: where, how strong, and the read-back is right.
rehearse new-session <<STEPS > /dev/null
wait
key Ctrl+N
wait
quit
STEPS
clicks=$(rehearse client-mouse <<STEPS
wait
press "Hand over to the client"
wait
press-body skin.mid
press 5
wait
expect "Yes"
press Yes
wait
expect-marks 1
press Done
quit
STEPS
)
test "$clicks" -eq 5 || { echo "the client needs $clicks clicks" >&2; exit 1; }

# Nothing hurts: one click, and a mark takes it back.
rehearse no-pain <<STEPS > /dev/null
wait
key Ctrl+N
press "Hand over to the client"
wait
press "Nothing hurts today"
wait
expect "Take that back"
press-body skin.mid
press 4
wait
press Yes
wait
expect-marks 1
quit
STEPS

# A finger comes down where the pointer was not a moment before: it marks, and the body stays as it was turned.
rehearse finger <<STEPS > /dev/null
wait
key Ctrl+N
key B
wait
tap-body latissimus-dorsi.right
key 6
wait
expect-mark latissimus-dorsi.right 6
quit
STEPS

# What was said last is offered for the next mark, and a note that names the other side is noticed.
rehearse repeated <<STEPS > /dev/null
wait
key Ctrl+N
key B
wait
press-body latissimus-dorsi.left
press 6
wait
press tension
press weeks
press "##note"
type "my right knee"
press Done
wait
press "mark Lats, your left"
expect "Move to the right"
press "Move to the right"
wait
expect-mark latissimus-dorsi.right 6
quit
STEPS
