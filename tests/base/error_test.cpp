#include "base/error.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;

TEST_CASE("an error says its key and arguments where no translator is at hand", "[base]") {
    const Error error(ErrorCode::NotFound, {"error.file.read", {{"file", "a.json"}, {"detail", "gone"}}});
    CHECK(error.code() == ErrorCode::NotFound);
    CHECK(error.text().key == "error.file.read");
    CHECK(std::string(error.what()) == "error.file.read (file=a.json, detail=gone)");
}

TEST_CASE("a text without arguments is shown as its key alone", "[base]") {
    CHECK(untranslated({"error.cancelled", {}}) == "error.cancelled");
}

TEST_CASE("exit codes are 2 for usage, 3 for content and 1 for every other failure", "[base]") {
    CHECK(exit_code(ErrorCode::Usage) == 2);
    CHECK(exit_code(ErrorCode::InvalidContent) == 3);
    for (const ErrorCode code : {ErrorCode::NotFound, ErrorCode::InvalidEdit, ErrorCode::Io, ErrorCode::DiskFull,
                                 ErrorCode::ReadOnly, ErrorCode::Locked, ErrorCode::WrongPassphrase,
                                 ErrorCode::NewerVersion, ErrorCode::Graphics, ErrorCode::Cancelled}) {
        CHECK(exit_code(code) == 1);
    }
}
