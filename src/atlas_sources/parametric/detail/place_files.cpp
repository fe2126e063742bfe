#include "atlas_sources/parametric/detail/place_files.h"

#include "base/error.h"

#include <fstream>

namespace palpate::parametric {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& detail) {
    throw Error(ErrorCode::InvalidContent,
                {"atlas_sources.error.body_places", {{"file", file.string()}, {"detail", detail}}});
}

}  // namespace

glm::vec3 read_vector(const Json& json) {
    return {json.at(0).get<float>(), json.at(1).get<float>(), json.at(2).get<float>()};
}

void read_place_file(const std::filesystem::path& file, const std::function<void(const Json&)>& read) {
    std::ifstream stream(file);
    if (!stream) {
        throw Error(ErrorCode::NotFound, {"atlas_sources.error.skin_missing_file", {{"file", file.string()}}});
    }
    try {
        read(Json::parse(stream));
    } catch (const Json::exception& exception) {
        refuse(file, exception.what());
    } catch (const PlaceFault& fault) {
        refuse(file, fault.detail);
    }
}

}  // namespace palpate::parametric
