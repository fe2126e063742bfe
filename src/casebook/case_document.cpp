#include "casebook/case_document.h"

#include "base/error.h"

#include <algorithm>
#include <array>
#include <utility>

namespace palpate {
namespace {

template <class Value, std::size_t count>
using NameTable = std::array<std::pair<Value, std::string_view>, count>;

constexpr NameTable<MarkKind, 10> k_mark_kinds{{{MarkKind::Pain, "pain"},
                                                {MarkKind::Tension, "tension"},
                                                {MarkKind::Stiffness, "stiffness"},
                                                {MarkKind::Numbness, "numbness"},
                                                {MarkKind::Tingling, "tingling"},
                                                {MarkKind::Swelling, "swelling"},
                                                {MarkKind::TriggerPoint, "trigger-point"},
                                                {MarkKind::Soreness, "soreness"},
                                                {MarkKind::Scar, "scar"},
                                                {MarkKind::Other, "other"}}};
constexpr NameTable<Depth, 4> k_depths{
    {{Depth::Skin, "skin"}, {Depth::Muscle, "muscle"}, {Depth::Deep, "deep"}, {Depth::Joint, "joint"}}};
constexpr NameTable<Author, 2> k_authors{{{Author::Client, "client"}, {Author::Therapist, "therapist"}}};
constexpr NameTable<SessionType, 3> k_session_types{
    {{SessionType::Intake, "intake"}, {SessionType::Treatment, "treatment"}, {SessionType::FollowUp, "follow-up"}}};

template <class Value, std::size_t count>
std::string_view name_in(const NameTable<Value, count>& table, Value value) {
    const auto found = std::ranges::find(table, value, &std::pair<Value, std::string_view>::first);
    PALPATE_ASSERT(found != table.end());
    return found->second;
}

template <class Value, std::size_t count>
std::optional<Value> find_in(const NameTable<Value, count>& table, std::string_view name) {
    const auto found = std::ranges::find(table, name, &std::pair<Value, std::string_view>::second);
    return found == table.end() ? std::nullopt : std::optional(found->first);
}

template <class Value, std::size_t count>
std::vector<Value> values_of(const NameTable<Value, count>& table) {
    std::vector<Value> values;
    for (const auto& [value, name] : table) {
        values.push_back(value);
    }
    return values;
}

}  // namespace

std::string_view name_of(MarkKind kind) { return name_in(k_mark_kinds, kind); }
std::string_view name_of(Depth depth) { return name_in(k_depths, depth); }
std::string_view name_of(Author author) { return name_in(k_authors, author); }
std::string_view name_of(SessionType type) { return name_in(k_session_types, type); }

std::optional<MarkKind> find_mark_kind(std::string_view name) { return find_in(k_mark_kinds, name); }
std::optional<Depth> find_depth(std::string_view name) { return find_in(k_depths, name); }
std::optional<Author> find_author(std::string_view name) { return find_in(k_authors, name); }
std::optional<SessionType> find_session_type(std::string_view name) { return find_in(k_session_types, name); }

const std::vector<MarkKind>& all_mark_kinds() {
    static const std::vector<MarkKind> kinds = values_of(k_mark_kinds);
    return kinds;
}

const std::vector<Depth>& all_depths() {
    static const std::vector<Depth> depths = values_of(k_depths);
    return depths;
}

const std::vector<Author>& all_authors() {
    static const std::vector<Author> authors = values_of(k_authors);
    return authors;
}

const std::vector<SessionType>& all_session_types() {
    static const std::vector<SessionType> types = values_of(k_session_types);
    return types;
}

const std::vector<std::string>& quality_words() {
    static const std::vector<std::string> words{"ache",     "dull",     "sharp", "burning", "throbbing", "stabbing",
                                                "shooting", "cramping", "tight", "pulling", "heavy",     "tender"};
    return words;
}

const Session* find_session(const CaseDocument& document, const SessionId& id) {
    const auto found = std::ranges::find(document.sessions, id, &Session::id);
    return found == document.sessions.end() ? nullptr : &*found;
}

const Mark* find_mark(const CaseDocument& document, const MarkId& id) {
    const auto found = std::ranges::find(document.marks, id, &Mark::id);
    return found == document.marks.end() ? nullptr : &*found;
}

std::vector<const Mark*> marks_of(const CaseDocument& document, const SessionId& session) {
    std::vector<const Mark*> marks;
    for (const Mark& mark : document.marks) {
        if (mark.session == session) {
            marks.push_back(&mark);
        }
    }
    return marks;
}

int session_number(const CaseDocument& document, const SessionId& id) {
    const Session* session = find_session(document, id);
    PALPATE_ASSERT(session != nullptr);
    return static_cast<int>(session - document.sessions.data()) + 1;
}

}  // namespace palpate
