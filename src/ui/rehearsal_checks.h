#pragma once

#include "ui/item_log.h"

#include <string>
#include <vector>

namespace palpate {

// What must hold of every control on screen. Each answers the names of the controls for which it does not.

/// Controls lower or narrower than a hand needs. Those scrolled away in part are judged when they are seen whole.
[[nodiscard]] std::vector<std::string> find_small_targets(const std::vector<LoggedItem>& items, float least_px);
/// Controls whose words are wider than they are, or that stick out of the window to the side.
[[nodiscard]] std::vector<std::string> find_clipped_words(const std::vector<LoggedItem>& items, float window_width_px);

}  // namespace palpate
