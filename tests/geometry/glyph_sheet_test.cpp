#include "geometry/glyph_sheet.h"

#include "base/error.h"
#include "support/paths.h"

#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

using namespace palpate;

TEST_CASE("a sheet holds each letter once, with ink inside its own place", "[geometry]") {
    const GlyphSheet sheet = make_glyph_sheet(find_label_font(), 20.0F, U"LEFTlefté 0123456789");
    CHECK(sheet.glyphs.size() == 20);
    for (const auto& [letter, glyph] : sheet.glyphs) {
        int ink = 0;
        for (int y = static_cast<int>(glyph.sheet_low.y); y < static_cast<int>(glyph.sheet_high.y); ++y) {
            for (int x = static_cast<int>(glyph.sheet_low.x); x < static_cast<int>(glyph.sheet_high.x); ++x) {
                ink += sheet.coverage.at(static_cast<std::size_t>(y * sheet.width_px + x));
            }
        }
        CHECK((ink > 0) == (letter != U' '));
        CHECK(glyph.advance_px > 0.0F);
    }
    CHECK(sheet.coverage.size() ==
          static_cast<std::size_t>(sheet.width_px) * static_cast<std::size_t>(sheet.height_px));
}

TEST_CASE("a line is as wide as its letters together", "[geometry]") {
    const GlyphSheet sheet = make_glyph_sheet(find_label_font(), 20.0F, U"ab");
    CHECK(sheet.width_of(U"aab") == Catch::Approx(2 * sheet.width_of(U"a") + sheet.width_of(U"b")));
    CHECK(sheet.width_of(U"x") == 0.0F);
}

TEST_CASE("a file that is not a font is refused", "[geometry]") {
    CHECK_THROWS_AS(make_glyph_sheet(std::filesystem::path(k_source_dir) / "shaders" / "surface.vert", 20.0F, U"a"),
                    Error);
}

TEST_CASE("text is read by code points and wrong bytes are shown as such", "[geometry]") {
    CHECK(to_code_points("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x99\x82") == U"a\u00e9\u20ac\U0001F642");
    CHECK(to_code_points("a\xc3") == U"a\ufffd");
    CHECK(to_code_points("\xe2\x28\xa1") == U"\ufffd(\ufffd");
}
