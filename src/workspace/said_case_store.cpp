#include "workspace/detail/said_case_store.h"

#include "base/error.h"
#include "exchange/record_json.h"
#include "intake/said_case.h"

namespace palpate::detail {
namespace {

[[noreturn]] void refuse() { throw Error(ErrorCode::Forbidden, {"error.intake.only-own", {}}); }

}  // namespace

void SaidCaseStore::write_answers() {
    parts_.intake.warned = has_warning(parts_.said, *parts_.clinical);
    parts_.intake.answers = write_record(parts_.said);
}

void SaidCaseStore::finish(Timestamp at, const std::string& token_hash) {
    write_answers();
    parts_.intake.finished = at;
    token_hash.empty() ? parts_.real->put_intake(parts_.intake)
                       : parts_.real->receive_intake(parts_.intake, token_hash);
}

CaseDocument SaidCaseStore::load(const ClientId& id) {
    if (id != parts_.said.client.id) {
        throw Error(ErrorCode::NotFound, {"error.store.client-gone", {}});
    }
    return parts_.said;
}

void SaidCaseStore::save(const DocumentDiff& change) {
    if (change.client != parts_.said.client.id) {
        refuse();
    }
    CaseDocument before = std::exchange(parts_.said, apply(parts_.said, change));
    try {
        write_answers();
        parts_.real->put_intake(parts_.intake);
    } catch (...) {
        parts_.said = std::move(before);  // it is tried again with the same change
        throw;
    }
}

void SaidCaseStore::save_import(const std::vector<DocumentDiff>&, std::string_view) { refuse(); }
void SaidCaseStore::remove(const ClientId&) { refuse(); }
void SaidCaseStore::set_note_phrases(const std::vector<NotePhrase>&) { refuse(); }
void SaidCaseStore::put_intake(const PendingIntake&) { refuse(); }
void SaidCaseStore::receive_intake(const PendingIntake&, const std::string&) { refuse(); }
void SaidCaseStore::end_intake(const IntakeId&, IntakeEnd) { refuse(); }
void SaidCaseStore::add_intake_key(const IntakeKey&) { refuse(); }
void SaidCaseStore::add_invitation(const IntakeInvitation&) { refuse(); }

}  // namespace palpate::detail
