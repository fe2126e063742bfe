#include "workspace/workspace.h"

#include "anatomy/anatomy_names.h"
#include "anatomy/skin_place.h"
#include "base/error.h"
#include "geometry/frame.h"
#include "workspace/detail/audience.h"
#include "workspace/detail/job_names.h"
#include "workspace/intake_desk.h"
#include "workspace/store_keeper.h"

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

/// Closer than this to the mirror plane a place of the skin is called neither left nor right.
constexpr float k_midline_half_width_mm = 15.0F;

Side side_of(const glm::vec3& position_mm) {
    const float offset = position_mm.x - k_mirror_plane_x_mm;
    if (std::abs(offset) <= k_midline_half_width_mm) {
        return Side::Mid;
    }
    return offset > 0.0F ? Side::Left : Side::Right;
}

std::string title(const Translator& words, const std::string& name, Side side) {
    return words.tr({"structure.title." + std::string(name_of(side)), {{"name", with_capital(name)}}});
}

/// The catalogue's facts of a structure that the atlas on screen does not have.
std::optional<Structure> describe(const AnatomyCatalogue& catalogue, const StructureId& id) {
    const std::string& text = id.text();
    const std::size_t first = text.find('.');
    const std::size_t last = text.rfind('.');
    if (first == std::string::npos) {
        return std::nullopt;
    }
    const std::optional<Side> side = find_side(text.substr(last + 1));
    const std::string part = first < last ? text.substr(first + 1, last - first - 1) : "";
    return side ? describe_structure(catalogue, text.substr(0, first), part, *side) : std::nullopt;
}

}  // namespace

Workspace::Workspace(WorkspaceServices services)
    : services_(std::move(services)),
      practice_({.jobs = jobs_,
                 .fail = [this](const Failure& failure) { fail(failure); },
                 .changed = [this] { ++revision_; }}),
      keeper_(std::make_unique<StoreKeeper>(*this)),
      intakes_(std::make_unique<IntakeDesk>(*this)),
      jobs_(services_.wake) {
    PALPATE_ASSERT(services_.translator && services_.anatomy && services_.clinical);
    PALPATE_ASSERT(services_.clock && services_.ids && services_.gate);
    clinical_watch_.stamp = services_.stamp_clinical ? services_.stamp_clinical() : 0;
}

Workspace::~Workspace() {
    start_wanted_.reset();
    for (const auto& job : jobs_.running()) {
        if (job.name != k_job_save) {
            jobs_.cancel(job.handle);
        }
    }
    jobs_.run_until_idle();  // what was done is written before the program closes
}

// ---- running -------------------------------------------------------------------------------------------------------

std::string Workspace::run(std::string_view command_id, const CommandArguments& arguments) {
    const Command* command = find_command(command_id);
    if (command == nullptr) {
        throw Error(ErrorCode::Usage, {"command.unknown", {{"command", std::string(command_id)}}});
    }
    for (const auto& [name, value] : arguments) {
        if (std::ranges::find(command->parameters, name) == command->parameters.end()) {
            throw Error(ErrorCode::Usage, {"command.unknown-argument", {{"command", command->id}, {"argument", name}}});
        }
    }
    if (!detail::may_run(*command, view_.mode, intakes_->state())) {
        throw Error(ErrorCode::Usage, {"command.only-in-session", {}});
    }
    if (!detail::is_for(*command, user_.role)) {
        throw Error(ErrorCode::Forbidden, {"error.store.not-for-front-desk", {}});
    }
    settle_visibility();
    std::string result = command->run(*this, arguments);
    settle_visibility();
    return result;
}

bool Workspace::can_run(const Command& command) const {
    return detail::may_run(command, view_.mode, intakes_->state()) && detail::is_for(command, user_.role) &&
           command.enabled(*this);
}

bool Workspace::update() {
    const std::size_t before = revision();
    start_due_picker();
    start_due_zones();
    start_due_progress();
    start_due_keep_clear();
    look_at_clinical();
    jobs_.drain();
    intakes_->look();
    keeper_->look();
    return revision() != before;
}

void Workspace::run_until_idle() {
    do {
        start_due_picker();
        start_due_zones();
        start_due_progress();
        start_due_keep_clear();
        jobs_.run_until_idle();
        jobs_.drain();
        intakes_->look();
    } while (picker_due_ || zones_due() || progress_due() || keep_clear_due() || !jobs_.idle());
}

void Workspace::run_until_idle_or_throw() {
    const std::size_t first = next_serial_;
    run_until_idle();
    const auto fault = std::ranges::find_if(
        notifications_, [&](const Notification& message) { return message.serial >= first && message.code; });
    if (fault != notifications_.end()) {
        const Error error(*fault->code, fault->text);
        notifications_.erase(fault);
        throw error;
    }
}

void Workspace::touch() {
    ++revision_;
    ++scene_revision_;
}

// ---- the picture ---------------------------------------------------------------------------------------------------

