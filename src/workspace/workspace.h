#pragma once

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/body_form.h"
#include "base/jobs.h"
#include "base/translator.h"
#include "casebook/history.h"
#include "geometry/image.h"
#include "geometry/orbit_camera.h"
#include "matching/case_match.h"
#include "scene/build_scene.h"
#include "scene/picking.h"
#include "scene/scene_renderer.h"
#include "workspace/client_list.h"
#include "workspace/commands.h"
#include "workspace/mark_shape_cache.h"
#include "workspace/picture_request.h"
#include "workspace/practice_desk.h"
#include "workspace/stroke_player.h"
#include "workspace/tool_state.h"
#include "workspace/visibility_history.h"
#include "workspace/workspace_parts.h"

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace palpate {

class IntakeDesk;
class StoreKeeper;

/// The application without a screen: state, named commands, jobs, results that know what they were made for.
/// Thread: main only. Only the values it hands to jobs leave it.
class Workspace {
public:
    explicit Workspace(WorkspaceServices services);
    ~Workspace();
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;

    // -- running -------------------------------------------------------------------------------------------------
    /// Runs a command by id; the only way the record changes. Throws Error (unknown command, refused edit, ..); what
    /// failed is left as it was.
    std::string run(std::string_view command, const CommandArguments& arguments = {});
    /// Whether the command makes sense now and is for the eyes of whoever looks (AppMode).
    [[nodiscard]] bool can_run(const Command& command) const;
    /// Runs completions of finished jobs. Call once per frame. True when anything changed.
    bool update();
    /// Waits for all jobs (atlas, saves, matches). Command line and tests.
    void run_until_idle();
    /// The same, then throws Error for the first job that failed meanwhile, and takes its notification back.
    void run_until_idle_or_throw();
    [[nodiscard]] std::vector<JobQueue::Running> running_jobs() const { return jobs_.running(); }
    void cancel_job(std::size_t handle) { jobs_.cancel(handle); }
    /// Rises with every change a picture or panel could show: redraw when it differs.
    [[nodiscard]] std::size_t revision() const { return revision_ + strokes_.revision(); }

    // -- the body ------------------------------------------------------------------------------------------------
    /// Starts building the atlas of that name and then its picker; the one on screen stays until the new one is there.
    /// Failures become notifications. A body that knows no forms comes as it is; the form stays wanted for the next.
    void load_atlas(const std::string& name) { load_atlas(name, form_); }
    void load_atlas(const std::string& name, const BodyForm& form);
    /// The form last asked for; what is on screen says atlas()->form(), nullopt where that body has only its own.
    [[nodiscard]] const BodyForm& body_form() const { return form_; }
    /// Brings the body last asked for into the form, as load_atlas() does; marks stay on their triangles.
    void set_body_form(const BodyForm& form);
    [[nodiscard]] bool atlas_loading() const { return atlas_job_.has_value(); }
    [[nodiscard]] const std::shared_ptr<const Atlas>& atlas() const { return atlas_; }  ///< null until ready
    [[nodiscard]] const std::string& atlas_name() const { return atlas_name_; }
    [[nodiscard]] std::vector<AtlasCredit> atlases() const { return services_.list_atlases(); }
    [[nodiscard]] const Picker* picker() const { return picker_.get(); }  ///< null until ready
    /// Of atlas, session and view. A map of the skin that is still being worked out is not in it yet: until then the skin
    /// stays as it was.
    [[nodiscard]] const Scene& scene() const { return scene_of(session_); }
    /// The same with the marks of another session of the client.
    [[nodiscard]] const Scene& scene_of(const SessionId& session) const;
    [[nodiscard]] bool skin_map_loading() const;
    /// What is seen at a pixel of the whole picture, (0,0) top left, in whichever pane it lies. `ui_scale` as in
    /// RenderQuality.
    [[nodiscard]] std::optional<PickHit> pick(const Viewport& viewport, const glm::vec2& pixel,
                                              float ui_scale = 1.0F) const;
    /// Names for the picture of a pane: of what is selected, and where show_names says so of all that is seen. Empty
    /// without a picker. Some ms with show_names.
    [[nodiscard]] std::vector<SeenName> names_in(const SessionPane& pane) const;
    /// What is seen at a pixel of one pane.
    [[nodiscard]] std::optional<PickHit> pick_in(const SessionPane& pane, const glm::vec2& pixel,
                                                 float ui_scale = 1.0F) const;

    // -- painting ------------------------------------------------------------------------------------------------
    /// The skin as a surface to walk on; null where the body has none. Made by a job once the body is there; who comes
    /// earlier waits for it, some 30 ms.
    [[nodiscard]] const std::shared_ptr<const SurfaceGraph>& skin_surface() const;
    [[nodiscard]] std::shared_ptr<const SurfaceGraph> require_skin_surface()
        const;  ///< throws Error when there is none
    /// What a mark covers of the skin; null for one that covers nothing, or while that is being worked out.
    [[nodiscard]] std::shared_ptr<const MarkShape> find_shape(const MarkId& id) const;
    /// Draws what is being painted, in place of the mark of its id where that is one; nullopt ends it. What is to be kept
    /// clear of and is painted over is hatched and named at once; nothing is refused.
    void show_while_painting(std::optional<MarkTrace> trace);
    /// A shape known already, for the mark that a command will make of these places.
    void offer_shape(Mark places, std::shared_ptr<const MarkShape> shape);
    [[nodiscard]] std::shared_ptr<const MarkShape> find_offered(const std::vector<BrushDab>& dabs) const {
        return shapes_.find_offered(dabs);
    }
    [[nodiscard]] const ToolState& tool() const { return tool_; }
    void set_tool(const ToolState& tool);

    // -- techniques shown on the body (workspace/stroke_player.h) -------------------------------------------------
    [[nodiscard]] StrokePlayer& strokes() { return strokes_; }
    [[nodiscard]] const StrokePlayer& strokes() const { return strokes_; }
    [[nodiscard]] const std::optional<StrokePlay>& stroke_play() const { return strokes_.play(); }
    /// Shows a technique's strokes from its beginning, as soon as a job has found their ways. Throws Error: no such
    /// structure, no skin, or nothing touches it.
    void play_stroke(StrokePlay play);
    /// Lets time go by; call once per frame while stroke_play()->playing. False where the picture stays as it is, as with
    /// reduced motion.
    bool advance_stroke(double seconds) { return !view_.reduce_motion && strokes_.advance(seconds); }

    // -- the record ----------------------------------------------------------------------------------------------
    /// Starts opening the store and listing its clients. Failures become notifications with their code.
    void open_store(const SignIn& sign_in = {});
    /// What a person sees first, as soon as store and atlas are there: in a store made just now the sample client, else
    /// the only client; with several, their list.
    void show_start(bool new_store);
    [[nodiscard]] bool store_locked() const;
    [[nodiscard]] bool store_open() const { return store_ != nullptr; }
    [[nodiscard]] StoreProtection protection() const { return services_.gate->protection(); }
    [[nodiscard]] std::string store_location() const { return services_.gate->location(); }
    /// Who is signed in; the owner without a name where the store knows nobody by name.
    [[nodiscard]] const StoreUser& user() const { return user_; }
    [[nodiscard]] bool sees_health() const { return user_.role != UserRole::FrontDesk; }
    /// Looks after the open store: locks it, watches it, backs it up (workspace/store_keeper.h).
    [[nodiscard]] StoreKeeper& keeper() { return *keeper_; }
    [[nodiscard]] const StoreKeeper& keeper() const { return *keeper_; }
    /// Hands the window to clients who answer before a visit, and goes through what they said (workspace/intake_desk.h).
    [[nodiscard]] IntakeDesk& intakes() { return *intakes_; }
    [[nodiscard]] const IntakeDesk& intakes() const { return *intakes_; }
    [[nodiscard]] const std::vector<Client>& clients() const { return clients_.all(); }
    [[nodiscard]] const ClientList& client_list() const { return clients_; }
    [[nodiscard]] PracticeDesk& practice() { return practice_; }
    [[nodiscard]] const PracticeDesk& practice() const { return practice_; }
    [[nodiscard]] const History* history() const { return history_ ? &*history_ : nullptr; }
    [[nodiscard]] const CaseDocument* document() const { return history_ ? &history_->document() : nullptr; }
    [[nodiscard]] const SessionId& session() const { return session_; }  ///< the one on screen; empty if none
    [[nodiscard]] const Mark* selected_mark() const;
    /// Saved means: everything done so far survives a power cut.
    [[nodiscard]] SaveState save_state() const { return save_state_; }
    /// For the session on screen; always of the document as it is now, or empty while being worked out.
    [[nodiscard]] const CaseMatch& case_match() const { return case_match_; }
    [[nodiscard]] const std::vector<MarkMatches>& matches() const { return case_match_.marks; }
    [[nodiscard]] const MarkMatches* matches_for(const MarkId& id) const;
    /// Error in mm of a mark's place in the atlas on screen: 0 in its own atlas; nullopt when it has no place there.
    [[nodiscard]] std::optional<float> place_error_mm(const Mark& mark) const;

    // -- the view ------------------------------------------------------------------------------------------------
    [[nodiscard]] const ViewState& view() const { return view_; }
    /// For continuous input (orbit, sliders, hover); named moves are commands.
    void set_view(const ViewState& view);
    /// Makes one step of visibility of what changed without a command: when a slider is let go.
    void settle_visibility() { visibility_.settle(visibility_of(view_.settings)); }
    [[nodiscard]] bool can_step_visibility(bool forward) const;
    /// Size of the picture on screen, all panes together.
    void set_viewport(const Viewport& viewport, const PaneFrame& frame = {});
    [[nodiscard]] const Viewport& viewport() const { return viewport_; }
    /// The panes a picture of that size has now, at least one. Empty without an atlas.
    [[nodiscard]] std::vector<SessionPane> panes(const Viewport& whole, const PaneFrame& frame) const;
    [[nodiscard]] std::vector<SessionPane> panes(const Viewport& whole) const { return panes(whole, pane_frame_); }
    [[nodiscard]] std::vector<SessionPane> panes() const { return panes(viewport_); }
    /// Of the picture view().camera draws: what named views fit the body into.
    [[nodiscard]] Viewport camera_viewport() const;
    [[nodiscard]] const std::optional<StructureId>& focus() const { return focus_; }  ///< structure the panels speak of

    // -- progress (workspace/progress_view.h) --------------------------------------------------------------------
    /// Which sessions are compared; nullopt without two.
    [[nodiscard]] std::optional<ProgressRange> progress_range() const;
    /// What changed between them, made anew when the record, the body or the range is another; null without two sessions.
    [[nodiscard]] std::shared_ptr<const ProgressReport> progress_report() const;
    /// What the body shows of the author looked at; empty while that is being worked out, and where marks are shown.
    [[nodiscard]] const std::vector<ProgressPlace>& progress_places() const;
    /// Those on this side of the body in a pane's picture, in the order of progress_places().
    [[nodiscard]] std::vector<SeenPlace> seen_progress_places(const SessionPane& pane) const;
    /// BodyPlace::id of a mark that the comparison speaks of; empty where it does not.
    [[nodiscard]] std::string progress_place_of(const MarkId& mark) const;
    /// Compares, on the body and in words.
    [[nodiscard]] bool shows_progress(ProgressShow show) const {
        return view_.mode == AppMode::Progress && view_.progress.show == show && progress_range().has_value();
    }

    // -- pictures (workspace/picture_order.h) --------------------------------------------------------------------
    /// The oldest picture a command asked for, to be made by whoever has a renderer; nullopt when there is none.
    [[nodiscard]] std::optional<PictureOrder> take_picture_order();
    /// Writes or copies the finished pictures by a job; says so, or what went wrong.
    void deliver_pictures(std::vector<Image> pictures, const PictureOrder& order);

    // -- words and messages --------------------------------------------------------------------------------------
    [[nodiscard]] const Translator& words() const { return *services_.translator; }
    [[nodiscard]] const std::string& language() const { return services_.language; }
    /// Says everything in another language from now on. Throws Error Usage for one the program does not speak.
    void set_language(const std::string& code);
    [[nodiscard]] const AnatomyCatalogue& anatomy() const { return *services_.anatomy; }
    [[nodiscard]] const ClinicalCatalogue& clinical() const { return *services_.clinical; }
    [[nodiscard]] const WorkspaceServices& services() const { return services_; }
    /// Goes on with another edition of the content: in another language, or edited meanwhile.
    void take_clinical(std::shared_ptr<const ClinicalCatalogue> clinical);
    /// "Upper trapezius, your left": lay name first, side from the client's own side.
    [[nodiscard]] std::string title_of(const Structure& structure) const;
    [[nodiscard]] std::string title_of(const NamedPlace& place) const;
    /// Of the body on screen, in all languages. Made when first asked for. Throws Error when no body is ready.
    [[nodiscard]] const SearchIndex& search_index() const;
    /// The same for the place of a mark; on the skin the region's name, with the side the place is on.
    [[nodiscard]] std::string title_of(const Mark& mark) const;
    /// The structure a mark speaks of, on the skin with the region and side of its place; nullopt where nobody knows it.
    [[nodiscard]] std::optional<Structure> place_of(const Mark& mark) const;
    /// The whole mark in words, from the client's own side: "Your left shoulder, at the back: deep, aching pain, 6 of 10.
    /// For weeks. It comes and goes."
    [[nodiscard]] std::string read_back(const Mark& mark) const;
    /// The side the mark's note speaks of, where that is not the side the mark is on.
    [[nodiscard]] std::optional<Side> other_side_in_note(const Mark& mark) const;
    [[nodiscard]] const std::vector<Notification>& notifications() const { return notifications_; }
    void notify(Severity severity, Text text, std::optional<ErrorCode> code = std::nullopt);
    void dismiss(std::size_t serial);

    // -- for commands (detail/*_commands.cpp) ----------------------------------------------------------------------
    /// Applies the edit, saves the difference, starts matching. `label_key` names it in "Undo ..".
    void commit(const Edit& edit, std::string label_key);
    /// The same for several edits that are one action, and one step of undo.
    void commit(const std::vector<Edit>& edits, std::string label_key);
    void step_history(bool forward);
    /// What was done so far can no longer be undone.
    void seal_history() { history_->seal(); }
    void step_visibility(bool forward);
    /// Saves a client made just now and shows its case.
    void add_client(CaseDocument document);
    /// Erases the client on screen with the whole record: no undo brings them back. Throws Error InvalidEdit while
    /// something is not saved yet.
    void erase_client();
    /// Loads a client's case on the store lane and shows it.
    void load_client(const ClientId& id);
    void show_session(const SessionId& id);
    void show_client_list();
    void select_mark(const std::optional<MarkId>& id);
    void order_picture(PictureOrder order);
    void focus_on(const std::optional<StructureId>& id);
    /// The panels speak of `focus`; all of `selected` are marked out on the body.
    void select_structures(const StructureId& focus, std::span<const StructureId> selected);
    /// For what a window shows and a program without one does not: a command's id, taken by the window in its next frame.
    void ask_window(std::string request);
    [[nodiscard]] std::vector<std::string> take_window_requests();
    void retry_save();
    void set_passphrase(const std::string& passphrase);
    [[nodiscard]] const Atlas& require_atlas() const;            ///< throws Error when none is ready
    [[nodiscard]] const CaseDocument& require_document() const;  ///< throws Error when no client is open
    void require_store() const;                                  ///< throws Error when the store is not open

private:
    friend class IntakeDesk;
    friend class StoreKeeper;
    void move_camera_with(const Atlas& before);
    /// A body as its job hands it over: with the map that was asked for when the job started, so that both change at once.
    struct DressedAtlas {
        std::shared_ptr<const Atlas> atlas;
        std::shared_ptr<const SkinOverlay> overlay;
    };
    void take_atlas(DressedAtlas dressed, const std::string& name);
    void start_due_picker();
    void cancel_skin_map();
    void refresh_skin_map();  ///< makes what is on the skin what the view asks for, now or by a job
    void give_up_skin_map();  ///< asks for what is there
    /// What the view asks for on the skin of each session shown; empty where there is nothing to show.
    [[nodiscard]] std::map<SessionId, ZonesRequest> wanted_zones() const;
    [[nodiscard]] bool zones_due() const;
    void start_due_zones();  ///< makes zones_ what is wanted, by jobs
    void start_zones(ZonesOnSkin& on_skin, const SessionId& session, const ZonesRequest& request);
    [[nodiscard]] std::vector<KeepClearArea> wanted_keep_clear() const;
    [[nodiscard]] KeepClearKey keep_clear_key() const;
    [[nodiscard]] bool keep_clear_due() const;  ///< O(1)
    void take_keep_clear(std::vector<KeepClearShape> made);
    void tell_entered();
    void note_entered();          ///< what the brush has come into; says so when that is more. O(triangles painted)
    void start_due_keep_clear();  ///< makes keep_clear_ what is wanted, by a job
    void add_keep_clear(Scene& scene) const;
    void add_keep_clear_names(std::vector<SeenName>& names, const OrbitCamera& camera) const;
    [[nodiscard]] const SkinOverlay* overlay_of(const SessionId& session) const;
    [[nodiscard]] bool progress_due() const;
    void start_due_progress();  ///< makes progress_on_skin_ what is wanted, by a job
    void add_progress(Scene& scene) const;
    [[nodiscard]] SoftZones shown_zones() const;  ///< of the session's view, or of Progress
    /// What zones are made of: the record, or of it what Progress counts.
    [[nodiscard]] std::shared_ptr<const CaseDocument> zones_document() const;
    struct OpenedStore {
        std::shared_ptr<CaseStore> store;
        std::vector<Client> clients;
        std::vector<NotePhrase> phrases;
        std::vector<PendingIntake> intakes;
        StoreUser user;
    };
    void take_store(OpenedStore opened);
    void try_start();
    void show_client(CaseDocument document);
    void document_changed();
    void save(DocumentDiff change);
    void start_skin_surface();
    void refresh_mark_shapes();  ///< works out, by a job, what marks cover that is not known yet
    void add_live_trace(Scene& scene) const;
    void start_strokes();    ///< finds the ways of what is to be shown, by a job
    void restart_strokes();  ///< the same on another body, where it has the structure
    void start_saving();
    /// What no job writes yet, for a store that is about to be another one. What is being written is left to its job.
    [[nodiscard]] std::vector<DocumentDiff> take_unsaved();
    void start_matching();
    void look_at_clinical();  ///< by a job, now and then: whether its files have changed
    void read_clinical_again();
    void fail(const Failure& failure) { notify(Severity::Error, failure.text, failure.code); }
    void touch();

    WorkspaceServices services_;
    std::shared_ptr<const Atlas> atlas_;
    std::string atlas_name_;
    std::string atlas_asked_for_;  ///< name of the last load_atlas()
    BodyForm form_;
    std::optional<std::size_t> atlas_job_;
    std::size_t atlas_wanted_ = 0;  ///< rises with every load_atlas(): older results are dropped
    std::unique_ptr<Picker> picker_;
    /// The atlas has none yet. It is started by the update() after the one that took the atlas: making it keeps all cores
    /// busy, and the picture comes first, clicks a moment later.
    bool picker_due_ = false;
    std::shared_ptr<CaseStore> store_;  ///< used on the store lane only
    std::optional<bool> start_wanted_;  ///< show_start's new_store, until it could act
    StoreUser user_;
    ClientList clients_;
    std::optional<History> history_;
    SessionId session_;
    SaveState save_state_ = SaveState::Saved;
    std::shared_ptr<bool> save_in_flight_;  ///< what it points to becomes true, on the store lane, once it is written
    std::vector<DocumentDiff> unsaved_;     ///< oldest first; each leaves when the store has acknowledged it
    std::size_t saving_run_ = 0;  ///< rises with take_unsaved(): what comes of older jobs is no longer in unsaved_
    CaseMatch case_match_;
    std::size_t matches_wanted_ = 0;  ///< rises with every start_matching(): older results are dropped
    bool matching_ = false;           ///< case_match_ is being worked out
    ViewState view_;
    VisibilityHistory visibility_;
    Viewport viewport_{1280, 800};
    PaneFrame pane_frame_;
    std::optional<StructureId> focus_;
    mutable std::optional<std::pair<std::shared_ptr<const Atlas>, SearchIndex>> search_index_;  ///< of that atlas
    std::vector<std::string> window_requests_;
    std::vector<Notification> notifications_;
    std::size_t next_serial_ = 1;
    std::size_t revision_ = 1;
    std::size_t scene_revision_ = 1;                  ///< rises with what the scene shows, not with the camera
    mutable std::map<SessionId, Scene> scene_cache_;  ///< of cached_scene_revision_
    mutable std::size_t cached_scene_revision_ = 0;
    mutable std::shared_ptr<const SurfaceGraph> skin_surface_;  ///< of atlas_; made on first use
    MarkShapeCache shapes_;
    std::size_t shapes_wanted_ = 0;  ///< rises with every job for them and with every body: older results are dropped
    std::optional<MarkTrace> live_trace_;
    StrokePlayer strokes_;
    ToolState tool_;
    std::shared_ptr<const SkinOverlay> overlay_;  ///< on the skin of atlas_; null: plain skin
    std::optional<std::size_t> overlay_job_;
    std::map<SessionId, ZonesOnSkin> zones_;  ///< of one session, or of all under the empty id
    std::size_t overlay_wanted_ = 0;          ///< rises with every start and cancel: older results are dropped
    float skin_opacity_before_map_ = 1.0F;    ///< what the skin keeps until the map is there
    mutable ProgressKept progress_kept_;
    ProgressOnSkin progress_on_skin_;
    KeepClearOnSkin keep_clear_;
    EnteredByBrush entered_;
    std::deque<PictureOrder> picture_orders_;
    ClinicalWatch clinical_watch_;
    PracticeDesk practice_;
    std::unique_ptr<StoreKeeper> keeper_;
    std::unique_ptr<IntakeDesk> intakes_;
    JobQueue jobs_;  ///< last member: destroyed first, so that no job outlives what it uses
};

}  // namespace palpate
