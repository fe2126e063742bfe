#pragma once

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/atlas.h"
#include "base/jobs.h"
#include "casebook/case_document.h"
#include "geometry/surface_graph.h"
#include "scene/scene.h"
#include "scene/skin_overlay.h"

#include <array>
#include <memory>
#include <span>
#include <vector>

namespace palpate {

inline constexpr std::array k_all_soft_zones{SoftZones::None, SoftZones::Referral, SoftZones::HeatNow,
                                             SoftZones::HeatOften, SoftZones::HeatStrongest};
/// "none", "referral", "now", "often", "strongest"; also the last part of text keys.
[[nodiscard]] std::string_view name_of(SoftZones zones);
[[nodiscard]] std::optional<SoftZones> find_soft_zones(std::string_view name);
[[nodiscard]] bool is_heat(SoftZones zones);

/// Per vertex of the skin, 0..1: 1 well inside the areas of the map, 0 well outside, soft between. O(n log n).
[[nodiscard]] std::vector<float> calc_area_shares(const SurfaceGraph& skin, const SkinMap& map,
                                                  std::span<const std::string> areas);

/// Per vertex of the skin, 0..10: a mark's rating where it was made, falling off along the skin over a hand's breadth. A
/// mark in the depth is felt at the skin nearest to it. Where several reach, the highest counts: spreading never makes
/// pain stronger than it was said to be. Marks rated 0 or without a place here count nothing.
[[nodiscard]] std::vector<float> calc_heat(const SurfaceGraph& skin, const Atlas& atlas,
                                           std::span<const Mark* const> marks, const JobContext& context = {});
/// Per vertex, 0..10: the share of the sessions, in tenths, in which a place had a mark.
[[nodiscard]] std::vector<float> calc_heat_often(const SurfaceGraph& skin, const Atlas& atlas,
                                                 const CaseDocument& document, const JobContext& context = {});

/// Colour of a heat value 0..10, straight alpha: the steps of the product's palette, run into each other, clear at 0.
[[nodiscard]] glm::vec4 heat_colour(float value);
inline constexpr glm::vec3 k_referral_colour{0.55F, 0.36F, 0.85F};  ///< like no step of the palette: it is not a rating

/// The skin with the zones on it, in place of the skin as a map is. All throw Error Cancelled.
[[nodiscard]] std::shared_ptr<const SkinOverlay> make_referral_overlay(const Atlas& atlas,
                                                                       const AnatomyCatalogue& catalogue,
                                                                       const MuscleEntry& muscle, Side side,
                                                                       const JobContext& context = {});
/// `zones` is a kind of heat; of `session` alone for HeatNow.
[[nodiscard]] std::shared_ptr<const SkinOverlay> make_heat_overlay(const Atlas& atlas, const CaseDocument& document,
                                                                   const SessionId& session, SoftZones zones,
                                                                   const JobContext& context = {});

}  // namespace palpate
