#pragma once

#include "casebook/case_document.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace palpate {

/// How two sessions, and all between, are seen on the body.
enum class ProgressShow {
    Change,      ///< what became of each place
    SideBySide,  ///< both sessions, under one camera
    Often        ///< in how many of the sessions each place was marked
};
inline constexpr std::array k_all_progress_shows{ProgressShow::Change, ProgressShow::SideBySide, ProgressShow::Often};
/// "change", "side-by-side", "often"; also the last part of text keys.
[[nodiscard]] std::string_view name_of(ProgressShow show);
[[nodiscard]] std::optional<ProgressShow> find_progress_show(std::string_view name);

/// What Progress compares and how; part of the view, so neither undoable nor kept.
struct ProgressView {
    SessionId from{};  ///< empty: the first
    SessionId to{};    ///< empty: the last
    ProgressShow show = ProgressShow::Change;
    Author author = Author::Client;
    std::string place{};  ///< what is spoken of, BodyPlace::id; empty: nothing in particular
    bool operator==(const ProgressView&) const = default;
};

/// Two sessions of a document, the earlier one first.
struct ProgressRange {
    SessionId from{};
    SessionId to{};
    bool operator==(const ProgressRange&) const = default;
};

/// The sessions asked for; the first and the last where one of them is not there, or they are the wrong way round.
/// nullopt with fewer than two sessions.
[[nodiscard]] std::optional<ProgressRange> find_progress_range(const CaseDocument& document, const ProgressView& view);

}  // namespace palpate
