#pragma once

#include "base/language.h"
#include "base/translator.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace palpate {

class AnatomyCatalogue;
class ClinicalCatalogue;

/// The body from one side, with what can be tapped on it.
struct HomePagePicture {
    std::string view{};  ///< "front", "back", "left", "right"
    int width_px = 0;
    int height_px = 0;
    std::vector<std::byte> png{};                               ///< best with a transparent ground
    std::vector<std::pair<std::string, std::string>> places{};  ///< "shoulder-top.left" and its outline as an SVG path
};

/// The page in one language.
struct HomePageWords {
    Language language{};
    std::shared_ptr<const Translator> words{};
    std::shared_ptr<const ClinicalCatalogue> clinical{};
};

/// A text to agree to; its words have the keys.
struct HomePageConsent {
    std::string id{};
    std::string version{};
    std::string title_key{};
    std::string words_key{};
    bool needed = false;
};

/// All that the page on which a client answers at home is made of.
struct HomePage {
    std::string practice{};                   ///< its name as clients know it; may be empty
    std::vector<std::uint8_t> public_half{};  ///< of the key that answers are sealed to
    std::string token{};                      ///< of one invited client; empty: it comes with a link, or is typed
    std::vector<HomePageWords> languages{};   ///< the first is shown first
    std::vector<HomePageConsent> consents{};
    std::vector<HomePagePicture> pictures{};
    std::map<std::string, std::string, std::less<>> region_parts{};  ///< anatomy/region_parts.h
    const AnatomyCatalogue& anatomy;
};

/// One file of HTML that needs nothing else: styles, script, words in all languages and pictures are in it, and its own
/// policy allows nothing but these. `folder` is assets/intake_page. Throws Error as read_text_file(). Some 20 ms, and as many
/// bytes as the pictures times 4/3.
[[nodiscard]] std::string write_home_page(const HomePage& page, const std::filesystem::path& folder);

/// What a link to a page without a token has behind its "#": key, fingerprint and token. It is never sent to a server.
[[nodiscard]] std::string home_page_fragment(const std::vector<std::uint8_t>& public_half, const std::string& token);

}  // namespace palpate
