#include "casebook/client.h"

#include "casebook/edits.h"
#include "support/error_code.h"

#include <catch2/catch_test_macros.hpp>

namespace palpate {
namespace {

CaseDocument somebody() { return {.client = {.id = ClientId("c"), .reference = "1001", .name = "Ada"}}; }

Consent consent(const char* id, std::int64_t given) {
    return {.id = ConsentId(id),
            .text = "treatment",
            .version = "2026-11",
            .words = "I agree.",
            .given_by = "Ada",
            .given = {given}};
}

ClientFact answer(const char* value, std::int64_t recorded) {
    return {.kind = FactKind::Answer, .subject = "ci-fever", .value = value, .recorded = {recorded}};
}

std::optional<ErrorCode> refusal_of(const CaseDocument& document, const Edit& edit) {
    return error_code_of([&] { static_cast<void>(apply(document, edit)); });
}

}  // namespace

TEST_CASE("while names are hidden a client is a number", "[casebook]") {
    const Client ada{.reference = "1001", .name = "Ada"};
    CHECK(shown_name(ada, false) == "Ada");
    CHECK(shown_name(ada, true) == "1001");
    CHECK(shown_name({.reference = "1002"}, false) == "1002");
}

TEST_CASE("a date of birth is a day, or open", "[casebook]") {
    Client client = somebody().client;
    client.birth = "1984-05-31";
    CHECK(apply(somebody(), EditClient{client}).client.birth == "1984-05-31");
    client.birth = "31.5.84";
    CHECK(refusal_of(somebody(), EditClient{client}) == ErrorCode::InvalidEdit);
}

TEST_CASE("a consent holds until it is withdrawn, once, and stays in the record", "[casebook]") {
    CaseDocument document = apply(apply(somebody(), GiveConsent{consent("a", 5)}), GiveConsent{consent("b", 9)});
    REQUIRE(find_consent(document, "treatment") != nullptr);
    CHECK(find_consent(document, "treatment")->id == ConsentId("b"));
    CHECK(find_consent(document, "photo") == nullptr);

    document = apply(document, WithdrawConsent{ConsentId("b"), {12}});
    CHECK(find_consent(document, "treatment")->id == ConsentId("a"));
    CHECK(refusal_of(document, WithdrawConsent{ConsentId("b"), {13}}) == ErrorCode::InvalidEdit);
    document = apply(document, WithdrawConsent{ConsentId("a"), {14}});
    CHECK(find_consent(document, "treatment") == nullptr);
    CHECK(document.consents.size() == 2);
    CHECK_NOTHROW(check_invariants(document));
}

TEST_CASE("a consent says what was agreed to and by whom", "[casebook]") {
    for (std::string Consent::*part : {&Consent::words, &Consent::given_by, &Consent::text}) {
        Consent lacking = consent("a", 5);
        (lacking.*part).clear();
        CHECK(refusal_of(somebody(), GiveConsent{lacking}) == ErrorCode::InvalidEdit);
    }
    const CaseDocument document = apply(somebody(), GiveConsent{consent("a", 5)});
    CHECK(refusal_of(document, GiveConsent{consent("a", 6)}) == ErrorCode::InvalidEdit);
}

TEST_CASE("what a client said of their health before is kept with its days", "[casebook]") {
    CaseDocument document = apply(somebody(), SetFact{answer("no", 5)});
    CHECK(document.former_facts.empty());
    document = apply(document, SetFact{answer("yes", 9)});
    document = apply(document, RemoveFact{.kind = FactKind::Answer, .subject = "ci-fever", .at = {12}});
    const auto former = former_facts_of(document, FactKind::Answer, "ci-fever");
    REQUIRE(former.size() == 2);
    CHECK(*former[0] == FormerFact{.fact = answer("no", 5), .until = {9}});
    CHECK(*former[1] == FormerFact{.fact = answer("yes", 9), .until = {12}});
    CHECK_NOTHROW(check_invariants(document));
}

TEST_CASE("saying the same again, noting more and ordering goals make no history", "[casebook]") {
    CaseDocument document = apply(somebody(), SetFact{answer("no", 5)});
    ClientFact noted = answer("no", 9);
    noted.note = "asked twice";
    document = apply(document, SetFact{noted});
    const auto goal = [](const char* rank, std::int64_t at) {
        return SetFact{{.kind = FactKind::Goal, .subject = "sleep", .value = rank, .recorded = {at}}};
    };
    document = apply(apply(document, goal("1", 3)), goal("2", 4));
    CHECK(document.former_facts.empty());
}

TEST_CASE("a photo has a largest size and can be taken away", "[casebook]") {
    const CaseDocument with = apply(somebody(), SetPhoto{{.png = {1, 2, 3}}});
    CHECK(with.photo.png.size() == 3);
    CHECK(apply(with, SetPhoto{}).photo.png.empty());
    const ClientPhoto large{.png = std::vector<std::uint8_t>(k_most_photo_bytes + 1)};
    CHECK(refusal_of(with, SetPhoto{large}) == ErrorCode::InvalidEdit);
}

}  // namespace palpate
