#!/usr/bin/env bash
# From answers to a plan, by commands and in the window: what a client says acts on what fits, what a rule speaks against is
# planned only with a reason, and a case needs no store.
source "$PALPATE_SOURCE_DIR/tests/e2e/support/common.bash"

cases=$PALPATE_SOURCE_DIR/tests/matching/vignettes
for file in "$cases"/*.json; do
    answer=$(palpate match --case "$file" --json)
    expect_match "$(basename "$file") is answered" '"session": \[' "$answer"
done
expect_match 'a clot stops everything' '"stopped_by": "rf-leg-one-sided-swelling"' \
    "$(palpate match --case "$cases/suspected-dvt.json" --json)"
expect_match 'and says so in German' 'Heute keine Massage' \
    "$(palpate --language de match --case "$cases/suspected-dvt.json")"
echo '{"marks": [], "mood": 3}' >mood.json
expect_refusal 3 '"mood"' palpate match --case mood.json
echo '{"marks": [{"structure": "tail", "kind": "pain", "now": 3}]}' >tail.json
expect_refusal 3 '"tail"' palpate match --case tail.json
expect_refusal 2 'case' palpate match
expect_refusal 1 'no-such' palpate match --case no-such.json

palpate client add --name 'A. Client' --reference 77 >/dev/null
cat >case.script <<'S'
client.open client=77
session.add
mark.add structure=latissimus-dorsi.right kind=tension now=5 days=200
client.medicine medicine=med-blood-thinners
plan.length minutes=30
plan.add technique=effleurage
S
palpate script case.script >/dev/null
matched=$(palpate match --client 77 --json)
expect_match 'the answer limits the pressure' '"ceiling_rule": "ci-anticoagulants"' "$matched"
printf 'client.open client=77\nplan.add technique=dry-cupping structures=latissimus-dorsi.right\n' >refused.script
expect_refusal 1 'Blood thinners' palpate script refused.script
printf 'client.open client=77\nplan.add technique=dry-cupping structures=latissimus-dorsi.right reason="asked the prescriber"\n' >override.script
palpate script override.script >/dev/null

# What the client takes home: what was chosen for home, and nothing that is between the therapist and the record.
printf 'client.open client=77\nplan.add technique=static-stretching structures=latissimus-dorsi.right part=home minutes=4\n' >home.script
item=$(palpate script home.script | tail -n 1 | awk '{print $NF}')
printf 'client.open client=77\nplan.edit item=%s note="private words"\n' "$item" >note.script
palpate script note.script >/dev/null
palpate hand-out --client 77 --out hand-out >/dev/null
expect_equal 'a picture for home' PNG "$(identify -format '%m' hand-out/home-1.png)"
expect_match 'what to do at home' 'Where: your right .*About 4 minutes' "$(tr '\n' ' ' <hand-out/hand-out.txt)"
expect_match 'the picture in words' 'alt="Static stretching: your right ' "$(cat hand-out/hand-out.html)"
for file in hand-out.json marks.csv hand-out.txt hand-out.html; do
    ! grep -q -e 'private words' -e 'asked the prescriber' "hand-out/$file" || fail "$file tells what is private"
done
expect_refusal 1 '78' palpate hand-out --client 78 --out nobody

# A spot is pointed at on the body: what lies round it is stopped, and not the whole calf.
cat >spot.script <<'S'
client.open client=77
mark.add structure=gastrocnemius-medial.left kind=tension now=5 days=200
client.spot question=ci-varicose-veins structure=gastrocnemius-medial.left
S
palpate script spot.script >/dev/null
spotted=$(palpate match --client 77 --json)
expect_match 'the mark under the spot is stopped' '"stopped_by": "ci-varicose-veins"' "$spotted"
expect_match 'and only what lies round it is to be avoided' '"at_spot": true' "$spotted"
printf 'client.open client=77\nclient.spot question=ci-no-such structure=skin.mid\n' >nowhere.script
expect_refusal 2 'ci-no-such' palpate script nowhere.script

cat >spot.steps <<'S'
wait
press "Client"
wait
press "Wishes"
wait
press "Point at it on the body"
wait
expect "Do not point"
expect-words-fit
key Escape
wait
expect "Point at it on the body"
press "Point at it on the body"
wait
press-body latissimus-dorsi.right
wait
expect "Exact spot 1  ×"
expect-words-fit
key Ctrl+Z
wait
press "Point at it on the body"
wait
key Enter
wait
expect "Exact spot 1  ×"
press "Exact spot 1  ×"
wait
quit
S
palpate rehearse spot.steps --size 1440x900

cat >window.steps <<'S'
wait
press "Plan"
wait
expect "Dry cupping"
expect-words-fit
press "Client"
wait
expect-words-fit
press "Health"
wait
press "Pregnant"
wait
expect-words-fit
press Undo
wait
quit
S
palpate rehearse window.steps --size 1440x900

# By hand: steps carried to another place, and what a rule left out planned with a typed reason, both undone.
left_out=$(palpate match --client 77 --json | sed "1,/\"excluded\": \[/d" | sed "/^ *\],*$/,\$d" | grep -c "\"stage\": ")
cat >by_hand.steps <<S
wait
press "Plan"
wait
expect-plan "effleurage dry-cupping"
carry "##carry dry-cupping" "##carry effleurage"
wait
expect-plan "dry-cupping effleurage"
press Undo
wait
expect-plan "effleurage dry-cupping"
press "Techniques"
press "mark Lats, your right"
wait
press "Left out, and why ($left_out)"
press "Plan it anyway"
wait
press "##reason"
type "agreed with the prescriber"
wait
press "Plan with this reason"
wait
press "Plan"
wait
expect-words "agreed with the prescriber"
quit
S
palpate rehearse by_hand.steps --size 1440x1800
