#pragma once

#include "change/change_map.h"
#include "report/build_report.h"

#include <string>
#include <string_view>
#include <vector>

namespace palpate::detail {

// What several reports say in the same way.

/// The document without blocks: head and foot.
[[nodiscard]] ReportDocument begin_report(ReportKind kind, const ReportSources& sources);
/// Throws Error NotFound.
[[nodiscard]] const Session& session_of(const ReportSources& sources, const SessionId& id);
/// "Your left shoulder, at the back".
[[nodiscard]] std::string place_line(const ReportSources& sources, const Mark& mark);
/// "Posterior deltoid, left": the name therapists use, for those who are not the client.
[[nodiscard]] std::string structure_line(const ReportSources& sources, const Mark& mark);
/// The mark a change is drawn from: of the later session where it has one.
[[nodiscard]] const Mark& mark_of(const ReportSources& sources, const PlaceChange& change);
/// "3: 12 Oct 2026".
[[nodiscard]] std::string session_line(const ReportSources& sources, const SessionId& id);
/// Both sessions' pictures, each under its words; nothing where there are none.
enum class PictureOrder { LaterFirst, EarlierFirst };
void add_pictures(ReportDocument& report, const ReportSources& sources, std::string_view now_words,
                  std::string_view before_words, double most_height_mm, PictureOrder order = PictureOrder::LaterFirst);
/// A row for each place, as change_between() sorts them.
[[nodiscard]] ReportTable change_table(const ReportSources& sources, const std::vector<PlaceChange>& changes,
                                       bool for_client);

}  // namespace palpate::detail
