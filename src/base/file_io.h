#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

/// Whole file. Throws Error NotFound or Io naming the file.
[[nodiscard]] std::string read_text_file(const std::filesystem::path& file);
[[nodiscard]] std::vector<std::byte> read_binary_file(const std::filesystem::path& file);

/// Writes `<file>.new`, syncs it, renames it over `file` and syncs the folder: after power loss the old or the new
/// content stands, never half. Creates missing parent folders. Throws Error Io, DiskFull or ReadOnly naming the file.
void write_file_atomically(const std::filesystem::path& file, std::span<const std::byte> content);
void write_file_atomically(const std::filesystem::path& file, std::string_view content);

/// $XDG_DATA_HOME/palpate, else ~/.local/share/palpate; $XDG_CACHE_HOME/palpate, else ~/.cache/palpate;
/// $XDG_CONFIG_HOME/palpate, else ~/.config/palpate. Not created.
[[nodiscard]] std::filesystem::path user_data_folder();
[[nodiscard]] std::filesystem::path user_cache_folder();
[[nodiscard]] std::filesystem::path user_config_folder();

/// Folder that holds i18n/, anatomy/, figures/, clinical/, and its sibling shaders/: $PALPATE_ASSETS, else found from
/// the program's own place upwards, else the source tree it was built from. Throws Error NotFound.
[[nodiscard]] std::filesystem::path find_asset_folder();

}  // namespace palpate
