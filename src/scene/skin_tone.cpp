#include "scene/skin_tone.h"

#include "base/error.h"
#include "scene/detail/colours.h"

#include <algorithm>
#include <cstddef>
#include <string>

namespace palpate {
namespace {

struct ToneEntry {
    std::string_view name;
    glm::vec3 colour;
};

/// By SkinTone. Little chroma: the palette of marks holds a pale yellow, an orange and a red that skin comes close to.
constexpr std::array<ToneEntry, k_skin_tones.size()> k_tones{{{"clay", from_hex(0xc9b3a4)},
                                                              {"tone-1", from_hex(0xecd9ce)},
                                                              {"tone-2", from_hex(0xe0c5b5)},
                                                              {"tone-3", from_hex(0xcaa691)},
                                                              {"tone-4", from_hex(0xa67d67)},
                                                              {"tone-5", from_hex(0x7a5341)},
                                                              {"tone-6", from_hex(0x4f342b)}}};

const ToneEntry& entry_of(SkinTone tone) { return k_tones.at(static_cast<std::size_t>(tone)); }

}  // namespace

std::string_view name_of(SkinTone tone) { return entry_of(tone).name; }

SkinTone parse_skin_tone(std::string_view name) {
    const auto found = std::ranges::find_if(k_skin_tones, [&](SkinTone tone) { return name_of(tone) == name; });
    if (found == k_skin_tones.end()) {
        throw Error(ErrorCode::Usage, {"scene.unknown-tone", {{"word", std::string(name)}}});
    }
    return *found;
}

Text words_for(SkinTone tone) { return {"scene.tone." + std::string(name_of(tone)), {}}; }

glm::vec3 colour_of(SkinTone tone) { return entry_of(tone).colour; }

}  // namespace palpate
