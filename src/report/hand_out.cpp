#include "report/hand_out.h"

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/atlas.h"
#include "base/error.h"
#include "base/file_io.h"
#include "base/translator.h"
#include "matching/mark_words.h"
#include "matching/marked_place.h"
#include "report/detail/hand_out_care.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

std::string citation(const Evidence& study) {
    const std::string doi = study.doi.empty() ? std::string() : ". doi:" + study.doi;
    return fmt::format("{} ({}). {}. {}{}", study.authors, study.year, study.title, study.journal, doi);
}

HandOutTechnique build_technique(const Match& match, const HandOutSources& sources) {
    const Technique* technique = sources.clinical.find_technique(match.technique);
    PALPATE_ASSERT(technique != nullptr);  // matches are made from this catalogue
    HandOutTechnique result{.id = technique->id.text(),
                            .name = technique->name,
                            .reason = sources.translator.tr(match.reason),
                            .explanation = technique->client_explanation,
                            .pressure = match.pressure,
                            .minutes = match.minutes,
                            .self_care = technique->self_care,
                            .evidence = sources.translator.tr(evidence_words(match, sources.clinical)),
                            .source = {},
                            .finding = {},
                            .questions = {}};
    if (const Evidence* study = sources.clinical.find_evidence(match.evidence_id)) {
        result.source = citation(*study);
        result.finding = study->finding;
    }
    for (const std::string& caution : match.cautions) {
        result.questions.push_back(sources.clinical.caution_text(caution));
    }
    return result;
}

/// What a client should know before agreeing; how a type is worked on and what else to ask is the therapist's.
bool is_for_clients(const Text& notice) {
    return notice.key != "match.notice.type" && notice.key != "match.notice.ask-since-when";
}

void add_matches(HandOutMark& result, const HandOutSources& sources) {
    const auto found = std::ranges::find(sources.match.marks, result.mark.id, &MarkMatches::mark);
    if (found == sources.match.marks.end()) {
        return;
    }
    result.needs_screen = found->needs_screen;
    for (const Text& notice : found->notices) {
        if (is_for_clients(notice)) {
            result.notices.push_back(sources.translator.tr(notice));
        }
    }
    const std::size_t count = std::min(sources.techniques_per_mark, found->matches.size());
    for (std::size_t i = 0; i < count; ++i) {
        result.techniques.push_back(build_technique(found->matches[i], sources));
    }
}

HandOutMark build_mark(const Mark& mark, int number, const HandOutSources& sources) {
    const std::optional<Structure> place = marked_place(mark, sources.atlas, sources.anatomy);
    const Structure* known = place ? &*place : nullptr;
    HandOutMark result{.number = number,
                       .id = mark.id.text(),
                       .words = sources.translator.tr(read_back(mark, known)),
                       .place = sources.translator.tr(place_words(known)),
                       .structure = place ? place->id : mark.anchor.structure,
                       .structure_name = place ? display_name(*place) : std::string(),
                       .anatomical_name = place ? place->name_english : std::string(),
                       .fma = place ? place->fma : std::nullopt,
                       .side = place ? place->side : Side::Mid,
                       .mark = mark,
                       .needs_screen = false,
                       .notices = {},
                       .techniques = {}};
    if (mark.author != Author::Client) {
        result.mark.note.clear();
    }
    add_matches(result, sources);
    return result;
}

}  // namespace

HandOut build_hand_out(const HandOutSources& sources) {
    const Session* session = find_session(sources.document, sources.session);
    if (session == nullptr) {
        throw Error(ErrorCode::NotFound, {"error.match.no-session", {{"session", sources.session.text()}}});
    }
    const AtlasCredit& credit = sources.atlas.credit();
    const CaseRule* stop = sources.match.find_stop();
    HandOut result{.client_reference = sources.document.client.reference,
                   .client_name = sources.document.client.name,
                   .sample = sources.document.client.sample,
                   .session_number = session_number(sources.document, sources.session),
                   .session_type = session->type,
                   .session_title = session->title,
                   .date = session->date,
                   .safety_notice = sources.translator.tr("match.safety-notice"),
                   .body_credit = fmt::format("{}: {} ({})", credit.title, credit.attribution, credit.licence),
                   .stop = stop != nullptr ? stop->what_to_do : std::string(),
                   .done = detail::build_done(sources),
                   .home = detail::build_home(sources),
                   .next_visit = detail::build_next_visit(*session, sources),
                   .marks = {},
                   .pictures = sources.pictures};
    int number = 0;
    for (const Mark* mark : marks_of(sources.document, sources.session)) {
        result.marks.push_back(build_mark(*mark, ++number, sources));
    }
    return result;
}

void write_hand_out(const HandOut& hand_out, const Translator& translator, const std::filesystem::path& folder) {
    write_file_atomically(folder / "hand-out.json", to_json(hand_out));
    write_file_atomically(folder / "marks.csv", to_csv(hand_out));
    write_file_atomically(folder / "hand-out.txt", to_plain_text(hand_out, translator));
    write_file_atomically(folder / "hand-out.html", to_html(hand_out, translator));
}

}  // namespace palpate
