#include "store/detail/audit_anchor.h"

#include "base/error.h"
#include "base/file_io.h"
#include "store/detail/blake2b.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace palpate::detail {
namespace {

namespace fs = std::filesystem;

// A place is a text with a checksum, filled up to one sector of a disk, which is written whole or not at all.
constexpr std::size_t k_place_bytes = 512;
constexpr std::string_view k_magic = "palpate-audit-head 1";

using Place = std::array<char, k_place_bytes>;

std::string checksum(std::string_view text) { return Blake2b(16).text(text).hex(); }

Place make_place(const AuditHead& head) {
    std::string text = std::string(k_magic) + ' ' + std::to_string(head.seq) + ' ' + head.hash + ' ';
    text += checksum(text) + '\n';
    Place place{};
    PALPATE_ASSERT(text.size() <= place.size());
    std::ranges::copy(text, place.begin());
    return place;
}

std::optional<AuditHead> read_place(std::string_view place) {
    const auto end = place.find('\n');
    const auto body = end == std::string_view::npos ? end : place.substr(0, end).rfind(' ');
    if (body == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string text(place.substr(0, body + 1));
    if (!text.starts_with(k_magic) || checksum(text) != place.substr(body + 1, end - body - 1)) {
        return std::nullopt;
    }
    const auto seq_at = k_magic.size() + 1;
    const auto hash_at = text.find(' ', seq_at) + 1;
    return AuditHead{.seq = std::stoll(text.substr(seq_at, hash_at - seq_at - 1)),
                     .hash = text.substr(hash_at, body - hash_at)};
}

std::array<std::optional<AuditHead>, 2> read_places(int descriptor) {
    std::array<std::optional<AuditHead>, 2> heads;
    for (std::size_t number = 0; number < heads.size(); ++number) {
        Place place{};
        const ssize_t taken =
            ::pread(descriptor, place.data(), place.size(), static_cast<off_t>(number * k_place_bytes));
        if (taken > 0) {
            heads[number] = read_place({place.data(), static_cast<std::size_t>(taken)});
        }
    }
    return heads;
}

std::int64_t seq_of(const std::optional<AuditHead>& head) { return head ? head->seq : -1; }

/// The place of the newer head.
std::size_t newest(const std::array<std::optional<AuditHead>, 2>& heads) {
    return seq_of(heads[1]) > seq_of(heads[0]) ? 1 : 0;
}

/// Of the open file, for this object alone; waits for others, who hold it for microseconds.
class Turn {
public:
    explicit Turn(int descriptor) : descriptor_(descriptor) { held_ = lock(F_WRLCK); }
    ~Turn() { static_cast<void>(lock(F_UNLCK)); }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    [[nodiscard]] bool held() const { return held_; }

private:
    [[nodiscard]] bool lock(short kind) const {
        struct flock range {};
        range.l_type = kind;
        range.l_whence = SEEK_SET;
        return ::fcntl(descriptor_, F_OFD_SETLKW, &range) == 0;
    }

    int descriptor_;
    bool held_ = false;
};

}  // namespace

fs::path AuditAnchor::file_in(const fs::path& folder) { return folder / "audit.head"; }

void AuditAnchor::create(const fs::path& folder, const AuditHead& head) {
    const Place first = make_place(head);
    std::string content(first.begin(), first.end());
    content.resize(2 * k_place_bytes);
    write_file_atomically(file_in(folder), content);
}

AuditAnchor::AuditAnchor(const fs::path& folder, bool read_only) {
    const fs::path file = file_in(folder);
    if (!read_only) {
        descriptor_ = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
    }
    writable_ = descriptor_ >= 0;
    if (!writable_) {
        descriptor_ = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    }
}

AuditAnchor::~AuditAnchor() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

std::optional<AuditHead> AuditAnchor::head() const {
    if (descriptor_ < 0) {
        return std::nullopt;
    }
    const auto heads = read_places(descriptor_);
    return heads[newest(heads)];
}

void AuditAnchor::advance(const AuditHead& next, const std::function<bool(const AuditHead&)>& is_in_log) const {
    if (!writable_) {
        return;
    }
    const Turn turn(descriptor_);
    if (!turn.held()) {
        return;
    }
    const auto heads = read_places(descriptor_);
    const std::size_t current = newest(heads);
    if (!heads[current] || heads[current]->seq >= next.seq || !is_in_log(*heads[current])) {
        return;
    }
    const Place place = make_place(next);
    const off_t at = current == 0 ? k_place_bytes : 0;
    static_cast<void>(!::pwrite(descriptor_, place.data(), place.size(), at));
}

void AuditAnchor::sync() const {
    if (writable_) {
        static_cast<void>(::fdatasync(descriptor_));
    }
}

}  // namespace palpate::detail
