#include "scene/mark_pattern.h"

#include <catch2/catch_test_macros.hpp>

#include <set>

using namespace palpate;

TEST_CASE("every kind of mark has an outline and a pattern of its own", "[scene]") {
    std::set<SignOutline> outlines;
    std::set<AreaPattern> patterns;
    for (const MarkKind kind : all_mark_kinds()) {
        outlines.insert(pattern_of(kind).outline);
        patterns.insert(pattern_of(kind).area);
    }
    CHECK(all_mark_kinds().size() == k_mark_patterns.size());
    CHECK(outlines.size() == k_mark_patterns.size());
    CHECK(patterns.size() == k_mark_patterns.size());
}

TEST_CASE("what a client says has one ring, what a therapist found two", "[scene]") {
    CHECK(ring_count(Author::Client) == 1);
    CHECK(ring_count(Author::Therapist) == 2);
}

TEST_CASE("ratings come in a step for none and five steps of two", "[scene]") {
    CHECK(rating_step(0) == 0);
    CHECK(rating_step(1) == 1);
    CHECK(rating_step(2) == 1);
    CHECK(rating_step(9) == 5);
    CHECK(rating_step(10) == 5);
}
