#include "workspace/detail/skin_places.h"

#include "base/error.h"
#include "scene/skin_overlay.h"
#include "workspace/brush_stroke.h"
#include "workspace/detail/command_arguments.h"

#include <fmt/format.h>
#include <glm/geometric.hpp>

#include <array>
#include <charconv>
#include <cmath>

namespace palpate {
namespace {

/// A point further than this from the skin is a mistake, not a rounding.
constexpr float k_farthest_place_mm = 60.0F;

[[noreturn]] void refuse(std::string_view argument, std::string_view value) {
    throw Error(ErrorCode::Usage, {"command.argument-places",
                                   {{"argument", std::string(argument)}, {"value", std::string(value.substr(0, 80))}}});
}

std::vector<std::string_view> split(std::string_view text, char mark) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(mark), text.size());
        parts.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

template <class Number>
Number read_number(std::string_view argument, std::string_view text) {
    Number value{};
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size()) {
        refuse(argument, text);
    }
    return value;
}

glm::vec3 read_three(std::string_view argument, std::string_view whole, std::span<const std::string_view> parts) {
    if (parts.size() != 3) {
        refuse(argument, whole);
    }
    glm::vec3 values(0.0F);
    for (glm::length_t i = 0; i < 3; ++i) {
        values[i] = read_number<float>(argument, parts[static_cast<std::size_t>(i)]);
        if (!std::isfinite(values[i])) {
            refuse(argument, whole);
        }
    }
    return values;
}

SurfacePoint nearest_skin_place(const Workspace& workspace, const TriangleMesh& skin, const glm::vec3& point_mm) {
    const auto structure = find_skin(workspace.require_atlas());
    const auto quick = workspace.picker() != nullptr ? workspace.picker()->nearest_place(*structure, point_mm)
                                                     : std::optional<SurfacePoint>();
    const SurfacePoint place = quick ? *quick : closest_point(skin, point_mm);
    const float distance_mm = glm::distance(place.position_mm, point_mm);
    if (distance_mm > k_farthest_place_mm) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.place-too-far",
                                             {{"structure", "skin"},
                                              {"distance", fmt::format("{:.0f}", distance_mm)},
                                              {"limit", fmt::format("{:.0f}", k_farthest_place_mm)}}});
    }
    return place;
}

SurfacePoint read_place(const Workspace& workspace, std::string_view argument, std::string_view text) {
    const TriangleMesh& skin = workspace.require_skin_surface()->mesh();
    if (!text.starts_with('#')) {
        return nearest_skin_place(workspace, skin, read_three(argument, text, split(text, ',')));
    }
    const std::vector<std::string_view> parts = split(text.substr(1), '/');
    const glm::vec3 weights = read_three(argument, text, std::span(parts).last(std::min<std::size_t>(3, parts.size())));
    const auto triangle = parts.size() == 4 ? read_number<std::uint32_t>(argument, parts[0]) : UINT32_MAX;
    const float sum = weights.x + weights.y + weights.z;
    if (triangle >= skin.triangle_count() || std::abs(sum - 1.0F) > 1e-3F ||
        std::min({weights.x, weights.y, weights.z}) < -1e-3F) {
        refuse(argument, text);
    }
    return surface_point(skin, triangle, weights);
}

const Structure& skin_structure(const Workspace& workspace) {
    return workspace.require_atlas().structures()[*find_skin(workspace.require_atlas())];
}

