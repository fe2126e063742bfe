#include "report/detail/report_parts.h"

#include "anatomy/anatomy_names.h"
#include "base/error.h"
#include "base/locale_words.h"
#include "base/translator.h"
#include "change/change_words.h"
#include "matching/mark_words.h"
#include "matching/marked_place.h"

#include <algorithm>

namespace palpate {
namespace {

bool says_something(const CaseDocument& document, const Session& session, std::optional<Author> author) {
    if (session.no_pain && author != Author::Therapist) {
        return true;
    }
    return std::ranges::any_of(document.marks, [&](const Mark& mark) {
        return mark.session == session.id && (!author || mark.author == *author);
    });
}

}  // namespace

Author hand_out_author(const CaseDocument& document, const SessionId& session) {
    const Session* found = find_session(document, session);
    const bool therapist_alone = found != nullptr && !says_something(document, *found, Author::Client) &&
                                 says_something(document, *found, Author::Therapist);
    return therapist_alone ? Author::Therapist : Author::Client;
}

std::optional<SessionId> find_earlier_map(const CaseDocument& document, const SessionId& session,
                                          std::optional<Author> author) {
    const auto now = std::ranges::find(document.sessions, session, &Session::id);
    if (now == document.sessions.end()) {
        return std::nullopt;
    }
    for (auto earlier = now; earlier != document.sessions.begin();) {
        --earlier;
        if (says_something(document, *earlier, author)) {
            return earlier->id;
        }
    }
    return std::nullopt;
}

namespace detail {

const Session& session_of(const ReportSources& sources, const SessionId& id) {
    const Session* session = find_session(sources.document, id);
    if (session == nullptr) {
        throw Error(ErrorCode::NotFound, {"error.match.no-session", {{"session", id.text()}}});
    }
    return *session;
}

ReportDocument begin_report(ReportKind kind, const ReportSources& sources) {
    const Session& session = session_of(sources, sources.session);
    const Client& client = sources.document.client;
    const Translator& words = sources.words;
    const std::string& who = client.name.empty() ? client.reference : client.name;
    return {.kind = kind,
            .language = words.tr("report.language-code"),
            .letterhead = sources.letterhead,
            .title = words.tr("report.page.title." + std::string(name_of(kind))),
            .subtitle = {},
            .foot = words.tr({"report.page.foot", {{"client", who}, {"date", shown_date(words, session.date)}}}),
            .page_words = words.tr("report.page.number"),
            .date = sources.date,
            .blocks = {},
            .ratings = sources.ratings};
}

std::string place_line(const ReportSources& sources, const Mark& mark) {
    const auto place = marked_place(mark, sources.knowledge.atlas, sources.knowledge.anatomy);
    return sources.words.tr(place_words(place ? &*place : nullptr));
}

std::string structure_line(const ReportSources& sources, const Mark& mark) {
    const auto place = marked_place(mark, sources.knowledge.atlas, sources.knowledge.anatomy);
    if (!place) {
        return mark.anchor.structure.text();
    }
    const std::string side = "report.page.side." + std::string(name_of(place->side));
    return sources.words.tr(Text{side, {{"name", with_capital(anatomical_name(sources.words, *place))}}});
}

const Mark& mark_of(const ReportSources& sources, const PlaceChange& change) {
    const Mark* mark = find_mark(sources.document, change.after.empty() ? change.before : change.after);
    PALPATE_ASSERT(mark != nullptr);  // the comparison is of this document
    return *mark;
}

std::string session_line(const ReportSources& sources, const SessionId& id) {
    return sources.words.tr({"ui.progress.session",
                             {{"number", std::to_string(session_number(sources.document, id))},
                              {"date", shown_date(sources.words, session_of(sources, id).date)}}});
}

void add_pictures(ReportDocument& report, const ReportSources& sources, std::string_view now_words,
                  std::string_view before_words, double most_height_mm, PictureOrder order) {
    ReportPictureRow row{.groups = {}, .most_height_mm = most_height_mm};
    if (!sources.body_now.empty()) {
        row.groups.push_back({std::string(now_words), sources.body_now});
    }
    if (!sources.body_before.empty()) {
        row.groups.push_back({std::string(before_words), sources.body_before});
    }
    if (order == PictureOrder::EarlierFirst) {
        std::ranges::reverse(row.groups);
    }
    if (!row.groups.empty()) {
        report.blocks.emplace_back(std::move(row));
        report.blocks.emplace_back(ReportParagraph{sources.words.tr("report.page.picture-numbers"), ReportTone::Quiet});
    }
}

ReportTable change_table(const ReportSources& sources, const std::vector<PlaceChange>& changes, bool for_client) {
    const Translator& words = sources.words;
    ReportTable table{.caption = words.tr("report.page.change-caption"),
                      .columns = {{words.tr("ui.progress.place"), 2.8},
                                  {words.tr("report.page.before"), 1.1},
                                  {words.tr("report.page.now"), 1.0},
                                  {words.tr("ui.progress.change"), 3.9}},
                      .rows = {}};
    for (const PlaceChange& change : changes) {
        const Mark& mark = mark_of(sources, change);
        const auto rating = [](const std::optional<int>& said) {
            return ReportCell{.text = said ? "" : "\u2013", .rating = said};
        };
        table.rows.push_back({{.text = for_client ? place_line(sources, mark)
                                                  : place_line(sources, mark) + "\n" + structure_line(sources, mark)},
                              rating(change.from),
                              rating(change.to),
                              {.text = words.tr(words_of(change))}});
    }
    return table;
}

}  // namespace detail
}  // namespace palpate
