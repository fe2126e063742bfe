#pragma once

#include "base/clock.h"
#include "base/text.h"
#include "casebook/case_store.h"
#include "exchange/exchange_format.h"

#include <cstddef>
#include <vector>

namespace palpate {

/// What a file brings, read and checked, before anybody has looked at what is there already.
/// Invariant: each document keeps the rules of case_document.h but that its client's reference may be k_open_reference;
/// client ids differ.
struct ImportedRecords {
    ExchangeFormat format = ExchangeFormat::Json;
    std::vector<CaseDocument> documents{};
    std::vector<Text> left_out{};  ///< what the file has and a record cannot hold, or what it does not say
};

/// Reference of a client whose file says none: the plan gives one.
inline constexpr const char* k_open_reference = "-";

/// What an import could meet in a store: all clients, and the records of those who are also in the file.
struct RecordsThere {
    std::vector<Client> clients{};
    std::vector<CaseDocument> documents{};
};
/// Loads what the plan needs. Throws Error as the store's calls do.
[[nodiscard]] RecordsThere find_records_there(CaseStore& store, const ImportedRecords& imported);

/// How a file's clients become clients of the store.
enum class ImportWay {
    Add,    ///< who is there gets what they lack, and nothing of theirs is changed
    AsNew,  ///< all are somebody new, with new ids
};

/// How much of each is new.
struct ImportCounts {
    std::size_t sessions = 0;
    std::size_t marks = 0;
    std::size_t measurements = 0;
    std::size_t notes = 0;
    std::size_t facts = 0;
    std::size_t consents = 0;

    bool operator==(const ImportCounts&) const = default;
};

/// What becomes of one client of the file.
struct ClientImport {
    enum class Outcome { New, Added, Same };

    Outcome outcome = Outcome::New;
    CaseDocument before{};  ///< empty for somebody new
    CaseDocument after{};
    ImportCounts added{};
    std::vector<Text> remarks{};  ///< what of the file stays out and why, what had to be named otherwise

    /// What becomes of them, as one sentence with the reference and the counts: exchange.plan.<new|added|same>.
    [[nodiscard]] Text summary() const;
};

/// What would change, to be shown before anything does.
struct ImportPlan {
    ExchangeFormat format = ExchangeFormat::Json;
    std::vector<ClientImport> clients{};
    std::vector<Text> left_out{};

    /// For CaseStore::save_import(); empty where the file brings nothing new.
    [[nodiscard]] std::vector<DocumentDiff> changes() const;
};

/// What importing would do; pure but for the ids it takes. Of a client who is there, by id, sessions, answers and consents
/// that are not there are added; whatever is there stays as it is, and what the file has otherwise is listed: nothing is
/// overwritten. Of somebody new a reference that another client has is replaced. Contacts of whom name and date of birth,
/// phone or e-mail are there are left out. O(records * log).
/// Throws Error InvalidEdit where the outcome would break a rule of case_document.h.
[[nodiscard]] ImportPlan plan_import(const ImportedRecords& imported, const RecordsThere& there, ImportWay way,
                                     IdGenerator& ids);

}  // namespace palpate
