#!/usr/bin/env bash
# A client, a session and marks by the command line; what is answered is what is found again.
source "$PALPATE_SOURCE_DIR/tests/e2e/support/common.bash"

expect_refusal 1 'no store' palpate client list
client=$(palpate client add 'Try Out' --json)
expect_equal 'first number' 1001 "$(json_text reference <<<"$client")"
expect_equal 'second number' 1002 "$(palpate client add --name 'Second' --json | json_text reference)"
expect_refusal 1 '1001' palpate client add 'Third' --reference 1001
expect_match 'list' '1001.*Try Out' "$(palpate client list)"

expect_equal 'session number' 1 "$(palpate session add --client 1001 --type intake --json | json_number number)"
palpate session add --client 1001 --date 2026-11-20 --title 'after the race' >/dev/null
expect_match 'sessions' 'after the race' "$(palpate session list --client 'Try Out')"

mark=$(palpate mark add --client 1001 --session 1 --structure upper-trapezius.left --kind tension \
    --quality ache,dull --now 7 --worst 9 --depth deep --days 20 --note 'after work' --json)
id=$(json_text id <<<"$mark")
expect_equal 'structure' upper-trapezius.left "$(json_text structure <<<"$mark")"
expect_equal 'rating' 7 "$(json_number now <<<"$mark")"
expect_equal 'exact place' 0.0 "$(json_number place_error_mm <<<"$mark")"
expect_match 'side in words' 'your left' "$(json_text place <<<"$mark")"

palpate mark add --client 1001 --session 1 --structure gastrocnemius-lateral.right --now 2 >/dev/null
expect_match 'edited' '4 of 10' "$(palpate mark edit --client 1001 --session 1 --mark 1 --now 4)"
expect_equal 'note kept' 'after work' "$(palpate mark list --client 1001 --session 1 --json | json_text note)"
palpate mark remove --client 1001 --session 1 --mark 2 >/dev/null
expect_equal 'marks left' "$id" "$(palpate mark list --client 1001 --json | json_text id)"
expect_match 'techniques' '"matches"' "$(palpate match --client 1001 --session 1 --json)"

cat >steps.txt <<'SCRIPT'
client.open client=1001        # the one from above
session.open session=1
mark.add structure=gluteus-maximus.right kind=pain now=8 note="sitting \"long\""
edit.undo
edit.redo
mark.edit mark=2 now=6
SCRIPT
expect_equal 'acknowledged lines' 6 "$(palpate script steps.txt | wc -l)"
expect_match 'script saved' 'sitting \\"long\\"' "$(palpate mark list --client 1001 --session 1 --json)"
echo 'mark.add now' >unfinished.txt
expect_refusal 3 '[Ll]ine 1 .*value' palpate script unfinished.txt
printf 'client.open client=1001\nmark.add colour=red\n' >unknown.txt
expect_refusal 2 "[Ll]ine 2 .*'colour'" palpate script unknown.txt

expect_equal 'same seed, same ids' \
    "$(palpate --store a client add Anna --seed 5 --json | json_text id)" \
    "$(palpate client add Anna --store b --seed 5 --json | json_text id)"
[[ $(palpate --store a --seed 5 client add Ben --json | json_text id) != \
    $(palpate --store a client list --json | json_text id) ]] || fail 'a second client took the first one'\''s id'
echo 'record flow: all as expected'
