#pragma once

#include "anatomy/anatomy_catalogue.h"
#include "anatomy/atlas_source.h"
#include "anatomy/body_form.h"
#include "base/clock.h"
#include "base/diagnostic.h"
#include "base/ids.h"
#include "base/translator.h"
#include "geometry/orbit_camera.h"
#include "matching/clinical_catalogue.h"
#include "scene/scene.h"
#include "workspace/store_gate.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace palpate {

/// Everything the workspace is given; programs/ wires it, tests pass fakes.
struct WorkspaceServices {
    std::shared_ptr<const Translator> translator;
    std::shared_ptr<const AnatomyCatalogue> anatomy;
    std::shared_ptr<const ClinicalCatalogue> clinical;
    std::shared_ptr<const Clock> clock;
    std::shared_ptr<IdGenerator> ids;
    std::shared_ptr<StoreGate> gate;
    std::function<std::unique_ptr<AtlasSource>(const std::string& name, const BodyForm& form)> make_source;
    std::function<std::vector<AtlasCredit>()> list_atlases;
    std::function<void()> wake;  ///< called from workers: a frame is due
    bool clicks = true;          ///< false saves making the picker, where nothing will be clicked
};

enum class SaveState { Saved, Saving, Failed };

struct Notification {
    Severity severity = Severity::Note;
    Text text;
    std::size_t serial = 0;
    std::optional<ErrorCode> code;  ///< of a failed job
};

/// What the two mouse-driven views share: camera and what is shown. Not undoable, not part of the record.
struct ViewState {
    OrbitCamera camera;
    ViewSettings settings;
    bool operator==(const ViewState&) const = default;
};

}  // namespace palpate
