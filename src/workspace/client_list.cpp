#include "workspace/client_list.h"

#include <algorithm>
#include <tuple>

namespace palpate {

void ClientList::set(std::vector<Client> clients) {
    clients_ = std::move(clients);
    index_.reset();
}

void ClientList::put(const Client& client) {
    const auto known = std::ranges::find(clients_, client.id, &Client::id);
    if (known != clients_.end()) {
        if (*known == client) {
            return;
        }
        clients_.erase(known);
    }
    const auto before = [](const Client& a, const Client& b) {
        return std::tuple(a.reference.size(), std::string_view(a.reference)) <
               std::tuple(b.reference.size(), std::string_view(b.reference));
    };
    clients_.insert(std::ranges::upper_bound(clients_, client, before), client);
    index_.reset();
}

void ClientList::remove(const ClientId& id) {
    std::erase_if(clients_, [&](const Client& client) { return client.id == id; });
    index_.reset();
}

std::vector<const Client*> ClientList::search(std::string_view typed) const {
    if (!index_) {
        index_ = std::make_unique<const ClientSearch>(clients_);
    }
    std::vector<const Client*> found;
    for (const std::size_t place : index_->search(typed, clients_.size())) {
        found.push_back(&clients_[place]);
    }
    return found;
}

}  // namespace palpate
