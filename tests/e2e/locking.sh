#!/usr/bin/env bash
# The window locks by itself, by a key and after sleep; nothing of a record is to be read then; the same is shown again. The
# program's memory is not for other programs.
source "$PALPATE_SOURCE_DIR/tests/e2e/support/common.bash"

store=$XDG_DATA_HOME/palpate
palpate client add 'Quillfeather' >/dev/null
palpate session add --client 1001 --date 2026-01-05 --title 'first-title' >/dev/null
palpate session add --client 1001 --date 2026-01-12 --title 'second-title' >/dev/null
palpate mark add --client 1001 --session 2 --structure latissimus-dorsi.left --now 7 --note 'hush-note' >/dev/null
echo 'four plain words here' >words
palpate store protect --passphrase-file words >/dev/null

shut() {
    printf 'expect-words "These records are locked"\n'
    printf 'expect-no-words "%s"\n' Quillfeather hush first-title second-title 1001 Techniques Lats
}
unlock() { printf '%s\n' 'press "##unlock passphrase"' 'type "four plain words here"' 'key Enter' wait; }
{
    echo wait
    shut
    unlock
    printf '%s\n' 'expect-words Quillfeather' 'press "mark Lats, your left"' wait
    # By the clock: calm, warned and put off by a key, warned and put off by the button, locked.
    printf '%s\n' 'let-pass 265' 'expect-no-words "The records lock in"' 'let-pass 16' 'expect-words "The records lock in"' \
        'key F' 'let-pass 1' 'expect-no-words "The records lock in"' 'let-pass 283' 'expect-words "The records lock in"' \
        'press "Stay open"' 'let-pass 1' 'expect-no-words "The records lock in"' 'let-pass 300'
    shut
    printf '%s\n' 'screenshot locked.png' 'key Ctrl+O' 'key F1' 'key F2' 'key 7' wait
    shut
    unlock
    printf '%s\n' 'expect-words Quillfeather' 'press "mark Lats, your left"' 'expect-mark latissimus-dorsi.left 7'
    # What is being typed, and a dialog that is open.
    printf '%s\n' 'key Ctrl+Shift+O' wait 'expect-words "Trial restore"' 'key Ctrl+Shift+L' wait
    shut
    unlock
    printf '%s\n' 'expect-words Quillfeather' 'expect-no-words "Trial restore"' 'press Note' wait \
        'press "##note subjective"' 'type "typed before locking"' 'let-pass 300' wait
    shut
    unlock
    printf '%s\n' 'press Note' wait 'expect-words "typed before locking"'
    # After sleep, and while a client marks.
    printf '%s\n' 'asleep-for 60' wait
    shut
    unlock
    printf '%s\n' 'key F2' wait 'let-pass 300' wait
    shut
    unlock
    printf '%s\n' 'key F2' wait 'expect-words Quillfeather' quit
} >lock.steps
palpate rehearse lock.steps --size 1440x900
expect_equal 'locked by itself, by hand, by sleep' "by hand
idle
sleep" "$(palpate store audit --rows 500 --passphrase-file words | sed -n 's/.* lock  .*  \(idle\|by hand\|sleep\)$/\1/p' | sort -u)"

# No core file, and no other program of this user may read the memory: the system then gives it to root.
public=$(mktemp -d /tmp/palpate-e2e-XXXXXX)
trap 'rm -rf "$public"' EXIT
chmod 777 "$public"
printf 'wait\nawait-words "never there" 30\n' >"$public/long.steps"
as_somebody=()
if [[ $(id -u) == 0 ]]; then
    as_somebody=(setpriv --reuid 65534 --regid 65534 --clear-groups)
fi
if "${as_somebody[@]}" test -x "$PALPATE_BINARY"; then
    "${as_somebody[@]}" env HOME="$public" XDG_DATA_HOME="$public" XDG_CONFIG_HOME="$public" XDG_CACHE_HOME="$public" \
        "$PALPATE_BINARY" rehearse "$public/long.steps" >/dev/null 2>&1 &
    pid=$!
    # The name first: what came before the program in this process had an owner and limits of its own.
    owner= limits=
    for _ in $(seq 200); do
        if [[ $(tr '\0' ' ' <"/proc/$pid/cmdline") == "$PALPATE_BINARY"* ]]; then
            owner=$(stat -c %u "/proc/$pid/mem" 2>/dev/null) || true
            limits=$(cat "/proc/$pid/limits")
            [[ $owner == 0 && $limits =~ core\ file\ size\ +0\ +0 ]] && break
        fi
        sleep 0.05
    done
    kill -9 $pid
    wait $pid 2>/dev/null || true
    expect_match 'core size' 'core file size +0 +0' "$limits"
    expect_equal 'owner of the memory' 0 "$owner"
else
    echo 'skipped: no way to become somebody else'
fi
echo 'locking: all as expected'
