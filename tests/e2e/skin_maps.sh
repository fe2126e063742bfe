#!/usr/bin/env bash
# Maps of the skin: each is drawn, its areas are told apart under known pixels, and what is drawn is what a click names.
source "$PALPATE_SOURCE_DIR/tests/e2e/support/common.bash"

size=400x900
colour() { convert "$1" -depth 8 -format "%[fx:int(255*p{$2}.r)] %[fx:int(255*p{$2}.g)] %[fx:int(255*p{$2}.b)]" info:; }
# How far apart two pixels are, whatever the light on them: difference of the shares of red, green and blue, in percent.
difference() {
    awk -v a="$(colour "$1" "$2")" -v b="$(colour "$1" "$3")" 'BEGIN {
        split(a, p, " "); split(b, q, " "); s = p[1] + p[2] + p[3]; t = q[1] + q[2] + q[3]; d = 0
        for (i = 1; i <= 3; i++) { e = p[i] / s - q[i] / t; d += e < 0 ? -e : e }
        print int(100 * d) }'
}
region_at() { palpate pick --at "$1" --size "$size" --view "$2" --layers skin=1 | json_text region; }

# Left thigh, left knee, left lower leg, navel and left breast, seen from the front.
thigh=232,590 knee=232,642 shin=228,720 navel=200,350 chest=222,255
expect_equal 'thigh' thigh-front "$(region_at $thigh front)"
expect_equal 'knee' knee-front "$(region_at $knee front)"
expect_equal 'navel' mid-abdomen "$(region_at $navel front)"
expect_equal 'chest' breast-area "$(region_at $chest front)"

palpate render --layers skin=1 --view front --size $size --out plain.png >/dev/null
for map in regions dermatomes choir michigan wpi endangerment; do
    for view in front back left right; do
        palpate render --map $map --view $view --size $size --out "$map-$view.png" >/dev/null
    done
    [[ $(compare -metric AE "$map-front.png" plain.png null: 2>&1 || true) -gt 2000 ]] || fail "$map leaves the skin plain"
done
for map in regions choir michigan wpi; do
    [[ $(difference $map-front.png $thigh $knee) -ge 3 ]] || fail "$map: thigh and knee look alike"
    [[ $(difference $map-front.png $navel $chest) -ge 3 ]] || fail "$map: belly and chest look alike"
done
[[ $(difference dermatomes-front.png $thigh $shin) -ge 3 ]] || fail 'dermatomes: thigh and shin look alike'
[[ $(difference wpi-front.png $knee $thigh) -ge 3 ]] || fail 'wpi: the knee, which it leaves out, looks like the thigh'

palpate render --sites --view front --size $size --out sites.png >/dev/null
pixels_that_differ() { compare -metric AE "$1" "$2" null: 2>&1 || true; }
[[ $(pixels_that_differ sites.png endangerment-front.png) -gt 500 ]] || fail 'the sites are on the skin alone'
palpate render --sites --map regions --view front --size $size --out both.png >/dev/null
[[ $(pixels_that_differ both.png regions-front.png) -gt 500 ]] || fail 'a map hides the sites'
[[ $(pixels_that_differ both.png sites.png) -gt 2000 ]] || fail 'the sites hide the map'
muscles=superficial,intermediate,deep,bones
palpate render --layers $muscles --view front --size $size --out muscles.png >/dev/null
palpate render --sites --layers $muscles --view front --size $size --out muscles-sites.png >/dev/null
[[ $(pixels_that_differ muscles-sites.png muscles.png) -gt 500 ]] || fail 'muscles hide the sites'
expect_refusal 1 'nails' palpate render --map nails --out a.png
[[ $(palpate atlas regions --map wpi | wc -l) -eq 20 ]] || fail 'the WPI has 19 areas, and skin outside them'
[[ $(palpate atlas regions --map parts | wc -l) -eq 8 ]] || fail 'the body has eight parts'
for map in regions dermatomes choir michigan wpi parts; do
    [[ $(palpate atlas regions --map $map | grep -c implausible) -eq 0 ]] || fail "$map: an implausible share"
done
[[ $(palpate atlas landmarks | wc -l) -ge 60 ]] || fail 'fewer than sixty landmarks'
echo 'skin maps: all as expected'
