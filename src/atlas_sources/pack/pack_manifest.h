#pragma once

#include "atlas_sources/pack/pack_frame.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace palpate {

/// What a folder's own pack.json says about it. Every field may be missing.
struct PackManifest {
    std::string id;
    std::string title;
    std::string version;
    std::string licence;
    std::string attribution;
    FrameStatement frame;
    /// File name ("arm.glb") or node name -> structure id. A file name wins over the names of nodes in it.
    std::map<std::string, std::string, std::less<>> structure_of_node;
};

inline constexpr const char* k_manifest_file = "pack.json";

/// The manifest of `folder`; nullopt where it has none. Throws Error InvalidContent with the line and column of wrong
/// JSON, or the field and what it should be; Io where the file cannot be read.
[[nodiscard]] std::optional<PackManifest> find_manifest(const std::filesystem::path& folder);

/// `file` is only named in messages.
[[nodiscard]] PackManifest parse_manifest(std::string_view json, const std::filesystem::path& file);

/// A name for commands and folders: lower-case letters, digits, '-', '_'; at most 64 of them. Empty where nothing of
/// `text` can be kept.
[[nodiscard]] std::string make_pack_name(std::string_view text);

}  // namespace palpate
