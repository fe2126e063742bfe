#pragma once

#include "casebook/case_store.h"
#include "change/practice_view.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace palpate {

class AnatomyCatalogue;
class Atlas;
class Clock;
class JobQueue;
struct Failure;

/// What belongs to the practice and to no client: its phrases, and its figures as last counted. Main thread; slow work is
/// done by jobs on the store lane.
class PracticeDesk {
public:
    struct Services {
        JobQueue& jobs;
        std::function<void(const Failure&)> fail;  ///< says that a job failed
        std::function<void()> changed;             ///< something to see is another
    };
    explicit PracticeDesk(Services services) : services_(std::move(services)) {}

    /// What counting needs besides the records; the atlas may be null: then places of the skin are unknown.
    struct Knowledge {
        std::shared_ptr<const AnatomyCatalogue> anatomy;
        std::shared_ptr<const Atlas> atlas;
        std::shared_ptr<const Clock> clock;
    };

    /// Of a store just opened.
    void take_store(std::shared_ptr<CaseStore> store, std::vector<NotePhrase> phrases);
    /// Lets the store go and forgets what was in it.
    void shut() { take_store(nullptr, {}); }
    [[nodiscard]] const std::vector<NotePhrase>& phrases() const { return phrases_; }
    /// Shown at once, kept by a job; what could not be kept is told and taken back.
    void set_phrases(std::vector<NotePhrase> phrases);

    /// Starts counting over all records: some 0.3 s for 10,000 clients.
    void count(const Knowledge& knowledge);
    /// As last counted; nullopt before the first time.
    [[nodiscard]] const std::optional<PracticeView>& view() const { return view_; }
    [[nodiscard]] bool counting() const { return counting_; }

private:
    Services services_;
    std::shared_ptr<CaseStore> store_;  ///< used on the store lane only
    std::vector<NotePhrase> phrases_;
    std::optional<PracticeView> view_;
    bool counting_ = false;
};

/// So many weeks are counted.
inline constexpr int k_weeks_counted = 26;

}  // namespace palpate
