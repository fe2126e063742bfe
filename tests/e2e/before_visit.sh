#!/usr/bin/env bash
# Before a visit, from the first tap to the hand-out, without a display: someone new answers on the device that was handed
# over, a client who was here before answers with a code, another at home; the therapist goes through it all. The README
# states the numbers of taps.
source "$PALPATE_SOURCE_DIR/tests/e2e/support/common.bash"

# steps NAME; from stdin. Prints how often somebody taps or types.
steps() {
    cat >"$1.steps"
    palpate rehearse "$1.steps" --size 1280x800 || exit 1
    sed '/^# therapist/,$d' "$1.steps" | grep -cE '^(press|press-body|type) ' || true
}
hand_over() {
    printf '%s\n' wait 'press Menu' wait 'press "Hand the device to clients…"' wait 'type 2468' \
        'press "##new pin again"' 'type 2468' 'press "Hand over"' wait
}
take_back() {
    printf '%s\n' '# therapist' 'press "For the practice"' wait 'type 2468' 'press "Take the device back"' wait
}

# ---- someone new -------------------------------------------------------------------------------------------------------
palpate client add 'Quillfeather' >/dev/null
hand_over >new.head
{
    cat new.head
    printf '# answers\n'
    cat <<'S'
expect-words "Welcome"
expect-no-words "Quillfeather"
expect-no-words "Techniques"
expect-no-words "Menu"
key Ctrl+O
key F4
key Ctrl+Q
wait
expect-no-words "Quillfeather"
press Begin
wait
press Next
press "##who name"
type "Mary Somerville"
press Next
wait
press Next
wait
expect-words "We can only keep your answers if you agree"
press "Yes, I agree (Treatment)"
press "Yes, I agree (Records)"
press Next
wait
press-body skin.mid
wait
press 6
wait
press Yes
wait
press Next
wait
expect-words "How does it feel?"
press tension
press ache
press Next
wait
press weeks
press Next
wait
press "Less pain"
press Next
wait
press "45 to 64"
scroll -200
press "No to all the others"
press Next
wait
expect-words "Do you have one of these?"
press yes
wait
expect-words "Tell us at the desk"
scroll -200
press "No to all the others"
press Next
wait
press 3
press Next
wait
expect-words "Is this right?"
expect-words "Mary Somerville"
press Finish
wait
expect-words "Thank you"
expect-no-words "Somerville"
S
    printf '%s\n' '# therapist' 'press "For the practice"' wait 'type 1111' 'press "Take the device back"' wait \
        'expect-words "This is not the PIN"' 'type 2468' 'press "Take the device back"' wait quit
} >new.all
taps=$(steps new <new.all)
taps=$((taps - 5)) # the therapist's own
echo "someone new: $taps taps"
expect_equal 'taps of someone new' 30 "$taps"
expect_equal 'nothing is in the records yet' 1 "$(palpate client list --json | grep -c '"reference"')"
expect_match 'answers wait' 'Someone new, on this device' "$(palpate intake list)"

# ---- the therapist goes through it ---------------------------------------------------------------------------------------
steps review <<'S' >/dev/null
wait
press "Answers: 1"
wait
key Down
key Enter
wait
expect-words "What Mary Somerville says"
expect-words "Warning sign"
press "Leave out"
wait
screenshot review.png
quit
S
printf '%s\n' 'intake.review' 'intake.take-over' >take.script
palpate script take.script >/dev/null
expect_equal 'the record' 'Mary Somerville' "$(palpate client show --client 1002 --json | json_text name)"
expect_match 'the mark' 'tension|6' "$(palpate mark list --client 1002 --session 1)"
expect_match 'nothing waits' 'No answers are waiting' "$(palpate intake list)"

# ---- a client who was here before, with a code ---------------------------------------------------------------------------
code=$(palpate intake code --client 1002 --json | json_text code)
{
    hand_over
    printf '# answers\n'
    cat <<S
press "##code"
type "$code"
press "Begin with this code"
wait
expect-words "Mary Somerville"
press Next
wait
press Next
wait
press "Start from the last map"
wait
press "All as last time"
wait
press Next
wait
press Next
wait
press Next
wait
press Next
wait
press Next
wait
press Next
wait
press Next
wait
press Finish
wait
expect-words "Thank you"
S
    take_back
    printf 'quit\n'
} >again.all
taps=$(steps again <again.all)
taps=$((taps - 5))
echo "a client who was here before: $taps taps"
expect_equal 'taps of a client who was here before' 16 "$taps"
expect_match 'their answers' '1002, on this device' "$(palpate intake list)"
palpate script take.script >/dev/null

