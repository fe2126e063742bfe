#include "casebook/detail/document_rules.h"

#include "casebook/detail/anchor_rules.h"
#include "casebook/detail/plan_rules.h"
#include "casebook/detail/text_rules.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

namespace palpate::detail {
namespace {

constexpr int k_highest_rating = 10;
constexpr float k_largest_radius_mm = 300.0F;
constexpr int k_shortest_visit_minutes = 10;
constexpr int k_longest_visit_minutes = 240;
constexpr int k_longest_duration_days = 120 * 366;
constexpr std::size_t k_longest_path = 500;
constexpr std::size_t k_most_arrows = 20;
bool is_rating(int value) { return value >= 0 && value <= k_highest_rating; }

void check_words(const std::vector<std::string>& words, const std::vector<std::string>& vocabulary,
                 const char* key_if_unknown, const char* key_if_twice) {
    for (auto word = words.begin(); word != words.end(); ++word) {
        require(std::ranges::count(vocabulary, *word) == 1, key_if_unknown);
        require(std::find(words.begin(), word, *word) == word, key_if_twice);
    }
}

void check_influences(const Mark& mark) {
    for (const auto& words : {mark.better_with, mark.worse_with}) {
        check_words(words, influence_words(), "error.edit.influence-unknown", "error.edit.influence-twice");
    }
}

void check_radius(float radius_mm) {
    require(radius_mm > 0.0F && radius_mm <= k_largest_radius_mm, "error.edit.radius");
}

void check_area(const Mark& mark) {
    require((mark.extent == MarkExtent::Area) == !mark.dabs.empty(), "error.edit.area");
    require(mark.dabs.size() <= k_most_dabs, "error.edit.area-too-long");
    for (const BrushDab& dab : mark.dabs) {
        check_anchor(dab.place);
        check_radius(dab.radius_mm);
    }
    if (mark.measure) {
        const auto& [area_mm2, share] = *mark.measure;
        require(mark.extent == MarkExtent::Area && area_mm2 >= 0.0 && std::isfinite(area_mm2) && share >= 0.0 &&
                    share <= 1.0,
                "error.edit.measure");
    }
}

void check_ways(const Mark& mark) {
    require(mark.extent == MarkExtent::Line ? mark.path.size() >= 2 : mark.path.empty(), "error.edit.line");
    require(mark.arrows.empty() || mark.extent == MarkExtent::Point, "error.edit.arrows");
    require(mark.path.size() <= k_longest_path && mark.arrows.size() <= k_most_arrows, "error.edit.line-too-long");
    std::ranges::for_each(mark.path, check_anchor);
    std::ranges::for_each(mark.arrows, check_anchor);
}

bool session_before(const Session& a, const Session& b) {
    return std::tie(a.date, a.sequence, a.id) < std::tie(b.date, b.sequence, b.id);
}

/// Of marks and measurements.
constexpr auto made_before = [](const auto& a, const auto& b) {
    return std::tie(a.sequence, a.id) < std::tie(b.sequence, b.id);
};

bool note_before(const SessionNote& a, const SessionNote& b) { return a.session < b.session; }

bool former_before(const FormerFact& a, const FormerFact& b) { return key_of(a) < key_of(b); }

bool consent_before(const Consent& a, const Consent& b) {
    return std::tie(a.given.microseconds_utc, a.id) < std::tie(b.given.microseconds_utc, b.id);
}

bool addendum_before(const NoteAddendum& a, const NoteAddendum& b) {
    return std::tie(a.created.microseconds_utc, a.id) < std::tie(b.created.microseconds_utc, b.id);
}

}  // namespace

void check_client(const Client& client) {
    check_id(client.id.text());
    require(!client.reference.empty(), "error.edit.reference-missing");
    check_line(client.reference);
    for (const std::string& line :
         {client.name, client.phone, client.email, client.emergency.name, client.emergency.phone}) {
        check_line(line);
    }
    require(client.birth.empty() || is_calendar_date(client.birth), "error.edit.birth");
}

void check_consent(const Consent& consent) {
    check_id(consent.id.text());
    require(!consent.text.empty() && !consent.words.empty(), "error.edit.consent-words");
    require(!consent.given_by.empty(), "error.edit.consent-by");
    check_line(consent.text);
    check_line(consent.version);
    check_line(consent.given_by);
    check_note(consent.words);
}

void check_photo(const ClientPhoto& photo) {
    require(photo.png.size() <= k_most_photo_bytes, "error.edit.photo-too-large");
}

void check_session(const Session& session) {
    check_id(session.id.text());
    require(is_calendar_date(session.date), "error.edit.date");
    check_line(session.title);
    const int minutes = session.planned_minutes.value_or(k_shortest_visit_minutes);
    require(minutes >= k_shortest_visit_minutes && minutes <= k_longest_visit_minutes, "error.edit.planned-minutes");
    require(session.sequence >= 0, "error.edit.sequence");
}

void check_mark(const Mark& mark) {
    check_id(mark.id.text());
    check_anchor(mark.anchor);
    check_area(mark);
    check_ways(mark);
    check_words(mark.qualities, quality_words(), "error.edit.quality-unknown", "error.edit.quality-twice");
    check_influences(mark);
    require(is_rating(mark.now) && is_rating(mark.usual.value_or(0)) && is_rating(mark.worst.value_or(0)),
            "error.edit.rating");
    const int days = mark.duration_days.value_or(0);
    require(days >= 0 && days <= k_longest_duration_days, "error.edit.duration");
    check_radius(mark.radius_mm);
    check_line(mark.radiates_to);
    check_line(mark.carried_from.text());
    check_note(mark.note);
    require(mark.sequence >= 0, "error.edit.sequence");
}

void sort_records(CaseDocument& document) {
    std::ranges::sort(document.sessions, session_before);
    std::ranges::sort(document.marks, made_before);
    std::ranges::sort(document.measurements, made_before);
    std::ranges::sort(document.notes, note_before);
    std::ranges::sort(document.addenda, addendum_before);
    std::ranges::sort(document.facts, fact_before);
    std::ranges::sort(document.former_facts, former_before);
    std::ranges::sort(document.consents, consent_before);
    order_plan(document.plan, document.sessions);
}

bool is_sorted(const CaseDocument& document) {
    std::vector<PlanItem> ordered_plan = document.plan;
    order_plan(ordered_plan, document.sessions);
    return std::ranges::is_sorted(document.sessions, session_before) &&
           std::ranges::is_sorted(document.marks, made_before) &&
           std::ranges::is_sorted(document.measurements, made_before) &&
           std::ranges::adjacent_find(document.notes, std::not_fn(note_before)) == document.notes.end() &&
           std::ranges::is_sorted(document.addenda, addendum_before) &&
           std::ranges::adjacent_find(document.facts, std::not_fn(fact_before)) == document.facts.end() &&
           std::ranges::adjacent_find(document.former_facts, std::not_fn(former_before)) ==
               document.former_facts.end() &&
           std::ranges::is_sorted(document.consents, consent_before) && ordered_plan == document.plan;
}

}  // namespace palpate::detail
