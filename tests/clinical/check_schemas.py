#!/usr/bin/env python3
"""Checks the clinical content against its JSON Schemas, and that the schemas refuse planted faults.

Usage: check_schemas.py ASSETS_CLINICAL_DIR [--input FILE].. [--output FILE]..
--input and --output name cases and answers of `palpate match --case CASE --json`.
"""

import argparse
import copy
import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

GONE = object()  # the value of a fault that takes the field away

# Faults to plant, as (path to a field, its new value). "*" is the first item of a list or of an object.
OF_EVERY_FILE = [("schema_version", 2), ("compiled", "today"), ("reviewed_by", GONE), ("reviewed_by", ""), ("new", 1)]
OF_WORDS = [("language", "English"), ("language", GONE), ("texts", GONE), ("texts", []), ("texts/*", {}),
            ("texts/*/new", "word"), ("texts/Not Kebab", {"name": "A name"})]
OF_EVERY_RECORD = [("id", GONE), ("id", "Not Kebab"), ("reviewed_by", "A name without a day"), ("reviewed_on", "today"),
                   ("reviewed_on", GONE), ("new", True)]
OF_RECORDS = {
    "techniques/techniques": [
        ("scope", "basic"), ("goals", ["sleep", "sleep"]), ("pressure/max", 6), ("minutes/min", 0), ("self_care", 1),
        ("suits_acuity", []), ("cautions", ["open-wound"]), ("only_for", ["birth"]), ("animation/hold_s", -1)],
    "mark_types/mark_types": [("pressure_max", 0), ("kinds", ["ache"]), ("qualities", ["pain"]), ("needs_screen", 1)],
    "evidence/evidence": [
        ("year", "2015"), ("year", 1800), ("direction", "for"), ("certainty", "sure"), ("doi", "unknown"),
        ("verified", True), ("applies_to/claims", ["sleep"])],
    "claims/claims": [("id", "sleep"), ("grade", "proven"), ("in_source_article", "no"), ("evidence", "one")],
    "contraindications/contraindications": [
        ("id", "fever"), ("severity", "high"), ("severity", "caution"), ("effects", []), ("effects/*/act", "warn"),
        ("effects/*/where", "said"), ("effects/*/where", "places"), ("effects/*/pressure_max", 2)],
    "red_flags/red_flags": [
        ("id", "back"), ("urgency", "soon"), ("ask_when", "often"), ("contraindications", ["fever"]),
        ("effects/*/radius_mm", 501), ("effects", [{"act": "limit", "where": "everywhere"}])],
    "endangerment_sites/endangerment_sites": [
        ("id", "neck"), ("pressure_max", 6), ("verified", "perhaps"), ("covers/muscles", ["scalenes"])],
    "conditions/conditions": [
        ("dosing/basis", "habit"), ("dosing/weeks", {"max": 2}), ("dosing/weeks/min", -1), ("red_flags", ["ci-fever"]),
        ("places/areas", [])],
    "session_plans/plans": [
        ("id", "neck"), ("total_minutes", 0), ("phases", []), ("phases/*/pressure_max", 6), ("evidence_grade", "good")],
    "session_plans/event_timeline": [("id", "taper"), ("days_from", 366), ("pressure_max", 0)],
    "outcome_measures/measures": [("better", "up"), ("min", "0"), ("meaningful_change/unit", GONE)],
    "outcome_measures/rom_norms": [("id", "hip"), ("mode", "both"), ("typical", "120"), ("verified", None)],
    "outcome_measures/mcid": [("id", "nrs"), ("verified", "maybe"), ("measure", 1)],
    "client_facts/medicines": [("id", "blood-thinners"), ("contraindications", ["anticoagulants"])],
    "client_facts/goals": [("id", "fun"), ("claims", ["sleep"])],
}
OF_MATCHING = [
    ("default_kinds", ["ache"]), ("acuity/bands", []), ("acuity/bands/*/below_days", None), ("acuity/bands/*/id", 1),
    ("tissue_depth/marks/*/tissue", []), ("tissue_depth/marks/*/layers", ["top"]), ("fit", []), ("fit/*/asks", "why"),
    ("fit/*/stage", "red-flag"), ("wishes/radius_mm", 0), ("wishes", GONE), ("score/goal", "2"), ("score/goal", GONE), ("score/luck", 1)]
