#include "base/file_io.h"
#include "clinical/content_stamp.h"
#include "support/temporary_folder.h"
#include "workspace/rig.h"

#include <catch2/catch_test_macros.hpp>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>

using namespace palpate;
using test::Rig;
namespace fs = std::filesystem;

namespace {

class HandClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override { return time; }
    Timestamp time{1'795'000'000'000'000};
};

/// A workspace over a copy of the clinical content that its author writes on.
class WatchedContent {
public:
    WatchedContent() {
        fs::copy(fs::path(k_assets_dir) / "clinical", folder_.path(), fs::copy_options::recursive);
        rig_.let_go = {};  // what the rig's own workspace was given is not given twice
        WorkspaceServices services = rig_.services();
        services.clock = clock_;
        services.load_clinical = [this, anatomy = services.anatomy](const std::string& language) {
            return std::make_shared<const ClinicalCatalogue>(
                ClinicalCatalogue::load(folder_.path(), language, *anatomy));
        };
        services.stamp_clinical = [this] {
            ++looks;
            return calc_content_stamp(folder_.path());
        };
        workspace = std::make_unique<Workspace>(std::move(services));
    }

    /// In every place where `file` says it.
    void replace(const std::string& file, const std::string& what, const std::string& with) const {
        std::string text = read_text_file(folder_.path() / file);
        for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
            text.replace(at, what.size(), with);
        }
        write_file_atomically(folder_.path() / file, text);
    }
    /// A frame, so many seconds later, and what it starts.
    void frame_after(int seconds) {
        clock_->time.microseconds_utc += seconds * 1'000'000LL;
        workspace->update();
        workspace->run_until_idle();
    }
    [[nodiscard]] std::string name_of(std::string_view technique) const {
        const Technique* found = workspace->clinical().find_technique(technique);
        return found == nullptr ? std::string() : found->name;
    }

    std::atomic<int> looks = 0;
    std::unique_ptr<Workspace> workspace;

private:
    Rig rig_;
    TemporaryFolder folder_;
    std::shared_ptr<HandClock> clock_ = std::make_shared<HandClock>();
};

constexpr const char* k_words = "text/en/techniques.json";

}  // namespace

TEST_CASE("a file of the clinical content that is written while the program runs is taken", "[workspace][content]") {
    WatchedContent watched;
    watched.frame_after(3);
    CHECK(watched.workspace->notifications().empty());
    watched.replace(k_words, "\"Feather stroke\"", "\"Stroke like a feather\"");
    watched.frame_after(3);
    CHECK(watched.name_of("feather-stroke") == "Stroke like a feather");
    REQUIRE(watched.workspace->notifications().size() == 1);
    CHECK(watched.workspace->notifications().front().text.key == "workspace.content-taken");
}

TEST_CASE("a mistake in the written content is told once, and what was read before stays in use",
          "[workspace][content]") {
    WatchedContent watched;
    watched.replace("techniques.json", "\"feather-stroke\"", "\"feather-strike\"");
    for (int frame = 0; frame < 4; ++frame) {
        watched.frame_after(3);
    }
    CHECK(watched.name_of("feather-stroke") == "Feather stroke");
    const auto& told = watched.workspace->notifications();
    REQUIRE(told.size() == 1);
    CHECK(told.front().text.key == "workspace.content-mistake");
    CHECK_FALSE(told.front().code);
    const std::string words = watched.workspace->words().tr(told.front().text);
    CHECK(words.find("techniques.json, line ") != std::string::npos);
    CHECK(words.find("feather-str") != std::string::npos);
}

TEST_CASE("another mistake takes the place of the first, and repaired content is taken", "[workspace][content]") {
    WatchedContent watched;
    watched.replace(k_words, "\"Feather stroke\"", "7");
    watched.frame_after(3);
    const std::string first = watched.workspace->words().tr(watched.workspace->notifications().front().text);
    watched.replace(k_words, "\"steps\"", "\"stops\"");
    watched.frame_after(3);
    REQUIRE(watched.workspace->notifications().size() == 1);
    CHECK(watched.workspace->words().tr(watched.workspace->notifications().front().text) != first);
    watched.replace(k_words, "\"stops\"", "\"steps\"");
    watched.replace(k_words, "\"name\": 7", "\"name\": \"Feather\"");
    watched.frame_after(3);
    CHECK(watched.name_of("feather-stroke") == "Feather");
    REQUIRE(watched.workspace->notifications().size() == 1);
    CHECK(watched.workspace->notifications().front().text.key == "workspace.content-taken");
}

TEST_CASE("the files are looked at at most every two seconds, by frames alone", "[workspace][content]") {
    WatchedContent watched;
    watched.frame_after(3);
    const int looks = watched.looks;
    for (int frame = 0; frame < 100; ++frame) {
        watched.workspace->update();
        watched.workspace->run_until_idle();
    }
    CHECK(watched.looks == looks);
    watched.frame_after(1);
    CHECK(watched.looks == looks);
    watched.frame_after(1);
    CHECK(watched.looks == looks + 1);
    CHECK(watched.workspace->notifications().empty());
}

TEST_CASE("a program that never looked at its files goes on without", "[workspace][content]") {
    Rig rig;
    rig.workspace->update();
    rig.workspace->run_until_idle();
    CHECK(rig.workspace->notifications().empty());
}
