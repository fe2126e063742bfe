#!/usr/bin/env bash
# Hand-outs, session reports and progress reports as files: whole PDFs with text one can copy, pages that load nothing, the
# same bytes for the same input, nothing of a therapist's notes in what a client gets, and nothing for the front desk.
source "$PALPATE_SOURCE_DIR/tests/e2e/support/common.bash"

printf 'wait\nquit\n' >open.steps
palpate rehearse open.steps # a new store with the sample client
cat >notes.script <<'S'
client.open client=1001
session.open session=6
note.write part=subjective text="Schlief schlecht: Übelkeit, naïve façade"
note.write part=assessment text="secret judgement"
S
palpate script notes.script >/dev/null

# pages FILE, text FILE
pages() { pdfinfo "$1" | sed -n 's/^Pages: *//p'; }
text() { pdftotext -enc UTF-8 "$1" -; }
size() { stat -c %s "$1"; }

for kind in handout session progress; do
    for paper in a4 letter; do
        palpate report --kind $kind --client 1001 --paper $paper --date 2026-11-23 --out $kind-$paper.pdf >/dev/null
        qpdf --check $kind-$paper.pdf >/dev/null || fail "$kind-$paper.pdf is not whole"
        [[ $(size $kind-$paper.pdf) -le 1500000 ]] || fail "$kind-$paper.pdf has $(size $kind-$paper.pdf) bytes"
        expect_equal "fonts of $kind-$paper" '' "$(pdffonts $kind-$paper.pdf | tail -n +3 | grep -v 'yes yes yes' || true)"
    done
    palpate report --kind $kind --client 1001 --date 2026-11-23 --out again.pdf >/dev/null
    cmp $kind-a4.pdf again.pdf || fail "$kind: the same input gave other bytes"
    expect_match "$kind: its date" 'CreationDate: +2026-11-23' "$(pdfinfo -isodates $kind-a4.pdf)"
    palpate report --kind $kind --client 1001 --date 2026-11-23 --out $kind.html >/dev/null
    palpate report --kind $kind --client 1001 --date 2026-11-23 --out again.html >/dev/null
    cmp $kind.html again.html || fail "$kind: the same input gave another page"
    [[ $(grep -cE '<script|src="(http|file)' $kind.html) == 0 ]] || fail "$kind.html loads something"
done
expect_match 'A4' 'A4' "$(pdfinfo handout-a4.pdf)"
expect_match 'Letter' 'letter' "$(pdfinfo handout-letter.pdf)"
[[ $(pages handout-a4.pdf) -le 2 ]] || fail "the hand-out has $(pages handout-a4.pdf) pages"

handout=$(text handout-a4.pdf)
expect_match 'what changed' 'a slight change' "$handout"
expect_match 'for home' 'Ball self-release' "$handout"
expect_match 'the doctor' 'When to see a doctor' "$handout"
for secret in 'secret judgement' 'Übelkeit'; do
    [[ $handout$(cat handout.html) != *"$secret"* ]] || fail "a hand-out has '$secret' in it"
done
expect_match 'accents' 'Schlief schlecht: Übelkeit, naïve façade' "$(text session-a4.pdf)"
expect_match 'the judgement' 'secret judgement' "$(text session-a4.pdf)"
expect_match 'the rule' 'at least 2 points and 30 %' "$(tr '\n' ' ' < <(text progress-a4.pdf))"
while read -r kind dots; do
    [[ $kind != jpeg || $dots -ge 199 ]] || fail "a picture with $dots dots to the inch"
done < <(pdfimages -list handout-a4.pdf | awk 'NR > 2 { print $9, $13 }')

# language, large print, letterhead
expect_match 'in German' 'Nach Ihrem Besuch' "$(palpate --language de report --client 1001 --out de.pdf >/dev/null && text de.pdf)"
palpate report --client 1001 --large-print --out large.pdf >/dev/null
least=$(pdftotext -bbox large.pdf - | sed -n 's/.*yMin="\([0-9.]*\)".*yMax="\([0-9.]*\)".*/\2 \1/p' |
    awk '{ h = $1 - $2; if (NR == 1 || h < least) least = h } END { print int(least) }')
[[ $least -ge 15 ]] || fail "large print has letters of $least points"
printf 'Green Street Massage\n12 Green Street\n' >letterhead.txt
palpate report --client 1001 --letterhead letterhead.txt --logo "$PALPATE_SOURCE_DIR/assets/pictures/window.png" \
    --out headed.pdf >/dev/null
expect_match 'letterhead' 'Green Street Massage' "$(text headed.pdf)"
SOURCE_DATE_EPOCH=86400 palpate report --client 1001 --out dated.pdf >/dev/null
expect_match 'a stated date' 'CreationDate: +1970-01-02' "$(pdfinfo -isodates dated.pdf)"
expect_equal 'as JSON' 2026-11-23 "$(palpate report --client 1001 --date 2026-11-23 --out j.pdf --json | json_text date)"
expect_equal 'reports are for their owner alone' 600 "$(stat -c %a j.pdf)"

# refused
expect_refusal 2 'no report' palpate report --kind bill --client 1001 --out a.pdf
expect_refusal 2 'no size of paper' palpate report --client 1001 --paper a3 --out a.pdf
expect_refusal 2 'neither' palpate report --client 1001 --out a.doc
expect_refusal 2 'no date' palpate report --client 1001 --date today --out a.pdf
expect_refusal 1 'two visits' palpate report --kind progress --client 1001 --from 6 --to 2 --out a.pdf
head -c 5000 /dev/zero >zeros.txt
expect_refusal 3 'no letterhead' palpate report --client 1001 --letterhead zeros.txt --out a.pdf
expect_refusal 3 'zeros' palpate report --client 1001 --logo zeros.txt --out a.pdf
[[ ! -e a.pdf ]] || fail 'a refused report left a file'
expect_refusal 1 'not-there' palpate report --client 1001 --out /proc/not-there/a.pdf

# the log says that it was handed out, and to whom it belongs, and nothing else
expect_match 'the log' 'report: handout' "$(palpate store audit)"
[[ $(palpate store audit) != *'Sample'* ]] || fail 'the log has a name in it'
# In the window: looked at page by page, on other paper, and kept where it was told to; nothing is written before.
cat >preview.steps <<S
wait
key Ctrl+R
wait
expect-words "A report to take along"
expect-words "Page 1 of 2"
press "Next page"
wait
expect-words "Page 2 of 2"
press Letter
wait
press "Of this visit"
wait
press "##report file"
key Ctrl+A
type "$PWD/kept.pdf"
screenshot preview.png
press "Save as PDF"
wait
expect-words "Saved:"
press Close
quit
S
palpate rehearse preview.steps --size 1440x900
[[ -s kept.pdf ]] || fail 'the window kept no report'
qpdf --check kept.pdf >/dev/null || fail 'the report kept by the window is not whole'
expect_match 'its paper' 'letter' "$(pdfinfo kept.pdf)"
expect_match 'the log' 'report: session' "$(palpate store audit --rows 40)"
echo 'reports: all as expected'
