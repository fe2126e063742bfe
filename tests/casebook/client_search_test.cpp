#include "casebook/client_search.h"

#include <catch2/catch_test_macros.hpp>

#include <array>

namespace palpate {
namespace {

const std::array<Client, 6>& clients() {
    static const std::array<Client, 6> list{
        Client{.reference = "1001", .name = "Miriam Example", .birth = "1984-05-31", .phone = "+49 (30) 555-0101"},
        Client{.reference = "1002", .name = "Jürgen Muster", .phone = "030 5550102"},
        Client{.reference = "1003", .name = "Anne-Marie Probe"},
        Client{.reference = "10010", .name = "Zoë Muster"},
        Client{.reference = "1005", .name = "山田 花子"},
        Client{.reference = "77", .name = ""},
    };
    return list;
}

std::vector<std::string> found(std::string_view typed, std::size_t limit = 10) {
    static const ClientSearch search{clients()};
    std::vector<std::string> references;
    for (const std::size_t place : search.search(typed, limit)) {
        references.push_back(clients().at(place).reference);
    }
    return references;
}

using References = std::vector<std::string>;

}  // namespace

TEST_CASE("a client is found by the beginning of a name, in any order of words", "[casebook]") {
    CHECK(found("mir") == References{"1001"});
    CHECK(found("exam miriam") == References{"1001"});
    CHECK(found("muster") == References{"1002", "10010"});
    CHECK(found("zoe muster") == References{"10010"});
}

TEST_CASE("slips of the finger and accents do not hide a client", "[casebook]") {
    CHECK(found("Mirjam") == References{"1001"});
    CHECK(found("exmaple") == References{"1001"});
    CHECK(found("Juergen") == References{"1002"});
    CHECK(found("anne marie") == References{"1003"});
    CHECK(found("annemarie").size() <= 1);
}

TEST_CASE("a client is found by number, the whole number first", "[casebook]") {
    CHECK(found("1001") == References{"1001", "10010"});
    CHECK(found("77") == References{"77"});
}

TEST_CASE("a client is found by phone number however it is written, and by date of birth", "[casebook]") {
    CHECK(found("5550101") == References{"1001"});
    CHECK(found("555-0102") == References{"1002"});
    CHECK(found("1984-05") == References{"1001"});
}

TEST_CASE("names in other scripts are found as they are written", "[casebook]") {
    CHECK(found("花子") == References{"1005"});
}

TEST_CASE("nothing typed finds everyone in order, nonsense nobody, and the limit holds", "[casebook]") {
    CHECK(found("").size() == clients().size());
    CHECK(found("  ", 2) == References{"1001", "1002"});
    CHECK(found("qqqqqq").empty());
    CHECK(found("miriam qqqqqq").empty());
}

}  // namespace palpate
