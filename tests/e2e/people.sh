#!/usr/bin/env bash
# Clients as people: contact, consent, history of answers, search, hidden names; the practice's figures; every verb of the
# record; and the same in the window.
source "$PALPATE_SOURCE_DIR/tests/e2e/support/common.bash"

# ---- by verbs
palpate client add 'Amber Heron' --birth 1984-05-31 --phone '+49 (30) 555-0101' --emergency-name 'Jade Wren' >/dev/null
palpate client add 'Silver Otter' --phone '030 5550102' >/dev/null
palpate client edit --client 1001 --email heron@example.org >/dev/null
shown=$(palpate client show 1001 --json)
expect_equal 'birth' 1984-05-31 "$(json_text birth <<<"$shown")"
expect_equal 'e-mail' heron@example.org "$(json_text email <<<"$shown")"
expect_refusal 1 'date of birth' palpate client edit --client 1001 --birth 31.5.84
for typed in 'heron' 'Haron' 'amber h' '5550101' '1984-05' '1001'; do
    expect_equal "found by $typed" 1001 "$(palpate client list --search "$typed" --json | json_text reference)"
done
expect_equal 'nobody found' '[]' "$(palpate client list --search 'qqqq' --json)"

palpate consent give --client 1001 --text treatment >/dev/null
expect_match 'consent' 'treatment +2026-11 .*Amber Heron' "$(palpate consent list --client 1001)"
expect_match 'words kept' 'I can say stop at any time' "$(palpate consent list --client 1001 --json)"
palpate consent withdraw --client 1001 --text treatment >/dev/null
expect_refusal 1 'no longer there' palpate consent withdraw --client 1001 --text treatment
expect_refusal 2 'hocus' palpate consent give --client 1001 --text hocus

cat >answers.script <<'S'
client.open client=1001
client.answer question=ci-anticoagulants answer=no
client.answer question=ci-anticoagulants answer=yes
S
palpate script answers.script >/dev/null
facts=$(palpate client show 1001 --json)
expect_match 'the answer now' '"now": \[.*"value": "yes".*"before"' "$(tr -d '\n' <<<"$facts" | sed 's/  */ /g')"
expect_match 'the answer before' '"before": \[.*"value": "no".*"until"' "$(tr -d '\n' <<<"$facts" | sed 's/  */ /g')"

palpate render --out face.png --size 320x200 >/dev/null
printf 'client.open client=1001\nclient.photo file=face.png\n' >photo.script
palpate script photo.script >/dev/null
printf 'client.open client=1001\nclient.photo file=photo.script\n' >no_photo.script
expect_refusal 3 'not a PNG or JPEG' palpate script no_photo.script

palpate session add --client 1001 --date 2026-11-20 >/dev/null
palpate session edit --client 1001 --session 1 --title 'after the race' >/dev/null
expect_match 'session' 'after the race' "$(palpate session show --client 1001 --session 1)"
palpate mark add --client 1001 --structure soleus.left --now 4 >/dev/null
expect_match 'mark' '4 of 10' "$(palpate mark show --client 1001 --mark 1)"
palpate note draft --client 1001 >/dev/null
expect_match 'draft' 'soleus|calf' "$(palpate note show --client 1001 | tr '[:upper:]' '[:lower:]')"
palpate note add --client 1001 --part plan --text 'Stretch daily.' >/dev/null
expect_match 'note' 'Stretch daily' "$(palpate note show --client 1001 --json)"
palpate measure add --client 1001 --measure stress-now --value 6 --moment before >/dev/null
measure=$(palpate measure list --client 1001 --json | json_text id)
palpate measure erase --client 1001 --measurement "$measure" >/dev/null
expect_equal 'measures left' '[]' "$(palpate measure list --client 1001 --json)"
palpate note erase --client 1001 >/dev/null
expect_match 'mark erased' 'removed' "$(palpate mark erase --client 1001 --mark 1)"
palpate session erase --client 1001 --session 1 >/dev/null
expect_equal 'sessions left' '[]' "$(palpate session list --client 1001 --json)"

# ---- a practice of invented clients
expect_refusal 1 'real clients' palpate demo --clients 3
expect_refusal 2 'whole number' palpate --store demo demo --clients many
palpate --store demo demo --clients 12 --sessions 4 --marks 6 --seed 7 >/dev/null
expect_equal 'clients made' 12 "$(palpate --store demo client list | wc -l)"
palpate --store demo demo --clients 12 --sessions 4 --marks 6 --seed 7 >/dev/null
expect_equal 'made once' 12 "$(palpate --store demo client list | wc -l)"
practice=$(palpate --store demo practice --json)
expect_equal 'sessions counted' 48 "$(json_number sessions <<<"$practice" | tail -1)"
expect_equal 'fewest shown' 5 "$(json_number fewest_clients_shown <<<"$practice")"
while read -r clients; do
    ((clients >= 5)) || fail "an area of $clients clients is told of"
done < <(sed -n '/"areas"/,$p' <<<"$practice" | grep -o '"clients": [0-9]*' | grep -o '[0-9]*')

# ---- in the window
cat >window.steps <<'S'
wait
key Ctrl+O
wait
expect-words "Amber Heron"
type her
wait
expect-no-words "Silver Otter"
key Enter
wait
key Ctrl+I
wait
expect-words "heron@example.org"
press "Amber Heron agrees"
wait
expect-words "Given by Amber Heron"
screenshot page.png
key Escape
key Ctrl+O
wait
press "Show numbers instead of names"
wait
expect-no-words "Amber Heron"
screenshot hidden.png
key Escape
wait
expect-no-words "Amber Heron"
key F6
wait
expect-words "Sessions a week"
key Escape
wait
press "Change this session"
wait
press "intake"
press "Save"
wait
screenshot changed.png
quit
S
palpate session add --client 1001 --date 2026-11-21 >/dev/null
palpate rehearse window.steps --size 1600x900
expect_match 'session changed in the window' 'intake' "$(palpate session show --client 1001 --session 1)"
printf 'wait\nexpect-no-words "Amber Heron"\nkey Ctrl+O\nwait\nexpect-no-words "Amber Heron"\nquit\n' >again.steps
palpate rehearse again.steps --size 1600x900 # names stay hidden
expect_match 'consent by the window' '"given_by": "Amber Heron"' "$(palpate consent list --client 1001 --json)"
