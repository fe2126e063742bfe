#include "ui/spot_pointing.h"

#include "scene/skin_overlay.h"
#include "ui/widgets.h"

#include <fmt/format.h>

#include <algorithm>

namespace palpate {
namespace {

/// "Varicose veins"; of a wish what it is.
std::string name_of(const PanelContext& context, const std::string& question) {
    const ClinicalCatalogue& clinical = context.workspace.clinical();
    if (const Contraindication* asked = clinical.find_contraindication(question)) {
        return asked->name;
    }
    const RedFlag* flag = clinical.find_red_flag(question);
    return flag != nullptr ? flag->question : context.tr("ui.safety.spot-wish");
}

/// The question is of a client who may be gone, and clients who mark are not asked it.
bool still_asks(const PanelContext& context) {
    return context.state.spot_asked && context.workspace.document() != nullptr && !client_marks(context);
}

}  // namespace

void draw_spot_button(PanelContext& context, const std::string& question) {
    auto& asked = context.state.spot_asked;
    const bool now = asked && asked->question == question;
    const std::string words = context.tr(now ? "ui.safety.pointing" : "ui.safety.point-at") + "##point " + question;
    if (!chip(context.theme, words, now)) {
        return;
    }
    if (now) {
        asked.reset();
        return;
    }
    asked = SpotAsked{question};
    // Who came here by keys goes on with them: the cross in the middle says where Enter points.
    context.state.aim_by_keyboard = ImGui::GetIO().NavVisible;
    context.state.draft.reset();
    ImGui::SetWindowFocus(nullptr);
}

void draw_spots(PanelContext& context, const ClientFact& fact) {
    for (std::size_t i = 0; i < fact.spots.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        const std::string words = context.tr({"ui.safety.spot", {{"number", number}}});
        if (ImGui::Button((words + "  \u00d7##spot " + fact.subject + number).c_str())) {
            const bool wish = fact.kind == FactKind::AvoidArea;
            context.run("client.spot", {{wish ? "avoid" : "question", fact.subject}, {"remove", number}});
        }
    }
}

void point_at_spot(PanelContext& context, const PanePlace& place) {
    const Workspace& workspace = context.workspace;
    if (!still_asks(context) || place.pane.read_only || workspace.picker() == nullptr) {
        return;
    }
    // On the skin, however clear it is drawn; a body without one is pointed at as it is seen.
    const Pane& pane = place.pane.pane;
    const Scene& scene = workspace.scene_of(place.pane.session);
    const auto skin = workspace.picker()->skin_under(scene, pane.camera, pane.viewport, place.pixel);
    const auto seen = skin ? std::nullopt : workspace.pick_in(place.pane, place.pixel);
    if (!skin && !seen) {
        return;
    }
    const auto& structures = workspace.require_atlas().structures();
    const Structure& structure = structures[skin ? *find_skin(workspace.require_atlas()) : seen->structure];
    const glm::vec3 at = skin ? skin->position_mm : seen->point.position_mm;
    const std::string question = context.state.spot_asked->question;
    CommandArguments arguments{{"structure", structure.id.text()}, {"at", fmt::format("{},{},{}", at.x, at.y, at.z)}};
    arguments.emplace(question.empty() ? "avoid" : "question", question.empty() ? "yes" : question);
    if (context.run("client.spot", arguments)) {
        context.state.spot_asked.reset();
    }
}

void draw_spot_question(PanelContext& context, const PanelBox& room) {
    if (!still_asks(context)) {
        context.state.spot_asked.reset();
        return;
    }
    const Theme& theme = context.theme;
    const float width = std::min(theme.px(620), room.size.x - theme.px(24));
    ImGui::SetNextWindowPos({room.position.x + room.size.x / 2, room.position.y + theme.px(14)}, ImGuiCond_Always,
                            {0.5F, 0.0F});
    ImGui::SetNextWindowSizeConstraints({width, 0}, {width, room.size.y / 2});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme.card);
    ImGui::Begin("##spot question", nullptr,
                 ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize |
                     ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoFocusOnAppearing);
    const std::string what = name_of(context, context.state.spot_asked->question);
    const std::string stop = context.tr("ui.safety.stop-pointing");
    ImGui::PushTextWrapPos(ImGui::GetWindowContentRegionMax().x - button_width(stop) - theme.px(12));
    ImGui::TextUnformatted(context.tr({"ui.safety.click-spot", {{"what", what}}}).c_str());
    ImGui::PopTextWrapPos();
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - button_width(stop));
    if (ImGui::Button((stop + "##spot").c_str())) {
        context.state.spot_asked.reset();
    }
    ImGui::End();
    ImGui::PopStyleColor();
}

}  // namespace palpate
