#pragma once

namespace palpate::detail {

/// The ImGui context of a window: made first, destroyed last.
class ImGuiSession {
public:
    ImGuiSession();
    ~ImGuiSession();
    ImGuiSession(const ImGuiSession&) = delete;
    ImGuiSession& operator=(const ImGuiSession&) = delete;
};

}  // namespace palpate::detail
