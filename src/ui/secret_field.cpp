#include "ui/secret_field.h"

#include "base/store_user.h"

#include <imgui.h>
#include <imgui_internal.h>
#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>
#include <cstring>

namespace palpate {
namespace {

/// What was typed stands there until the next field is edited.
void forget_typed_text() {
    ImGuiContext& imgui = *ImGui::GetCurrentContext();
    ImGuiInputTextState& typed = imgui.InputTextState;
    const auto wipe = [](auto& letters) { std::fill(letters.begin(), letters.end(), 0); };
    wipe(typed.TextW);
    wipe(typed.TextA);
    wipe(typed.InitialTextA);
    wipe(imgui.InputTextDeactivatedState.TextA);
    std::memset(typed.Stb.undostate.undo_char, 0, sizeof typed.Stb.undostate.undo_char);
    typed.CurLenW = 0;
    typed.CurLenA = 0;
    if (typed.ID != 0 && imgui.ActiveId == typed.ID) {
        ImGui::ClearActiveID();
    }
}

}  // namespace

bool secret_field(const char* id, std::string& secret) {
    constexpr std::size_t k_room = 256;  // grown letter by letter the text would leave its beginnings behind in memory
    secret.reserve(k_room);
    ImGui::SetNextItemWidth(-1);
    return ImGui::InputText(id, &secret, ImGuiInputTextFlags_Password | ImGuiInputTextFlags_EnterReturnsTrue);
}

void forget_secret(std::string& secret) {
    wipe_secret(secret);
    forget_typed_text();
}

}  // namespace palpate
