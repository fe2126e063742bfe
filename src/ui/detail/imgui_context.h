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

/// Keys, letters, the mouse or the focus, pushed to ImGui since its last frame.
[[nodiscard]] bool input_is_waiting();
/// The same, but for the focus: a person did something. `by_moving`: also where they only moved the mouse.
[[nodiscard]] bool person_acted(bool by_moving);

}  // namespace palpate::detail
