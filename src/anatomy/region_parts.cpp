#include "anatomy/region_parts.h"

#include "base/error.h"
#include "base/file_io.h"

#include <nlohmann/json.hpp>

namespace palpate {

std::map<std::string, std::string, std::less<>> load_region_parts(const std::filesystem::path& anatomy_folder) {
    const std::filesystem::path file = anatomy_folder / "regions.json";
    std::map<std::string, std::string, std::less<>> parts;
    try {
        const nlohmann::json content = nlohmann::json::parse(read_text_file(file));
        for (const nlohmann::json& region : content.at("regions")) {
            parts.emplace(region.at("id").get<std::string>(), region.at("area").get<std::string>());
        }
    } catch (const nlohmann::json::exception& fault) {
        throw Error(ErrorCode::InvalidContent,
                    {"error.intake.regions", {{"file", file.string()}, {"detail", fault.what()}}});
    }
    return parts;
}

}  // namespace palpate
