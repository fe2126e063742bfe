#pragma once

#include <glm/mat3x3.hpp>
#include <glm/vec3.hpp>

#include <optional>
#include <string_view>

namespace palpate {

enum class LengthUnit { Millimetre, Centimetre, Metre };
/// A direction of the file's own axes.
enum class Axis { PlusX, MinusX, PlusY, MinusY, PlusZ, MinusZ };

/// "mm", "cm", "m".
[[nodiscard]] std::string_view name_of(LengthUnit unit);
[[nodiscard]] std::optional<LengthUnit> find_length_unit(std::string_view name);
/// "+x" .. "-z"; "x" is read as "+x". Upper or lower case.
[[nodiscard]] std::string_view name_of(Axis axis);
[[nodiscard]] std::optional<Axis> find_axis(std::string_view name);
[[nodiscard]] float millimetres_per(LengthUnit unit);
[[nodiscard]] glm::vec3 direction_of(Axis axis);
/// True where both lie on the same line, so that they cannot be up and front of one body.
[[nodiscard]] bool are_parallel(Axis a, Axis b);

/// How a file's numbers become the product's: unit, the file's directions that are up and front, and a shift.
/// Always a proper rotation: the subject's left is up x front, so no frame can mirror a body.
struct PackFrame {
    LengthUnit unit = LengthUnit::Millimetre;
    Axis up = Axis::PlusY;
    Axis front = Axis::PlusZ;
    glm::vec3 offset_mm{0.0F};  ///< added after turning and scaling

    /// Turns the file's axes into left, up, front; determinant +1 unless up and front are parallel.
    [[nodiscard]] glm::mat3 rotation() const;
    /// A point of the file in the product's frame, mm.
    [[nodiscard]] glm::vec3 to_product_mm(const glm::vec3& point) const;

    bool operator==(const PackFrame&) const = default;
};

/// What someone says about a pack's frame; what is left open is found by fitting.
struct FrameStatement {
    std::optional<LengthUnit> unit;
    std::optional<Axis> up;
    std::optional<Axis> front;

    [[nodiscard]] bool complete() const { return unit && up && front; }
    /// This statement, with `other`'s words where this one is silent.
    [[nodiscard]] FrameStatement or_else(const FrameStatement& other) const;
    [[nodiscard]] bool agrees_with(const PackFrame& frame) const;

    bool operator==(const FrameStatement&) const = default;
};

}  // namespace palpate
