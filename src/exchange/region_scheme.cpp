#include "exchange/region_scheme.h"

#include "anatomy/area_middles.h"
#include "anatomy/atlas.h"
#include "base/calendar_date.h"
#include "base/error.h"
#include "casebook/edits.h"
#include "exchange/detail/json_text.h"
#include "exchange/detail/plain_text.h"
#include "exchange/exchange_limits.h"
#include "exchange/import_plan.h"
#include "geometry/frame.h"

#include <fmt/format.h>
#include <glm/geometric.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <map>
#include <set>

namespace palpate {
namespace {

struct SchemeRow {
    RegionScheme scheme;
    std::string_view name;
    const char* map;  ///< of the skin
};
constexpr std::array k_schemes{
    SchemeRow{RegionScheme::ChoirMale, "choir-male", "choir"},
    SchemeRow{RegionScheme::ChoirFemale, "choir-female", "choir"}, SchemeRow{RegionScheme::Redcap, "redcap", "choir"},
    SchemeRow{RegionScheme::Michigan, "mbm", "michigan"}, SchemeRow{RegionScheme::Wpi, "wpi", "wpi"}};

const SchemeRow& row_of(RegionScheme scheme) {
    const auto found = std::ranges::find(k_schemes, scheme, &SchemeRow::scheme);
    PALPATE_ASSERT(found != k_schemes.end());
    return *found;
}

/// Abdomen and left arm, male number first. All others are the same on both drawings.
constexpr std::array<std::pair<int, int>, 6> k_female_numbers{
    {{112, 114}, {113, 115}, {114, 116}, {115, 117}, {116, 112}, {117, 113}}};

constexpr int k_first_front = 101;
constexpr int k_last_front = 136;
constexpr int k_first_back = 201;
constexpr int k_last_back = 238;

/// A CHOIR number of either drawing.
std::optional<int> find_choir_number(std::string_view text) {
    int number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_number = fault == std::errc() && end == text.data() + text.size() && text.size() == 3;
    const bool is_area =
        (number >= k_first_front && number <= k_last_front) || (number >= k_first_back && number <= k_last_back);
    return is_number && is_area ? std::optional(number) : std::nullopt;
}

std::optional<int> find_redcap_number(std::string_view text) {
    if (text.size() != 3 || (text[0] != 'f' && text[0] != 'b')) {
        return std::nullopt;
    }
    return find_choir_number((text[0] == 'f' ? "1" : "2") + std::string(text.substr(1)));
}

std::string redcap_id(int number) { return fmt::format("{}{:02}", number < k_first_back ? 'f' : 'b', number % 100); }

/// The Michigan body map and the widespread pain index go by names: letters and hyphens.
bool is_area_name(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
}

const SkinMap& require_map(const Atlas& atlas, RegionScheme scheme) {
    const auto map = std::ranges::find(atlas.skin_maps(), row_of(scheme).map, &SkinMap::id);
    if (map == atlas.skin_maps().end()) {
        throw Error(ErrorCode::InvalidContent,
                    {"error.exchange.no-skin-map", {{"atlas", atlas.credit().name}, {"map", row_of(scheme).map}}});
    }
    return *map;
}

const Structure& require_skin(const Atlas& atlas) {
    const auto skin = std::ranges::find(atlas.structures(), StructureClass::Skin, &Structure::structure_class);
    PALPATE_ASSERT(skin != atlas.structures().end());  // a map is of one
    return *skin;
}

/// Half of the body: the sign of the way from its middle.
float side_sign(Side side) { return side == Side::Left ? 1.0F : side == Side::Right ? -1.0F : 0.0F; }

/// Where marks lie on the skin.
class AreaFinder {
public:
    AreaFinder(const Atlas& atlas, RegionScheme scheme)
        : atlas_(atlas), map_(require_map(atlas, scheme)), skin_(require_skin(atlas)) {}

    /// The areas of all places of a mark; none where it lies outside of them.
    [[nodiscard]] std::set<std::string> areas_of(const Mark& mark) const {
        std::set<std::string> areas;
        add(areas, mark.anchor);
        for (const BrushDab& dab : mark.dabs) {
            if (!dab.erase) {
                add(areas, dab.place);
            }
        }
        for (const SurfaceAnchor& place : mark.path) {
            add(areas, place);
        }
        return areas;
    }

private:
    void add(std::set<std::string>& areas, const SurfaceAnchor& anchor) const {
        const auto resolved = resolve(anchor, atlas_);
        if (!resolved) {
            return;
        }
        const Structure& structure = atlas_.structures()[resolved->structure_index];
        const bool is_skin = structure.structure_class == StructureClass::Skin;
        const std::uint8_t label = is_skin ? label_at(map_, *skin_.mesh, resolved->point)
                                           : label_above(resolved->point.position_mm, structure.side);
        if (label != k_no_area) {
            areas.insert(map_.areas[label]);
        }
    }

