#pragma once

#include "ui/panels.h"

#include <string>
#include <string_view>

namespace palpate::detail {

/// Goes to a record; the one shown before is a step back.
void show_record(PanelContext& context, const std::string& id);
void step_through_records(PanelContext& context, bool forward);
/// The record of that id in the library's list; null where there is none.
[[nodiscard]] const ContentRecord* find_listed(const LibraryState& library, std::string_view id);
/// The record shown: heading, what it says, and who names it. Fills the ImGui child it is called in.
void draw_record(PanelContext& context, const ContentRecord& record);

}  // namespace palpate::detail
