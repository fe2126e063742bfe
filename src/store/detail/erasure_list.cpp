#include "store/detail/erasure_list.h"

#include "base/error.h"
#include "base/file_io.h"
#include "store/detail/checked_text.h"

#include <algorithm>
#include <sstream>

namespace palpate::detail {
namespace {

constexpr std::string_view k_heading = "palpate-erased 1";

std::filesystem::path erasure_file(const std::filesystem::path& folder) { return folder / "erased.list"; }

}  // namespace

ErasedClients read_erasures(SqlSession& session) {
    ErasedClients clients;
    auto rows = session.prepare("SELECT client FROM erasures");
    while (rows.step()) {
        clients.insert(rows.text(0));
    }
    return clients;
}

bool is_erased(SqlSession& session, const std::string& client) {
    return session.prepare("SELECT 1 FROM erasures WHERE client = ?1").with(client).step();
}

void add_erasure(SqlSession& session, const std::string& client, Timestamp at) {
    session.prepare("INSERT INTO erasures (client, at) VALUES (?1, ?2) ON CONFLICT (client) DO NOTHING")
        .with(client, at.microseconds_utc)
        .run();
}

ErasedClients read_erasure_file(const std::filesystem::path& folder) {
    const auto file = erasure_file(folder);
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) {
        return {};
    }
    const auto body = find_checked_body(read_text_file(file), k_heading);
    if (!body) {
        throw Error(ErrorCode::Io, {"error.store.erasures-damaged", {{"file", file.string()}}});
    }
    std::istringstream lines(*body);
    ErasedClients clients;
    for (std::string line; std::getline(lines, line);) {
        clients.insert(line);
    }
    return clients;
}

void add_to_erasure_file(const std::filesystem::path& folder, const ErasedClients& clients) {
    ErasedClients all = read_erasure_file(folder);
    if (std::ranges::includes(all, clients)) {
        return;
    }
    all.insert(clients.begin(), clients.end());
    std::string body;
    for (const std::string& client : all) {
        body += client + '\n';
    }
    write_file_atomically(erasure_file(folder), make_checked_text(k_heading, body));
}

}  // namespace palpate::detail
