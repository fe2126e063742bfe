#pragma once

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

/// A whole body of named structures. Immutable; shared between threads as shared_ptr<const Atlas>.
/// Invariant: ids are unique, every structure has a non-empty mesh.
class Atlas {
public:
    /// Throws Error InvalidContent on an id given twice or an empty mesh.
    Atlas(AtlasCredit credit, std::string fingerprint, std::vector<Structure> structures,
          std::vector<Diagnostic> diagnostics = {});

    [[nodiscard]] const AtlasCredit& credit() const { return credit_; }
    /// Changes whenever any surface changes: anchors with the same fingerprint are exact.
    [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }
    [[nodiscard]] const std::vector<Structure>& structures() const { return structures_; }
    [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
    [[nodiscard]] const Box& bounds() const { return bounds_; }

    [[nodiscard]] std::optional<std::size_t> find_index(const StructureId& id) const;
    [[nodiscard]] const Structure* find(const StructureId& id) const;
    /// Throws Error NotFound naming the id.
    [[nodiscard]] const Structure& structure(const StructureId& id) const;

private:
    AtlasCredit credit_;
    std::string fingerprint_;
    std::vector<Structure> structures_;
    std::vector<Diagnostic> diagnostics_;
    std::unordered_map<StructureId, std::size_t> index_;
    Box bounds_;
};

}  // namespace palpate
