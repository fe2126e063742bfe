#pragma once

#include "store/audit.h"

#include <filesystem>
#include <functional>
#include <optional>

namespace palpate::detail {

/// The file audit.head beside the records: the newest row of the audit log, kept outside the database so that rows cut
/// off its end are missed. Two places in one file are written in turn, so one of them is whole whatever a crash leaves.
///
/// It is written after the commit and synced only now and then. After a crash it may therefore lag behind the log,
/// never lead: rows beyond it are taken when the chain holds them, and the next write moves it on. A log that ends
/// before it, or holds another row in its place, has been tampered with or was put back from an older copy; then the
/// file stays as it is, as the proof.
class AuditAnchor {
public:
    AuditAnchor(const std::filesystem::path& folder, bool read_only);
    ~AuditAnchor();
    AuditAnchor(const AuditAnchor&) = delete;
    AuditAnchor& operator=(const AuditAnchor&) = delete;

    /// Makes the file anew, synced. Throws Error.
    static void create(const std::filesystem::path& folder, const AuditHead& head);
    [[nodiscard]] static std::filesystem::path file_in(const std::filesystem::path& folder);

    /// nullopt where the file is missing or no place in it is whole.
    [[nodiscard]] std::optional<AuditHead> head() const;
    /// Puts `next` in place of an older head that `is_in_log` knows. Other programs wait meanwhile. Does nothing where it
    /// cannot: what has been saved is saved, and a lagging head does no harm.
    void advance(const AuditHead& next, const std::function<bool(const AuditHead&)>& is_in_log) const;
    void sync() const;

private:
    int descriptor_ = -1;
    bool writable_ = false;
};

}  // namespace palpate::detail
