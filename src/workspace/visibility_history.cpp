#include "workspace/visibility_history.h"

#include <utility>

namespace palpate {

void VisibilityHistory::settle(const Visibility& now) {
    if (settled_ && *settled_ != now) {
        past_.push_back(std::move(*settled_));
        future_.clear();
        if (past_.size() > k_most_steps) {
            past_.erase(past_.begin());
        }
    }
    settled_ = now;
}

bool VisibilityHistory::can_step(const Visibility& now, bool forward) const {
    const bool unsettled = settled_ && *settled_ != now;
    return forward ? !unsettled && !future_.empty() : unsettled || !past_.empty();
}

std::optional<Visibility> VisibilityHistory::step(const Visibility& now, bool forward) {
    settle(now);
    std::vector<Visibility>& from = forward ? future_ : past_;
    if (from.empty()) {
        return std::nullopt;
    }
    (forward ? past_ : future_).push_back(now);
    settled_ = std::move(from.back());
    from.pop_back();
    return settled_;
}

}  // namespace palpate
