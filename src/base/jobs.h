#pragma once

#include "base/error.h"
#include "base/text.h"

#include <any>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

namespace palpate {

/// What a job did last: `done` of `total` steps of the work named by `step`.
struct Progress {
    std::size_t done = 0;
    std::size_t total = 0;
    Text step;
};

/// A job's link to the world: asks it to stop, takes its progress. Thread: any; callable from several workers at once.
class JobContext {
public:
    JobContext() = default;
    JobContext(std::stop_token stop, std::function<void(const Progress&)> report)
        : stop_(std::move(stop)), report_(std::move(report)) {}

    [[nodiscard]] bool stop_requested() const noexcept { return stop_.stop_requested(); }
    /// Throws Error Cancelled if a stop was asked for: call once per step of a long loop.
    void check_stop() const;
    void progress(const Progress& progress) const;

private:
    std::stop_token stop_;
    std::function<void(const Progress&)> report_;
};

struct Failure {
    ErrorCode code = ErrorCode::Io;
    Text text;
};
struct Cancelled {};
template <class T>
using Outcome = std::variant<T, Failure, Cancelled>;

/// Number of threads to use for compute: all cores, at least one.
[[nodiscard]] std::size_t compute_threads();

/// Runs `work(index)` for 0..count-1 on up to compute_threads() threads (the caller's included) and waits.
/// The first exception stops the rest and is rethrown. Order of calls is unspecified; give each index its own output.
void parallel_for(std::size_t count, const std::function<void(std::size_t)>& work);

/// Work off the main thread. One lane each: jobs of a lane run one after another, first in, first out; lanes run side
/// by side. Completions wait until the main thread calls drain(). The one place that catches what work throws.
/// Thread: owned and used by the main thread; destroy first: it asks all jobs to stop and joins.
class JobQueue {
public:
    enum class Lane { Compute, Store };

    /// `wake` is called from worker threads after a completion or progress is ready (glfwPostEmptyEvent).
    explicit JobQueue(std::function<void()> wake = {});
    ~JobQueue();
    JobQueue(const JobQueue&) = delete;
    JobQueue& operator=(const JobQueue&) = delete;

    /// Starts `work(JobContext&) -> T`; `done(Outcome<T>)` runs in a later drain(). Returns a handle for cancel().
    template <class Work, class Done>
    std::size_t start(Lane lane, std::string name, Work work, Done done) {
        using Result = std::invoke_result_t<Work, JobContext&>;
        return enqueue(
            lane, std::move(name),
            [work = std::move(work)](JobContext& context) mutable {
                return std::any(std::make_shared<Result>(work(context)));
            },
            [done = std::move(done)](Outcome<std::any> outcome) mutable {
                if (auto* value = std::get_if<std::any>(&outcome)) {
                    done(Outcome<Result>(std::move(*std::any_cast<std::shared_ptr<Result>>(*value))));
                } else if (auto* failure = std::get_if<Failure>(&outcome)) {
                    done(Outcome<Result>(std::move(*failure)));
                } else {
                    done(Outcome<Result>(Cancelled{}));
                }
            });
    }

    /// Asks one job to stop; its completion says Cancelled.
    void cancel(std::size_t handle);

    /// Runs the completions that are ready, on the calling (main) thread. Returns how many ran.
    std::size_t drain();
    /// Waits until nothing is running or queued, draining as it goes. For the command line and tests.
    void run_until_idle();
    [[nodiscard]] bool idle() const;

    struct Running {
        std::size_t handle = 0;
        std::string name;
        Progress progress;
    };
    /// The jobs queued or running now, oldest first.
    [[nodiscard]] std::vector<Running> running() const;

private:
    struct Job;
    using AnyWork = std::function<std::any(JobContext&)>;
    using AnyDone = std::function<void(Outcome<std::any>)>;

    std::size_t enqueue(Lane lane, std::string name, AnyWork work, AnyDone done);
    void run_lane(std::size_t lane, const std::stop_token& stop);
    [[nodiscard]] Outcome<std::any> run_job(Job& job);

    std::function<void()> wake_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::vector<std::deque<std::shared_ptr<Job>>> waiting_;
    std::vector<std::shared_ptr<Job>> active_;
    std::deque<std::pair<std::shared_ptr<Job>, Outcome<std::any>>> finished_;
    std::size_t next_handle_ = 1;
    std::vector<std::jthread> threads_;
};

}  // namespace palpate
