#!/bin/sh
# Renders every picture of this folder anew: three forms, ten views, four depths.
# Usage, from the top of the checkout: assets/screenshots/render.sh [PALPATE [FORM ..]]
set -eu
palpate=${1:-build/release/palpate}
[ $# -gt 0 ] && shift
folder=$(dirname "$0")

head=mandible.mid,parietal-bone.left,parietal-bone.right
hand=distal-phalanx-of-middle-finger.left,distal-phalanx-of-thumb.left,scaphoid.left,triquetral.left
foot=calcaneus.left,distal-phalanx-of-big-toe.left,distal-phalanx-of-little-toe.left
shoulder=scapula.left,humerus.left,clavicle.left
abdomen=rectus-abdominis.left,rectus-abdominis.right

# picture FORM NAME VIEW ZOOM SIZE
picture() {
    for depth in skin muscles deep bones; do
        case $depth in
            skin) layers=skin=1 ;;
            muscles) layers=superficial,intermediate,deep,bones ;;
            deep) layers=deep,bones ;;
            bones) layers=bones ;;
        esac
        "$palpate" --form "$1" render --view "$3" ${4:+--zoom-to "$4"} --size "$5" --layers "$layers" \
            --out "$folder/$1/$2-$depth.jpg" >/dev/null
    done
}

for form in ${*:-masculine feminine neutral}; do
    mkdir -p "$folder/$form"
    for view in front back left right three-quarter; do
        picture "$form" "$view" "$view" "" 600x1000
    done
    picture "$form" head 30,5 "$head" 800x800
    picture "$form" hand front "$hand" 800x800
    picture "$form" foot 60,25 "$foot" 800x800
    picture "$form" shoulder-from-behind 160,10 "$shoulder" 800x800
    picture "$form" abdomen front "$abdomen" 800x800
done
