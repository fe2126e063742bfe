#include "intake/home_page.h"

#include "anatomy/anatomy_catalogue.h"
#include "base/error.h"
#include "base/file_io.h"
#include "casebook/mark.h"
#include "clinical/clinical_catalogue.h"
#include "intake/intake_questions.h"
#include "intake/sealed_answers.h"
#include "matching/record_facts.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sodium.h>
#include <tweetnacl.h>

#include <algorithm>
#include <array>
#include <set>

namespace palpate {
namespace {

using Json = nlohmann::json;

std::string to_base64(std::string_view bytes) {
    constexpr int k_form = sodium_base64_VARIANT_ORIGINAL;
    std::string text(sodium_base64_encoded_len(bytes.size(), k_form), '\0');
    ::sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                        k_form);
    text.pop_back();  // the zero at the end
    return text;
}

std::string_view text_of_bytes(const auto& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// ---- the content ---------------------------------------------------------------------------------------------------

/// The same thing in every language.
template <class In>
Json in_all(const HomePage& page, In&& in) {
    Json names = Json::object();
    for (const HomePageWords& words : page.languages) {
        names[words.language.code] = in(words);
    }
    return names;
}

Json named(const HomePage& page, std::string_view id, const std::string& key) {
    return {{"id", id}, {"names", in_all(page, [&](const HomePageWords& in) { return in.words->tr(key); })}};
}

template <class Kind>
Json named_kinds(const HomePage& page, const std::vector<Kind>& kinds, const std::string& key_start) {
    Json list = Json::array();
    for (const Kind& kind : kinds) {
        const std::string id(name_of(kind));
        list.push_back(named(page, id, key_start + id));
    }
    return list;
}

Json named_words(const HomePage& page, const std::vector<std::string>& words, const std::string& key_start) {
    Json list = Json::array();
    for (const std::string& word : words) {
        list.push_back(named(page, word, key_start + word));
    }
    return list;
}

Json words_of_page(const HomePage& page) {
    return in_all(page, [](const HomePageWords& in) {
        Json words = Json::object();
        for (const std::string& key : in.words->keys()) {
            if (key.starts_with("page.")) {
                words[key] = in.words->tr(key);
            }
        }
        return words;
    });
}

Json views_of(const HomePage& page) {
    Json views = Json::array();
    for (const HomePagePicture& picture : page.pictures) {
        Json places = Json::array();
        for (const auto& [place, path] : picture.places) {
            places.push_back({{"place", place}, {"path", path}});
        }
        views.push_back({{"id", picture.view},
                         {"width", picture.width_px},
                         {"height", picture.height_px},
                         {"picture", "data:image/png;base64," + to_base64(text_of_bytes(picture.png))},
                         {"places", std::move(places)}});
    }
    return views;
}

/// Every region on both sides, in the catalogue's order.
std::vector<SaidPlace> places_of(const HomePage& page) {
    std::vector<SaidPlace> places;
    for (const RegionEntry& region : page.anatomy.regions()) {
        if (region.sided) {
            places.push_back({.region = region.id, .side = Side::Left});
            places.push_back({.region = region.id, .side = Side::Right});
        } else {
            places.push_back({.region = region.id, .side = Side::Mid});
        }
    }
    return places;
}

const std::string& part_of(const HomePage& page, const SaidPlace& place) {
    const auto part = page.region_parts.find(place.region);
    PALPATE_ASSERT(part != page.region_parts.end());
    return part->second;
}

Json place_list(const HomePage& page) {
    Json list = Json::array();
    for (const SaidPlace& place : places_of(page)) {
        const Text words{"read-back.place-alone",
                         {{"side", "@read-back.side." + std::string(name_of(place.side))},
                          {"place", "@read-back.place." + place.region}}};
        list.push_back({{"id", text_of(place)},
                        {"names", in_all(page, [&](const HomePageWords& in) { return in.words->tr(words); })},
                        {"part", part_of(page, place)}});
    }
    return list;
}

Json part_list(const HomePage& page) {
    Json list = Json::array();
    std::set<std::string> listed;
    for (const SaidPlace& place : places_of(page)) {
        if (const std::string& part = part_of(page, place); listed.insert(part).second) {
            list.push_back(named(page, part, "intake.part." + part));
        }
    }
    return list;
}

Json consent_list(const HomePage& page) {
    Json list = Json::array();
    for (const HomePageConsent& consent : page.consents) {
        const auto words = [&](const std::string& key) {
            return in_all(page, [&](const HomePageWords& in) { return in.words->tr(key); });
        };
        list.push_back({{"id", consent.id},
                        {"version", consent.version},
                        {"title", words(consent.title_key)},
                        {"words", words(consent.words_key)},
                        {"needed", consent.needed}});
    }
    return list;
}

const ClinicalCatalogue& first_content(const HomePage& page) { return *page.languages.front().clinical; }

Json goal_list(const HomePage& page) {
    Json list = Json::array();
    for (const Goal& goal : first_content(page).questions().goals) {
        list.push_back({{"id", goal.id}, {"names", in_all(page, [&](const HomePageWords& in) {
                                              const auto& goals = in.clinical->questions().goals;
                                              return std::ranges::find(goals, goal.id, &Goal::id)->name;
                                          })}});
    }
    return list;
}

Json health_list(const HomePage& page) {
    Json list = Json::array();
    for (const Contraindication* one : health_questions(first_content(page), false)) {
        list.push_back({{"id", one->id}, {"question", in_all(page, [&](const HomePageWords& in) {
                                              return in.clinical->find_contraindication(one->id)->screen_question;
                                          })}});
    }
    return list;
}

/// Whether a list of places has the region itself, or a muscle that is felt there.
bool has_of(const PlaceList& list, const SaidPlace& said, const AnatomyCatalogue& anatomy) {
    if (list.contains({.entry = {}, .group = {}, .area = {}, .region = said.region, .side = said.side})) {
        return true;
    }
    return std::ranges::any_of(anatomy.muscles(), [&](const MuscleEntry& muscle) {
        if (muscle.region_id != said.region) {
            return false;
        }
        const GroupEntry* group = anatomy.find_group(muscle.group_id);
        const std::string area = group == nullptr || group->parent_id.empty() ? muscle.group_id : group->parent_id;
        return list.contains(
            {.entry = muscle.id, .group = muscle.group_id, .area = area, .region = said.region, .side = said.side});
    });
}

/// The places at which a warning is asked about.
Json asked_at(const HomePage& page, const RedFlag& flag) {
    Json places = Json::array();
    for (const SaidPlace& place : places_of(page)) {
        if (has_of(flag.asked_at, place, page.anatomy)) {
            places.push_back(text_of(place));
        }
    }
    return places;
}

Json warning_list(const HomePage& page) {
    Json list = Json::array();
    for (const RedFlag& flag : first_content(page).red_flags()) {
        const auto words = [&](std::string RedFlag::*text) {
            return in_all(page, [&](const HomePageWords& in) { return in.clinical->find_red_flag(flag.id)->*text; });
        };
        list.push_back({{"id", flag.id},
                        {"question", words(&RedFlag::question)},
                        {"action", words(&RedFlag::action)},
                        {"urgency", flag.urgency},
                        {"always", flag.ask_always},
                        {"places", asked_at(page, flag)}});
    }
    return list;
}

Json content_of(const HomePage& page) {
    Json languages = Json::array();
    for (const HomePageWords& in : page.languages) {
        languages.push_back({{"code", in.language.code}, {"name", in.language.own_name}});
    }
    return {{"format", "palpate-intake-page"},
            {"version", 1},
            {"practice", {{"name", page.practice}}},
            {"key", to_url_base64(text_of_bytes(page.public_half))},
            {"fingerprint", to_url_base64(fingerprint_of(page.public_half))},
            {"token", page.token},
            {"languages", std::move(languages)},
            {"words", words_of_page(page)},
            {"views", views_of(page)},
            {"places", place_list(page)},
            {"parts", part_list(page)},
            {"kinds", named_kinds(page, all_mark_kinds(), "mark.kind.")},
            {"qualities", named_words(page, quality_words(), "mark.quality.")},
            {"onsets", named_kinds(page, all_onsets(), "mark.onset.")},
            {"constancies", named_kinds(page, all_constancies(), "mark.constancy.")},
            {"influences", named_words(page, influence_words(), "mark.influence.")},
            {"consents", consent_list(page)},
            {"goals", goal_list(page)},
            {"health", health_list(page)},
            {"warnings", warning_list(page)},
            {"pressures", named_words(page, {"1", "2", "3", "4", "5"}, "intake.pressure.")},
            {"oils", named_words(page, {"any", "unscented", "none"}, "ui.safety.oil.")}};
}

// ---- the page ------------------------------------------------------------------------------------------------------

std::string hash_source(std::string_view text) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    ::crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
    return fmt::format("'sha256-{}'", to_base64(text_of_bytes(digest)));
}

/// JSON that cannot end the element it stands in.
std::string escaped(const Json& content) {
    std::string text;
    for (const char letter : content.dump()) {
        letter == '<' ? static_cast<void>(text += "\\u003c") : static_cast<void>(text += letter);
    }
    return text;
}

/// Every hole at once: what fills one may look like another.
std::string fill(std::string_view frame, const std::map<std::string, std::string, std::less<>>& parts) {
    std::string page;
    while (!frame.empty()) {
        const std::size_t open = frame.find("{{");
        const std::size_t close = frame.find("}}", open);
        if (close == std::string_view::npos) {
            page += frame;
            break;
        }
        const auto part = parts.find(frame.substr(open + 2, close - open - 2));
        PALPATE_ASSERT(part != parts.end());
        page += frame.substr(0, open);
        page += part->second;
        frame.remove_prefix(close + 2);
    }
    return page;
}

}  // namespace

std::string write_home_page(const HomePage& page, const std::filesystem::path& folder) {
    PALPATE_ASSERT(!page.languages.empty());
    const std::string style = read_text_file(folder / "page.css");
    const std::string script = std::string(k_tweetnacl) + '\n' + read_text_file(folder / "blake2b.js") + '\n' +
                               read_text_file(folder / "page.js");
    const std::string policy = fmt::format(
        "default-src 'none'; script-src {}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        hash_source(script), hash_source(style));
    return fill(read_text_file(folder / "page.html"),
                {{"style", style}, {"script", script}, {"csp", policy}, {"content", escaped(content_of(page))}});
}

std::string home_page_fragment(const std::vector<std::uint8_t>& public_half, const std::string& token) {
    return fmt::format("v1.{}.{}.{}", to_url_base64(text_of_bytes(public_half)),
                       to_url_base64(fingerprint_of(public_half)), token);
}

}  // namespace palpate
