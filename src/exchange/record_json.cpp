#include "exchange/record_json.h"

#include "base/error.h"
#include "casebook/edits.h"
#include "exchange/detail/json_members.h"

namespace palpate {
namespace {

using detail::Json;

constexpr const char* k_format = "palpate-record";
constexpr int k_version = 1;

/// A newer program's file is told from a broken one before anything else of it is looked at.
void check_version(const Json& file) {
    const auto format = file.is_object() ? file.find("format") : file.end();
    if (format == file.end() || *format != k_format) {
        detail::refuse_content("error.exchange.no-record", {});
    }
    int version = 0;
    const auto stated = file.find("version");
    if (stated == file.end()) {
        detail::refuse_content("error.exchange.member-missing", "/version");
    }
    detail::read_json_value(*stated, version, "/version");
    if (version > k_version) {
        throw Error(ErrorCode::NewerVersion, {"error.exchange.newer", {{"version", std::to_string(version)}}});
    }
    if (version < 1) {
        detail::refuse_content("error.exchange.range", "/version");
    }
}

}  // namespace

std::string write_record(const CaseDocument& document) {
    return Json{{"format", k_format}, {"version", k_version}, {"record", detail::to_json_value(document)}}.dump(1);
}

CaseDocument read_record(std::string_view json) {
    const Json file = detail::parse_limited(json);
    check_version(file);
    std::string format;
    int version = 0;
    CaseDocument document;
    detail::MemberReader reader(file, {});
    reader("format", format);
    reader("version", version);
    reader("record", document);
    reader.finish();
    check_invariants(document);
    return document;
}

}  // namespace palpate
