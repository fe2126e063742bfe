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
shot client-marks theme=light <<S
key Ctrl+N
press "Hand over to the client"
wait
press "Start from the last map"
S
shot german 'language=de theme=light' <<S
key B
S
shot help <<S
key F1
S