void read_area(Workspace& workspace, const CommandArguments& arguments, Mark& mark) {
    const auto skin = workspace.require_skin_surface();
    if (const auto dabs = find_argument(arguments, "dabs")) {
        mark.dabs = read_dabs(workspace, "dabs", *dabs);
    }
    const auto offered = workspace.find_offered(mark.dabs);
    PaintedRow row = offered != nullptr ? PaintedRow{.skin = *offered->painted}
                                        : paint_dabs(skin, workspace.require_atlas(), mark.dabs);
    if (const auto way = find_argument(arguments, "stroke")) {
        const auto brush_mm =
            find_integer(arguments, "brush", static_cast<int>(k_least_brush_mm), static_cast<int>(k_largest_brush_mm));
        const float radius_mm = brush_mm ? static_cast<float>(*brush_mm) : workspace.tool().brush_radius_mm;
        const bool erase = find_argument(arguments, "erase").value_or("no") == "yes";
        BrushStroke stroke(workspace.atlas(), row.skin, mark.dabs);
        for (const SurfacePoint& place : read_places(workspace, "stroke", *way)) {
            stroke.move_to(place, radius_mm, erase);
        }
        mark.dabs = stroke.dabs();
        row.skin = stroke.painted();
    }
    const auto middle = row.skin.middle();
    if (!middle) {
        throw Error(ErrorCode::InvalidEdit, {"workspace.nothing-painted", {}});
    }
    mark.extent = MarkExtent::Area;
    mark.measure = row.skin.measure();
    mark.anchor = skin_anchor(workspace, *middle);
}

std::vector<SurfaceAnchor> read_anchors(const Workspace& workspace, std::string_view argument,
                                        const std::string& text) {
    std::vector<SurfaceAnchor> anchors;
    for (const SurfacePoint& place : read_places(workspace, argument, text)) {
        anchors.push_back(skin_anchor(workspace, place));
    }
    return anchors;
}

}  // namespace

std::string spell_place(const SurfaceAnchor& anchor) {
    return fmt::format("#{}/{}/{}/{}", anchor.triangle, anchor.barycentric.x, anchor.barycentric.y,
                       anchor.barycentric.z);
}

std::string spell_places(std::span<const SurfaceAnchor> anchors) {
    std::string text;
    for (const SurfaceAnchor& anchor : anchors) {
        text += (text.empty() ? "" : ";") + spell_place(anchor);
    }
    return text;
}

std::string spell_dabs(std::span<const BrushDab> dabs) {
    std::string text;
    for (const BrushDab& dab : dabs) {
        text += fmt::format("{}{}{}@{}", text.empty() ? "" : ";", dab.erase ? "-" : "", dab.radius_mm,
                            spell_place(dab.place));
    }
    return text;
}

std::vector<SurfacePoint> read_places(const Workspace& workspace, std::string_view argument, const std::string& text) {
    std::vector<SurfacePoint> places;
    for (const std::string_view part : split(text, ';')) {
        places.push_back(read_place(workspace, argument, part));
    }
    return places;
}

std::vector<BrushDab> read_dabs(const Workspace& workspace, std::string_view argument, const std::string& text) {
    std::vector<BrushDab> dabs;
    for (std::string_view part : split(text, ';')) {
        BrushDab dab;
        dab.erase = part.starts_with('-');
        part.remove_prefix(dab.erase ? 1 : 0);
        const std::size_t at = part.find('@');
        if (at == std::string_view::npos) {
            refuse(argument, part);
        }
        dab.radius_mm = read_number<float>(argument, part.substr(0, at));
        dab.place = skin_anchor(workspace, read_place(workspace, argument, part.substr(at + 1)));
        dabs.push_back(std::move(dab));
    }
    check_dabs(dabs);
    return dabs;
}

SurfaceAnchor skin_anchor(const Workspace& workspace, const SurfacePoint& place) {
    return make_anchor(workspace.require_atlas(), skin_structure(workspace), place);
}

bool read_skin_places(Workspace& workspace, const CommandArguments& arguments, Mark& mark) {
    if (find_argument(arguments, "dabs") || find_argument(arguments, "stroke")) {
        read_area(workspace, arguments, mark);
        return true;
    }
    if (const auto path = find_argument(arguments, "path")) {
        mark.path = read_anchors(workspace, "path", *path);
        if (mark.path.size() < 2) {
            refuse("path", *path);
        }
        mark.extent = MarkExtent::Line;
        mark.anchor = mark.path.front();
        return true;
    }
    if (const auto arrows = find_argument(arguments, "arrows")) {
        mark.extent = MarkExtent::Point;
        mark.arrows = read_anchors(workspace, "arrows", *arrows);
    }
    return false;
}

const std::vector<std::string>& skin_place_parameters() {
    static const std::vector<std::string> names{"dabs", "stroke", "brush", "erase", "path", "arrows"};
    return names;
}

}  // namespace palpate
