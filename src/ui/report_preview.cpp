#include "ui/report_preview.h"

#include "base/error.h"
#include "base/file_io.h"
#include "render/picture_texture.h"
#include "report/report_html.h"
#include "ui/knowledge_panels.h"
#include "ui/widgets.h"
#include "workspace/store_keeper.h"

#include <misc/cpp/imgui_stdlib.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>

namespace palpate {
namespace {

constexpr std::array<ReportKind, 3> k_kinds{ReportKind::HandOut, ReportKind::Session, ReportKind::Progress};
constexpr std::array<PaperSize, 2> k_papers{PaperSize::A4, PaperSize::Letter};
constexpr int k_frames_to_lay_out = 3;
constexpr float k_page_share = 0.56F;  // of the screen's height

/// A name that says nothing of the client.
std::string suggest_file(ReportKind kind) {
    const char* home = std::getenv("HOME");
    const std::filesystem::path folder = home != nullptr ? home : ".";
    const std::filesystem::path documents = folder / "Documents";
    const bool has_documents = std::filesystem::is_directory(documents);
    return ((has_documents ? documents : folder) / ("palpate-" + std::string(name_of(kind)) + ".pdf")).string();
}

}  // namespace

void ReportPreview::forget() {
    maker_.reset();
    setting_ = {};
    made_.reset();
    made_for_.reset();
    texture_.reset();
    page_ = 0;
    saved_.clear();
    path_.clear();
}

void ReportPreview::begin(PanelContext& context, SceneRenderer& renderer) {
    const Workspace& workspace = context.workspace;
    const bool is_new = made_for_ != wish_ || (maker_ != nullptr && revision_ != workspace.revision());
    if (!is_new || workspace.atlas() == nullptr || workspace.picker() == nullptr) {
        return;
    }
    const ReportKind kind = made_for_ ? made_for_->kind : wish_.kind;
    if (path_.empty() || kind != wish_.kind) {
        path_ = suggest_file(wish_.kind);
    }
    // On other paper it is the same report, which has its pictures.
    const bool same_report = made_for_ && made_for_->kind == wish_.kind && made_ != nullptr;
    made_for_ = wish_;
    revision_ = workspace.revision();
    maker_.reset();
    saved_.clear();
    if (same_report) {
        set_pages(made_->document);
        return;
    }
    made_.reset();
    texture_.reset();
    page_ = 0;
    try {
        maker_ = std::make_unique<ReportMaker>(workspace, renderer,
                                               ReportRequest{.kind = wish_.kind,
                                                             .session = workspace.session(),
                                                             .date = local_date(workspace.services().clock->now())});
    } catch (const Error& error) {  // a progress report of one visit
        context.workspace.notify(Severity::Warning, error.text(), error.code());
    }
}

void ReportPreview::set_pages(ReportDocument document) {
    setting_ = std::async(std::launch::async, [document = std::move(document), setup = wish_.setup] {
        return std::shared_ptr<const Made>(new Made{document, ReportPages(document, setup)});
    });
}

/// One picture, or a look whether the pages are set.
void ReportPreview::work(PanelContext& context) {
    try {
        if (maker_ != nullptr && !maker_->step()) {
            set_pages(maker_->take());
            maker_.reset();
        }
        if (setting_.valid() && setting_.wait_for(std::chrono::seconds(0)) == std::future_status::ready) {
            made_ = setting_.get();
            page_ = std::min(page_, made_->pages.count() - 1);
            texture_.reset();
            frames_to_lay_out_ = k_frames_to_lay_out;
        }
    } catch (const Error& error) {
        maker_.reset();
        context.workspace.notify(Severity::Error, error.text(), error.code());
    }
}

void ReportPreview::draw_wishes(PanelContext& context) {
    const auto kind = chip_row(
        context.theme, k_kinds.size(),
        [&](std::size_t i) { return context.tr("ui.report.kind." + std::string(name_of(k_kinds[i]))); },
        [&](std::size_t i) { return k_kinds[i] == wish_.kind; });
    wish_.kind = kind ? k_kinds[*kind] : wish_.kind;
    const auto paper = chip_row(
        context.theme, k_papers.size(),
        [&](std::size_t i) { return context.tr("ui.report.paper." + std::string(name_of(k_papers[i]))); },
        [&](std::size_t i) { return k_papers[i] == wish_.setup.paper; });
    wish_.setup.paper = paper ? k_papers[*paper] : wish_.setup.paper;
    ImGui::SameLine();
    ImGui::Checkbox(context.tr("ui.report.large-print").c_str(), &wish_.setup.large_print);
}

void ReportPreview::draw_page(PanelContext& context) {
    if (made_ == nullptr) {
        muted_text(context.theme, context.tr(busy() ? "ui.report.making" : "ui.report.none"));
        return;
    }
    const float height = k_page_share * ImGui::GetMainViewport()->Size.y;
    if (texture_ == nullptr || texture_page_ != page_) {  // here, before ImGui has been told of the one before
        texture_page_ = page_;
        const Image image = made_->pages.draw(page_, static_cast<int>(height / 1.25F));
        texture_ = std::make_shared<const PictureTexture>(image);
        texture_px_ = {image.width_px, image.height_px};
    }
    const ImVec2 size{height * static_cast<float>(texture_px_.x) / static_cast<float>(texture_px_.y), height};
    ImGui::SetCursorPosX((ImGui::GetWindowWidth() - size.x) / 2);
    ImGui::Image(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(texture_->name())), size);
    const std::size_t count = made_->pages.count();
    const auto turn = [&](const char* key, bool possible, std::size_t to) {
        if (quiet_button(context.tr(key), possible)) {
            page_ = to;
        }
        ImGui::SameLine();
    };
    turn("ui.report.page-before", page_ > 0, page_ - 1);
    turn("ui.report.page-after", page_ + 1 < count, page_ + 1);
    ImGui::AlignTextToFramePadding();
    muted_text(context.theme, context.tr({"ui.report.page",
                                          {{"number", std::to_string(page_ + 1)}, {"count", std::to_string(count)}}}));
}