CASE = {
    "client": {"answers": {"ci-open-wound": {"answer": "yes", "places": [{"region": "palm", "side": "left"}]}},
               "preferences": {"pressure": 3}, "pregnancy_week": 20, "medicines": ["med-blood-thinners"]},
    "marks": [{"structure": "levator-scapulae", "side": "left", "kind": "pain", "quality": ["dull"], "now": 6}],
    "goals": ["sleep"], "minutes": 60, "calendar": {"today": "2026-11-20", "events": [{"date": "2026-11-23"}]}}
OF_CASES = [
    ("marks", GONE), ("marks/*/now", 11), ("marks/*/kind", "ache"), ("marks/*/side", "both"), ("minutes", 5),
    ("marks/*/structure", GONE), ("marks/*/quality", ["sad"]), ("goals", ["sleep", "sleep"]), ("calendar/today", GONE),
    ("client/answers/fever", "yes"), ("client/answers/ci-open-wound", True), ("client/preferences/pressure", 6),
    ("client/pregnancy_week", 60), ("client/medicines", ["aspirin"]), ("new", 1)]


def read(path):
    """The JSON of a file; a fault names the file."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as fault:
        raise ValueError(f"{path}: {fault}") from fault


def with_fault(content, path, value):
    """A copy of the content with the field at `path` set to `value`, or taken away."""
    place = content = copy.deepcopy(content)
    *folders, field = [0 if name == "*" else name for name in path.split("/")]
    for name in folders:
        place = place[next(iter(place)) if name == 0 and isinstance(place, dict) else name]
    field = next(iter(place)) if field == 0 and isinstance(place, dict) else field
    if value is GONE:
        del place[field]
    else:
        place[field] = value
    return content


def faults_of(name, is_words):
    """The faults to plant in a file of rules or of words."""
    faults = OF_EVERY_FILE + (OF_WORDS if is_words else OF_MATCHING if name == "matching_rules" else [])
    for place, of_record in ([] if is_words else OF_RECORDS.items()):
        file, records = place.split("/")
        if file == name:
            faults = faults + [(f"{records}/*/{path}", value) for path, value in OF_EVERY_RECORD + of_record]
    return faults


def check(schema, content, faults, label):
    """Problems of one file: what the schema refuses in it, else the planted faults that it lets pass."""
    validator = Draft202012Validator(schema)
    refused = [f"{label}: /{'/'.join(map(str, mistake.absolute_path))}: {mistake.message[:200]}"
               for mistake in validator.iter_errors(content)]
    return refused or [f"{label}: a planted fault passed: {path} = {'nothing' if value is GONE else json.dumps(value)}"
                       for path, value in faults if validator.is_valid(with_fault(content, path, value))]


def check_file(file, schemas):
    """Problems of one content file; `schemas` is the folder of its schema."""
    schema = schemas / f"{file.stem}.schema.json"
    return check(read(schema), read(file), faults_of(file.stem, schemas.name == "text"), str(file))


def check_all(folder, rules, words, inputs, outputs):
    """Problems of all content files, of a case, and of the files of `palpate match` that were named."""
    problems = [problem for file in rules for problem in check_file(file, folder)]
    problems += [problem for file in words for problem in check_file(file, folder / "text")]
    match = read(folder / "match.schema.json")
    problems += check(match, CASE, OF_CASES, "a case")
    for part, file in [("input", file) for file in inputs] + [("output", file) for file in outputs]:
        problems += check({"$ref": f"#/$defs/{part}", "$defs": match["$defs"]}, read(file), [], str(file))
    return problems


def main():
    """Checks everything; 1 where something is wrong, else 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clinical", type=Path, metavar="ASSETS_CLINICAL_DIR")
    parser.add_argument("--input", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--output", type=Path, action="append", default=[], metavar="FILE")
    wanted = parser.parse_args()
    schemas = sorted(wanted.clinical.rglob("*.schema.json"))
    rules = sorted(set(wanted.clinical.glob("*.json")) - set(schemas))
    words = sorted(wanted.clinical.glob("text/*/*.json"))
    try:
        problems = [problem for schema in schemas
                    for problem in check(Draft202012Validator.META_SCHEMA, read(schema), [], str(schema))]
        problems = problems or check_all(wanted.clinical, rules, words, wanted.input, wanted.output)
    except (OSError, ValueError) as fault:  # a file that is missing or no JSON
        problems = [str(fault)]
    summary = f"{len(rules)} files of rules, {len(words)} of words and {len(schemas)} schemas: all well"
    print("\n".join(problems) or summary)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
