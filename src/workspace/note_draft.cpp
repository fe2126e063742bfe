#include "workspace/note_draft.h"

#include "base/calendar_date.h"
#include "clinical/measure_words.h"
#include "matching/home_care.h"
#include "matching/plan_proposal.h"
#include "matching/record_facts.h"
#include "workspace/workspace.h"

#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

/// Lines of a part: a heading and a line for each thing, nothing where there is none.
void add_list(std::string& part, const std::string& heading, const std::vector<std::string>& lines) {
    if (lines.empty()) {
        return;
    }
    part += part.empty() ? "" : "\n";
    part += heading;
    for (const std::string& line : lines) {
        part += "\n- " + line;
    }
}

std::vector<std::string> mark_lines(const Workspace& workspace, const SessionId& session, Author author) {
    std::vector<std::string> lines;
    for (const Mark* mark : marks_of(*workspace.document(), session)) {
        if (mark->author == author) {
            lines.push_back(workspace.read_back(*mark));
        }
    }
    return lines;
}

std::vector<std::string> goal_lines(const Workspace& workspace, const SessionId& session) {
    std::vector<std::string> lines;
    const auto& goals = workspace.clinical().questions().goals;
    for (const std::string& id : case_facts_of(*workspace.document(), session).goals) {
        if (const auto goal = std::ranges::find(goals, id, &Goal::id); goal != goals.end()) {
            lines.push_back(goal->name);
        }
    }
    return lines;
}

std::vector<std::string> measurement_lines(const Workspace& workspace, const SessionId& session) {
    std::vector<std::string> lines;
    for (const Measurement* measurement : measurements_of(*workspace.document(), session)) {
        lines.push_back(words_of(workspace, *measurement));
    }
    return lines;
}

std::string step_line(const Workspace& workspace, const PlanItem& item) {
    const Technique* technique = workspace.clinical().find_technique(item.technique);
    std::string places;
    if (workspace.atlas() != nullptr) {
        places = step_place_words(item.structures, {*workspace.atlas(), workspace.anatomy(), workspace.clinical()},
                                  workspace.words());
    }
    return workspace.words().tr({"note.draft.step",
                                 {{"technique", technique != nullptr ? technique->name : item.technique},
                                  {"place", places},
                                  {"minutes", std::to_string(item.minutes)}}});
}

enum class Steps { Done, NotDone, AtHome };

std::vector<std::string> step_lines(const Workspace& workspace, const SessionId& session, Steps which) {
    const PlanPart part = which == Steps::AtHome ? PlanPart::Home : PlanPart::Session;
    std::vector<std::string> lines;
    for (const PlanItem* item : plan_of(*workspace.document(), session, part)) {
        if (which == Steps::AtHome || item->done == (which == Steps::Done)) {
            lines.push_back(step_line(workspace, *item));
        }
    }
    return lines;
}

std::string subjective(const Workspace& workspace, const SessionId& session) {
    const Translator& words = workspace.words();
    std::string part;
    add_list(part, words.tr("note.draft.client-marks"), mark_lines(workspace, session, Author::Client));
    if (find_session(*workspace.document(), session)->no_pain) {
        part += (part.empty() ? "" : "\n") + words.tr("note.draft.no-pain");
    }
    add_list(part, words.tr("note.draft.goals"), goal_lines(workspace, session));
    return part;
}

std::string objective(const Workspace& workspace, const SessionId& session) {
    std::string part;
    add_list(part, workspace.words().tr("note.draft.found"), mark_lines(workspace, session, Author::Therapist));
    add_list(part, workspace.words().tr("note.draft.measured"), measurement_lines(workspace, session));
    return part;
}

std::string plan(const Workspace& workspace, const SessionId& session) {
    const Translator& words = workspace.words();
    std::string part;
    add_list(part, words.tr("note.draft.done"), step_lines(workspace, session, Steps::Done));
    add_list(part, words.tr("note.draft.not-done"), step_lines(workspace, session, Steps::NotDone));
    add_list(part, words.tr("note.draft.home"), step_lines(workspace, session, Steps::AtHome));
    return part;
}

}  // namespace

std::array<std::string, k_note_part_count> draft_note(const Workspace& workspace, const SessionId& session) {
    return {subjective(workspace, session), objective(workspace, session), {}, plan(workspace, session)};
}

std::string words_of(const Workspace& workspace, const Measurement& measurement) {
    const Translator& words = workspace.words();
    std::string what =
        measured_words(measurement.measure, measurement.item, measurement.passive, workspace.clinical(), words);
    if (measurement.moment != MeasureMoment::Anytime) {
        what += ", " + words.tr("measure.moment." + std::string(name_of(measurement.moment)));
    }
    const std::string unit = measure_unit_words(measurement.measure, workspace.clinical(), words);
    return fmt::format("{}: {:g}{}{}", what, measurement.value, unit.empty() ? "" : " ", unit);
}

}  // namespace palpate
