// Machines that lose their power: one run of saves is recorded beneath the encryption, then the disk is put together as it
// may be after a cut at any of its calls, and the store is opened from there.

#include "store/detail/migrator.h"
#include "store/detail/sql_case_store.h"
#include "store/store_fixture.h"
#include "support/power_cuts.h"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <fstream>
#include <random>

using namespace palpate;

namespace {

namespace fs = std::filesystem;
using detail::SqlSession;

/// What was saved, and how far the disk's calls had come each time save() returned.
struct SavedRun {
    std::vector<CaseDocument> documents{CaseDocument{}};  ///< after that many acknowledged saves
    std::vector<std::size_t> acknowledged{0};             ///< each as PowerCuts::size()

    [[nodiscard]] std::size_t acknowledged_before(std::size_t cut) const {
        return static_cast<std::size_t>(std::ranges::upper_bound(acknowledged, cut) - acknowledged.begin()) - 1;
    }
    /// What the save under way then was to leave.
    [[nodiscard]] const CaseDocument& after(std::size_t saved) const {
        return documents[std::min(saved + 1, documents.size() - 1)];
    }
};

/// A new store, saved into `saves` times and closed and opened twice: long enough in between, in the full form, for
/// the log to be carried into the file and written over.
SavedRun record_saves(const fs::path& folder, PowerCuts& cuts, int saves) {
    WatchedDisk disk([&](const DiskCall& call) { return cuts.record(call); });
    disk.skip_syncs();
    SavedRun run;
    RandomCase random(17);
    auto store = open_store(options_for(folder));
    for (int save = 0; save < saves; ++save) {
        if (save % (saves / 2) == saves / 2 - 1) {
            store.reset();
            store = open_store(options_for(folder));
        }
        const CaseDocument& before = run.documents.back();
        CaseDocument next = save == 0 ? random.document(5) : random.after_edits(before, 2);
        store->save(diff(before, next));
        run.documents.push_back(std::move(next));
        run.acknowledged.push_back(cuts.size());
    }
    return run;
}

/// Everything acknowledged is there, the save under way as a whole or not at all, and nothing is damaged.
void check_after_cut(const fs::path& folder, const SavedRun& run, std::size_t cut) {
    const std::size_t saved = run.acknowledged_before(cut);
    const ClientId client = run.documents.back().client.id;
    const auto store = open_store(options_for(folder));
    const bool is_there = !store->list_clients().empty();
    REQUIRE((is_there || saved == 0));
    if (is_there) {
        const CaseDocument document = store->load(client);
        REQUIRE((document == run.documents[saved] || document == run.after(saved)));
    }
    REQUIRE_NOTHROW(store->verify());
    const AuditReport report = store->check_audit();
    for (const Diagnostic& finding : report.findings) {
        UNSCOPED_INFO(finding.text.key);
    }
    REQUIRE(report.intact());
}

/// A records file by itself, made and saved into under the name it keeps.
SavedRun record_bare_saves(const fs::path& file, PowerCuts& cuts, int saves) {
    WatchedDisk disk([&](const DiskCall& call) { return cuts.record(call); });
    disk.skip_syncs();
    SavedRun run;
    RandomCase random(18);
    std::ofstream(file).close();
    SqlSession session({.file = file}, detail::SecretBytes(32));
    detail::migrate(session, detail::store_migrations(), {});
    for (int save = 0; save < saves; ++save) {
        const CaseDocument& before = run.documents.back();
        CaseDocument next = save == 0 ? random.document(5) : random.after_edits(before, 2);
        detail::SqlTransaction transaction(session, detail::SqlTransaction::Kind::Write);
        detail::SqlCaseStore(session).save(diff(before, next));
        transaction.commit();
        run.documents.push_back(std::move(next));
        run.acknowledged.push_back(cuts.size());
    }
    return run;
}

void cut_power(int points, int saves) {
    const TemporaryFolder folder;
    PowerCuts cuts(folder.path());
    const SavedRun run = record_saves(folder.path(), cuts, saves);
    std::mt19937 random(20'240'229);
    WatchedDisk disk([](const DiskCall&) { return DiskFault{}; });
    disk.skip_syncs();
    for (int point = 0; point < points; ++point) {
        const std::size_t cut = random() % (cuts.size() + 1);
        const auto seed = static_cast<std::uint32_t>(random());
        INFO("cut at call " << cut << " of " << cuts.size() << ", seed " << seed);
        const TemporaryFolder survivors;
        cuts.write_survivors(cut, seed, survivors.path());
        check_after_cut(survivors.path(), run, cut);
    }
}

}  // namespace

TEST_CASE("R1: 150 power cuts while a store is made and saved into lose no acknowledged save", "[store][power]") {
    cut_power(150, 20);
}

TEST_CASE("R1 in full: 3,000 power cuts while a store is made and saved into", "[.soak]") { cut_power(3'000, 400); }

TEST_CASE("R1: a records file that has just changed over to its log loses no acknowledged save", "[store][power]") {
    const TemporaryFolder folder;
    PowerCuts cuts(folder.path());
    const SavedRun run = record_bare_saves(folder.path() / "palpate-1.db", cuts, 8);
    WatchedDisk disk([](const DiskCall&) { return DiskFault{}; });
    disk.skip_syncs();
    const std::size_t first = run.acknowledged[1];
    for (std::uint32_t seed = 0; seed < 50; ++seed) {
        const std::size_t cut = first + seed * (cuts.size() - first) / 50;
        INFO("cut at call " << cut << " of " << cuts.size() << ", seed " << seed);
        const TemporaryFolder survivors;
        cuts.write_survivors(cut, seed, survivors.path());
        SqlSession session({.file = survivors.path() / "palpate-1.db"}, detail::SecretBytes(32));
        REQUIRE(detail::check_schema(session, detail::store_migrations()) ==
                static_cast<int>(detail::store_migrations().size()));
        const CaseDocument document = detail::SqlCaseStore(session).load(run.documents.back().client.id);
        const std::size_t saved = run.acknowledged_before(cut);
        REQUIRE((document == run.documents[saved] || document == run.after(saved)));
    }
}
