#pragma once

#include "workspace/picture.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace palpate {

/// Makes an order's pictures a tile at a time, then hands them to a job that writes them.
class PictureMaker {
public:
    /// Borrows both until done. Throws Error Usage as PictureTaker does.
    PictureMaker(Workspace& workspace, SceneRenderer& renderer, PictureOrder order);

    /// Draws the next tile; false once the job has all pictures, or the client they were of has gone.
    bool step();
    [[nodiscard]] std::size_t done() const { return pictures_.size(); }
    [[nodiscard]] std::size_t count() const { return order_.frames; }

private:
    void begin_frame();

    Workspace* workspace_;
    SceneRenderer* renderer_;
    PictureOrder order_;
    ClientId client_;
    std::optional<PictureTaker> taker_;
    std::vector<Image> pictures_;
};

/// Writes or copies finished pictures. Runs on a worker. Throws Error Io, NotFound where no program takes pictures for
/// the clipboard.
void deliver(const std::vector<Image>& pictures, const PictureOrder& order, const JobContext& context);

/// A file name that says nothing of the client: "palpate-picture.png" in the folder, or the first free one after it.
[[nodiscard]] std::filesystem::path suggest_picture_file(const std::filesystem::path& folder);

}  // namespace palpate
