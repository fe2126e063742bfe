#include "anatomy/anatomy_names.h"
#include "ui/overlays_panel.h"
#include "ui/panels.h"
#include "ui/widgets.h"

#include <string>
#include <vector>

namespace palpate {
namespace {

void fact(PanelContext& context, const char* key, const std::string& words) {
    if (words.empty()) {
        return;
    }
    muted_text(context.theme, context.tr(key));
    body_text(words);
    ImGui::Spacing();
}

std::string joined(const std::vector<std::string>& ids, const auto& name_of_id) {
    std::string words;
    for (const auto& id : ids) {
        words += (words.empty() ? "" : ", ") + name_of_id(id);
    }
    return words;
}

/// The names muscles go by among therapists: in English the anatomical ones, elsewhere those of the language.
std::string muscle_names(const PanelContext& context, const std::vector<std::string>& ids) {
    const Translator& words = context.workspace.words();
    return joined(ids, [&](const std::string& id) {
        const MuscleEntry* muscle = context.workspace.anatomy().find_muscle(id);
        if (muscle == nullptr) {
            return id;
        }
        return words.has("structure." + id) ? shown_name(words, *muscle) : muscle->name_english;
    });
}

void draw_language_note(PanelContext& context) {
    if (context.workspace.language() != context.workspace.services().anatomy_language) {
        muted_text(context.theme, context.tr("ui.structure.other-language"));
    }
}

void draw_muscle(PanelContext& context, const MuscleEntry& muscle) {
    const AnatomyCatalogue& anatomy = context.workspace.anatomy();
    draw_language_note(context);
    body_text(muscle.client_text);
    ImGui::Spacing();
    fact(context, "ui.structure.actions", joined(muscle.actions, [&](const std::string& id) {
             const JointAction* action = anatomy.find_action(id);
             return action != nullptr ? action->name : id;
         }));
    fact(context, "ui.structure.origin", muscle.origin);
    fact(context, "ui.structure.insertion", muscle.insertion);
    fact(context, "ui.structure.nerve", muscle.nerve);
    fact(context, "ui.structure.fibres", muscle.fibre_direction);
    fact(context, "ui.structure.mind", muscle.endangerment);
    const auto lay = [&](const std::string& id) {
        return shown_vocabulary_name(context.workspace.words(), anatomy, id);
    };
    fact(context, "ui.structure.complaints", joined(muscle.complaints, lay));
    fact(context, "ui.structure.overuse", joined(muscle.overuse, lay));
    fact(context, "ui.structure.antagonists", muscle_names(context, muscle.antagonists));
    fact(context, "ui.structure.synergists", muscle_names(context, muscle.synergists));
}

void draw_place(PanelContext& context, const Structure& structure) {
    const AnatomyCatalogue& anatomy = context.workspace.anatomy();
    if (const GroupEntry* group = anatomy.find_group(structure.group_id)) {
        fact(context, "ui.structure.group", shown_name(context.workspace.words(), *group));
    }
    if (const RegionEntry* region = anatomy.find_region(structure.region_id)) {
        fact(context, "ui.structure.region", shown_name(context.workspace.words(), *region));
    }
    fact(context, "ui.structure.layer", context.tr("layer." + std::string(name_of(structure.layer))));
    if (structure.fma) {
        fact(context, "ui.structure.fma", std::to_string(*structure.fma));
    }
}

void draw_actions(PanelContext& context, const Structure& structure) {
    if (ImGui::Button(context.tr("ui.structure.fly").c_str())) {
        context.run("view.zoom-to", {{"structure", structure.id.text()}});
    }
    ImGui::SameLine();
    if (ImGui::Button(context.tr("ui.structure.hide").c_str())) {
        context.run("view.hide", {{"structure", structure.id.text()}});
    }
}

}  // namespace

void draw_structure_panel(PanelContext& context) {
    const auto& atlas = context.workspace.atlas();
    const Structure* structure = context.workspace.focus() && atlas ? atlas->find(*context.workspace.focus()) : nullptr;
    if (structure == nullptr) {
        muted_text(context.theme, context.tr("ui.structure.start"));
        return;
    }
    ImGui::PushFont(context.theme.fonts.title);
    body_text(context.workspace.title_of(*structure));
    ImGui::PopFont();
    const bool in_english = !context.workspace.words().has("structure." + structure->catalogue_id);
    if (in_english && structure->name_english != structure->name_common) {
        body_text(structure->name_english);
    }
    muted_text(context.theme, structure->name_latin);
    draw_actions(context, *structure);
    ImGui::Separator();
    if (const MuscleEntry* muscle = context.workspace.anatomy().find_muscle(structure->catalogue_id)) {
        draw_muscle(context, *muscle);
    }
    draw_referral(context, *structure);
    draw_felt_from(context);
    draw_place(context, *structure);
}

}  // namespace palpate
