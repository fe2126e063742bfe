#pragma once

#include "anatomy/landmark.h"
#include "anatomy/structure.h"
#include "atlas_sources/parametric/body_payload.h"

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace palpate::parametric {

/// A landmark and the vertex of its structure it is. Vertices keep their order in every form of the body.
struct LandmarkAnchor {
    Landmark landmark;
    std::uint32_t vertex = 0;
};

/// The landmarks of assets/anatomy/landmarks.json on the base body: each is the vertex of its structure nearest to the
/// place the file gives. Sided ones come twice. Throws Error NotFound, or InvalidContent naming the file and what is
/// wrong. O(landmarks * vertices of their structures).
[[nodiscard]] std::vector<LandmarkAnchor> load_landmarks(const std::filesystem::path& anatomy_folder,
                                                         std::span<const BodyMesh> meshes);

/// The landmarks where they are on these structures.
[[nodiscard]] std::vector<Landmark> place_landmarks(std::span<const LandmarkAnchor> anchors,
                                                    std::span<const Structure> structures);

}  // namespace palpate::parametric
