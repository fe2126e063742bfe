#!/usr/bin/env bash
# What changed from one visit to another: of the sample client, and of a record made by hand that has every outcome.
source "$PALPATE_SOURCE_DIR/tests/e2e/support/common.bash"

# entry_of PLACE: what the JSON on the standard input tells of a place, what became of it first.
entry_of() { sed -n "/\"id\": \"$1\"/,/\"words\":/p"; }
# expect_change PLACE OUTCOME GROUND
expect_change() {
    local entry
    entry=$(entry_of "$1" <<<"$told")
    expect_equal "outcome of $1" "$2" "$(json_text outcome <<<"$entry")"
    expect_equal "what that of $1 rests on" "$3" "$(json_text ground <<<"$entry")"
}

# The sample client, as a new store has it.
printf 'wait\nquit\n' >open.steps
palpate rehearse open.steps
sample=$(palpate progress --client 1001)
expect_match 'first and last by themselves' 'From session 1 .* to session 6 ' "$sample"
expect_match 'a clear change' 'Stiff-neck muscle, your right +6 +4 +6 to 4, 2 points less \(33 %\): a clear change' "$sample"
expect_match 'a slight change' 'Top of the shoulder, your right +8 +6 +8 to 6, 2 points less \(25 %\): a slight change' "$sample"
expect_match 'a question' 'QL\), your left +4 +- +4 before. Not marked this time: ask.' "$sample"
expect_match 'a trend' 'Top of the shoulder, your right: Improving over 6 visits' "$sample"
expect_match 'the rule' 'Clear: at least 2 points and 30 %' "$sample"
expect_match 'in German' 'Schulterblattheber, Ihre rechte Seite +6 +4 +6 auf 4, 2 Punkte weniger' \
    "$(palpate --language de progress --client 1001)"
expect_match 'a part of the record' 'From session 2 .* to session 4 ' "$(palpate progress --client 1001 --from 2 --to 4)"

# By hand: copied, confirmed, taken off, added, moved by a point too few.
palpate client add --name 'A. Client' --reference 77 >/dev/null
cat >case.script <<'S'
client.open client=77
session.add date=2026-08-12
mark.add structure=upper-trapezius.right now=8
mark.add structure=levator-scapulae.right now=7
mark.add structure=patella.left now=3
mark.add structure=infraspinatus.left now=5 author=therapist
session.add date=2026-11-22
session.start-from-last
mark.edit mark=1 now=5
mark.edit mark=2 now=6
mark.remove mark=3
mark.add structure=soleus.left now=4
S
palpate script case.script >/dev/null
told=$(palpate progress --client 77 --json)
expect_change upper-trapezius.right better rated
expect_change levator-scapulae.right same rated
expect_change soleus.left new rated
expect_change patella.left ask not-marked # one copied mark is not confirmed yet: nobody went through the map
expect_change infraspinatus.left ask not-confirmed

printf 'client.open client=77\nsession.open session=2\nsession.confirm-all\n' >confirm.script
palpate script confirm.script >/dev/null
told=$(palpate progress --client 77 --json)
expect_change patella.left gone taken-off
expect_change infraspinatus.left same rated
expect_match 'two visits make no trend' '"name": null' "$told"

printf 'client.open client=77\nsession.add date=2026-11-29\nsession.no-pain\n' >well.script
palpate script well.script >/dev/null
told=$(palpate progress --client 77 --from 2 --json)
expect_change soleus.left gone no-pain
expect_change infraspinatus.left ask not-marked # of findings a client's word says nothing
expect_match 'a trend from three visits on' '"name": "improving"' "$(palpate progress --client 77 --json)"
expect_match 'a count without a verdict' 'index with pain marked: 3 of 19.*no diagnosis' \
    "$(palpate progress --client 77 --to 2 | tr '\n' ' ')"

expect_refusal 2 'earlier than' palpate progress --client 77 --from 2 --to 1
expect_refusal 2 'earlier than' palpate progress --client 77 --from 2 --to 2
expect_refusal 1 "'9'" palpate progress --client 77 --to 9
expect_refusal 1 "'78'" palpate progress --client 78
expect_refusal 2 'client' palpate progress
palpate client add --name 'New' --reference 79 >/dev/null
expect_refusal 1 'fewer than two sessions' palpate progress --client 79

