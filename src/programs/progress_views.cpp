#include "programs/detail/progress_views.h"

#include "base/locale_words.h"
#include "programs/console.h"

#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

constexpr std::size_t k_most_printed = 8;

/// The place of a mark in words, with the client's own side.
std::string place_of(const Workspace& workspace, const MarkId& id) {
    const Mark* mark = find_mark(workspace.require_document(), id);
    PALPATE_ASSERT(mark != nullptr);  // the report is of the document as it is
    return workspace.title_of(*mark);
}

std::string place_of(const Workspace& workspace, const PlaceChange& change) {
    return place_of(workspace, change.after.empty() ? change.before : change.after);
}

// ---- as a table ----------------------------------------------------------------------------------------------------

std::string head_of(const Workspace& workspace, const SessionId& id) {
    const CaseDocument& document = workspace.require_document();
    return workspace.words().tr({"cli.progress-session",
                                 {{"number", std::to_string(session_number(document, id))},
                                  {"date", shown_date(workspace.words(), find_session(document, id)->date)}}});
}

/// A rating, or a dash where nobody said one.
std::string cell(const std::optional<int>& rating) { return rating ? std::to_string(*rating) : "-"; }

/// {fmt} pads by columns; a width counted in bytes is only a little generous.
void print_changes(const AuthorProgress& progress, const Workspace& workspace) {
    std::size_t width = 0;
    for (const PlaceChange& change : progress.changes) {
        width = std::max(width, place_of(workspace, change).size());
    }
    for (const PlaceChange& change : progress.changes) {
        print_line(fmt::format("  {:{}}  {:>2}  {:>2}  {}", place_of(workspace, change), width, cell(change.from),
                               cell(change.to), workspace.words().tr(words_of(change))));
    }
}

void print_trends(const AuthorProgress& progress, const Workspace& workspace) {
    const Translator& words = workspace.words();
    print_line(words.tr({"cli.progress-whole", {{"trend", words.tr(words_of(progress.body.verdict, words))}}}));
    std::size_t printed = 0;
    for (const Trend& trend : progress.trends) {
        if (trend.verdict.thirds && printed++ < k_most_printed) {  // with too few values there is nothing to tell
            print_line(
                fmt::format("  {}: {}", place_of(workspace, trend.latest), words.tr(words_of(trend.verdict, words))));
        }
    }
}

void print_often(const AuthorProgress& progress, const Workspace& workspace) {
    const Translator& words = workspace.words();
    print_line(words.tr("cli.progress-often"));
    for (std::size_t i = 0; i < std::min(progress.often.places.size(), k_most_printed); ++i) {
        const MarkedOften& often = progress.often.places[i];
        print_line(fmt::format("  {}: {}", place_of(workspace, often.latest),
                               words.tr(words_of(often, progress.often, words))));
    }
}

void print_author(const AuthorProgress& progress, const Workspace& workspace) {
    if (progress.trends.empty() && progress.changes.empty()) {
        return;
    }
    print_line(workspace.words().tr("cli.progress-by." + std::string(name_of(progress.author))));
    print_changes(progress, workspace);
    print_trends(progress, workspace);
    print_often(progress, workspace);
}

// ---- as JSON -------------------------------------------------------------------------------------------------------

