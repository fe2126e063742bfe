#!/usr/bin/env bash
# Explaining to a client: what is planned in plain words, strokes, research and goals, by mouse and keyboard; and nothing on
# the screen that is not for the client's eyes, wherever one looks.
source "$PALPATE_SOURCE_DIR/tests/e2e/support/common.bash"

palpate client add --name 'Quillfeather' --reference 77 >/dev/null
palpate client add --name 'Zimmerquist' --reference 88 >/dev/null
cat >case.script <<'S'
client.open client=77
session.add
session.edit title="hush-title"
session.add
mark.add structure=upper-trapezius.right kind=tension now=6 days=200 author=therapist note="hush-note"
client.medicine medicine=med-blood-thinners
client.goal goal=sleep
client.event date=2026-12-01 name="hush-event"
plan.length minutes=60
plan.add technique=effleurage structures=upper-trapezius.right
plan.add technique=breathing-coaching
plan.add technique=dry-cupping structures=upper-trapezius.right reason="hush-reason"
S
palpate script case.script >/dev/null

nothing_private() { printf 'expect-no-words "%s"\n' hush Zimmerquist Quillfeather 'thinners' 'Ask before use'; }
{
    echo wait
    # The list of clients, seen and left: the one thing that must not be seen later.
    printf '%s\n' 'key Ctrl+O' wait 'expect-words "Zimmerquist"' 'press "Quillfeather  77"' wait 'expect-words "Quillfeather"' \
        'press Plan' wait 'expect-words "hush-reason"' 'press "Explain to the client"' wait
    nothing_private
    printf '%s\n' 'expect-words "What we do today"' 'expect-targets 44' expect-words-fit 'key Ctrl+O' wait 'key Ctrl+L' \
        wait 'key 7' wait 'key Enter' wait
    nothing_private
    printf '%s\n' 'press "##topic effleurage upper-trapezius.right"' 'press Pause' wait 'expect-words "What you may feel"' \
        'expect-words "A whole, warm hand that glides"' 'press "##claim c-circulation"' wait 'expect-words "DOI"' \
        'expect-targets 44' expect-words-fit 'tab-through 8' wait
    nothing_private
    printf '%s\n' 'press "Your goals"' wait 'expect-words "Your goal 1"' 'expect-words "How we follow it"' \
        'press "##claim c-sleep"' wait 'expect-words "Studies and guidelines behind this"' \
        'expect-targets 44' expect-words-fit
    nothing_private
    printf '%s\n' 'press Compare' wait 'screenshot compare.png'
    nothing_private
    printf '%s\n' 'key F3' wait 'expect-words "Quillfeather"' 'expect-marks 1' quit
} >explain.steps
# High enough that nothing waits below the edge.
palpate rehearse explain.steps --size 1600x3600

settings=$XDG_CONFIG_HOME/palpate/window.settings
mkdir -p "$(dirname "$settings")"
for look in '1 de light 900x600' '3 en dark 1920x1080'; do
    read -r scale language theme size <<<"$look"
    printf 'scale=%s\nlanguage=%s\ntheme=%s\n' "$scale" "$language" "$theme" >"$settings"
    printf '%s\n' wait 'key Ctrl+O' wait 'press "Quillfeather  77"' wait 'key F3' wait expect-words-fit 'press "##topic effleurage upper-trapezius.right"' \
        'key Escape' wait expect-words-fit quit >fits.steps
    palpate rehearse fits.steps --size "$size" || fail "at scale $scale in $language, $theme, window $size"
done
