// Programs that end at the worst moment: every round forks a child that works on a store and is killed with SIGKILL at a
// random time; the parent then opens the store and looks.

#include "store/store_fixture.h"
#include "support/child_process.h"

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <random>
#include <thread>

using namespace palpate;

namespace {

namespace fs = std::filesystem;

Mark make_mark(const std::string& id, const SessionId& session) {
    Mark mark{.id = MarkId(id), .session = session};
    mark.anchor.structure = StructureId("levator-scapulae.left");
    mark.note = "note of " + id;
    mark.now = static_cast<int>(id.size() % 11);
    return mark;
}

CaseDocument make_empty_case(const std::string& client) {
    CaseDocument document{.client = {.id = ClientId(client), .reference = client, .name = "Ada"}};
    return apply(document, AddSession{Session{.id = SessionId(client + "-session"), .date = "2026-11-22"}});
}

void say(int output, int number) { static_cast<void>(!::write(output, &number, sizeof number)); }

std::string mark_id(int number) { return fmt::format("mark-{:06}", number); }

/// Saves mark after mark, and tells each number once save() has returned.
[[noreturn]] void save_for_ever(const fs::path& folder, const ClientId& client, int first, int output) {
    StoreOptions options = options_for(folder);
    options.patience = std::chrono::seconds(10);
    const auto store = open_store(options);
    CaseDocument document = store->load(client);
    for (int number = first;; ++number) {
        const CaseDocument next = apply(document, AddMark{make_mark(mark_id(number), document.sessions.front().id)});
        store->save(diff(document, next));
        say(output, number);
        document = next;
    }
}

/// Kills that many programs in the middle of saving. Answers the longest that opening took afterwards.
std::chrono::milliseconds kill_programs_that_save(int rounds) {
    const TemporaryFolder folder;
    const CaseDocument empty = make_empty_case("1001");
    open_store(options_for(folder.path()))->save(diff(CaseDocument{}, empty));
    std::mt19937 random(20'240'229);
    std::set<std::string> acknowledged;
    int next_number = 0;
    std::chrono::milliseconds slowest{};
    for (int round = 0; round < rounds; ++round) {
        {
            Child child([&](int output) { save_for_ever(folder.path(), empty.client.id, next_number, output); });
            REQUIRE(child.speaks_within(std::chrono::seconds(20)));
            std::this_thread::sleep_for(std::chrono::microseconds(random() % 60'000));
            child.kill();
            for (const int number : child.numbers()) {
                acknowledged.insert(mark_id(number));
                next_number = number + 1;
            }
        }
        const auto start = std::chrono::steady_clock::now();
        const auto store = open_store(options_for(folder.path()));
        slowest = std::max(
            slowest, std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start));
        const CaseDocument document = store->load(empty.client.id);
        std::set<std::string> found;
        for (const Mark& mark : document.marks) {
            REQUIRE(mark.note == "note of " + mark.id.text());
            found.insert(mark.id.text());
        }
        // The last save may have been done and not yet told: it may be there, whole, or not.
        next_number += static_cast<int>(found.count(mark_id(next_number)));
        INFO("round " << round);
        REQUIRE(std::ranges::includes(found, acknowledged));
        REQUIRE(found.size() <= acknowledged.size() + static_cast<std::size_t>(round) + 1);
        REQUIRE_NOTHROW(check_invariants(document));
        REQUIRE_NOTHROW(store->verify());
    }
    CHECK(acknowledged.size() >= static_cast<std::size_t>(rounds));
    return slowest;
}

/// Each saves that often into one store, all at once.
void save_from_four_programs(int saves) {
    constexpr int k_programs = 4;
    const TemporaryFolder folder;
    static_cast<void>(open_store(options_for(folder.path())));
    {
        std::vector<std::unique_ptr<Child>> children;
        for (int program = 0; program < k_programs; ++program) {
            children.push_back(std::make_unique<Child>([&](int) {
                StoreOptions options = options_for(folder.path());
                options.patience = std::chrono::seconds(10);
                const auto store = open_store(options);
                CaseDocument document;
                CaseDocument next = make_empty_case(std::to_string(1001 + program));
                for (int number = 0; number < saves; ++number) {
                    store->save(diff(document, next));
                    document = next;
                    next =
                        apply(document,
                              AddMark{make_mark(fmt::format("{}-{}", program, number), document.sessions.front().id)});
                }
            }));
        }
        for (const auto& child : children) {
            CHECK(child->wait() == 0);
        }
    }
    const auto store = open_store(options_for(folder.path()));
    for (int program = 0; program < k_programs; ++program) {
        CHECK(store->load(ClientId(std::to_string(1001 + program))).marks.size() ==
              static_cast<std::size_t>(saves) - 1);
    }
    CHECK_NOTHROW(store->verify());
    CHECK(store->check_audit().intact());
}

}  // namespace

TEST_CASE("R2: 25 programs killed while saving lose no acknowledged mark", "[store][kill]") {
    static_cast<void>(kill_programs_that_save(25));
}

TEST_CASE("R2 in full: 500 programs killed while saving", "[.soak]") {
    // Told and not asked for: how long it takes is the machine's affair. The aim is 2 s.
    WARN("the slowest opening after a kill took " << kill_programs_that_save(500).count() << " ms");
}

TEST_CASE("a program killed while it makes a store leaves none or a whole one", "[store][kill]") {
    std::mt19937 random(1);
    for (int round = 0; round < 30; ++round) {
        const TemporaryFolder folder;
        {
            Child child([&](int) { static_cast<void>(open_store(options_for(folder.path()))); });
            std::this_thread::sleep_for(std::chrono::microseconds(random() % 40'000));
        }
        const auto store = open_store(options_for(folder.path()));
        REQUIRE(store->list_clients().empty());
        REQUIRE(names_in(folder.path()).contains("palpate-1.db"));
        REQUIRE_FALSE(names_in(folder.path()).contains("palpate-1.db.new"));
        REQUIRE_NOTHROW(store->verify());
    }
}

TEST_CASE("a program killed while it sets a passphrase leaves the store open or locked, and whole", "[store][kill]") {
    constexpr int k_rounds = 40;
    std::chrono::microseconds whole_change{};
    int locked = 0;
    // The first round lets the change finish and takes its time; the others kill ever later into it.
    for (int round = 0; round < k_rounds; ++round) {
        const TemporaryFolder folder;
        const CaseDocument document = save_random_case(*open_store(options_for(folder.path())));
        {
            Child child([&](int output) {
                const auto store = open_store(options_for(folder.path()));
                say(output, 1);
                store->set_passphrase("secret");
            });
            REQUIRE(child.speaks_within(std::chrono::seconds(20)));
            const auto start = std::chrono::steady_clock::now();
            if (round == 0) {
                REQUIRE(child.wait() == 0);
                whole_change =
                    std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
            } else {
                std::this_thread::sleep_for(whole_change * (round - 1) / (k_rounds - 10));
            }
        }
        const bool is_locked = inspect_store(folder.path()) == StoreState::Locked;
        locked += is_locked ? 1 : 0;
        const auto store = open_store(is_locked ? locked_options(folder.path(), "secret") : options_for(folder.path()));
        REQUIRE(store->load(document.client.id) == document);
        REQUIRE_NOTHROW(store->verify());
        for (const std::string& name : names_in(folder.path())) {
            INFO(name);
            REQUIRE((!name.starts_with("palpate-") || name.starts_with(is_locked ? "palpate-2.db" : "palpate-1.db")));
            REQUIRE_FALSE(name.ends_with(".new"));
        }
    }
    CHECK(locked > 0);
    CHECK(locked < k_rounds);
}

TEST_CASE("R6: four programs saving into one store at once lose nothing and see no lock", "[store][kill]") {
    save_from_four_programs(20);
}

TEST_CASE("R6 in full: 1,000 saves of four programs", "[.soak]") { save_from_four_programs(250); }
