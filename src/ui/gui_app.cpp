#include "ui/gui_app.h"

#include "ui/body_panel.h"
#include "ui/detail/imgui_context.h"
#include "ui/fixed_panel.h"
#include "ui/intake_kiosk.h"
#include "ui/item_log.h"
#include "ui/key_chord.h"
#include "ui/knowledge_panels.h"
#include "ui/panels.h"
#include "ui/progress_panel.h"
#include "ui/report_preview.h"
#include "ui/sign_in.h"
#include "ui/widgets.h"
#include "workspace/intake_desk.h"
#include "workspace/store_keeper.h"

#include <algorithm>
#include <chrono>
#include <functional>

namespace palpate {
namespace {

constexpr int k_frames_after_input = 3;  // ImGui needs a second frame to lay out what the first one learnt

bool strokes_move(const Workspace& workspace) {
    return workspace.stroke_play() && workspace.stroke_play()->playing && !workspace.view().reduce_motion;
}

/// Explained is what two people read from where they sit.
constexpr float k_explain_scale = 1.25F;

/// Somebody else than the therapist works the window or looks at it.
bool is_for_clients(const Workspace& workspace) {
    return is_for_clients(workspace.view().mode) || workspace.intakes().is_handed_over();
}

}  // namespace

struct GuiApp::State {
    Workspace& workspace;
    Window& window;
    GuiOptions options;
    WindowSettings settings;
    WindowSettings saved_settings;
    Theme theme;
    WindowState window_state;
    std::unique_ptr<BodyPanel> body;
    ReportPreview report;
    int frames_due = k_frames_after_input;
    std::size_t seen_revision = 0;
    bool complete_picture_shown = false;
    std::string shown_language;
    bool shut = false;  ///< the last frame showed the sign-in alone

    State(Workspace& workspace_used, Window& window_used, GuiOptions given)
        : workspace(workspace_used), window(window_used), options(std::move(given)) {
        if (!options.settings_file.empty()) {
            settings = load_window_settings(options.settings_file);
            saved_settings = settings;
            ViewState view = workspace.view();
            view.settings.skin_tone = settings.skin_tone;
            view.reduce_motion = settings.reduce_motion;
            view.mini_map = settings.mini_map;
            view.hide_names = settings.hide_names;
            view.panes = settings.four_views ? PaneMode::Four : PaneMode::Single;
            workspace.set_view(view);
            workspace.set_tool(settings.tool);
        }
        shown_language = workspace.language();
        apply_settings();
        body = std::make_unique<BodyPanel>(std::make_unique<GlSceneRenderer>(options.shader_folder),
                                           window.software_rendering());
    }

    /// Clients find light pages friendlier, and have not chosen.
    [[nodiscard]] ThemeName wanted_theme() const {
        return workspace.intakes().is_handed_over() ? ThemeName::Light : settings.theme;
    }

    [[nodiscard]] float wanted_scale() const {
        const float chosen = settings.scale > 0 ? settings.scale : window.content_scale();
        const float for_both = workspace.view().mode == AppMode::Explain ? k_explain_scale : 1.0F;
        const float for_client = workspace.intakes().is_handed_over() ? window_state.kiosk.words_scale : 1.0F;
        return std::clamp(chosen * for_both * for_client, 1.0F, 3.0F);
    }

    void apply_settings() {
        workspace.keeper().set_idle_limit(std::chrono::minutes(settings.lock_minutes));
        const float scale = wanted_scale();
        const bool new_fonts = theme.fonts.body == nullptr || theme.scale != scale;
        const Fonts fonts = theme.fonts;
        theme = make_theme(wanted_theme());
        theme.scale = scale;
        theme.large_targets = is_for_clients(workspace);
        theme.fonts = fonts;
        if (new_fonts) {
            theme.fonts = load_fonts(scale);
            window.reload_fonts();
        }
        apply_style(theme);
    }

