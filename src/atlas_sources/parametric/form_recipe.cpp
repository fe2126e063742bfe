#include "atlas_sources/parametric/form_recipe.h"

#include "base/error.h"

#include <glm/geometric.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

namespace palpate::parametric {
namespace {

using Json = nlohmann::json;

glm::vec3 read_vector(const Json& json) {
    return {json.at(0).get<float>(), json.at(1).get<float>(), json.at(2).get<float>()};
}

glm::vec3 vector_or_zero(const Json& json, const char* name) {
    return json.contains(name) ? read_vector(json.at(name)) : glm::vec3(0.0F);
}

glm::vec3 unit_or_zero(const Json& json, const char* name) {
    const glm::vec3 vector = vector_or_zero(json, name);
    const float length = glm::length(vector);
    return length > 0.0F ? vector / length : vector;
}

FormRecipe::Change read_change(const Json& station, const char* name) {
    FormRecipe::Change change;
    if (station.contains(name)) {
        const Json& json = station.at(name);
        change.length = json.value("length", 1.0F);
        change.breadth = json.value("breadth", 1.0F);
        change.depth = json.value("depth", 1.0F);
        change.move_mm = vector_or_zero(json, "move_mm");
    }
    return change;
}

FormRecipe::Station read_station(const Json& json, const std::vector<FormRecipe::Station>& earlier) {
    FormRecipe::Station station;
    station.name = json.at("name").get<std::string>();
    if (json.contains("on")) {
        const auto name = json.at("on").get<std::string>();
        const auto parent = std::ranges::find(earlier, name, &FormRecipe::Station::name);
        if (parent == earlier.end()) {
            throw Error(ErrorCode::InvalidContent,
                        {"atlas_sources.error.form_station", {{"station", station.name}, {"on", name}}});
        }
        station.parent = static_cast<std::size_t>(parent - earlier.begin());
    }
    station.root = json.value("root", false);
    station.centre_mm = read_vector(json.at("centre_mm"));
    station.breadth_mm = vector_or_zero(json, "breadth_mm");
    station.depth_mm = vector_or_zero(json, "depth_mm");
    station.grow_length = json.at("grow").at(0).get<float>();
    station.grow_girth = json.at("grow").at(1).get<float>();
    station.feminine = read_change(json, "feminine");
    station.heavy = read_change(json, "heavy");
    station.slim = read_change(json, "slim");
    return station;
}

FormRecipe::Amount read_amount(const Json& json) {
    return {json.value("feminine", 0.0F), json.value("heavy", 0.0F), json.value("heavy_feminine", 0.0F)};
}

FormRecipe::Layer read_layer(const Json& json) {
    FormRecipe::Layer layer;
    layer.name = json.at("name").get<std::string>();
    layer.arm = json.value("arm", false);
    layer.axis_mm = {read_vector(json.at("axis_mm").at(0)), read_vector(json.at("axis_mm").at(1))};
    layer.reach_mm = json.at("reach_mm").get<float>();
    layer.within_mm = json.at("within_mm").get<float>();
    layer.towards = unit_or_zero(json, "towards");
    layer.focus = json.value("focus", 0.0F);
    layer.sag = vector_or_zero(json, "sag");
    layer.amount = read_amount(json.at("mm"));
    return layer;
}

FormRecipe::Mound read_mound(const Json& json) {
    FormRecipe::Mound mound;
    mound.name = json.at("name").get<std::string>();
    mound.centre_mm = read_vector(json.at("centre_mm"));
    mound.up_mm = json.at("up_mm").get<float>();
    mound.down_mm = json.at("down_mm").get<float>();
    mound.medial_mm = json.at("medial_mm").get<float>();
    mound.lateral_mm = json.at("lateral_mm").get<float>();
    mound.direction = unit_or_zero(json, "direction");
    mound.sag = json.at("sag").get<float>();
    mound.amount = read_amount(json.at("mm"));
    return mound;
}

FormRecipe read_recipe(const Json& json) {
    FormRecipe recipe;
    recipe.own_stature_mm = json.at("own_stature_mm").get<std::array<float, 3>>();
    recipe.softness_mm = json.at("softness_mm").get<float>();
    for (const Json& item : json.at("stations")) {
        recipe.stations.push_back(read_station(item, recipe.stations));
    }
    const Json& fat = json.at("fat");
    for (const Json& item : fat.at("layers")) {
        recipe.layers.push_back(read_layer(item));
    }
    for (const Json& item : fat.at("mounds")) {
        recipe.mounds.push_back(read_mound(item));
    }
    for (const Json& item : fat.at("arm_border")) {
        recipe.arm_border.push_back({item.at(0).get<float>(), item.at(1).get<float>(), item.at(2).get<float>()});
    }
    const Json& soft = fat.at("soft");
    recipe.soft = {.from_y_mm = soft.at("from_y_mm").get<float>(),
                   .to_y_mm = soft.at("to_y_mm").get<float>(),
                   .fade_mm = soft.at("fade_mm").get<float>(),
                   .hand_y_mm = soft.at("hand_y_mm").get<float>(),
                   .rounds = soft.at("rounds").get<std::size_t>(),
                   .feminine = soft.at("feminine").get<float>(),
                   .heavy = soft.at("heavy").get<float>()};
    return recipe;
}

/// What is wrong with a recipe that reads but cannot be followed; empty if nothing.
std::string find_fault(const FormRecipe& recipe) {
    if (recipe.stations.empty() || recipe.softness_mm <= 0.0F) {
        return "stations must not be empty, softness_mm must be above 0";
    }
    for (std::size_t i = 0; i < recipe.stations.size(); ++i) {
        if (recipe.stations[i].parent.has_value() != (i > 0)) {
            return "every station but the first hangs on an earlier one";
        }
    }
    for (const FormRecipe::Layer& layer : recipe.layers) {
        if (layer.reach_mm <= 0.0F || layer.within_mm <= 0.0F || layer.axis_mm[0] == layer.axis_mm[1]) {
            return "layer " + layer.name + " needs a line of some length, reach_mm and within_mm above 0";
        }
    }
    for (const FormRecipe::Mound& mound : recipe.mounds) {
        if (std::min({mound.up_mm, mound.down_mm, mound.medial_mm, mound.lateral_mm}) <= 0.0F ||
            mound.direction == glm::vec3(0.0F)) {
            return "mound " + mound.name + " needs four extents above 0 and a direction";
        }
    }
    if (recipe.arm_border.empty() || !std::ranges::is_sorted(recipe.arm_border, {}, &FormRecipe::ArmBorder::y_mm)) {
        return "arm_border needs heights from below";
    }
    return recipe.soft.fade_mm > 0.0F ? std::string() : "fade_mm must be above 0";
}

}  // namespace

FormRecipe load_form_recipe(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream) {
        throw Error(ErrorCode::NotFound, {"atlas_sources.error.forms_missing_file", {{"file", file.string()}}});
    }
    std::string fault;
    try {
        FormRecipe recipe = read_recipe(Json::parse(stream));
        fault = find_fault(recipe);
        if (fault.empty()) {
            return recipe;
        }
    } catch (const Json::exception& exception) {
        fault = exception.what();
    }
    throw Error(ErrorCode::InvalidContent, {"atlas_sources.error.forms", {{"file", file.string()}, {"detail", fault}}});
}

FormShares shares_of(const BodyForm& form) {
    const float feminine = form.shape == BodyShape::Feminine ? 1.0F : form.shape == BodyShape::Neutral ? 0.5F : 0.0F;
    return {.feminine = feminine, .heavy = std::max(form.build, 0.0F), .slim = std::max(-form.build, 0.0F)};
}

}  // namespace palpate::parametric
