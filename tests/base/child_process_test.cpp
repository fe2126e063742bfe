#include "base/child_process.h"

#include "base/error.h"
#include "base/file_io.h"
#include "support/temporary_folder.h"

#include <catch2/catch_test_macros.hpp>

#include <string>

using namespace palpate;

TEST_CASE("a program gets the whole input, also when it is large", "[base]") {
    const TemporaryFolder folder;
    const std::string input(3'000'000, 'x');
    const auto file = folder.path() / "fed";
    const auto shell = find_program("sh");
    REQUIRE(shell);
    run_with_input(*shell, {"-c", "cat > \"$0\"", file.string()}, std::as_bytes(std::span(input)));
    CHECK(read_text_file(file) == input);
}

TEST_CASE("a program that fails or does not listen is an error, not the end of this one", "[base]") {
    const std::string input(3'000'000, 'x');
    CHECK_THROWS_AS(run_with_input(*find_program("false"), {}, std::as_bytes(std::span(input))), Error);
    CHECK_THROWS_AS(run_with_input("/no/such/program", {}, {}), Error);
    CHECK_FALSE(find_program("no-such-program-anywhere"));
}
