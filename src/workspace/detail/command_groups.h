#pragma once

#include "workspace/workspace.h"

#include <vector>

namespace palpate {

// The command table in parts, each in menu order.
[[nodiscard]] std::vector<Command> client_commands();  ///< client.*, session.*
[[nodiscard]] std::vector<Command> people_commands();  ///< client.consent, note.phrase-add, practice.count
[[nodiscard]] std::vector<Command> fact_commands();    ///< client.answer, client.goal, ..: what is known of a client
[[nodiscard]] std::vector<Command> plan_commands();    ///< plan.*
[[nodiscard]] std::vector<Command> note_commands();    ///< note.*, measure.*
[[nodiscard]] std::vector<Command> mark_commands();    ///< mark.*
[[nodiscard]] std::vector<Command> map_commands();     ///< mark.confirm, .. and what is said of a whole map
[[nodiscard]] std::vector<Command> tool_commands();    ///< tool.*, brush.*, mark.paint, mark.radiate
[[nodiscard]] std::vector<Command> edit_commands();    ///< edit.*, record.*, store.*
[[nodiscard]] std::vector<Command> view_commands();    ///< atlas.*, body.*, view.*, app.*
[[nodiscard]] std::vector<Command> search_commands();  ///< search.*, view.fly-to
[[nodiscard]] std::vector<Command> window_commands();  ///< app.*, client.choose, ..: what opens in the window
[[nodiscard]] std::vector<Command> visibility_commands();  ///< view.*: what of the body is seen
[[nodiscard]] std::vector<Command> overlay_commands();     ///< view.map, view.referral, view.heat, ..
[[nodiscard]] std::vector<Command> stroke_commands();      ///< stroke.*
[[nodiscard]] std::vector<Command> picture_commands();     ///< picture.*
[[nodiscard]] std::vector<Command> pane_commands();        ///< view.single, view.four, view.compare
[[nodiscard]] std::vector<Command> mode_commands();        ///< app.mode
[[nodiscard]] std::vector<Command> progress_commands();    ///< progress.*
[[nodiscard]] std::vector<Command> intake_commands();      ///< kiosk.*, intake.*

// When commands make sense.
[[nodiscard]] inline bool always(const Workspace&) { return true; }
[[nodiscard]] inline bool has_store(const Workspace& workspace) { return workspace.store_open(); }
[[nodiscard]] inline bool has_client(const Workspace& workspace) { return workspace.document() != nullptr; }
[[nodiscard]] inline bool has_session(const Workspace& workspace) { return !workspace.session().empty(); }
/// Something is hidden or a ghost that show-all would bring back.
[[nodiscard]] inline bool hides_something(const Workspace& workspace) {
    const ViewSettings& settings = workspace.view().settings;
    return !settings.hidden.empty() || settings.others != Others::Shown;
}
[[nodiscard]] inline bool has_atlas(const Workspace& workspace) { return workspace.atlas() != nullptr; }

}  // namespace palpate
