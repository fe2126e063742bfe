#include "base/error.h"
#include "casebook/detail/document_rules.h"
#include "casebook/edits.h"

#include <algorithm>
#include <map>
#include <set>
#include <type_traits>
#include <utility>

namespace palpate {
namespace {

SessionId key_of(const SessionNote& note) { return note.session; }

/// What a record is known by, where nothing above says it.
template <class Record>
auto key_of(const Record& record) -> const decltype(Record::id)& {
    return record.id;
}

template <class Record>
using Key = std::remove_cvref_t<decltype(key_of(std::declval<const Record&>()))>;

/// Records of `after` that `before` lacks or has otherwise, in the order of `after`.
template <class Record>
std::vector<Record> changed_records(const std::vector<Record>& before, const std::vector<Record>& after) {
    std::map<Key<Record>, const Record*> known;
    for (const Record& record : before) {
        known.emplace(key_of(record), &record);
    }
    std::vector<Record> changed;
    for (const Record& record : after) {
        const auto found = known.find(key_of(record));
        if (found == known.end() || *found->second != record) {
            changed.push_back(record);
        }
    }
    return changed;
}

template <class Record>
std::vector<Key<Record>> removed_keys(const std::vector<Record>& before, const std::vector<Record>& after) {
    std::set<Key<Record>> kept;
    for (const Record& record : after) {
        kept.insert(key_of(record));
    }
    std::vector<Key<Record>> removed;
    for (const Record& record : before) {
        if (!kept.contains(key_of(record))) {
            removed.push_back(key_of(record));
        }
    }
    return removed;
}

template <class Record>
void upsert(std::vector<Record>& records, const std::vector<Record>& changed) {
    for (const Record& record : changed) {
        const auto found = std::ranges::find_if(
            records, [&, key = key_of(record)](const Record& other) { return key_of(other) == key; });
        if (found == records.end()) {
            records.push_back(record);
        } else {
            *found = record;
        }
    }
}

template <class Record>
void erase(std::vector<Record>& records, const std::vector<Key<Record>>& removed) {
    std::erase_if(records, [&](const Record& record) { return std::ranges::count(removed, key_of(record)) != 0; });
}

}  // namespace

bool DocumentDiff::empty() const {
    return upsert_clients.empty() && upsert_sessions.empty() && upsert_marks.empty() && upsert_facts.empty() &&
           remove_facts.empty() && upsert_plan_items.empty() && remove_plan_items.empty() &&
           upsert_measurements.empty() && remove_measurements.empty() && upsert_notes.empty() && remove_notes.empty() &&
           upsert_addenda.empty() && remove_addenda.empty() && upsert_former_facts.empty() &&
           remove_former_facts.empty() && upsert_consents.empty() && remove_consents.empty() && !photo &&
           remove_marks.empty() && remove_sessions.empty();
}

DocumentDiff diff(const CaseDocument& before, const CaseDocument& after) {
    PALPATE_ASSERT(before.client.id.empty() || before.client.id == after.client.id);
    DocumentDiff change{.client = after.client.id,
                        .upsert_clients = {},
                        .upsert_sessions = changed_records(before.sessions, after.sessions),
                        .upsert_marks = changed_records(before.marks, after.marks),
                        .upsert_facts = changed_records(before.facts, after.facts),
                        .remove_facts = removed_keys(before.facts, after.facts),
                        .upsert_plan_items = changed_records(before.plan, after.plan),
                        .remove_plan_items = removed_keys(before.plan, after.plan),
                        .upsert_measurements = changed_records(before.measurements, after.measurements),
                        .remove_measurements = removed_keys(before.measurements, after.measurements),
                        .upsert_notes = changed_records(before.notes, after.notes),
                        .remove_notes = removed_keys(before.notes, after.notes),
                        .upsert_addenda = changed_records(before.addenda, after.addenda),
                        .remove_addenda = removed_keys(before.addenda, after.addenda),
                        .upsert_former_facts = changed_records(before.former_facts, after.former_facts),
                        .remove_former_facts = removed_keys(before.former_facts, after.former_facts),
                        .upsert_consents = changed_records(before.consents, after.consents),
                        .remove_consents = removed_keys(before.consents, after.consents),
                        .remove_marks = removed_keys(before.marks, after.marks),
                        .remove_sessions = removed_keys(before.sessions, after.sessions)};
    if (before.client != after.client) {
        change.upsert_clients.push_back(after.client);
    }
    if (before.photo != after.photo) {
        change.photo = after.photo;
    }
    return change;
}

CaseDocument apply(const CaseDocument& document, const DocumentDiff& change) {
    CaseDocument changed = document;
    if (!change.upsert_clients.empty()) {
        changed.client = change.upsert_clients.back();
    }
    upsert(changed.sessions, change.upsert_sessions);
    upsert(changed.marks, change.upsert_marks);
    upsert(changed.facts, change.upsert_facts);
    erase(changed.facts, change.remove_facts);
    upsert(changed.plan, change.upsert_plan_items);
    erase(changed.plan, change.remove_plan_items);
    upsert(changed.measurements, change.upsert_measurements);
    erase(changed.measurements, change.remove_measurements);
    upsert(changed.notes, change.upsert_notes);
    erase(changed.notes, change.remove_notes);
    upsert(changed.addenda, change.upsert_addenda);
    erase(changed.addenda, change.remove_addenda);
    upsert(changed.former_facts, change.upsert_former_facts);
    erase(changed.former_facts, change.remove_former_facts);
    upsert(changed.consents, change.upsert_consents);
    erase(changed.consents, change.remove_consents);
    changed.photo = change.photo.value_or(changed.photo);
    erase(changed.marks, change.remove_marks);
    erase(changed.sessions, change.remove_sessions);
    detail::sort_records(changed);
    return changed;
}

}  // namespace palpate
