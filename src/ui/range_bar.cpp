#include "ui/range_bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace palpate {
namespace {

constexpr float k_bar_px = 14.0F;
constexpr float k_shape_px = 8.0F;

struct Scale {
    float left = 0.0F;
    float width = 1.0F;
    double least = 0.0;
    double most = 1.0;
    [[nodiscard]] float x_of(double value) const {
        const double share = (value - least) / std::max(1e-9, most - least);
        return left + static_cast<float>(std::clamp(share, 0.0, 1.0)) * width;
    }
};

void draw_diamond(ImDrawList& draw, ImVec2 at, float radius, ImU32 fill, ImU32 rim, float rim_px) {
    const std::array<ImVec2, 4> corners{ImVec2{at.x, at.y - radius}, ImVec2{at.x + radius, at.y},
                                        ImVec2{at.x, at.y + radius}, ImVec2{at.x - radius, at.y}};
    draw.AddQuadFilled(corners[0], corners[1], corners[2], corners[3], fill);
    draw.AddQuad(corners[0], corners[1], corners[2], corners[3], rim, rim_px);
}

/// Centred on a place of the scale, kept inside it.
void draw_words(const Scale& scale, float x, float y, const std::string& words, const ImVec4& ink) {
    const float width = ImGui::CalcTextSize(words.c_str()).x;
    const float low = std::clamp(x - 0.5F * width, scale.left, std::max(scale.left, scale.left + scale.width - width));
    ImGui::GetWindowDrawList()->AddText({low, y}, ImGui::GetColorU32(ink), words.c_str());
}

enum class Shape { First, Latest, OtherSide, Typical };

void draw_shape(const Theme& theme, Shape shape, ImVec2 at, float radius) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 rim = ImGui::GetColorU32(theme.card);
    switch (shape) {
        case Shape::First:
            draw.AddCircleFilled(at, radius, ImGui::GetColorU32(theme.warning));
            draw.AddCircle(at, radius, rim, 0, theme.px(1.5F));
            break;
        case Shape::Latest:
            draw_diamond(draw, at, 1.2F * radius, ImGui::GetColorU32(theme.accent_line), rim, theme.px(1.5F));
            break;
        case Shape::OtherSide:
            draw.AddLine({at.x, at.y - 1.3F * radius}, {at.x, at.y + 1.3F * radius}, ImGui::GetColorU32(theme.text),
                         theme.px(2.5F));
            break;
        case Shape::Typical: {
            ImVec4 band = theme.accent_line;
            band.w = 0.35F;
            draw.AddRectFilled({at.x - radius, at.y - radius}, {at.x + radius, at.y + radius},
                               ImGui::GetColorU32(band));
            draw.AddRect({at.x - radius, at.y - radius}, {at.x + radius, at.y + radius},
                         ImGui::GetColorU32(theme.accent_line));
            break;
        }
    }
}

/// Which shape is which, and its number.
void draw_key(const Theme& theme, const RangeBar& bar) {
    const auto item = [&](Shape shape, const std::string& words, const std::optional<double>& value, bool first) {
        if (!value) {
            return;
        }
        const std::string said = fmt::format("{} {:g}\u00b0", words, *value);
        const float room = theme.px(20) + ImGui::CalcTextSize(said.c_str()).x;
        if (!first && ImGui::GetItemRectMax().x + theme.px(14) + room <
                          ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x) {
            ImGui::SameLine(0, theme.px(14));
        }
        const ImVec2 at = ImGui::GetCursorScreenPos();
        draw_shape(theme, shape, {at.x + theme.px(8), at.y + 0.5F * ImGui::GetTextLineHeight()}, theme.px(5));
        ImGui::Dummy({theme.px(16), ImGui::GetTextLineHeight()});
        ImGui::SameLine(0, theme.px(4));
        ImGui::TextUnformatted(said.c_str());
    };
    item(Shape::First, bar.first_words, bar.first, true);
    item(Shape::Latest, bar.latest_words, bar.latest, !bar.first);
    item(Shape::OtherSide, bar.other_words, bar.other_side, false);
    item(Shape::Typical, bar.typical_words, bar.typical, false);
}

}  // namespace

void draw_range_bar(const Theme& theme, const RangeBar& bar) {
    ImGui::PushFont(theme.fonts.small_text);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float line = ImGui::GetTextLineHeight();
    const float edge = theme.px(k_shape_px + 2);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = std::max(theme.px(60), ImGui::GetContentRegionAvail().x);
    const Scale scale{at.x + edge, width - 2 * edge, bar.least, bar.most};
    const float top = at.y + theme.px(6);
    const float middle = top + 0.5F * theme.px(k_bar_px);
    const float bottom = top + theme.px(k_bar_px);
    draw.AddRectFilled({scale.left, top}, {scale.left + scale.width, bottom}, ImGui::GetColorU32(theme.control),
                       theme.px(7));
    if (bar.typical) {
        const ImVec2 low{scale.x_of(*bar.typical - bar.typical_spread), top};
        const ImVec2 high{scale.x_of(*bar.typical + bar.typical_spread), bottom};
        ImVec4 band = theme.accent_line;
        band.w = 0.35F;
        draw.AddRectFilled(low, high, ImGui::GetColorU32(band));
        draw.AddRect(low, high, ImGui::GetColorU32(theme.accent_line));
    }
    const auto shape = [&](Shape kind, const std::optional<double>& value) {
        if (value) {
            draw_shape(theme, kind, {scale.x_of(*value), middle}, theme.px(k_shape_px));
        }
    };
    shape(Shape::OtherSide, bar.other_side);
    shape(Shape::First, bar.first);
    shape(Shape::Latest, bar.latest);
    const float y = bottom + theme.px(6);
    draw_words(scale, scale.x_of(bar.least), y, fmt::format("{:g}\u00b0", bar.least), theme.muted);
    draw_words(scale, scale.x_of(bar.most), y, fmt::format("{:g}\u00b0", bar.most), theme.muted);
    ImGui::Dummy({width, y + line + theme.px(4) - at.y});
    draw_key(theme, bar);
    ImGui::PopFont();
}

}  // namespace palpate
