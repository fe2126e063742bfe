#include "programs/visible_structures.h"

#include "support/tiny_atlas.h"

#include <catch2/catch_test_macros.hpp>
#include <glm/vec4.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

namespace palpate::test {
namespace {

struct ScreenPoint {
    float x = 0.0F;
    float y = 0.0F;
    float depth = 0.0F;
};

ScreenPoint to_screen(const glm::mat4& transform, const Viewport& viewport, const glm::vec3& point_mm) {
    const glm::vec4 clip = transform * glm::vec4(point_mm, 1.0F);
    return {(clip.x / clip.w * 0.5F + 0.5F) * static_cast<float>(viewport.width_px),
            (0.5F - clip.y / clip.w * 0.5F) * static_cast<float>(viewport.height_px), clip.z / clip.w};
}

/// Twice the signed area of a, b, c.
float cross(const ScreenPoint& a, const ScreenPoint& b, const ScreenPoint& c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

class DepthBuffer {
public:
    explicit DepthBuffer(StructurePicture& picture)
        : picture_(picture), depth_(picture.structure.size(), std::numeric_limits<float>::max()) {}

    void draw(const std::array<ScreenPoint, 3>& corners, std::size_t structure) {
        const float area = cross(corners[0], corners[1], corners[2]);
        if (area == 0.0F) {
            return;
        }
        const auto [left, right] = pixel_range(corners[0].x, corners[1].x, corners[2].x, picture_.viewport.width_px);
        const auto [top, bottom] = pixel_range(corners[0].y, corners[1].y, corners[2].y, picture_.viewport.height_px);
        for (int y = top; y <= bottom; ++y) {
            for (int x = left; x <= right; ++x) {
                draw_pixel(corners, area, {static_cast<float>(x) + 0.5F, static_cast<float>(y) + 0.5F}, structure);
            }
        }
    }

private:
    static std::pair<int, int> pixel_range(float a, float b, float c, int size_px) {
        const int low = static_cast<int>(std::floor(std::min({a, b, c})));
        const int high = static_cast<int>(std::ceil(std::max({a, b, c})));
        return {std::max(low, 0), std::min(high, size_px - 1)};
    }

    void draw_pixel(const std::array<ScreenPoint, 3>& corners, float area, const ScreenPoint& pixel,
                    std::size_t structure) {
        const float a = cross(corners[1], corners[2], pixel) / area;
        const float b = cross(corners[2], corners[0], pixel) / area;
        const float c = 1.0F - a - b;
        if (a < 0.0F || b < 0.0F || c < 0.0F) {
            return;
        }
        const float depth = a * corners[0].depth + b * corners[1].depth + c * corners[2].depth;
        const std::size_t index =
            static_cast<std::size_t>(pixel.y) * static_cast<std::size_t>(picture_.viewport.width_px) +
            static_cast<std::size_t>(pixel.x);
        if (depth < depth_[index]) {
            depth_[index] = depth;
            picture_.structure[index] = structure;
        }
    }

    StructurePicture& picture_;
    std::vector<float> depth_;
};

using Pixels = std::map<std::size_t, std::vector<glm::vec2>>;

Pixels pixels_by_structure(const StructurePicture& picture) {
    Pixels pixels;
    for (int y = 0; y < picture.viewport.height_px; ++y) {
        for (int x = 0; x < picture.viewport.width_px; ++x) {
            const std::size_t structure =
                picture.structure[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.viewport.width_px) +
                                  static_cast<std::size_t>(x)];
            if (structure != StructurePicture::k_nothing) {
                pixels[structure].emplace_back(static_cast<float>(x), static_cast<float>(y));
            }
        }
    }
    return pixels;
}

glm::vec2 nearest_to_middle(const std::vector<glm::vec2>& pixels) {
    glm::dvec2 sum(0.0);
    for (const glm::vec2& pixel : pixels) {
        sum += pixel;
    }
    const glm::vec2 middle(sum / static_cast<double>(pixels.size()));
    return *std::ranges::min_element(pixels, {}, [&](const glm::vec2& pixel) {
        const glm::vec2 offset = pixel - middle;
        return offset.x * offset.x + offset.y * offset.y;
    });
}

}  // namespace

StructurePicture draw_structures(const Atlas& atlas, const OrbitCamera& camera, const Viewport& viewport,
                                 const std::function<bool(const Structure&)>& shown) {
    StructurePicture picture{viewport, {}};
    picture.structure.assign(static_cast<std::size_t>(viewport.width_px) * static_cast<std::size_t>(viewport.height_px),
                             StructurePicture::k_nothing);
    DepthBuffer buffer(picture);
    const glm::mat4 transform = camera.projection(viewport) * camera.view();
    for (std::size_t index = 0; index < atlas.structures().size(); ++index) {
        const Structure& structure = atlas.structures()[index];
        if (!shown(structure)) {
            continue;
        }
        for (std::size_t triangle = 0; triangle < structure.mesh->triangle_count(); ++triangle) {
            const auto corners = structure.mesh->triangle(triangle);
            buffer.draw({to_screen(transform, viewport, corners[0]), to_screen(transform, viewport, corners[1]),
                         to_screen(transform, viewport, corners[2])},
                        index);
        }
    }
    return picture;
}

std::vector<VisibleStructure> rank_by_visible_area(const std::vector<StructurePicture>& pictures) {
    std::map<std::size_t, VisibleStructure> best;
    for (std::size_t view = 0; view < pictures.size(); ++view) {
        for (const auto& [structure, pixels] : pixels_by_structure(pictures[view])) {
            VisibleStructure& known = best[structure];
            if (pixels.size() > known.pixels) {
                known = {structure, view, pixels.size(), nearest_to_middle(pixels)};
            }
        }
    }
    std::vector<VisibleStructure> ranked;
    for (const auto& [structure, seen] : best) {
        ranked.push_back(seen);
    }
    std::ranges::stable_sort(ranked, std::ranges::greater{}, &VisibleStructure::pixels);
    return ranked;
}

}  // namespace palpate::test

using namespace palpate;
using namespace palpate::test;

TEST_CASE("what is nearer hides what is behind in the picture that picking is compared with", "[programs]") {
    const auto atlas = tiny_atlas();
    const Viewport viewport{200, 300};
    const OrbitCamera camera = fit_camera(atlas->bounds(), 0.0F, 0.0F, viewport);
    const auto seen_with = [&](const std::function<bool(const Structure&)>& shown) {
        const auto ranked = rank_by_visible_area({draw_structures(*atlas, camera, viewport, shown)});
        std::vector<std::string> ids;
        for (const VisibleStructure& seen : ranked) {
            ids.push_back(atlas->structures()[seen.structure].id.text());
        }
        return ids;
    };
    CHECK(seen_with([](const Structure&) { return true; }) == std::vector<std::string>{"skin.mid"});
    const auto beneath = seen_with([](const Structure& structure) { return structure.layer != Layer::Skin; });
    CHECK(std::ranges::find(beneath, "rectus-abdominis.left") != beneath.end());
    CHECK(std::ranges::find(beneath, "latissimus-dorsi.left") != beneath.end());
}
