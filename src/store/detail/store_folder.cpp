#include "store/detail/store_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace palpate::detail {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::milliseconds k_retry_delay{20};
constexpr std::string_view k_records_prefix = "palpate-";
constexpr std::string_view k_records_suffix = ".db";
constexpr std::string_view k_upgrade_copy_prefix = "before-upgrade-from-";

ErrorCode code_of(int error_number) {
    switch (error_number) {
        case ENOSPC:
        case EDQUOT:
        case EFBIG: return ErrorCode::DiskFull;
        case EROFS:
        case EACCES:
        case EPERM: return ErrorCode::ReadOnly;
        default: return ErrorCode::Io;
    }
}

[[noreturn]] void throw_system_error(const fs::path& file, int error_number) {
    const ErrorCode code = code_of(error_number);
    const std::string folder = file.parent_path().string();
    if (code == ErrorCode::DiskFull) {
        throw Error(code, {"error.store.disk-full", {{"folder", folder}}});
    }
    if (code == ErrorCode::ReadOnly) {
        throw Error(code, {"error.store.read-only", {{"folder", folder}}});
    }
    throw Error(code, {"error.store.file", {{"file", file.string()}, {"detail", std::strerror(error_number)}}});
}

std::vector<fs::path> databases_named(const fs::path& folder, std::string_view prefix) {
    std::vector<fs::path> files;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(prefix) && name.ends_with(k_records_suffix)) {
            files.push_back(entry.path());
        }
    }
    return files;
}

class Descriptor {
public:
    Descriptor(const fs::path& file, int flags) : number_(::open(file.c_str(), flags | O_CLOEXEC, 0600)) {
        if (number_ < 0) {
            throw_system_error(file, errno);
        }
    }
    ~Descriptor() { ::close(number_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

void sync_descriptor(const Descriptor& descriptor, const fs::path& file) {
    if (::fsync(descriptor.number()) != 0) {
        throw_system_error(file, errno);
    }
}

void copy_content(const Descriptor& source, const Descriptor& target, const fs::path& to) {
    std::array<char, 1 << 16> block{};
    for (;;) {
        const ssize_t taken = ::read(source.number(), block.data(), block.size());
        if (taken < 0 && errno != EINTR) {
            throw_system_error(to, errno);
        }
        if (taken == 0) {
            return;
        }
        for (ssize_t done = 0; done < taken;) {
            const ssize_t written =
                ::write(target.number(), block.data() + done, static_cast<std::size_t>(taken - done));
            if (written < 0 && errno != EINTR) {
                throw_system_error(to, errno);
            }
            done += written > 0 ? written : 0;
        }
    }
}

}  // namespace

Error folder_error(ErrorCode code, const char* key, const fs::path& folder) {
    return {code, {key, {{"folder", folder.string()}}}};
}

fs::path vault_file(const fs::path& folder) { return folder / "vault.key"; }

fs::path records_file(const fs::path& folder, std::uint32_t generation) {
    return folder / fmt::format("{}{}{}", k_records_prefix, generation, k_records_suffix);
}

fs::path draft_records_file(const fs::path& folder, std::uint32_t generation) {
    fs::path file = records_file(folder, generation);
    file += ".new";
    return file;
}

fs::path upgrade_copy_file(const fs::path& folder, int version) {
    return folder / fmt::format("{}{}{}", k_upgrade_copy_prefix, version, k_records_suffix);
}

void remove_draft_vault(const fs::path& folder) {
    fs::path draft = vault_file(folder);
    draft += ".new";
    std::error_code ignored;
    fs::remove(draft, ignored);
}

void remove_upgrade_copies(const fs::path& folder) {
    for (const fs::path& file : databases_named(folder, k_upgrade_copy_prefix)) {
        std::error_code ignored;
        fs::remove(file, ignored);
    }
}

bool has_records(const fs::path& folder) { return !databases_named(folder, k_records_prefix).empty(); }

void make_store_folder(const fs::path& folder) {
    std::error_code fault;
    if (fs::is_directory(folder, fault)) {
        return;
    }
    if (fs::exists(folder, fault)) {
        throw Error(ErrorCode::Io, {"error.store.not-a-folder", {{"folder", folder.string()}}});
    }
    if (folder.has_parent_path()) {
        fs::create_directories(folder.parent_path(), fault);
    }
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
        throw_system_error(folder / "", errno);
    }
}

void make_private_file(const fs::path& file) {
    std::error_code ignored;
    fs::remove(file, ignored);
    const Descriptor descriptor(file, O_WRONLY | O_CREAT | O_EXCL);
}

void remove_records(const fs::path& file) {
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
        fs::path part = file;
        part += suffix;
        std::error_code ignored;
        fs::remove(part, ignored);
    }
}

