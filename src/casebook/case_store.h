#pragma once

#include "casebook/case_document.h"
#include "casebook/edits.h"

#include <string_view>
#include <vector>

namespace palpate {

/// Port: where records live. Every call is atomic: all of it or nothing. When save() returns, the change survives
/// kill -9 and power loss. Thread: one thread (the store lane) owns it.
/// Errors: NotFound, Locked, ReadOnly, DiskFull, Io, NewerVersion, each naming the store and the next step.
class CaseStore {
public:
    virtual ~CaseStore() = default;
    [[nodiscard]] virtual std::vector<Client> list_clients() = 0;
    [[nodiscard]] virtual CaseDocument load(const ClientId& id) = 0;
    virtual void save(const DocumentDiff& change) = 0;
    virtual void remove(const ClientId& id) = 0;
};

/// By reference ("1001"), id or exact name. Throws Error NotFound naming what was asked for.
[[nodiscard]] Client find_client(CaseStore& store, std::string_view reference_or_id);

}  // namespace palpate
