#!/usr/bin/env bash
# A full disk, a store that may not be written, a locked one, a wrong passphrase, a newer version: one sentence each,
# exit code 1, and every record is there afterwards.
source "$PALPATE_SOURCE_DIR/tests/e2e/support/common.bash"

palpate client add 'Try Out' >/dev/null
palpate session add --client 1001 >/dev/null
palpate mark add --client 1001 --structure middle-deltoid.left --now 5 >/dev/null
store=$XDG_DATA_HOME/palpate
records() { palpate client list "$@" && palpate session list --client 1001 "$@"; }
before=$(records)
nothing_lost() { expect_equal "records after $1" "$before" "$(records)"; }

# A full disk: no file may grow (the limit counts 1024-byte blocks; what is read is not limited).
add_with_full_disk() (
    ulimit -f 0
    exec "$PALPATE_BINARY" session add --client 1001
)
expect_refusal_on_full_disk() {
    mkfifo answer
    add_with_full_disk 2>answer >/dev/null &
    local sentence code=0
    sentence=$(cat answer)
    wait $! || code=$?
    expect_equal 'exit code on a full disk' 1 "$code"
    expect_match 'sentence on a full disk' 'room|space' "$sentence"
    echo "ok: $sentence"
}
expect_refusal_on_full_disk
nothing_lost 'a full disk'
expect_refusal 1 'output' bash -c '"$PALPATE_BINARY" client list >/dev/full'

# A store that may not be written. Root may write everywhere, so root hands the test to somebody else.
read_only_store() {
    chmod -R a-w "$1"
    if [[ $(id -u) == 0 ]]; then
        setpriv --reuid 65534 --regid 65534 --clear-groups "$2" --store "$1" session add --client 1001
    else
        "$2" --store "$1" session add --client 1001
    fi
}
if [[ $(id -u) != 0 ]] || setpriv --reuid 65534 --regid 65534 --clear-groups test -x "$PALPATE_BINARY" 2>/dev/null; then
    public=$(mktemp -d /tmp/palpate-e2e-XXXXXX)
    trap 'chmod -R u+w "$public"; rm -rf "$public"' EXIT
    cp -r "$store" "$public/store"
    chmod -R a+rX "$public"
    [[ $(id -u) != 0 ]] || chown -R 65534:65534 "$public"
    expect_refusal 1 'written' read_only_store "$public/store" "$PALPATE_BINARY"
else
    echo 'skipped: no way to become somebody who may not write'
fi

# A passphrase.
echo 'seven swans a-swimming' >passphrase
echo 'six geese' >wrong
palpate store protect --passphrase-file passphrase >/dev/null
expect_refusal 1 'locked' palpate client list
expect_refusal 1 'passphrase' palpate client list --passphrase-file wrong
PALPATE_PASSPHRASE='six geese' expect_refusal 1 'passphrase' palpate client add 'Nobody'
PALPATE_PASSPHRASE='seven swans a-swimming' nothing_lost 'a passphrase'
expect_equal 'by file' "$before" "$(records --passphrase-file passphrase)"
expect_match 'said' 'protected by' "$(palpate store info --passphrase-file passphrase)"

# A newer version's key file: the version stands after the eight letters of its kind, a checksum at the end.
cp "$store/vault.key" vault.key
{
    head -c 8 vault.key
    printf '\xff\x7f'
    tail -c +11 vault.key | head -c -16
} >newer.key
{
    cat newer.key
    printf "$(b2sum -l 128 newer.key | head -c 32 | sed 's/../\\x&/g')"
} >"$store/vault.key"
expect_refusal 1 'newer' palpate client list --passphrase-file passphrase
head -c 50 vault.key >"$store/vault.key"
expect_refusal 1 'vault.key.*damaged' palpate client list --passphrase-file passphrase
cp vault.key "$store/vault.key"
expect_equal 'records at the end' "$before" "$(records --passphrase-file passphrase)"
echo 'bad store: all as expected'
