#include "geometry/surface_tracer.h"

#include "base/error.h"
#include "geometry/detail/nearest_on_triangle.h"

#include <embree3/rtcore.h>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace palpate {
namespace {

struct DeviceRelease {
    void operator()(RTCDevice device) const { rtcReleaseDevice(device); }
};
struct SceneRelease {
    void operator()(RTCScene scene) const { rtcReleaseScene(scene); }
};
using Device = std::unique_ptr<RTCDeviceTy, DeviceRelease>;
using EmbreeScene = std::unique_ptr<RTCSceneTy, SceneRelease>;
using Surfaces = std::vector<std::shared_ptr<const TriangleMesh>>;

/// Embree hands our context back to the filter: the visible surfaces ride along in it.
struct FilteredContext {
    RTCIntersectContext embree;
    const std::vector<bool>* visible;
};

void reject_hidden(const RTCFilterFunctionNArguments* arguments) {
    const auto* context = reinterpret_cast<const FilteredContext*>(arguments->context);
    for (unsigned int lane = 0; lane < arguments->N; ++lane) {
        const std::size_t surface = RTCHitN_geomID(arguments->hit, arguments->N, lane);
        if (arguments->valid[lane] != 0 && !(*context->visible)[surface]) {
            arguments->valid[lane] = 0;
        }
    }
}

FilteredContext make_context(const std::vector<bool>& visible) {
    FilteredContext context{.embree = {}, .visible = &visible};
    rtcInitIntersectContext(&context.embree);
    if (!visible.empty()) {
        context.embree.filter = reject_hidden;
    }
    return context;
}

RTCRay make_embree_ray(const Ray& ray, float reach_mm) {
    RTCRay result{};
    result.org_x = ray.origin_mm.x;
    result.org_y = ray.origin_mm.y;
    result.org_z = ray.origin_mm.z;
    result.dir_x = ray.direction.x;
    result.dir_y = ray.direction.y;
    result.dir_z = ray.direction.z;
    result.tfar = reach_mm;
    result.mask = ~0U;
    return result;
}

/// The surface's index becomes the geometry id. Positions are copied: Embree wants four bytes after the last one.
void attach(RTCDevice device, RTCScene scene, const TriangleMesh& mesh, unsigned int surface) {
    RTCGeometry geometry = rtcNewGeometry(device, RTC_GEOMETRY_TYPE_TRIANGLE);
    if (mesh.triangle_count() > 0) {
        void* positions = rtcSetNewGeometryBuffer(geometry, RTC_BUFFER_TYPE_VERTEX, 0, RTC_FORMAT_FLOAT3,
                                                  sizeof(glm::vec3), mesh.positions_mm.size());
        void* indices = rtcSetNewGeometryBuffer(geometry, RTC_BUFFER_TYPE_INDEX, 0, RTC_FORMAT_UINT3,
                                                3 * sizeof(std::uint32_t), mesh.triangle_count());
        if (positions != nullptr && indices != nullptr) {
            std::ranges::copy(mesh.positions_mm, static_cast<glm::vec3*>(positions));
            std::ranges::copy(mesh.indices, static_cast<std::uint32_t*>(indices));
        }
        rtcCommitGeometry(geometry);
        rtcAttachGeometryByID(scene, geometry, surface);
    }
    rtcReleaseGeometry(geometry);
}

void check(RTCDevice device) {
    if (const RTCError error = rtcGetDeviceError(device); error != RTC_ERROR_NONE) {
        throw Error(ErrorCode::InvalidContent,
                    {"geometry.tracer.failed", {{"code", std::to_string(static_cast<int>(error))}}});
    }
}

/// Nearest point found so far while Embree walks the boxes around the query point.
struct NearestSearch {
    const Surfaces* surfaces;
    const std::vector<bool>* visible;
    glm::vec3 from_mm;
    bool found = false;
    std::size_t surface = 0;
    std::uint32_t triangle = 0;
    glm::vec3 weights{1.0F, 0.0F, 0.0F};
};

bool consider_triangle(RTCPointQueryFunctionArguments* arguments) {
    auto& search = *static_cast<NearestSearch*>(arguments->userPtr);
    const std::size_t surface = arguments->geomID;
    if (!search.visible->empty() && !(*search.visible)[surface]) {
        return false;
    }
    const auto [a, b, c] = (*search.surfaces)[surface]->triangle(arguments->primID);
    const glm::vec3 weights = nearest_weights(search.from_mm, a, b, c);
    const float distance = glm::length(weights.x * a + weights.y * b + weights.z * c - search.from_mm);
    if (!(distance <= arguments->query->radius) || (search.found && distance == arguments->query->radius)) {
        return false;
    }
    arguments->query->radius = distance;
    search.found = true;
    search.surface = surface;
    search.triangle = arguments->primID;
    search.weights = weights;
    return true;
}

}  // namespace

