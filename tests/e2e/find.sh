#!/usr/bin/env bash
# Places of the body by the words people use, on the command line: as lines, as JSON, in German, and nothing found.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

expect() { # expect PATTERN WORDS..: what is found for the words has a line with the pattern
    local pattern=$1 answer
    shift
    answer=$("$PALPATE_BINARY" find "$@")
    if ! grep -q "$pattern" <<< "$answer"; then
        echo "\"$pattern\" was not found for: $*" >&2
        echo "$answer" >&2
        exit 1
    fi
}

expect '^muscle group Calf, your left$' left claf
expect '"kind":"complaint","id":"tension-headache"' --json headache
expect '"structures":\["soleus.right"\]' --json soleus r
expect '^Muskelgruppe Wade, Ihre linke Seite$' --language de linke Wade
LANG=de_DE.UTF-8 expect 'Spannungskopfschmerz$' Kopfschmerzen
expect 'Nothing was found for "xyzzyq"' xyzzyq
expect '^\[\]$' --json xyzzyq
if "$PALPATE_BINARY" find --language xx calf 2> "$work/message"; then
    echo "a language nobody speaks was taken" >&2
    exit 1
fi
grep -q 'does not speak "xx"' "$work/message"
