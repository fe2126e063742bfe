#include "atlas_sources/check/area_check.h"

#include "base/error.h"
#include "base/file_io.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <stdexcept>
#include <string_view>

namespace palpate {
namespace {

using Json = nlohmann::json;

constexpr const char* k_shares_file = "area_shares.json";
constexpr const char* k_regions_file = "regions.json";
constexpr const char* k_dermatomes = "dermatomes";

/// Which member of a region's record names its areas in an instrument.
struct InstrumentKey {
    std::string_view map;
    const char* member;
};
constexpr std::array k_instruments{InstrumentKey{"choir", "choir"}, InstrumentKey{"michigan", "mbm"},
                                   InstrumentKey{"wpi", "wpi"}};

[[noreturn]] void refuse(const std::exception& fault) {
    throw Error(ErrorCode::InvalidContent,
                {"error.check.not-json", {{"file", k_shares_file}, {"reason", fault.what()}}});
}

using Shares = std::map<std::string, double>;  ///< percent by area

/// What to expect of the areas of each map, by splitting the parts among the regions.
class Expectations {
public:
    Expectations(const Json& shares, const Json& regions) : shares_(shares) {
        for (const Json& region : shares.at("regions")) {
            of_region_[region.at("id").get<std::string>()] = region.at("percent").get<double>();
        }
        for (const Json& region : regions.at("regions")) {
            add_region(region);
        }
        for (const auto& [dermatome, percent] : shares.at("dermatomes").items()) {
            by_map_[k_dermatomes][dermatome + "-left"] = percent.get<double>();
            by_map_[k_dermatomes][dermatome + "-right"] = percent.get<double>();
        }
    }

    /// None where the file says nothing of the map.
    [[nodiscard]] Shares of(const std::string& map_id) const {
        const auto found = by_map_.find(map_id);
        return found == by_map_.end() ? Shares{} : found->second;
    }
    [[nodiscard]] const Json& shares() const { return shares_; }
    /// The regions' areas with the side: "palm-left", "palm-right".
    [[nodiscard]] const std::map<std::string, std::vector<std::string>>& areas_of_region() const { return areas_; }

private:
    void add_region(const Json& region) {
        const auto id = region.at("id").get<std::string>();
        const double percent = of_region_.at(id);
        if (!region.at("sided").get<bool>()) {
            add_area(id, id, percent, region.at("midline"));
            return;
        }
        for (const char* side : {"left", "right"}) {
            const Json& record = region.at("sides").at(side);
            add_area(id, record.at("id").get<std::string>(), percent, record);
        }
    }

    void add_area(const std::string& region, const std::string& area, double percent, const Json& record) {
        areas_[region].push_back(area);
        by_map_[k_region_map][area] = percent;
        for (const InstrumentKey& instrument : k_instruments) {
            const Json& named = record.at(instrument.member);
            const Json list = named.is_array() ? named : Json::array({named});
            for (const Json& one : list) {
                if (const auto name = one.get<std::string>(); !name.empty()) {
                    by_map_[std::string(instrument.map)][name] += percent / static_cast<double>(list.size());
                }
            }
        }
    }

    Json shares_;
    Shares of_region_;  ///< of one side
    std::map<std::string, Shares> by_map_;
    std::map<std::string, std::vector<std::string>> areas_;
};

Expectations load_expectations(const std::filesystem::path& asset_folder) {
    return {Json::parse(read_text_file(asset_folder / "atlas" / k_shares_file)),
            Json::parse(read_text_file(asset_folder / "anatomy" / k_regions_file))};
}

std::vector<AreaShare> measure(const Atlas& atlas, const std::string& map_id) {
    const auto map = std::ranges::find(atlas.skin_maps(), map_id, &SkinMap::id);
    const auto skin = std::ranges::find(atlas.structures(), StructureClass::Skin, &Structure::structure_class);
    if (map == atlas.skin_maps().end() || skin == atlas.structures().end()) {
        throw Error(ErrorCode::NotFound, {"error.check.no-map", {{"map", map_id}, {"atlas", atlas.credit().name}}});
    }
    return area_shares(*map, *skin->mesh);
}

std::vector<AreaCheck> check_parts(const Atlas& atlas, const Expectations& expected) {
    std::map<std::string, const AreaShare*> measured;
    const std::vector<AreaShare> areas = measure(atlas, k_region_map);
    for (const AreaShare& share : areas) {
        measured[share.area] = &share;
    }
    const Json& shares = expected.shares();
    const double tolerance = shares.at("part_tolerance").get<double>();
    std::vector<AreaCheck> checks;
    for (const Json& part : shares.at("parts")) {
        const double percent = part.at("percent").get<double>();
        AreaCheck check{.area = part.at("id").get<std::string>(),
                        .low_percent = (1.0 - tolerance) * percent,
                        .high_percent = (1.0 + tolerance) * percent,
                        .source = shares.at("sources").at(part.at("source").get<std::string>()).get<std::string>()};
        for (const Json& region : shares.at("regions")) {
            const Json& parts = region.at("parts");
            if (std::ranges::find(parts, Json(check.area)) == parts.end()) {
                continue;
            }
            for (const std::string& area : expected.areas_of_region().at(region.at("id").get<std::string>())) {
                check.area_mm2 += measured.at(area)->area_mm2 / static_cast<double>(parts.size());
                check.percent += 100.0 * measured.at(area)->share / static_cast<double>(parts.size());
            }
        }
        checks.push_back(std::move(check));
    }
    return checks;
}

std::vector<AreaCheck> check_map(const Atlas& atlas, const std::string& map_id, const Expectations& expected) {
    const Shares shares = expected.of(map_id);
    const double factor = expected.shares().at("split_factor").get<double>();
    std::vector<AreaCheck> checks;
    for (const AreaShare& share : measure(atlas, map_id)) {
        if (const auto found = shares.find(share.area); found != shares.end()) {
            checks.push_back({.area = share.area,
                              .area_mm2 = share.area_mm2,
                              .percent = 100.0 * share.share,
                              .low_percent = found->second / factor,
                              .high_percent = found->second * factor,
                              .source = {}});
        }
    }
    return checks;
}

}  // namespace

std::vector<AreaCheck> check_areas(const Atlas& atlas, const std::string& map_id,
                                   const std::filesystem::path& asset_folder) {
    try {
        const Expectations expected = load_expectations(asset_folder);
        return map_id == k_body_parts ? check_parts(atlas, expected) : check_map(atlas, map_id, expected);
    } catch (const Json::exception& fault) {  // no JSON, or a member that is not there
        refuse(fault);
    } catch (const std::out_of_range& fault) {  // a region that the file forgot
        refuse(fault);
    }
}

}  // namespace palpate
