#pragma once

#include "casebook/case_store.h"
#include "casebook/history.h"
#include "support/error_code.h"
#include "support/random_case.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>

namespace palpate {

/// What every CaseStore must do; call it from one TEST_CASE per implementation, with an empty store each time.
/// Each section runs on its own.
inline void check_case_store_contract(CaseStore& store) {
    const auto save_new = [&](const CaseDocument& document) { store.save(diff(CaseDocument{}, document)); };
    RandomCase random(GENERATE(range(1U, 4U)));
    const CaseDocument first = random.document();

    SECTION("what was saved is loaded again, whole") {
        save_new(first);
        CHECK(store.load(first.client.id) == first);
    }
    SECTION("every difference turns the stored record into the new one") {
        save_new(first);
        CaseDocument current = first;
        for (int step = 0; step < 10; ++step) {
            const CaseDocument next = random.after_edits(current, 4);
            store.save(diff(current, next));
            REQUIRE(store.load(first.client.id) == next);
            current = next;
        }
        store.save(diff(current, first));
        CHECK(store.load(first.client.id) == first);
    }
    SECTION("saving the same change again changes nothing") {
        save_new(first);
        const CaseDocument next = random.after_edits(first, 10);
        store.save(diff(first, next));
        store.save(diff(first, next));
        CHECK(store.load(first.client.id) == next);
    }
    SECTION("an import of several clients is saved as a whole") {
        const CaseDocument other = random.document();
        save_new(first);
        const CaseDocument next = random.after_edits(first, 5);
        store.save_import({diff(first, next), diff(CaseDocument{}, other)}, "csv");
        CHECK(store.load(first.client.id) == next);
        CHECK(store.load(other.client.id) == other);
    }
    SECTION("an import of which one client is refused leaves nothing of the others") {
        save_new(first);
        const CaseDocument next = random.after_edits(first, 5);
        const CaseDocument other = random.document();
        CaseDocument taken = random.document();
        taken.client.reference = next.client.reference;
        const auto import = [&] {
            store.save_import({diff(first, next), diff(CaseDocument{}, other), diff(CaseDocument{}, taken)}, "csv");
        };
        CHECK(error_code_of(import) == ErrorCode::InvalidEdit);
        CHECK(store.list_clients() == std::vector{first.client});
        CHECK(store.load(first.client.id) == first);
    }
    SECTION("an import that brings nothing changes nothing") {
        save_new(first);
        store.save_import({diff(first, first)}, "csv");
        store.save_import({}, "csv");
        CHECK(store.list_clients() == std::vector{first.client});
    }
    SECTION("an empty change is no change, even for a client who is not there") {
        store.save(DocumentDiff{.client = ClientId("nobody")});
        CHECK(store.list_clients().empty());
    }
    SECTION("clients are listed in the order of their references and do not mix") {
        CaseDocument ninth = random.document();
        ninth.client.reference = "999";
        CaseDocument tenth = random.document();
        tenth.client.reference = "1000";
        save_new(tenth);
        save_new(ninth);
        CHECK(store.list_clients() == std::vector{ninth.client, tenth.client});
        CHECK(store.load(ninth.client.id) == ninth);
        CHECK(store.load(tenth.client.id) == tenth);
    }
    SECTION("the practice is counted over all clients, each once for a place") {
        save_new(first);
        save_new(random.document());
        const PracticeCounts counts = store.count_practice();
        CHECK(counts.clients == 2);
        std::int64_t sessions = 0;
        for (const SessionsOnDay& day : counts.days) {
            sessions += day.sessions;
        }
        std::int64_t saved = 0;
        for (const Client& client : store.list_clients()) {
            saved += static_cast<std::int64_t>(store.load(client.id).sessions.size());
        }
        CHECK(sessions == saved);
        CHECK(std::ranges::is_sorted(counts.days, {}, &SessionsOnDay::date));
        for (const Mark& mark : first.marks) {
            CHECK(std::ranges::count(counts.places, mark.anchor.structure, &SurfaceAnchor::structure) >= 1);
        }
        for (const ClientAtPlace& marked : counts.marked) {
            CHECK(std::ranges::count(counts.marked, marked) == 1);
            CHECK(marked.place < counts.places.size());
            CHECK(marked.client < 2);
        }
    }
    SECTION("phrases are kept by parts, each in its order, and replaced as a whole") {
        const std::vector<NotePhrase> phrases{{NotePart::Subjective, "Feels better."},
                                              {NotePart::Subjective, "No change."},
                                              {NotePart::Plan, "Next week."}};
        store.set_note_phrases(phrases);
        CHECK(store.note_phrases() == phrases);
        CHECK(error_code_of([&] { store.set_note_phrases({{NotePart::Plan, ""}}); }) == ErrorCode::InvalidEdit);
        CHECK(store.note_phrases() == phrases);
        store.set_note_phrases({});
        CHECK(store.note_phrases().empty());
    }
    SECTION("what clients say before a visit waits in its order until somebody has gone through it") {
        save_new(first);
        const PendingIntake of_client{.id = IntakeId("b"), .client = first.client.id, .started = {20}, .answers = "{}"};
        PendingIntake of_someone_new{
            .id = IntakeId("a"), .source = IntakeSource::Home, .warned = true, .started = {10}};
        store.put_intake(of_client);
        store.put_intake(of_someone_new);
        CHECK(store.list_intakes() == std::vector{of_someone_new, of_client});
        of_someone_new.finished = Timestamp{30};
        of_someone_new.answers = std::string("{\"a\":1}");
        of_someone_new.client = first.client.id;  // now it is known whose it is
        store.put_intake(of_someone_new);
        CHECK(store.list_intakes() == std::vector{of_someone_new, of_client});
        store.end_intake(of_client.id, IntakeEnd::Declined);
        CHECK(error_code_of([&] { store.end_intake(of_client.id, IntakeEnd::TakenOver); }) == ErrorCode::NotFound);
        CHECK(store.list_intakes() == std::vector{of_someone_new});
        store.remove(first.client.id);  // goes with the client
        CHECK(store.list_intakes().empty());
    }
    SECTION("an intake of nobody known, without an id or too long is refused") {
        CHECK(error_code_of([&] { store.put_intake({.id = IntakeId("a"), .client = ClientId("nobody")}); }) ==
              ErrorCode::NotFound);
        CHECK(error_code_of([&] { store.put_intake({}); }) == ErrorCode::InvalidEdit);
        const std::string long_answers(k_most_intake_bytes + 1, ' ');
        CHECK(error_code_of([&] { store.put_intake({.id = IntakeId("a"), .answers = long_answers}); }) ==
              ErrorCode::InvalidEdit);
        CHECK(store.list_intakes().empty());
    }
    SECTION("answers from home are taken once for each invitation") {
        save_new(first);
        const std::string hash(64, 'a');
        const IntakeInvitation invitation{
            .token_hash = hash, .client = first.client.id, .made = {1}, .expires = {1'000'000}};
        const PendingIntake answers{.id = IntakeId("a"),
                                    .client = first.client.id,
                                    .source = IntakeSource::Home,
                                    .started = {5},
                                    .finished = {{6}}};
        CHECK(error_code_of([&] { store.receive_intake(answers, hash); }) == ErrorCode::NotFound);
        store.add_invitation(invitation);
        CHECK(store.find_invitation(hash) == invitation);
        CHECK_FALSE(store.find_invitation(std::string(64, 'b')).has_value());
        store.receive_intake(answers, hash);
        CHECK(store.find_invitation(hash)->used.has_value());
        CHECK(error_code_of([&] { store.receive_intake(answers, hash); }) == ErrorCode::InvalidEdit);
        CHECK(store.list_intakes() == std::vector{answers});
        store.remove(first.client.id);
        CHECK_FALSE(store.find_invitation(hash).has_value());
    }
    SECTION("keys for answers from home are kept, the newest first") {
        const auto key = [](std::uint8_t byte, std::int64_t made) {
            return IntakeKey{.public_half = std::vector<std::uint8_t>(32, byte),
                             .secret_half = std::vector<std::uint8_t>(32, static_cast<std::uint8_t>(byte + 1)),
                             .made = {made}};
        };
        store.add_intake_key(key(1, 10));
        store.add_intake_key(key(5, 20));
        CHECK(store.intake_keys() == std::vector{key(5, 20), key(1, 10)});
    }
    SECTION("removing a client leaves the others as they were") {
        const CaseDocument other = random.document();
        save_new(first);
        save_new(other);
        store.remove(first.client.id);
        CHECK(error_code_of([&] { static_cast<void>(store.load(first.client.id)); }) == ErrorCode::NotFound);
        CHECK(store.list_clients() == std::vector{other.client});
        CHECK(store.load(other.client.id) == other);
    }
    SECTION("who is not there cannot be loaded, changed or removed") {
        const ClientId nobody("nobody");
        CHECK(error_code_of([&] { static_cast<void>(store.load(nobody)); }) == ErrorCode::NotFound);
        CHECK(error_code_of([&] { store.remove(nobody); }) == ErrorCode::NotFound);
        CHECK(error_code_of([&] { store.save(diff(first, random.after_edits(first, 5))); }) == ErrorCode::NotFound);
        CHECK(store.list_clients().empty());
    }
    SECTION("a reference belongs to one client only, and the refused save leaves nothing behind") {
        save_new(first);
        CaseDocument other = random.document();
        other.client.reference = first.client.reference;
        CHECK(error_code_of([&] { save_new(other); }) == ErrorCode::InvalidEdit);
        CHECK(store.list_clients() == std::vector{first.client});
    }
    SECTION("a mark cannot be saved into a session that is gone, nor half of its change") {
        const CaseDocument before = apply(first, AddSession{random.session()});
        save_new(before);
        const Session newest = *std::ranges::max_element(before.sessions, {}, &Session::sequence);
        const CaseDocument elsewhere = apply(before, RemoveSession{newest.id});
        CaseDocument here = apply(before, AddMark{random.mark_for(newest)});
        here.client.name = "changed in the same save";
        store.save(diff(before, elsewhere));
        CHECK(error_code_of([&] { store.save(diff(before, here)); }) == ErrorCode::NotFound);
        CHECK(store.load(first.client.id) == elsewhere);
    }
    SECTION("a step cannot be planned for a session that is gone, nor is a session removed that got one elsewhere") {
        const CaseDocument before = apply(first, AddSession{random.session()});
        save_new(before);
        const Session newest = *std::ranges::max_element(before.sessions, {}, &Session::sequence);
        const CaseDocument planned = apply(before, AddPlanItem{random.plan_item(before, newest.id)});
        const CaseDocument removed = apply(before, RemoveSession{newest.id});
        const auto save = [&](const CaseDocument& next) { store.save(diff(before, next)); };
        save(removed);
        CHECK(error_code_of([&] { save(planned); }) == ErrorCode::NotFound);
        CHECK(store.load(first.client.id) == removed);
        store.save(diff(removed, planned));
        CHECK(error_code_of([&] { save(removed); }) == ErrorCode::InvalidEdit);
        CHECK(store.load(first.client.id) == planned);
    }
    SECTION("steps planned in one position by two programs stand one after the other") {
        const CaseDocument before = apply(first, AddSession{random.session()});
        save_new(before);
        const Session newest = *std::ranges::max_element(before.sessions, {}, &Session::sequence);
        for (int program = 0; program < 2; ++program) {
            PlanItem item = random.plan_item(before, newest.id);
            item.part = PlanPart::Session;
            store.save(diff(before, apply(before, AddPlanItem{item})));
        }
        const CaseDocument loaded = store.load(first.client.id);
        CHECK(plan_of(loaded, newest.id, PlanPart::Session).size() == 2);
        CHECK_NOTHROW(check_invariants(loaded));
    }
    SECTION("what is known of one client is not known of another") {
        save_new(first);
        const CaseDocument other{.client = random.client()};
        save_new(other);
        const ClientFact fact = random.fact();
        store.save(diff(other, apply(other, SetFact{fact})));
        CHECK(store.load(first.client.id) == first);
        CHECK(store.load(other.client.id).facts == std::vector{fact});
    }
    SECTION("a session that got a mark elsewhere meanwhile is not removed with it") {
        const CaseDocument before = apply(first, AddSession{random.session()});
        save_new(before);
        const Session newest = *std::ranges::max_element(before.sessions, {}, &Session::sequence);
        const CaseDocument elsewhere = apply(before, AddMark{random.mark_for(newest)});
        store.save(diff(before, elsewhere));
        const auto remove_session = [&] { store.save(diff(before, apply(before, RemoveSession{newest.id}))); };
        CHECK(error_code_of(remove_session) == ErrorCode::InvalidEdit);
        CHECK(store.load(first.client.id) == elsewhere);
    }
}

}  // namespace palpate
