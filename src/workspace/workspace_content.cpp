// The clinical content while its author writes on it: what has changed on disk is read again, beside the work.

#include "workspace/detail/job_names.h"
#include "workspace/workspace.h"

#include <utility>

namespace palpate {
namespace {

constexpr std::int64_t k_between_looks_us = 2'000'000;

}  // namespace

void Workspace::look_at_clinical() {
    if (!services_.stamp_clinical || !services_.load_clinical || clinical_watch_.busy) {
        return;
    }
    const Timestamp now = services_.clock->now();
    const std::int64_t since_us = now.microseconds_utc - clinical_watch_.looked.microseconds_utc;
    if (since_us >= 0 && since_us < k_between_looks_us) {
        return;
    }
    clinical_watch_.looked = now;
    clinical_watch_.busy = true;
    jobs_.start(
        JobQueue::Lane::Compute, k_job_clinical, [stamp = services_.stamp_clinical](JobContext&) { return stamp(); },
        [this](Outcome<std::uint64_t> outcome) {
            clinical_watch_.busy = false;
            const auto* stamp = std::get_if<std::uint64_t>(&outcome);
            if (stamp != nullptr && *stamp != 0 && *stamp != clinical_watch_.stamp) {
                clinical_watch_.stamp = *stamp;  // also where it does not read: the same mistake is told once
                read_clinical_again();
            }
        });
}

void Workspace::read_clinical_again() {
    clinical_watch_.busy = true;
    jobs_.start(
        JobQueue::Lane::Compute, k_job_clinical,
        [load = services_.load_clinical, language = services_.language](JobContext&) { return load(language); },
        [this, language = services_.language](Outcome<std::shared_ptr<const ClinicalCatalogue>> outcome) {
            clinical_watch_.busy = false;
            if (language != services_.language) {
                clinical_watch_.stamp = 0;  // words of another language are wanted by now: look again
                return;
            }
            if (clinical_watch_.told) {  // repaired, or another mistake by now
                dismiss(*std::exchange(clinical_watch_.told, std::nullopt));
            }
            if (const auto* failure = std::get_if<Failure>(&outcome)) {
                clinical_watch_.told = next_serial_;
                notify(Severity::Warning, {"workspace.content-mistake", {{"why", words().tr(failure->text)}}});
            } else if (auto* content = std::get_if<std::shared_ptr<const ClinicalCatalogue>>(&outcome)) {
                take_clinical(std::move(*content));
                notify(Severity::Note, {"workspace.content-taken", {}});
            }
        });
}

}  // namespace palpate
