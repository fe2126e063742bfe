// Nothing that a person typed lies readable in any file: every free text of a record is one sentinel, and all files that
// the store makes on its way are searched for it.

#include "store/detail/encrypted_store.h"
#include "store/store_fixture.h"
#include "support/child_process.h"

#include <catch2/catch_test_macros.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <optional>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

using namespace palpate;

namespace {

namespace fs = std::filesystem;
using detail::Migration;

constexpr std::string_view k_sentinel = "hurts-since-the-ladder";
constexpr std::string_view k_phrase = "more-water-and-sleep";

template <class... Texts>
void fill(Texts&... texts) {
    ((texts = k_sentinel), ...);
}

/// A record with something in every list, and the sentinel in every text that a person types or that tells of the body.
CaseDocument make_marked_record(std::uint32_t seed) {
    RandomCase random(seed);
    CaseDocument document = random.document(200);
    while (document.plan.empty() || document.consents.empty() || document.measurements.empty() ||
           document.notes.empty() || document.former_facts.empty() || document.marks.empty()) {
        document = random.after_edits(document, 20);
    }
    Client& client = document.client;
    client.reference = fmt::format("{}-{}", k_sentinel, seed);
    fill(client.name, client.phone, client.email, client.emergency.name, client.emergency.phone);
    for (Session& session : document.sessions) {
        fill(session.title);
    }
    for (Mark& mark : document.marks) {
        fill(mark.note, mark.radiates_to);
        mark.anchor.structure = StructureId(std::string(k_sentinel));
    }
    for (ClientFact& fact : document.facts) {
        fill(fact.value, fact.note);
    }
    for (FormerFact& former : document.former_facts) {
        fill(former.fact.value, former.fact.note);
    }
    for (PlanItem& item : document.plan) {
        fill(item.technique, item.note, item.override_rule, item.override_reason);
    }
    for (Measurement& measurement : document.measurements) {
        fill(measurement.measure, measurement.item, measurement.note);
    }
    for (SessionNote& note : document.notes) {
        for (NoteSection& section : note.sections) {
            fill(section.text);
        }
    }
    SessionNote& signed_note = document.notes.front();
    fill(signed_note.signed_by);
    document.addenda.push_back({.id = NoteAddendumId(fmt::format("addendum-{}", seed)),
                                .session = signed_note.session,
                                .text = std::string(k_sentinel),
                                .author = std::string(k_sentinel),
                                .created = {1}});
    for (Consent& consent : document.consents) {
        fill(consent.words, consent.given_by);
    }
    document.photo.png.assign(k_sentinel.begin(), k_sentinel.end());
    return document;
}

/// As UTF-16 keeps it, whichever byte comes first: the text's bytes with zeros between them.
std::string with_zeros_between(std::string_view text) {
    std::string wide;
    for (const char byte : text) {
        wide += byte;
        wide += '\0';
    }
    wide.pop_back();
    return wide;
}

/// Files below the folder that hold any of it, each with what it holds.
std::vector<std::string> leaks_in(const fs::path& folder, std::size_t& files) {
    std::vector<std::string> leaks;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) {
            continue;
        }
        ++files;
        const std::string content = content_of(entry.path());
        for (const std::string_view text : {k_sentinel, k_phrase, std::string_view("CREATE TABLE"),
                                            std::string_view("SQLite format 3"), std::string_view("muscle-")}) {
            if (content.find(text) != std::string::npos ||
                content.find(with_zeros_between(text)) != std::string::npos) {
                leaks.push_back(fmt::format("{}: {}", entry.path().filename().string(), text));
            }
        }
    }
    return leaks;
}

void check_nothing_leaks(const fs::path& folder, std::size_t least_files) {
    std::size_t files = 0;
    CHECK(leaks_in(folder, files).empty());
    CHECK(files >= least_files);
}

