#pragma once

#include "geometry/orbit_camera.h"

#include <glm/vec2.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace palpate {

/// Which pictures of the body stand side by side.
enum class PaneMode {
    Single,   ///< one, free to turn
    Four,     ///< front, back, left and right at one scale, fixed
    Compare,  ///< one session and another, under one camera
};

inline constexpr std::size_t k_four_panes = 4;
/// Names of the four fixed views in their order; text keys "pane.<name>".
inline constexpr std::array<std::string_view, k_four_panes> k_four_views{"front", "back", "left", "right"};

/// Its place among k_four_views.
[[nodiscard]] std::optional<std::size_t> find_fixed_view(std::string_view name);

/// One picture of the body within a larger one.
struct Pane {
    glm::ivec2 corner_px{0};  ///< top left, in the larger one
    Viewport viewport;
    OrbitCamera camera;
    bool operator==(const Pane&) const = default;
};

/// What lies about the pictures, px.
struct PaneFrame {
    int gap_px = 2;     ///< between them
    int title_px = 30;  ///< at the top of each, kept clear of the body for its title
    bool operator==(const PaneFrame&) const = default;
};

/// Cameras of panes that were zoomed by hand; the others show the whole body.
using ZoomedPanes = std::array<std::optional<OrbitCamera>, k_four_panes>;

/// The whole body four times, in the order of k_four_views: in a row, or two by two where that shows it larger. Nearly
/// parallel, and one scale for all that are not zoomed. `body` is not empty. The panes lie inside `whole`.
[[nodiscard]] std::vector<Pane> lay_out_four(const Box& body, const Viewport& whole, const PaneFrame& frame,
                                             const ZoomedPanes& zoomed = {});

/// Two pictures under one camera, side by side, or one above the other where there is more height than breadth; a strip
/// of the title's height stays free above each.
[[nodiscard]] std::vector<Pane> lay_out_pair(const OrbitCamera& camera, const Viewport& whole, const PaneFrame& frame);

/// The pane a pixel of the larger picture lies in; nullopt in the gaps and outside.
[[nodiscard]] std::optional<std::size_t> find_pane_at(const std::vector<Pane>& panes, const glm::vec2& pixel);

}  // namespace palpate
