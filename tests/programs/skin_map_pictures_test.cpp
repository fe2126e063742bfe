// A picture of every map of the skin, from the front and from the back, in flat colours: compared with one that a person
// has looked at, with its own mirror image, and asked for every area. No light and no graphics driver: a fold of the skin
// that is a little deeper must not change what these tests say of the borders.

#include "atlas_sources/atlas_sources.h"
#include "base/file_io.h"
#include "scene/skin_overlay.h"
#include "support/flat_picture.h"
#include "support/flat_picture_image.h"
#include "support/formed_body.h"
#include "support/paths.h"

#include <catch2/catch_message.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <numeric>
#include <string>
#include <utility>

namespace palpate {
namespace {

using test::FlatPainter;
using test::FlatPicture;

constexpr float k_mm_per_pixel = 3.5F;
/// Two pixels are 7 mm: as far as borders move when skin or figures are corrected by millimetres, and less than a finger.
constexpr int k_reach_px = 2;

const Atlas& body() {
    static const std::shared_ptr<const Atlas> atlas = test::build_body({});
    return *atlas;
}

const TriangleMesh& skin() { return *body().structures()[*find_skin(body())].mesh; }

FlatPicture picture_of(const SkinMap& map, const test::ViewAxes& axes) {
    FlatPainter painter(body().bounds(), axes, k_mm_per_pixel);
    std::vector<SkinPiece> store;
    for (std::uint32_t triangle = 0; triangle < skin().triangle_count(); ++triangle) {
        const auto corners = skin().triangle(triangle);
        for (const SkinPiece& piece : pieces_of(map, skin(), triangle, store)) {
            std::array<glm::vec3, 3> places{};
            for (std::size_t i = 0; i < 3; ++i) {
                const glm::vec3& weights = piece.corners[i];
                places[i] = weights.x * corners[0] + weights.y * corners[1] + weights.z * corners[2];
            }
            painter.add(places, piece.label);
        }
    }
    return painter.picture();
}

bool looks_as_before(const SkinMap& map) {
    const FlatPicture front = picture_of(map, test::k_from_front);
    const FlatPicture back = picture_of(map, test::k_from_back);
    const Image picture = test::painted({&front, &back}, k_no_area);
    const auto made = std::filesystem::path(k_test_output_dir) / ("map-" + map.id + ".png");
    const auto golden = std::filesystem::path(k_tests_dir) / "programs" / "golden" / ("map-" + map.id + ".png");
    write_png(picture, made);
    UNSCOPED_INFO("look at " << made.string() << "; it becomes " << golden.string() << " when it is right");
    if (!std::filesystem::exists(golden)) {
        return false;
    }
    const Image before = read_png(golden);
    const std::string lost = test::find_moved_colours(before, picture, k_reach_px);
    const std::string come = test::find_moved_colours(picture, before, k_reach_px);
    UNSCOPED_INFO("no longer there: " << lost);
    UNSCOPED_INFO("not there before: " << come);
    return lost.empty() && come.empty();
}

/// The label most often seen at the mirror image of each label's pixels.
std::map<std::uint16_t, std::uint16_t> find_twins(const FlatPicture& picture) {
    std::map<std::uint16_t, std::map<std::uint16_t, std::size_t>> votes;
    for (int y = 0; y < picture.height_px; ++y) {
        for (int x = 0; x < picture.width_px; ++x) {
            ++votes[picture.at(x, y)][picture.at(picture.width_px - 1 - x, y)];
        }
    }
    std::map<std::uint16_t, std::uint16_t> twins;
    for (const auto& [label, seen] : votes) {
        twins[label] = std::ranges::max_element(seen, {}, [](const auto& entry) { return entry.second; })->first;
    }
    return twins;
}

/// Pixels of the picture whose mirror image shows another label than their label's twin, beyond one pixel.
std::size_t count_unmirrored(const FlatPicture& picture, const std::map<std::uint16_t, std::uint16_t>& twins) {
    std::size_t count = 0;
    for (int y = 0; y < picture.height_px; ++y) {
        for (int x = 0; x < picture.width_px; ++x) {
            const std::uint16_t twin = twins.at(picture.at(x, y));
            count += picture.has_near(twin, picture.width_px - 1 - x, y, 1) ? 0 : 1;
        }
    }
    return count;
}

/// "calf-upper-right" for "calf-upper-left"; the same name where it has no side. CHOIR's areas are numbers: none.
std::string mirror_name(const std::string& name) {
    for (const auto& [side, other] : {std::pair<std::string, std::string>{"-left", "-right"}, {"-right", "-left"}}) {
        if (name.ends_with(side)) {
            return name.substr(0, name.size() - side.size()) + other;
        }
    }
    return name;
}

const SkinMap& generated_map() {
    const std::string id = GENERATE("regions", "dermatomes", "choir", "michigan", "wpi");
    return require_skin_map(body(), id);
}

}  // namespace

TEST_CASE("each map of the skin looks as it did when a person looked at it", "[built-in][golden]") {
    const SkinMap& map = generated_map();
    INFO(map.id);
    CHECK(looks_as_before(map));
}

TEST_CASE("a map that is not what it was is told from its picture", "[built-in][golden]") {
    const SkinMap& map = require_skin_map(body(), "regions");
    const FlatPicture before = picture_of(map, test::k_from_front);
    const auto change = [&](const auto& changed_label) {
        FlatPicture changed = before;
        for (std::uint16_t& label : changed.labels) {
            label = changed_label(label);
        }
        return test::find_moved_colours(test::painted({&changed}, k_no_area), test::painted({&before}, k_no_area),
                                        k_reach_px);
    };
    const auto label_of = [&](const char* area) {
        return static_cast<std::uint16_t>(std::ranges::find(map.areas, area) - map.areas.begin());
    };
    const std::uint16_t chin = label_of("chin");
    const std::uint16_t mouth = label_of("mouth");
    CHECK(change([](std::uint16_t label) { return label; }).empty());
    CHECK_FALSE(change([&](std::uint16_t label) { return label == mouth ? chin : label; }).empty());
    FlatPicture moved = before;  // 10 mm sideways
    std::ranges::rotate(moved.labels, moved.labels.begin() + 3);
    CHECK_FALSE(
        test::find_moved_colours(test::painted({&moved}, k_no_area), test::painted({&before}, k_no_area), k_reach_px)
            .empty());
}

TEST_CASE("the picture of each map is its own mirror image, left for right", "[built-in]") {
    const SkinMap& map = generated_map();
    INFO(map.id);
    for (const test::ViewAxes& axes : {test::k_from_front, test::k_from_back}) {
        const FlatPicture picture = picture_of(map, axes);
        const auto twins = find_twins(picture);
        for (const auto& [label, twin] : twins) {
            const bool named = label < map.areas.size() && twin < map.areas.size();
            INFO((named ? map.areas[label] + " has the mirror image " + map.areas[twin] : "blank"));
            CHECK(twins.at(twin) == label);
            CHECK((!named || map.id == "choir" || map.areas[twin] == mirror_name(map.areas[label])));
            CHECK((!named || map.id != "choir" || twin != label));  // each of its areas is of one side
        }
        const std::size_t shown = picture.labels.size() - picture.counts()[FlatPicture::k_nothing];
        CHECK(count_unmirrored(picture, twins) <= shown / 500);
    }
}

TEST_CASE("each area of each map can be seen from somewhere", "[built-in]") {
    constexpr std::size_t k_least_pixels = 6;  // 73 mm2: the smallest toe
    const SkinMap& map = generated_map();
    std::map<std::uint16_t, std::size_t> most;
    for (const float x : {-1.0F, 0.0F, 1.0F}) {
        for (const float y : {-1.0F, 0.0F, 1.0F}) {
            for (const float z : {-1.0F, 0.0F, 1.0F}) {
                if (x == 0.0F && y == 0.0F && z == 0.0F) {
                    continue;
                }
                for (const auto& [label, count] : picture_of(map, test::looking_from({x, y, z})).counts()) {
                    most[label] = std::max(most[label], count);
                }
            }
        }
    }
    for (std::uint16_t label = 0; label < map.areas.size(); ++label) {
        INFO(map.id << ' ' << map.areas[label]);
        CHECK(most[label] >= k_least_pixels);
    }
}

TEST_CASE("what is drawn of a map is the map, and areas side by side differ in colour", "[built-in]") {
    const SkinMap& map = generated_map();
    const auto overlay = make_skin_overlay(body(), map.id);
    const FlatPicture areas = picture_of(map, test::k_from_front);
    FlatPainter painter(body().bounds(), test::k_from_front, k_mm_per_pixel);
    REQUIRE(overlay->parts.size() > 2);
    for (std::size_t part = 0; part + 1 < overlay->parts.size(); ++part) {  // the last one is the lines
        const TriangleMesh& mesh = *overlay->parts[part].mesh;
        for (std::size_t triangle = 0; triangle < mesh.triangle_count(); ++triangle) {
            painter.add(mesh.triangle(triangle), static_cast<std::uint16_t>(part));
        }
    }
    const FlatPicture& drawn = painter.picture();
    std::map<std::uint16_t, std::map<std::uint16_t, std::size_t>> colours;
    std::size_t clashes = 0;
    for (int y = 0; y < areas.height_px; ++y) {
        for (int x = 0; x + 1 < areas.width_px; ++x) {
            ++colours[areas.at(x, y)][drawn.at(x, y)];
            const bool border = areas.at(x, y) != areas.at(x + 1, y) && drawn.at(x, y) != FlatPicture::k_nothing;
            clashes += border && drawn.at(x, y) == drawn.at(x + 1, y) ? 1 : 0;
        }
    }
    for (const auto& [label, seen] : colours) {
        INFO(map.id << ' ' << (label < map.areas.size() ? map.areas[label] : "blank"));
        const auto total = std::accumulate(seen.begin(), seen.end(), std::size_t{0},
                                           [](std::size_t sum, const auto& entry) { return sum + entry.second; });
        const auto most = std::ranges::max_element(seen, {}, [](const auto& entry) { return entry.second; })->second;
        CHECK(total - most <= total / 100 + 1);  // a pixel's middle may fall on a border
    }
    INFO(map.id);
    CHECK(clashes <= 200);  // where an arm or a breast stands before an area that it does not touch
}

}  // namespace palpate
