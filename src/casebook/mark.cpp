#include "casebook/mark.h"

#include "base/error.h"
#include "casebook/detail/name_table.h"

#include <limits>

namespace palpate {
namespace {

using detail::find_in;
using detail::name_in;
using detail::NameTable;
using detail::values_of;

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
constexpr NameTable<MarkExtent, 6> k_extents{{{MarkExtent::Point, "point"},
                                              {MarkExtent::Structure, "structure"},
                                              {MarkExtent::Group, "group"},
                                              {MarkExtent::Region, "region"},
                                              {MarkExtent::Area, "area"},
                                              {MarkExtent::Line, "line"}}};
constexpr NameTable<Constancy, 2> k_constancies{
    {{Constancy::Constant, "constant"}, {Constancy::ComesAndGoes, "comes-and-goes"}}};
constexpr NameTable<Confidence, 3> k_confidences{
    {{Confidence::Exact, "exact"}, {Confidence::About, "about"}, {Confidence::Unsure, "unsure"}}};
constexpr NameTable<Onset, 5> k_onsets{{{Onset::Today, "today"},
                                        {Onset::Days, "days"},
                                        {Onset::Weeks, "weeks"},
                                        {Onset::Months, "months"},
                                        {Onset::Years, "years"}}};

struct OnsetDays {
    Onset onset;
    int days;        ///< kept for the word
    int below_days;  ///< from here on the next word is meant
};
constexpr std::array<OnsetDays, 5> k_onset_days{{{Onset::Today, 0, 1},
                                                 {Onset::Days, 3, 7},
                                                 {Onset::Weeks, 21, 61},
                                                 {Onset::Months, 150, 365},
                                                 {Onset::Years, 730, std::numeric_limits<int>::max()}}};

}  // namespace

std::string_view name_of(MarkKind kind) { return name_in(k_mark_kinds, kind); }
std::string_view name_of(MarkExtent extent) { return name_in(k_extents, extent); }
std::string_view name_of(Depth depth) { return name_in(k_depths, depth); }
std::string_view name_of(Author author) { return name_in(k_authors, author); }
std::string_view name_of(Constancy constancy) { return name_in(k_constancies, constancy); }
std::string_view name_of(Confidence confidence) { return name_in(k_confidences, confidence); }
std::string_view name_of(Onset onset) { return name_in(k_onsets, onset); }

std::optional<MarkKind> find_mark_kind(std::string_view name) { return find_in(k_mark_kinds, name); }
std::optional<MarkExtent> find_mark_extent(std::string_view name) { return find_in(k_extents, name); }
std::optional<Depth> find_depth(std::string_view name) { return find_in(k_depths, name); }
std::optional<Author> find_author(std::string_view name) { return find_in(k_authors, name); }
std::optional<Constancy> find_constancy(std::string_view name) { return find_in(k_constancies, name); }
std::optional<Confidence> find_confidence(std::string_view name) { return find_in(k_confidences, name); }
std::optional<Onset> find_onset(std::string_view name) { return find_in(k_onsets, name); }

const std::vector<MarkKind>& all_mark_kinds() {
    static const std::vector<MarkKind> values = values_of(k_mark_kinds);
    return values;
}

const std::vector<MarkExtent>& all_mark_extents() {
    static const std::vector<MarkExtent> values = values_of(k_extents);
    return values;
}

const std::vector<Depth>& all_depths() {
    static const std::vector<Depth> values = values_of(k_depths);
    return values;
}

const std::vector<Author>& all_authors() {
    static const std::vector<Author> values = values_of(k_authors);
    return values;
}

const std::vector<Constancy>& all_constancies() {
    static const std::vector<Constancy> values = values_of(k_constancies);
    return values;
}

const std::vector<Confidence>& all_confidences() {
    static const std::vector<Confidence> values = values_of(k_confidences);
    return values;
}

const std::vector<Onset>& all_onsets() {
    static const std::vector<Onset> values = values_of(k_onsets);
    return values;
}

const std::vector<std::string>& quality_words() {
    static const std::vector<std::string> words{"ache",     "dull",     "sharp", "burning", "throbbing", "stabbing",
                                                "shooting", "cramping", "tight", "pulling", "heavy",     "tender"};
    return words;
}

const std::vector<std::string>& influence_words() {
    static const std::vector<std::string> words{"rest",  "movement",  "warmth",   "cold",    "stretching", "pressure",
                                                "lying", "sitting",   "standing", "walking", "bending",    "lifting",
                                                "sport", "desk-work", "driving",  "stress",  "morning",    "evening"};
    return words;
}

int days_of(Onset onset) {
    const auto found = std::ranges::find(k_onset_days, onset, &OnsetDays::onset);
    return found->days;
}

Onset onset_of(int duration_days) {
    PALPATE_ASSERT(duration_days >= 0);
    const auto found =
        std::ranges::find_if(k_onset_days, [&](const OnsetDays& o) { return duration_days < o.below_days; });
    return found == k_onset_days.end() ? Onset::Years : found->onset;
}

}  // namespace palpate
