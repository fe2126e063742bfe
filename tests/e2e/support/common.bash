# Sourced by the scripts of tests/e2e: runs the program from outside and checks what it answers.
# Needs PALPATE_BINARY and PALPATE_SOURCE_DIR; runs in a folder of its own with a private home.
set -euo pipefail

# The built-in body is made once for all scripts; its cache may be shared, as it is between windows.
XDG_CACHE_HOME=$(dirname "$PALPATE_BINARY")/test_homes/shared_cache
export XDG_CACHE_HOME
unset PALPATE_PASSPHRASE PALPATE_ASSETS

palpate() { "$PALPATE_BINARY" "$@"; }

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# expect_equal WHAT EXPECTED ACTUAL
expect_equal() { [[ $2 == "$3" ]] || fail "$1: expected '$2', got '$3'"; }

# expect_match WHAT PATTERN TEXT
expect_match() { [[ $3 =~ $2 ]] || fail "$1: '$3' does not match '$2'"; }

# expect_refusal CODE PATTERN COMMAND..: the command ends with CODE and one sentence on the standard error that matches
# PATTERN; nothing of the program's inside (text keys, holes, addresses) shows in it.
expect_refusal() {
    local code=$1 pattern=$2 actual=0
    shift 2
    "$@" >refusal.out 2>refusal.err || actual=$?
    local sentence
    sentence=$(cat refusal.err)
    [[ $actual == "$code" ]] || fail "$*: expected exit code $code, got $actual: $sentence"
    [[ $(wc -l <refusal.err) == 1 ]] || fail "$*: expected one line, got: $sentence"
    [[ $sentence == palpate:\ * ]] || fail "$*: not said by palpate: $sentence"
    [[ $sentence =~ $pattern ]] || fail "$*: '$sentence' does not match '$pattern'"
    [[ ! $sentence =~ \{[a-z_]+\}|error\.[a-z] ]] || fail "$*: not a finished sentence: $sentence"
    echo "ok: $sentence"
}

# json_text MEMBER: the first text of that name in the JSON on the standard input.
json_text() { sed -n "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p" | head -n 1; }
# json_number MEMBER
json_number() { sed -n "s/.*\"$1\": *\(-\{0,1\}[0-9.]*\).*/\1/p" | head -n 1; }

# octahedron: a closed mesh of eight triangles as OBJ, 200 units across.
octahedron() {
    printf 'v %s\n' '100 0 0' '-100 0 0' '0 100 0' '0 -100 0' '0 0 100' '0 0 -100'
    printf 'f %s\n' '1 3 5' '5 3 2' '2 3 6' '6 3 1' '1 5 4' '5 2 4' '2 6 4' '6 1 4'
}
