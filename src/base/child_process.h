#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

/// A program of that name on the search path ($PATH); nullopt where there is none.
[[nodiscard]] std::optional<std::filesystem::path> find_program(std::string_view name);

/// Runs a program, feeds it `input` and waits for it. What it prints is thrown away. Throws Error Io naming the program
/// when it cannot be started or says that it failed. Nothing touches the disk.
void run_with_input(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                    std::span<const std::byte> input);

}  // namespace palpate
