#include "atlas_sources/parametric/head_field.h"

#include "base/error.h"

#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <numbers>
#include <string>

namespace palpate {
namespace {

constexpr std::size_t k_degree = 3;
constexpr std::size_t k_alpha_steps = 1024;
constexpr std::size_t k_beta_steps = 256;
/// The two halves meet in a crease at beta 0; this much of beta is rounded over.
constexpr float k_crease_rad = 0.022F;

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& detail) {
    throw Error(ErrorCode::InvalidContent,
                {"atlas_sources.error.head_field", {{"file", file.string()}, {"detail", detail}}});
}

/// The four cubic basis functions that are not zero at x, by de Boor's recurrence, and the index of the first.
struct Basis {
    std::size_t first = 0;
    std::array<double, k_degree + 1> value{};
};

Basis basis_at(const std::vector<double>& knots, double x) {
    const std::size_t last_span = knots.size() - k_degree - 2;
    const auto above = std::upper_bound(knots.begin(), knots.end(), x);
    const auto found = static_cast<std::size_t>(std::max<std::ptrdiff_t>(above - knots.begin() - 1, 0));
    const std::size_t span = std::clamp(found, k_degree, last_span);
    Basis basis{span - k_degree, {1.0, 0.0, 0.0, 0.0}};
    for (std::size_t degree = 1; degree <= k_degree; ++degree) {
        double carried = 0.0;
        for (std::size_t i = 0; i < degree; ++i) {
            const double right = knots[span + i + 1];
            const double left = knots[span + i + 1 - degree];
            const double part = right > left ? basis.value[i] / (right - left) : 0.0;
            basis.value[i] = carried + (right - x) * part;
            carried = (x - left) * part;
        }
        basis.value[degree] = carried;
    }
    return basis;
}

glm::vec3 to_vec3(const std::vector<float>& numbers, const std::filesystem::path& file) {
    if (numbers.size() != 3) {
        refuse(file, "centre_mm and scale need three numbers");
    }
    return {numbers[0], numbers[1], numbers[2]};
}

void check_knots(const std::vector<double>& knots, const std::filesystem::path& file) {
    if (knots.size() < 2 * (k_degree + 1) || !std::is_sorted(knots.begin(), knots.end())) {
        refuse(file, "knots must ascend and be at least eight");
    }
}

}  // namespace

HeadField HeadField::load(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream) {
        throw Error(ErrorCode::NotFound, {"atlas_sources.error.skin_missing_file", {{"file", file.string()}}});
    }
    HeadField field;
    std::size_t rows = 0;
    try {
        const nlohmann::json json = nlohmann::json::parse(stream);
        field.centre_mm_ = to_vec3(json.at("centre_mm").get<std::vector<float>>(), file);
        field.scale_ = to_vec3(json.at("scale").get<std::vector<float>>(), file);
        field.knots_alpha_ = json.at("knots_alpha_rad").get<std::vector<double>>();
        field.knots_beta_ = json.at("knots_beta_rad").get<std::vector<double>>();
        for (const nlohmann::json& row : json.at("coefficients_mm")) {
            const auto numbers = row.get<std::vector<double>>();
            field.coefficients_.insert(field.coefficients_.end(), numbers.begin(), numbers.end());
            ++rows;
        }
    } catch (const nlohmann::json::exception& fault) {
        refuse(file, fault.what());
    }
    check_knots(field.knots_alpha_, file);
    check_knots(field.knots_beta_, file);
    // The alpha basis wraps: its last three functions are its first three again.
    if (rows + k_degree != field.knots_alpha_.size() - k_degree - 1 ||
        field.coefficients_.size() != rows * (field.knots_beta_.size() - k_degree - 1)) {
        refuse(file, "the number of coefficients does not fit the knots");
    }
    if (std::min({field.scale_.x, field.scale_.y, field.scale_.z}) <= 0.0F) {
        refuse(file, "scale must be positive");
    }
    field.tabulate();
    return field;
}

double HeadField::radius_mm(double alpha_rad, double beta_rad) const {
    const std::size_t columns = knots_beta_.size() - k_degree - 1;
    const std::size_t rows = coefficients_.size() / columns;
    const Basis across = basis_at(knots_alpha_, alpha_rad);
    const Basis aside = basis_at(knots_beta_, beta_rad);
    double radius = 0.0;
    for (std::size_t i = 0; i <= k_degree; ++i) {
        const std::size_t row = (across.first + i) % rows;
        for (std::size_t j = 0; j <= k_degree; ++j) {
            radius += across.value[i] * aside.value[j] * coefficients_[row * columns + aside.first + j];
        }
    }
    return radius;
}

void HeadField::tabulate() {
    table_.reserve((k_alpha_steps + 1) * (k_beta_steps + 1));
    for (std::size_t i = 0; i <= k_alpha_steps; ++i) {
        const double alpha = (2.0 * static_cast<double>(i) / k_alpha_steps - 1.0) * std::numbers::pi;
        for (std::size_t j = 0; j <= k_beta_steps; ++j) {
            const double beta = 0.5 * std::numbers::pi * static_cast<double>(j) / k_beta_steps;
            table_.push_back(static_cast<float>(radius_mm(alpha, beta)));
        }
    }
}

float HeadField::depth_mm(const glm::vec3& point_mm) const {
    const glm::vec3 ray = (point_mm - centre_mm_) / scale_;
    const float length = std::max(glm::length(ray), 1e-3F);
    const float alpha = std::atan2(ray.y, ray.z);
    const float angle = std::asin(std::min(std::abs(ray.x) / length, 1.0F));
    const float beta = std::min(std::hypot(angle, k_crease_rad), 0.5F * std::numbers::pi_v<float>);
    const float u = (alpha / std::numbers::pi_v<float> + 1.0F) * 0.5F * static_cast<float>(k_alpha_steps);
    const float v = beta / (0.5F * std::numbers::pi_v<float>)*static_cast<float>(k_beta_steps);
    const std::size_t i = std::min(static_cast<std::size_t>(u), k_alpha_steps - 1);
    const std::size_t j = std::min(static_cast<std::size_t>(v), k_beta_steps - 1);
    const float s = u - static_cast<float>(i);
    const float t = v - static_cast<float>(j);
    const float* row = table_.data() + i * (k_beta_steps + 1) + j;
    const float* next = row + (k_beta_steps + 1);
    const float radius = glm::mix(glm::mix(row[0], row[1], t), glm::mix(next[0], next[1], t), s);
    return (radius / length - 1.0F) * glm::length(point_mm - centre_mm_);
}

}  // namespace palpate
