#include "workspace/practice_desk.h"

#include "base/calendar_date.h"
#include "base/clock.h"
#include "base/jobs.h"
#include "workspace/detail/job_names.h"

#include <utility>

namespace palpate {

void PracticeDesk::take_store(std::shared_ptr<CaseStore> store, std::vector<NotePhrase> phrases) {
    store_ = std::move(store);
    phrases_ = std::move(phrases);
    view_.reset();
}

void PracticeDesk::set_phrases(std::vector<NotePhrase> phrases) {
    std::vector<NotePhrase> before = std::exchange(phrases_, phrases);
    services_.changed();
    services_.jobs.start(
        JobQueue::Lane::Store, k_job_save,
        [store = store_, phrases = std::move(phrases)](JobContext&) {
            store->set_note_phrases(phrases);
            return true;
        },
        [this, before = std::move(before)](Outcome<bool> outcome) {
            if (const auto* failure = std::get_if<Failure>(&outcome)) {
                phrases_ = before;
                services_.fail(*failure);
            }
        });
}

void PracticeDesk::count(const Knowledge& knowledge) {
    if (counting_) {
        return;
    }
    counting_ = true;
    services_.jobs.start(
        JobQueue::Lane::Store, k_job_practice,
        [store = store_, knowledge](JobContext&) {
            const BodyPlaces places(*knowledge.anatomy, knowledge.atlas.get());
            const auto today = find_date(local_date(knowledge.clock->now()));
            return make_practice_view(store->count_practice(), places, today.value_or(std::chrono::sys_days()),
                                      k_weeks_counted);
        },
        [this, store = store_](Outcome<PracticeView> outcome) {
            counting_ = false;
            if (store != store_) {
                return;  // of records that were locked meanwhile
            }
            if (auto* view = std::get_if<PracticeView>(&outcome)) {
                view_ = std::move(*view);
            } else if (const auto* failure = std::get_if<Failure>(&outcome)) {
                services_.fail(*failure);
            }
            services_.changed();
        });
}

}  // namespace palpate
