#include "base/clock.h"

#include <catch2/catch_test_macros.hpp>

#include <ctime>
#include <regex>
#include <set>
#include <string>

using namespace palpate;

namespace {

constexpr std::int64_t k_second = 1'000'000;
const std::regex k_uuid_version_4("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

/// The local time zone for one test.
class TimeZone {
public:
    explicit TimeZone(const char* name) {
        ::setenv("TZ", name, 1);
        ::tzset();
    }
    ~TimeZone() {
        ::unsetenv("TZ");
        ::tzset();
    }
    TimeZone(const TimeZone&) = delete;
    TimeZone& operator=(const TimeZone&) = delete;
};

}  // namespace

TEST_CASE("a time is written as ISO 8601 in UTC", "[base]") {
    CHECK(to_iso({0}) == "1970-01-01T00:00:00Z");
    CHECK(to_iso({1'795'378'500 * k_second + 999'999}) == "2026-11-22T20:15:00Z");
}

TEST_CASE("the local date follows the time zone", "[base]") {
    const Timestamp late_evening_utc{1'795'390'200 * k_second};  // 2026-11-22 23:30 UTC
    {
        const TimeZone utc("UTC0");
        CHECK(local_date(late_evening_utc) == "2026-11-22");
    }
    const TimeZone east("EAST-2");
    CHECK(local_date(late_evening_utc) == "2026-11-23");
}

TEST_CASE("the system clock does not run backwards between two readings", "[base]") {
    const SystemClock clock;
    const Timestamp first = clock.now();
    CHECK(first <= clock.now());
}

TEST_CASE("ids are version 4 UUIDs and do not repeat", "[base]") {
    UuidGenerator random;
    UuidGenerator seeded(7);
    std::set<std::string> ids;
    for (int i = 0; i < 200; ++i) {
        for (UuidGenerator* generator : {&random, &seeded}) {
            const std::string id = generator->make_id();
            CHECK(std::regex_match(id, k_uuid_version_4));
            ids.insert(id);
        }
    }
    CHECK(ids.size() == 400);
}

TEST_CASE("the same seed makes the same ids", "[base]") {
    UuidGenerator first(42);
    UuidGenerator second(42);
    UuidGenerator other(43);
    const std::string id = first.make_id();
    CHECK(id == second.make_id());
    CHECK(id != other.make_id());
    CHECK(first.make_id() != id);
}
