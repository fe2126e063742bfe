#include "base/ids.h"

#include <catch2/catch_test_macros.hpp>

#include <type_traits>
#include <unordered_set>

using namespace palpate;

namespace {

using CatId = StrongId<struct CatIdTag>;
using DogId = StrongId<struct DogIdTag>;

}  // namespace

TEST_CASE("ids of two kinds cannot be mixed up", "[base]") {
    STATIC_CHECK_FALSE(std::is_convertible_v<CatId, DogId>);
    STATIC_CHECK_FALSE(std::is_constructible_v<CatId, DogId>);
    STATIC_CHECK_FALSE(std::is_convertible_v<std::string, CatId>);
}

TEST_CASE("ids compare and hash by their text", "[base]") {
    CHECK(CatId("a") == CatId("a"));
    CHECK(CatId("a") < CatId("b"));
    const std::unordered_set<CatId> ids{CatId("a"), CatId("b"), CatId("a")};
    CHECK(ids.size() == 2);
    CHECK(ids.contains(CatId("b")));
}

TEST_CASE("an id made without text is empty", "[base]") {
    CHECK(CatId().empty());
    CHECK_FALSE(CatId("a").empty());
}