void ReportPreview::save(PanelContext& context, bool as_pdf) {
    std::filesystem::path file = path_;
    file.replace_extension(as_pdf ? ".pdf" : ".html");
    try {
        if (as_pdf) {
            write_file_atomically(file, made_->pages.to_pdf());
        } else {
            write_file_atomically(file, to_report_html(made_->document, wish_.setup.large_print));
        }
        context.workspace.keeper().note(RecordUse::Export, "report: " + std::string(name_of(wish_.kind)));
        saved_ = file.string();
    } catch (const Error& error) {
        context.workspace.notify(Severity::Error, error.text(), error.code());
    }
}

void ReportPreview::draw_saving(PanelContext& context) {
    muted_text(context.theme, context.tr("ui.report.file"));
    ImGui::SetNextItemWidth(-1);
    ImGui::InputText("##report file", &path_);
    const bool ready = made_ != nullptr && maker_ == nullptr && !setting_.valid() && !path_.empty();
    ImGui::BeginDisabled(!ready);
    const bool pdf = accent_button(context.theme, context.tr("ui.report.save-pdf"));
    ImGui::SameLine();
    const bool page = ImGui::Button(context.tr("ui.report.save-html").c_str());
    ImGui::EndDisabled();
    ImGui::SameLine();
    if (ImGui::Button(context.tr("ui.close").c_str())) {
        context.state.show_report = false;
    }
    if (pdf || page) {
        save(context, pdf);
    }
    if (!saved_.empty()) {
        muted_text(context.theme, context.tr({"ui.report.saved", {{"file", saved_}}}));
    } else {
        muted_text(context.theme, context.tr("ui.report.private"));
    }
}

void ReportPreview::draw(PanelContext& context, SceneRenderer& renderer) {
    bool& open = context.state.show_report;
    open = open && !context.workspace.session().empty() && context.workspace.sees_health() && !client_looks(context);
    if (!open) {
        if (made_for_) {
            forget();
        }
        return;
    }
    frames_to_lay_out_ = std::max(0, frames_to_lay_out_ - 1);
    begin(context, renderer);
    work(context);
    draw_dialog(context, "##report", "ui.report.title", open, [&] {
        draw_wishes(context);
        draw_page(context);
        draw_saving(context);
    });
}

}  // namespace palpate
