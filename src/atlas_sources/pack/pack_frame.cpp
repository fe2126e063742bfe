#include "atlas_sources/pack/pack_frame.h"

#include <glm/geometric.hpp>
#include <glm/matrix.hpp>

#include <array>
#include <cctype>
#include <string>

namespace palpate {
namespace {

constexpr std::array<std::string_view, 3> k_unit_names{"mm", "cm", "m"};
constexpr std::array<std::string_view, 6> k_axis_names{"+x", "-x", "+y", "-y", "+z", "-z"};

}  // namespace

std::string_view name_of(LengthUnit unit) { return k_unit_names[static_cast<std::size_t>(unit)]; }

std::optional<LengthUnit> find_length_unit(std::string_view name) {
    for (std::size_t i = 0; i < k_unit_names.size(); ++i) {
        if (k_unit_names[i] == name) {
            return static_cast<LengthUnit>(i);
        }
    }
    return std::nullopt;
}

std::string_view name_of(Axis axis) { return k_axis_names[static_cast<std::size_t>(axis)]; }

std::optional<Axis> find_axis(std::string_view name) {
    std::string wanted = name.size() == 1 ? "+" : "";
    for (const char letter : name) {
        wanted += static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    }
    for (std::size_t i = 0; i < k_axis_names.size(); ++i) {
        if (k_axis_names[i] == wanted) {
            return static_cast<Axis>(i);
        }
    }
    return std::nullopt;
}

float millimetres_per(LengthUnit unit) {
    switch (unit) {
        case LengthUnit::Millimetre: return 1.0F;
        case LengthUnit::Centimetre: return 10.0F;
        case LengthUnit::Metre: break;
    }
    return 1000.0F;
}

glm::vec3 direction_of(Axis axis) {
    const auto number = static_cast<int>(axis);
    glm::vec3 direction{0.0F};
    direction[number / 2] = number % 2 == 0 ? 1.0F : -1.0F;
    return direction;
}

bool are_parallel(Axis a, Axis b) { return static_cast<int>(a) / 2 == static_cast<int>(b) / 2; }

glm::mat3 PackFrame::rotation() const {
    const glm::vec3 up_direction = direction_of(up);
    const glm::vec3 front_direction = direction_of(front);
    const glm::vec3 left_direction = glm::cross(up_direction, front_direction);
    return glm::transpose(glm::mat3(left_direction, up_direction, front_direction));
}

glm::vec3 PackFrame::to_product_mm(const glm::vec3& point) const {
    return millimetres_per(unit) * (rotation() * point) + offset_mm;
}

FrameStatement FrameStatement::or_else(const FrameStatement& other) const {
    return {unit ? unit : other.unit, up ? up : other.up, front ? front : other.front};
}

bool FrameStatement::agrees_with(const PackFrame& frame) const {
    return (!unit || *unit == frame.unit) && (!up || *up == frame.up) && (!front || *front == frame.front);
}

}  // namespace palpate
