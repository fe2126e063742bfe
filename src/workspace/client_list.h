#pragma once

#include "casebook/client_search.h"

#include <memory>
#include <string_view>
#include <vector>

namespace palpate {

/// Everyone in the open store, in the order of their references, and the search in them. Main thread.
class ClientList {
public:
    [[nodiscard]] const std::vector<Client>& all() const { return clients_; }
    void set(std::vector<Client> clients);
    /// Adds a client or takes what is new of one.
    void put(const Client& client);
    void remove(const ClientId& id);
    /// The best first; everyone for an empty text. They hold until the list changes. The first search after a change makes
    /// the index: some 10 ms for 10,000 clients, each one after it below that.
    [[nodiscard]] std::vector<const Client*> search(std::string_view typed) const;

private:
    std::vector<Client> clients_;
    mutable std::unique_ptr<const ClientSearch> index_;  ///< of clients_; null: to be made
};

}  // namespace palpate
