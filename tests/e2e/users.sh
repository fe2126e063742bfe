#!/usr/bin/env bash
# People with names, passphrases and roles: by verbs and in the window; what the front desk may, and what is refused.
source "$PALPATE_SOURCE_DIR/tests/e2e/support/common.bash"

store=$XDG_DATA_HOME/palpate
palpate client add 'Quillfeather' >/dev/null
palpate session add --client 1001 --date 2026-01-05 --title 'hush-title' >/dev/null
palpate session add --client 1001 --date 2026-01-12 >/dev/null
palpate mark add --client 1001 --session 1 --structure latissimus-dorsi.left --now 7 --note 'hush-note' >/dev/null
palpate mark add --client 1001 --session 2 --structure latissimus-dorsi.left --now 5 >/dev/null
echo "ada's plain words" >ada
echo "ben's plain words" >ben
echo "cleo's plain words" >cleo
expect_refusal 2 'passphrase' palpate user add Ada
palpate store protect --passphrase-file ada >/dev/null
as() { local who=$1; shift; palpate --user "$who" --passphrase-file "${who,,}" "$@"; }

# The first person is the owner and takes over the passphrase.
expect_match 'nobody yet' 'nobody by name' "$(palpate user list --passphrase-file ada)"
expect_refusal 2 'first person' palpate user add Ada --role therapist --passphrase-file ada
expect_refusal 1 'passphrase' palpate user add Ada --passphrase-file ben
expect_match 'first' 'Ada is the owner' "$(palpate user add Ada --passphrase-file ada)"
palpate client list --passphrase-file ada >/dev/null # the only one needs no name
as Ada user add Ben --new-passphrase-file ben >/dev/null
expect_refusal 2 'no role' as Ada user add Cleo --role boss --new-passphrase-file cleo
as Ada user add Cleo --role front-desk --new-passphrase-file cleo >/dev/null
expect_equal 'people' 'owner therapist front-desk' "$(as Cleo user list | awk '{print $2}' | paste -sd' ')"
expect_refusal 1 'user NAME' palpate client list --passphrase-file ada
expect_refusal 1 'passphrase' palpate --user Ben --passphrase-file ada client list
expect_refusal 1 'Nobody of that name' palpate --user Dora --passphrase-file ada client list

# What is for owners, and what is not for the front desk.
expect_refusal 1 'owner' as Ben user add Dora --new-passphrase-file cleo
expect_refusal 1 'owner' as Ben user remove Cleo
expect_refusal 1 'owner' as Ben store rotate
expect_refusal 1 'owner' as Ben store recovery-code
expect_refusal 1 'owner' as Ben client erase 1001
as Ben store backup >/dev/null
backup=$(ls -d "$store"/backups/palpate-backup-* | head -n 1)
expect_refusal 1 'owner' as Ben store restore "$backup"
expect_match 'drill' 'to the letter' "$(as Ben store drill)"
as Ben session add --client 1001 --date 2026-01-19 >/dev/null
expect_match 'drill after a change' 'saved since' "$(as Ben store drill)"
[[ ! -e $store/drill ]] || fail 'the trial restore is still there'
expect_match 'clients' 'Quillfeather' "$(as Cleo client list)"
sessions=$(as Cleo session list --client 1001)
expect_match 'days' '2026-01-05' "$sessions"
[[ $sessions != *hush* ]] || fail "the front desk sees a title: $sessions"
[[ $(as Cleo mark list --client 1001 --session 1) != *Lats* ]] || fail 'the front desk sees marks'
for verb in 'progress' 'match' "hand-out --out $PWD/out" "report --out $PWD/out.pdf" "render --out $PWD/body.png" 'mark add --structure latissimus-dorsi.left --now 3'; do
    # shellcheck disable=SC2086
    expect_refusal 1 'front desk' as Cleo $verb --client 1001
done
expect_refusal 1 'front desk' as Cleo store audit
expect_refusal 1 'front desk' as Cleo store drill
[[ ! -e body.png && ! -e out && ! -e out.pdf ]] || fail 'something was written for the front desk'
as Cleo session add --client 1001 --date 2026-02-02 >/dev/null
as Cleo client add 'Zimmerquist' >/dev/null
expect_match 'untouched' 'hush-title' "$(as Ada session list --client 1001)"
expect_match 'untouched marks' 'Lats, your left: pain, 7' "$(as Ada mark list --client 1001 --session 1)"

# In the window: who, then the passphrase; for the front desk nothing about health.
cat >desk.steps <<'S'
wait
expect-words "Who are you?"
press "Cleo"
press "##unlock passphrase"
type "cleo's plain words"
key Enter
wait
key Ctrl+O
wait
press "Quillfeather  1001"
wait
expect-words "Quillfeather"
expect-words "Cleo · Lock"
expect-words "signed in for the front desk"
expect-no-words "hush"
expect-no-words "Lats"
expect-marks 0
press Plan
expect-words "signed in for the front desk"
press Note
expect-words "signed in for the front desk"
key F4
key F3
wait
expect-no-words "hush"
key Ctrl+Shift+O
wait
expect-words "Back up now"
expect-no-words "Trial restore"
expect-no-words "People"
expect-words-fit
key Ctrl+Shift+L
wait
expect-no-words "Quillfeather"
press "Ada"
press "##unlock passphrase"
type "ada's plain words"
key Enter
wait
expect-words "Ada · Lock"
expect-words "Quillfeather"
key Ctrl+Shift+O
wait
press People
wait
expect-words "Front desk"
expect-words-fit
press Log
wait
expect-words "Looked at"
expect-words-fit
press "Lock and key"
wait
expect-words "Recovery code"
expect-words-fit
quit
S
palpate rehearse desk.steps --size 1440x900

# Removed, with another key for the rest; passphrases stay. Who did what is by name.
expect_refusal 2 'only owner' as Ada user edit Ada --role therapist
as Ada user edit Cleo --role therapist --rename Cleopatra >/dev/null
palpate --user Cleopatra --passphrase-file cleo mark list --client 1001 --session 1 | grep -q Lats
expect_match 'removed' 'rotate' "$(as Ada user remove Cleopatra)"
as Ada user remove Ben --rotate >/dev/null
expect_refusal 1 'Nobody of that name' as Ben client list
as Ada store check >/dev/null
echo "ada's other words" >next
as Ada user passphrase --new-passphrase-file next >/dev/null
expect_refusal 1 'passphrase' as Ada client list
cp next ada
audit=$(as Ada store audit --rows 500)
for who in Ada Ben Cleo; do expect_match "log of $who" "  $who  " "$audit"; done
[[ $audit != *hush* && $audit != *words* ]] || fail 'the log holds what was typed'
expect_match 'failed' 'failed-unlock  Ben  ' "$(sed 's/  */  /g' <<<"$audit")"
echo 'users: all as expected'
