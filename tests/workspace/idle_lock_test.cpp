#include "workspace/idle_lock.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;
using namespace std::chrono_literals;
using Verdict = IdleLock::Verdict;

namespace {

RunningTime after(std::chrono::milliseconds awake, std::chrono::milliseconds asleep = 0ms) {
    return {.awake = 1h + awake, .total = 3h + awake + asleep};
}

}  // namespace

TEST_CASE("it warns for twenty seconds and then locks, whatever the limit", "[lock]") {
    for (const auto limit : {1min, 5min, 15min}) {
        IdleLock lock;
        lock.set_limit(limit);
        lock.start(after(0ms));
        CHECK(lock.look(after(limit - 20'001ms)) == Verdict::Calm);
        CHECK_FALSE(lock.seconds_to_say(after(limit - 20'001ms)));
        CHECK(lock.look(after(limit - 20s)) == Verdict::Warn);
        CHECK(lock.seconds_to_say(after(limit - 20s)) == 20);
        CHECK(lock.seconds_to_say(after(limit - 1ms)) == 1);
        CHECK(lock.look(after(limit)) == Verdict::Idle);
        CHECK(lock.look(after(limit + 1h)) == Verdict::Idle);
    }
}

TEST_CASE("any input begins the minutes anew", "[lock]") {
    IdleLock lock;
    lock.start(after(0ms));
    CHECK(lock.look(after(4min + 50s)) == Verdict::Warn);
    lock.note_input(after(4min + 51s));
    CHECK(lock.look(after(4min + 52s)) == Verdict::Calm);
    CHECK(lock.look(after(9min + 50s)) == Verdict::Warn);
    CHECK(lock.look(after(9min + 51s)) == Verdict::Idle);
}

TEST_CASE("the limit is held between one and fifteen minutes, five where nobody says", "[lock]") {
    IdleLock lock;
    CHECK(lock.limit() == 5min);
    lock.set_limit(0min);
    CHECK(lock.limit() == 1min);
    lock.set_limit(2h);
    CHECK(lock.limit() == 15min);
}

TEST_CASE("a machine that slept locks at once, also after a short nap and with a key pressed to wake it", "[lock]") {
    IdleLock lock;
    lock.start(after(0ms));
    CHECK(lock.look(after(10s, 1500ms)) == Verdict::Calm);  // the clocks are read one after the other
    lock.start(after(0ms));
    CHECK(lock.look(after(10s, 3s)) == Verdict::Slept);
    lock.start(after(11s, 3s));
    CHECK(lock.look(after(12s, 3s)) == Verdict::Calm);
}

TEST_CASE("whoever waits for the next change misses none", "[lock]") {
    IdleLock lock;
    lock.set_limit(1min);
    lock.start(after(0ms));
    std::chrono::milliseconds time = 0ms;
    int seconds = 21;
    int steps = 0;
    while (lock.look(after(time)) != Verdict::Idle) {
        const auto said = lock.seconds_to_say(after(time));
        if (said) {
            CHECK(*said == seconds - 1);
            seconds = *said;
        }
        const auto next = lock.next_change(after(time));
        REQUIRE(next > 0ms);
        time += next;
        REQUIRE(++steps < 100);
    }
    CHECK(seconds == 1);
    CHECK(time == 1min);
}
