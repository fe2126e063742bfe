#include "workspace/mark_shape_cache.h"

namespace palpate {

void MarkShapeCache::clear() {
    shapes_.clear();
    made_for_.clear();
    offer_.reset();
}

void MarkShapeCache::offer(Mark places, std::shared_ptr<const MarkShape> shape) {
    offer_ = Offer{std::move(places), std::move(shape)};
}

std::shared_ptr<const MarkShape> MarkShapeCache::find_offered(const std::vector<BrushDab>& dabs) const {
    return offer_ && offer_->places.dabs == dabs ? offer_->shape : nullptr;
}

void MarkShapeCache::put(const Mark& mark, std::shared_ptr<const MarkShape> shape) {
    shapes_[mark.id] = std::move(shape);
    made_for_[mark.id] = mark;
}

std::vector<Mark> MarkShapeCache::find_stale(const CaseDocument& document) {
    std::erase_if(shapes_, [&](const auto& entry) {
        const Mark* mark = find_mark(document, entry.first);
        return mark == nullptr || !has_shape(*mark);
    });
    std::erase_if(made_for_, [&](const auto& entry) { return !shapes_.contains(entry.first); });
    std::vector<Mark> stale;
    for (const Mark& mark : document.marks) {
        const auto known = made_for_.find(mark.id);
        if (!has_shape(mark) || (known != made_for_.end() && have_same_shape(known->second, mark))) {
            continue;
        }
        if (offer_ && have_same_shape(offer_->places, mark)) {
            put(mark, offer_->shape);
        } else {
            stale.push_back(mark);
        }
    }
    return stale;
}

}  // namespace palpate
