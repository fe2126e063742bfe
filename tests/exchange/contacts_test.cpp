#include "exchange/calendar.h"
#include "exchange/import_plan.h"
#include "exchange/records.h"
#include "exchange/vcard.h"
#include "support/error_code.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;

namespace {

ImportedRecords read(const std::string& text) {
    UuidGenerator ids(3);
    return read_contacts(text, ids, test::k_exchange_now);
}

std::string card(const std::string& lines, const char* version = "4.0") {
    return std::string("BEGIN:VCARD\r\nVERSION:") + version + "\r\n" + lines + "END:VCARD\r\n";
}

Client client_of(const std::string& lines, const char* version = "4.0") {
    return read(card(lines, version)).documents.front().client;
}

std::string refused(const std::string& text) {
    return error_key_of([&] { static_cast<void>(read(text)); });
}

CaseDocument with_visits() {
    CaseDocument document{.client = {.id = ClientId("c"), .reference = "10;01", .name = "Ada Lovelace"}};
    for (const char* date : {"2026-11-21", "2026-11-22", "2026-12-31"}) {
        document = apply(document, AddSession{{.id = SessionId(std::string("visit ") + date),
                                               .date = date,
                                               .title = "sore neck",
                                               .planned_minutes = 90}});
    }
    return document;
}

std::string calendar(std::optional<int> start = std::nullopt) {
    return write_calendar(with_visits(), {.today = "2026-11-22", .start_minutes = start, .now = test::k_exchange_now},
                          test::clinical_content().english);
}

std::size_t count_of(const std::string& text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++count;
    }
    return count;
}

}  // namespace

TEST_CASE("a contact of vCard 4 becomes a client with what is known of them", "[exchange][vcard]") {
    const Client client = client_of(
        "FN:Ada\\, Countess\r\nN:Lovelace;Ada;;;\r\nitem1.TEL;VALUE=uri;TYPE=\"voice,home\":tel:+44-20;ext=5\r\n"
        "EMAIL:ada@exam\r\n ple.org\r\nBDAY:18151210\r\nNOTE:secret\r\n");
    CHECK(client.name == "Ada, Countess");
    CHECK(client.phone == "+44-20");
    CHECK(client.email == "ada@example.org");
    CHECK(client.birth.empty());  // before 1900 is nobody's date of birth
    CHECK(client_of("FN:A\r\nBDAY;VALUE=date:19840517\r\n").birth == "1984-05-17");
}

TEST_CASE("a contact of vCard 3 without a formatted name is called by its parts", "[exchange][vcard]") {
    const Client client = client_of(
        "N:van der Berg\\;x;Eva;Maria;Dr.;\r\nTEL;TYPE=FAX:1\r\nTEL;TYPE=CELL:2\r\nBDAY:1984-05-17T00:00:00Z\r\n",
        "3.0");
    CHECK(client.name == "Dr. Eva Maria van der Berg;x");
    CHECK(client.phone == "2");
    CHECK(client.birth == "1984-05-17");
}

TEST_CASE("contacts that cannot become clients are left out and counted", "[exchange][vcard]") {
    const ImportedRecords imported =
        read(card("FN:Old\r\n", "2.1") + card("TEL:1\r\n") + card("FN:Ada\r\nBDAY:--0517\r\n"));
    CHECK(imported.documents.size() == 1);
    for (const char* key : {"exchange.vcard.version", "exchange.vcard.nameless", "exchange.vcard.birth"}) {
        CHECK(std::ranges::count(imported.left_out, key, &Text::key) == 1);
    }
}

TEST_CASE("a very long name is cut between letters, and that is told", "[exchange][vcard]") {
    std::string name;
    for (int letter = 0; letter < 500; ++letter) {
        name += "ö";
    }
    const ImportedRecords imported = read(card("FN:x" + name + "\r\n"));
    CHECK(imported.documents.front().client.name.size() == 399);
    CHECK(imported.left_out.front().key == "exchange.vcard.cut");
}

TEST_CASE("what is no contact, or cut off, is refused", "[exchange][vcard]") {
    CHECK(refused("") == "error.exchange.vcard-end");
    CHECK(refused("hello") == "error.exchange.vcard");
    CHECK(refused("FN:Ada\r\n") == "error.exchange.vcard");
    CHECK(refused("BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada\r\n") == "error.exchange.vcard-end");
    CHECK(refused("BEGIN:VCARD\r\nBEGIN:VCARD\r\n") == "error.exchange.vcard");
    CHECK(refused(card("FN:\xFF\r\n")) == "error.exchange.no-text");
}

TEST_CASE("visits to come are private events without names or reasons", "[exchange][calendar]") {
    const std::string text = calendar();
    CHECK(count_of(text, "BEGIN:VEVENT") == 2);
    CHECK(count_of(text, "CLASS:PRIVATE") == 2);
    CHECK(text.find("DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n") != std::string::npos);
    CHECK(text.find("SUMMARY:Appointment (10\\;01)\r\n") != std::string::npos);
    CHECK(text.find("Ada") == std::string::npos);
    CHECK(text.find("neck") == std::string::npos);
    CHECK(count_visits_to_come(with_visits(), "2026-11-22") == 2);
}

TEST_CASE("with a time of day a visit takes as long as it is planned", "[exchange][calendar]") {
    CHECK(calendar(9 * 60 + 30).find("DTSTART:20261122T093000\r\nDURATION:PT90M\r\n") != std::string::npos);
    CHECK(find_time_of_day("09:30") == 570);
    CHECK(find_time_of_day("24:00") == std::nullopt);
    CHECK(find_time_of_day("9:30") == std::nullopt);
    CHECK(find_time_of_day("ab:cd") == std::nullopt);
}

TEST_CASE("no line of a calendar is longer than 75 bytes, and none parts a letter", "[exchange][calendar]") {
    CaseDocument document = with_visits();
    document.client.reference = std::string(70, 'x') + "ööööööööööööööööööööööö";
    const std::string text = write_calendar(document, {.today = "2026-11-22", .now = test::k_exchange_now},
                                            test::clinical_content().english);
    std::size_t start = 0;
    for (std::size_t end = text.find("\r\n"); end != std::string::npos; end = text.find("\r\n", start)) {
        CHECK(end - start <= 75);
        CHECK((static_cast<unsigned char>(text[start]) & 0xC0) != 0x80);
        start = end + 2;
    }
}