/// Where the database would put files of its own for a sort or a large change.
class OwnTemporaryFiles {
public:
    OwnTemporaryFiles() {
        for (const char* name : {"SQLITE_TMPDIR", "TMPDIR"}) {
            const char* before = std::getenv(name);
            before_.emplace_back(name, before == nullptr ? std::optional<std::string>() : before);
            ::setenv(name, folder_.path().c_str(), 1);
        }
    }
    ~OwnTemporaryFiles() {
        for (const auto& [name, value] : before_) {
            value ? ::setenv(name, value->c_str(), 1) : ::unsetenv(name);
        }
    }
    OwnTemporaryFiles(const OwnTemporaryFiles&) = delete;
    OwnTemporaryFiles& operator=(const OwnTemporaryFiles&) = delete;
    [[nodiscard]] const fs::path& path() const { return folder_.path(); }

private:
    TemporaryFolder folder_;
    std::vector<std::pair<const char*, std::optional<std::string>>> before_;
};

}  // namespace

TEST_CASE("S1: the search for plain text finds it, in UTF-8 and in UTF-16", "[store]") {
    const TemporaryFolder folder;
    replace_content(folder.path() / "a", fmt::format("..{}..", k_sentinel));
    replace_content(folder.path() / "b", with_zeros_between(k_phrase));
    std::size_t files = 0;
    CHECK(leaks_in(folder.path(), files).size() == 2);
}

TEST_CASE("S1: nothing that a person typed can be read from any file the store makes", "[store]") {
    const TemporaryFolder folder;
    const OwnTemporaryFiles temporary;
    const fs::path place = folder.path() / "store";
    const CaseDocument document = make_marked_record(3);
    std::string secret;
    SECTION("open to whoever has the disk's files but not the key file") {}
    SECTION("with a passphrase") { secret = "correct horse"; }
    const StoreOptions options = secret.empty() ? options_for(place) : locked_options(place, secret);
    BackupInfo backup;
    {
        const auto store = open_store(options);
        store->save(diff(CaseDocument{}, document));
        store->set_note_phrases({{.part = NotePart::Plan, .text = std::string(k_phrase)}});
        CHECK(store->load(document.client.id) == document);
        CHECK(fs::file_size(place / "palpate-1.db-wal") > 100'000);
        check_nothing_leaks(folder.path(), 6);  // records, -wal, -shm, vault.key, audit.head, store.lock
        backup = store->back_up(folder.path() / "backups");
        store->verify();
        check_nothing_leaks(folder.path(), 9);
    }
    {
        const auto known = detail::store_migrations();
        std::vector<Migration> migrations(known.begin(), known.end());
        migrations.push_back({.version = static_cast<int>(known.size()) + 1,
                              .name = "9999_colour.sql",
                              .sql = "ALTER TABLE clients ADD COLUMN colour TEXT"});
        const detail::EncryptedStore upgraded(options, migrations);
        CHECK(fs::exists(place / fmt::format("before-upgrade-from-{}.db", known.size())));
        check_nothing_leaks(folder.path(), 10);
    }
    static_cast<void>(restore_store(backup.folder, options));
    check_nothing_leaks(folder.path(), 10);
    open_store(options)->remove(document.client.id);
    check_nothing_leaks(folder.path(), 8);
    check_nothing_leaks(temporary.path(), 0);
}

TEST_CASE("S1: nothing can be read from what a killed program leaves", "[store][kill]") {
    for (int round = 0; round < 8; ++round) {
        const TemporaryFolder folder;
        {
            Child child([&](int output) {
                ::setenv("SQLITE_TMPDIR", folder.path().c_str(), 1);
                const auto store = open_store(options_for(folder.path()));
                static_cast<void>(!::write(output, &round, sizeof round));
                for (std::uint32_t seed = 1;; ++seed) {
                    store->save(diff(CaseDocument{}, make_marked_record(seed)));
                }
            });
            REQUIRE(child.speaks_within(std::chrono::seconds(20)));
            std::this_thread::sleep_for(std::chrono::milliseconds(5 + 12 * round));
        }
        check_nothing_leaks(folder.path(), 5);
    }
}
