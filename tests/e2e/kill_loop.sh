#!/usr/bin/env bash
# 200 times: a loop of saves is killed at a random moment. Every mark that was acknowledged is there afterwards.
source "$PALPATE_SOURCE_DIR/tests/e2e/support/common.bash"

# A body of one structure: what is tested is saving, and each start of the program should be short.
mkdir meshes
octahedron >meshes/FMA22329.obj
palpate atlas import meshes --name small --unit mm --up +y --front +z >/dev/null

runs=200
clients=10
marks_per_run=400 # more than any run gets to
for ((client = 0; client < clients; ++client)); do
    palpate client add "Client $client" >/dev/null
    palpate session add --client $((1001 + client)) >/dev/null
    {
        echo "client.open client=$((1001 + client))"
        for ((mark = 0; mark < marks_per_run; ++mark)); do
            echo "mark.add structure=gluteus-maximus.left kind=pain now=$((mark % 11)) note=\"mark $mark\""
        done
    } >"script_$client.txt"
done

RANDOM=20261122
: >acknowledged.txt
for ((run = 0; run < runs; ++run)); do
    : >answers.txt
    "$PALPATE_BINARY" --atlas small script "script_$((run % clients)).txt" >answers.txt &
    process=$! # the program itself, not a shell around it
    while ! grep -q mark.add answers.txt && kill -0 $process 2>/dev/null; do
        sleep 0.005
    done
    sleep "0.0$((RANDOM % 60 + 10))"
    kill -9 $process 2>/dev/null || fail "run $run ended by itself: $(tail -n 1 answers.txt)"
    wait $process 2>/dev/null || true
    # A line counts once it is complete.
    sed -n 's/^[0-9]* mark\.add \([0-9a-f-]\{36\}\)$/\1/p' answers.txt >>acknowledged.txt
done

for ((client = 0; client < clients; ++client)); do
    palpate --atlas small mark list --client $((1001 + client)) --json
done | sed -n 's/^ *"id": "\(.*\)",$/\1/p' | sort >found.txt
lost=$(sort acknowledged.txt | comm -23 - found.txt)
[[ -z $lost ]] || fail "acknowledged and lost: $lost"
acknowledged=$(wc -l <acknowledged.txt)
[[ $acknowledged -ge $runs ]] || fail "only $acknowledged marks were acknowledged in $runs runs"
echo "killed $runs times, $acknowledged marks acknowledged, $(wc -l <found.txt) found, none lost"
