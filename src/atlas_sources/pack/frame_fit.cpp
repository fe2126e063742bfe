#include "atlas_sources/pack/frame_fit.h"

#include "base/error.h"

#include <fmt/format.h>
#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

namespace palpate {
namespace {

/// A fit may be this share of the matched structures' spread: another person's body in another pose still fits, any
/// wrong turn or unit is off by about the whole spread.
constexpr float k_limit_share = 0.15F;
constexpr float k_least_limit_mm = 4.0F;
/// The second best frame must be this much worse, or the answer would be a guess.
constexpr float k_least_margin = 1.5F;
/// Residuals that differ by less do not differ.
constexpr float k_noise_mm = 0.1F;
/// A stated frame that no other beats is believed up to this share of the spread (a child's body, a bent limb).
constexpr float k_stated_share = 0.5F;
constexpr float k_kept_share = 0.9F;

struct Candidate {
    PackFrame frame;
    bool mirrored = false;
    float residual_mm = 0.0F;
};

float median(std::vector<float>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

float calc_trimmed_mean(std::vector<float>& values) {
    std::ranges::sort(values);
    const auto kept =
        std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(k_kept_share * static_cast<float>(values.size()))));
    double sum = 0;
    for (std::size_t i = 0; i < kept; ++i) {
        sum += static_cast<double>(values[i]);
    }
    return static_cast<float>(sum / static_cast<double>(kept));
}

glm::vec3 turned(const Candidate& candidate, const glm::vec3& point) {
    glm::vec3 result = candidate.frame.to_product_mm(point);
    if (candidate.mirrored) {
        result.x = -result.x;
    }
    return result;
}

glm::vec3 find_offset(const Candidate& candidate, std::span<const BoxPair> pairs) {
    glm::vec3 offset{0.0F};
    std::vector<float> gaps(pairs.size());
    for (int axis = 0; axis < 3; ++axis) {
        std::ranges::transform(pairs, gaps.begin(), [&](const BoxPair& pair) {
            return pair.reference_mm.centre()[axis] - turned(candidate, pair.file.centre())[axis];
        });
        offset[axis] = median(gaps);
    }
    return offset;
}

/// Misplacement of the boxes' centres plus half the mismatch of their sizes, which alone tells a limb from its mirror
/// image when centres lie on a line.
float calc_residual_mm(const Candidate& candidate, const glm::vec3& offset, std::span<const BoxPair> pairs) {
    std::vector<float> misfits(pairs.size());
    const Candidate& turn = candidate;
    std::ranges::transform(pairs, misfits.begin(), [&](const BoxPair& pair) {
        const glm::vec3 low = turned(turn, pair.file.low);
        const glm::vec3 high = turned(turn, pair.file.high);
        const glm::vec3 size_gap = glm::abs(high - low) - pair.reference_mm.size();
        const glm::vec3 centre_gap = 0.5F * (low + high) + offset - pair.reference_mm.centre();
        return glm::length(centre_gap) + 0.5F * glm::length(size_gap);
    });
    return calc_trimmed_mean(misfits);
}

void fit(Candidate& candidate, std::span<const BoxPair> pairs) {
    const glm::vec3 offset = find_offset(candidate, pairs);
    candidate.residual_mm = calc_residual_mm(candidate, offset, pairs);
    // A shift that the residual would explain is noise: such packs share the reference's origin.
    if (glm::length(offset) <= 2.0F + 2.0F * candidate.residual_mm) {
        candidate.residual_mm = calc_residual_mm(candidate, glm::vec3(0.0F), pairs);
    } else {
        candidate.frame.offset_mm = offset;
    }
}

std::vector<Candidate> fit_all(std::span<const BoxPair> pairs, bool mirrored) {
    std::vector<Candidate> candidates;
    for (int unit = 0; unit < 3; ++unit) {
        for (int up = 0; up < 6; ++up) {
            for (int front = 0; front < 6; ++front) {
                if (are_parallel(static_cast<Axis>(up), static_cast<Axis>(front))) {
                    continue;
                }
                Candidate candidate{{static_cast<LengthUnit>(unit), static_cast<Axis>(up), static_cast<Axis>(front)},
                                    mirrored};
                fit(candidate, pairs);
                candidates.push_back(candidate);
            }
        }
    }
    std::ranges::stable_sort(candidates, {}, &Candidate::residual_mm);
    return candidates;
}

/// Root mean square distance of the reference boxes' centres from their middle.
float calc_spread_mm(std::span<const BoxPair> pairs) {
    glm::dvec3 middle{0.0};
    for (const auto& pair : pairs) {
        middle += glm::dvec3(pair.reference_mm.centre());
    }
    middle /= static_cast<double>(pairs.size());
    double sum = 0;
    for (const auto& pair : pairs) {
        const glm::dvec3 gap = glm::dvec3(pair.reference_mm.centre()) - middle;
        sum += glm::dot(gap, gap);
    }
    return static_cast<float>(std::sqrt(sum / static_cast<double>(pairs.size())));
}

bool is_clearly_better(const Candidate& one, const Candidate& other) {
    return k_least_margin * one.residual_mm + k_noise_mm < other.residual_mm;
}

std::string shown_mm(float value_mm) { return fmt::format("{:.1f}", value_mm); }

[[noreturn]] void refuse(const char* key, const Candidate& best, float limit_mm, std::size_t matched) {
    throw Error(ErrorCode::InvalidContent, {key,
                                            {{"frame", describe(best.frame)},
                                             {"residual", shown_mm(best.residual_mm)},
                                             {"limit", shown_mm(limit_mm)},
                                             {"matched", std::to_string(matched)}}});
}

/// A body whose left and right are exchanged fits no turn well, but its mirror image does. Told by comparison alone: with
/// front and back exchanged too, a mirrored body lies within the limit, for a body is not deep.
void refuse_mirrored(std::span<const BoxPair> pairs, const Candidate& best, float limit_mm) {
    const Candidate image = fit_all(pairs, true).front();
    if (image.residual_mm <= limit_mm && is_clearly_better(image, best)) {
        refuse("pack.frame.mirrored", image, limit_mm, pairs.size());
    }
}

FrameFit accepted(const Candidate& candidate, const FrameStatement& statement, float limit_mm, std::size_t matched) {
    return {candidate.frame, statement.complete(), matched, candidate.residual_mm, limit_mm};
}

/// The frame someone stated in full: believed unless it is grossly off or another one clearly fits.
FrameFit check_stated(const Candidate& stated, const Candidate& best, const FrameStatement& statement, float spread_mm,
                      float limit_mm, std::size_t matched) {
    if (best.residual_mm <= limit_mm && is_clearly_better(best, stated)) {
        throw Error(ErrorCode::InvalidContent, {"pack.frame.stated-misfit",
                                                {{"stated", describe(stated.frame)},
                                                 {"residual", shown_mm(stated.residual_mm)},
                                                 {"frame", describe(best.frame)},
                                                 {"best", shown_mm(best.residual_mm)}}});
    }
    if (stated.residual_mm > std::max(limit_mm, k_stated_share * spread_mm)) {
        refuse("pack.frame.poor", stated, limit_mm, matched);
    }
    return accepted(stated, statement, limit_mm, matched);
}

FrameFit take_statement(const FrameStatement& statement, std::size_t matched) {
    if (!statement.complete()) {
        throw Error(ErrorCode::InvalidContent,
                    {"pack.frame.too-few",
                     {{"matched", std::to_string(matched)}, {"needed", std::to_string(k_least_frame_matches)}}});
    }
    return {{*statement.unit, *statement.up, *statement.front}, true, matched, 0.0F, 0.0F};
}

}  // namespace

