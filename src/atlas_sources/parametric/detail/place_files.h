#pragma once

#include <glm/vec3.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <functional>
#include <string>

namespace palpate::parametric {

using Json = nlohmann::json;

/// What is wrong in a file of places; read_place_file() adds the file's name.
struct PlaceFault {
    std::string detail;
};

[[nodiscard]] glm::vec3 read_vector(const Json& json);

/// Hands the file's content to `read`. Throws Error NotFound where there is no such file, InvalidContent where it is no
/// JSON, lacks what `read` asks for, or `read` throws a PlaceFault.
void read_place_file(const std::filesystem::path& file, const std::function<void(const Json&)>& read);

}  // namespace palpate::parametric
