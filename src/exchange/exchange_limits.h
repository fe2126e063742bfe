#pragma once

#include <cstddef>

namespace palpate {

// What is read from outside has limits, looked at before anything is made of it. The largest record that the program was
// measured with (200 visits of 15 marks) takes about a fifth of them.

/// Of one file of JSON, sealed or not.
inline constexpr std::size_t k_most_import_bytes = std::size_t{32} << 20;
/// Of a file of contacts or of areas, of all tables together.
inline constexpr std::size_t k_most_text_import_bytes = std::size_t{8} << 20;
/// Values in a JSON file: each costs up to 100 bytes of memory.
inline constexpr std::size_t k_most_json_values = 1'000'000;
/// Lists within lists in a JSON file.
inline constexpr int k_most_json_depth = 40;

/// Of one client in one file.
inline constexpr std::size_t k_most_import_sessions = 2'000;
inline constexpr std::size_t k_most_import_marks = 15'000;
/// Of anything else in a record, each.
inline constexpr std::size_t k_most_import_rows = 10'000;
/// Rows of one table; contacts may have twice as many lines.
inline constexpr std::size_t k_most_table_rows = 100'000;
/// Clients in one file.
inline constexpr std::size_t k_most_import_clients = 5'000;

}  // namespace palpate
