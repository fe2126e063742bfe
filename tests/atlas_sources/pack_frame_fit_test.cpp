#include "atlas_sources/pack/frame_fit.h"
#include "base/error.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>
#include <glm/geometric.hpp>
#include <glm/matrix.hpp>

#include <functional>
#include <random>
#include <vector>

namespace palpate {
namespace {

/// Boxes about as a body has them: pairs left and right, some in the middle, taller than deep.
std::vector<Box> body_boxes() {
    std::mt19937 random(7);
    const auto in = [&](float low, float high) {
        return low + (high - low) * static_cast<float>(random() % 1000U) / 999.0F;
    };
    std::vector<Box> boxes;
    for (int i = 0; i < 12; ++i) {
        const glm::vec3 centre{in(40, 300), in(50, 1600), in(-20, 180)};
        const glm::vec3 half{in(5, 40), in(10, 120), in(5, 30)};
        boxes.push_back({centre - half, centre + half});
        const glm::vec3 other{-1.3F - centre.x, centre.y, centre.z};
        boxes.push_back({other - half, other + half});
    }
    for (int i = 0; i < 4; ++i) {
        const glm::vec3 centre{-0.65F, in(900, 1500), in(20, 160)};
        boxes.push_back({centre - glm::vec3(20, 15, 18), centre + glm::vec3(20, 15, 18)});
    }
    return boxes;
}

/// The body as a file would hold it whose numbers become the body through `frame`.
std::vector<BoxPair> as_file(const std::vector<Box>& body, const PackFrame& frame) {
    std::vector<BoxPair> pairs;
    for (const auto& box : body) {
        BoxPair pair;
        pair.reference_mm = box;
        for (const auto& corner : {box.low, box.high}) {
            pair.file.add(glm::transpose(frame.rotation()) * (corner - frame.offset_mm) / millimetres_per(frame.unit));
        }
        pairs.push_back(pair);
    }
    return pairs;
}

std::string refusal_of(const std::vector<BoxPair>& pairs, const FrameStatement& statement) {
    try {
        (void)find_frame(pairs, statement);
    } catch (const Error& error) {
        return error.text().key;
    }
    return "accepted";
}

TEST_CASE("each unit and each of the 24 turns is found again", "[atlas_sources][pack]") {
    const int unit = GENERATE(range(0, 3));
    const int up = GENERATE(range(0, 6));
    const int front = GENERATE(range(0, 6));
    if (up / 2 == front / 2) {
        return;
    }
    const PackFrame frame{static_cast<LengthUnit>(unit), static_cast<Axis>(up), static_cast<Axis>(front)};
    CHECK(glm::determinant(frame.rotation()) > 0.99F);
    const FrameFit fit = find_frame(as_file(body_boxes(), frame), {});
    CHECK(fit.frame == frame);
    CHECK_FALSE(fit.stated);
    CHECK(fit.residual_mm < 0.01F);
    CHECK(fit.matched == 28);
}

TEST_CASE("a shifted origin is found, a hair's breadth is not called a shift", "[atlas_sources][pack]") {
    PackFrame frame{LengthUnit::Centimetre, Axis::PlusZ, Axis::MinusY, {12.0F, -850.0F, 30.0F}};
    const FrameFit far = find_frame(as_file(body_boxes(), frame), {});
    CHECK(glm::distance(far.frame.offset_mm, frame.offset_mm) < 0.01F);
    frame.offset_mm = {0.4F, -0.3F, 0.2F};
    CHECK(find_frame(as_file(body_boxes(), frame), {}).frame.offset_mm == glm::vec3(0.0F));
}

TEST_CASE("another person's proportions still fit", "[atlas_sources][pack]") {
    auto pairs = as_file(body_boxes(), {});
    std::mt19937 random(3);
    for (auto& pair : pairs) {
        const glm::vec3 shift(static_cast<float>(random() % 41U) - 20.0F, static_cast<float>(random() % 41U) - 20.0F,
                              8.0F);
        pair.file = {0.93F * pair.file.low + shift, 0.93F * pair.file.high + shift};
    }
    const FrameFit fit = find_frame(pairs, {});
    CHECK(fit.frame.unit == LengthUnit::Millimetre);
    CHECK(fit.frame.up == Axis::PlusY);
    CHECK(fit.frame.front == Axis::PlusZ);
    CHECK(fit.residual_mm > 5.0F);
    CHECK(fit.residual_mm < fit.limit_mm);
}

TEST_CASE("a body with left and right exchanged is refused as a mirror image", "[atlas_sources][pack]") {
    auto pairs = as_file(body_boxes(), {});
    for (auto& pair : pairs) {
        pair.file = {{-pair.file.high.x, pair.file.low.y, pair.file.low.z},
                     {-pair.file.low.x, pair.file.high.y, pair.file.high.z}};
    }
    CHECK(refusal_of(pairs, {}) == "pack.frame.mirrored");
    CHECK(refusal_of(pairs, {LengthUnit::Millimetre, Axis::PlusY, Axis::PlusZ}) == "pack.frame.mirrored");
}

TEST_CASE("a heap of boxes that is no body is refused", "[atlas_sources][pack]") {
    auto pairs = as_file(body_boxes(), {});
    std::mt19937 random(11);
    for (auto& pair : pairs) {
        const glm::vec3 centre(static_cast<float>(random() % 1600U), static_cast<float>(random() % 1600U),
                               static_cast<float>(random() % 1600U));
        pair.file = {centre - glm::vec3(20), centre + glm::vec3(20)};
    }
    CHECK(refusal_of(pairs, {}) == "pack.frame.poor");
    CHECK(refusal_of(pairs, {LengthUnit::Millimetre, Axis::PlusY, Axis::PlusZ}) == "pack.frame.poor");
}

TEST_CASE("boxes that look the same turned are refused as ambiguous", "[atlas_sources][pack]") {
    std::vector<BoxPair> column;  // a straight spine of round beads: its front cannot be told
    for (int i = 0; i < 10; ++i) {
        const glm::vec3 centre{0.0F, 100.0F * static_cast<float>(i), 0.0F};
        const Box bead{centre - glm::vec3(15), centre + glm::vec3(15)};
        column.push_back({bead, bead});
    }
    CHECK(refusal_of(column, {}) == "pack.frame.ambiguous");
    CHECK(refusal_of(column, {LengthUnit::Millimetre, Axis::PlusY, Axis::PlusZ}) == "accepted");
}

TEST_CASE("a wrong stated unit or axis is refused and the right one named", "[atlas_sources][pack]") {
    const auto pairs = as_file(body_boxes(), {LengthUnit::Metre, Axis::PlusY, Axis::PlusZ});
    CHECK(refusal_of(pairs, {LengthUnit::Millimetre, Axis::PlusY, Axis::PlusZ}) == "pack.frame.stated-misfit");
    CHECK(refusal_of(pairs, {LengthUnit::Metre, Axis::PlusZ, Axis::MinusY}) == "pack.frame.stated-misfit");
    CHECK(refusal_of(pairs, {LengthUnit::Centimetre, {}, {}}) == "pack.frame.poor");
    const FrameFit fit = find_frame(pairs, {LengthUnit::Metre, Axis::PlusY, Axis::PlusZ});
    CHECK(fit.stated);
    CHECK(fit.residual_mm < 0.01F);
    CHECK_THROWS_WITH(find_frame(pairs, {LengthUnit::Millimetre, Axis::PlusY, Axis::PlusZ}),
                      Catch::Matchers::ContainsSubstring("m, up +y, front +z"));
}

TEST_CASE("with too few common structures nothing is guessed", "[atlas_sources][pack]") {
    auto pairs = as_file(body_boxes(), {});
    pairs.resize(k_least_frame_matches - 1);
    CHECK(refusal_of(pairs, {}) == "pack.frame.too-few");
    CHECK(refusal_of({}, {}) == "pack.frame.too-few");
    CHECK(refusal_of(pairs, {LengthUnit::Millimetre, Axis::PlusY, {}}) == "pack.frame.too-few");
    const FrameFit fit = find_frame(pairs, {LengthUnit::Centimetre, Axis::PlusZ, Axis::MinusY});
    CHECK(fit.stated);
    CHECK(fit.frame == PackFrame{LengthUnit::Centimetre, Axis::PlusZ, Axis::MinusY});
}

TEST_CASE("up and front along one line are refused", "[atlas_sources][pack]") {
    CHECK(refusal_of(as_file(body_boxes(), {}), {{}, Axis::PlusY, Axis::MinusY}) == "pack.frame.axes-parallel");
}

TEST_CASE("units and axes are read by the words people type", "[atlas_sources][pack]") {
    CHECK(find_length_unit("cm") == LengthUnit::Centimetre);
    CHECK_FALSE(find_length_unit("inch"));
    CHECK(find_axis("+y") == Axis::PlusY);
    CHECK(find_axis("-Z") == Axis::MinusZ);
    CHECK(find_axis("x") == Axis::PlusX);
    CHECK_FALSE(find_axis("up"));
    CHECK(describe(PackFrame{LengthUnit::Metre, Axis::PlusZ, Axis::MinusY}) == "m, up +z, front -y");
}

}  // namespace
}  // namespace palpate
