#!/usr/bin/env bash
# At every size of letters from 100 to 300 %, in both languages and themes, no control cuts its words off, and each is
# large enough: 24 px for the therapist, 44 px for the client (at 100 %).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
settings=$XDG_CONFIG_HOME/palpate/window.settings
mkdir -p "$(dirname "$settings")"

check() {  # scale language theme window
    printf 'scale=%s\nlanguage=%s\ntheme=%s\n' "$1" "$2" "$3" > "$settings"
    local therapist client
    therapist=$(awk "BEGIN { print 24 * $1 }")
    client=$(awk "BEGIN { print 44 * $1 }")
    cat > "$work/look.steps" <<STEPS
wait
expect-words-fit
expect-targets $therapist
key F2
wait
expect-words-fit
expect-targets $client
key F2
wait
key F1
expect-words-fit
quit
STEPS
    "$PALPATE_BINARY" --store "$work/store" rehearse "$work/look.steps" --size "$4" || {
        echo "at scale $1 in $2, $3, window $4" >&2
        return 1
    }
}

check 1 en dark 1440x900
check 1 de light 1280x800
check 1.5 en light 1440x900
check 1.5 de dark 1280x800
check 2 en dark 1920x1080
check 2 de light 1440x900
check 3 en light 1920x1080
check 3 de dark 1920x1080
