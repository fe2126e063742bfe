// A disk that fails, or is full, at each of the calls that a save asks of it.

#include "store/store_fixture.h"
#include "support/watched_disk.h"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <cerrno>

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

/// Every call of one save after another fails once, until a save gets by without reaching the point. `passes` times.
FaultCounts fail_every_call(FailingDisk& disk, Store& store, CaseDocument& document, RandomCase& random, int edits,
                            int step) {
    FaultCounts counts;
    for (const auto fault : {FailingDisk::Fault::Io, FailingDisk::Fault::Full}) {
        for (const bool lasts : {false, true}) {
            for (int number = 0;; number += step) {
                const CaseDocument next = random.after_edits(document, edits);
                const DocumentDiff change = diff(document, next);
                if (change.empty()) {
                    continue;
                }
                INFO("call " << number << (lasts ? " and all after it: " : ": ")
                             << (fault == FailingDisk::Fault::Io ? "I/O error" : "disk full"));
                disk.arm(number, fault, lasts);
                const auto code = error_code_of([&] { store.save(change); });
                const int failed = disk.failed();
                disk.mend();
                if (failed == 0) {
                    REQUIRE_FALSE(code);
                    document = next;
                    break;
                }
                ++counts.points;
                if (code) {
                    ++counts.refused;
                    REQUIRE(code == (fault == FailingDisk::Fault::Io ? ErrorCode::Io : ErrorCode::DiskFull));
                    REQUIRE(store.load(document.client.id) == document);
                    REQUIRE_NOTHROW(store.save(change));
                }
                document = next;
                REQUIRE(store.load(document.client.id) == document);
            }
        }
    }
    return counts;
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
        const FaultCounts counts = fail_every_call(disk, *store, document, random, 2, 1);
        CHECK(counts.points > 40);
        CHECK(counts.refused > counts.points / 2);
        CHECK_NOTHROW(store->verify());
        CHECK(store->check_audit().intact());
    }
    check_whole(folder.path(), document);
}
