#include "intake/area_outlines.h"

#include <fmt/format.h>
#include <glm/geometric.hpp>
#include <glm/vec2.hpp>

#include <cmath>
#include <iterator>
#include <utility>

namespace palpate {
namespace {

using Corner = std::pair<int, int>;  ///< between cells: column and row

/// The borders of one number's cells, each with the cell to its right.
using Borders = std::multimap<Corner, Corner>;

std::map<std::uint16_t, Borders> find_borders(const AreaGrid& grid) {
    std::map<std::uint16_t, Borders> borders;
    for (int y = 0; y < grid.height; ++y) {
        for (int x = 0; x < grid.width; ++x) {
            const std::uint16_t number = grid.at(x, y);
            if (number == 0) {
                continue;
            }
            Borders& own = borders[number];
            const auto add = [&](int dx, int dy, Corner from, Corner to) {
                if (grid.at(x + dx, y + dy) != number) {
                    own.emplace(from, to);
                }
            };
            add(0, -1, {x, y}, {x + 1, y});
            add(1, 0, {x + 1, y}, {x + 1, y + 1});
            add(0, 1, {x + 1, y + 1}, {x, y + 1});
            add(-1, 0, {x, y + 1}, {x, y});
        }
    }
    return borders;
}

/// Takes one closed loop out of the borders.
std::vector<glm::vec2> take_loop(Borders& borders) {
    std::vector<glm::vec2> loop;
    const Corner start = borders.begin()->first;
    Corner at = start;
    do {
        const auto next = borders.find(at);
        if (next == borders.end()) {
            break;  // cannot be: what enters a corner leaves it
        }
        loop.emplace_back(static_cast<float>(at.first), static_cast<float>(at.second));
        at = next->second;
        borders.erase(next);
    } while (at != start);
    return loop;
}

float area_of(const std::vector<glm::vec2>& loop) {
    float doubled = 0.0F;
    for (std::size_t i = 0; i < loop.size(); ++i) {
        const glm::vec2& a = loop[i];
        const glm::vec2& b = loop[(i + 1) % loop.size()];
        doubled += a.x * b.y - b.x * a.y;
    }
    return std::abs(doubled) / 2.0F;
}

float distance_to_line(const glm::vec2& point, const glm::vec2& a, const glm::vec2& b) {
    const glm::vec2 way = b - a;
    const float length = glm::length(way);
    return length > 0.0F ? std::abs(way.x * (point.y - a.y) - way.y * (point.x - a.x)) / length
                         : glm::distance(point, a);
}

/// Douglas and Peucker's way, between two corners that stay.
void keep_between(const std::vector<glm::vec2>& loop, std::size_t from, std::size_t to, float tolerance,
                  std::vector<bool>& kept) {
    std::vector<std::pair<std::size_t, std::size_t>> open{{from, to}};
    while (!open.empty()) {
        const auto [low, high] = open.back();
        open.pop_back();
        std::size_t farthest = low;
        float most = tolerance;
        for (std::size_t i = low + 1; i < high; ++i) {
            const float off = distance_to_line(loop[i], loop[low], loop[high]);
            if (off > most) {
                most = off;
                farthest = i;
            }
        }
        if (farthest != low) {
            kept[farthest] = true;
            open.emplace_back(low, farthest);
            open.emplace_back(farthest, high);
        }
    }
}

std::vector<glm::vec2> simplified(std::vector<glm::vec2> loop, float tolerance) {
    loop.push_back(loop.front());
    std::size_t opposite = 0;
    for (std::size_t i = 0; i < loop.size(); ++i) {
        if (glm::distance(loop[i], loop.front()) > glm::distance(loop[opposite], loop.front())) {
            opposite = i;
        }
    }
    std::vector<bool> kept(loop.size(), false);
    kept.front() = kept[opposite] = true;
    keep_between(loop, 0, opposite, tolerance, kept);
    keep_between(loop, opposite, loop.size() - 1, tolerance, kept);
    std::vector<glm::vec2> corners;
    for (std::size_t i = 0; i + 1 < loop.size(); ++i) {
        if (kept[i]) {
            corners.push_back(loop[i]);
        }
    }
    return corners;
}

void append_path(std::string& path, const std::vector<glm::vec2>& corners, float cell_px) {
    char letter = 'M';
    for (const glm::vec2& corner : corners) {
        fmt::format_to(std::back_inserter(path), "{}{:.4g} {:.4g}", letter, corner.x * cell_px, corner.y * cell_px);
        letter = 'L';
    }
    path += 'Z';
}

}  // namespace

std::map<std::uint16_t, std::string> outline_paths(const AreaGrid& grid, const OutlineOrder& order) {
    std::map<std::uint16_t, std::string> paths;
    for (auto& [number, borders] : find_borders(grid)) {
        std::string path;
        while (!borders.empty()) {
            const std::vector<glm::vec2> loop = take_loop(borders);
            const std::vector<glm::vec2> corners = simplified(loop, order.tolerance);
            if (area_of(loop) >= static_cast<float>(order.least_cells) && corners.size() >= 3) {
                append_path(path, corners, order.cell_px);
            }
        }
        if (!path.empty()) {
            paths.emplace(number, std::move(path));
        }
    }
    return paths;
}

}  // namespace palpate
