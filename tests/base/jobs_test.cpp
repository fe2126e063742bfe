#include "base/jobs.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <atomic>
#include <functional>
#include <future>
#include <numeric>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace palpate;
using Lane = JobQueue::Lane;

TEST_CASE("work runs elsewhere and its completion waits for drain on the caller's thread", "[base]") {
    JobQueue jobs;
    std::thread::id worker;
    std::thread::id completion;
    int result = 0;
    jobs.start(
        Lane::Compute, "sum",
        [&](JobContext&) {
            worker = std::this_thread::get_id();
            return 42;
        },
        [&](Outcome<int> outcome) {
            completion = std::this_thread::get_id();
            result = std::get<int>(outcome);
        });
    jobs.run_until_idle();
    CHECK(result == 42);
    CHECK(worker != std::this_thread::get_id());
    CHECK(completion == std::this_thread::get_id());
    CHECK(jobs.idle());
}

TEST_CASE("nothing completes before drain is called", "[base]") {
    JobQueue jobs;
    std::promise<void> worked;
    bool completed = false;
    jobs.start(
        Lane::Compute, "work", [&](JobContext&) { return worked.set_value(), 1; },
        [&](Outcome<int>) { completed = true; });
    worked.get_future().wait();
    CHECK_FALSE(completed);
    CHECK_FALSE(jobs.idle());
    jobs.run_until_idle();
    CHECK(completed);
}

TEST_CASE("jobs of one lane run in the order they were started", "[base]") {
    JobQueue jobs;
    std::vector<int> worked;
    std::vector<int> completed;
    for (int i = 0; i < 50; ++i) {
        jobs.start(
            Lane::Store, "save",
            [&worked, i](JobContext&) {
                worked.push_back(i);
                return i;
            },
            [&completed](Outcome<int> outcome) { completed.push_back(std::get<int>(outcome)); });
    }
    jobs.run_until_idle();
    std::vector<int> expected(50);
    std::iota(expected.begin(), expected.end(), 0);
    CHECK(worked == expected);
    CHECK(completed == expected);
}

TEST_CASE("a long job in one lane does not hold up the other", "[base]") {
    JobQueue jobs;
    std::promise<void> saved;
    jobs.start(
        Lane::Compute, "waits for the save", [&](JobContext&) { return saved.get_future().wait(), 1; },
        [](Outcome<int>) {});
    jobs.start(
        Lane::Store, "save", [&](JobContext&) { return saved.set_value(), 1; }, [](Outcome<int>) {});
    jobs.run_until_idle();
    CHECK(jobs.idle());
}

TEST_CASE("an Error thrown by work arrives as Failure with its code and text", "[base]") {
    JobQueue jobs;
    Failure failure;
    jobs.start(
        Lane::Compute, "fails",
        [](JobContext&) -> int {
            throw Error(ErrorCode::DiskFull, {"error.file.write", {{"file", "x"}}});
        },
        [&](Outcome<int> outcome) { failure = std::get<Failure>(outcome); });
    jobs.run_until_idle();
    CHECK(failure.code == ErrorCode::DiskFull);
    CHECK(failure.text == Text{"error.file.write", {{"file", "x"}}});
}

TEST_CASE("any other exception arrives as Failure that says what it said", "[base]") {
    JobQueue jobs;
    Failure failure;
    jobs.start(
        Lane::Compute, "fails", [](JobContext&) -> int { throw std::runtime_error("tripped"); },
        [&](Outcome<int> outcome) { failure = std::get<Failure>(outcome); });
    jobs.run_until_idle();
    CHECK(failure.text == Text{"error.unexpected", {{"detail", "tripped"}}});
}

TEST_CASE("a running job that is cancelled stops at its next check", "[base]") {
    JobQueue jobs;
    std::promise<void> running;
    bool cancelled = false;
    const std::size_t handle = jobs.start(
        Lane::Compute, "endless",
        [&](JobContext& context) -> int {
            running.set_value();
            while (true) {
                context.check_stop();
                std::this_thread::yield();
            }
        },
        [&](Outcome<int> outcome) { cancelled = std::holds_alternative<Cancelled>(outcome); });
    running.get_future().wait();
    jobs.cancel(handle);
    jobs.run_until_idle();
    CHECK(cancelled);
}

TEST_CASE("a queued job that is cancelled never starts", "[base]") {
    JobQueue jobs;
    std::promise<void> release;
    bool started = false;
    bool cancelled = false;
    jobs.start(
        Lane::Compute, "first", [&](JobContext&) { return release.get_future().wait(), 1; }, [](Outcome<int>) {});
    const std::size_t handle = jobs.start(
        Lane::Compute, "second", [&](JobContext&) { return started = true, 1; },
        [&](Outcome<int> outcome) { cancelled = std::holds_alternative<Cancelled>(outcome); });
    jobs.cancel(handle);
    release.set_value();
    jobs.run_until_idle();
    CHECK_FALSE(started);
    CHECK(cancelled);
}

