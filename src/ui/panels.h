#pragma once

#include "change/measure_series.h"
#include "change/progress_report.h"
#include "intake/intake_steps.h"
#include "ui/layout.h"
#include "ui/library.h"
#include "ui/mark_draft.h"
#include "ui/parts_panel.h"
#include "ui/practice.h"
#include "ui/search_panel.h"
#include "ui/theme.h"
#include "workspace/workspace.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

class PictureTexture;

enum class SideTab { Techniques, Plan, Note, Safety, Structure, Parts, Body, Marks, View, Sessions };

/// The half-filled dialog for pictures.
struct PictureDialog {
    bool open = false;
    std::string path;
    int width = 0;
    int height = 0;
    bool transparent = false;
    bool marks = true;
    bool side_words = true;
    bool turntable = false;
    int frames = 36;
};

/// At which edge of the body panel the editor of a selected mark stands.
struct EditorPlace {
    MarkId mark;
    bool left = false;
};

/// What is being explained to a client.
struct ExplainState {
    bool goals = false;     ///< the cards of the benefits, else today's techniques
    std::string technique;  ///< the one in the middle of it; empty: the list
    StructureId structure;  ///< where; empty: nowhere in particular
    bool operator==(const ExplainState&) const = default;
};

/// The next click on the body says where exactly something is.
struct SpotAsked {
    std::string question;  ///< a contraindication or a red flag; empty: what is to be left alone
};

/// The part of a note that is being typed into.
struct NoteTyping {
    SessionId session;
    NotePart part = NotePart::Subjective;
    std::string text;
    double typed_at_s = 0.0;  ///< the last key, ImGui's time
    bool changed = false;     ///< since it was kept last
};

/// A measure that is being recorded.
struct MeasureDraft {
    std::string measure;
    std::string movement;
    Side side = Side::Left;
    bool passive = false;
    std::string item;  ///< free words
    double value = 0.0;
};

/// The picture of a chart, while it is asked where to put it.
struct ChartPicture {
    bool open = false;
    std::string path;
    std::shared_ptr<const Image> image;
};

/// What the panel of Progress keeps beside ViewState::progress.
struct ProgressState {
    std::shared_ptr<const ProgressReport> made_of;  ///< what is below
    std::vector<MeasureSeries> measured;            ///< in its range
    std::set<std::string> open_tables;              ///< charts whose values are shown
    ChartPicture picture;
    std::string shown_place;  ///< the table has scrolled to it
};

/// The dialogs about people: who is looked for, what is half typed.
struct PeopleState {
    bool show_list = false;
    bool show_page = false;
    bool show_practice = false;
    std::string typed;     ///< looked for in the list
    std::string new_name;  ///< of a client to add
    Client draft;          ///< the client's contact as typed
    std::string photo_file;
    ClientPhoto shown_photo;                              ///< what the texture was made from
    std::shared_ptr<const PictureTexture> photo_texture;  ///< null: no photo
    std::string consent_by;
    std::string erase_typed;  ///< the client's number, to be sure
};

/// What is typed of a session's type, day and title; no id: nothing.
struct SessionDraft {
    SessionId id;
    SessionType type = SessionType::Treatment;
    std::string date;
    std::string title;
    bool remove = false;  ///< sure that it is to be removed
};

/// The client's marks nobody has gone into, of the record as it was then.
struct AskAboutState {
    std::shared_ptr<const CaseDocument> of;
    const Atlas* on = nullptr;
    SessionId session;
    std::vector<MarkId> marks;
};

/// People answer at arm's length from a tablet, or standing.
inline constexpr float k_kiosk_words = 1.2F;

/// While clients answer before a visit, and when the device is handed over for it.
struct KioskState {
    bool ask_hand_over = false;  ///< the dialog for a new PIN is open
    bool ask_pin = false;        ///< the field for the PIN is open, to take the device back
    std::string pin;
    std::string pin_again;
    std::string code;  ///< typed by a client who was given one
    std::string name;  ///< typed by a client who paused
    SessionId of;      ///< whose words stand below
    IntakeStep step = IntakeStep::Language;
    Client draft;
    float words_scale = k_kiosk_words;  ///< chosen by the client
};

