#pragma once

#include "casebook/case_store.h"
#include "workspace/workspace.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace palpate {

/// What taking in answers from home needs besides the store. Shared, so that it can be done by a job.
struct AnswersReceiver {
    std::shared_ptr<const AnatomyCatalogue> anatomy;
    std::shared_ptr<const ClinicalCatalogue> clinical;
    std::shared_ptr<const Atlas> atlas;
    std::shared_ptr<const Translator> words;  ///< of the texts that were agreed to
    std::shared_ptr<const Clock> clock;
};
/// Of the workspace as it is now. Throws Error InvalidEdit where no body with lay regions is there.
[[nodiscard]] AnswersReceiver make_answers_receiver(const Workspace& workspace);

/// Throws Error InvalidContent for a file that is larger than answers are or none of them by its first bytes; NotFound, Io.
[[nodiscard]] std::string read_answers_file(const std::filesystem::path& file);
/// A file that a client sealed at home: opened, checked against its invitation, and kept with what waits to be gone through.
/// All of it or nothing. Throws Error InvalidContent (no such file, too large, altered, of another practice, wrong answers),
/// NotFound where nobody was invited, InvalidEdit where the invitation is used up or too old. Store lane.
PendingIntake receive_answers(CaseStore& store, const AnswersReceiver& receiver, std::string_view file);

/// What a client who is invited gets: the newest key, made where there is none, and a token good for 14 days and one time.
struct HomeInvitation {
    IntakeKey key{};
    std::string token{};
};
/// `client` empty: of someone new. Throws Error NotFound where that client is gone.
[[nodiscard]] HomeInvitation invite_home(CaseStore& store, const ClientId& client, Timestamp now);
/// A code for the kiosk, good for 14 days and one time. Throws Error NotFound where that client is gone.
[[nodiscard]] std::string invite_to_kiosk(CaseStore& store, const ClientId& client, Timestamp now);
/// The key alone, for a page without a token.
[[nodiscard]] IntakeKey newest_intake_key(CaseStore& store, Timestamp now);

}  // namespace palpate