FrameFit find_frame(std::span<const BoxPair> pairs, const FrameStatement& statement) {
    if (statement.up && statement.front && are_parallel(*statement.up, *statement.front)) {
        throw Error(ErrorCode::Usage,
                    {"pack.frame.axes-parallel",
                     {{"up", std::string(name_of(*statement.up))}, {"front", std::string(name_of(*statement.front))}}});
    }
    if (pairs.size() < k_least_frame_matches) {
        return take_statement(statement, pairs.size());
    }
    const float spread_mm = calc_spread_mm(pairs);
    const float limit_mm = std::max(k_least_limit_mm, k_limit_share * spread_mm);
    const std::vector<Candidate> all = fit_all(pairs, false);
    std::vector<Candidate> allowed;
    std::ranges::copy_if(all, std::back_inserter(allowed),
                         [&](const Candidate& candidate) { return statement.agrees_with(candidate.frame); });
    PALPATE_ASSERT(!allowed.empty());
    const Candidate& best = allowed.front();
    refuse_mirrored(pairs, all.front(), limit_mm);
    if (statement.complete()) {
        return check_stated(best, all.front(), statement, spread_mm, limit_mm, pairs.size());
    }
    if (best.residual_mm > limit_mm) {
        refuse("pack.frame.poor", best, limit_mm, pairs.size());
    }
    if (allowed.size() > 1 && !is_clearly_better(best, allowed[1])) {
        refuse("pack.frame.ambiguous", best, limit_mm, pairs.size());
    }
    return accepted(best, statement, limit_mm, pairs.size());
}

std::string describe(const PackFrame& frame) {
    return fmt::format("{}, up {}, front {}", name_of(frame.unit), name_of(frame.up), name_of(frame.front));
}

}  // namespace palpate
