#pragma once

#include "scene/visibility.h"

#include <optional>
#include <vector>

namespace palpate {

/// Undo and redo for what is visible: hiding, isolating, peeling, cutting open. Apart from the record's history, and not
/// kept when the program ends. What changed without being settled, as during the drag of a slider, is one step.
class VisibilityHistory {
public:
    /// Makes a step of what changed since the last one. Nothing changed: no step.
    void settle(const Visibility& now);
    [[nodiscard]] bool can_step(const Visibility& now, bool forward) const;
    /// What was visible one step before, or after, `now`; nullopt where there is no such step.
    [[nodiscard]] std::optional<Visibility> step(const Visibility& now, bool forward);

private:
    static constexpr std::size_t k_most_steps = 100;

    std::optional<Visibility> settled_;
    std::vector<Visibility> past_;
    std::vector<Visibility> future_;
};

}  // namespace palpate
