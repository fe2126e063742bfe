// What the client marked and nobody has gone into.

#include "change/unaddressed_marks.h"
#include "ui/command_widgets.h"
#include "ui/people_panels.h"
#include "ui/widgets.h"

namespace palpate {
namespace {

/// Found anew when the record, the body or the session is another.
const std::vector<MarkId>& marks_to_ask_about(PanelContext& context) {
    AskAboutState& state = context.state.ask_about;
    const auto snapshot = context.workspace.history()->snapshot();
    const Atlas* atlas = context.workspace.atlas().get();
    if (state.of != snapshot || state.on != atlas || state.session != context.workspace.session()) {
        const BodyPlaces places(context.workspace.anatomy(), atlas);
        state = {.of = snapshot,
                 .on = atlas,
                 .session = context.workspace.session(),
                 .marks = unaddressed_marks(*snapshot, context.workspace.session(), places)};
    }
    return state.marks;
}

}  // namespace

void draw_marks_to_ask_about(PanelContext& context) {
    const std::vector<MarkId> open = marks_to_ask_about(context);  // a copy: buttons change it
    const CaseDocument& document = *context.workspace.document();
    if (open.empty() || is_signed(document, context.workspace.session())) {
        return;
    }
    ImGui::Spacing();
    heading(context.theme, context.tr("ui.ask.title"));
    muted_text(context.theme, context.tr("ui.ask.why"));
    for (const MarkId& id : open) {
        const Mark* mark = find_mark(*context.workspace.document(), id);
        if (mark == nullptr) {
            continue;
        }
        const std::string words = std::to_string(mark->now) + "  " + context.workspace.title_of(*mark);
        if (link_button(context.theme, "##ask " + id.text(), words)) {
            context.run("mark.select", {{"mark", id.text()}});
        }
        ImGui::PushID(id.text().c_str());
        command_button(context, "mark.address", {{"mark", id.text()}}, {.words_key = "ui.ask.done"});
        ImGui::PopID();
    }
}

}  // namespace palpate
