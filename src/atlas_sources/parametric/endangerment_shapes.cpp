#include "atlas_sources/parametric/endangerment_shapes.h"

#include "atlas_sources/parametric/chain_mesh.h"
#include "atlas_sources/parametric/detail/place_files.h"
#include "atlas_sources/parametric/skin_map_maker.h"
#include "geometry/frame.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/mat3x3.hpp>
#include <glm/matrix.hpp>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace palpate::parametric {
namespace {

constexpr const char* k_shapes_file = "endangerment_shapes.json";
constexpr float k_sample_mm = 4.0F;

EndangermentShape::Chain read_chain(const Json& json, const std::string& site_id) {
    EndangermentShape::Chain chain{json.at("name").get<std::string>(), {}};
    for (const Json& ball : json.at("balls")) {
        chain.balls.emplace_back(read_vector(ball), ball.at(3).get<float>());
        if (chain.balls.back().w <= 0.0F) {
            throw PlaceFault{site_id + " has a ball without size"};
        }
    }
    if (chain.balls.empty()) {
        throw PlaceFault{site_id + " has a chain without balls"};
    }
    return chain;
}

EndangermentShape read_shape(const Json& json) {
    EndangermentShape shape;
    shape.site_id = json.at("id").get<std::string>();
    shape.sided = json.at("sided").get<bool>();
    shape.from = glm::normalize(read_vector(json.at("from")));
    shape.reach_mm = json.at("reach_mm").get<float>();
    shape.widen_mm = json.at("widen_mm").get<float>();
    for (const Json& chain : json.at("chains")) {
        shape.chains.push_back(read_chain(chain, shape.site_id));
    }
    return shape;
}

/// The balls of all chains, close enough to each other that their shadow has no waists.
std::vector<glm::vec4> sample(const EndangermentShape& shape) {
    std::vector<glm::vec4> balls;
    for (const EndangermentShape::Chain& chain : shape.chains) {
        balls.push_back(chain.balls.front());
        for (std::size_t i = 1; i < chain.balls.size(); ++i) {
            const glm::vec4& from = chain.balls[i - 1];
            const glm::vec4& to = chain.balls[i];
            const auto steps =
                std::max(1, static_cast<int>(glm::distance(glm::vec3(from), glm::vec3(to)) / k_sample_mm));
            for (int step = 1; step <= steps; ++step) {
                balls.push_back(glm::mix(from, to, static_cast<float>(step) / static_cast<float>(steps)));
            }
        }
    }
    return balls;
}

/// A site ready to be asked how far a place of the skin lies within the area above it.
struct Shadow {
    const EndangermentShape* shape = nullptr;
    std::vector<glm::vec4> balls;
    Box box;  ///< outside it nothing is within reach

    explicit Shadow(const EndangermentShape& site) : shape(&site), balls(sample(site)) {
        for (const glm::vec4& ball : balls) {
            const glm::vec3 margin(ball.w + site.widen_mm);
            for (const float way : {0.0F, site.reach_mm + ball.w}) {
                box.add(glm::vec3(ball) + way * site.from - margin);
                box.add(glm::vec3(ball) + way * site.from + margin);
            }
        }
    }

    /// mm; negative outside.
    [[nodiscard]] float depth_mm(const glm::vec3& place) const {
        float depth = -1.0F;
        if (glm::any(glm::lessThan(place, box.low)) || glm::any(glm::greaterThan(place, box.high))) {
            return depth;
        }
        for (const glm::vec4& ball : balls) {
            const glm::vec3 way = place - glm::vec3(ball);
            const float along = std::clamp(glm::dot(way, shape->from), 0.0F, shape->reach_mm + ball.w);
            depth = std::max(depth, ball.w + shape->widen_mm - glm::length(way - along * shape->from));
        }
        return depth;
    }
};

using Move = std::function<glm::vec3(const glm::vec3&)>;

/// The ball in the form: as large as a ball of the volume that the form makes of it.
glm::vec4 moved_ball(const glm::vec3& centre, float radius, const Move& moved) {
    glm::mat3 stretch(1.0F);
    for (glm::length_t axis = 0; axis < 3; ++axis) {
        glm::vec3 way(0.0F);
        way[axis] = radius;
        stretch[axis] = (moved(centre + way) - moved(centre - way)) / (2.0F * radius);
    }
    return {moved(centre), radius * std::cbrt(glm::determinant(stretch))};
}

}  // namespace

std::vector<EndangermentShape> load_endangerment_shapes(const std::filesystem::path& anatomy_folder) {
    std::vector<EndangermentShape> shapes;
    read_place_file(anatomy_folder / k_shapes_file, [&](const Json& file) {
        for (const Json& json : file.at("sites")) {
            shapes.push_back(read_shape(json));
        }
    });
    return shapes;
}

std::vector<EndangermentVolume> place_volumes(const std::vector<EndangermentShape>& shapes, const Move& moved) {
    std::vector<EndangermentVolume> volumes;
    const auto add = [&](const EndangermentShape& shape, const EndangermentShape::Chain& chain, Side side) {
        EndangermentVolume volume{shape.site_id, side, chain.name, {}, nullptr};
        for (const glm::vec4& ball : chain.balls) {
            glm::vec3 centre(ball);
            if (side == Side::Right) {
                centre.x = 2.0F * k_mirror_plane_x_mm - centre.x;
            }
            volume.balls.push_back(moved_ball(centre, ball.w, moved));
        }
        volume.mesh = std::make_shared<const TriangleMesh>(make_chain_mesh(volume.balls));
        volumes.push_back(std::move(volume));
    };
    for (const EndangermentShape& shape : shapes) {
        for (const EndangermentShape::Chain& chain : shape.chains) {
            add(shape, chain, shape.sided ? Side::Left : Side::Mid);
            if (shape.sided) {
                add(shape, chain, Side::Right);
            }
        }
    }
    return volumes;
}

SkinMap make_endangerment_map(const std::vector<EndangermentShape>& shapes, const TriangleMesh& skin,
                              const JobContext& context) {
    std::vector<std::string> areas;
    std::vector<Shadow> shadows;
    std::vector<SkinMapRecipe::Sides> labels;
    for (const EndangermentShape& shape : shapes) {
        const auto first = static_cast<std::uint8_t>(areas.size());
        shadows.emplace_back(shape);
        if (shape.sided) {
            areas.push_back(shape.site_id + "-left");
            areas.push_back(shape.site_id + "-right");
            labels.push_back({first, static_cast<std::uint8_t>(first + 1)});
        } else {
            areas.push_back(shape.site_id);
            labels.push_back({first, first});
        }
    }
    const SideLabel label = [&](const glm::vec3& point, bool left) {
        std::uint8_t best = k_no_area;
        float deepest = 0.0F;
        for (std::size_t i = 0; i < shadows.size(); ++i) {
            if (const float depth = shadows[i].depth_mm(folded(point)); depth > deepest) {
                deepest = depth;
                best = left ? labels[i].left : labels[i].right;
            }
        }
        return best;
    };
    return make_skin_map(k_endangerment_map, std::move(areas), skin, label, context);
}

}  // namespace palpate::parametric
