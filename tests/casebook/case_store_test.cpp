#include "casebook/case_store.h"

#include "support/case_store_contract.h"
#include "support/memory_case_store.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;

namespace {

Client make_client(const std::string& id, const std::string& reference, const std::string& name) {
    return {.id = ClientId(id), .reference = reference, .name = name};
}

void add_client(CaseStore& store, const Client& client) {
    store.save(diff(CaseDocument{}, CaseDocument{.client = client}));
}

}  // namespace

TEST_CASE("the memory store of the tests keeps the contract of stores", "[casebook]") {
    MemoryCaseStore store;
    check_case_store_contract(store);
}

TEST_CASE("a client is found by reference, then id, then name", "[casebook]") {
    MemoryCaseStore store;
    const Client first = make_client("id-1", "1001", "1002");
    const Client second = make_client("id-2", "1002", "Ada");
    add_client(store, first);
    add_client(store, second);
    CHECK(find_client(store, "1002") == second);
    CHECK(find_client(store, "id-1") == first);
    CHECK(find_client(store, "Ada") == second);
}

TEST_CASE("a client who is not there, or not the only one, is an error that names what was asked for", "[casebook]") {
    MemoryCaseStore store;
    add_client(store, make_client("id-1", "1001", "Ada"));
    add_client(store, make_client("id-2", "1002", "Ada"));
    CHECK(error_code_of([&] { static_cast<void>(find_client(store, "ada")); }) == ErrorCode::NotFound);
    CHECK(error_code_of([&] { static_cast<void>(find_client(store, "Ada")); }) == ErrorCode::Usage);
    CHECK(error_code_of([&] { static_cast<void>(find_client(store, "")); }) == ErrorCode::NotFound);
}

TEST_CASE("new references count up from the highest number in use", "[casebook]") {
    CHECK(next_reference({}) == "1001");
    CHECK(next_reference({make_client("a", "7", "")}) == "1001");
    CHECK(next_reference({make_client("a", "1009", ""), make_client("b", "1003", ""), make_client("c", "M-7", "")}) ==
          "1010");
    CHECK(next_reference({make_client("a", "0049123456789", ""), make_client("b", "-5", "")}) == "1001");
}
