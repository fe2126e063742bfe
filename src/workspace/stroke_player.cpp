#include "workspace/stroke_player.h"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <utility>

namespace palpate {
namespace {

bool looks_alike(const StrokeMoment& a, const StrokeMoment& b) {
    constexpr float k_unseen_mm = 0.02F;
    return a.repeat == b.repeat && a.holding == b.holding &&
           std::ranges::equal(a.patches, b.patches, [](const StrokePatch& here, const StrokePatch& there) {
               return here.touching == there.touching && std::lround(here.pressure) == std::lround(there.pressure) &&
                      glm::distance(here.place.position_mm, there.place.position_mm) < k_unseen_mm;
           });
}

}  // namespace

std::optional<StrokeMoment> StrokePlayer::moment() const {
    return play_ && route_ ? std::optional(moment_at(*route_, play_->seconds)) : std::nullopt;
}

std::optional<double> StrokePlayer::duration() const {
    return route_ ? std::optional(duration_s(*route_)) : std::nullopt;
}

void StrokePlayer::start(StrokePlay play) {
    play.rate = std::clamp(play.rate, k_slowest_strokes, k_fastest_strokes);
    play_ = std::move(play);
    route_.reset();
    ++ticket_;
    change();
}

void StrokePlayer::take(std::size_t ticket, Ways ways) {
    ground_ = std::move(ways.ground);
    if (ticket == ticket_ && play_) {
        route_ = std::move(ways.route);
        change();
    }
}

void StrokePlayer::stop() {
    if (play_) {
        play_.reset();
        route_.reset();
        change();
    }
}

void StrokePlayer::set_playing(bool playing) {
    if (play_ && play_->playing != playing) {
        play_->playing = playing;
        change();
    }
}

void StrokePlayer::set_rate(double rate) {
    rate = std::clamp(rate, k_slowest_strokes, k_fastest_strokes);
    if (play_ && play_->rate != rate) {
        play_->rate = rate;
        change();
    }
}

bool StrokePlayer::advance(double seconds) {
    if (!play_ || !play_->playing || !route_ || seconds <= 0.0) {
        return false;
    }
    const StrokeMoment before = moment_at(*route_, play_->seconds);
    const double second_before = std::floor(play_->seconds);
    // Kept within one round, so that it stays exact however long it plays.
    play_->seconds = std::fmod(play_->seconds + seconds * play_->rate, duration_s(*route_));
    if (std::floor(play_->seconds) == second_before && looks_alike(before, moment_at(*route_, play_->seconds))) {
        return false;
    }
    change();
    return true;
}

const std::vector<MarkTrace>& StrokePlayer::traces(bool reduce_motion) const {
    if (traces_revision_ != revision_ || traces_still_ != reduce_motion) {
        traces_revision_ = revision_;
        traces_still_ = reduce_motion;
        traces_.clear();
        if (play_ && route_) {
            traces_ = reduce_motion ? draw_still(*ground_, *route_)
                                    : draw_moment(*ground_, *route_, moment_at(*route_, play_->seconds));
        }
    }
    return traces_;
}

void StrokePlayer::forget_body() {
    ground_.reset();
    route_.reset();
    ++ticket_;
    change();
}

}  // namespace palpate
