#include "matching/mark_words.h"

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

}  // namespace

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
