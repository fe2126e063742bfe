#include "exchange/import_plan.h"

#include "base/error.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace palpate {
namespace {

/// What a document holds of each of its sessions, as documents of that session alone.
std::unordered_map<SessionId, CaseDocument> by_session(const CaseDocument& document) {
    std::unordered_map<SessionId, CaseDocument> parts;
    for (const Session& session : document.sessions) {
        parts[session.id].sessions.push_back(session);
    }
    const auto share_out = [&](const auto& records, auto member) {
        for (const auto& record : records) {
            (parts[record.session].*member).push_back(record);
        }
    };
    share_out(document.marks, &CaseDocument::marks);
    share_out(document.plan, &CaseDocument::plan);
    share_out(document.measurements, &CaseDocument::measurements);
    share_out(document.notes, &CaseDocument::notes);
    share_out(document.addenda, &CaseDocument::addenda);
    return parts;
}

template <class Record>
void append(std::vector<Record>& records, const std::vector<Record>& more) {
    records.insert(records.end(), more.begin(), more.end());
}

void append_session(CaseDocument& document, const CaseDocument& part) {
    append(document.sessions, part.sessions);
    append(document.marks, part.marks);
    append(document.plan, part.plan);
    append(document.measurements, part.measurements);
    append(document.notes, part.notes);
    append(document.addenda, part.addenda);
}

ImportCounts calc_added(const CaseDocument& before, const CaseDocument& after) {
    return {.sessions = after.sessions.size() - before.sessions.size(),
            .marks = after.marks.size() - before.marks.size(),
            .measurements = after.measurements.size() - before.measurements.size(),
            .notes = after.notes.size() - before.notes.size(),
            .facts = after.facts.size() - before.facts.size(),
            .consents = after.consents.size() - before.consents.size()};
}

/// Adds the records whose keys are not there; answers how many are there and say something else.
template <class Record, class KeyOf>
std::size_t add_missing(std::vector<Record>& there, const std::vector<Record>& imported, KeyOf key_of_record) {
    std::map<std::remove_cvref_t<decltype(key_of_record(there.front()))>, const Record*> known;
    for (const Record& record : there) {
        known.emplace(key_of_record(record), &record);
    }
    std::vector<Record> missing;
    std::size_t different = 0;
    for (const Record& record : imported) {
        const auto found = known.find(key_of_record(record));
        if (found == known.end()) {
            missing.push_back(record);
        } else {
            different += *found->second == record ? 0 : 1;
        }
    }
    append(there, missing);
    return different;
}

void add_sessions(ClientImport& outcome, const CaseDocument& file) {
    const auto there = by_session(outcome.before);
    for (const auto& parts = by_session(file); const Session& session : file.sessions) {
        const CaseDocument& part = parts.at(session.id);
        const auto known = there.find(session.id);
        if (known == there.end()) {
            append_session(outcome.after, part);
        } else if (known->second != part) {
            outcome.remarks.push_back({"exchange.plan.session-kept", {{"date", session.date}}});
        }
    }
}

void add_person(ClientImport& outcome, const CaseDocument& file) {
    CaseDocument& after = outcome.after;
    const auto count = [&](const char* key, std::size_t different) {
        if (different > 0) {
            outcome.remarks.push_back({key, {{"count", std::to_string(different)}}});
        }
    };
    count("exchange.plan.facts-kept",
          add_missing(after.facts, file.facts, [](const ClientFact& fact) { return key_of(fact); }));
    static_cast<void>(
        add_missing(after.former_facts, file.former_facts, [](const FormerFact& former) { return key_of(former); }));
    count("exchange.plan.consents-kept",
          add_missing(after.consents, file.consents, [](const Consent& consent) { return consent.id; }));
    if (after.photo.png.empty()) {
        after.photo = file.photo;
    } else if (!file.photo.png.empty() && file.photo != after.photo) {
        outcome.remarks.push_back({"exchange.plan.photo-kept", {}});
    }
    if (file.client != after.client) {
        outcome.remarks.push_back({"exchange.plan.client-kept", {}});
    }
}

ClientImport add_to(const CaseDocument& there, const CaseDocument& file) {
    ClientImport outcome{.outcome = ClientImport::Outcome::Added, .before = there, .after = there};
    add_sessions(outcome, file);
    add_person(outcome, file);
    outcome.after = in_order(std::move(outcome.after));
    outcome.added = calc_added(outcome.before, outcome.after);
    if (outcome.after == outcome.before) {
        outcome.outcome = ClientImport::Outcome::Same;
    }
    return outcome;
}

/// New ids for everything in a record, the same one wherever the old one stood.
class FreshIds {
public:
    explicit FreshIds(IdGenerator& ids) : ids_(ids) {}

    [[nodiscard]] CaseDocument of(CaseDocument document) {
        document.client.id = ClientId(ids_.make_id());
        const Renamed sessions = rename(document.sessions);
        const Renamed marks = rename(document.marks);
        rename(document.plan);
        rename(document.measurements);
        rename(document.addenda);
        rename(document.consents);
        move_sessions(document.marks, sessions);
        move_sessions(document.plan, sessions);
        move_sessions(document.measurements, sessions);
        move_sessions(document.notes, sessions);
        move_sessions(document.addenda, sessions);
        for (Mark& mark : document.marks) {
            const auto earlier = marks.find(mark.carried_from.text());
            mark.carried_from = MarkId(earlier == marks.end() ? std::string() : earlier->second);
        }
        return in_order(std::move(document));  // where nothing else decides, ids do
    }

private:
    using Renamed = std::unordered_map<std::string, std::string>;  ///< new ids by old ones

