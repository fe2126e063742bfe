#pragma once

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/atlas_source.h"
#include "base/clock.h"
#include "base/jobs.h"
#include "base/translator.h"
#include "casebook/case_store.h"
#include "casebook/history.h"
#include "geometry/orbit_camera.h"
#include "matching/match.h"
#include "scene/build_scene.h"
#include "scene/picking.h"
#include "workspace/commands.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

/// How the record is protected, for the window to say.
enum class StoreProtection { None, Passphrase };

/// Port to what opens and protects the store; programs/ implements it over store/.
class StoreGate {
public:
    virtual ~StoreGate() = default;
    /// True while a passphrase is needed before open().
    [[nodiscard]] virtual bool locked() const = 0;
    [[nodiscard]] virtual StoreProtection protection() const = 0;
    [[nodiscard]] virtual std::string location() const = 0;
    /// Runs on the store lane; slow (key derivation). Throws Error WrongPassphrase, Locked, NewerVersion, ..
    [[nodiscard]] virtual std::unique_ptr<CaseStore> open(const std::optional<std::string>& passphrase) = 0;
    /// Runs on the store lane while `open` is in use: protects the open store from now on.
    virtual void set_passphrase(CaseStore& open_store, const std::string& passphrase) = 0;
};

/// Everything the workspace is given; programs/ wires it, tests pass fakes.
struct WorkspaceServices {
    std::shared_ptr<const Translator> translator;
    std::shared_ptr<const AnatomyCatalogue> anatomy;
    std::shared_ptr<const ClinicalCatalogue> clinical;
    std::shared_ptr<const Clock> clock;
    std::shared_ptr<IdGenerator> ids;
    std::shared_ptr<StoreGate> gate;
    std::function<std::unique_ptr<AtlasSource>(const std::string& name)> make_source;
    std::function<std::vector<AtlasCredit>()> list_atlases;
    std::function<void()> wake;  ///< called from workers: a frame is due
};

enum class SaveState { Saved, Saving, Failed };

struct Notification {
    Severity severity = Severity::Note;
    Text text;
    std::size_t serial = 0;
};

/// What the two mouse-driven views share: camera and what is shown. Not undoable, not part of the record.
struct ViewState {
    OrbitCamera camera;
    ViewSettings settings;
    bool operator==(const ViewState&) const = default;
};

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
    /// Runs completions of finished jobs. Call once per frame. True when anything changed.
    bool update();
    /// Waits for all jobs (atlas, saves, matches). Command line and tests.
    void run_until_idle();
    [[nodiscard]] std::vector<JobQueue::Running> running_jobs() const { return jobs_.running(); }
    void cancel_job(std::size_t handle) { jobs_.cancel(handle); }
    /// Rises with every change a picture or panel could show: redraw when it differs.
    [[nodiscard]] std::size_t revision() const { return revision_; }

    // -- the body ------------------------------------------------------------------------------------------------
    void load_atlas(const std::string& name);
    [[nodiscard]] const std::shared_ptr<const Atlas>& atlas() const { return atlas_; }  ///< null until ready
    [[nodiscard]] const std::string& atlas_name() const { return atlas_name_; }
    [[nodiscard]] std::vector<AtlasCredit> atlases() const { return services_.list_atlases(); }
    [[nodiscard]] const Picker* picker() const { return picker_.get(); }                ///< null until ready
    [[nodiscard]] const Scene& scene() const;                                           ///< of atlas, session and view
    [[nodiscard]] std::optional<PickHit> pick(const Viewport& viewport, const glm::vec2& pixel) const;

    // -- the record ----------------------------------------------------------------------------------------------
    void open_store(const std::optional<std::string>& passphrase = std::nullopt);
    [[nodiscard]] bool store_locked() const;
    [[nodiscard]] bool store_open() const { return store_ != nullptr; }
    [[nodiscard]] StoreProtection protection() const { return services_.gate->protection(); }
    [[nodiscard]] std::string store_location() const { return services_.gate->location(); }
    [[nodiscard]] const std::vector<Client>& clients() const { return clients_; }
    [[nodiscard]] const History* history() const { return history_ ? &*history_ : nullptr; }
    [[nodiscard]] const CaseDocument* document() const { return history_ ? &history_->document() : nullptr; }
    [[nodiscard]] const SessionId& session() const { return session_; }  ///< the one on screen; empty if none
    [[nodiscard]] const Mark* selected_mark() const;
    [[nodiscard]] SaveState save_state() const { return save_state_; }
    /// For the session on screen; always of the document as it is now, or empty while being worked out.
    [[nodiscard]] const std::vector<MarkMatches>& matches() const { return matches_; }
    [[nodiscard]] const MarkMatches* matches_for(const MarkId& id) const;
    /// Error in mm of a mark's place in the atlas on screen: 0 in its own atlas; nullopt when it has no place there.
    [[nodiscard]] std::optional<float> place_error_mm(const Mark& mark) const;

    // -- the view ------------------------------------------------------------------------------------------------
    [[nodiscard]] const ViewState& view() const { return view_; }
    /// For continuous input (orbit, sliders, hover); named moves are commands.
    void set_view(const ViewState& view);
    [[nodiscard]] const std::optional<StructureId>& focus() const { return focus_; }  ///< structure the panels speak of

    // -- words and messages --------------------------------------------------------------------------------------
    [[nodiscard]] const Translator& words() const { return *services_.translator; }
    [[nodiscard]] const AnatomyCatalogue& anatomy() const { return *services_.anatomy; }
    [[nodiscard]] const ClinicalCatalogue& clinical() const { return *services_.clinical; }
    [[nodiscard]] const WorkspaceServices& services() const { return services_; }
    /// "Upper trapezius, your left": lay name first, side from the client's own side.
    [[nodiscard]] std::string title_of(const Structure& structure) const;
    [[nodiscard]] const std::vector<Notification>& notifications() const { return notifications_; }
    void notify(Severity severity, Text text);
    void dismiss(std::size_t serial);

    // -- for commands (builtin_commands.cpp) ---------------------------------------------------------------------
    void commit(const Edit& edit, std::string label_key);
    void step_history(bool forward);
    void show_client(CaseDocument document);
    void show_session(const SessionId& id);
    void show_client_list();
    void select_mark(const std::optional<MarkId>& id);
    void focus_on(const std::optional<StructureId>& id);
    [[nodiscard]] CaseStore& store();
    [[nodiscard]] const Atlas& require_atlas() const;  ///< throws Error when none is ready

private:
    void save(DocumentDiff change);
    void start_matching();
    void touch() { ++revision_; }

    WorkspaceServices services_;
    std::shared_ptr<const Atlas> atlas_;
    std::string atlas_name_;
    std::unique_ptr<Picker> picker_;
    std::shared_ptr<CaseStore> store_;  ///< used on the store lane only
    std::vector<Client> clients_;
    std::optional<History> history_;
    SessionId session_;
    SaveState save_state_ = SaveState::Saved;
    std::vector<DocumentDiff> unsaved_;
    std::vector<MarkMatches> matches_;
    ViewState view_;
    std::optional<StructureId> focus_;
    std::vector<Notification> notifications_;
    std::size_t next_serial_ = 1;
    std::size_t revision_ = 1;
    mutable std::optional<std::pair<std::size_t, Scene>> scene_cache_;
    JobQueue jobs_;  ///< last member: destroyed first, so that no job outlives what it uses
};

}  // namespace palpate
