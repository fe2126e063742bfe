#include "ui/detail/chart_canvas.h"

#include "geometry/image_canvas.h"

#include <glm/common.hpp>

#include <algorithm>

namespace palpate::detail {
namespace {

glm::vec3 rgb(const ImVec4& ink) { return {ink.x, ink.y, ink.z}; }
glm::vec2 to_glm(ImVec2 v) { return {v.x, v.y}; }

}  // namespace

void WindowCanvas::line(ImVec2 from, ImVec2 to, const ImVec4& ink, float width) {
    ImGui::GetWindowDrawList()->AddLine(from, to, ImGui::GetColorU32(ink), width);
}

void WindowCanvas::disc(ImVec2 centre, float radius, const ImVec4& ink, float ring) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    ring > 0.0F ? draw.AddCircle(centre, radius, ImGui::GetColorU32(ink), 0, ring)
                : draw.AddCircleFilled(centre, radius, ImGui::GetColorU32(ink));
}

void WindowCanvas::box(ImVec2 low, ImVec2 high, const ImVec4& ink, float ring) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    ring > 0.0F ? draw.AddRect(low, high, ImGui::GetColorU32(ink), 0.0F, 0, ring)
                : draw.AddRectFilled(low, high, ImGui::GetColorU32(ink));
}

void WindowCanvas::words(ImVec2 low, const std::string& words, const ImVec4& ink) {
    ImGui::GetWindowDrawList()->AddText(low, ImGui::GetColorU32(ink), words.c_str());
}

ImVec2 WindowCanvas::size_of(const std::string& words) const { return ImGui::CalcTextSize(words.c_str()); }

PictureCanvas::PictureCanvas(glm::ivec2 size_px, const ImVec4& ground, float letter_px)
    : image_(make_image(size_px.x, size_px.y, glm::vec4(rgb(ground), 1.0F))), letter_px_(letter_px) {}

void PictureCanvas::line(ImVec2 from, ImVec2 to, const ImVec4& ink, float width) {
    draw_stroke(image_, to_glm(from), to_glm(to), width, rgb(ink));
}

void PictureCanvas::disc(ImVec2 centre, float radius, const ImVec4& ink, float ring) {
    draw_disc(image_, to_glm(centre), radius, ring, rgb(ink));
}

void PictureCanvas::box(ImVec2 low, ImVec2 high, const ImVec4& ink, float ring) {
    if (ring > 0.0F) {
        line(low, {high.x, low.y}, ink, ring);
        line({high.x, low.y}, high, ink, ring);
        line(high, {low.x, high.y}, ink, ring);
        line({low.x, high.y}, low, ink, ring);
    } else {
        const glm::ivec2 corner(to_glm(low));
        fill_rectangle(image_, corner, glm::max(glm::ivec2(to_glm(high)) - corner, glm::ivec2(1)), rgb(ink));
    }
}

void PictureCanvas::words(ImVec2 low, const std::string& words, const ImVec4& ink) {
    if (!words.empty()) {
        const ImVec2 size = size_of(words);
        draw_words(image_, words, {low.x + 0.5F * size.x, low.y + 0.5F * size.y}, letter_px_, rgb(ink));
    }
}

ImVec2 PictureCanvas::size_of(const std::string& words) const {
    return {words.empty() ? 0.0F : width_of_words(words, letter_px_), letter_px_};
}

}  // namespace palpate::detail