struct SurfaceTracer::State {
    Surfaces surfaces;
    Device device;
    EmbreeScene scene;
};

SurfaceTracer::SurfaceTracer(std::vector<std::shared_ptr<const TriangleMesh>> surfaces)
    : state_(std::make_unique<State>()) {
    state_->surfaces = std::move(surfaces);
    state_->device.reset(rtcNewDevice(nullptr));
    if (state_->device == nullptr) {
        check(nullptr);
    }
    state_->scene.reset(rtcNewScene(state_->device.get()));
    rtcSetSceneFlags(state_->scene.get(),
                     static_cast<RTCSceneFlags>(RTC_SCENE_FLAG_ROBUST | RTC_SCENE_FLAG_CONTEXT_FILTER_FUNCTION));
    for (std::size_t i = 0; i < state_->surfaces.size(); ++i) {
        PALPATE_ASSERT(state_->surfaces[i] != nullptr);
        attach(state_->device.get(), state_->scene.get(), *state_->surfaces[i], static_cast<unsigned int>(i));
    }
    rtcCommitScene(state_->scene.get());
    check(state_->device.get());
}

SurfaceTracer::~SurfaceTracer() = default;
SurfaceTracer::SurfaceTracer(SurfaceTracer&&) noexcept = default;
SurfaceTracer& SurfaceTracer::operator=(SurfaceTracer&&) noexcept = default;

std::optional<SurfaceHit> SurfaceTracer::closest_hit(const Ray& ray, const std::vector<bool>& visible) const {
    PALPATE_ASSERT(visible.empty() || visible.size() == state_->surfaces.size());
    FilteredContext context = make_context(visible);
    RTCRayHit query{};
    query.ray = make_embree_ray(ray, std::numeric_limits<float>::infinity());
    query.hit.geomID = RTC_INVALID_GEOMETRY_ID;
    rtcIntersect1(state_->scene.get(), &context.embree, &query);
    if (query.hit.geomID == RTC_INVALID_GEOMETRY_ID) {
        return std::nullopt;
    }
    const glm::vec3 weights{1.0F - query.hit.u - query.hit.v, query.hit.u, query.hit.v};
    return SurfaceHit{query.hit.geomID, query.ray.tfar,
                      surface_point(*state_->surfaces[query.hit.geomID], query.hit.primID, weights)};
}

bool SurfaceTracer::occluded(const Ray& ray, float reach_mm, const std::vector<bool>& visible) const {
    PALPATE_ASSERT(visible.empty() || visible.size() == state_->surfaces.size());
    FilteredContext context = make_context(visible);
    RTCRay query = make_embree_ray(ray, reach_mm);
    rtcOccluded1(state_->scene.get(), &context.embree, &query);
    return query.tfar < 0.0F;  // how Embree says yes
}

std::optional<SurfaceHit> SurfaceTracer::closest_point(const glm::vec3& point_mm, float reach_mm,
                                                       const std::vector<bool>& visible) const {
    PALPATE_ASSERT(visible.empty() || visible.size() == state_->surfaces.size());
    NearestSearch search{.surfaces = &state_->surfaces, .visible = &visible, .from_mm = point_mm};
    RTCPointQuery query{};
    query.x = point_mm.x;
    query.y = point_mm.y;
    query.z = point_mm.z;
    query.radius = reach_mm;
    RTCPointQueryContext context;
    rtcInitPointQueryContext(&context);
    rtcPointQuery(state_->scene.get(), &query, &context, consider_triangle, &search);
    if (!search.found) {
        return std::nullopt;
    }
    SurfaceHit hit{search.surface, 0.0F,
                   surface_point(*state_->surfaces[search.surface], search.triangle, search.weights)};
    hit.distance_mm = glm::length(hit.point.position_mm - point_mm);
    return hit;
}

}  // namespace palpate
