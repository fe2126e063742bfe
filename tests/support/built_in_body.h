#pragma once

#include "support/paths.h"

#include <filesystem>

namespace palpate::test {

/// Where the test "the built-in body is made anew" leaves its cache: one generation serves every test that only looks at
/// the body, and every script.
inline std::filesystem::path shared_body_cache() {
    return std::filesystem::path(k_test_output_dir).parent_path() / "test_homes" / "shared_cache" / "palpate";
}

}  // namespace palpate::test