# ---- at home, and back ---------------------------------------------------------------------------------------------------
python=/usr/bin/python3
if ! "$python" -c 'import nacl' 2>/dev/null; then
    echo 'skipped: what is sealed at home (no python3-nacl)'
    exit 0
fi
seal() { "$python" "$PALPATE_SOURCE_DIR/tests/page/seal_answers.py" "$@"; }
palpate intake-page --client 1001 --practice 'The Still Room' --out page.html >/dev/null
[[ $(grep -cE 'src="(http|file)|href=|@import' page.html) == 0 ]] || fail 'the page loads something'
palpate intake-page --out other.html >/dev/null
link=$(palpate intake link --client 1001 --page https://example.org/intake.html)
expect_match 'the link' '^https://example.org/intake.html#v1\.[A-Za-z0-9_-]{43}\.[A-Za-z0-9_-]{11}\.[A-Z0-9]{26}$' "$link"
cat >answers.json <<'J'
{"format":"palpate-intake-answers","version":1,"token":"TOKEN","language":"en","made":"2026-11-24T10:00:00Z",
 "client":{"name":"Quillfeather","birth":"","phone":"555 0199","email":""},
 "consents":[{"text":"records","version":"2026-11"}],"no_pain":false,
 "marks":[{"place":"shoulder-blade.left","kind":"pain","now":7,"qualities":["ache"],"onset":"months"}],
 "goals":["sleep"],"answers":[{"question":"rf-back-saddle-numbness","answer":"no"}],"pressure":"2","oil":"any","avoid":[]}
J
seal page.html answers.json good.bmin
head -c 500 good.bmin >cut.bmin
cp good.bmin altered.bmin
printf 'x' | dd of=altered.bmin bs=1 seek=300 conv=notrunc status=none
seal page.html answers.json uninvited.bmin AAAAAAAAAAAAAAAAAAAAAAAAAA
palpate --store elsewhere client add Other >/dev/null
palpate --store elsewhere intake-page --client 1001 --out foreign.html >/dev/null
seal foreign.html answers.json foreign.bmin
sed 's/"now":7/"now":70/' answers.json >wrong.json
seal page.html wrong.json wrong.bmin
head -c 1100000 /dev/zero | sed 's/^/BMIN/' >large.bmin
expect_refusal 3 'cut off or altered' palpate intake open cut.bmin
expect_refusal 3 'cut off or altered' palpate intake open altered.bmin
expect_refusal 3 'another practice' palpate intake open foreign.bmin
expect_refusal 3 'larger than answers' palpate intake open large.bmin
expect_refusal 3 'no page of ours' palpate intake open wrong.bmin
expect_refusal 3 'no answers from home' palpate intake open answers.json
expect_refusal 1 'Nobody was invited' palpate intake open uninvited.bmin
expect_match 'nothing came in' 'No answers are waiting' "$(palpate intake list)"

# Dropped onto the window, gone through, taken over.
steps home <<'S' >/dev/null
wait
drop good.bmin
wait
expect-words "Answers from home came in"
press "Answers: 1"
wait
key Down
key Enter
wait
expect-words "What Quillfeather says"
expect-words "7 of 10"
screenshot home.png
quit
S
palpate script take.script >/dev/null
expect_refusal 1 'came before' palpate intake open good.bmin
expect_match 'the mark from home' '7' "$(palpate mark list --client 1001 --session 1)"
expect_equal 'the phone' '555 0199' "$(palpate client show --client 1001 --json | json_text phone)"

# The visit, and what the client takes home.
cat >visit.script <<'S'
client.open client=1001
session.add type=treatment date=2099-01-01
session.start-from-last
session.confirm-all
S
palpate script visit.script >/dev/null
palpate report --kind handout --client 1001 --out handout.html --date 2099-01-01 >/dev/null
expect_match 'the hand-out' 'shoulder blade' "$(cat handout.html)"
palpate store audit --rows 60 >audit.txt
expect_match 'the log' 'answers from home' "$(cat audit.txt)"
[[ $(grep -c 'Quillfeather\|shoulder' audit.txt) == 0 ]] || fail 'the log holds health or names'
echo 'before a visit: all as expected'
