#!/usr/bin/env bash
# Records out of one store and into another: every format by its verb, shown before it is taken over, told in the log.
source "$PALPATE_SOURCE_DIR/tests/e2e/support/common.bash"

old() { palpate --store old "$@"; }
new() { palpate --store new "$@"; }
rows() { "$1" store audit --json | grep -c "\"kind\": *\"$2\"" || true; }

old client add 'Ada Quillfeather' --birth 1980-01-02 >/dev/null
old session add --client 1001 --date 2026-01-05 --type intake >/dev/null
old session add --client 1001 --date 2099-12-31 >/dev/null
old mark add --client 1001 --session 1 --structure upper-trapezius.left --now 7 --quality ache,dull --note 'hush' >/dev/null
old mark add --client 1001 --session 1 --structure soleus.right --now 3 --author therapist --kind tension >/dev/null
echo 'a dozen quiet lanterns' >secret
echo 'short' >short

# What there is, and what each format cannot carry.
expect_match 'formats' 'fhir .*Not carried' "$(palpate export --formats | tr '\n' ' ')"
expect_equal 'seven formats' 7 "$(palpate export --formats --json | grep -c '"format"')"

# Wrong use says what is missing, and writes nothing.
expect_refusal 2 '--format' old export --client 1001 --out x
expect_refusal 2 "'pdf'" old export --format pdf --client 1001 --out x
expect_refusal 2 '--out' old export --format json --client 1001
expect_refusal 2 '--client' old export --format json --out x
expect_refusal 2 '--scheme' old export --format regions --client 1001 --out x
expect_refusal 2 'passphrase' old export --format palpate --client 1001 --out x
expect_refusal 2 '10' old export --format palpate --client 1001 --out x --secret-file short
expect_refusal 2 'read' old export --format vcard --client 1001 --out x
expect_refusal 1 '2002' old export --format json --client 2002 --out x
[[ ! -e x ]] || fail 'a refused export left a file'

# The lossless ones: into an empty store, byte by byte the same record.
old export --format json --client 1001 --out ada.json >/dev/null
expect_equal 'for its owner alone' 600 "$(stat -c %a ada.json)"
old export --format palpate --client 1001 --out ada.palpate --secret-file secret >/dev/null
! grep -q -e Quillfeather -e hush ada.palpate || fail 'a package can be read'
expect_match 'shown' 'New client 1001: 2 sessions, 2 marks' "$(new import ada.palpate --secret-file secret)"
[[ ! -e new ]] || fail 'showing made a store'
expect_refusal 1 'passphrase' new import ada.palpate --secret-file short
new import ada.palpate --secret-file secret --apply >/dev/null
new export --format json --client 1001 --out back.json >/dev/null
cmp ada.json back.json || fail 'the record came back otherwise'
expect_match 'again' 'brings nothing' "$(new import ada.json --apply)"
expect_equal 'told once' 1 "$(rows new import)"
expect_equal 'told each time' 2 "$(rows old export)"

# What is there is never overwritten: more is added, other is listed.
new mark edit --client 1001 --session 1 --mark 1 --now 1 >/dev/null
old session add --client 1001 --date 2026-02-02 >/dev/null
old export --format json --client 1001 --out more.json >/dev/null
plan=$(new import more.json --apply)
expect_match 'added' 'gets 1 sessions' "$plan"
expect_match 'kept' 'session of 2026-01-05 is otherwise' "$plan"
expect_equal 'still so' 1 "$(new mark list --client 1001 --session 1 --json | json_number now)"
expect_match 'as new' 'New client 1002' "$(new import ada.json --as-new --apply)"

# FHIR: the same record; with and without SNOMED CT.
old export --format fhir --client 1001 --out ada.fhir.json >/dev/null
grep -q snomed ada.fhir.json || fail 'no SNOMED CT codes'
old export --format fhir --client 1001 --out plain.fhir.json --no-snomed >/dev/null
! grep -q snomed plain.fhir.json || fail 'SNOMED CT codes in spite of --no-snomed'
palpate --store third import ada.fhir.json --apply >/dev/null
palpate --store third export --format json --client 1001 --out third.json >/dev/null
cmp more.json third.json || fail 'the record came back from FHIR otherwise'