    /// Of the skin vertex nearest to a place under it. What is left stays left: beside the spine the nearest skin can be
    /// beyond the middle.
    [[nodiscard]] std::uint8_t label_above(const glm::vec3& place_mm, Side side) const {
        const float sign = side_sign(side);
        std::uint8_t label = k_no_area;
        float nearest = std::numeric_limits<float>::max();
        for (std::size_t i = 0; i < skin_.mesh->positions_mm.size(); ++i) {
            const glm::vec3& vertex = skin_.mesh->positions_mm[i];
            const bool is_other_half = sign * (vertex.x - k_mirror_plane_x_mm) < (sign < 0.0F ? 0.5F : 0.0F);
            const glm::vec3 way = vertex - place_mm;
            if (const float squared = glm::dot(way, way); squared < nearest && (sign == 0.0F || !is_other_half)) {
                nearest = squared;
                label = map_.labels[i];
            }
        }
        return label;
    }

    const Atlas& atlas_;
    const SkinMap& map_;
    const Structure& skin_;
};

constexpr std::string_view k_scheme_comment = "# palpate-regions scheme=";

/// Reads lines into sessions and marks.
class DrawingReader {
public:
    DrawingReader(const RegionOrder& order, const Atlas& atlas, IdGenerator& ids, Timestamp now)
        : order_(order), middles_(atlas, require_map(atlas, order.scheme)), ids_(ids), now_(now) {
        if (!order.now || *order.now < 0 || *order.now > 10) {
            throw Error(ErrorCode::Usage, {"error.exchange.rating-needed", {}});
        }
        document_.client = order.client;
    }

    ImportedRecords read(std::string_view text) {
        for (const std::string_view line : detail::lines_of(text)) {
            ++line_;
            const std::string_view content = detail::trimmed(line);
            if (content.starts_with('#')) {
                check_scheme(content);
            } else if (!content.empty()) {
                read_drawing(content);
            }
        }
        if (document_.sessions.empty()) {
            refuse("error.exchange.no-drawing");
        }
        document_ = in_order(std::move(document_));
        check_invariants(document_);
        ImportedRecords imported{.format = ExchangeFormat::Regions};
        imported.left_out.push_back({"exchange.regions.middles", {{"now", std::to_string(*order_.now)}}});
        imported.documents.push_back(std::move(document_));
        return imported;
    }

private:
    [[noreturn]] void refuse(const char* key) const { detail::refuse_content(key, fmt::format("line {}", line_)); }

    void check_scheme(std::string_view comment) const {
        if (comment.starts_with(k_scheme_comment) &&
            detail::trimmed(comment.substr(k_scheme_comment.size())) != name_of(order_.scheme)) {
            refuse("error.exchange.other-scheme");
        }
    }

    /// "2026-11-22 101,102" or "101,102".
    void read_drawing(std::string_view content) {
        const std::size_t blank = content.find_first_of(" \t");
        const std::string_view first = content.substr(0, blank);
        const bool has_date = find_date(first).has_value();
        const std::string date = has_date ? std::string(first) : order_.date;
        if (date.empty()) {
            throw Error(ErrorCode::Usage, {"error.exchange.date-needed", {{"line", std::to_string(line_)}}});
        }
        if (document_.sessions.size() >= k_most_import_sessions) {
            refuse("error.exchange.too-many");
        }
        const SessionId session(ids_.make_id());
        document_.sessions.push_back({.id = session,
                                      .type = SessionType::Intake,
                                      .date = date,
                                      .created = now_,
                                      .sequence = static_cast<std::int64_t>(document_.sessions.size()) + 1});
        const bool is_empty = has_date && blank == std::string_view::npos;
        read_areas(is_empty   ? std::string_view()
                   : has_date ? detail::trimmed(content.substr(blank))
                              : content,
                   session);
    }

    void read_areas(std::string_view list, const SessionId& session) {
        std::set<std::string> seen;
        while (!list.empty()) {
            const std::size_t comma = std::min(list.find(','), list.size());
            std::string_view id = detail::trimmed(list.substr(0, comma));
            list.remove_prefix(std::min(comma + 1, list.size()));
            const auto area = find_area(order_.scheme, id);
            const SurfaceAnchor* place = area ? find_middle(*area) : nullptr;
            if (place == nullptr) {
                refuse("error.exchange.area-unknown");
            }
            if (!seen.insert(*area).second) {
                refuse("error.exchange.area-twice");
            }
            add_mark(*place, std::string(id), session);
        }
    }

