#pragma once

#include "matching/case_match.h"
#include "report/report_document.h"
#include "scene/scene_renderer.h"
#include "workspace/step_picture.h"
#include "workspace/workspace.h"

#include <optional>
#include <string>
#include <vector>

namespace palpate {

/// Which report, and of what of the client on screen.
struct ReportRequest {
    ReportKind kind = ReportKind::HandOut;
    SessionId session{};              ///< the one reported of; of a progress report the later one
    std::optional<SessionId> from{};  ///< of a progress report the earlier one; without it the first
    std::string date{};               ///< ISO: when it is written
    Letterhead letterhead{};
};

/// Makes a report of the client on screen: draws its pictures one at a time, then builds the document. The pictures show
/// the body as the report needs it, whatever the view on screen shows.
class ReportMaker {
public:
    /// Borrows both; the workspace needs an atlas with its picker, and must not change until done. Throws Error NotFound
    /// for a session that is not there, InvalidEdit for a progress report without two visits.
    ReportMaker(const Workspace& workspace, SceneRenderer& renderer, ReportRequest request);
    ~ReportMaker();
    ReportMaker(const ReportMaker&) = delete;
    ReportMaker& operator=(const ReportMaker&) = delete;

    /// Draws the next picture; false once all are there. Some 100 to 500 ms each without a graphics card. Throws Error
    /// Graphics.
    bool step();
    [[nodiscard]] std::size_t pictures_left() const { return wanted_.size() - drawn_; }
    /// The finished document. Call when step() has returned false.
    [[nodiscard]] ReportDocument take();

private:
    struct BodyPicture {
        SessionId session;
        std::string view;
        Viewport size;
        std::string when;  ///< in words, for who cannot see it
    };
    struct Wanted {
        std::optional<BodyPicture> body;
        const PlanItem* step = nullptr;
    };

    void choose_sessions();
    void want_body_pictures();
    void want_step_pictures();
    [[nodiscard]] std::vector<std::string> views() const;
    [[nodiscard]] Scene scene_of(const SessionId& session) const;
    [[nodiscard]] ReportPicture draw_body(const BodyPicture& picture) const;
    [[nodiscard]] ReportPicture draw_step(const PlanItem& item);

    const Workspace* workspace_;
    SceneRenderer* renderer_;
    ReportRequest request_;
    std::optional<SessionId> before_;
    std::optional<Author> author_;  ///< whose marks the pictures show; nullopt: everyone's
    CaseFacts facts_;
    CaseMatch match_;
    std::vector<Wanted> wanted_;
    std::size_t drawn_ = 0;
    std::optional<StrokeGround> ground_;
    std::vector<ReportPicture> body_now_;
    std::vector<ReportPicture> body_before_;
    std::vector<std::pair<PlanItemId, ReportPicture>> steps_;
};

/// The whole document at once: command line and tests.
[[nodiscard]] ReportDocument make_report(const Workspace& workspace, SceneRenderer& renderer,
                                         const ReportRequest& request);

/// What a practice prints at the head of its papers, of a text file (UTF-8, a line each, the practice's name first) and a
/// picture; an empty path: none. Throws Error NotFound, Io, InvalidContent for more than 8 lines or 4,000 bytes, or for a
/// picture that is none or larger than 4,000 pixels on a side.
[[nodiscard]] Letterhead load_letterhead(const std::filesystem::path& lines, const std::filesystem::path& logo);

}  // namespace palpate