    void take_dropped_files(PanelContext& context);
    void draw_body(PanelContext& context, const PanelBox& box);
    void draw_panels(PanelContext& context, const PanelLayout& layout);
    void draw_open_records(PanelContext& context);
    void draw_shut_records(PanelContext& context);
    void draw_right_column(PanelContext& context, bool compact);
    void draw_splitters(PanelContext& context, const PanelLayout& layout);
    void draw_loading(PanelContext& context, const PanelBox& room);
    void keep_settings(PanelContext& context);
    [[nodiscard]] ToolState tool_to_keep() const;
    void save_settings();
};

GuiApp::GuiApp(Workspace& workspace, Window& window, GuiOptions options)
    : state_(std::make_unique<State>(workspace, window, std::move(options))) {
    workspace.keeper().before_locking([this] { keep_typed(); });
}

void GuiApp::keep_typed() {
    PanelContext context{state_->workspace, state_->window_state, state_->settings, state_->theme};
    keep_typed_note(context, true);
}

GuiApp::~GuiApp() {
    state_->workspace.keeper().before_locking({});
    state_->save_settings();  // the window may have been resized last
}

void GuiApp::look(bool news) {
    if (state_->workspace.update() || news || state_->workspace.revision() != state_->seen_revision) {
        expect_input();
    }
}

void GuiApp::expect_input() { state_->frames_due = k_frames_after_input; }

bool GuiApp::wants_frame() const {
    return state_->frames_due > 0 || state_->body->moving() || strokes_move(state_->workspace) || state_->report.busy();
}

std::optional<double> GuiApp::next_frame_in_s() const {
    const auto picture = state_->body->still_picture_in_s();
    if (!state_->window_state.note_typing || !state_->window_state.note_typing->changed) {
        return picture;
    }
    return std::min(picture.value_or(k_typing_pause_s), k_typing_pause_s);  // what was typed is kept after a pause
}

void GuiApp::frame() {
    State& state = *state_;
    const auto start = std::chrono::steady_clock::now();
    if (state.workspace.update() || state.workspace.revision() != state.seen_revision) {
        state.frames_due = k_frames_after_input;
        state.seen_revision = state.workspace.revision();
    }
    // While it warns a hand on its way to the button does not take the button away.
    if (detail::person_acted(!state.workspace.keeper().seconds_to_lock())) {
        state.workspace.keeper().note_input();
    }
    begin_item_log_frame();
    state.window.begin_frame();
    if (strokes_move(state.workspace)) {
        constexpr double k_longest_step_s = 0.1;  // a slow frame does not make the hand jump
        state.workspace.advance_stroke(std::min<double>(ImGui::GetIO().DeltaTime, k_longest_step_s));
    }
    PanelContext context{state.workspace, state.window_state, state.settings, state.theme};
    if (waits_for_passphrase(context)) {
        state.draw_shut_records(context);
    } else {
        state.draw_open_records(context);
    }
    state.window.end_frame();
    state.keep_settings(context);
    state.window.set_full_screen(state.workspace.intakes().is_handed_over());
    if (context.quit) {
        state.window.request_close();
    }
    state.frames_due = std::max(0, state.frames_due - 1);
    if (!state.complete_picture_shown && state.body->shows_full_detail()) {
        state.complete_picture_shown = true;
        if (state.options.on_complete_picture) {
            state.options.on_complete_picture();
        }
    }
    if (state.options.on_frame) {
        state.options.on_frame(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    }
}

void GuiApp::State::draw_shut_records(PanelContext& context) {
    if (!shut) {
        shut = true;
        shut_window_state(window_state);
        report.forget();
    }
    if (is_pressed({.control = true, .shift = false, .key = ImGuiKey_Q})) {
        context.quit = true;
    }
    static_cast<void>(workspace.take_window_requests());
    draw_sign_in(context);
}

void GuiApp::State::draw_open_records(PanelContext& context) {
    shut = false;
    if (workspace.store_open()) {
        greet(context);
        if (std::exchange(options.begins_with_hand_over, false)) {
            window_state.kiosk.ask_hand_over = true;
        }
    }
    if (!explains(context)) {
        window_state.explain = {};  // what was explained to one client is not what the next one sees first
    }
    keep_typed_note(context, context.state.tab != SideTab::Note || client_looks(context));
    handle_shortcuts(context);
    if (waits_for_passphrase(context)) {
        return;  // locked by a key just now
    }
    serve_window_requests(context);
    take_dropped_files(context);
    const glm::ivec2 size = window.size_px();
    const ImVec2 room{static_cast<float>(size.x), static_cast<float>(size.y)};
    if (workspace.intakes().is_handed_over()) {
        draw_kiosk(context, room, [&](const PanelBox& box) { draw_body(context, box); });
        return;
    }
    const bool two_columns = client_looks(context) || workspace.intakes().is_reviewing();
    const PanelLayout layout = two_columns                  ? calc_client_layout(theme, room)
                               : compares_progress(context) ? calc_progress_layout(theme, room)
                                                            : calc_layout(theme, settings, room);
    draw_panels(context, layout);
}

/// Answers from home; what else is dropped is told to be no such file.
void GuiApp::State::take_dropped_files(PanelContext& context) {
    for (const std::string& file : window.take_dropped_files()) {
        context.run("intake.open", {{"file", file}});
    }
}

void GuiApp::State::draw_body(PanelContext& context, const PanelBox& box) {
    draw_fixed_panel(
        "##body panel", box, theme.ground,
        [&] {
            body->draw(context);
            if (workspace.atlas() == nullptr) {
                draw_loading(context, box);
            }
        },
        false, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNavInputs);
}

void GuiApp::State::draw_panels(PanelContext& context, const PanelLayout& layout) {
    draw_fixed_panel(
        "##top bar", layout.top_bar, theme.panel,
        [&] {
            if (workspace.intakes().is_reviewing()) {
                draw_review_bar(context);
            } else {
                explains(context) ? draw_explain_bar(context) : draw_top_bar(context);
            }
        },
        true, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    draw_fixed_panel("##left", layout.left, theme.panel, [&] {
        draw_marks_panel(context);
        ImGui::Separator();
        draw_layers_panel(context);
    });
    draw_body(context, layout.body);
    draw_fixed_panel("##right", layout.right, theme.panel, [&] {
        if (workspace.intakes().is_reviewing()) {
            draw_intake_review(context);
            return;
        }
        switch (workspace.view().mode) {
            case AppMode::Session: draw_right_column(context, layout.compact); break;
            case AppMode::Intake: draw_client_panel(context); break;
            case AppMode::Explain: draw_explain_panel(context); break;
            case AppMode::Progress: draw_progress_panel(context); break;
        }
    });
    draw_fixed_panel(
        "##strip", layout.strip, theme.ground, [&] { draw_session_strip(context, false); }, true,
        ImGuiWindowFlags_HorizontalScrollbar);
    if (!layout.compact && workspace.view().mode == AppMode::Session && !workspace.intakes().is_reviewing()) {
        draw_splitters(context, layout);
        draw_mark_editor(context, layout.body, false);
    }
    draw_stroke_bar(context, layout.body);
    draw_notifications(context, layout.body);
    draw_lock_warning(context, layout.body);
    draw_search_results(context);
    draw_dialogs(context);
    draw_picture_dialog(context);
    report.draw(context, body->renderer());
}

void GuiApp::State::draw_right_column(PanelContext& context, bool compact) {
    struct Tab {
        SideTab tab;
        const char* key;
    };
    std::vector<Tab> tabs{{SideTab::Techniques, "ui.tab.techniques"},
                          {SideTab::Plan, "ui.tab.plan"},
                          {SideTab::Note, "ui.tab.note"},
                          {SideTab::Safety, "ui.tab.safety"},
                          {SideTab::Structure, "ui.tab.structure"},
                          {SideTab::Parts, "ui.tab.parts"},
                          {SideTab::Body, "ui.tab.body"}};
    if (compact) {
        tabs.insert(
            tabs.end(),
            {{SideTab::Marks, "ui.tab.marks"}, {SideTab::View, "ui.tab.view"}, {SideTab::Sessions, "ui.tab.sessions"}});
    }
    SideTab& chosen = context.state.tab;
    if (std::ranges::find(tabs, chosen, &Tab::tab) == tabs.end()) {
        chosen = SideTab::Techniques;
    }
    const auto pressed = chip_row(
        theme, tabs.size(), [&](std::size_t i) { return context.tr(tabs[i].key); },
        [&](std::size_t i) { return tabs[i].tab == chosen; });
    if (pressed) {
        chosen = tabs[*pressed].tab;
    }
    ImGui::Spacing();
    if (compact && editor_is_open(context)) {
        draw_mark_editor(context, {}, true);
        ImGui::Separator();
    }
    const bool of_body = chosen == SideTab::Structure || chosen == SideTab::Parts || chosen == SideTab::Body ||
                         chosen == SideTab::View || chosen == SideTab::Sessions;
    if (!workspace.sees_health() && !of_body) {
        muted_text(theme, context.tr("ui.front-desk.why"));
        return;
    }
    switch (chosen) {
        case SideTab::Techniques: draw_techniques_panel(context); break;
        case SideTab::Plan: draw_plan_panel(context); break;
        case SideTab::Note: draw_note_panel(context); break;
        case SideTab::Safety: draw_safety_panel(context); break;
        case SideTab::Structure: draw_structure_panel(context); break;
        case SideTab::Parts: draw_parts_panel(context); break;
        case SideTab::Body: draw_body_options_panel(context); break;
        case SideTab::Marks: draw_marks_panel(context); break;
        case SideTab::View: draw_layers_panel(context); break;
        case SideTab::Sessions: draw_session_strip(context, true); break;
    }
}

/// A grip in the middle of each border, in a window of its own, so that it is never under a panel.
void GuiApp::State::draw_splitters(PanelContext& context, const PanelLayout& layout) {
    const auto handle = [&](const char* name, bool vertical, ImVec2 at, float length, float direction, float* value,
                            float low, float high) {
        const ImVec2 size = splitter_size(theme, vertical);
        const ImVec2 middle = vertical ? ImVec2{at.x, at.y + length / 2} : ImVec2{at.x + length / 2, at.y};
        ImGui::SetNextWindowPos({middle.x - size.x / 2, middle.y - size.y / 2});
        ImGui::SetNextWindowSize(size);
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
        ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
        ImGui::Begin(name, nullptr,
                     (k_fixed_panel & ~ImGuiWindowFlags_NoBringToFrontOnFocus) | ImGuiWindowFlags_NoBackground |
                         ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoFocusOnAppearing);
        context.settings_changed |= splitter(theme, name, vertical, direction, value, low, high);
        ImGui::End();
        ImGui::PopStyleVar(2);
    };
    handle("##left splitter", true, {layout.body.position.x, layout.body.position.y}, layout.body.size.y, 1.0F,
           &settings.left_width, 200, 520);
    handle("##right splitter", true, {layout.right.position.x, layout.right.position.y}, layout.right.size.y, -1.0F,
           &settings.right_width, 280, 700);
    handle("##strip splitter", false, {0, layout.strip.position.y}, layout.strip.size.x, -1.0F, &settings.strip_height,
           100, 320);
}

void GuiApp::State::draw_loading(PanelContext& context, const PanelBox& room) {
    const float width = std::min(theme.px(420), room.size.x * 0.9F);
    ImGui::SetCursorScreenPos({room.position.x + (room.size.x - width) / 2, room.position.y + room.size.y * 0.4F});
    ImGui::BeginChild("##loading", {width, 0}, ImGuiChildFlags_AutoResizeY);
    card(theme, "##loading card", [&] {
        if (!workspace.atlas_loading()) {
            heading(theme, context.tr("ui.loading.stopped"));
            if (accent_button(theme, context.tr("ui.loading.again"))) {
                workspace.load_atlas(workspace.atlas_name());
            }
            return;
        }
        heading(theme, context.tr("ui.loading.title"));
        for (const auto& job : workspace.running_jobs()) {
            if (job.progress.total == 0) {
                continue;
            }
            const float share = static_cast<float>(job.progress.done) / static_cast<float>(job.progress.total);
            muted_text(theme, context.tr(job.progress.step));
            ImGui::ProgressBar(share, {-1, theme.px(10)}, "");
            if (ImGui::Button(context.tr("ui.loading.cancel").c_str())) {
                workspace.cancel_job(job.handle);
            }
            return;
        }
        ImGui::ProgressBar(0, {-1, theme.px(10)}, "");
    });
    ImGui::EndChild();
}

void GuiApp::State::keep_settings(PanelContext& context) {
    const glm::ivec2 size = window.size_px();
    settings.width = size.x;
    settings.height = size.y;
    if (wanted_theme() != theme.name || wanted_scale() != theme.scale ||
        is_for_clients(workspace) != theme.large_targets) {
        apply_settings();
        frames_due = k_frames_after_input;
    }
    const bool handed_over = workspace.intakes().is_handed_over();
    if (workspace.language() != shown_language && !handed_over) {  // chosen, not just found at the start
        shown_language = settings.language = workspace.language();
        context.settings_changed = true;
    }
    const ViewState& view = workspace.view();
    const bool four_views = (view.before_handover ? view.before_handover->panes : view.panes) == PaneMode::Four;
    if (settings.reduce_motion != view.reduce_motion || settings.mini_map != view.mini_map ||
        settings.hide_names != view.hide_names) {
        settings.reduce_motion = view.reduce_motion;
        settings.mini_map = view.mini_map;
        settings.hide_names = view.hide_names;
        context.settings_changed = true;
    }
    if (context.settings_changed || settings.form != workspace.body_form() || settings.four_views != four_views ||
        settings.tool.tool != tool_to_keep().tool) {
        settings.form = workspace.body_form();
        settings.four_views = four_views;
        save_settings();
    }
}

/// The therapist's, also while the client marks with another.
ToolState GuiApp::State::tool_to_keep() const {
    ToolState tool = workspace.tool();
    if (const auto& before = workspace.view().before_handover) {
        tool.tool = before->tool;
    }
    return tool;
}

void GuiApp::State::save_settings() {
    settings.tool = tool_to_keep();  // a brush changes its size often: kept with the next thing, or on closing
    if (options.settings_file.empty() || settings == saved_settings) {
        return;
    }
    saved_settings = settings;  // also where it fails: one notification is enough
    try {
        save_window_settings(settings, options.settings_file);
    } catch (const Error& error) {
        workspace.notify(Severity::Warning, error.text());
    }
}

namespace {

std::optional<double> sooner(const std::optional<double>& a, const std::optional<double>& b) {
    return a && b ? std::optional(std::min(*a, *b)) : a ? a : b;
}

}  // namespace

void run_window(Workspace& workspace, const GuiOptions& options) {
    const WindowSettings settings =
        options.settings_file.empty() ? WindowSettings{} : load_window_settings(options.settings_file);
    const auto window = make_glfw_window({settings.width, settings.height}, workspace.words().tr("ui.window.title"));
    GuiApp app(workspace, *window, options);
    while (true) {
        if (window->close_requested()) {
            if (!workspace.intakes().is_handed_over()) {
                break;
            }
            window->refuse_close();  // whoever has the device shall not leave by the window's own cross
        }
        if (!app.wants_frame()) {
            const auto frame_in = app.next_frame_in_s();
            window->wait_for_events(sooner(frame_in, workspace.keeper().next_look_in_s()));
            app.look(frame_in.has_value() || window->has_news());
        }
        if (app.wants_frame()) {
            app.frame();
        }
    }
    app.keep_typed();
    workspace.run_until_idle();  // what was marked last is written before the program ends
}

}  // namespace palpate