    template <class Record>
    Renamed rename(std::vector<Record>& records) {
        Renamed renamed;
        for (Record& record : records) {
            const std::string old = record.id.text();
            record.id = decltype(record.id)(renamed[old] = ids_.make_id());
        }
        return renamed;
    }
    template <class Record>
    static void move_sessions(std::vector<Record>& records, const Renamed& sessions) {
        for (Record& record : records) {
            record.session = SessionId(sessions.at(record.session.text()));
        }
    }

    IdGenerator& ids_;
};

/// Letters of ASCII alone are folded: enough to tell "Ada" and "ADA" the same, and never two people one.
std::string folded(std::string_view text) {
    std::string plain;
    for (const char letter : text) {
        if (letter != ' ') {
            plain += letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
        }
    }
    return plain;
}

/// References and faces of everybody, those of the file that were given one included.
class People {
public:
    explicit People(const std::vector<Client>& clients) : next_(next_reference(clients)) {
        for (const Client& client : clients) {
            add(client);
        }
    }

    void add(const Client& client) {
        references_.insert(client.reference);
        for (const std::string& sign : signs_of(client)) {
            by_sign_.emplace(sign, client.reference);
        }
    }
    /// The client's own where it is free, else the next number.
    [[nodiscard]] std::string free_reference(const std::string& wanted) {
        if (wanted != k_open_reference && !references_.contains(wanted)) {
            return wanted;
        }
        long long number = 0;
        std::from_chars(next_.data(), next_.data() + next_.size(), number);
        while (references_.contains(std::to_string(number))) {
            ++number;
        }
        next_ = std::to_string(number + 1);
        return std::to_string(number);
    }
    /// The reference of somebody of the same name with the same date of birth, phone or e-mail; nullptr where nobody is.
    [[nodiscard]] const std::string* find_same(const Client& client) const {
        for (const std::string& sign : signs_of(client)) {
            if (const auto known = by_sign_.find(sign); known != by_sign_.end()) {
                return &known->second;
            }
        }
        return nullptr;
    }

private:
    /// What tells that two are the same person: the name with any of these beside it.
    static std::vector<std::string> signs_of(const Client& client) {
        const std::string name = folded(client.name);
        std::vector<std::string> signs;
        const auto add_sign = [&](const char* what, const std::string& said) {
            if (!said.empty()) {
                signs.push_back(name + what + folded(said));
            }
        };
        add_sign("\nborn ", client.birth);
        add_sign("\nphone ", client.phone);
        add_sign("\nmail ", client.email);
        return signs;
    }

    std::string next_;
    std::set<std::string> references_;
    std::unordered_map<std::string, std::string> by_sign_;  ///< references
};

ClientImport add_new(CaseDocument document, People& people) {
    ClientImport outcome;
    const std::string wanted = document.client.reference;
    document.client.reference = people.free_reference(wanted);
    if (document.client.reference != wanted && wanted != k_open_reference) {
        outcome.remarks.push_back({"exchange.plan.reference-taken", {{"reference", wanted}}});
    }
    if (const std::string* same = people.find_same(document.client)) {
        outcome.remarks.push_back({"exchange.plan.same-person", {{"reference", *same}}});
    }
    people.add(document.client);
    outcome.after = std::move(document);
    outcome.added = calc_added({}, outcome.after);
    return outcome;
}

}  // namespace

RecordsThere find_records_there(CaseStore& store, const ImportedRecords& imported) {
    RecordsThere there{.clients = store.list_clients()};
    std::set<ClientId> known;
    for (const Client& client : there.clients) {
        known.insert(client.id);
    }
    for (const CaseDocument& document : imported.documents) {
        if (known.contains(document.client.id)) {
            there.documents.push_back(store.load(document.client.id));
        }
    }
    return there;
}

Text ClientImport::summary() const {
    const auto number = [](std::size_t count) { return std::to_string(count); };
    if (outcome == Outcome::Same) {
        return {"exchange.plan.same", {{"reference", after.client.reference}}};
    }
    return {outcome == Outcome::New ? "exchange.plan.new" : "exchange.plan.added",
            {{"reference", after.client.reference},
             {"sessions", number(added.sessions)},
             {"marks", number(added.marks)},
             {"measures", number(added.measurements)},
             {"notes", number(added.notes)},
             {"facts", number(added.facts)},
             {"consents", number(added.consents)}}};
}

std::vector<DocumentDiff> ImportPlan::changes() const {
    std::vector<DocumentDiff> changes;
    for (const ClientImport& client : clients) {
        if (client.outcome != ClientImport::Outcome::Same) {
            changes.push_back(diff(client.before, client.after));
        }
    }
    return changes;
}

ImportPlan plan_import(const ImportedRecords& imported, const RecordsThere& there, ImportWay way, IdGenerator& ids) {
    ImportPlan plan{.format = imported.format, .clients = {}, .left_out = imported.left_out};
    People people(there.clients);
    for (const CaseDocument& document : imported.documents) {
        const auto known =
            std::ranges::find(there.documents, document.client.id, [](const CaseDocument& d) { return d.client.id; });
        if (way == ImportWay::Add && known != there.documents.end()) {
            plan.clients.push_back(add_to(*known, document));
            check_invariants(plan.clients.back().after);
            continue;
        }
        const std::string* same =
            imported.format == ExchangeFormat::Contacts ? people.find_same(document.client) : nullptr;
        if (same != nullptr) {
            plan.left_out.push_back({"exchange.plan.contact-there", {{"reference", *same}}});
            continue;
        }
        CaseDocument somebody = way == ImportWay::AsNew ? FreshIds(ids).of(document) : document;
        plan.clients.push_back(add_new(std::move(somebody), people));
        check_invariants(plan.clients.back().after);
    }
    return plan;
}

}  // namespace palpate
