#!/usr/bin/env bash
# The first slice, through the real window without a display: open, new session, click a muscle, 7, undo, redo, quit,
# open again, the mark is there. Then each dialog and each size is drawn once.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
muscle=latissimus-dorsi.left

cat > "$work/mark.steps" <<STEPS
wait
key Ctrl+N
key B
wait
expect-marks 0
press-body $muscle
press 7
wait
expect-marks 1
expect-mark $muscle 7
key Ctrl+Z
expect-marks 0
key Ctrl+Shift+Z
expect-mark $muscle 7
press "mark Lats, your left"
press ache
press 8
expect-mark $muscle 8
press Undo
expect-mark $muscle 7
press "Done"
quit
STEPS
cat > "$work/again.steps" <<STEPS
wait
expect-mark $muscle 7
press Undo
expect-marks 1
quit
STEPS
cat > "$work/look.steps" <<STEPS
wait
key F1
expect "Close"
press "Close"
press "Menu"
expect "About and credits…"
key Escape
drag 200 20
wheel 3
key Home
press "Structure"
press "Your left"
press "Body"
press "Feminine"
press "##height"
wait
expect-marks 1
press "##build"
wait
press "Usual height and build"
press "Masculine"
press "##tone-3"
press "Dermatomes"
wait
press "Nothing"
wait
resize 640x480
wait
press "Sessions"
press "Marks"
press "View"
resize 1280x720
wait
quit
STEPS

"$PALPATE_BINARY" --store "$work/store" rehearse "$work/mark.steps"
"$PALPATE_BINARY" --store "$work/store" rehearse "$work/again.steps"
"$PALPATE_BINARY" --store "$work/store" rehearse "$work/look.steps"

# A passphrase is set, a wrong one is refused in words, the right one opens.
cat > "$work/protect.steps" <<STEPS
wait
press "Sample · no passphrase"
press "##passphrase"
type "four plain words here"
press "##passphrase again"
type "four plain words here"
press "Set passphrase"
wait
quit
STEPS
cat > "$work/unlock.steps" <<STEPS
wait
type "wrong words"
press Unlock
wait
expect Unlock
press "##unlock passphrase"
type "four plain words here"
press Unlock
wait
press "mark Lats, your left"
expect-mark $muscle 7
quit
STEPS
"$PALPATE_BINARY" --store "$work/store" rehearse "$work/protect.steps"
"$PALPATE_BINARY" --store "$work/store" rehearse "$work/unlock.steps"
export PALPATE_PASSPHRASE="four plain words here"

# A step that cannot be done is an error, or the steps above prove nothing.
printf 'wait\nexpect-marks 99\n' > "$work/wrong.steps"
status=0
"$PALPATE_BINARY" --store "$work/store" rehearse "$work/wrong.steps" 2> "$work/error" || status=$?
test "$status" -eq 3
grep -q "Line 2" "$work/error"