TEST_CASE("cancelling a handle that is done or unknown does nothing", "[base]") {
    JobQueue jobs;
    int result = 0;
    const std::size_t handle = jobs.start(
        Lane::Compute, "work", [](JobContext&) { return 1; },
        [&](Outcome<int> outcome) { result = std::get<int>(outcome); });
    jobs.run_until_idle();
    jobs.cancel(handle);
    jobs.cancel(9999);
    CHECK(result == 1);
}

TEST_CASE("progress is seen while the job runs", "[base]") {
    JobQueue jobs;
    std::promise<void> reported;
    std::promise<void> release;
    const std::size_t handle = jobs.start(
        Lane::Compute, "build",
        [&](JobContext& context) {
            context.progress({.done = 3, .total = 10, .step = {"step.muscles", {}}});
            reported.set_value();
            release.get_future().wait();
            return 1;
        },
        [](Outcome<int>) {});
    reported.get_future().wait();
    const auto running = jobs.running();
    REQUIRE(running.size() == 1);
    CHECK(running.front().handle == handle);
    CHECK(running.front().name == "build");
    CHECK(running.front().progress.done == 3);
    CHECK(running.front().progress.total == 10);
    CHECK(running.front().progress.step.key == "step.muscles");
    release.set_value();
    jobs.run_until_idle();
    CHECK(jobs.running().empty());
}

TEST_CASE("the caller is woken once for progress and once for the completion", "[base]") {
    std::atomic<int> wakes = 0;
    {
        JobQueue jobs([&] { ++wakes; });
        jobs.start(
            Lane::Store, "save",
            [](JobContext& context) {
                context.progress({.done = 1, .total = 1, .step = {}});
                return 1;
            },
            [](Outcome<int>) {});
    }
    CHECK(wakes == 2);
}

TEST_CASE("a completion may start the next job", "[base]") {
    JobQueue jobs;
    int steps = 0;
    std::function<void()> next = [&] {
        jobs.start(
            Lane::Compute, "step", [](JobContext&) { return 1; },
            [&](Outcome<int>) {
                if (++steps < 5) {
                    next();
                }
            });
    };
    next();
    jobs.run_until_idle();
    CHECK(steps == 5);
}

TEST_CASE("saves that were accepted are written even while the queue closes", "[base]") {
    std::atomic<int> saved = 0;
    std::promise<void> release;
    auto open = release.get_future().share();
    {
        JobQueue jobs;
        for (int i = 0; i < 20; ++i) {
            jobs.start(
                Lane::Store, "save",
                [&saved, open](JobContext&) {
                    open.wait();
                    return ++saved;
                },
                [](Outcome<int>) {});
        }
        release.set_value();
    }
    CHECK(saved == 20);
}

TEST_CASE("closing the queue stops a long computation and drops what waits behind it", "[base]") {
    std::atomic<bool> second_ran = false;
    {
        JobQueue jobs;
        std::promise<void> running;
        jobs.start(
            Lane::Compute, "endless",
            [&](JobContext& context) -> int {
                running.set_value();
                while (true) {
                    context.check_stop();
                    std::this_thread::yield();
                }
            },
            [](Outcome<int>) {});
        jobs.start(
            Lane::Compute, "never", [&](JobContext&) { return second_ran = true, 1; }, [](Outcome<int>) {});
        running.get_future().wait();
    }
    CHECK_FALSE(second_ran);
}

TEST_CASE("parallel_for calls every index once", "[base]") {
    std::vector<std::atomic<int>> calls(1000);
    parallel_for(calls.size(), [&](std::size_t i) { ++calls[i]; });
    CHECK(std::ranges::all_of(calls, [](const auto& count) { return count == 1; }));
    parallel_for(0, [](std::size_t) { FAIL("there is no index"); });
}

TEST_CASE("parallel_for rethrows the first exception and stops the rest", "[base]") {
    std::atomic<int> calls = 0;
    const auto throw_at_once = [&](std::size_t) {
        ++calls;
        throw Error(ErrorCode::Io, {"error.unexpected", {}});
    };
    CHECK_THROWS_AS(parallel_for(100'000, throw_at_once), Error);
    CHECK(calls < 1000);
}

TEST_CASE("a context made by hand neither stops nor reports", "[base]") {
    const JobContext context;
    CHECK_FALSE(context.stop_requested());
    CHECK_NOTHROW(context.check_stop());
    CHECK_NOTHROW(context.progress({.done = 1, .total = 2, .step = {}}));
}
