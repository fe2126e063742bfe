#include "workspace/report_maker.h"

#include "base/error.h"
#include "base/file_io.h"
#include "base/locale_words.h"
#include "change/body_place.h"
#include "matching/home_care.h"
#include "matching/mark_words.h"
#include "matching/record_facts.h"
#include "report/build_report.h"
#include "workspace/views.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace palpate {
namespace {

constexpr double k_dots_per_mm = 200.0 / 25.4;
constexpr float k_sign_scale = 1.25F;      // numbers of 7 points on paper
constexpr float k_sign_out_mm = 40.0F;     // out of what lies over a muscle: behind the skin signs are faint
constexpr float k_seen_from_side = 0.1F;   // cosine to the view: what turns further away is not well seen from there
constexpr Viewport k_step_size{496, 372};  // 63 mm wide on paper

struct NamedView {
    const char* name;
    glm::vec3 direction;  ///< from the body to the eye
};
constexpr std::array<NamedView, 4> k_views{{{"front", {0.0F, 0.0F, 1.0F}},
                                            {"back", {0.0F, 0.0F, -1.0F}},
                                            {"left", {1.0F, 0.0F, 0.0F}},
                                            {"right", {-1.0F, 0.0F, 0.0F}}}};

const NamedView& view_named(const std::string& name) { return *std::ranges::find(k_views, name, &NamedView::name); }

bool is_seen_from(const MarkSign& sign, const NamedView& view) {
    return glm::dot(sign.point.normal, view.direction) > k_seen_from_side;
}

/// Pixels of a body picture: two beside each other may be wider than four.
Viewport body_size(std::size_t pictures) {
    const double height_mm = pictures <= 2 ? 84.0 : 76.0;
    const double aspect = pictures <= 2 ? 0.72 : 0.48;
    const int height = static_cast<int>(std::lround(k_dots_per_mm * height_mm));
    return {static_cast<int>(std::lround(aspect * height)), height};
}

std::array<RatingInk, 11> rating_inks() {
    std::array<RatingInk, 11> inks;
    for (std::size_t rating = 0; rating < inks.size(); ++rating) {
        const RatingColours colours = rating_colours(static_cast<int>(rating));
        inks[rating] = {colours.fill, colours.ink};
    }
    return inks;
}

}  // namespace

ReportMaker::ReportMaker(const Workspace& workspace, SceneRenderer& renderer, ReportRequest request)
    : workspace_(&workspace), renderer_(&renderer), request_(std::move(request)) {
    PALPATE_ASSERT(workspace.picker() != nullptr);
    const CaseDocument& document = workspace.require_document();
    choose_sessions();
    facts_ = case_facts_of(document, request_.session);
    match_ = match_session(document, request_.session, facts_,
                           {workspace.require_atlas(), workspace.anatomy(), workspace.clinical()});
    want_body_pictures();
    if (request_.kind == ReportKind::HandOut) {
        want_step_pictures();
    }
}

ReportMaker::~ReportMaker() = default;

void ReportMaker::choose_sessions() {
    const CaseDocument& document = workspace_->require_document();
    if (find_session(document, request_.session) == nullptr) {
        throw Error(ErrorCode::NotFound, {"error.match.no-session", {{"session", request_.session.text()}}});
    }
    if (request_.kind == ReportKind::HandOut) {
        author_ = hand_out_author(document, request_.session);
    }
    if (request_.kind != ReportKind::Progress) {
        before_ = find_earlier_map(document, request_.session, author_);
        return;
    }
    before_ = request_.from ? *request_.from : document.sessions.front().id;
    const bool in_order = find_session(document, *before_) != nullptr &&
                          session_number(document, *before_) < session_number(document, request_.session);
    if (!in_order) {
        throw Error(ErrorCode::InvalidEdit, {"error.report.needs-two", {}});
    }
}

