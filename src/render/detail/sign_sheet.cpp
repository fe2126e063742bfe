#include "render/detail/sign_sheet.h"

#include "base/error.h"

#include <glm/common.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace palpate {
namespace {

constexpr float k_shadow_px = 2.5F;  ///< beyond the outline
/// How far each SignOutline reaches from its middle, by sign.frag, in radii.
constexpr std::array<float, 10> k_outline_reach{1.0F, 1.22F, 0.9F, 1.08F, 1.06F, 1.31F, 1.23F, 1.12F, 1.15F, 1.03F};
constexpr int k_least_signs = 64;
constexpr int k_sheet_width_px = 2048;

/// Half the square a sign with its shadow fits into.
int calc_reach_px(const SignLook& look, float ui_scale) {
    const float outline = k_outline_reach.at(static_cast<std::size_t>(look.outline)) * look.radius_px;
    return static_cast<int>(std::ceil(outline + k_shadow_px * ui_scale)) + 1;
}

}  // namespace

SignSheet::SignSheet(const std::filesystem::path& shader_folder)
    : program_(shader_folder, "overlay.vert", "sign.frag") {}

glm::vec2 SignSheet::centre_of(const Cell& cell) const {
    const int half_px = cell_px_ / 2;
    return {cell_px_ * (cell.number % columns_) + half_px, cell_px_ * (cell.number / columns_) + half_px};
}

void SignSheet::make_sheet(int cells, int cell_px) {
    cell_px_ = cell_px;
    columns_ = std::max(1, k_sheet_width_px / cell_px);
    const int rows = (cells + columns_ - 1) / columns_;
    size_ = {columns_ * cell_px, rows * cell_px};
    target_ = make_colour_target(size_);
    glClearColor(0, 0, 0, 0);
    glClear(GL_COLOR_BUFFER_BIT);
}

std::vector<const SignLook*> SignSheet::give_cells(std::span<const OverlaySign> signs, float ui_scale) {
    std::vector<const SignLook*> had_none;
    for (const OverlaySign& sign : signs) {
        const int next = static_cast<int>(cells_.size());
        if (cells_.try_emplace(sign.look, Cell{next, calc_reach_px(sign.look, ui_scale)}).second) {
            had_none.push_back(&sign.look);
        }
    }
    return had_none;
}

void SignSheet::add(std::span<const OverlaySign> signs, const Letters& letters, float ui_scale) {
    std::vector<const SignLook*> missing = give_cells(signs, ui_scale);
    if (missing.empty()) {
        return;
    }
    int needed_px = cell_px_;
    for (const SignLook* look : missing) {
        needed_px = std::max(needed_px, 2 * cells_.at(*look).reach_px);
    }
    if (static_cast<int>(cells_.size()) > capacity() || needed_px > cell_px_) {
        cells_.clear();
        missing = give_cells(signs, ui_scale);
        make_sheet(std::max(k_least_signs, 2 * static_cast<int>(missing.size())), needed_px);
    }
    draw(missing, letters, ui_scale);
}

void SignSheet::draw(std::span<const SignLook* const> looks, const Letters& letters, float ui_scale) {
    OverlayBuilder grounds(letters.sheet);
    OverlayBuilder numbers(letters.sheet);
    for (const SignLook* look : looks) {
        const Cell& cell = cells_.at(*look);
        const glm::vec2 centre = centre_of(cell);
        grounds.add_square(centre, static_cast<float>(cell.reach_px),
                           {static_cast<float>(look->outline), look->radius_px, 0.0F, 0.0F}, look->fill, look->ring,
                           {static_cast<float>(look->rings), look->share, look->dashed ? 1.0F : 0.0F, 0.0F});
        numbers.add_text(to_code_points(look->number), centre, look->ink);
    }
    glBindFramebuffer(GL_FRAMEBUFFER, target_->framebuffer.name());
    glViewport(0, 0, size_.width_px, size_.height_px);
    const auto draw_with = [&](const ShaderProgram& program, OverlayBuilder& builder) {
        program.use();
        program.set("u_size_px", glm::vec2(size_.width_px, size_.height_px));
        program.set("u_scale", ui_scale);
        triangles_.draw(builder.vertices());
    };
    draw_with(program_, grounds);
    glActiveTexture(GL_TEXTURE1);
    glBindTexture(GL_TEXTURE_2D, letters.texture);
    draw_with(letters.program, numbers);
}

void SignSheet::copy(const OverlaySign& sign, OverlayBuilder& builder) const {
    const auto found = cells_.find(sign.look);
    PALPATE_ASSERT(found != cells_.end());
    const glm::vec2 reach(static_cast<float>(found->second.reach_px));
    const glm::vec2 centre = centre_of(found->second);
    const glm::vec2 low(centre.x - reach.x, static_cast<float>(size_.height_px) - centre.y + reach.y);
    builder.set_place(sign.place);
    builder.add_piece(glm::round(sign.centre_px) - reach, 2.0F * reach, low, low + glm::vec2(2, -2) * reach);
}

}  // namespace palpate
