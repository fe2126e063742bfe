#!/usr/bin/env bash
# A backup put back and a client erased from the window, with and without a passphrase.
source "$PALPATE_SOURCE_DIR/tests/e2e/support/common.bash"

palpate client add 'Amber Heron' >/dev/null
palpate store backup >/dev/null
palpate client add 'Silver Otter' >/dev/null

put_back() {
    printf '%s\n' 'key Ctrl+Shift+O' wait "$@" \
        'press "Yes, put the records of that day in the place of today'"'"'s"' 'press "Put it back"' wait
}
{ echo wait; put_back; printf '%s\n' 'expect-words "The backup is in place"' quit; } >plain.steps
palpate rehearse plain.steps --size 1600x1200
expect_equal 'as on that day' 'Amber Heron' "$(palpate client list --json | json_text name)"

# With a passphrase one signs in anew, and a wrong one changes nothing.
echo 'four plain words here' >words
palpate store protect --passphrase-file words >/dev/null
palpate store backup --passphrase-file words >/dev/null
palpate client add 'Silver Otter' --passphrase-file words >/dev/null
unlock=('press "##unlock passphrase"' 'type "four plain words here"' 'key Enter' wait)
{
    printf '%s\n' wait "${unlock[@]}"
    put_back 'press "##restore passphrase"' 'type "something else here"'
    printf '%s\n' 'expect-words "does not open"' "${unlock[@]}"
    printf '%s\n' 'key Ctrl+O' wait 'expect-words "Silver Otter"' 'key Escape' wait
    put_back 'press "##restore passphrase"' 'type "four plain words here"'
    printf '%s\n' 'expect-words "The backup is in place"' 'expect-no-words Heron' "${unlock[@]}"
    printf '%s\n' 'key Ctrl+O' wait 'expect-no-words "Silver Otter"' 'key Escape' quit
} >locked.steps
palpate rehearse locked.steps --size 1600x1200
expect_equal 'as on that day, protected' 'Amber Heron' \
    "$(palpate client list --json --passphrase-file words | json_text name)"

# Erased in the window: only with the number, and gone for good.
printf '%s\n' wait "${unlock[@]}" 'key Ctrl+O' wait 'type her' 'key Enter' wait 'key Ctrl+I' wait \
    'press "##erase number"' 'type "1001"' 'press "Erase for good"' wait 'expect-words "Client 1001 is erased"' \
    'expect-no-words Heron' quit >erase.steps
palpate rehearse erase.steps --size 1600x2400
expect_equal 'nobody left' '[]' "$(palpate client list --json --passphrase-file words)"
