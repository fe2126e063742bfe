// Clocks that jump and zones that change between saves, as on a laptop that travels or whose battery was empty.

#include "store/store_fixture.h"

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace palpate;

namespace {

constexpr std::int64_t k_hour = 3'600'000'000;
constexpr std::int64_t k_day = 24 * k_hour;

/// A clock that a test sets.
class SetClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override { return time; }
    Timestamp time{1'700'000'000'000'000};
};

/// The zone of the whole process while this lives, as POSIX rules, which need no files.
class Zone {
public:
    Zone() {
        if (const char* zone = std::getenv("TZ")) {
            before_ = zone;
        }
    }
    ~Zone() {
        before_ ? ::setenv("TZ", before_->c_str(), 1) : ::unsetenv("TZ");
        ::tzset();
    }
    Zone(const Zone&) = delete;
    Zone& operator=(const Zone&) = delete;
    static void change_to(const char* rules) {
        ::setenv("TZ", rules, 1);
        ::tzset();
    }

private:
    std::optional<std::string> before_;
};

struct Jump {
    const char* zone;
    std::int64_t microseconds;  ///< moved on, or back
};

constexpr const char* k_berlin = "CET-1CEST,M3.5.0,M10.5.0/3";
constexpr const char* k_new_york = "EST5EDT,M3.2.0,M11.1.0";
constexpr const char* k_first_to_have_a_day = "<+14>-14";
constexpr const char* k_last_to_have_a_day = "<-12>12";

/// Up to just before Berlin's clocks go on (2024-03-31, 01:00 UTC) and back (2024-10-27, 01:00 UTC), and over it.
std::vector<Jump> all_jumps() {
    constexpr std::int64_t start = 1'700'000'000'000'000;
    constexpr std::int64_t spring = 1'711'846'800'000'000;
    constexpr std::int64_t autumn = 1'729'990'800'000'000;
    return {{k_berlin, 1},
            {k_berlin, -k_day},
            {k_first_to_have_a_day, k_hour},
            {k_last_to_have_a_day, 0},
            {k_new_york, 3650 * k_day},
            {k_berlin, -3650 * k_day},
            {k_berlin, spring - k_hour / 2 - (start + 1 - k_day + k_hour)},
            {k_berlin, k_hour},
            {k_berlin, autumn - spring - k_hour},
            {k_berlin, k_hour},
            {k_berlin, -k_hour},
            {"UTC0", -40 * 365 * k_day},
            {"UTC0", 40 * 365 * k_day}};
}

Mark make_mark(const std::string& id, const SessionId& session, Timestamp now) {
    Mark mark{.id = MarkId(id), .session = session, .created = now};
    mark.anchor.structure = StructureId("levator-scapulae.left");
    return mark;
}

}  // namespace

TEST_CASE("R9: marks and audit rows keep the order they were made in, whatever clock and zone say", "[store][audit]") {
    const TemporaryFolder folder;
    const Zone zone;
    const auto clock = std::make_shared<SetClock>();
    StoreOptions options = options_for(folder.path());
    options.clock = clock;
    const auto store = open_store(options);
    const auto other = open_store(options);
    const ClientId client("c");
    store->save(diff(CaseDocument{}, CaseDocument{.client = {.id = client, .reference = "1001"}}));

    std::vector<MarkId> made;
    std::vector<Timestamp> times;
    for (const Jump& jump : all_jumps()) {
        clock->time.microseconds_utc += jump.microseconds;
        Zone::change_to(jump.zone);
        for (Store* writer : {store.get(), other.get()}) {
            const std::string number = fmt::format("{:03}", 999 - made.size());  // ids tell the order no better
            const CaseDocument before = writer->load(client);
            CaseDocument next = apply(
                before, AddSession{Session{
                            .id = SessionId("s" + number), .date = local_date(clock->now()), .created = clock->now()}});
            made.emplace_back("m" + number);
            times.push_back(clock->now());
            next = apply(next, AddMark{make_mark(made.back().text(), SessionId("s" + number), clock->now())});
            writer->save(diff(before, next));
        }
    }

    const auto check = [&](Store& reader) {
        const CaseDocument document = reader.load(client);
        CHECK_NOTHROW(check_invariants(document));
        std::vector<MarkId> order;
        std::int64_t sequence = 0;
        for (const Mark& mark : document.marks) {
            CHECK(mark.sequence > sequence);
            sequence = mark.sequence;
            order.push_back(mark.id);
        }
        CHECK(order == made);
        // Visits go by their day; those of one day by the order they were made in.
        CHECK(std::ranges::is_sorted(document.sessions, {},
                                     [](const Session& session) { return std::pair(session.date, session.sequence); }));
        std::vector<Timestamp> told;
        std::int64_t seq = 0;
        for (const AuditRow& row : reader.audit({})) {
            CHECK(row.seq == ++seq);
            if (row.kind == "change") {
                told.push_back(row.at);
            }
        }
        CHECK(told == times);
        CHECK(reader.check_audit().intact());
    };
    check(*store);
    check(*other);
    Zone::change_to(k_first_to_have_a_day);
    check(*open_store(options));
    store->verify();
}

TEST_CASE("R9: a backup is of the same moment in every zone, and is due by the clock's time alone", "[store][backup]") {
    const TemporaryFolder folder;
    const Zone zone;
    const auto clock = std::make_shared<SetClock>();
    StoreOptions options = options_for(folder.path() / "store");
    options.clock = clock;
    const auto store = open_store(options);
    Zone::change_to(k_berlin);
    const BackupInfo made = store->back_up(folder.path() / "backups");
    for (const char* rules : {k_new_york, k_first_to_have_a_day, k_last_to_have_a_day, k_berlin}) {
        Zone::change_to(rules);
        CHECK(list_backups(folder.path() / "backups") == std::vector{made});
        CHECK_FALSE(store->is_backup_due(folder.path() / "backups"));
    }
    clock->time.microseconds_utc += 23 * k_hour;
    CHECK(store->is_backup_due(folder.path() / "backups"));
}
