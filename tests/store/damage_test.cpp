// Bytes that a disk has changed, in any file of a store: a copy of its folder is taken as a program left it that was killed
// right after saving, with a full log beside the records, and damaged in one place.

#include "store/store_fixture.h"
#include "support/watched_disk.h"

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

using namespace palpate;

namespace {

namespace fs = std::filesystem;

using Files = std::map<std::string, std::string>;

/// What is there of a store, and what it is to say.
struct LeftStore {
    Files files;
    std::vector<CaseDocument> documents;
};

Files files_of(const fs::path& folder) {
    Files files;
    for (const char* name : {"palpate-1.db", "palpate-1.db-wal", "vault.key", "audit.head"}) {
        files[name] = content_of(folder / name);
    }
    return files;
}

/// Records in the file and in the log; where that is asked for, older frames lie behind the log's end.
LeftStore make_left_store(const StoreOptions& options, bool with_outdated_frames) {
    LeftStore left;
    {
        const auto store = open_store(options);
        left.documents.push_back(save_random_case(*store, 1));
        left.documents.push_back(save_random_case(*store, 2));
    }
    const auto store = open_store(options);
    RandomCase random(3);
    // A log of 1,000 pages is carried into the file; the next save then writes over its beginning.
    const auto log = options.folder / "palpate-1.db-wal";
    for (std::uintmax_t size = 0; with_outdated_frames && fs::file_size(log) > size;) {
        size = fs::file_size(log);
        CaseDocument next = random.after_edits(left.documents.front(), 30);
        store->save(diff(left.documents.front(), next));
        left.documents.front() = std::move(next);
    }
    for (CaseDocument& document : left.documents) {
        CaseDocument next = random.after_edits(document, 5);
        store->save(diff(document, next));
        document = std::move(next);
    }
    left.files = files_of(options.folder);
    return left;
}

/// One place of one file.
struct Damage {
    std::string file;
    std::string what;
    std::string content;
};

Damage make_damage(const Files& files, RandomCase& random) {
    // The records and their log, which are most of it, get most of the damage.
    const std::string name =
        std::vector<std::string>{"palpate-1.db",     "palpate-1.db", "palpate-1.db-wal",
                                 "palpate-1.db-wal", "vault.key",    "audit.head"}[random.below(6)];
    std::string content = files.at(name);
    const std::size_t at = random.below(content.size());
    const std::size_t pages = content.size() / 4096;
    switch (random.below(8)) {
        case 0: {
            const std::size_t end = std::min(content.size(), at + 2048);
            std::fill(content.begin() + static_cast<std::ptrdiff_t>(at),
                      content.begin() + static_cast<std::ptrdiff_t>(end), static_cast<char>(random.below(256)));
            return {name, fmt::format("2 KiB smeared at {}", at), content};
        }
        case 1: content.resize(at); return {name, fmt::format("cut short at {}", at), content};
        case 2:
            if (pages > 1) {
                const std::size_t first = random.below(pages);
                const std::size_t second = (first + 1 + random.below(pages - 1)) % pages;
                const std::string kept = content.substr(first * 4096, 4096);
                content.replace(first * 4096, 4096, content.substr(second * 4096, 4096));
                content.replace(second * 4096, 4096, kept);
                return {name, fmt::format("pages {} and {} swapped", first, second), content};
            }
            [[fallthrough]];
        default:
            content[at] = static_cast<char>(content[at] ^ (1 << random.below(8)));
            return {name, fmt::format("a bit flipped at {}", at), content};
    }
}

/// How a damaged store is noticed, or that it gives everything back.
enum class Outcome { Refused, FoundByVerify, FoundByAudit, Harmless, Unnoticed };

Outcome outcome_of(const StoreOptions& options, const std::vector<CaseDocument>& documents, std::string& said) {
    const auto gives_all_back = [&](Store& store) {
        return std::ranges::all_of(
            documents, [&](const CaseDocument& document) { return store.load(document.client.id) == document; });
    };
    try {
        const auto store = open_store(options);
        bool whole = false;
        try {
            whole = gives_all_back(*store);
        } catch (const Error& error) {
            // A client of a log that was cut off is not there: check_audit() is to tell.
            if (error.code() != ErrorCode::NotFound) {
                throw;
            }
        }
        if (const auto code = error_code_of([&] { store->verify(); })) {
            REQUIRE(code == ErrorCode::Io);
            return Outcome::FoundByVerify;
        }
        if (!store->check_audit().intact()) {
            return Outcome::FoundByAudit;
        }
        if (!whole) {
            return Outcome::Unnoticed;
        }
    } catch (const Error& error) {
        said = error.text().key;
        REQUIRE((error.code() == ErrorCode::Io || error.code() == ErrorCode::NewerVersion));
        return Outcome::Refused;
    }
    // What nobody noticed did no harm, and does none after closing.
    const auto store = open_store(options);
    REQUIRE(gives_all_back(*store));
    REQUIRE_NOTHROW(store->verify());
    REQUIRE(store->check_audit().intact());
    return Outcome::Harmless;
}

/// Pages that the log holds, by their numbers from 1 (the log's head is 32 bytes, and each page has one of 24).
std::set<std::size_t> pages_in_log(const std::string& log) {
    std::set<std::size_t> pages;
    for (std::size_t at = 32; at + 24 + 4096 <= log.size(); at += 24 + 4096) {
        std::size_t page = 0;
        for (std::size_t byte = 0; byte < 4; ++byte) {
            page = page * 256 + static_cast<unsigned char>(log[at + byte]);
        }
        pages.insert(page);
    }
    return pages;
}

using Tally = std::map<std::pair<std::string, Outcome>, int>;

Tally damage_stores(int times) {
    WatchedDisk disk([](const DiskCall&) { return DiskFault{}; });
    disk.skip_syncs();
    const TemporaryFolder origin;
    const LeftStore plain = make_left_store(options_for(origin.path() / "plain"), false);
    const LeftStore worn = make_left_store(options_for(origin.path() / "worn"), true);
    RandomCase random(5);
    Tally tally;
    for (int time = 0; time < times; ++time) {
        const LeftStore& left = time % 4 == 3 ? worn : plain;
        const Damage damage = make_damage(left.files, random);
        if (damage.content == left.files.at(damage.file)) {
            continue;
        }
        INFO(damage.file << ": " << damage.what);
        const TemporaryFolder folder;
        for (const auto& [name, content] : left.files) {
            replace_content(folder.path() / name, name == damage.file ? damage.content : content);
        }
        std::string said;
        const Outcome outcome = outcome_of(options_for(folder.path()), left.documents, said);
        REQUIRE(outcome != Outcome::Unnoticed);
        // Nothing in the key file is without use. Of the others only this does no harm: a page of the records or a frame
        // that the log has anew, and in audit.head the older place and what fills up the sectors.
        REQUIRE((outcome != Outcome::Harmless || damage.file != "vault.key"));
        if (damage.file == "vault.key") {
            REQUIRE((said == "error.store.vault-damaged" || said == "error.store.vault-newer"));
        }
        ++tally[{damage.file, outcome}];
    }
    return tally;
}

}  // namespace

