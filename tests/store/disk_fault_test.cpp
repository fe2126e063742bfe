// A disk that fails, or is full, at each of the calls that a save asks of it.

#include "store/store_fixture.h"
#include "support/watched_disk.h"

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>

#include <cerrno>
#include <utility>

using namespace palpate;

namespace {

namespace fs = std::filesystem;

/// Fails the call that it is told to, alone or with all after it.
class FailingDisk {
public:
    enum class Fault { Io, Full };

    FailingDisk() : disk_([this](const DiskCall& call) { return answer(call); }) { disk_.skip_syncs(); }

    /// From now on the call `number` and, where it lasts, all after it fail. A full disk still reads and removes.
    void arm(int number, Fault fault, bool lasts) {
        armed_ = true;
        number_ = number;
        fault_ = fault;
        lasts_ = lasts;
        calls_ = 0;
        failed_ = 0;
    }
    void mend() { armed_ = false; }

    [[nodiscard]] Fault fault() const { return fault_; }
    /// Calls that failed since it was armed.
    [[nodiscard]] int failed() const { return failed_; }

private:
    static int io_code(DiskCall::Kind kind) {
        switch (kind) {
            case DiskCall::Kind::Open: return SQLITE_CANTOPEN;
            case DiskCall::Kind::Read: return SQLITE_IOERR_READ;
            case DiskCall::Kind::Write: return SQLITE_IOERR_WRITE;
            case DiskCall::Kind::Truncate: return SQLITE_IOERR_TRUNCATE;
            case DiskCall::Kind::Sync: return SQLITE_IOERR_FSYNC;
            case DiskCall::Kind::Size: return SQLITE_IOERR_FSTAT;
            case DiskCall::Kind::Delete: return SQLITE_IOERR_DELETE;
            case DiskCall::Kind::Access: return SQLITE_IOERR_ACCESS;
            case DiskCall::Kind::SharedMemory: return SQLITE_IOERR_SHMMAP;
        }
        return SQLITE_IOERR;
    }

    static bool takes_room(DiskCall::Kind kind) {
        return kind == DiskCall::Kind::Write || kind == DiskCall::Kind::Sync || kind == DiskCall::Kind::SharedMemory;
    }

    DiskFault answer(const DiskCall& call) {
        if (!armed_ || (fault_ == Fault::Full && !takes_room(call.kind))) {
            return {};
        }
        const int number = calls_++;
        if (number < number_ || (number > number_ && !lasts_)) {
            return {};
        }
        ++failed_;
        if (fault_ == Fault::Io) {
            return {.result = io_code(call.kind), .error_number = EIO};
        }
        // As the system's own layer answers it: a full disk is a plain code only where bytes are written.
        return {.result = call.kind == DiskCall::Kind::Write ? SQLITE_FULL : io_code(call.kind),
                .error_number = ENOSPC};
    }

    bool armed_ = false;
    int number_ = 0;
    Fault fault_ = Fault::Io;
    bool lasts_ = false;
    int calls_ = 0;
    int failed_ = 0;
    WatchedDisk disk_;
};

struct FaultCounts {
    int points = 0;   ///< calls that were made to fail
    int refused = 0;  ///< saves that failed with them
};

std::string said_of(int number, FailingDisk::Fault fault, bool lasts) {
    return fmt::format("call {}{}: {}", number, lasts ? " and all after it" : "",
                       fault == FailingDisk::Fault::Io ? "I/O error" : "disk full");
}

/// One save of `next` with the fault, and again without it where it failed. False when the save never came to that call.
bool save_with_fault(FailingDisk& disk, Store& store, CaseDocument& document, CaseDocument next, FaultCounts& counts) {
    const DocumentDiff change = diff(document, next);
    const auto code = error_code_of([&] { store.save(change); });
    const int failed = disk.failed();
    const auto fault = disk.fault();
    disk.mend();
    if (code) {
        ++counts.refused;
        REQUIRE(failed > 0);
        REQUIRE(code == (fault == FailingDisk::Fault::Io ? ErrorCode::Io : ErrorCode::DiskFull));
        REQUIRE(store.load(document.client.id) == document);
        REQUIRE_NOTHROW(store.save(change));
    }
    document = std::move(next);
    REQUIRE(store.load(document.client.id) == document);
    counts.points += failed > 0 ? 1 : 0;
    return failed > 0;
}

/// In one save after another the next call fails, until a save gets by without coming to it; `step` calls are passed
/// over each time. With both faults, alone and lasting.
template <class MakeNext>
FaultCounts fail_every_call(FailingDisk& disk, Store& store, CaseDocument& document, const MakeNext& make_next,
                            int step = 1) {
    FaultCounts counts;
    for (const auto fault : {FailingDisk::Fault::Io, FailingDisk::Fault::Full}) {
        for (const bool lasts : {false, true}) {
            bool reached = true;
            for (int number = 0; reached; number += step) {
                INFO(said_of(number, fault, lasts));
                CaseDocument next = make_next(document);
                if (next != document) {
                    disk.arm(number, fault, lasts);
                    reached = save_with_fault(disk, store, document, std::move(next), counts);
                }
            }
        }
    }
    return counts;
}

/// So large that every tenth save finds the log full and carries it into the file.
ClientPhoto random_photo(RandomCase& random) {
    ClientPhoto photo;
    photo.png.assign(k_most_photo_bytes, static_cast<std::uint8_t>(random.below(256)));
    return photo;
}

void check_whole(const fs::path& folder, const CaseDocument& document) {
    const auto store = open_store(options_for(folder));
    CHECK(store->load(document.client.id) == document);
    CHECK_NOTHROW(store->verify());
    CHECK(store->check_audit().intact());
}

}  // namespace

