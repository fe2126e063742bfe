// The dialog for pictures: where to, how large, what is in them.

#include "ui/panels.h"
#include "ui/widgets.h"
#include "workspace/picture.h"
#include "workspace/picture_order.h"

#include <fmt/format.h>
#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>
#include <cstdlib>

namespace palpate {
namespace {

/// What opening the dialog starts from: the picture as it is on screen, twice as fine.
void prepare(PanelContext& context, PictureDialog& dialog) {
    const Viewport& shown = context.workspace.viewport();
    dialog.path = suggest_picture_file(pictures_folder()).string();
    dialog.width = std::min(2 * shown.width_px, k_largest_picture_px);
    dialog.height = std::min(2 * shown.height_px, k_largest_picture_px);
}

CommandArguments arguments_of(const PictureDialog& dialog) {
    const auto word = [](bool on) { return std::string(on ? "yes" : "no"); };
    return {{"size", fmt::format("{}x{}", dialog.width, dialog.height)},
            {"transparent", word(dialog.transparent)},
            {"marks", word(dialog.marks)},
            {"side-words", word(dialog.side_words)}};
}

void draw_size(PanelContext& context, PictureDialog& dialog) {
    muted_text(context.theme, context.tr("ui.picture.size"));
    const float width = context.theme.px(130);
    ImGui::SetNextItemWidth(width);
    ImGui::InputInt("##picture width", &dialog.width, 0);
    ImGui::SameLine();
    ImGui::TextUnformatted("\u00d7");
    ImGui::SameLine();
    ImGui::SetNextItemWidth(width);
    ImGui::InputInt("##picture height", &dialog.height, 0);
    dialog.width = std::clamp(dialog.width, 1, k_largest_picture_px);
    dialog.height = std::clamp(dialog.height, 1, k_largest_picture_px);
}

void draw_content(PanelContext& context, PictureDialog& dialog) {
    ImGui::Checkbox(context.tr("ui.picture.transparent").c_str(), &dialog.transparent);
    ImGui::Checkbox(context.tr("ui.picture.marks").c_str(), &dialog.marks);
    ImGui::Checkbox(context.tr("ui.picture.side-words").c_str(), &dialog.side_words);
    const bool turns = context.workspace.view().panes != PaneMode::Four;
    ImGui::BeginDisabled(!turns);
    ImGui::Checkbox(context.tr("ui.picture.turntable").c_str(), &dialog.turntable);
    if (dialog.turntable && turns) {
        ImGui::SetNextItemWidth(-1);
        ImGui::SliderInt("##frames", &dialog.frames, 8, 72,
                         context.tr({"ui.picture.frames", {{"count", "%d"}}}).c_str());
        muted_text(context.theme, context.tr("ui.picture.turntable-what"));
    }
    ImGui::EndDisabled();
}

void draw_buttons(PanelContext& context, PictureDialog& dialog) {
    const bool turns = dialog.turntable && context.workspace.view().panes != PaneMode::Four;
    if (accent_button(context.theme, context.tr("ui.picture.save"))) {
        CommandArguments arguments = arguments_of(dialog);
        arguments["path"] = dialog.path;
        if (turns) {
            arguments["frames"] = std::to_string(dialog.frames);
        }
        dialog.open = !context.run(turns ? "picture.turntable" : "picture.save", arguments);
    }
    ImGui::SameLine();
    if (quiet_button(context.tr("ui.picture.copy"), !turns)) {
        dialog.open = !context.run("picture.copy", arguments_of(dialog));
    }
    ImGui::SameLine();
    if (ImGui::Button(context.tr("ui.close").c_str())) {
        dialog.open = false;
    }
}

}  // namespace

std::filesystem::path pictures_folder() {
    const char* home = std::getenv("HOME");
    const std::filesystem::path folder = home != nullptr ? home : ".";
    const auto pictures = folder / "Pictures";
    return std::filesystem::is_directory(pictures) ? pictures : folder;
}

void draw_picture_dialog(PanelContext& context) {
    PictureDialog& dialog = context.state.picture;
    draw_dialog(context, "##picture", "ui.picture.title", dialog.open, [&] {
        if (ImGui::IsWindowAppearing()) {
            prepare(context, dialog);
        }
        muted_text(context.theme, context.tr("ui.picture.file"));
        ImGui::SetNextItemWidth(-1);
        ImGui::InputText("##picture file", &dialog.path);
        draw_size(context, dialog);
        draw_content(context, dialog);
        muted_text(context.theme, context.tr("ui.picture.private"));
        draw_buttons(context, dialog);
    });
}

}  // namespace palpate
