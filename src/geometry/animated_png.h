#pragma once

#include "geometry/image.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace palpate {

/// An animated PNG (APNG), put together frame by frame: every viewer shows it, those that know no animation its first
/// frame. Lossless; frames are compressed as they come, so that no more than one picture is held.
class AnimatedPngWriter {
public:
    /// `frame_count` at least 1; each frame is shown for `frame_ms`. Runs round for ever.
    AnimatedPngWriter(std::size_t frame_count, int frame_ms);
    /// All frames are of one size.
    void add(const Image& frame);
    /// The finished file. All frames must have been added.
    [[nodiscard]] std::vector<std::byte> take();

private:
    void add_control(const Image& frame);

    std::vector<std::byte> bytes_;
    std::size_t frame_count_;
    int frame_ms_;
    std::size_t added_ = 0;
    std::uint32_t sequence_ = 0;  ///< of the chunks that belong to the animation
    int width_px_ = 0;
    int height_px_ = 0;
};

}  // namespace palpate