template <class Value>
Json or_null(const std::optional<Value>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json id_or_null(const MarkId& id) { return id.empty() ? Json(nullptr) : Json(id.text()); }

Json to_json(const std::optional<Judgement>& judgement) {
    if (!judgement) {
        return nullptr;
    }
    return {{"from", judgement->from},
            {"to", judgement->to},
            {"difference", judgement->difference},
            {"percent", or_null(judgement->percent)},
            {"verdict", name_of(judgement->verdict)}};
}

Json to_json(const BodyPlace& place, const std::string& title) {
    return {{"id", place.id},
            {"title", title},
            {"structure", place.structure.text()},
            {"region", place.region_id.empty() ? Json(nullptr) : Json(place.region_id)},
            {"side", name_of(place.side)}};
}

Json to_json(const PlaceChange& change, const Workspace& workspace) {
    return {{"place", to_json(change.place, place_of(workspace, change))},
            {"kind", name_of(change.kind)},
            {"from", or_null(change.from)},
            {"to", or_null(change.to)},
            {"outcome", name_of(change.outcome)},
            {"ground", name_of(change.ground)},
            {"now", to_json(change.now)},
            {"usual", to_json(change.usual)},
            {"worst", to_json(change.worst)},
            {"mark_before", id_or_null(change.before)},
            {"mark_after", id_or_null(change.after)},
            {"words", workspace.words().tr(words_of(change))}};
}

Json to_json(const std::optional<RatingSpread>& spread) {
    return spread ? Json{{"highest", spread->highest}, {"mean", spread->mean}} : Json(nullptr);
}

Json to_json(const TrendPoint& point, const CaseDocument& document) {
    return {{"session", session_number(document, point.session)},
            {"date", point.date},
            {"places", or_null(point.places)},
            {"now", to_json(point.now)},
            {"usual", to_json(point.usual)},
            {"worst", to_json(point.worst)}};
}

Json to_json(const Trend& trend, const Workspace& workspace) {
    Json points = Json::array();
    for (const TrendPoint& point : trend.points) {
        points.push_back(to_json(point, workspace.require_document()));
    }
    const TrendVerdict& verdict = trend.verdict;
    return {{"place", trend.place ? to_json(*trend.place, place_of(workspace, trend.latest)) : Json(nullptr)},
            {"name", verdict.name ? Json(name_of(*verdict.name)) : Json(nullptr)},
            {"values", verdict.values},
            {"thirds", to_json(verdict.thirds)},
            {"points", std::move(points)},
            {"words", workspace.words().tr(words_of(verdict, workspace.words()))}};
}

Json to_json(const MarkedOften& often, const Composite& composite, const Workspace& workspace) {
    return {{"id", often.id},
            {"place", to_json(often.place, place_of(workspace, often.latest))},
            {"sessions", often.sessions},
            {"share", often.share},
            {"mean", often.mean},
            {"highest", often.highest},
            {"words", workspace.words().tr(words_of(often, composite, workspace.words()))}};
}

Json to_json(const Composite& composite, const Workspace& workspace) {
    const auto list = [&](const std::vector<MarkedOften>& all) {
        Json entries = Json::array();
        for (const MarkedOften& often : all) {
            entries.push_back(to_json(often, composite, workspace));
        }
        return entries;
    };
    return {{"sessions", composite.sessions},
            {"with_map", composite.with_map},
            {"places", list(composite.places)},
            {"regions", list(composite.regions)}};
}

Json to_json(const AuthorProgress& progress, const Workspace& workspace) {
    Json changes = Json::array();
    for (const PlaceChange& change : progress.changes) {
        changes.push_back(to_json(change, workspace));
    }
    Json trends = Json::array();
    for (const Trend& trend : progress.trends) {
        trends.push_back(to_json(trend, workspace));
    }
    return {{"author", name_of(progress.author)},
            {"changes", std::move(changes)},
            {"trend", to_json(progress.body, workspace)},
            {"trends", std::move(trends)},
            {"often", to_json(progress.often, workspace)}};
}

Json to_json(const ChangeRule& rule, const Translator& words) {
    return {{"clear_points", rule.clear_points},     {"clear_percent", rule.clear_percent},
            {"slight_points", rule.slight_points},   {"slight_percent", rule.slight_percent},
            {"least_baseline", rule.least_baseline}, {"words", words.tr(words_of(rule, words))}};
}

Json to_json(const std::optional<WidespreadCount>& count, const Translator& words) {
    if (!count) {
        return nullptr;
    }
    Json sentences = Json::array();
    for (const Text& sentence : words_of(*count)) {
        sentences.push_back(words.tr(sentence));
    }
    return {{"count", count->areas.size()},
            {"of", count->of},
            {"areas", count->areas},
            {"outside", count->outside},
            {"words", std::move(sentences)}};
}

}  // namespace

void print_progress(const ProgressReport& report, const Workspace& workspace) {
    const Translator& words = workspace.words();
    print_line(words.tr(
        {"cli.progress-head", {{"from", head_of(workspace, report.from)}, {"to", head_of(workspace, report.to)}}}));
    for (const AuthorProgress& progress : report.authors) {
        print_author(progress, workspace);
    }
    if (report.widespread) {
        for (const Text& sentence : words_of(*report.widespread)) {
            print_line(words.tr(sentence));
        }
    }
    print_line(words.tr(words_of(report.rule, words)));
}

Json to_json(const ProgressReport& report, const Workspace& workspace) {
    const CaseDocument& document = workspace.require_document();
    Json authors = Json::array();
    for (const AuthorProgress& progress : report.authors) {
        authors.push_back(to_json(progress, workspace));
    }
    return {{"client", to_json(document.client)},
            {"from", to_json(document, *find_session(document, report.from))},
            {"to", to_json(document, *find_session(document, report.to))},
            {"rule", to_json(report.rule, workspace.words())},
            {"authors", std::move(authors)},
            {"widespread", to_json(report.widespread, workspace.words())}};
}

}  // namespace palpate
