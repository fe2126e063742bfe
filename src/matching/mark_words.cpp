#include "matching/mark_words.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace palpate {
namespace {

std::string side_key(const Structure* place) {
    return "@read-back.side." + std::string(name_of(place == nullptr ? Side::Mid : place->side));
}

std::string place_key(const Structure* place) {
    if (place == nullptr) {
        return "@read-back.place.unknown";
    }
    return "@read-back.place." + (place->region_id.empty() ? std::string("skin") : place->region_id);
}

std::string quality_keys(const Mark& mark) {
    std::string keys;
    for (const std::string& quality : mark.qualities) {
        keys += (keys.empty() ? "@read-back.quality." : ", @read-back.quality.") + quality;
    }
    return keys;
}

std::string influence_keys(const std::vector<std::string>& words) {
    std::string keys;
    for (const std::string& word : words) {
        keys += (keys.empty() ? "@mark.influence." : ", @mark.influence.") + word;
    }
    return keys;
}

void add_extent(std::vector<Text>& sentences, const Mark& mark) {
    constexpr double k_mm2_in_cm2 = 100.0;
    if (mark.measure) {
        const auto area_cm2 = static_cast<int>(std::lround(mark.measure->area_mm2 / k_mm2_in_cm2));
        sentences.push_back({"read-back.more.area", {{"area", std::to_string(std::max(1, area_cm2))}}});
    } else if (mark.extent != MarkExtent::Structure && mark.extent != MarkExtent::Area) {
        sentences.push_back({"read-back.more.extent." + std::string(name_of(mark.extent)), {}});
    }
}

void add_ratings(std::vector<Text>& sentences, const Mark& mark) {
    const auto number = [](int rating) { return std::to_string(rating); };
    if (mark.usual && mark.worst) {
        sentences.push_back(
            {"read-back.more.usual-and-worst", {{"usual", number(*mark.usual)}, {"worst", number(*mark.worst)}}});
    } else if (mark.usual) {
        sentences.push_back({"read-back.more.usual", {{"usual", number(*mark.usual)}}});
    } else if (mark.worst) {
        sentences.push_back({"read-back.more.worst", {{"worst", number(*mark.worst)}}});
    }
}

}  // namespace

std::vector<Text> read_back_details(const Mark& mark) {
    std::vector<Text> sentences;
    add_extent(sentences, mark);
    add_ratings(sentences, mark);
    if (mark.duration_days) {
        sentences.push_back({"read-back.more.since." + std::string(name_of(onset_of(*mark.duration_days))), {}});
    }
    if (mark.constancy) {
        sentences.push_back({"read-back.more.constancy." + std::string(name_of(*mark.constancy)), {}});
    }
    if (!mark.better_with.empty()) {
        sentences.push_back({"read-back.more.better", {{"what", influence_keys(mark.better_with)}}});
    }
    if (!mark.worse_with.empty()) {
        sentences.push_back({"read-back.more.worse", {{"what", influence_keys(mark.worse_with)}}});
    }
    if (!mark.radiates_to.empty()) {
        sentences.push_back({"read-back.more.radiates", {{"where", mark.radiates_to}}});
    } else if (!mark.arrows.empty()) {
        sentences.push_back({"read-back.more.arrows", {}});
    }
    if (mark.confidence && *mark.confidence != Confidence::Exact) {
        sentences.push_back({"read-back.more.confidence." + std::string(name_of(*mark.confidence)), {}});
    }
    if (!mark.confirmed && !mark.carried_from.empty()) {
        sentences.push_back({"read-back.more.unconfirmed", {}});
    }
    return sentences;
}

Text read_back(const Mark& mark, const Structure* place) {
    Text text{.key = "read-back.mark." + std::string(name_of(mark.depth)),
              .arguments = {{"side", side_key(place)},
                            {"place", place_key(place)},
                            {"what", "@read-back.kind." + std::string(name_of(mark.kind))},
                            {"rating", std::to_string(mark.now)}}};
    if (!mark.qualities.empty()) {
        text.key += ".with-qualities";
        text.arguments.emplace_back("qualities", quality_keys(mark));
    }
    return text;
}

Text place_words(const Structure* place) {
    return {"read-back.place-alone", {{"side", side_key(place)}, {"place", place_key(place)}}};
}

}  // namespace palpate
