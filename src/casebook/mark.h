#pragma once

#include "anatomy/painted_area.h"
#include "anatomy/surface_anchor.h"
#include "base/clock.h"
#include "base/ids.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

using SessionId = StrongId<struct SessionIdTag>;
using MarkId = StrongId<struct MarkIdTag>;

enum class MarkKind { Pain, Tension, Stiffness, Numbness, Tingling, Swelling, TriggerPoint, Soreness, Scar, Other };
/// What of the body a mark speaks of: the place itself, the structure, group or region the place lies in, a painted area,
/// or a path along the skin.
enum class MarkExtent { Point, Structure, Group, Region, Area, Line };
enum class Depth { Skin, Muscle, Deep, Joint };
enum class Author { Client, Therapist };
enum class Constancy { Constant, ComesAndGoes };
/// How sure the author is of the place.
enum class Confidence { Exact, About, Unsure };

/// Kebab-case names as stored, shown on the command line and used as i18n suffixes: "trigger-point", "comes-and-goes".
/// Their texts: mark.kind.<name>, mark.extent.<name>, mark.depth.<name>, mark.author.<name>, mark.constancy.<name>,
/// mark.confidence.<name>, mark.quality.<word>, mark.influence.<word>.
[[nodiscard]] std::string_view name_of(MarkKind kind);
[[nodiscard]] std::string_view name_of(MarkExtent extent);
[[nodiscard]] std::string_view name_of(Depth depth);
[[nodiscard]] std::string_view name_of(Author author);
[[nodiscard]] std::string_view name_of(Constancy constancy);
[[nodiscard]] std::string_view name_of(Confidence confidence);
[[nodiscard]] std::optional<MarkKind> find_mark_kind(std::string_view name);
[[nodiscard]] std::optional<MarkExtent> find_mark_extent(std::string_view name);
[[nodiscard]] std::optional<Depth> find_depth(std::string_view name);
[[nodiscard]] std::optional<Author> find_author(std::string_view name);
[[nodiscard]] std::optional<Constancy> find_constancy(std::string_view name);
[[nodiscard]] std::optional<Confidence> find_confidence(std::string_view name);
[[nodiscard]] const std::vector<MarkKind>& all_mark_kinds();
[[nodiscard]] const std::vector<MarkExtent>& all_mark_extents();
[[nodiscard]] const std::vector<Depth>& all_depths();
[[nodiscard]] const std::vector<Author>& all_authors();
[[nodiscard]] const std::vector<Constancy>& all_constancies();
[[nodiscard]] const std::vector<Confidence>& all_confidences();
/// The quality words a mark may carry, kebab-case: ache, dull, sharp, burning, ..
[[nodiscard]] const std::vector<std::string>& quality_words();
/// What may make it better or worse, kebab-case: rest, movement, warmth, sitting, ..
[[nodiscard]] const std::vector<std::string>& influence_words();

// Every member has an initialiser, so that designated ones may name only what matters.

/// Where it hurts, how, how much, how deep, who says so and when.
/// Invariant: ratings are 0..10; qualities and influences are known words without repeats; dabs belong to areas, a path of
/// two places or more to lines, arrows to points.
struct Mark {
    MarkId id{};
    SessionId session{};
    SurfaceAnchor anchor{};  ///< where its number stands: the place, a place of the area, the start of the line
    MarkExtent extent = MarkExtent::Structure;
    std::vector<BrushDab> dabs{};          ///< the painted area
    std::optional<AreaMeasure> measure{};  ///< of the area, on the body it was painted on
    std::vector<SurfaceAnchor> path{};     ///< the line, along the skin from place to place
    std::vector<SurfaceAnchor> arrows{};   ///< where the point radiates to
    MarkKind kind = MarkKind::Pain;
    std::vector<std::string> qualities{};
    int now = 0;
    std::optional<int> usual{};
    std::optional<int> worst{};
    Depth depth = Depth::Muscle;
    std::optional<int> duration_days{};  ///< since when, where said
    std::optional<Constancy> constancy{};
    std::vector<std::string> better_with{};
    std::vector<std::string> worse_with{};
    std::string radiates_to{};  ///< in the person's words
    std::string note{};
    Author author = Author::Client;
    std::optional<Confidence> confidence{};
    bool confirmed = true;   ///< false: carried over from an earlier map and not looked at yet
    bool addressed = false;  ///< the therapist has gone into what the client marked, though nothing else shows it
    MarkId carried_from{};   ///< the earlier mark; empty where there is none
    float radius_mm = 12.0F;
    Timestamp created{};
    std::int64_t sequence = 0;  ///< order of making, counted per client; apply(AddMark) gives the next one for 0

    bool operator==(const Mark&) const = default;
};

/// Since when, as people say it. How long that makes it (acute, subacute, chronic) is a rule: matching/matching_rules.h.
enum class Onset { Today, Days, Weeks, Months, Years };

/// "today", "days", ..; texts: mark.onset.<name>.
[[nodiscard]] std::string_view name_of(Onset onset);
[[nodiscard]] std::optional<Onset> find_onset(std::string_view name);
[[nodiscard]] const std::vector<Onset>& all_onsets();
/// Days to keep for "weeks" and the like, about the middle of what is meant: onset_of() leads back.
[[nodiscard]] int days_of(Onset onset);
/// `duration_days` from 0 on.
[[nodiscard]] Onset onset_of(int duration_days);

}  // namespace palpate
