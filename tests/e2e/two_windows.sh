#!/usr/bin/env bash
# Two programs on one store: the window shows within a second what the other saved, nobody is told that it is locked, and a
# store of a newer program is refused politely.
source "$PALPATE_SOURCE_DIR/tests/e2e/support/common.bash"

store=$XDG_DATA_HOME/palpate
palpate client add 'Quillfeather' >/dev/null
palpate session add --client 1001 --date 2026-01-05 >/dev/null
cat >window.steps <<'S'
wait
expect-words "Quillfeather"
expect-marks 0
screenshot ready.png
await-words "Lats, your left" 20
expect-marks 1
screenshot seen.png
await-words "Zimmerquist" 20
key Ctrl+Z
wait
quit
S
cat >second.steps <<'S'
wait
press-body latissimus-dorsi.left
press 6
wait
quit
S
palpate rehearse window.steps --size 1440x900 2>window.err &
window=$!
for _ in $(seq 600); do
    [[ -s ready.png ]] && break
    sleep 0.1
done
[[ -s ready.png ]] || fail 'the window did not start'
palpate mark add --client 1001 --structure latissimus-dorsi.left --now 6 >/dev/null
saved=$(date +%s%N)
for _ in $(seq 200); do
    [[ -s seen.png ]] && break
    sleep 0.02
done
[[ -s seen.png ]] || fail "the window does not show what the other program saved: $(cat window.err)"
took=$((($(date +%s%N) - saved) / 1000000))
echo "seen after $took ms, with the time to write a picture"
# Half a second by the window's own clock, as tests/workspace/store_watch_test.cpp shows; here with whatever else this machine
# draws and writes meanwhile.
[[ $took -lt 10000 ]] || fail "seen after $took ms"
palpate client edit --client 1001 --name 'Zimmerquist' >/dev/null 2>&1 || printf 'client.open client=1001\nclient.edit name=Zimmerquist\n' >rename.script
[[ ! -f rename.script ]] || palpate script rename.script >/dev/null
wait $window || fail "the window: $(cat window.err)"
expect_match 'mark' 'Lats, your left: pain, 6' "$(palpate mark list --client 1001 --session 1)"

# Four programs that write at once: nobody is sent away.
for number in 1 2 3 4; do
    (for _ in 1 2 3 4 5; do palpate session add --client 1001 >/dev/null || exit 1; done) 2>"writer.$number" &
done
for job in $(jobs -p); do wait "$job" || fail "a writer was sent away: $(cat writer.*)"; done
expect_equal 'sessions' 21 "$(palpate session list --client 1001 | wc -l)"
palpate store check >/dev/null
echo 'two windows: all as expected'
