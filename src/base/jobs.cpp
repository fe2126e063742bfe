#include "base/jobs.h"

#include <algorithm>
#include <atomic>
#include <exception>

namespace palpate {

struct JobQueue::Job {
    std::size_t handle = 0;
    Lane lane = Lane::Compute;
    std::string name;
    AnyWork work;
    AnyDone done;
    std::stop_source stop;
    Progress progress;
};

void JobContext::check_stop() const {
    if (stop_requested()) {
        throw Error(ErrorCode::Cancelled, {"error.cancelled", {}});
    }
}

void JobContext::progress(const Progress& progress) const {
    if (report_) {
        report_(progress);
    }
}

std::size_t compute_threads() { return std::max<std::size_t>(1, std::thread::hardware_concurrency()); }

void parallel_for(std::size_t count, const std::function<void(std::size_t)>& work) {
    std::atomic<std::size_t> next = 0;
    std::mutex mutex;
    std::exception_ptr fault;
    const auto run = [&] {
        for (std::size_t index = next++; index < count; index = next++) {
            try {
                work(index);
            } catch (...) {
                const std::scoped_lock lock(mutex);
                if (!fault) {
                    fault = std::current_exception();
                }
                next = count;
            }
        }
    };
    {
        std::vector<std::jthread> helpers;
        for (std::size_t i = 1; i < std::min(count, compute_threads()); ++i) {
            helpers.emplace_back(run);
        }
        run();
    }
    if (fault) {
        std::rethrow_exception(fault);
    }
}

JobQueue::JobQueue(std::function<void()> wake) : wake_(std::move(wake)), waiting_(2) {
    for (std::size_t lane = 0; lane < waiting_.size(); ++lane) {
        threads_.emplace_back([this, lane](const std::stop_token& stop) { run_lane(lane, stop); });
    }
}

JobQueue::~JobQueue() {
    {
        const std::scoped_lock lock(mutex_);
        for (const auto& job : active_) {
            if (job->lane == Lane::Compute) {  // accepted saves are still written, see run_lane()
                job->stop.request_stop();
            }
        }
    }
    for (auto& thread : threads_) {
        thread.request_stop();
    }
    changed_.notify_all();
}

std::size_t JobQueue::enqueue(Lane lane, std::string name, AnyWork work, AnyDone done) {
    auto job = std::make_shared<Job>();
    job->lane = lane;
    job->name = std::move(name);
    job->work = std::move(work);
    job->done = std::move(done);
    {
        const std::scoped_lock lock(mutex_);
        job->handle = next_handle_++;
        active_.push_back(job);
        waiting_[static_cast<std::size_t>(lane)].push_back(job);
    }
    changed_.notify_all();
    return job->handle;
}

Outcome<std::any> JobQueue::run_job(Job& job) {
    JobContext context(job.stop.get_token(), [this, &job](const Progress& progress) {
        {
            const std::scoped_lock lock(mutex_);
            job.progress = progress;
        }
        if (wake_) {
            wake_();
        }
    });
    try {
        context.check_stop();
        return job.work(context);
    } catch (const Error& error) {
        if (error.code() == ErrorCode::Cancelled) {
            return Cancelled{};
        }
        return Failure{error.code(), error.text()};
    } catch (const std::exception& fault) {
        return Failure{ErrorCode::Io, {"error.unexpected", {{"detail", fault.what()}}}};
    }
}

void JobQueue::run_lane(std::size_t lane, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, stop, [&] { return !waiting_[lane].empty(); });
        // Saves that were accepted are written even while the program closes: only compute is dropped.
        if (stop.stop_requested() && (lane != static_cast<std::size_t>(Lane::Store) || waiting_[lane].empty())) {
            return;
        }
        const auto job = waiting_[lane].front();
        waiting_[lane].pop_front();
        lock.unlock();
        Outcome<std::any> outcome = run_job(*job);
        lock.lock();
        std::erase(active_, job);
        finished_.emplace_back(job, std::move(outcome));
        changed_.notify_all();
        if (wake_) {
            lock.unlock();
            wake_();
            lock.lock();
        }
    }
}

void JobQueue::cancel(std::size_t handle) {
    const std::scoped_lock lock(mutex_);
    for (const auto& job : active_) {
        if (job->handle == handle) {
            job->stop.request_stop();
        }
    }
}

std::size_t JobQueue::drain() {
    std::size_t count = 0;
    while (true) {
        std::unique_lock lock(mutex_);
        if (finished_.empty()) {
            return count;
        }
        auto [job, outcome] = std::move(finished_.front());
        finished_.pop_front();
        lock.unlock();
        job->done(std::move(outcome));
        ++count;
    }
}

void JobQueue::run_until_idle() {
    while (true) {
        drain();
        std::unique_lock lock(mutex_);
        if (active_.empty() && finished_.empty()) {
            return;
        }
        changed_.wait(lock, [&] { return !finished_.empty() || active_.empty(); });
    }
}

bool JobQueue::idle() const {
    const std::scoped_lock lock(mutex_);
    return active_.empty() && finished_.empty();
}

std::vector<JobQueue::Running> JobQueue::running() const {
    const std::scoped_lock lock(mutex_);
    std::vector<Running> result;
    for (const auto& job : active_) {
        result.push_back({job->handle, job->name, job->progress});
    }
    return result;
}

}  // namespace palpate