void rename_durably(const fs::path& from, const fs::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) {
        throw_system_error(to, errno);
    }
    const Descriptor folder(to.parent_path(), O_RDONLY | O_DIRECTORY);
    sync_descriptor(folder, to);
}

void copy_durably(const fs::path& from, const fs::path& to) {
    make_private_file(to);
    try {
        const Descriptor source(from, O_RDONLY);
        const Descriptor target(to, O_WRONLY);
        copy_content(source, target, to);
        sync_descriptor(target, to);
    } catch (const Error&) {
        std::error_code ignored;
        fs::remove(to, ignored);
        throw;
    }
}

void sync_file(const fs::path& file) {
    const Descriptor descriptor(file, O_RDONLY);
    sync_descriptor(descriptor, file);
}

StoreLock::StoreLock(const fs::path& folder, bool read_only) : folder_(folder) {
    const fs::path file = folder / "store.lock";
    const int flags = read_only ? O_RDONLY : O_RDWR | O_CREAT;
    descriptor_ = ::open(file.c_str(), flags | O_CLOEXEC, 0600);
    if (descriptor_ < 0 && !read_only) {
        throw_system_error(file, errno);
    }
}

StoreLock::~StoreLock() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
    }
}

bool StoreLock::try_lock(Place place, short kind) const {
    // Locks of the open file, not of the process: two stores opened by one program exclude each other too, and closing
    // one of them does not free the other's.
    struct flock range {};
    range.l_type = kind;
    range.l_whence = SEEK_SET;
    range.l_start = static_cast<off_t>(place);
    range.l_len = 1;
    if (::fcntl(descriptor_, F_OFD_SETLK, &range) == 0) {
        return true;
    }
    if (errno != EAGAIN && errno != EACCES && errno != EINTR) {
        throw_system_error(folder_ / "store.lock", errno);
    }
    return false;
}

void StoreLock::wait_for_lock(Place place, short kind, std::chrono::milliseconds patience) const {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (!try_lock(place, kind)) {
        if (std::chrono::steady_clock::now() >= deadline) {
            throw Error(ErrorCode::Locked, {"error.store.in-use", {{"folder", folder_.string()}}});
        }
        std::this_thread::sleep_for(k_retry_delay);
    }
}

void StoreLock::hold(Use use, std::chrono::milliseconds patience) {
    if (descriptor_ >= 0) {
        wait_for_lock(Place::Folder, use == Use::Alone ? F_WRLCK : F_RDLCK, patience);
    }
}

void StoreLock::let_go() {
    if (descriptor_ >= 0) {
        static_cast<void>(try_lock(Place::Folder, F_UNLCK));
    }
}

KeyFileTurn::KeyFileTurn(const StoreLock& lock, std::chrono::milliseconds patience) : lock_(lock) {
    if (lock_.descriptor_ >= 0) {
        lock_.wait_for_lock(StoreLock::Place::KeyFile, F_WRLCK, patience);
    }
}

KeyFileTurn::~KeyFileTurn() {
    try {
        if (lock_.descriptor_ >= 0) {
            static_cast<void>(lock_.try_lock(StoreLock::Place::KeyFile, F_UNLCK));
        }
    } catch (...) {  // NOLINT(bugprone-empty-catch): it ends with the store at the latest
    }
}

}  // namespace palpate::detail
