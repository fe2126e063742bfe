#pragma once

#include "anatomy/body_form.h"
#include "anatomy/endangerment.h"
#include "anatomy/landmark.h"
#include "anatomy/skin_map.h"
#include "anatomy/structure.h"
#include "base/diagnostic.h"

#include <cstddef>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace palpate {

/// Who made the surfaces, in one line to show beside them.
struct AtlasCredit {
    std::string name;  ///< what --atlas takes: "built-in", "bodyparts3d"
    std::string title;
    std::string licence;
    std::string attribution;
};

/// What an atlas is made of.
struct AtlasContent {
    AtlasCredit credit;
    std::string fingerprint;  ///< of every surface, in this form
    std::string topology;     ///< of the triangles: the same for all forms of one body; empty means the fingerprint
    std::optional<BodyForm> form;  ///< none where the body has only the one form it came in
    std::vector<Structure> structures;
    std::vector<Landmark> landmarks;
    std::vector<SkinMap> skin_maps;
    std::vector<EndangermentVolume> endangerment;
    std::vector<Diagnostic> diagnostics;
};

/// A whole body of named structures. Immutable; shared between threads as shared_ptr<const Atlas>.
/// Invariant: ids are unique, every structure has a non-empty mesh.
class Atlas {
public:
    /// Throws Error InvalidContent on an id given twice or an empty mesh.
    explicit Atlas(AtlasContent content);

    [[nodiscard]] const AtlasCredit& credit() const { return content_.credit; }
    /// Changes whenever any surface changes.
    [[nodiscard]] const std::string& fingerprint() const { return content_.fingerprint; }
    /// The same where triangle n of a structure is the same piece of it: anchors carry over exactly, whatever the form.
    [[nodiscard]] const std::string& topology() const { return content_.topology; }
    /// The form it was made in; nullopt for a body that knows no forms.
    [[nodiscard]] const std::optional<BodyForm>& form() const { return content_.form; }
    [[nodiscard]] const std::vector<Structure>& structures() const { return content_.structures; }
    [[nodiscard]] const std::vector<Landmark>& landmarks() const { return content_.landmarks; }
    [[nodiscard]] const std::vector<SkinMap>& skin_maps() const { return content_.skin_maps; }
    [[nodiscard]] const std::vector<EndangermentVolume>& endangerment() const { return content_.endangerment; }
    [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return content_.diagnostics; }
    [[nodiscard]] const Box& bounds() const { return bounds_; }

    [[nodiscard]] std::optional<std::size_t> find_index(const StructureId& id) const;
    [[nodiscard]] const Structure* find(const StructureId& id) const;
    /// Throws Error NotFound naming the id.
    [[nodiscard]] const Structure& structure(const StructureId& id) const;

private:
    AtlasContent content_;
    std::unordered_map<StructureId, std::size_t> index_;
    Box bounds_;
};

}  // namespace palpate
