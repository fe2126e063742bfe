#!/usr/bin/env bash
# Looking after the records: audit log, backups, restore, erasure, another key and the recovery code, by the command line.
source "$PALPATE_SOURCE_DIR/tests/e2e/support/common.bash"

store=$XDG_DATA_HOME/palpate
palpate client add 'Try Out' >/dev/null
palpate client add 'To Be Erased' >/dev/null
palpate session add --client 1001 --title 'sentinel-of-a-title' >/dev/null

export PALPATE_PASSPHRASE='seven swans a-swimming'

# A passphrase comes with a recovery code, which opens the store.
code=$(palpate store protect | sed -n 's/.*: \([0-9A-Z-]\{65\}\).*/\1/p')
expect_match 'recovery code' '^([0-9A-HJKMNP-TV-Z]{5}-){10}[0-9A-HJKMNP-TV-Z]{5}$' "$code"
tr 'A-Z-' 'a-z ' <<<"$code" >code
expect_match 'opened by the code' '1001' "$(palpate client list --passphrase-file code)"
first=${code:0:1}
sed "s/^./$([[ $first == 7 ]] && echo 8 || echo 7)/" code >mistyped
expect_refusal 1 'typing error' palpate client list --passphrase-file mistyped
next=$(palpate store recovery-code --json | json_text recovery_code)
expect_refusal 1 'not the one' palpate client list --passphrase-file code
echo "$next" >code
palpate client list --passphrase-file code >/dev/null

# Checked and backed up.
expect_match 'check' 'intact' "$(palpate store check)"
backup=$(palpate store backup --json | json_text backup)
[[ -f $backup/manifest.txt ]] || fail "no backup in $backup"
expect_match 'not due' 'No backup is due' "$(palpate store backup --if-due)"
palpate store backup --into "$PWD/elsewhere" >/dev/null
expect_equal 'backups' 1 "$(palpate store stats --json | json_number backups)"

# Who did what; nothing of a record.
palpate client show 1001 >/dev/null
audit=$(palpate store audit --rows 500)
for kind in admin unlock failed-unlock lock create change view rotate backup; do
    expect_match "audit of $kind" " $kind " "$audit"
done
expect_match 'who' "${USER:-${LOGNAME:-user $(id -u)}}" "$audit"
[[ $audit != *sentinel* && $audit != *Try* ]] || fail 'the audit log holds words of the record'
expect_equal 'newest row alone' 1 "$(palpate store audit --rows 1 | wc -l)"
expect_refusal 2 'rows' palpate store audit --rows many

# What leaves the store is told, by verbs and by the window, once each.
printf '%s\n' 'client.open client=1001' 'session.add' 'mark.add structure=latissimus-dorsi.left now=6 note="sentinel of a mark"' \
    >marks.script
palpate script marks.script >/dev/null
palpate render --client 1001 --size 200x200 --out body.png >/dev/null
palpate hand-out --client 1001 --out take-home >/dev/null
palpate progress --client 1001 >/dev/null
exports() { palpate store audit --rows 500 | sed -n 's/.* export  .*  1001  //p' | sort | paste -sd,; }
expect_equal 'exports' 'hand-out,picture,progress' "$(exports)"
[[ $(palpate store audit --rows 500) != *sentinel* ]] || fail 'the audit log holds what was typed'
expect_match 'drill' 'to the letter|saved since' "$(palpate store drill)"
expect_match 'drill, as numbers' '"changed_since": true' "$(palpate store drill --json)"
backup=$(palpate store backup --json | json_text backup)
expect_match 'drill of the newest' 'to the letter' "$(palpate store drill)"
[[ ! -e $store/drill ]] || fail 'the trial restore is still there'

# Erased, and not brought back by the backup.
expect_match 'erased' '1002 is erased' "$(palpate client erase 1002)"
expect_refusal 1 '1002' palpate client show 1002
palpate session add --client 1001 --title 'after the backup' >/dev/null
expect_equal 'erased again' 1 "$(palpate store restore "$backup" --json | json_number clients_erased_again)"
expect_equal 'clients after the restore' 1 "$(palpate client list | wc -l)"
[[ $(palpate session list --client 1001) != *'after the backup'* ]] || fail 'the restore kept what came after'
[[ -d $store/before-restore-1 ]] || fail 'the restore threw the old records away'
palpate store check >/dev/null
expect_match 'restore told' ' restore ' "$(palpate store audit)"

# Into a fresh place, with the passphrase of then; damaged and foreign ones are refused.
palpate --store fresh store restore "$backup" >/dev/null
expect_equal 'the same clients' "$(palpate client list)" "$(palpate --store fresh client list)"
expect_refusal 1 'no backup' palpate store restore "$PWD"
cp -r "$backup" damaged
printf x | dd of=damaged/records.db bs=1 seek=5000 conv=notrunc 2>/dev/null
expect_refusal 1 'damaged' palpate store restore damaged
palpate --store other client add 'Somebody' >/dev/null
foreign=$(palpate --store other store backup --json | json_text backup)
expect_refusal 3 'another store' palpate store restore "$foreign"

# Another key: the same passphrase, the same code.
palpate store rotate >/dev/null
expect_equal 'key' 3 "$(palpate store stats --json | json_number key_generation)"
palpate client list --passphrase-file code >/dev/null
palpate store check >/dev/null

# An audit head that is gone is found.
rm "$store/audit.head"
palpate store check >check.txt 2>check.err && fail 'a missing audit head was not found'
expect_match 'finding' 'audit.head' "$(cat check.txt)"
expect_match 'count' '1 finding' "$(cat check.err)"

# Wrong passphrases cost time.
echo 'six geese' >wrong
for _ in 1 2 3 4; do
    expect_refusal 1 'passphrase' palpate client list --passphrase-file wrong
done
for pause in 1 2; do
    sleep $pause
    expect_refusal 1 'passphrase' palpate client list --passphrase-file wrong
done
expect_refusal 1 'Wait' palpate client list
sleep 4
palpate client list >/dev/null
echo 'store care: all as expected'
