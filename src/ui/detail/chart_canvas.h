#pragma once

#include "geometry/image.h"

#include <glm/vec2.hpp>
#include <imgui.h>

#include <string>
#include <utility>

namespace palpate::detail {

/// What charts are drawn on: the window, or a picture for a file. Places in px, y downwards.
class ChartCanvas {
public:
    virtual ~ChartCanvas() = default;
    virtual void line(ImVec2 from, ImVec2 to, const ImVec4& ink, float width) = 0;
    /// `ring`: width of an outline; 0: filled.
    virtual void disc(ImVec2 centre, float radius, const ImVec4& ink, float ring) = 0;
    virtual void box(ImVec2 low, ImVec2 high, const ImVec4& ink, float ring) = 0;
    virtual void words(ImVec2 low, const std::string& words, const ImVec4& ink) = 0;
    [[nodiscard]] virtual ImVec2 size_of(const std::string& words) const = 0;
};

/// The ImGui window that is being drawn, in its font.
class WindowCanvas final : public ChartCanvas {
public:
    void line(ImVec2 from, ImVec2 to, const ImVec4& ink, float width) override;
    void disc(ImVec2 centre, float radius, const ImVec4& ink, float ring) override;
    void box(ImVec2 low, ImVec2 high, const ImVec4& ink, float ring) override;
    void words(ImVec2 low, const std::string& words, const ImVec4& ink) override;
    [[nodiscard]] ImVec2 size_of(const std::string& words) const override;
};

class PictureCanvas final : public ChartCanvas {
public:
    PictureCanvas(glm::ivec2 size_px, const ImVec4& ground, float letter_px);
    void line(ImVec2 from, ImVec2 to, const ImVec4& ink, float width) override;
    void disc(ImVec2 centre, float radius, const ImVec4& ink, float ring) override;
    void box(ImVec2 low, ImVec2 high, const ImVec4& ink, float ring) override;
    void words(ImVec2 low, const std::string& words, const ImVec4& ink) override;
    [[nodiscard]] ImVec2 size_of(const std::string& words) const override;
    [[nodiscard]] Image take() { return std::move(image_); }

private:
    Image image_;
    float letter_px_;
};

}  // namespace palpate::detail
