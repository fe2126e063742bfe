#!/bin/sh
# Makes the pictures of the reports' pages anew, of the sample client in a store of its own. Needs poppler's pdftoppm.
# Usage, from the top of the checkout: assets/screenshots/reports.sh [PALPATE]
set -eu
palpate=${1:-build/release/palpate}
folder=$(dirname "$0")/reports
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$folder"
printf 'wait\nquit\n' > "$work/steps"
"$palpate" --store "$work/store" rehearse "$work/steps"

# page NAME PAGE ARGUMENTS..: one page of a report
page() {
    name=$1 number=$2
    shift 2
    "$palpate" --store "$work/store" report --client 1001 --date 2026-11-23 --out "$work/a.pdf" "$@" >/dev/null
    pdftoppm -r 80 -f "$number" -l "$number" -singlefile -jpeg -jpegopt quality=82 "$work/a.pdf" "$folder/$name"
}

page handout-1 1 --kind handout
page handout-2 2 --kind handout
page session-1 1 --kind session
page progress-1 1 --kind progress
page progress-2 2 --kind progress
page handout-large-print 1 --kind handout --large-print
printf 'Green Street Massage\n12 Green Street\n' > "$work/letterhead.txt"
page handout-german 1 --kind handout --language de --letterhead "$work/letterhead.txt"
