#include "anatomy/anatomy_names.h"

#include <algorithm>
#include <optional>

namespace palpate {
namespace {

std::optional<std::string> find_name(const Translator& words, std::string_view kind, std::string_view id) {
    const std::string key = std::string(kind).append(".").append(id);
    return words.has(key) ? std::optional(words.tr(key)) : std::nullopt;
}

const std::string& lay_or_formal(const std::string& lay, const std::string& formal) {
    return lay.empty() ? formal : lay;
}

std::string part_name(const Translator& words, const std::string& part) {
    if (auto name = find_name(words, "structure-part", part)) {
        return *name;
    }
    std::string name = part;
    std::ranges::replace(name, '-', ' ');
    return name;
}

}  // namespace

std::string shown_name(const Translator& words, const Structure& structure) {
    const auto name = find_name(words, "structure", structure.catalogue_id);
    if (!name) {
        return display_name(structure);
    }
    return structure.part.empty() ? *name : *name + ", " + part_name(words, structure.part);
}

std::string shown_name(const Translator& words, const MuscleEntry& muscle) {
    return find_name(words, "structure", muscle.id).value_or(lay_or_formal(muscle.name_common, muscle.name_english));
}

std::string shown_name(const Translator& words, const BoneEntry& bone) {
    return find_name(words, "structure", bone.id).value_or(lay_or_formal(bone.name_common, bone.name_english));
}

std::string shown_name(const Translator& words, const GroupEntry& group) {
    return find_name(words, "group", group.id).value_or(lay_or_formal(group.name_common, group.name));
}

std::string shown_name(const Translator& words, const RegionEntry& region) {
    return find_name(words, "region", region.id).value_or(lay_or_formal(region.name_common, region.name));
}

std::string shown_name(const Translator& words, const Landmark& landmark) {
    const std::string_view id = landmark.id;
    return find_name(words, "landmark", id.substr(0, id.rfind('.'))).value_or(landmark.name_common);
}

const std::string& anatomical_name(const Translator& words, const Structure& structure) {
    return words.has("structure." + structure.catalogue_id) ? structure.name_latin : structure.name_english;
}

std::string shown_vocabulary_name(const Translator& words, const AnatomyCatalogue& catalogue, std::string_view id) {
    for (const char* kind : {"complaint", "activity"}) {
        if (auto name = find_name(words, kind, id)) {
            return *name;
        }
    }
    return catalogue.lay_name(id);
}

std::string with_capital(std::string text) {
    if (text.empty()) {
        return text;
    }
    if (text.front() >= 'a' && text.front() <= 'z') {
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    } else if (text.size() > 1 && text[0] == '\xC3') {  // U+00E0..U+00FE in UTF-8; the capitals lie 0x20 below
        const auto second = static_cast<unsigned char>(text[1]);
        if (second >= 0xA0 && second <= 0xBE && second != 0xB7) {
            text[1] = static_cast<char>(second - 0x20);
        }
    }
    return text;
}

}  // namespace palpate