Scene ReportMaker::scene_of(const SessionId& session) const {
    const CaseDocument& document = workspace_->require_document();
    const Translator& words = workspace_->words();
    ViewSettings settings;
    settings.dark_background = false;
    settings.skin_tone = workspace_->view().settings.skin_tone;
    settings.author = author_;
    settings.layer_opacity[static_cast<std::size_t>(Layer::Skin)] = 1.0F;
    MarkShapes shapes;
    for (const Mark* mark : marks_of(document, session)) {
        if (auto shape = workspace_->find_shape(mark->id)) {
            shapes.emplace(mark->id, std::move(shape));
        }
    }
    Scene scene = build_scene(workspace_->require_atlas(), &document, session, settings,
                              {words.tr("scene.side.left"), words.tr("scene.side.right")}, nullptr, &shapes);
    for (MarkSign& sign : scene.marks) {
        sign.position_mm += k_sign_out_mm * sign.point.normal;
    }
    return scene;
}

/// The sides that something is marked on, at either visit: both visits are shown from the same ones.
std::vector<std::string> ReportMaker::views() const {
    std::vector<MarkSign> signs = scene_of(request_.session).marks;
    if (before_) {
        std::ranges::move(scene_of(*before_).marks, std::back_inserter(signs));
    }
    std::vector<std::string> views;
    std::vector<bool> seen(signs.size(), false);
    for (const NamedView& view : k_views) {
        bool wanted = false;
        for (std::size_t i = 0; i < signs.size(); ++i) {
            if (!seen[i] && is_seen_from(signs[i], view)) {
                wanted = seen[i] = true;
            }
        }
        if (wanted) {
            views.emplace_back(view.name);
        }
    }
    return views.empty() ? std::vector<std::string>{"front", "back"} : views;
}

void ReportMaker::want_body_pictures() {
    const Translator& words = workspace_->words();
    const CaseDocument& document = workspace_->require_document();
    const std::vector<std::string> sides = views();
    const std::size_t in_a_row = sides.size() > 2 ? sides.size() : sides.size() * (before_ ? 2 : 1);
    const auto want = [&](const SessionId& session) {
        for (const std::string& side : sides) {
            const std::string day = shown_date(words, find_session(document, session)->date);
            wanted_.push_back({.body = BodyPicture{session, side, body_size(in_a_row), day}});
        }
    };
    want(request_.session);
    if (before_) {
        want(*before_);
    }
}

void ReportMaker::want_step_pictures() {
    const CaseDocument& document = workspace_->require_document();
    const Knowledge knowledge{workspace_->require_atlas(), workspace_->anatomy(), workspace_->clinical()};
    for (const PlanItem* item : plan_of(document, request_.session, PlanPart::Home)) {
        // A body seen from the front says nothing of breathing.
        const Technique* technique = knowledge.clinical.find_technique(item->technique);
        const bool shows_a_place = technique != nullptr && !is_for_whole_person(*technique);
        if (shows_a_place && may_be_done_at_home(*item, match_, facts_, knowledge)) {
            wanted_.push_back({.body = std::nullopt, .step = item});
        }
    }
}

ReportPicture ReportMaker::draw_body(const BodyPicture& picture) const {
    const Translator& words = workspace_->words();
    const CaseDocument& document = workspace_->require_document();
    const Scene scene = scene_of(picture.session);
    const OrbitCamera camera = make_view_camera(workspace_->require_atlas(), picture.view, {}, picture.size);
    std::string marked;
    for (const MarkSign& sign : scene.marks) {
        if (is_seen_from(sign, view_named(picture.view))) {
            marked += (marked.empty() ? "" : " ") + workspace_->read_back(*find_mark(document, sign.id));
        }
    }
    return {.image = std::make_shared<const Image>(
                renderer_->render(scene, camera, picture.size, RenderQuality{.ui_scale = k_sign_scale})),
            .caption = {},
            .alt = words.tr({"report.page.picture-alt",
                             {{"view", "@report.page.view." + picture.view},
                              {"when", picture.when},
                              {"marks", marked.empty() ? words.tr("report.page.picture-alt-none") : marked}}})};
}

ReportPicture ReportMaker::draw_step(const PlanItem& item) {
    if (!ground_ && workspace_->skin_surface() != nullptr) {
        ground_.emplace(workspace_->require_atlas(), workspace_->require_skin_surface());
    }
    const StepPicture picture = make_step_picture(
        item, {.knowledge = {workspace_->require_atlas(), workspace_->anatomy(), workspace_->clinical()},
               .picker = *workspace_->picker(),
               .ground = ground_ ? &*ground_ : nullptr,
               .words = workspace_->words(),
               .skin_tone = workspace_->view().settings.skin_tone,
               .size = k_step_size});
    return {.image = std::make_shared<const Image>(renderer_->render(
                picture.scene, picture.camera, picture.size, {.ui_scale = k_sign_scale, .names = picture.names})),
            .caption = picture.caption,
            .alt = picture.caption};
}

