#pragma once

#include "atlas_sources/check/solid_body.h"

#include <filesystem>
#include <string>
#include <vector>

namespace palpate {

/// How far a volume may lie from the literature's, as a share of it.
inline constexpr double k_volume_tolerance = 0.25;

/// A muscle (or several measured as one) whose volume is a line over the total of its group.
struct LiteratureVolume {
    std::vector<std::string> structures;  ///< ids without side; an entry's id stands for all its parts
    double share = 0.0;
    double offset_cm3 = 0.0;
};

/// Muscles measured in one study.
struct LiteratureGroup {
    std::string id;
    std::string source;
    std::vector<LiteratureVolume> muscles;
};

/// Reads assets/atlas/muscle_volumes.json. Throws Error NotFound, InvalidContent.
[[nodiscard]] std::vector<LiteratureGroup> load_literature_volumes(const std::filesystem::path& file);

struct VolumeComparison {
    std::string group;
    std::string name;  ///< the structures, joined by " + "
    double volume_cm3 = 0.0;
    double expected_cm3 = 0.0;  ///< by the literature, for a body with this body's total of the group
    [[nodiscard]] double ratio() const { return volume_cm3 / expected_cm3; }
    [[nodiscard]] bool holds() const;
};

/// Fleshy volume, cm3: what lies inside the structure nearer to flesh than to tendon, as imaging counts muscle. Parts
/// that overlap count once. On a grid of about 6,000 points: exact to 1 or 2 %. About 20 ms.
[[nodiscard]] double calc_fleshy_volume_cm3(const SolidBody& body, std::size_t structure);

/// Every muscle of the groups that the left half of the body has whole. Parallel; about 2 s of computing. Throws Error
/// Cancelled.
[[nodiscard]] std::vector<VolumeComparison> check_volumes(const SolidBody& body,
                                                          const std::vector<LiteratureGroup>& groups,
                                                          const JobContext& context);

}  // namespace palpate
