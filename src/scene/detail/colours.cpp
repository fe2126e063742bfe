#include "scene/detail/colours.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>

namespace palpate {
namespace {

constexpr glm::vec3 k_muscle = from_hex(0x9e3a30);
constexpr glm::vec3 k_connective = from_hex(0xd9d3c6);
constexpr glm::vec3 k_bone = from_hex(0xe8d9b8);
constexpr glm::vec3 k_cartilage = from_hex(0xc3d0d4);
constexpr glm::vec3 k_disc = from_hex(0xb4c3cb);
constexpr glm::vec3 k_tooth = from_hex(0xf2eee2);

/// The same for every run and compiler (FNV-1a), unlike std::hash: colours are part of golden pictures.
std::uint32_t stable_hash(std::string_view text) {
    std::uint32_t hash = 2166136261U;
    for (const char character : text) {
        hash = (hash ^ static_cast<unsigned char>(character)) * 16777619U;
    }
    // FNV mixes the last letters poorly into the high bits.
    hash ^= hash >> 15U;
    hash *= 0x2c1b3c6dU;
    hash ^= hash >> 12U;
    return hash;
}

/// -1 .. 1 from a text; `salt` gives independent numbers for the same text.
float stable_noise(std::string_view text, std::uint32_t salt) {
    const std::uint32_t mixed = (stable_hash(text) ^ (salt * 0x9e3779b9U)) * 0x85ebca6bU;
    return static_cast<float>((mixed >> 8U) & 0xffffU) / 32767.5F - 1.0F;
}

glm::vec3 muscle_colour(const Structure& structure) {
    const std::string own = structure.catalogue_id + '.' + structure.part;
    const float lightness = 1.0F + 0.07F * stable_noise(structure.group_id, 1) + 0.10F * stable_noise(own, 2);
    const float warmth = 0.014F * stable_noise(structure.group_id, 3) + 0.017F * stable_noise(own, 4);
    glm::vec3 colour = k_muscle * lightness;
    colour += warmth * glm::vec3(0.35F, 1.0F, -0.7F);
    // Deeper layers are a shade darker and browner: depth is seen at once where a layer is peeled off.
    if (structure.layer == Layer::Intermediate) {
        colour *= glm::vec3(0.95F, 0.95F, 0.95F);
    } else if (structure.layer == Layer::Deep) {
        colour *= glm::vec3(0.88F, 0.92F, 0.90F);
    }
    return glm::clamp(colour, 0.0F, 1.0F);
}

float calc_luminance(const glm::vec3& srgb) {
    const auto linear = [](float c) { return c <= 0.04045F ? c / 12.92F : std::pow((c + 0.055F) / 1.055F, 2.4F); };
    return 0.2126F * linear(srgb.r) + 0.7152F * linear(srgb.g) + 0.0722F * linear(srgb.b);
}

}  // namespace

Surface surface_of(StructureClass structure_class) {
    switch (structure_class) {
        case StructureClass::Skin: return Surface::Skin;
        case StructureClass::Muscle: return Surface::Muscle;
        case StructureClass::Connective: return Surface::Connective;
        case StructureClass::Bone:
        case StructureClass::Cartilage:
        case StructureClass::Disc:
        case StructureClass::Tooth: break;
    }
    return Surface::Bone;
}

glm::vec3 colour_of(const Structure& structure) {
    const float shade = 1.0F + 0.025F * stable_noise(structure.catalogue_id, 5);
    switch (structure.structure_class) {
        case StructureClass::Skin: return colour_of(SkinTone::Clay);
        case StructureClass::Muscle: return muscle_colour(structure);
        case StructureClass::Connective: return k_connective;
        case StructureClass::Cartilage: return k_cartilage;
        case StructureClass::Disc: return k_disc;
        case StructureClass::Tooth: return k_tooth;
        case StructureClass::Bone: break;
    }
    return glm::min(k_bone * shade, 1.0F);
}

float calc_contrast(const glm::vec3& a, const glm::vec3& b) {
    const auto [darker, lighter] = std::minmax({calc_luminance(a), calc_luminance(b)});
    return (lighter + 0.05F) / (darker + 0.05F);
}

}  // namespace palpate
