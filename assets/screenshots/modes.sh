#!/bin/sh
# Takes the pictures of the window's modes anew, in a store of its own. Needs ImageMagick's convert.
# Usage, from the top of the checkout: assets/screenshots/modes.sh [PALPATE]
set -eu
palpate=${1:-build/release/palpate}
folder=$(dirname "$0")/modes
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_CONFIG_HOME="$work"
mkdir -p "$folder"

# shot NAME [SETTINGS]: steps from stdin
shot() {
    mkdir -p "$work/palpate"
    printf '%s\n' ${2:-} > "$work/palpate/window.settings"
    { echo wait; cat; echo wait; echo "screenshot $work/$1.png"; echo quit; } > "$work/steps"
    "$palpate" --store "$work/store" rehearse "$work/steps" --size 1440x900
    convert "$work/$1.png" -quality 88 "$folder/$1.jpg"
}

shot session <<S
key B
press "mark Top of the shoulder, your right"
S
cp "$work/session.png" "$(dirname "$0")/../pictures/window.png"
shot four-views <<S
key Ctrl+4
S
shot compare <<S
key B
wait
key Ctrl+2
S
shot names <<S
key B
wait
key N
S
shot search <<S
key Ctrl+F
type "left calf"
S
shot german 'language=de theme=light' <<S
key B
S
shot help <<S
key F1
S
# The other two stories, and the dialogs about people and the practice.
shot low-back <<S
key Ctrl+O
wait
type "low back"
key Enter
wait
key B
key F4
S
shot runner <<S
key Ctrl+O
wait
type "runner"
key Enter
wait
key B
S
shot clients <<S
key Ctrl+O
S
shot client-page <<S
key Ctrl+I
S
mkdir -p "$work/people"
"$palpate" --store "$work/people" demo --clients 40 --sessions 12 --marks 6 --seed 3 > "$work/answers"
mv "$work/store" "$work/samples" && mv "$work/people" "$work/store"
shot practice <<S
key F6
S
rm -r "$work/store" && mv "$work/samples" "$work/store"
# What a client says, what follows, and what is done: in a store of its own, so that the others stay as they were.
sample=$("$palpate" --store "$work/store" client list | head -n 1 | cut -d ' ' -f 1)
cat > "$work/knowledge.script" <<S
client.open client=$sample
client.answer question=ci-open-wound answer=yes places=calf-upper.left
client.medicine medicine=med-blood-thinners
S
"$palpate" --store "$work/store" script "$work/knowledge.script" > "$work/answers"
shot client <<S
key B
press "Client"
wait
press "Health"
S
shot plan <<S
key B
press "Plan"
S
shot refused <<S
key B
key Ctrl+F
type "popliteus"
wait
key Enter
wait
press "Left out, and why (21)"
wait
press "Plan it anyway"
S
shot strokes <<S
key B
press "mark Top of the shoulder, your right"
wait
press "Done"
wait
press "Show on the body"
press "Pause"
wait
S
shot library <<S
key Ctrl+L
wait
type "cortisol"
wait
press "##entry c-cortisol"
S
shot fits <<S
key B
S
shot explain <<S
key F3
wait
press "##topic petrissage-kneading upper-trapezius.right"
press "Pause"
wait
S
shot claim theme=light <<S
key F3
wait
press "##topic petrissage-kneading upper-trapezius.right"
press "Pause"
wait
press "##claim c-pain-relief-general"
S
shot goals theme=light <<S
key F3
wait
press "Your goals"
S
shot progress <<S
key F4
wait
press "Back"
S
shot note <<S
key B
press "Note"
wait
press "Draft from map and plan"
S
# Last: it begins a session.
shot client-marks theme=light <<S
key Ctrl+N
press "Hand over to the client"
wait
press "Start from the last map"
S
