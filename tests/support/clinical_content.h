#pragma once

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/atlas.h"
#include "base/translator.h"
#include "casebook/case_document.h"
#include "clinical/clinical_catalogue.h"
#include "support/paths.h"
#include "support/tiny_atlas.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace palpate::test {

/// The real catalogues and English words, read once per test program.
struct ClinicalContent {
    AnatomyCatalogue anatomy = AnatomyCatalogue::load(std::filesystem::path(k_assets_dir) / "anatomy");
    ClinicalCatalogue clinical =
        ClinicalCatalogue::load(std::filesystem::path(k_assets_dir) / "clinical", "en", anatomy);
    Translator english = Translator::load(std::filesystem::path(k_assets_dir) / "i18n" / "en");
};

inline const ClinicalContent& clinical_content() {
    static const ClinicalContent content;
    return content;
}

/// An atlas that has every entry of the anatomy catalogue, left and right, as a small octahedron.
inline std::shared_ptr<const Atlas> atlas_of_everything() {
    const AnatomyCatalogue& anatomy = clinical_content().anatomy;
    std::vector<Structure> structures;
    float height = 0.0F;
    const auto add = [&](const std::string& id, Side side) {
        if (auto structure = describe_structure(anatomy, id, "", side)) {
            const float x = side == Side::Left ? 100.0F : -100.0F;
            structure->mesh =
                std::make_shared<const TriangleMesh>(octahedron({x, height += 2.0F, 0.0F}, {1.0F, 1.0F, 1.0F}));
            structures.push_back(std::move(*structure));
        }
    };
    for (const Side side : {Side::Left, Side::Right}) {
        for (const MuscleEntry& muscle : anatomy.muscles()) {
            add(muscle.id, side);
        }
        for (const BoneEntry& bone : anatomy.bones()) {
            add(bone.id, side);
        }
    }
    return make_atlas("everything-1", std::move(structures));
}

/// What a test says about a mark; the rest is plain.
struct MarkDraft {
    std::string structure = "upper-trapezius.right";
    MarkKind kind = MarkKind::Pain;
    std::vector<std::string> qualities = {};
    Depth depth = Depth::Muscle;
    std::optional<int> duration_days = std::nullopt;
    int now = 5;
};

inline Mark make_mark(const std::string& id, const MarkDraft& draft) {
    Mark mark;
    mark.id = MarkId(id);
    mark.session = SessionId("session-1");
    mark.anchor.structure = StructureId(draft.structure);
    mark.kind = draft.kind;
    mark.qualities = draft.qualities;
    mark.depth = draft.depth;
    mark.duration_days = draft.duration_days;
    mark.now = draft.now;
    return mark;
}

inline CaseDocument make_document(std::vector<Mark> marks) {
    CaseDocument document;
    document.client = {
        .id = ClientId("client-1"), .reference = "1001", .name = "A. Sample", .sample = true, .created = {}};
    document.sessions = {{.id = SessionId("session-1"),
                          .type = SessionType::Treatment,
                          .date = "2026-11-22",
                          .title = "",
                          .created = {}}};
    document.marks = std::move(marks);
    return document;
}

}  // namespace palpate::test
