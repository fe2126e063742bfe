#pragma once

#include "report/report_pages.h"
#include "ui/panels.h"
#include "workspace/report_maker.h"

#include <future>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

class PictureTexture;

/// A report as it will be on paper, before anything is written: which one, page by page, and where to keep it. Its pictures
/// are drawn one a frame, the pages are set beside the main thread.
class ReportPreview {
public:
    /// The dialog while WindowState::show_report. Borrows the renderer for the call.
    void draw(PanelContext& context, SceneRenderer& renderer);
    /// Forgets everything: the records are shut, or another client is looked at.
    void forget();
    /// Something is being made: another frame is wanted at once.
    [[nodiscard]] bool busy() const { return maker_ != nullptr || setting_.valid() || frames_to_lay_out_ > 0; }

private:
    struct Wish {
        ReportKind kind = ReportKind::HandOut;
        PageSetup setup{};
        bool operator==(const Wish&) const = default;
    };
    /// One report, set; with the document it was set from, for the web page.
    struct Made {
        ReportDocument document;
        ReportPages pages;
    };

    void draw_wishes(PanelContext& context);
    void draw_page(PanelContext& context);
    void draw_saving(PanelContext& context);
    void begin(PanelContext& context, SceneRenderer& renderer);
    void work(PanelContext& context);
    void set_pages(ReportDocument document);
    void save(PanelContext& context, bool as_pdf);

    Wish wish_;
    std::optional<Wish> made_for_;  ///< what is shown, or being made
    std::size_t revision_ = 0;      ///< of the workspace when the making began
    std::unique_ptr<ReportMaker> maker_;
    std::future<std::shared_ptr<const Made>> setting_;
    std::shared_ptr<const Made> made_;
    std::size_t page_ = 0;
    std::shared_ptr<const PictureTexture> texture_;  ///< of the page
    glm::ivec2 texture_px_{0, 0};
    std::size_t texture_page_ = 0;
    int frames_to_lay_out_ = 0;  ///< the dialog grows round a new page over some frames
    std::string path_;
    std::string saved_;  ///< the file written last
};

}  // namespace palpate
