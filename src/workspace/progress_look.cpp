#include "workspace/progress_look.h"

#include <array>
#include <cstddef>

namespace palpate {
namespace {

constexpr glm::vec3 hex(unsigned int value) {
    return {static_cast<float>((value >> 16U) & 255U) / 255.0F, static_cast<float>((value >> 8U) & 255U) / 255.0F,
            static_cast<float>(value & 255U) / 255.0F};
}
constexpr glm::vec3 k_dark_ink = hex(0x12161d);
constexpr glm::vec3 k_light_ink = hex(0xffffff);

/// By PlaceOutcome.
constexpr std::array<ProgressLook, 7> k_looks{{
    {"\u25bc", hex(0x1f62b0), k_light_ink, AreaPattern::BackDiagonal, false},
    {"=", hex(0x66707e), k_light_ink, AreaPattern::Level, false},
    {"\u25b2", hex(0xf08a3c), k_dark_ink, AreaPattern::Diagonal, false},
    {"+", hex(0xf2d34b), k_dark_ink, AreaPattern::DenseDots, false},
    {"\u2713", hex(0xeef3f1), k_dark_ink, AreaPattern::Plain, true},
    {"\u00b7", hex(0xb4bcc8), k_dark_ink, AreaPattern::Dashes, false},
    {"?", hex(0x7a4fb5), k_light_ink, AreaPattern::Rings, false},
}};

}  // namespace

const ProgressLook& look_of(PlaceOutcome outcome) { return k_looks.at(static_cast<std::size_t>(outcome)); }

}  // namespace palpate
