// No text in any language calls anything safe, promises a cure or names a finding.

#include "base/file_io.h"
#include "support/paths.h"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <regex>
#include <set>
#include <string>

using nlohmann::json;
namespace fs = std::filesystem;

namespace palpate {
namespace {

const std::map<std::string, std::regex> k_forbidden{
    {"en", std::regex("\\b(safe|safely|safest|cure|cures|cured|curing|heal|heals|healing|diagnos\\w*|guarantee\\w*|"
                      "detox\\w*|risk-free|harmless)\\b",
                      std::regex::icase)},
    {"de", std::regex("\\b(heilt|heilen|geheilt|gefahrlos|risikofrei|diagnos\\w*|garantiert\\w*|entgift\\w*|"
                      "unbedenklich|harmlos)\\b",
                      std::regex::icase)}};

/// Where such a word stands and claims nothing.
const std::set<std::string> k_denials{
    // It says that something is not so, or not shown.
    "c-tendonitis.plain_statement", "c-tendonitis.app_wording", "c-overuse-repetitive.app_wording",
    "friction-transverse.client_explanation", "cold-application.client_explanation", "wpi-sss.meaningful_change.caveat",
    "match.safety-notice", "ui.about.safety", "ui.referral.felt-from-what", "ui.map.about.wpi",
    "ui.search.no-diagnosis", "report.page.handout.notice", "report.page.session.no-diagnosis",
    // It sends to those who make one.
    "cervicogenic-headache.referral", "fibromyalgia.referral", "frozen-shoulder.referral", "ci-undiagnosed-lump.why",
    "rf-general-lump.possible_cause", "change.widespread.refer", "manual-lymphatic-drainage.client_explanation",
    // It speaks of a wound or a bone that is not whole yet.
    "ci-open-wound.why", "ci-healing-fracture.name", "ci-healing-fracture.screen_question",
    // It speaks of records.
    "error.store.closed", "error.store.vault-weak", "workspace.passphrase-set"};

using Visit = std::function<void(const std::string& key, const std::string& text)>;

void visit_texts(const json& value, const std::string& key, const Visit& visit) {
    if (value.is_string()) {
        visit(key, value.get<std::string>());
    } else if (value.is_structured()) {
        for (const auto& [name, item] : value.items()) {
            visit_texts(item, value.is_array() ? key : key.empty() ? name : key + "." + name, visit);
        }
    }
}

void visit_language(const std::string& language, const Visit& visit) {
    for (const fs::path& folder :
         {fs::path(k_assets_dir) / "i18n" / language, fs::path(k_assets_dir) / "clinical" / "text" / language}) {
        for (const auto& entry : fs::directory_iterator(folder)) {
            const json file = json::parse(read_text_file(entry.path()));
            visit_texts(file.contains("texts") ? file.at("texts") : file, {}, visit);
        }
    }
}

}  // namespace

TEST_CASE("no text of any language says safe, cure or diagnosis but to deny it", "[clinical][content]") {
    for (const auto& [language, forbidden] : k_forbidden) {
        std::size_t texts = 0;
        visit_language(language, [&](const std::string& key, const std::string& text) {
            ++texts;
            INFO(language << " " << key << ": " << text);
            CHECK((!std::regex_search(text, forbidden) || k_denials.contains(key)));
        });
        CHECK(texts > 3000);
    }
}

TEST_CASE("what looks for such words finds them", "[clinical][content]") {
    for (const char* claim : {"This is safe.", "It cures backs", "healing hands", "Our diagnosis", "detoxifies"}) {
        CHECK(std::regex_search(claim, k_forbidden.at("en")));
    }
    for (const char* claim : {"Das heilt.", "garantiert wirksam", "Ihre Diagnose", "entgiftet"}) {
        CHECK(std::regex_search(claim, k_forbidden.at("de")));
    }
    CHECK_FALSE(std::regex_search("safety questions, secure, sicher verwahrt", k_forbidden.at("en")));
}

}  // namespace palpate
