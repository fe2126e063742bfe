#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace palpate {

/// The part of the body each lay region belongs to, by region: "shoulder-top" -> "shoulder"; for lists that people look
/// through. Of regions.json in the folder. Throws Error InvalidContent, NotFound.
[[nodiscard]] std::map<std::string, std::string, std::less<>> load_region_parts(
    const std::filesystem::path& anatomy_folder);

}  // namespace palpate
