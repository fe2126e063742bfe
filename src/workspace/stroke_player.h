#pragma once

#include "scene/stroke_patch.h"
#include "workspace/stroke_play.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

namespace palpate {

/// Plays one technique on one structure: its time, and what of it is on the skin now. Nothing runs by itself: time goes
/// by in advance() alone. Thread: main only.
class StrokePlayer {
public:
    /// What a job finds out.
    struct Ways {
        std::shared_ptr<const StrokeGround> ground;
        std::shared_ptr<const StrokeRoute> route;
    };

    [[nodiscard]] const std::optional<StrokePlay>& play() const { return play_; }
    /// False from the start until the job has found the ways: nothing is on the skin yet.
    [[nodiscard]] bool ready() const { return route_ != nullptr; }
    /// Rises with every change a picture or panel could show.
    [[nodiscard]] std::size_t revision() const { return revision_; }
    /// Where the hands are and in which repeat; nullopt when not ready().
    [[nodiscard]] std::optional<StrokeMoment> moment() const;
    /// How long all repeats take at their own speed, s; nullopt when not ready().
    [[nodiscard]] std::optional<double> duration() const;

    void stop();
    void set_playing(bool playing);
    /// Comes into k_slowest_strokes .. k_fastest_strokes.
    void set_rate(double rate);
    /// True where the picture, or the second shown in a panel, changed. Holds that stay for minutes change nothing.
    bool advance(double seconds);
    /// The hands now, or with reduced motion arrows and rings; empty when not ready(). Made anew only after a change: a
    /// hand takes about 0.6 ms.
    [[nodiscard]] const std::vector<MarkTrace>& traces(bool reduce_motion) const;

    // For the workspace.
    void start(StrokePlay play);
    /// Of the last start, for take().
    [[nodiscard]] std::size_t ticket() const { return ticket_; }
    /// Its route is ignored where something else was started or stopped meanwhile.
    void take(std::size_t ticket, Ways ways);
    /// Another body came: what was known of the skin holds no more.
    void forget_body();
    [[nodiscard]] const std::shared_ptr<const StrokeGround>& ground() const { return ground_; }

private:
    void change() { ++revision_; }

    std::optional<StrokePlay> play_;
    std::shared_ptr<const StrokeGround> ground_;  ///< of the body on screen, once something was played on it
    std::shared_ptr<const StrokeRoute> route_;
    std::size_t ticket_ = 0;
    std::size_t revision_ = 0;
    mutable std::vector<MarkTrace> traces_;
    mutable std::size_t traces_revision_ = 0;  ///< they are of; none are of a revision 0
    mutable bool traces_still_ = false;
};

}  // namespace palpate