# Tables of one client and of all; a table of names.
old client add 'Ben, the "B"' >/dev/null
old export --format csv --client 1001 --out one >/dev/null
old export --format csv --out all >/dev/null
expect_equal 'header and clients' 3 "$(wc -l <all/clients.csv)"
expect_match 'all come in' 'New client 1001.*New client 1002' "$(palpate --store fourth import all --apply | tr '\n' ' ')"
expect_equal 'marks' 2 "$(palpate --store fourth mark list --client 1001 --session 1 --json | grep -c '"id"')"
printf 'name,phone\nCem,1\nDora,2\n' >names.csv
expect_match 'names' 'New client 1003.*New client 1004' "$(palpate --store fourth import names.csv --format csv --apply | tr '\n' ' ')"
printf 'name,phone\nEve,1\nFay\n' >bad.csv
expect_refusal 3 'row 3' palpate --store fourth import bad.csv --format csv --apply
expect_equal 'nothing of a bad table' 4 "$(palpate --store fourth client list | wc -l)"

# Areas: the scheme is said, never guessed; left stays left.
old export --format regions --scheme choir-male --client 1001 --out areas.txt >/dev/null
expect_match 'scheme in the file' 'scheme=choir-male' "$(cat areas.txt)"
expect_refusal 2 '--scheme' old import areas.txt --format regions --client 1001 --now 5
expect_refusal 2 '--now' old import areas.txt --format regions --scheme choir-male --client 1001
expect_refusal 3 'other way|another way' old import areas.txt --format regions --scheme choir-female --client 1001 --now 5
{ echo '2026-03-03 112,114'; } >arm.txt
old import arm.txt --format regions --scheme choir-male --client 1002 --now 5 --apply >/dev/null
old export --format regions --scheme choir-female --client 1002 --out female.txt >/dev/null
expect_match 'the same areas by the other numbers' '2026-03-03 114,116$' "$(tail -n 1 female.txt)"
expect_equal 'both on the left' 2 "$(old mark list --client 1002 --json | grep -c 'our left')"
# Every area of every scheme comes back as itself.
front=$(seq -s, 101 136)
back=$(seq -s, 201 238)
echo "2026-04-04 $front,$back" >every.txt
old client add 'Every Area' >/dev/null
old import every.txt --format regions --scheme choir-male --client 1003 --now 5 --apply >/dev/null
old export --format regions --scheme choir-male --client 1003 --out every.back >/dev/null
expect_equal 'all 74 areas' "$(cat every.txt)" "$(tail -n 1 every.back)"
for scheme in mbm wpi; do
    old export --format regions --scheme $scheme --client 1003 --out $scheme.txt >/dev/null
    old client add "Again $scheme" >/dev/null
    old import $scheme.txt --format regions --scheme $scheme --client "Again $scheme" --now 5 --apply >/dev/null
    old export --format regions --scheme $scheme --client "Again $scheme" --out $scheme.back >/dev/null
    cmp $scheme.txt $scheme.back || fail "areas of $scheme came back otherwise"
done

# Contacts in, visits out.
printf 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Gil Contact\r\nTEL:+49 1\r\nEND:VCARD\r\n' >gil.vcf
new import gil.vcf --apply >/dev/null
expect_match 'contact' 'Gil Contact' "$(new client list)"
expect_match 'once' 'stays out' "$(new import gil.vcf --apply)"
old export --format ical --client 1001 --out visits.ics --begin 09:30 >/dev/null
expect_equal 'one visit to come' 1 "$(grep -c 'BEGIN:VEVENT' visits.ics)"
! grep -q -i -e quill -e trapez -e hush visits.ics || fail 'a calendar tells more than a visit'
expect_refusal 2 '09:30' old export --format ical --client 1001 --out v.ics --begin 9

# What is broken or unknown changes nothing.
head -c 300 ada.json >cut.json
expect_refusal 3 'cut off' new import cut.json --apply
echo 'hello' >hello.txt
expect_refusal 2 '--format' new import hello.txt
expect_refusal 1 'nothing-here' new import nothing-here.json

# Who was erased here does not come back under the same id.
new client erase 1001 >/dev/null
expect_refusal 1 'as-new' new import ada.json --apply

# The front desk hands no record out.
echo "ada's plain words" >ada
echo "cleo's plain words" >cleo
old store protect --passphrase-file ada >/dev/null
old user add Ada --passphrase-file ada >/dev/null
old --user Ada --passphrase-file ada user add Cleo --role front-desk --new-passphrase-file cleo >/dev/null
for format in json csv fhir; do
    expect_refusal 1 'front desk|role' old --user Cleo --passphrase-file cleo export --format $format --client 1001 --out desk
done
expect_refusal 1 'front desk|role' old --user Cleo --passphrase-file cleo export --format csv --out desk
[[ ! -e desk ]] || fail 'the front desk got a record'
echo 'exchange: all as expected'
