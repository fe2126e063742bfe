#include "workspace/picture_order.h"

#include "base/child_process.h"
#include "base/error.h"
#include "base/file_io.h"
#include "geometry/animated_png.h"

#include <fmt/format.h>
#include <glm/gtc/constants.hpp>

#include <cstdlib>
#include <utility>

namespace palpate {
namespace {

constexpr int k_round_ms = 4000;  // how long a turntable takes for one turn
constexpr std::size_t k_most_bytes = std::size_t{1} << 30U;

/// By a pipe into the desktop's own clipboard program: no file with health data is left anywhere.
void copy_to_clipboard(const Image& picture) {
    const bool wayland = std::getenv("WAYLAND_DISPLAY") != nullptr;
    if (const auto program = wayland ? find_program("wl-copy") : std::nullopt) {
        run_with_input(*program, {"--type", "image/png"}, encode_png(picture));
    } else if (const auto other = find_program("xclip")) {
        run_with_input(*other, {"-selection", "clipboard", "-t", "image/png", "-i"}, encode_png(picture));
    } else {
        throw Error(ErrorCode::NotFound, {"workspace.no-clipboard", {{"package", wayland ? "wl-clipboard" : "xclip"}}});
    }
}

}  // namespace

PictureMaker::PictureMaker(Workspace& workspace, SceneRenderer& renderer, PictureOrder order)
    : workspace_(&workspace), renderer_(&renderer), order_(std::move(order)) {
    const Viewport& size = order_.request.size;
    const std::size_t bytes =
        4 * order_.frames * static_cast<std::size_t>(size.width_px) * static_cast<std::size_t>(size.height_px);
    if (bytes > k_most_bytes) {
        throw Error(ErrorCode::Usage, {"workspace.turntable-too-large", {}});
    }
    client_ = workspace.document() != nullptr ? workspace.document()->client.id : ClientId{};
    begin_frame();
}

void PictureMaker::begin_frame() {
    PictureRequest request = order_.request;
    request.turn_rad = glm::two_pi<float>() * static_cast<float>(pictures_.size()) / static_cast<float>(order_.frames);
    taker_.emplace(*workspace_, *renderer_, request);
}

bool PictureMaker::step() {
    const ClientId client = workspace_->document() != nullptr ? workspace_->document()->client.id : ClientId{};
    if (client != client_) {
        return false;
    }
    if (taker_->step()) {
        return true;
    }
    pictures_.push_back(taker_->take());
    if (pictures_.size() < order_.frames) {
        begin_frame();
        return true;
    }
    workspace_->deliver_pictures(std::move(pictures_), order_);
    return false;
}

void deliver(const std::vector<Image>& pictures, const PictureOrder& order, const JobContext& context) {
    if (order.file.empty()) {
        copy_to_clipboard(pictures.front());
        return;
    }
    if (order.frames == 1) {
        write_image(pictures.front(), order.file);
        return;
    }
    const bool animated = order.file.extension() == ".png";
    AnimatedPngWriter writer(pictures.size(), k_round_ms / static_cast<int>(pictures.size()));
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        context.check_stop();
        context.progress({i, pictures.size(), {"workspace.progress.pictures", {}}});
        if (animated) {
            writer.add(pictures[i]);
        } else {
            write_png(pictures[i], order.file / fmt::format("turn-{:03}.png", i + 1));
        }
    }
    if (animated) {
        write_file_atomically(order.file, writer.take());
    }
}

std::filesystem::path suggest_picture_file(const std::filesystem::path& folder) {
    std::filesystem::path file = folder / "palpate-picture.png";
    for (int number = 2; std::filesystem::exists(file); ++number) {
        file = folder / fmt::format("palpate-picture-{}.png", number);
    }
    return file;
}

}  // namespace palpate
