#pragma once

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/atlas_source.h"
#include "anatomy/body_form.h"
#include "anatomy/search_index.h"
#include "base/clock.h"
#include "base/diagnostic.h"
#include "base/ids.h"
#include "base/language.h"
#include "base/running_time.h"
#include "base/translator.h"
#include "clinical/clinical_catalogue.h"
#include "geometry/orbit_camera.h"
#include "scene/keep_clear.h"
#include "scene/pane_layout.h"
#include "scene/scene.h"
#include "scene/skin_overlay.h"
#include "workspace/progress_places.h"
#include "workspace/progress_view.h"
#include "workspace/store_care.h"
#include "workspace/store_gate.h"
#include "workspace/tool_state.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

/// Everything the workspace is given; programs/ wires it, tests pass fakes.
struct WorkspaceServices {
    std::shared_ptr<const Translator> translator;
    std::string language = k_fallback_language;  ///< of the translator
    /// The words of another language of `languages`; empty where there is but one.
    std::function<std::shared_ptr<const Translator>(const std::string& language)> load_words{};
    std::vector<Language> languages{};  ///< the program speaks these
    /// The clinical content in the words of another language; empty where there is but one.
    std::function<std::shared_ptr<const ClinicalCatalogue>(const std::string& language)> load_clinical{};
    /// Another number once a file of that content is written, 0 where nobody can say. Called by jobs; empty: the files are
    /// never looked at again.
    std::function<std::uint64_t()> stamp_clinical{};
    std::string anatomy_language = k_fallback_language;  ///< of the texts about muscles
    std::shared_ptr<const AnatomyCatalogue> anatomy;
    std::shared_ptr<const ClinicalCatalogue> clinical;
    std::shared_ptr<const Clock> clock;
    std::shared_ptr<IdGenerator> ids;
    std::shared_ptr<StoreGate> gate;
    std::shared_ptr<StoreCare> care{};  ///< null: nobody looks after the store
    /// Empty: nothing happens by itself, neither locking nor watching.
    std::function<RunningTime()> running_time{};
    std::function<std::unique_ptr<AtlasSource>(const std::string& name, const BodyForm& form)> make_source;
    std::function<std::vector<AtlasCredit>()> list_atlases;
    std::function<void()> wake;        ///< called from workers: a frame is due
    SearchSynonyms search_synonyms{};  ///< words people use beside the catalogue's names
    bool clicks = true;                ///< false saves making the picker, where nothing will be clicked
};

enum class SaveState { Saved, Saving, Failed };

/// A pane and whose marks it shows.
struct SessionPane {
    Pane pane;
    SessionId session;
    bool read_only = false;  ///< shows a session that is not the one being worked on
};

/// What zones on the skin are made from: while it stays equal, so do they.
struct ZonesRequest {
    SoftZones zones = SoftZones::None;
    const Atlas* atlas = nullptr;
    StructureId muscle;       ///< of SoftZones::Referral
    std::vector<Mark> marks;  ///< of kinds of heat
    std::size_t sessions = 0;
    bool operator==(const ZonesRequest&) const = default;
};
struct ZonesOnSkin {
    ZonesRequest request;
    std::shared_ptr<const SkinOverlay> overlay;  ///< null until made the first time, and where that failed
    std::optional<std::size_t> job;
};

/// What was made for Progress, and of what: while that stays the same, so does it.
struct ProgressKept {
    std::shared_ptr<const CaseDocument> document;  ///< of the report
    const Atlas* atlas = nullptr;                  ///< .. compared, never followed
    std::shared_ptr<const ProgressReport> report;
};
struct ProgressOnSkin {
    std::shared_ptr<const ProgressReport> report;
    Author author = Author::Client;
    ProgressShow show = ProgressShow::Change;
    std::vector<ProgressPlace> places;  ///< empty until made
    std::size_t ticket = 0;             ///< rises with every start: older results are dropped
};

/// What decides what is to be kept clear of: while it stays equal, so does that.
struct KeepClearKey {
    std::size_t matches = 0;  ///< serial of what the rules said: of one document, session, body and language
    MarkId selected;          ///< its places count
    std::size_t entered = 0;  ///< serial of what the brush came into
    bool operator==(const KeepClearKey&) const = default;
};

/// What of it the brush has come into, while it paints and until what it painted is a mark.
struct EnteredByBrush {
    std::set<std::string> sites;      ///< areas of the map of endangerment sites
    std::set<std::string> names;      ///< of these and of what is to be left alone, as they are written
    std::size_t serial = 0;           ///< rises with every change
    std::optional<std::size_t> told;  ///< serial of the notification about them
};

/// What to keep clear of, as it is or is being made.
struct KeepClearOnSkin {
    KeepClearKey key;
    std::vector<KeepClearArea> areas;
    std::shared_ptr<const Atlas> of;
    std::vector<KeepClearShape> shapes;  ///< as last made; of earlier areas while new ones are being made
    std::size_t ticket = 0;              ///< rises with every start: older results are dropped
};

/// What is known of the files of the clinical content while the window is used.
struct ClinicalWatch {
    std::uint64_t stamp = 0;  ///< of what was read last, whole or not
    Timestamp looked{};
    bool busy = false;                ///< a job looks or reads
    std::optional<std::size_t> told;  ///< serial of the notification about a mistake in them
};

struct Notification {
    Severity severity = Severity::Note;
    Text text;
    std::size_t serial = 0;
    std::optional<ErrorCode> code;  ///< of a failed job
};

/// Whom the window is laid out for.
enum class AppMode {
    Session,  ///< the therapist works
    Intake,   ///< the client marks: plain questions, large targets, each mark read back
    Explain,  ///< both look: large letters, plain words, nothing that is not for the client's eyes
    Progress  ///< the therapist compares sessions
};
/// "session", "intake", "explain", "progress".
[[nodiscard]] std::string_view name_of(AppMode mode);
/// A client sees the screen, marking or listening.
[[nodiscard]] inline bool is_for_clients(AppMode mode) { return mode == AppMode::Intake || mode == AppMode::Explain; }

/// What a therapist saw and did before the client looked too: clients who mark are shown the skin from four sides, and mark
/// regions.
struct SessionLook {
    std::array<float, k_layer_count> layer_opacity{};
    PaneMode panes = PaneMode::Single;
    Tool tool = Tool::Muscle;
    bool operator==(const SessionLook&) const = default;
};

/// What the mouse-driven views share: cameras and what is shown. Not undoable, not part of the record.
struct ViewState {
    OrbitCamera camera;  ///< of the picture that can be turned, alone or as a pair
    ViewSettings settings;
    PaneMode panes = PaneMode::Single;
    ZoomedPanes zoomed;            ///< of the four fixed views
    std::size_t focused_pane = 0;  ///< which of them keys work on
    SessionId compared;            ///< shown beside the session on screen
    ProgressView progress;         ///< what AppMode::Progress shows
    AppMode mode = AppMode::Session;
    std::optional<SessionLook> before_handover;  ///< what the therapist goes back to
    bool reduce_motion = false;                  ///< views change at once, and nothing moves by itself
    bool hide_names = false;                     ///< clients are their numbers, where others may see the screen
    bool mini_map = true;                        ///< the small figure that shows where the camera looks
    bool operator==(const ViewState&) const = default;
};

}  // namespace palpate