# In the window: charts, tables and the rule; by keyboard, in German, and with large letters.
cat >look.steps <<'S'
wait
key Ctrl+O
wait
press "A. Client  77"
wait
key F4
wait
expect-words "Pain of the whole body"
expect-words "What the client marked"
expect-words "Clear: at least 2 points and 30 %"
expect-words-fit
tab-through 4
key F4
wait
expect "+ New session"
quit
S

# On the body: what became of each place, two sessions, how often; of one author, by keyboard and by pressing labels.
cat >body.script <<'S'
client.open client=1001
session.open session=1
measure.add measure=rom value=62 item=rom-neck-rotation.left
measure.add measure=stress-now value=7 moment=before
measure.add measure=stress-now value=4 moment=after
session.open session=6
measure.add measure=rom value=71 item=rom-neck-rotation.left
measure.add measure=rom value=74 item=rom-neck-rotation.right
measure.add measure=stress-now value=5 moment=before
measure.add measure=stress-now value=3 moment=after
measure.add measure=sleep-quality value=6
S
palpate script body.script >/dev/null
first_visit=$(LC_ALL=C date -d "@$(($(date +%s) - 102 * 86400))" '+%-d %b %Y') # the sample's visits are told from today
printf '%s\n' wait 'key Ctrl+O' wait 'press "Sample client  1001"' wait 'key F4' wait 'key B' wait \
    'expect "▼ 6→4"' 'expect "▼ 8→6"' 'expect "? ask (4)"' 'expect-words "less"' 'expect-words "new"' \
    'press "▼ 6→4"' wait 'press Therapist' wait 'expect "+ new 3"' 'press Client' wait \
    'key Shift+F4' wait "expect-words \"$first_visit · intake\"" \
    'key Shift+F4' wait 'expect "6 of 6"' 'expect-words "Marked at so many of 6 visits:"' \
    'key Ctrl+2' wait "expect-words \"$first_visit · intake\"" 'key Ctrl+2' wait 'expect "▼ 6→4"' \
    'key F' wait 'expect-no-words "▼ 6→4"' 'key Alt+N' wait 'expect-words-fit' 'key F4' wait 'expect "+ New session"' \
    'key Ctrl+2' wait 'key F4' wait 'key F4' wait 'expect-words "Flare: long drive"' quit >body.steps
palpate rehearse body.steps --size 1600x1000
palpate render --client 1001 --change 1..6 --view back --size 700x900 --out change.png >/dev/null
palpate render --client 1001 --often 2..6 --view back --size 700x900 --out often.png >/dev/null
palpate render --client 1001 --view back --size 700x900 --out plain.png >/dev/null
cmp -s change.png often.png && fail 'a change and a count are the same picture'
cmp -s change.png plain.png && fail 'a change is not drawn'
expect_refusal 2 'range' palpate render --client 1001 --change 6 --out none.png
expect_refusal 2 'earlier' palpate render --client 1001 --change 6..1 --out none.png

# What was measured, each chart with its table, and as a picture only where a place was chosen.
printf '%s\n' wait 'key Ctrl+O' wait 'press "Sample client  1001"' wait 'key F4' wait \
    'expect-words "62° at first, 71° lately"' 'expect-words "Other side: 74°"' 'expect-words "From 7 to 5 points"' \
    'press "Show table"' wait 'expect-words "Visit"' 'expect-words "What happened"' 'expect "Hide table"' \
    'press "Save picture…"' wait 'expect "##chart file"' 'press Close' wait quit >charts.steps
palpate rehearse charts.steps --size 1600x3000
[[ -z $(find "$HOME" -name 'palpate-picture*' 2>/dev/null) ]] || fail 'a picture was written that nobody asked for'

settings=$XDG_CONFIG_HOME/palpate/window.settings
mkdir -p "$(dirname "$settings")"
palpate rehearse look.steps --size 1600x2400
for look in '1 de light 900x600' '3 en dark 1920x1080'; do
    read -r scale language theme size <<<"$look"
    printf 'scale=%s\nlanguage=%s\ntheme=%s\n' "$scale" "$language" "$theme" >"$settings"
    printf '%s\n' wait 'key Ctrl+O' wait "press \"A. Client  77\"" wait 'key F4' wait expect-words-fit quit >fits.steps
    palpate rehearse fits.steps --size "$size" || fail "at scale $scale in $language, $theme, window $size"
done
echo 'progress: all as expected'
