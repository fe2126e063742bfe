#include "intake/intake_token.h"

#include "base/clock.h"

#include <catch2/catch_test_macros.hpp>

#include <set>

using namespace palpate;

TEST_CASE("a code is eight letters that people type in their own way", "[intake]") {
    UuidGenerator ids(7);
    std::set<std::string> codes;
    for (int i = 0; i < 200; ++i) {
        const std::string code = make_intake_code(ids);
        REQUIRE(code.size() == 9);
        CHECK(code[4] == '-');
        CHECK(code.find_first_of("ILOU") == std::string::npos);
        CHECK(tidy_intake_code(code) == code);
        codes.insert(code);
    }
    CHECK(codes.size() == 200);
    CHECK(tidy_intake_code(" k7qm 3fpd") == "K7QM-3FPD");
    CHECK(tidy_intake_code("K7QM3FPD").size() == 9);
    for (const char* none : {"", "K7QM-3FP", "K7QM-3FPDX", "I7QM-3FPD", "K7QM_3FPD", "K7QM-3FP\xC3"}) {
        CHECK(tidy_intake_code(none).empty());
    }
}

TEST_CASE("a token is known by a hash that is always the same, and another for another", "[intake]") {
    CHECK(hash_intake_token("K7QM-3FPD").size() == 64);
    CHECK(hash_intake_token("K7QM-3FPD") == hash_intake_token("K7QM-3FPD"));
    CHECK(hash_intake_token("K7QM-3FPD") != hash_intake_token("K7QM-3FPE"));
}
