#include "casebook/case_store.h"

#include "base/error.h"

#include <algorithm>
#include <charconv>

namespace palpate {
namespace {

constexpr long k_first_reference = 1001;
/// Longer numbers are barcodes or telephone numbers typed as references: counting on from them helps nobody.
constexpr std::size_t k_longest_counted_reference = 9;

long number_of(const std::string& reference) {
    long number = 0;
    const char* end = reference.data() + reference.size();
    const auto [stopped, fault] = std::from_chars(reference.data(), end, number);
    const bool counted = fault == std::errc() && stopped == end && reference.size() <= k_longest_counted_reference;
    return counted ? number : 0;
}

}  // namespace

Client find_client(CaseStore& store, std::string_view reference_or_id) {
    const std::vector<Client> clients = store.list_clients();
    for (const Client& client : clients) {
        if (client.reference == reference_or_id) {
            return client;
        }
    }
    for (const Client& client : clients) {
        if (client.id.text() == reference_or_id) {
            return client;
        }
    }
    const auto named = std::ranges::count(clients, reference_or_id, &Client::name);
    const std::string asked(reference_or_id);
    if (named == 0) {
        throw Error(ErrorCode::NotFound, {"error.client.not-found", {{"client", asked}}});
    }
    if (named > 1) {
        throw Error(ErrorCode::Usage, {"error.client.several-of-that-name", {{"client", asked}}});
    }
    return *std::ranges::find(clients, reference_or_id, &Client::name);
}

std::string next_reference(const std::vector<Client>& clients) {
    long highest = k_first_reference - 1;
    for (const Client& client : clients) {
        highest = std::max(highest, number_of(client.reference));
    }
    return std::to_string(highest + 1);
}

}  // namespace palpate
