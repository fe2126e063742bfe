#pragma once

#include "anatomy/structure.h"
#include "casebook/case_document.h"

#include <glm/vec3.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace palpate::detail {

// What the sample clients' records are made from: plain tables, so that a story is read as one.

/// Where a hand would point: the surface of the structure that faces `outward`, nearest to a place in its box.
struct SamplePlace {
    std::string_view catalogue_id;
    Side side = Side::Mid;
    glm::vec3 outward{0.0F};     ///< unit, frame.h
    glm::vec3 box_target{0.5F};  ///< 0..1 per axis of the structure's box; x towards the subject's left
};

struct SampleMark {
    SamplePlace place;
    MarkKind kind = MarkKind::Pain;
    std::vector<std::string> qualities;
    int now = 0;
    int usual = 0;
    int worst = 0;
    Depth depth = Depth::Muscle;
    int duration_days = 0;  ///< on the day of the session
    Author author = Author::Client;
    std::string_view note_key;
};

struct SampleMeasure {
    std::string_view measure;
    double value = 0.0;
    MeasureMoment moment = MeasureMoment::Anytime;
    std::string_view item;      ///< of a movement
    std::string_view item_key;  ///< an activity in the client's words
};

struct SampleSession {
    int days_ago = 0;
    SessionType type = SessionType::Treatment;
    std::string_view title_key;
    std::vector<SampleMark> marks;
    std::vector<SampleMeasure> measures{};
};

/// A step of the last session's plan.
struct SampleStep {
    PlanPart part = PlanPart::Session;
    std::string_view technique;
    std::vector<SamplePlace> places;  ///< empty: the whole body
    int minutes = 0;
    int pressure = 1;
    bool done = false;
};

/// An event still to come.
struct SampleEvent {
    int in_days = 0;
    std::string_view name_key;
};

struct SampleStory {
    std::string_view reference;
    std::string_view name_key;
    std::vector<SampleSession> sessions;  ///< oldest first, the last one today
    std::vector<SampleStep> plan;
    std::vector<ClientFact> facts;
    std::optional<SampleEvent> event;
};

/// A neck and shoulder that eases, flares after a long drive and eases again; a low back that has hurt for years and
/// slowly gets better; a runner's legs in the weeks before a marathon.
[[nodiscard]] std::vector<SampleStory> sample_stories();

}  // namespace palpate::detail