const Scene& Workspace::scene_of(const SessionId& session) const {
    if (cached_scene_revision_ != scene_revision_) {
        scene_cache_.clear();
        cached_scene_revision_ = scene_revision_;
    }
    const auto cached = scene_cache_.find(session);
    if (cached != scene_cache_.end()) {
        cached->second.strokes = strokes_.traces(view_.reduce_motion);  // they move while all else stays
        return cached->second;
    }
    const SceneWords side_words{words().tr("scene.side.left"), words().tr("scene.side.right")};
    ViewSettings shown = view_.settings;
    if (skin_map_loading()) {
        shown.layer_opacity[static_cast<std::size_t>(Layer::Skin)] = skin_opacity_before_map_;
    }
    Scene scene;
    if (atlas_) {
        const bool compares = view_.mode == AppMode::Progress && progress_range().has_value();
        const bool pair = shows_progress(ProgressShow::SideBySide);
        CaseDocument one_author;
        if (pair) {
            one_author.marks = document()->marks;
            std::erase_if(one_author.marks, [&](const Mark& mark) { return mark.author != view_.progress.author; });
        }
        shown.show_marks = shown.show_marks && (!compares || pair);
        scene = build_scene(*atlas_, pair ? &one_author : document(), session, shown, side_words, overlay_of(session),
                            &shapes_.shapes());
        if (compares) {
            add_progress(scene);
        } else if (session == session_) {
            add_live_trace(scene);
            add_keep_clear(scene);
        }
        scene.strokes = strokes_.traces(view_.reduce_motion);
    }
    return scene_cache_.emplace(session, std::move(scene)).first->second;
}

void Workspace::set_view(const ViewState& view) {
    if (view == view_) {
        return;
    }
    const bool other_map = view.settings.skin_map != view_.settings.skin_map;
    if (other_map && !skin_map_loading()) {
        skin_opacity_before_map_ = view_.settings.layer_opacity[static_cast<std::size_t>(Layer::Skin)];
    }
    ++revision_;
    const bool same_scene = view.settings == view_.settings && view.progress == view_.progress &&
                            (view.mode == AppMode::Progress) == (view_.mode == AppMode::Progress);
    scene_revision_ += same_scene ? 0 : 1;
    view_ = view;
    if (other_map) {
        refresh_skin_map();
    }
}

bool Workspace::can_step_visibility(bool forward) const {
    return visibility_.can_step(visibility_of(view_.settings), forward);
}

void Workspace::step_visibility(bool forward) {
    if (const auto visibility = visibility_.step(visibility_of(view_.settings), forward)) {
        ViewState view = view_;
        set_visibility(view.settings, *visibility);
        set_view(view);
    }
}

void Workspace::focus_on(const std::optional<StructureId>& id) {
    focus_ = id;
    view_.settings.selected.clear();
    if (id) {
        view_.settings.selected.insert(*id);
    }
    touch();
}

void Workspace::select_mark(const std::optional<MarkId>& id) {
    const Mark* mark = id && document() != nullptr ? find_mark(*document(), *id) : nullptr;
    view_.settings.selected_mark = mark != nullptr ? id : std::nullopt;
    if (mark != nullptr) {
        focus_on(mark->anchor.structure);
    }
    touch();
}

const Mark* Workspace::selected_mark() const {
    const auto& id = view_.settings.selected_mark;
    return id && document() != nullptr ? find_mark(*document(), *id) : nullptr;
}

// ---- words and messages --------------------------------------------------------------------------------------------

void Workspace::take_clinical(std::shared_ptr<const ClinicalCatalogue> clinical) {
    services_.clinical = std::move(clinical);
    start_matching();
    touch();
}

void Workspace::set_language(const std::string& code) {
    if (code == services_.language) {
        return;
    }
    if (!speaks(services_.languages, code)) {
        std::string known;
        for (const Language& language : services_.languages) {
            known += (known.empty() ? "" : ", ") + language.code;
        }
        throw Error(ErrorCode::Usage, {"error.i18n.unknown", {{"language", code}, {"known", known}}});
    }
    services_.translator = services_.load_words(code);
    services_.language = code;
    if (services_.load_clinical) {
        take_clinical(services_.load_clinical(code));
    }
    touch();
}

std::string Workspace::title_of(const Structure& structure) const {
    return title(words(), shown_name(words(), structure), structure.side);
}

std::string Workspace::title_of(const Mark& mark) const {
    const auto place = atlas_ ? resolve(mark.anchor, *atlas_) : std::nullopt;
    if (!place) {
        const auto known = describe(anatomy(), mark.anchor.structure);
        return known ? title_of(*known) : mark.anchor.structure.text();
    }
    const Structure& structure = atlas_->structures()[place->structure_index];
    if (structure.structure_class != StructureClass::Skin) {
        const GroupEntry* group = mark.extent == MarkExtent::Group ? anatomy().find_group(structure.group_id) : nullptr;
        return group != nullptr ? title(words(), shown_name(words(), *group), structure.side) : title_of(structure);
    }
    if (const auto skin_place = find_skin_place(*atlas_, structure, place->point)) {
        if (const RegionEntry* known = anatomy().find_region(skin_place->region_id)) {
            return title(words(), shown_name(words(), *known), skin_place->side);
        }
    }
    if (!picker_) {
        return title_of(structure);
    }
    const auto beneath = picker_->structure_beneath(place->point.position_mm);
    const RegionEntry* region = beneath ? anatomy().find_region(atlas_->structures()[*beneath].region_id) : nullptr;
    if (region == nullptr) {
        return title_of(structure);
    }
    return title(words(), shown_name(words(), *region), region->sided ? side_of(place->point.position_mm) : Side::Mid);
}

void Workspace::notify(Severity severity, Text text, std::optional<ErrorCode> code) {
    notifications_.push_back({severity, std::move(text), next_serial_++, code});
    ++revision_;
}

void Workspace::dismiss(std::size_t serial) {
    std::erase_if(notifications_, [&](const Notification& message) { return message.serial == serial; });
    ++revision_;
}

}  // namespace palpate