TEST_CASE("R5: 60 damaged files of a store are noticed, or give every record back", "[store]") {
    const Tally tally = damage_stores(60);
    CHECK(tally.size() > 4);
}

TEST_CASE("R5 in full: 2,000 damaged files", "[.soak]") {
    std::string told;
    for (const auto& [what, count] : damage_stores(2'000)) {
        constexpr const char* k_words[] = {"refused", "found by verify()", "found by check_audit()", "harmless", "?"};
        told += fmt::format("{} {}: {}\n", what.first, k_words[static_cast<int>(what.second)], count);
    }
    WARN(told);
}

TEST_CASE("R5: noise in the memory that programs share and in what fills up audit.head does no harm", "[store]") {
    const TemporaryFolder origin;
    LeftStore left = make_left_store(options_for(origin.path() / "plain"), false);
    std::string& head = left.files.at("audit.head");
    for (const std::size_t place : {std::size_t{0}, std::size_t{512}}) {
        const std::size_t end = head.find('\n', place);
        REQUIRE(end < place + 512);
        std::fill(head.begin() + static_cast<std::ptrdiff_t>(end) + 1,
                  head.begin() + static_cast<std::ptrdiff_t>(place) + 512, '?');
    }
    left.files["palpate-1.db-shm"] = std::string(32'768, '?');
    const TemporaryFolder folder;
    for (const auto& [name, content] : left.files) {
        replace_content(folder.path() / name, content);
    }
    std::string said;
    CHECK(outcome_of(options_for(folder.path()), left.documents, said) == Outcome::Harmless);
}

TEST_CASE("R5: a page torn while the log was carried into the file is no damage, any other one is", "[store]") {
    const TemporaryFolder origin;
    const LeftStore left = make_left_store(options_for(origin.path() / "plain"), false);
    const auto in_log = pages_in_log(left.files.at("palpate-1.db-wal"));
    const std::size_t pages = left.files.at("palpate-1.db").size() / 4096;
    REQUIRE(in_log.size() > 3);
    REQUIRE(in_log.size() < pages);
    int torn_without_harm = 0;
    for (std::size_t page = 2; page <= pages; page += 3) {
        for (const bool read_only : {true, false}) {
            INFO("page " << page << (read_only ? ", for reading" : ""));
            const TemporaryFolder folder;
            for (auto [name, content] : left.files) {
                if (name == "palpate-1.db") {
                    content.replace((page - 1) * 4096 + 1024, 512, 512, 'x');
                }
                replace_content(folder.path() / name, content);
            }
            StoreOptions options = options_for(folder.path());
            options.read_only = read_only;
            const auto code = error_code_of([&] { open_store(options)->verify(); });
            CHECK(code == (in_log.contains(page) ? std::nullopt : std::optional(ErrorCode::Io)));
            torn_without_harm += code ? 0 : 1;
        }
    }
    CHECK(torn_without_harm > 1);
}
