// Quick phrases of the note: the program's few, the practice's own, and what is typed just now as another one.

#include "ui/people_panels.h"
#include "ui/widgets.h"

#include <array>

namespace palpate {
namespace {

/// How many phrases the program brings for each part: phrase.<part>.<1..>.
constexpr std::array<int, k_note_part_count> k_brought{4, 3, 3, 3};

std::vector<std::string> brought_phrases(const PanelContext& context, NotePart part) {
    std::vector<std::string> phrases;
    for (int i = 1; i <= k_brought[static_cast<std::size_t>(part)]; ++i) {
        phrases.push_back(context.tr("phrase." + std::string(name_of(part)) + '.' + std::to_string(i)));
    }
    return phrases;
}

bool is_one_line(const std::string& text) { return !text.empty() && text.find('\n') == std::string::npos; }

std::optional<std::string> draw_own_phrases(PanelContext& context, NotePart part) {
    std::optional<std::string> chosen;
    const std::vector<NotePhrase> own = context.workspace.practice().phrases();  // a copy: buttons change them
    for (std::size_t i = 0; i < own.size(); ++i) {
        if (own[i].part != part) {
            continue;
        }
        ImGui::PushID(static_cast<int>(i));
        if (ImGui::Button((context.tr("ui.phrases.remove") + "##remove").c_str())) {
            context.run("note.phrase-remove", {{"part", std::string(name_of(part))}, {"text", own[i].text}});
        }
        ImGui::SameLine();
        if (ImGui::Selectable(own[i].text.c_str())) {
            chosen = own[i].text;
        }
        ImGui::PopID();
    }
    return chosen;
}

}  // namespace

std::optional<std::string> draw_phrase_button(PanelContext& context, NotePart part, const std::string& typed) {
    std::optional<std::string> chosen;
    if (ImGui::Button((context.tr("ui.phrases") + "##phrases").c_str())) {
        ImGui::OpenPopup("##phrase menu");
    }
    if (!ImGui::BeginPopup("##phrase menu")) {
        return chosen;
    }
    for (const std::string& phrase : brought_phrases(context, part)) {
        if (ImGui::Selectable(phrase.c_str())) {
            chosen = phrase;
        }
    }
    ImGui::Separator();
    muted_text(context.theme, context.tr("ui.phrases.own"));
    if (auto own = draw_own_phrases(context, part)) {
        chosen = std::move(own);
    }
    if (quiet_button(context.tr("ui.phrases.keep"), is_one_line(typed))) {
        context.run("note.phrase-add", {{"part", std::string(name_of(part))}, {"text", typed}});
    }
    ImGui::EndPopup();
    return chosen;
}

}  // namespace palpate