TEST_CASE("R3: an I/O error or a full disk at any call of a save is said so, loses nothing, and is got over",
          "[store]") {
    const TemporaryFolder folder;
    FailingDisk disk;
    CaseDocument document;
    {
        const auto store = open_store(options_for(folder.path()));
        document = save_random_case(*store, 1);
        RandomCase random(2);
        const FaultCounts counts = fail_every_call(
            disk, *store, document, [&](const CaseDocument& before) { return random.after_edits(before, 2); });
        CHECK(counts.points > 40);
        CHECK(counts.refused > counts.points / 2);
        CHECK_NOTHROW(store->verify());
        CHECK(store->check_audit().intact());
    }
    check_whole(folder.path(), document);
}

TEST_CASE("R3 in full: small saves, large ones, and those that carry the log into the file", "[.soak]") {
    const TemporaryFolder folder;
    FailingDisk disk;
    CaseDocument document;
    {
        const auto store = open_store(options_for(folder.path()));
        document = save_random_case(*store, 1);
        RandomCase random(3);
        int points = 0;
        for (int edits = 1; edits <= 8; ++edits) {
            const auto make_next = [&](const CaseDocument& before) { return random.after_edits(before, edits); };
            points += fail_every_call(disk, *store, document, make_next).points;
        }
        const auto with_photo = [&](const CaseDocument& before) {
            return apply(random.after_edits(before, 1), SetPhoto{random_photo(random)});
        };
        points += fail_every_call(disk, *store, document, with_photo, 61).points;
        WARN(points << " calls failed");
        CHECK_NOTHROW(store->verify());
        CHECK(store->check_audit().intact());
    }
    check_whole(folder.path(), document);
}

TEST_CASE("R3: an I/O error or a full disk at any call of opening is said so, and the next opening is whole",
          "[store]") {
    const TemporaryFolder folder;
    const CaseDocument document = save_random_case(*open_store(options_for(folder.path())), 1);
    FailingDisk disk;
    int refused = 0;
    for (const bool lasts : {false, true}) {
        for (int number = 0;; number += 1 + number / 40) {
            INFO("call " << number << (lasts ? " and all after it" : ""));
            disk.arm(number, FailingDisk::Fault::Io, lasts);
            const auto code = error_code_of([&] {
                const auto store = open_store(options_for(folder.path()));
                static_cast<void>(store->load(document.client.id));
            });
            const int failed = disk.failed();
            disk.mend();
            REQUIRE((!code || code == ErrorCode::Io));
            refused += code ? 1 : 0;
            if (failed == 0) {
                break;
            }
            // Closed in peace, or the log would grow with every opening, and with it the calls of the next one.
            const auto store = open_store(options_for(folder.path()));
            REQUIRE(store->load(document.client.id) == document);
        }
    }
    CHECK(refused > 20);
    check_whole(folder.path(), document);
}
