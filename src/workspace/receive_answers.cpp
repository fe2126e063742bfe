#include "workspace/receive_answers.h"

#include "anatomy/area_middles.h"
#include "base/error.h"
#include "base/file_io.h"
#include "exchange/record_json.h"
#include "intake/home_answers.h"
#include "intake/intake_token.h"
#include "intake/said_case.h"
#include "intake/sealed_answers.h"
#include "workspace/consent_texts.h"

#include <algorithm>
#include <optional>

namespace palpate {
namespace {

constexpr std::int64_t k_day_us = std::int64_t{24} * 3600 * 1'000'000;
constexpr std::int64_t k_days_to_answer = 14;

const SkinMap* find_region_map(const Atlas& atlas) {
    const auto map = std::ranges::find(atlas.skin_maps(), k_region_map, &SkinMap::id);
    return map == atlas.skin_maps().end() ? nullptr : &*map;
}

IntakeInvitation require_invitation(CaseStore& store, const std::string& token, Timestamp now) {
    const auto invitation = token.empty() ? std::nullopt : store.find_invitation(hash_intake_token(token));
    if (!invitation) {
        throw Error(ErrorCode::NotFound, {"error.intake.not-invited", {}});
    }
    if (invitation->used) {
        throw Error(ErrorCode::InvalidEdit, {"error.intake.received-before", {}});
    }
    if (invitation->expires < now) {
        throw Error(ErrorCode::InvalidEdit, {"error.intake.too-late", {}});
    }
    return *invitation;
}

IntakeInvitation invitation_of(const std::string& token, const ClientId& client, Timestamp now) {
    return {.token_hash = hash_intake_token(token),
            .client = client,
            .made = now,
            .expires = {now.microseconds_utc + k_days_to_answer * k_day_us}};
}

std::vector<Consent> consents_as_now(const Translator& words) {
    std::vector<Consent> consents;
    for (const std::string_view text : k_consent_texts) {
        consents.push_back({.text = std::string(text),
                            .version = std::string(k_consent_version),
                            .words = words.tr(consent_words_key(text))});
    }
    return consents;
}

}  // namespace

AnswersReceiver make_answers_receiver(const Workspace& workspace) {
    const WorkspaceServices& services = workspace.services();
    if (workspace.atlas() == nullptr || find_region_map(*workspace.atlas()) == nullptr) {
        throw Error(ErrorCode::InvalidEdit, {"error.intake.no-such-place", {}});
    }
    return {.anatomy = services.anatomy,
            .clinical = services.clinical,
            .atlas = workspace.atlas(),
            .words = services.translator,
            .clock = services.clock};
}

std::string read_answers_file(const std::filesystem::path& file) {
    std::error_code fault;
    const std::uintmax_t size = std::filesystem::file_size(file, fault);  // a fault is told by the reading below
    if (!fault && size > k_most_answers_file_bytes) {
        throw Error(ErrorCode::InvalidContent, {"error.intake.file-too-large", {}});
    }
    std::string bytes = read_text_file(file);
    if (!is_answers_file(bytes)) {
        throw Error(ErrorCode::InvalidContent, {"error.intake.no-answers-file", {}});
    }
    return bytes;
}

PendingIntake receive_answers(CaseStore& store, const AnswersReceiver& receiver, std::string_view file) {
    const Timestamp now = receiver.clock->now();
    UuidGenerator ids;  // the workspace's own is the main thread's
    const std::vector<IntakeKey> keys = store.intake_keys();
    const std::string json = open_answers(file, keys);
    const std::string token = token_of_home_answers(json);
    const IntakeInvitation invitation = require_invitation(store, token, now);
    const auto known = invitation.client.empty() ? std::nullopt : std::optional(store.load(invitation.client));
    const AreaMiddles middles(*receiver.atlas, *find_region_map(*receiver.atlas));
    const CaseDocument said =
        read_home_answers(json, {.known = known ? &*known : nullptr,
                                 .consents = consents_as_now(*receiver.words),
                                 .anatomy = *receiver.anatomy,
                                 .clinical = *receiver.clinical,
                                 .find_middle = [&](std::string_view area) { return middles.find(area); },
                                 .date = local_date(now),
                                 .now = now,
                                 .ids = ids});
    PendingIntake intake{.id = IntakeId(ids.make_id()),
                         .client = invitation.client,
                         .source = IntakeSource::Home,
                         .warned = has_warning(said, *receiver.clinical),
                         .started = now,
                         .finished = now,
                         .answers = write_record(said)};
    store.receive_intake(intake, invitation.token_hash);
    return intake;
}

IntakeKey newest_intake_key(CaseStore& store, Timestamp now) {
    const std::vector<IntakeKey> keys = store.intake_keys();
    if (!keys.empty()) {
        return keys.front();
    }
    IntakeKey key = make_intake_key(now);
    store.add_intake_key(key);
    return key;
}

HomeInvitation invite_home(CaseStore& store, const ClientId& client, Timestamp now) {
    HomeInvitation invitation{.key = newest_intake_key(store, now), .token = make_home_token()};
    store.add_invitation(invitation_of(invitation.token, client, now));
    return invitation;
}

std::string invite_to_kiosk(CaseStore& store, const ClientId& client, Timestamp now) {
    UuidGenerator ids;
    std::string code = make_intake_code(ids);
    store.add_invitation(invitation_of(code, client, now));
    return code;
}

}  // namespace palpate
