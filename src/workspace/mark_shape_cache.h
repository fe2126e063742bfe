#pragma once

#include "casebook/case_document.h"
#include "scene/mark_shape.h"

#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace palpate {

/// What the marks of a client cover of the skin on screen: each worked out once, and again when its places change.
class MarkShapeCache {
public:
    /// Another body: nothing that was known holds any more.
    void clear();
    /// A shape that was worked out while it was painted: taken for the next mark with these places, without work.
    void offer(Mark places, std::shared_ptr<const MarkShape> shape);
    /// The offered one, where it is of these dabs; null else.
    [[nodiscard]] std::shared_ptr<const MarkShape> find_offered(const std::vector<BrushDab>& dabs) const;
    void put(const Mark& mark, std::shared_ptr<const MarkShape> shape);
    /// Forgets marks that are gone, takes what was offered, and says whose shapes are missing or those of other places.
    /// The old shape of a mark stays until the new one is put.
    [[nodiscard]] std::vector<Mark> find_stale(const CaseDocument& document);
    [[nodiscard]] const MarkShapes& shapes() const { return shapes_; }

private:
    struct Offer {
        Mark places;
        std::shared_ptr<const MarkShape> shape;
    };
    MarkShapes shapes_;
    std::unordered_map<MarkId, Mark> made_for_;
    std::optional<Offer> offer_;
};

}  // namespace palpate
