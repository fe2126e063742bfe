// What all records together say of the places that are marked.
#include "store/store_fixture.h"

#include <catch2/catch_test_macros.hpp>
#include <glm/common.hpp>
#include <glm/vec3.hpp>

#include <algorithm>
#include <vector>

using namespace palpate;

namespace {

Mark skin_mark(const Session& session, const glm::vec3& place, std::uint32_t triangle) {
    Mark mark{.id = MarkId("skin-" + std::to_string(triangle)), .session = session.id, .now = 3};
    mark.anchor = {.structure = StructureId("skin"),
                   .box_position = place,
                   .atlas_topology = "another-body",
                   .triangle = triangle};
    return mark;
}

}  // namespace

TEST_CASE("a cell of the skin says where on the body it is, for bodies whose triangles are others",
          "[store][practice]") {
    const std::vector<glm::vec3> marked{{0.01F, 0.3F, 0.52F}, {0.99F, 0.62F, 0.0F}, {1.0F, 0.999F, 0.26F}};
    const TemporaryFolder folder;
    const auto store = open_store(options_for(folder.path()));
    CaseDocument document;
    document.client = {.id = ClientId("c"), .reference = "1"};
    const Session session{.id = SessionId("s"), .date = "2026-11-02"};
    document = apply(document, AddSession{session});
    for (std::size_t i = 0; i < marked.size(); ++i) {
        document = apply(document, AddMark{skin_mark(session, marked[i], static_cast<std::uint32_t>(100 + i))});
    }
    store->save(diff(CaseDocument{}, document));
    const PracticeCounts counts = store->count_practice();
    REQUIRE(counts.places.size() == marked.size());
    for (const SurfaceAnchor& place : counts.places) {
        const glm::vec3 off = glm::abs(place.box_position - marked.at(place.triangle - 100));
        CHECK(std::max({off.x, off.y, off.z}) <= 0.5F / 40.0F + 1e-5F);  // half a cell
        CHECK(place.structure.text() == "skin");
        CHECK(place.atlas_topology == "another-body");
    }
}
