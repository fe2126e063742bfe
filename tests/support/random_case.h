#pragma once

#include "casebook/case_document.h"
#include "casebook/edits.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace palpate {

/// Makes believable and odd, always valid records and edits from a seed: the same seed, the same values everywhere
/// (only raw engine bits are used; the distributions of <random> differ between libraries).
class RandomCase {
public:
    explicit RandomCase(std::uint32_t seed) : bits_(seed), prefix_(fmt::format("case{}", seed)) {}

    [[nodiscard]] Client client() {
        return {.id = ClientId(next_id()),
                .reference = fmt::format("{}-{}", prefix_, 1000 + below(100'000)),
                .name = word(),
                .birth = below(2) == 0 ? "" : date(),
                .phone = below(2) == 0 ? "" : fmt::format("+49 30 {}", below(1'000'000)),
                .email = below(2) == 0 ? "" : word(),
                .emergency = {.name = below(2) == 0 ? "" : word(), .phone = ""},
                .sample = below(2) == 0,
                .created = time()};
    }

    [[nodiscard]] Session session() {
        return {.id = SessionId(next_id()),
                .type = all_session_types()[below(all_session_types().size())],
                .date = date(),
                .title = below(2) == 0 ? "" : word(),
                .no_pain = below(6) == 0,
                .planned_minutes = below(2) == 0 ? std::nullopt : std::optional(static_cast<int>(10 + below(231))),
                .created = time()};
    }

    [[nodiscard]] Mark mark(const SessionId& session) {
        Mark mark{.id = MarkId(next_id()), .session = session, .anchor = anchor()};
        mark.kind = all_mark_kinds()[below(all_mark_kinds().size())];
        mark.depth = all_depths()[below(all_depths().size())];
        mark.author = all_authors()[below(all_authors().size())];
        for (const std::string& quality : quality_words()) {
            if (below(4) == 0) {
                mark.qualities.push_back(quality);
            }
        }
        add_shape(mark);
        mark.better_with = some_influences();
        mark.worse_with = some_influences();
        mark.radiates_to = below(4) == 0 ? word() : "";
        mark.constancy = maybe(all_constancies());
        mark.confidence = maybe(all_confidences());
        mark.confirmed = below(5) != 0;
        mark.addressed = below(5) == 0;
        mark.carried_from = MarkId(below(5) == 0 ? next_id() : "");
        mark.now = static_cast<int>(below(11));
        mark.usual = maybe_up_to(10);
        mark.worst = maybe_up_to(10);
        mark.duration_days = maybe_up_to(4000);
        mark.note = below(3) == 0 ? "" : word() + "\n" + word();
        mark.radius_mm = 0.5F + 40.0F * share();
        mark.created = time();
        return mark;
    }

    /// A mark that the session's "no pain today" allows.
    [[nodiscard]] Mark mark_for(const Session& session) {
        Mark made = mark(session.id);
        made.now = session.no_pain ? 0 : made.now;
        return made;
    }

    [[nodiscard]] ClientFact fact() {
        ClientFact fact{.kind = all_fact_kinds()[below(all_fact_kinds().size())]};
        fact.subject = is_of_a_day(fact.kind) ? date() : fmt::format("subject-{}", below(8));
        fact.value = value_for(fact.kind);
        for (std::size_t place = 0; fact.kind == FactKind::Answer && place < below(4); ++place) {
            fact.places.push_back(fmt::format("region-{}.{}", place, below(2) == 0 ? "left" : "mid"));
        }
        add_spots(fact);
        fact.note = below(3) == 0 ? word() : "";
        fact.recorded = time();
        return fact;
    }

    [[nodiscard]] Measurement measurement(const SessionId& session) {
        return {.id = MeasurementId(next_id()),
                .session = session,
                .measure = fmt::format("measure-{}", below(5)),
                .item = below(2) == 0 ? "" : word(),
                .moment = all_measure_moments()[below(all_measure_moments().size())],
                .value = static_cast<double>(below(2000)) / 8.0 - 20.0,
                .passive = below(2) == 0,
                .note = below(3) == 0 ? word() + "\n" + word() : "",
                .created = time()};
    }

    /// Not signed: what is signed takes no more edits.
    [[nodiscard]] SessionNote note(const SessionId& session) {
        SessionNote note{.session = session};
        for (NoteSection& section : note.sections) {
            section = {below(3) == 0 ? "" : word() + "\n" + word(),
                       all_note_origins()[below(all_note_origins().size())]};
        }
        note.changed = time();
        return note;
    }

    /// An item that AddPlanItem accepts.
    [[nodiscard]] PlanItem plan_item(const CaseDocument& document, const SessionId& session) {
        PlanItem item{.id = PlanItemId(next_id()), .session = session, .part = all_plan_parts()[below(2)]};
        item.position = static_cast<int>(below(plan_of(document, session, item.part).size() + 1));
        item.technique = fmt::format("technique-{}", below(10));
        for (std::size_t place = 0; place < below(4); ++place) {
            item.structures.emplace_back(fmt::format("muscle {}.right", place));
        }
        item.minutes = static_cast<int>(1 + below(240));
        item.pressure = static_cast<int>(1 + below(5));
        item.note = below(3) == 0 ? word() + "\n" + word() : "";
        item.done = below(2) == 0;
        item.override_rule = below(4) == 0 ? "ci-fever" : "";
        item.override_reason = item.override_rule.empty() ? "" : word();
        item.created = time();
        return item;
    }

    /// An edit that the document accepts.
    [[nodiscard]] Edit edit(const CaseDocument& document) {
        switch (document.sessions.empty() ? 0 : below(12)) {
            case 1: return fact_edit(document);
            case 2:
            case 3: return plan_edit(document);
            case 4: return measurement_edit(document);
            case 5: return SetNote{note(document.sessions[below(document.sessions.size())].id)};
            case 6: return consent_edit(document);
            case 7: return SetPhoto{photo()};
            default: return mark_edit(document);
        }
    }

    [[nodiscard]] Edit consent_edit(const CaseDocument& document) {
        if (!document.consents.empty() && !document.consents.back().withdrawn && below(3) == 0) {
            return WithdrawConsent{.id = document.consents.back().id, .at = time()};
        }
        return GiveConsent{{.id = ConsentId(next_id()),
                            .text = below(2) == 0 ? "treatment" : "records",
                            .version = "2026-11",
                            .words = word() + "\n" + word(),
                            .given_by = word(),
                            .given = time()}};
    }

    [[nodiscard]] ClientPhoto photo() {
        ClientPhoto photo;
        for (std::size_t byte = below(40); byte > 0; --byte) {
            photo.png.push_back(static_cast<std::uint8_t>(below(256)));
        }
        return photo;
    }

    [[nodiscard]] Edit fact_edit(const CaseDocument& document) {
        if (document.facts.empty() || below(4) > 0) {
            return SetFact{fact()};
        }
        const ClientFact& some_fact = document.facts[below(document.facts.size())];
        return RemoveFact{some_fact.kind, some_fact.subject, time()};
    }

    /// The document has a session.
    [[nodiscard]] Edit plan_edit(const CaseDocument& document) {
        const Session& some_session = document.sessions[below(document.sessions.size())];
        const auto choice = document.plan.empty() ? 0 : below(4);
        if (choice < 2) {
            return AddPlanItem{plan_item(document, some_session.id)};
        }
        const PlanItem& some_item = document.plan[below(document.plan.size())];
        if (choice == 2) {
            return RemovePlanItem{some_item.id};
        }
        PlanItem changed = plan_item(apply(document, RemovePlanItem{some_item.id}), some_session.id);
        changed.id = some_item.id;
        return EditPlanItem{changed};
    }

    /// The document has a session.
    [[nodiscard]] Edit measurement_edit(const CaseDocument& document) {
        const Session& some_session = document.sessions[below(document.sessions.size())];
        const auto choice = document.measurements.empty() ? 0 : below(4);
        if (choice < 2) {
            return AddMeasurement{measurement(some_session.id)};
        }
        const Measurement& some = document.measurements[below(document.measurements.size())];
        if (choice == 2) {
            return RemoveMeasurement{some.id};
        }
        Measurement changed = measurement(some_session.id);
        changed.id = some.id;
        return EditMeasurement{changed};
    }

    /// Of sessions, marks or the client.
    [[nodiscard]] Edit mark_edit(const CaseDocument& document) {
        const auto choice = below(10);
        if (document.sessions.empty() || choice == 0) {
            return AddSession{session()};
        }
        const Session& some_session = document.sessions[below(document.sessions.size())];
        if (document.marks.empty() || choice < 5) {
            return AddMark{mark_for(some_session)};
        }
        const Mark& some_mark = document.marks[below(document.marks.size())];
        switch (choice) {
            case 5: {
                Client changed = client();
                changed.id = document.client.id;
                return EditClient{changed};
            }
            case 6: {
                Session changed = session();
                changed.id = some_session.id;
                changed.no_pain = changed.no_pain && strongest(document, some_session.id) == 0;
                return EditSession{changed};
            }
            case 7: return RemoveSession{some_session.id};
            case 8: return RemoveMark{some_mark.id};
            default: {
                Mark changed = mark_for(some_session);
                changed.id = some_mark.id;
                return EditMark{changed};
            }
        }
    }

    [[nodiscard]] CaseDocument document(int edits = 30) {
        CaseDocument document{.client = client()};
        return after_edits(std::move(document), edits);
    }

    [[nodiscard]] CaseDocument after_edits(CaseDocument document, int edits) {
        for (int count = 0; count < edits; ++count) {
            document = apply(document, edit(document));
        }
        return document;
    }

    /// 0 .. limit - 1.
    [[nodiscard]] std::size_t below(std::size_t limit) { return bits_() % limit; }

private:
    [[nodiscard]] static int strongest(const CaseDocument& document, const SessionId& session) {
        int most = 0;
        for (const Mark* mark : marks_of(document, session)) {
            most = std::max(most, mark->now);
        }
        return most;
    }

    void add_spots(ClientFact& fact) {
        const bool of_an_area = fact.kind == FactKind::AvoidArea;
        for (std::size_t spot = below(3); spot > 0 && (of_an_area || !fact.places.empty()); --spot) {
            const std::string& place = of_an_area ? fact.subject : fact.places[below(fact.places.size())];
            fact.spots.push_back({.place = place, .anchor = anchor()});
        }
    }

    [[nodiscard]] static bool is_of_a_day(FactKind kind) {
        return kind == FactKind::Event || kind == FactKind::HardDay;
    }

    [[nodiscard]] std::string value_for(FactKind kind) {
        switch (kind) {
            case FactKind::Answer: return below(2) == 0 ? "yes" : "unsure";
            case FactKind::Goal: return std::to_string(1 + below(7));
            case FactKind::Trait: return word();
            case FactKind::Event: return below(2) == 0 ? "" : "between";
            default: return {};
        }
    }

    [[nodiscard]] std::string date() {
        const auto year = 20 + below(8);
        const auto month = 1 + below(12);
        return fmt::format("20{:02}-{:02}-{:02}", year, month, 1 + below(28));
    }

    void add_shape(Mark& mark) {
        mark.extent = all_mark_extents()[below(all_mark_extents().size())];
        const std::size_t places = 2 + below(4);
        for (std::size_t count = 0; count < places; ++count) {
            switch (mark.extent) {
                case MarkExtent::Area: mark.dabs.push_back({anchor(), 5.0F + 55.0F * share(), below(4) == 0}); break;
                case MarkExtent::Line: mark.path.push_back(anchor()); break;
                case MarkExtent::Point: mark.arrows.push_back(anchor()); break;
                default: break;
            }
        }
        if (mark.extent == MarkExtent::Area && below(2) == 0) {
            mark.measure = AreaMeasure{.area_mm2 = static_cast<double>(below(50'000)), .share = 0.25};
        }
    }

    [[nodiscard]] std::vector<std::string> some_influences() {
        std::vector<std::string> words;
        for (const std::string& influence : influence_words()) {
            if (below(5) == 0) {
                words.push_back(influence);
            }
        }
        return words;
    }

    template <class Value>
    [[nodiscard]] std::optional<Value> maybe(const std::vector<Value>& values) {
        const auto choice = below(values.size() + 1);
        return choice == values.size() ? std::nullopt : std::optional(values[choice]);
    }

    [[nodiscard]] float share() { return static_cast<float>(below(1'000'000)) / 999'999.0F; }
    [[nodiscard]] std::string next_id() { return fmt::format("{}-{:06}-{:08x}", prefix_, ++ids_, bits_()); }
    [[nodiscard]] Timestamp time() {
        return {1'600'000'000'000'000 + static_cast<std::int64_t>(below(200'000'000)) * 1'000'000};
    }

    [[nodiscard]] std::optional<int> maybe_up_to(int highest) {
        const auto value = below(static_cast<std::size_t>(highest) + 2);
        return value == 0 ? std::nullopt : std::optional(static_cast<int>(value) - 1);
    }

    [[nodiscard]] SurfaceAnchor anchor() {
        const float a = share();
        const float b = (1.0F - a) * share();
        return {.structure = StructureId(below(5) == 0 ? "skin" : fmt::format("muscle-{}.left", below(40))),
                .box_position = {share(), share(), share()},
                .atlas_topology = fmt::format("{:08x}", bits_()),
                .triangle = static_cast<std::uint32_t>(bits_()),
                .barycentric = {a, b, 1.0F - a - b}};
    }

    [[nodiscard]] std::string word() {
        static const std::vector<std::string> words{
            "after work", "x'; DROP TABLE marks; --", "Zoë", "\"quoted\"", "100 %", "{name}", "左肩", "🙂"};
        return words[below(words.size())];
    }

    std::mt19937 bits_;
    std::string prefix_;
    int ids_ = 0;
};

}  // namespace palpate
