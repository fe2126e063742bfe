#pragma once

#include "anatomy/anatomy_catalogue.h"
#include "atlas_sources/check/solid_body.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

/// How far an end of a muscle may stand off what it attaches to.
inline constexpr float k_end_reach_mm = 6.0F;

/// How near another part of the same muscle an end must come to run on in it.
inline constexpr float k_joined_mm = 1.0F;

/// What a muscle must touch, by catalogue id; an empty list where that is not drawn.
struct Attachment {
    std::vector<std::string> origin;
    std::vector<std::string> insertion;
    std::string origin_note;
    std::string insertion_note;
};
using Attachments = std::map<std::string, Attachment>;

/// Reads assets/atlas/attachments.json. Throws Error NotFound; InvalidContent for text that is not JSON, a missing field,
/// an unknown set, a muscle given twice or an id that the catalogue lacks.
[[nodiscard]] Attachments load_attachments(const std::filesystem::path& file, const AnatomyCatalogue& catalogue);

/// One muscle's ends. Distances of nothing drawn are nullopt.
struct MuscleEnds {
    StructureId id;
    std::size_t ends = 0;               ///< two per connected part
    std::optional<float> origin_mm;     ///< from the nearest end to what it comes from
    std::optional<float> insertion_mm;  ///< from the nearest end to where it goes
    std::optional<float>
        farthest_end_mm;  ///< of the ends that do not run on in another part, each to the nearest of both
    /// All distances that exist are within k_end_reach_mm.
    [[nodiscard]] bool holds() const;
};

/// Where the fibres of each muscle begin and end (fibre u = 0 and 1), and how far that is from what it attaches to on its
/// side of the body. An end that lies in another part of the same muscle (a tendon that begins in the belly) is not loose. An end up to 40 mm broad counts by its nearest point, a broader edge by its median point. Muscles
/// of the left half and the midline, in the atlas's order; those without fibres are left out. Distances stop at 60 mm.
/// Parallel; about 1 s of computing. Throws Error Cancelled, InvalidContent naming a muscle without an attachment.
[[nodiscard]] std::vector<MuscleEnds> check_ends(const SolidBody& body, const Attachments& attachments,
                                                 const JobContext& context);

}  // namespace palpate