    const SurfaceAnchor* find_middle(const std::string& area) {
        const auto known = known_.find(area);
        if (known != known_.end()) {
            return &known->second;
        }
        const auto middle = middles_.find(area);
        return middle ? &known_.emplace(area, *middle).first->second : nullptr;
    }

    void add_mark(const SurfaceAnchor& place, const std::string& id, const SessionId& session) {
        if (document_.marks.size() >= k_most_import_marks) {
            refuse("error.exchange.too-many");
        }
        Mark mark{.id = MarkId(ids_.make_id()), .session = session, .anchor = place, .extent = MarkExtent::Point};
        mark.now = *order_.now;
        mark.note = fmt::format("{} {}", name_of(order_.scheme), id);
        mark.author = Author::Client;
        mark.confidence = Confidence::About;
        mark.confirmed = false;
        mark.created = now_;
        mark.sequence = static_cast<std::int64_t>(document_.marks.size()) + 1;
        document_.marks.push_back(std::move(mark));
    }

    const RegionOrder& order_;
    AreaMiddles middles_;
    IdGenerator& ids_;
    Timestamp now_;
    std::size_t line_ = 0;
    std::map<std::string, SurfaceAnchor> known_;
    CaseDocument document_;
};

}  // namespace

std::string_view name_of(RegionScheme scheme) { return row_of(scheme).name; }

std::optional<RegionScheme> find_region_scheme(std::string_view name) {
    const auto found = std::ranges::find(k_schemes, name, &SchemeRow::name);
    return found == k_schemes.end() ? std::nullopt : std::optional(found->scheme);
}

const std::vector<RegionScheme>& all_region_schemes() {
    static const std::vector<RegionScheme> schemes{RegionScheme::ChoirMale, RegionScheme::ChoirFemale,
                                                   RegionScheme::Redcap, RegionScheme::Michigan, RegionScheme::Wpi};
    return schemes;
}

std::optional<std::string> scheme_id_of(RegionScheme scheme, std::string_view area) {
    if (scheme == RegionScheme::Michigan || scheme == RegionScheme::Wpi) {
        return is_area_name(area) ? std::optional(std::string(area)) : std::nullopt;
    }
    const auto number = find_choir_number(area);
    if (!number) {
        return std::nullopt;
    }
    if (scheme == RegionScheme::Redcap) {
        return redcap_id(*number);
    }
    const auto other = std::ranges::find(k_female_numbers, *number, &std::pair<int, int>::first);
    const bool differs = scheme == RegionScheme::ChoirFemale && other != k_female_numbers.end();
    return std::to_string(differs ? other->second : *number);
}

std::optional<std::string> find_area(RegionScheme scheme, std::string_view scheme_id) {
    if (scheme == RegionScheme::Michigan || scheme == RegionScheme::Wpi) {
        return is_area_name(scheme_id) ? std::optional(std::string(scheme_id)) : std::nullopt;
    }
    const auto number = scheme == RegionScheme::Redcap ? find_redcap_number(scheme_id) : find_choir_number(scheme_id);
    if (!number) {
        return std::nullopt;
    }
    const auto other = std::ranges::find(k_female_numbers, *number, &std::pair<int, int>::second);
    const bool differs = scheme == RegionScheme::ChoirFemale && other != k_female_numbers.end();
    return std::to_string(differs ? other->first : *number);
}

RegionDrawings write_regions(const CaseDocument& document, RegionScheme scheme, const Atlas& atlas) {
    const AreaFinder finder(atlas, scheme);
    RegionDrawings drawings{.text = std::string(k_scheme_comment) + std::string(name_of(scheme)) + "\n"};
    for (const Session& session : document.sessions) {
        std::set<std::string> ids;
        const std::vector<const Mark*> marks = marks_of(document, session.id);
        for (const Mark* mark : marks) {
            const std::set<std::string> areas = finder.areas_of(*mark);
            drawings.marks_left_out += areas.empty() ? 1 : 0;
            for (const std::string& area : areas) {
                ids.insert(scheme_id_of(scheme, area).value_or(area));
            }
        }
        if (ids.empty()) {
            continue;
        }
        ++drawings.drawings;
        drawings.text += session.date;
        char separator = ' ';
        for (const std::string& id : ids) {
            drawings.text += separator + id;
            separator = ',';
        }
        drawings.text += "\n";
    }
    return drawings;
}

ImportedRecords read_regions(std::string_view text, const RegionOrder& order, const Atlas& atlas, IdGenerator& ids,
                             Timestamp now) {
    if (text.size() > k_most_text_import_bytes) {
        detail::refuse_content("error.exchange.too-large", {});
    }
    text = detail::without_byte_order_mark(text);
    if (!detail::is_plain_text(text)) {
        detail::refuse_content("error.exchange.no-text", {});
    }
    return DrawingReader(order, atlas, ids, now).read(text);
}

}  // namespace palpate
