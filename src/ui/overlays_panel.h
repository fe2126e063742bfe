#pragma once

#include "ui/panels.h"

namespace palpate {

/// Pain over the skin: the choice of heat map, with its legend.
void draw_heat_choice(PanelContext& context);
/// Where the structure's pain may be felt, with a switch to show it on the skin. Nothing where that is not mapped.
void draw_referral(PanelContext& context, const Structure& structure);
/// From which muscles pain in the place clicked last is often felt; pressing one selects it.
void draw_felt_from(PanelContext& context);

}  // namespace palpate
