#include "atlas_sources/parametric/skin_recipe.h"

#include "base/error.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <string>

namespace palpate {
namespace {

using Json = nlohmann::json;

glm::vec3 read_point(const Json& json) {
    return {json.at(0).get<float>(), json.at(1).get<float>(), json.at(2).get<float>()};
}

std::vector<SkinRecipe::Claim> read_boxes(const Json& json) {
    std::vector<SkinRecipe::Claim> boxes;
    for (const Json& item : json) {
        boxes.push_back({read_point(item.at("low_mm")), read_point(item.at("high_mm"))});
    }
    return boxes;
}

SkinRecipe::Grid read_grid(const Json& json) {
    SkinRecipe::Grid grid;
    grid.name = json.at("name").get<std::string>();
    grid.group = json.at("group").get<std::string>();
    grid.voxel_mm = json.at("voxel_mm").get<float>();
    grid.blur_mm = json.at("blur_mm").get<float>();
    grid.calm_blur_mm = json.value("calm_blur_mm", grid.calm_blur_mm);
    grid.from_y_mm = json.value("from_y_mm", grid.from_y_mm);
    grid.to_y_mm = json.value("to_y_mm", grid.to_y_mm);
    grid.mound_mm = json.value("mound_mm", grid.mound_mm);
    grid.meets_mirror_plane = json.value("meets_mirror_plane", false);
    for (const Json& item : json.at("stations")) {
        grid.stations.push_back({item.at("y_mm").get<float>(), item.at("closing_mm").get<float>(),
                                 item.at("fat_mm").get<float>(), item.value("calm", 0.0F)});
    }
    return grid;
}

SkinRecipe::Pad read_pad(const Json& json) {
    SkinRecipe::Pad pad;
    pad.name = json.at("name").get<std::string>();
    pad.grid = json.at("grid").get<std::string>();
    for (const Json& ball : json.at("balls")) {
        pad.balls.emplace_back(read_point(ball), ball.at(3).get<float>());
    }
    pad.seam_mm = json.at("seam_mm").get<float>();
    pad.carve = json.value("carve", false);
    pad.blur_mm = json.value("blur_mm", 0.0F);
    return pad;
}

SkinRecipe::Crease read_crease(const Json& json) {
    SkinRecipe::Crease crease;
    crease.name = json.at("name").get<std::string>();
    crease.grid = json.at("grid").get<std::string>();
    if (json.contains("front_of_z_mm")) {
        crease.front_of_z_mm = json.at("front_of_z_mm").get<float>();
    }
    for (const Json& point : json.at("points")) {
        const glm::vec3 place = read_point(point);
        crease.points.push_back(crease.front_of_z_mm ? glm::vec4(place.x, place.y, 0.0F, place.z)
                                                     : glm::vec4(place, point.at(3).get<float>()));
    }
    crease.width_mm = json.at("width_mm").get<float>();
    crease.depth_mm = json.at("depth_mm").get<float>();
    return crease;
}

SkinRecipe::NailShape read_nail(const Json& digit) {
    if (!digit.contains("nail")) {
        return {};
    }
    const Json& json = digit.at("nail");
    return {read_point(json.at("dorsal")), json.at("length_mm").get<float>(), json.at("width_mm").get<float>(),
            json.at("edge_mm").get<float>()};
}

SkinRecipe::Joints read_joints(const Json& json) {
    return {json.at("fold_mm").get<float>(),          json.at("fold_width_mm").get<float>(),
            json.at("base_fold_at").get<float>(),     json.at("knuckle_mm").get<float>(),
            json.at("knuckle_width_mm").get<float>(), json.at("wrinkle_mm").get<float>()};
}

SkinRecipe::Digits read_digits(const Json& json) {
    SkinRecipe::Digits set;
    if (json.contains("joints")) {
        set.joints = read_joints(json.at("joints"));
    }
    set.grid = json.at("grid").get<std::string>();
    set.seam_mm = json.at("seam_mm").get<float>();
    set.tip_mm = json.at("tip_mm").get<float>();
    for (const Json& item : json.at("digits")) {
        set.digits.push_back({item.at("bones").get<std::vector<std::string>>(),
                              item.at("radii_mm").get<std::vector<float>>(), read_point(item.at("offset_mm")),
                              read_nail(item)});
    }
    return set;
}

SkinRecipe::Head read_head(const Json& json) {
    SkinRecipe::Head head;
    head.voxel_mm = json.at("voxel_mm").get<float>();
    head.blur_mm = json.at("blur_mm").get<float>();
    head.scalp_blur_mm = json.at("scalp_blur_mm").get<float>();
    head.face_z_mm = json.at("face_z_mm").get<float>();
    head.face_y_mm = json.at("face_y_mm").get<float>();
    head.face_fade_mm = json.at("face_fade_mm").get<float>();
    head.nape_y_mm = json.at("nape_y_mm").get<float>();
    head.nape_fade_mm = json.at("nape_fade_mm").get<float>();
    head.mound_mm = json.at("mound_mm").get<float>();
    head.seam_mm = json.at("seam_mm").get<float>();
    for (const Json& item : json.at("cuts")) {
        head.cuts.push_back(
            {read_point(item.at("point_mm")), read_point(item.at("outward")), item.at("slope").get<float>()});
    }
    return head;
}

SkinRecipe read_recipe(const Json& json) {
    SkinRecipe recipe;
    for (const Json& item : json.at("groups")) {
        recipe.groups.push_back({item.at("name").get<std::string>(), read_boxes(item.at("boxes"))});
    }
    for (const Json& item : json.at("grids")) {
        recipe.grids.push_back(read_grid(item));
    }
    for (const Json& item : json.at("takeovers")) {
        recipe.takeovers.push_back({item.at("coarse").get<std::string>(), item.at("fine").get<std::string>(),
                                    item.at("from_y_mm").get<float>(), item.at("to_y_mm").get<float>()});
    }
    for (const Json& item : json.at("pads")) {
        recipe.pads.push_back(read_pad(item));
    }
    for (const Json& item : json.at("creases")) {
        recipe.creases.push_back(read_crease(item));
    }
    for (const Json& item : json.at("digits")) {
        recipe.digits.push_back(read_digits(item));
    }
    recipe.head = read_head(json.at("head"));
    const Json& seams = json.at("seams");
    recipe.seams = {seams.at("arm_mm").get<float>(), seams.at("armpit_y_mm").get<float>(),
                    seams.at("armpit_fade_mm").get<float>(), seams.at("leg_mm").get<float>(),
                    seams.at("thighs_mm").get<float>()};
    const Json& surface = json.at("surface");
    recipe.clearance_mm = surface.at("clearance_mm").get<float>();
    recipe.coarse_cell_mm = surface.at("coarse_cell_mm").get<float>();
    recipe.simplify_error_mm = surface.at("simplify_error_mm").get<float>();
    for (const Json& item : surface.at("magnifiers")) {
        recipe.magnifiers.push_back({read_point(item.at("centre_mm")), item.at("from_x_mm").get<float>(),
                                     item.at("from_y_mm").get<float>(), item.at("to_y_mm").get<float>(),
                                     item.at("factor").get<float>()});
    }
    recipe.fine = read_boxes(surface.at("fine_boxes"));
    return recipe;
}

/// What is wrong with a recipe that reads but cannot be followed; empty if nothing.
std::string find_fault(const SkinRecipe& recipe) {
    if (recipe.groups.empty() || recipe.grids.empty()) {
        return "groups and grids must not be empty";
    }
    for (const SkinRecipe::Grid& grid : recipe.grids) {
        if (grid.voxel_mm < 0.5F || grid.blur_mm <= 0.0F || grid.mound_mm <= 0.0F || grid.stations.empty()) {
            return "grid " + grid.name + " needs stations, voxel_mm of at least 0.5, blur_mm and mound_mm above 0";
        }
    }
    for (const SkinRecipe::Pad& pad : recipe.pads) {
        if (pad.balls.empty()) {
            return "pad " + pad.name + " has no balls";
        }
    }
    for (const SkinRecipe::Crease& crease : recipe.creases) {
        if (crease.points.size() < 2 || crease.width_mm <= 0.0F) {
            return "crease " + crease.name + " needs two points and width_mm above 0";
        }
    }
    for (const SkinRecipe::Digits& set : recipe.digits) {
        if (set.joints.fold_width_mm <= 0.0F || set.joints.knuckle_width_mm <= 0.0F) {
            return "joints of " + set.grid + " need widths above 0";
        }
        for (const SkinRecipe::Digit& digit : set.digits) {
            if (digit.bones.empty() || digit.radii_mm.size() != digit.bones.size() + 1) {
                return "each digit of " + set.grid + " needs one radius more than bones";
            }
            if (digit.nail.width_mm > 0.0F && (digit.nail.length_mm <= 0.0F || digit.nail.dorsal == glm::vec3(0.0F))) {
                return "each nail of " + set.grid + " needs length_mm above 0 and a dorsal direction";
            }
        }
    }
    if (recipe.head.voxel_mm < 0.5F || recipe.head.blur_mm <= 0.0F || recipe.coarse_cell_mm < 1.0F) {
        return "head.voxel_mm, head.blur_mm or surface.coarse_cell_mm is too small";
    }
    return {};
}

}  // namespace

SkinRecipe load_skin_recipe(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream) {
        throw Error(ErrorCode::NotFound, {"atlas_sources.error.skin_missing_file", {{"file", file.string()}}});
    }
    std::string fault;
    try {
        SkinRecipe recipe = read_recipe(Json::parse(stream));
        fault = find_fault(recipe);
        if (fault.empty()) {
            return recipe;
        }
    } catch (const Json::exception& exception) {
        fault = exception.what();
    }
    throw Error(ErrorCode::InvalidContent,
                {"atlas_sources.error.skin_recipe", {{"file", file.string()}, {"detail", fault}}});
}

}  // namespace palpate
