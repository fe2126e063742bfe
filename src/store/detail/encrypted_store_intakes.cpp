// What clients say before a visit, kept until the therapist has gone through it.

#include "store/detail/encrypted_store.h"

#include <fmt/format.h>

#include <algorithm>

namespace palpate::detail {
namespace {

std::optional<ClientId> client_of(const PendingIntake& intake) {
    return intake.client.empty() ? std::nullopt : std::optional(intake.client);
}

}  // namespace

/// The front desk hands the device over; what is said on it is not for its eyes.
std::vector<PendingIntake> EncryptedStore::list_intakes() {
    return sees_health() ? records().list_intakes() : std::vector<PendingIntake>();
}

void EncryptedStore::put_intake(const PendingIntake& intake) {
    require_therapist();
    write({.kind = AuditKind::Change,
           .client = client_of(intake),
           .detail = intake.finished ? "answers before a visit, finished" : "answers before a visit"},
          [&](SqlCaseStore& store) { store.put_intake(intake); });
}

void EncryptedStore::receive_intake(const PendingIntake& intake, const std::string& token_hash) {
    require_therapist();
    write({.kind = AuditKind::Import, .client = client_of(intake), .detail = "answers from home"},
          [&](SqlCaseStore& store) {
              store.use_invitation(token_hash, now());
              store.put_intake(intake);
          });
}

void EncryptedStore::end_intake(const IntakeId& id, IntakeEnd end) {
    require_therapist();
    const std::vector<PendingIntake> intakes = records().list_intakes();
    const auto known = std::ranges::find(intakes, id, &PendingIntake::id);
    write({.kind = AuditKind::Change,
           .client = known == intakes.end() ? std::nullopt : client_of(*known),
           .detail = fmt::format("answers before a visit {}", name_of(end))},
          [&](SqlCaseStore& store) { store.end_intake(id); });
}

std::vector<IntakeKey> EncryptedStore::intake_keys() {
    require_therapist();
    return records().intake_keys();
}

void EncryptedStore::add_intake_key(const IntakeKey& key) {
    require_therapist();
    write({.kind = AuditKind::Change, .detail = "key for answers from home"},
          [&](SqlCaseStore& store) { store.add_intake_key(key); });
}

void EncryptedStore::add_invitation(const IntakeInvitation& invitation) {
    require_therapist();
    write({.kind = AuditKind::Change,
           .client = invitation.client.empty() ? std::nullopt : std::optional(invitation.client),
           .detail = "invitation to answer from home"},
          [&](SqlCaseStore& store) { store.add_invitation(invitation); });
}

std::optional<IntakeInvitation> EncryptedStore::find_invitation(const std::string& token_hash) {
    return records().find_invitation(token_hash);
}

}  // namespace palpate::detail
