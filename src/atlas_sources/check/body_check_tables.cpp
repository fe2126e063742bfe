#include "atlas_sources/check/body_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <iterator>

namespace palpate {
namespace {

constexpr std::size_t k_longest_table = 20;

/// Lines of Markdown under headings that the translator knows.
class Tables {
public:
    explicit Tables(const Translator& words) : words_(words) {}

    /// A heading and the head of a table of `columns`.
    void begin(const char* heading_key, const char* head_key, std::size_t columns) {
        text_ += fmt::format("\n### {}\n{}\n|", words_.tr(heading_key), words_.tr(head_key));
        for (std::size_t i = 0; i < columns; ++i) {
            text_ += " --- |";
        }
        text_ += '\n';
    }
    template <class... Cells>
    void row(fmt::format_string<Cells...> format, Cells&&... cells) {
        text_ += "| " + fmt::format(format, std::forward<Cells>(cells)...) + " |\n";
    }
    [[nodiscard]] const Translator& words() const { return words_; }
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    const Translator& words_;
    std::string text_;
};

double percent(double share) { return 100.0 * share; }

template <class Value, class Test>
std::size_t count_if(const std::vector<Value>& values, Test test) {
    return static_cast<std::size_t>(std::ranges::count_if(values, test));
}

void add_summary(Tables& tables, const BodyCheck& check) {
    const auto row = [&](const char* key, const std::string& bar, const std::string& measured) {
        tables.row("{} | {} | {}", tables.words().tr(key), bar, measured);
    };
    const std::size_t missing = count_if(check.not_drawn, [](const NotDrawn& entry) { return !entry.info_only; });
    const auto& surfaces = check.surfaces;
    std::size_t inward = 0;
    double worst_inside = 0.0;
    for (const SurfaceFaults& faults : surfaces) {
        inward += faults.inward_parts;
        worst_inside = std::max(worst_inside, faults.self_inside_share);
    }
    tables.begin("check.summary", "check.summary-head", 3);
    row("check.entries", fmt::format("{}", check.muscle_entries), fmt::format("{}", check.muscle_entries - missing));
    row("check.structures", "", fmt::format("{}", check.structures));
    row("check.triangles", "900000", fmt::format("{}", check.triangles));
    row("check.open", "0", fmt::format("{}", count_if(surfaces, [](const auto& one) { return one.open_edges > 0; })));
    row("check.crowded", "0",
        fmt::format("{}", count_if(surfaces, [](const auto& one) { return one.crowded_edges > 0; })));
    row("check.inward", "0", fmt::format("{}", inward));
    row("check.turned", "1 %",
        fmt::format("{}", count_if(surfaces, [](const auto& one) { return one.turned_share > 0.01; })));
    row("check.self-inside", "1 %",
        fmt::format("{}", count_if(surfaces, [](const auto& one) { return one.self_inside_share > 0.01; })));
    row("check.self-inside-worst", "", fmt::format("{:.1f} %", percent(worst_inside)));
    row("check.unmirrored", "19", fmt::format("{}", check.unmirrored));
    row("check.overlap", "2.5 %", fmt::format("{:.2f} %", percent(check.overlaps.share)));
    row("check.overlap-muscle", "", fmt::format("{:.2f} %", percent(check.overlaps.in_muscle_share)));
    row("check.overlap-bone", "", fmt::format("{:.2f} %", percent(check.overlaps.in_bone_share)));
    row("check.ends", fmt::format("{}", check.ends.size()),
        fmt::format("{}", count_if(check.ends, [](const MuscleEnds& ends) { return ends.holds(); })));
    row("check.volumes", "30",
        fmt::format("{} / {}", count_if(check.volumes, [](const VolumeComparison& one) { return one.holds(); }),
                    check.volumes.size()));
}

void add_not_drawn(Tables& tables, const BodyCheck& check) {
    tables.begin("check.not-drawn", "check.not-drawn-head", 2);
    for (const NotDrawn& entry : check.not_drawn) {
        tables.row("`{}` | {}", entry.id, entry.why);
    }
}

void add_ends(Tables& tables, const BodyCheck& check) {
    const auto distance = [](const std::optional<float>& mm) {
        return mm ? fmt::format("{:.1f}", *mm) : std::string("-");
    };
    tables.begin("check.far-ends", "check.far-ends-head", 4);
    for (const MuscleEnds& ends : check.ends) {
        if (!ends.holds()) {
            tables.row("`{}` | {} | {} | {}", ends.id.text(), distance(ends.origin_mm), distance(ends.insertion_mm),
                       distance(ends.farthest_end_mm));
        }
    }
}

void add_overlaps(Tables& tables, const BodyCheck& check) {
    tables.begin("check.worst-overlaps", "check.worst-overlaps-head", 4);
    const auto& pairs = check.overlaps.pairs;
    for (std::size_t i = 0; i < std::min(pairs.size(), k_longest_table); ++i) {
        tables.row("`{}` | `{}` | {:.0f} | {:.1f}", pairs[i].muscle.text(), pairs[i].neighbour.text(),
                   pairs[i].area_mm2, percent(pairs[i].muscle_share));
    }
}

void add_surfaces(Tables& tables, const BodyCheck& check) {
    std::vector<SurfaceFaults> worst = check.surfaces;
    std::ranges::stable_sort(worst, std::greater{}, &SurfaceFaults::self_inside_share);
    worst.resize(std::min(worst.size(), k_longest_table));
    tables.begin("check.worst-surfaces", "check.worst-surfaces-head", 3);
    for (const SurfaceFaults& faults : worst) {
        tables.row("`{}` | {:.1f} | {:.1f}", faults.id.text(), percent(faults.self_inside_share),
                   percent(faults.turned_share));
    }
}

void add_volumes(Tables& tables, const BodyCheck& check) {
    tables.begin("check.all-volumes", "check.all-volumes-head", 5);
    for (const VolumeComparison& one : check.volumes) {
        tables.row("{} | {} | {:.1f} | {:.1f} | {}{:.2f}{}", one.group, one.name, one.volume_cm3, one.expected_cm3,
                   one.holds() ? "" : "**", one.ratio(), one.holds() ? "" : "**");
    }
}

}  // namespace

std::string to_markdown(const BodyCheck& check, const Translator& words) {
    Tables tables(words);
    add_summary(tables, check);
    add_not_drawn(tables, check);
    add_ends(tables, check);
    add_overlaps(tables, check);
    add_surfaces(tables, check);
    add_volumes(tables, check);
    return tables.text();
}

}  // namespace palpate
