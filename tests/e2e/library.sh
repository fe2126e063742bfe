#!/usr/bin/env bash
# The library: by keyboard to a record, along its links and back; in both languages and themes, small and with large
# letters; not while the client marks. And on the command line: every record of the list can be shown.
source "$PALPATE_SOURCE_DIR/tests/e2e/support/common.bash"

cat > look.steps <<STEPS
wait
key Ctrl+L
expect "Close"
tab-through 6
press "##library words"
type "furlan"
key Enter
expect "Copy"
expect "##link low-back-pain"
tab-through 8
press "##link low-back-pain"
expect "##link petrissage-kneading"
press "‹ Back"
expect "##link low-back-pain"
key Alt+Right
expect "##link petrissage-kneading"
press "##library words"
type "sleep"
press "##entry c-sleep"
expect "##link goal:sleep"
press "##link goal:sleep"
expect "##link benefit:sleep"
screenshot library.png
key Escape
wait
expect "+ New session"
press "Menu"
expect "Library: techniques, conditions, research"
key Escape
quit
STEPS
palpate --store store rehearse look.steps --size 1280x800
[[ -s library.png ]] || fail 'no picture'

settings=$XDG_CONFIG_HOME/palpate/window.settings
mkdir -p "$(dirname "$settings")"
fits() { # scale language theme window
    printf 'scale=%s\nlanguage=%s\ntheme=%s\n' "$1" "$2" "$3" >"$settings"
    printf '%s\n' wait 'key Ctrl+L' expect-words-fit 'type "schlaf sleep"' 'key Escape' 'key Ctrl+L' \
        'press "##library words"' 'type "insomnia"' expect-words-fit 'key Enter' expect-words-fit 'tab-through 5' quit \
        >fits.steps
    palpate --store store rehearse fits.steps --size "$4" || fail "at scale $1 in $2, $3, window $4"
}
fits 1 de light 900x600
fits 2 en dark 900x600
fits 3 de light 900x600
fits 3 en dark 1920x1080

rm "$settings"
printf '%s\n' wait 'key F2' wait 'key Ctrl+L' 'expect "Close"' quit >client.steps
expect_refusal 3 'Close' palpate --store store rehearse client.steps --size 1280x800

palpate content list >list
palpate content show --all >all
count=0
while read -r id _; do
    grep -qF "[$id]" all || fail "content show --all lacks $id"
    count=$((count + 1))
done <list
[[ $count -gt 400 ]] || fail "only $count records are listed"
expect_match 'one kind' '^ *goal:sleep +goal ' "$(palpate content list --kind goal | grep sleep)"
expect_match 'a record' 'Named by' "$(palpate content show furlan-2015-lbp)"
expect_match 'in German' 'Genannt von' "$(palpate --language de content show furlan-2015-lbp)"
expect_equal 'as JSON' furlan-2015-lbp "$(palpate content show furlan-2015-lbp --json | json_text id)"
expect_refusal 1 'low-back-pain' palpate content show low-bak-pain
expect_refusal 1 'xyzzy' palpate content show xyzzy
expect_refusal 2 'id' palpate content show
expect_refusal 2 'technique' palpate content list --kind nonsense
[[ ! -e $XDG_DATA_HOME/palpate/store ]] || fail 'content show made a store'
echo "library: $count records, all as expected"
