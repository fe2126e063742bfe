#!/bin/sh
# Makes the pictures of what clients answer before a visit anew: on the device, at home, and gone through. Needs ImageMagick;
# for the phone, node and a headless Chromium.
# Usage, from the top of the checkout: assets/screenshots/intake.sh [PALPATE]
set -eu
palpate=$(realpath "${1:-build/release/palpate}")
root=$(realpath "$(dirname "$0")/../..")
folder=$root/assets/screenshots/intake
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$folder"
cd "$work"

"$palpate" --store store client add 'A client' >/dev/null
cat > steps <<'S'
wait
press Menu
wait
press "Hand the device to clients…"
wait
type 2468
press "##new pin again"
type 2468
press "Hand over"
wait
press Begin
wait
press Next
press "##who name"
type "Somebody new"
press Next
wait
press "Yes, I agree (Treatment)"
press "Yes, I agree (Records)"
press Next
wait
press-body skin.mid
wait
press 6
wait
screenshot where.png
press Yes
wait
press Next
wait
press ache
wait
screenshot feeling.png
press Next
wait
press Next
wait
press Next
wait
press "45 to 64"
scroll -200
wait
screenshot health.png
press "No to all the others"
press Next
wait
press yes
wait
screenshot warning.png
scroll -200
press "No to all the others"
press Next
wait
press Next
wait
press Finish
wait
press "For the practice"
wait
type 2468
press "Take the device back"
wait
press "Answers: 1"
wait
key Down
key Enter
wait
screenshot review.png
quit
S
"$palpate" --store store rehearse steps --size 1280x800
for picture in where feeling health warning review; do
    convert "$picture.png" -quality 82 "$folder/$picture.jpg"
done

if command -v node >/dev/null; then
    "$palpate" --store store intake-page --client 1001 --practice 'The Still Room' --out page.html >/dev/null
    node "$root/tests/page/page_test.mjs" finger --page page.html --out out --pictures pictures
    convert pictures/phone-04-where.png pictures/phone-05-where-read-back.png pictures/phone-29-review.png \
        +append -resize 1400x -quality 82 "$folder/at-home.jpg"
fi
