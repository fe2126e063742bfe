#!/usr/bin/env bash
# A session is written down, signed and locked; what comes later is an addendum. By commands and in the window.
source "$PALPATE_SOURCE_DIR/tests/e2e/support/common.bash"

palpate client add --name 'Client' --reference 77 >/dev/null
cat >visit.script <<'S'
client.open client=77
session.add
mark.add structure=upper-trapezius.right kind=pain now=6
measure.add measure=stress-now value=7 moment=before
note.draft
S
palpate script visit.script >/dev/null

cat >write.steps <<'S'
wait
key Ctrl+O
wait
press "Client  77"
wait
press "Note"
wait
expect-words "Draft, not read yet"
expect-words "6 of 10"
expect-words-fit
press "##note assessment"
type "tight after long drives"
press "Read, and right"
wait
expect-words "tight after long drives"
press "Read, and right"
wait
expect-no-words "Draft, not read yet"
press "##signed by"
type "T. Herapist"
press "Sign and lock"
wait
expect-words "Signed by T. Herapist"
press "##addendum"
type "called: feels better"
press "Add"
wait
expect-words "called: feels better"
quit
S
palpate rehearse write.steps --size 1440x2600
printf 'client.open client=77\nnote.write part=plan text="later"\n' >late.script
expect_refusal 1 'signed' palpate script late.script
printf 'client.open client=77\nmark.edit mark=1 now=1\n' >late.script
expect_refusal 1 'signed' palpate script late.script

settings=$XDG_CONFIG_HOME/palpate/window.settings
mkdir -p "$(dirname "$settings")"
printf 'scale=1\nlanguage=de\ntheme=light\n' >"$settings"
printf '%s\n' wait 'key Ctrl+O' wait 'press "Client  77"' wait 'press "Notiz"' wait expect-words-fit quit >fits.steps
palpate rehearse fits.steps --size 900x600
echo 'notes: all as expected'
