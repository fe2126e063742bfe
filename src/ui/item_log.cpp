#include "ui/item_log.h"

#include <imgui_internal.h>

#include <algorithm>
#include <unordered_map>

// ImGui calls these hooks from its widgets; they exist once per program, so what they fill is file-local state.
namespace {

struct ItemLog {
    std::unordered_map<ImGuiID, ImRect> boxes;
    std::vector<palpate::LoggedItem> current;
    std::vector<palpate::LoggedItem> complete;
};

ItemLog& item_log() {
    static ItemLog log;
    return log;
}

}  // namespace

void ImGuiTestEngineHook_ItemAdd(ImGuiContext*, ImGuiID id, const ImRect& box, const ImGuiLastItemData*) {
    if (id != 0) {
        item_log().boxes[id] = box;
    }
}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID id, const char* label, ImGuiItemStatusFlags) {
    const auto found = item_log().boxes.find(id);
    if (found == item_log().boxes.end() || label == nullptr) {
        return;
    }
    const std::string_view text = label;
    const auto cut = text.find("##");
    const std::string_view shown = cut == std::string_view::npos || cut == 0 ? text : text.substr(0, cut);
    item_log().current.push_back({std::string(shown), found->second.Min, found->second.Max});
}

void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}

const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }

namespace palpate {

void start_item_log() { ImGui::GetCurrentContext()->TestEngineHookItems = true; }

void stop_item_log() {
    ImGui::GetCurrentContext()->TestEngineHookItems = false;
    item_log() = {};
}

const std::vector<LoggedItem>& logged_items() { return item_log().complete; }

std::optional<LoggedItem> find_logged_item(std::string_view label) {
    const auto& items = logged_items();
    const auto found = std::ranges::find(items, label, &LoggedItem::label);
    return found == items.end() ? std::nullopt : std::optional(*found);
}

void begin_item_log_frame() {
    item_log().boxes.clear();
    item_log().complete = std::move(item_log().current);
    item_log().current.clear();
}

}  // namespace palpate
