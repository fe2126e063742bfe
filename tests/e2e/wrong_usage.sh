#!/usr/bin/env bash
# Wrong words on the command line: exit code 2, one sentence, nothing done.
source "$PALPATE_SOURCE_DIR/tests/e2e/support/common.bash"

expect_match 'version' '^palpate [0-9]+\.[0-9]+' "$(palpate --version)"
expect_match 'help' 'render' "$(palpate --help)"
expect_match 'help of a verb' 'zoom-to' "$(palpate render --help)"
expect_match 'list of commands' 'mark\.add' "$(palpate script --list)"

expect_refusal 2 'dance' palpate dance
expect_refusal 2 'out' palpate render
expect_refusal 2 'size' palpate render --out a.png --size big
expect_refusal 2 "'sideways'" palpate render --out a.png --view sideways
expect_refusal 2 'fat' palpate render --out a.png --layers skin,fat
expect_refusal 2 'inside' palpate pick --at 2000,10 --size 100x100
expect_refusal 2 'at' palpate pick --at 7
expect_refusal 2 'seed' palpate --seed many atlas list
expect_refusal 2 'child' palpate atlas info --form child
expect_refusal 2 '2.06' palpate atlas info --stature 2.06
expect_refusal 2 'tall' palpate --stature tall atlas info
expect_refusal 2 '-1.5' palpate atlas info --build -1.5
expect_refusal 2 "'furlong'" palpate atlas import . --unit furlong
expect_refusal 2 'script' palpate script
expect_refusal 1 'no-such-muscle.left' palpate render --out a.png --select no-such-muscle.left
expect_refusal 1 'no-such-muscle.left' palpate render --out a.png --zoom-to no-such-muscle.left
expect_refusal 1 'nowhere' palpate --atlas nowhere atlas info
expect_refusal 1 'missing-script' palpate script missing-script.txt
[[ ! -e a.png ]] || fail 'a picture was written all the same'
echo 'wrong usage: all as expected'
