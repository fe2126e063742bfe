#include "base/error.h"
#include "casebook/detail/document_rules.h"
#include "casebook/edits.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace palpate {
namespace {

template <class Record>
using Id = decltype(Record::id);

/// Records of `after` that `before` lacks or has otherwise, in the order of `after`.
template <class Record>
std::vector<Record> changed_records(const std::vector<Record>& before, const std::vector<Record>& after) {
    std::unordered_map<Id<Record>, const Record*> known;
    for (const Record& record : before) {
        known.emplace(record.id, &record);
    }
    std::vector<Record> changed;
    for (const Record& record : after) {
        const auto found = known.find(record.id);
        if (found == known.end() || *found->second != record) {
            changed.push_back(record);
        }
    }
    return changed;
}

template <class Record>
std::vector<Id<Record>> removed_ids(const std::vector<Record>& before, const std::vector<Record>& after) {
    std::unordered_set<Id<Record>> kept;
    for (const Record& record : after) {
        kept.insert(record.id);
    }
    std::vector<Id<Record>> removed;
    for (const Record& record : before) {
        if (!kept.contains(record.id)) {
            removed.push_back(record.id);
        }
    }
    return removed;
}

template <class Record>
void upsert(std::vector<Record>& records, const std::vector<Record>& changed) {
    for (const Record& record : changed) {
        const auto found = std::ranges::find(records, record.id, &Record::id);
        if (found == records.end()) {
            records.push_back(record);
        } else {
            *found = record;
        }
    }
}

template <class Record>
void erase(std::vector<Record>& records, const std::vector<Id<Record>>& removed) {
    std::erase_if(records, [&](const Record& record) { return std::ranges::count(removed, record.id) != 0; });
}

}  // namespace

bool DocumentDiff::empty() const {
    return upsert_clients.empty() && upsert_sessions.empty() && upsert_marks.empty() && remove_marks.empty() &&
           remove_sessions.empty();
}

DocumentDiff diff(const CaseDocument& before, const CaseDocument& after) {
    PALPATE_ASSERT(before.client.id.empty() || before.client.id == after.client.id);
    DocumentDiff change{.client = after.client.id,
                        .upsert_clients = {},
                        .upsert_sessions = changed_records(before.sessions, after.sessions),
                        .upsert_marks = changed_records(before.marks, after.marks),
                        .remove_marks = removed_ids(before.marks, after.marks),
                        .remove_sessions = removed_ids(before.sessions, after.sessions)};
    if (before.client != after.client) {
        change.upsert_clients.push_back(after.client);
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
    erase(changed.marks, change.remove_marks);
    erase(changed.sessions, change.remove_sessions);
    detail::sort_records(changed);
    return changed;
}

}  // namespace palpate
