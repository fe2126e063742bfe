#!/usr/bin/env bash
# Damaged figures, catalogues and meshes: exit code 3 and a sentence that names file and fault; a damaged cache is
# made anew.
source "$PALPATE_SOURCE_DIR/tests/e2e/support/common.bash"

fresh_assets() {
    rm -rf damaged
    mkdir damaged
    cp -r "$PALPATE_SOURCE_DIR/assets" "$PALPATE_SOURCE_DIR/shaders" damaged/
}
with_damage() { PALPATE_ASSETS=damaged/assets XDG_CACHE_HOME=$PWD/damaged/cache palpate "$@"; }

figures=$(cd "$PALPATE_SOURCE_DIR/assets" && ls figures/structures/*.json | head -n 1)
for file in "$figures" figures/head_field.json anatomy/muscles.json anatomy/regions.json clinical/techniques.json \
    clinical/evidence.json i18n/en/cli.json; do
    fresh_assets
    size=$(wc -c <"damaged/assets/$file")
    truncate -s $((size / 2)) "damaged/assets/$file"
    expect_refusal 3 "$(basename "$file")" with_damage atlas info
    rm "damaged/assets/$file"
    if [[ $file == figures/structures/* ]]; then # found by looking: what the body lacks is named
        expect_refusal 3 'structures' with_damage atlas info
    elif [[ $file != i18n/* ]]; then # found by looking, too: other words still stand
        expect_refusal 1 "$(basename "$file")" with_damage atlas info
    fi
done

expect_match 'what comes with the program is in order' 'in order' "$(palpate content check)"

# A mistake in a rule: the start is refused with file, line, record and field; the check lists all mistakes at once.
fresh_assets
sed -i '0,/"scope": "core"/s//"scope": "everyone"/' damaged/assets/clinical/techniques.json
place='techniques.json, line [0-9]+: "scope" of [a-z-]+ says "everyone"'
expect_refusal 3 "$place" with_damage atlas info
sed -i '0,/"severity": "absolute"/s//"severity": "grave"/' damaged/assets/clinical/contraindications.json
sed -i '0,/"app_wording"/s//"app_words"/' damaged/assets/clinical/text/de/claims.json
status=0
found=$(with_damage content check 2>check.err) || status=$?
expect_equal 'a mistake ends the check' 3 "$status"
expect_match 'the first mistake' "$place" "$found"
expect_match 'the second' 'contraindications.json, line [0-9]+: "severity" of [a-z-]+ says "grave"' "$found"
expect_match 'one in the words of another language' 'de/claims.json, line [0-9]+: ' "$found"
expect_equal 'and no mistakes that only follow from them' 3 "$(wc -l <<<"$found")"
expect_match 'how many' 'Mistakes in the clinical content: 3' "$(cat check.err)"
expect_equal 'each once' "$(sort <<<"$found")" "$(sort -u <<<"$found")"

mkdir meshes
import() { palpate atlas import meshes --name trial --unit mm --up +y --front +z "$@"; }
expect_refusal 1 'no-meshes' palpate atlas import no-meshes
expect_refusal 1 'meshes' import
octahedron >meshes/FMA22329.obj # the left gluteus maximus
octahedron | head -c 40 >meshes/FMA22328.obj
octahedron | sed '1s/100/nan/' >meshes/FMA10014.obj
echo 'v 0 0 0' >meshes/FMA10037.obj
octahedron >meshes/unknown.obj
report=$(import --json)
expect_equal 'files loaded' 1 "$(grep -o '"files_mapped": *[0-9]*' <<<"$report" | grep -o '[0-9]*$')"
for bad in FMA22328 FMA10014 FMA10037 unknown; do
    expect_match 'told what did not load' "$bad" "$report"
done
expect_match 'listed' 'trial' "$(palpate atlas list)"
expect_match 'used' '1 structures' "$(palpate --atlas trial atlas info)"
echo '{ "id": "trial", "unit": ' >meshes/pack.json
expect_refusal 3 'pack.json' import
rm meshes/pack.json meshes/FMA22329.obj
expect_refusal 3 'meshes' import
expect_match 'the earlier import stays' '1 structures' "$(palpate --atlas trial atlas info)"

fingerprint() { json_text fingerprint <<<"$1"; }
before=$(palpate atlas info --json)
cp -r "$XDG_CACHE_HOME" own_cache
export XDG_CACHE_HOME=$PWD/own_cache
for cached in $(find own_cache -type f); do
    dd if=/dev/urandom of="$cached" bs=1 count=64 seek=4096 conv=notrunc status=none
done
rebuilt=$(palpate atlas info --json)
expect_equal 'a damaged cache is made anew' "$(fingerprint "$before")" "$(fingerprint "$rebuilt")"
expect_match 'and said' 'was damaged' "$rebuilt"
expect_equal 'then it is whole again' "$before" "$(palpate atlas info --json)"
echo 'bad content: all as expected'
