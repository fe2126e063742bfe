#!/usr/bin/env bash
# Pictures without a display: there is a body in them, and what is seen is what is picked.
source "$PALPATE_SOURCE_DIR/tests/e2e/support/common.bash"

colours() { identify -format '%k' "$1"; }

for view in front back left right top three-quarter 30,-10; do
    palpate render --out "$view.png" --size 320x400 --view="$view" >/dev/null
    expect_equal "size of $view" 320x400 "$(identify -format '%wx%h' "$view.png")"
    [[ $(colours "$view.png") -gt 500 ]] || fail "the $view picture is empty: $(colours "$view.png") colours"
done
[[ $(compare -metric AE front.png back.png null: 2>&1 || true) != 0 ]] || fail 'front and back are the same picture'
palpate render --out layers.png --size 320x400 --layers bones >/dev/null
palpate render --out selected.png --size 320x400 --select gluteus-maximus.left --view back >/dev/null
[[ $(compare -metric AE selected.png back.png null: 2>&1 || true) != 0 ]] || fail 'a selected structure looks like any other'
palpate render --out close.png --size 320x400 --zoom-to gluteus-maximus.left --view back >/dev/null

palpate render --out four.png --size 800x400 --view four >/dev/null
expect_equal 'size of four' 800x400 "$(identify -format '%wx%h' four.png)"
expect_match 'picked in the second of the four' 'glut|dorsi|trapez|erector|lumb|sacr|multifidus|fascia' \
    "$(palpate pick --at 374,150 --size 800x400 --view four | json_text id)"
palpate render --out zones.png --size 320x400 --referral upper-trapezius.left >/dev/null
[[ $(compare -metric AE zones.png front.png null: 2>&1 || true) != 0 ]] || fail 'no zones on the skin'
palpate render --out clear.png --size 320x400 --transparent >/dev/null
expect_match 'a clear corner' 'srgba\(0,0,0,0\)|none' "$(convert clear.png -format '%[pixel:p{0,0}]' info:)"
palpate render --out turn.png --size 160x200 --turntable 4 >/dev/null
palpate render --out turns --size 160x200 --turntable 3 >/dev/null
expect_equal 'single pictures of a turn' 3 "$(ls turns | wc -l)"
expect_equal 'pictures are for their owner alone' 600 "$(stat -c %a turn.png)"

pick() { palpate pick --at 160,200 --size 320x400 --view back "$@"; }
expect_match 'picked' 'gluteus|sacr|erector|multifidus|lumb' "$(palpate pick --at 160,190 --size 320x400 --view back | json_text id)"
expect_equal 'the same pick twice' "$(pick)" "$(pick)"
expect_equal 'the bones beneath' bone "$(pick --layers bones | json_text class)"
expect_match 'beside the body' 'null' "$(palpate pick --at 1,1 --size 320x400)"

palpate atlas export --out body.glb --json >exported.json
expect_equal 'glTF' glTF "$(head -c 4 body.glb)"
palpate sample --out sample >/dev/null
for file in front back left right home-1 home-2 home-3; do
    [[ $(colours "sample/$file.png") -gt 500 ]] || fail "sample/$file.png is empty"
done
expect_refusal 1 'not-there' palpate render --size 64x64 --out /proc/not-there/a.png
echo 'pictures: all as expected'