bool ReportMaker::step() {
    if (drawn_ == wanted_.size()) {
        return false;
    }
    const Wanted& next = wanted_[drawn_];
    if (next.body) {
        auto& row = next.body->session == request_.session ? body_now_ : body_before_;
        row.push_back(draw_body(*next.body));
    } else {
        steps_.emplace_back(next.step->id, draw_step(*next.step));
    }
    ++drawn_;
    return drawn_ < wanted_.size();
}

ReportDocument ReportMaker::take() {
    PALPATE_ASSERT(pictures_left() == 0);
    const Knowledge knowledge{workspace_->require_atlas(), workspace_->anatomy(), workspace_->clinical()};
    const BodyPlaces places(workspace_->anatomy(), &workspace_->require_atlas());
    ReportSources sources{.document = workspace_->require_document(),
                          .session = request_.session,
                          .before = before_,
                          .knowledge = knowledge,
                          .facts = facts_,
                          .match = match_,
                          .places = places,
                          .rule = change_rule(workspace_->clinical()),
                          .words = workspace_->words(),
                          .date = request_.date,
                          .letterhead = request_.letterhead,
                          .ratings = rating_inks(),
                          .body_now = std::move(body_now_),
                          .body_before = std::move(body_before_)};
    for (auto& [item, picture] : steps_) {
        sources.step_pictures.push_back({item, std::move(picture)});
    }
    switch (request_.kind) {
        case ReportKind::HandOut: return build_hand_out_report(sources);
        case ReportKind::Session: return build_session_report(sources);
        case ReportKind::Progress: return build_progress_report(sources);
    }
    PALPATE_ASSERT(false);
}

ReportDocument make_report(const Workspace& workspace, SceneRenderer& renderer, const ReportRequest& request) {
    ReportMaker maker(workspace, renderer, request);
    while (maker.step()) {
    }
    return maker.take();
}

Letterhead load_letterhead(const std::filesystem::path& lines, const std::filesystem::path& logo) {
    constexpr std::size_t k_most_lines = 8;
    constexpr std::uintmax_t k_most_bytes = 4000;
    constexpr std::uintmax_t k_most_logo_bytes = 8'000'000;
    constexpr int k_most_logo_px = 4000;
    Letterhead letterhead;
    const auto too_much = [&](const std::filesystem::path& file) {
        return Error(ErrorCode::InvalidContent, {"error.report.letterhead",
                                                 {{"file", file.string()},
                                                  {"most", std::to_string(k_most_lines)},
                                                  {"bytes", std::to_string(k_most_bytes)}}});
    };
    const auto size_of = [](const std::filesystem::path& file) {
        std::error_code none;  // what cannot be read is told by reading it
        const std::uintmax_t size = std::filesystem::file_size(file, none);
        return none ? 0 : size;
    };
    if (!lines.empty()) {
        if (size_of(lines) > k_most_bytes) {
            throw too_much(lines);
        }
        std::string line;
        for (const char letter : read_text_file(lines) + "\n") {
            if (letter != '\n') {
                line += letter;
            } else if (!line.empty() && line != "\r") {
                letterhead.lines.push_back(std::exchange(line, {}));
            } else {
                line.clear();
            }
        }
        if (letterhead.lines.size() > k_most_lines) {
            throw too_much(lines);
        }
    }
    if (!logo.empty()) {
        if (size_of(logo) > k_most_logo_bytes) {
            throw Error(ErrorCode::InvalidContent, {"geometry.image.not-readable", {{"file", logo.string()}}});
        }
        letterhead.logo = std::make_shared<const Image>(read_picture(logo, k_most_logo_px));
        letterhead.logo_alt = letterhead.lines.empty() ? std::string() : letterhead.lines.front();
    }
    return letterhead;
}

}  // namespace palpate
