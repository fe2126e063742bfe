#pragma once

#include "geometry/triangle_mesh.h"
#include "geometry/voxel_field.h"

namespace palpate {

/// Adds to the set every voxel whose centre lies inside the closed, outward mesh (winding number not 0, so parts that
/// overlap or fold stay solid), and the voxels nearest to whatever is thinner than a voxel, so sheets do not leak.
/// What lies outside the box is left out. Thread: several meshes may be added to one set at once.
/// Cost: about 30 ns per triangle smaller than a voxel.
void add_solid(VoxelMask& set, const TriangleMesh& mesh);

}  // namespace palpate