/// What only the window knows: open tabs, half-typed words. Lost on closing, on purpose.
struct WindowState {
    SideTab tab = SideTab::Techniques;
    std::optional<MarkDraft> draft;
    std::optional<SpotAsked> spot_asked;
    MarkId edited_mark;  ///< whose note stands in note_text
    std::string note_text;
    std::vector<OpenQuestion> shown_questions;  ///< of the session below, answered meanwhile or not
    SessionId questions_of;
    std::map<FactKind, std::string> typed_date;        ///< of events and hard days
    std::map<std::string, std::string> typed_reasons;  ///< why what a rule refused is planned, by technique or step
    PlanItemId refused_step;                           ///< the step a rule just kept from being firmer
    std::string radiates_text;
    CommandArguments repeated;      ///< what was said of the last mark, offered for the next
    MarkId side_is_right;           ///< the mark whose side was asked about and found right
    bool show_all_fields = false;   ///< of the mark editor
    std::string clicked_region;     ///< of the place clicked last; its id, unsided
    Side clicked_side = Side::Mid;  ///< of that place, the client's own
    PictureDialog picture;
    bool show_excluded = false;
    bool ask_passphrase = false;  ///< the set-up dialog is open
    bool show_about = false;
    bool show_keys = false;  ///< the overlay with all commands
    std::string help_words;  ///< typed into it
    SearchState search;
    PartsState parts;
    LibraryState library;
    ExplainState explain;
    ProgressState progress;
    PeopleState people;
    AskAboutState ask_about;
    SessionDraft session_draft;
    std::optional<NoteTyping> note_typing;
    bool focus_note = false;  ///< give the keyboard to the part that is typed into
    std::string note_signed_by;
    std::string addendum;
    MeasureDraft measure;
    std::set<std::string> opened_claims;  ///< whose studies are shown
    std::string passphrase;
    std::string passphrase_again;
    std::string sign_in_user;  ///< the name chosen when signing in
    std::string signed_in_as;  ///< id of whose drafts these are
    std::size_t openings = 0;  ///< of the store, when that was found
    bool signing_in = false;   ///< a passphrase is being tried
    PracticeState practice;
    KioskState kiosk;
    bool show_report = false;
    float opacity_before_map = 0.25F;   ///< of the skin, to go back to when the map is put away
    BodyForm wanted_form;               ///< where the sliders stand, ahead of the body while it is being made
    std::vector<AtlasCredit> bodies;    ///< as listed when the menu or the credits were opened
    bool aim_by_keyboard = false;       ///< the arrows turned the body last: a cross shows its middle
    glm::vec2 fixed_view_steps{0.0F};   ///< arrows pressed in the four views: right and up
    float fixed_view_zoom = 1.0F;       ///< + and - pressed there
    bool choose_in_the_middle = false;  ///< Enter was pressed: click there
    EditorPlace editor_place;
    bool focus_editor = false;  ///< give the keyboard to the editor that has just opened
    SessionId shown_session;    ///< the one the strip has already scrolled to
};

/// What a panel may touch: reads the workspace, changes it only by run().
struct PanelContext {
    Workspace& workspace;
    WindowState& state;
    WindowSettings& settings;
    const Theme& theme;
    bool settings_changed = false;  ///< save them; theme or scale may have to be applied
    bool quit = false;

    [[nodiscard]] std::string tr(std::string_view key) const { return workspace.words().tr(key); }
    [[nodiscard]] std::string tr(const Text& text) const { return workspace.words().tr(text); }
    /// Runs a command; a failure becomes a notification. Empty when it failed.
    std::optional<std::string> run(std::string_view command, const CommandArguments& arguments = {});
};

// Each fills the ImGui window or child it is called in.
void draw_top_bar(PanelContext& context);
/// The same while the therapist goes through answers given before a visit.
void draw_review_bar(PanelContext& context);
void draw_marks_panel(PanelContext& context);
void draw_layers_panel(PanelContext& context);
/// Which body stands there and how: shape, height and build of the built-in one, and whom it is owed to.
void draw_body_options_panel(PanelContext& context);
void draw_techniques_panel(PanelContext& context);
void draw_structure_panel(PanelContext& context);
void draw_session_strip(PanelContext& context, bool vertical);
/// The floating editor of the draft or the selected mark. `room` is the body panel.
void draw_mark_editor(PanelContext& context, const PanelBox& room, bool docked);
/// How strong is it at the place that was clicked?
void draw_draft_question(PanelContext& context);
/// "The note says left. The mark is on the right.", with a way to move it; nothing where they agree.
void draw_side_warning(PanelContext& context, const Mark& mark);
/// Runs mark.edit for the one argument that changed, and offers what was said for the next mark.
void edit_mark_field(PanelContext& context, const Mark& changed, const char* argument);
/// Makes the draft a mark with that rating, or rates the selected mark; nothing where no editor is open.
void rate_what_the_editor_shows(PanelContext& context, int rating);
void draw_notifications(PanelContext& context, const PanelBox& room);
void draw_dialogs(PanelContext& context);
/// A modal in the middle of the window while `open`, which Escape turns off. `id` begins with "##".
void draw_dialog(PanelContext& context, const char* id, const char* title_key, bool& open,
                 const std::function<void()>& draw);
/// All commands by group with their keys, to search and to run.
void draw_help_overlay(PanelContext& context);
/// Opens what commands asked the window for.
void serve_window_requests(PanelContext& context);
void draw_picture_dialog(PanelContext& context);
/// Where pictures are put unless someone says otherwise.
[[nodiscard]] std::filesystem::path pictures_folder();
/// Keys that work anywhere while no text is typed.
void handle_shortcuts(PanelContext& context);

/// True while the records are locked and the dialog for the passphrase stands over everything.
[[nodiscard]] bool waits_for_passphrase(const PanelContext& context);
/// True while the window is laid out for the client: large targets, plain questions, each mark read back.
[[nodiscard]] bool client_marks(const PanelContext& context);
/// What the client sees instead of the side panels.
void draw_client_panel(PanelContext& context);
/// True while an editor has something to show.
[[nodiscard]] bool editor_is_open(const PanelContext& context);
/// "Your left shoulder, at the back: deep, aching pain, 6 of 10."
[[nodiscard]] std::string read_back(const PanelContext& context, const Mark& mark);
/// "22 Nov 2026" of "2026-11-22", as the language writes it.
[[nodiscard]] std::string shown_date(const PanelContext& context, const std::string& iso_date);

}  // namespace palpate
