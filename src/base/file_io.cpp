#include "base/file_io.h"

#include "base/error.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>

#ifndef PALPATE_SOURCE_DIR
#define PALPATE_SOURCE_DIR ""
#endif

namespace palpate {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void throw_file_error(const char* key, const fs::path& file, int error_number) {
    const ErrorCode code = error_number == ENOSPC || error_number == EDQUOT ? ErrorCode::DiskFull
                           : error_number == EROFS || error_number == EACCES || error_number == EPERM
                               ? ErrorCode::ReadOnly
                           : error_number == ENOENT ? ErrorCode::NotFound
                                                    : ErrorCode::Io;
    throw Error(code, {key, {{"file", file.string()}, {"detail", std::strerror(error_number)}}});
}

/// A file descriptor that closes itself.
class Descriptor {
public:
    Descriptor(const fs::path& path, int flags, const char* error_key)
        : number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
        if (number_ < 0) {
            throw_file_error(error_key, path, errno);
        }
    }
    ~Descriptor() { ::close(number_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
};

void write_all(const Descriptor& target, std::span<const std::byte> content, const fs::path& file) {
    while (!content.empty()) {
        const ssize_t written = ::write(target.number(), content.data(), content.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            throw_file_error("error.file.write", file, written < 0 ? errno : EIO);
        }
        content = content.subspan(static_cast<std::size_t>(written));
    }
    if (::fsync(target.number()) != 0) {
        throw_file_error("error.file.write", file, errno);
    }
}

template <class Container>
Container read_file(const fs::path& file) {
    std::error_code fault;
    if (!fs::is_regular_file(file, fault)) {
        throw_file_error("error.file.read", file, fs::exists(file, fault) ? EISDIR : ENOENT);
    }
    std::ifstream stream(file, std::ios::binary | std::ios::ate);
    if (!stream) {
        throw_file_error("error.file.read", file, errno != 0 ? errno : EIO);
    }
    Container content(static_cast<std::size_t>(stream.tellg()), typename Container::value_type{});
    stream.seekg(0);
    if (!stream.read(reinterpret_cast<char*>(content.data()), static_cast<std::streamsize>(content.size()))) {
        throw_file_error("error.file.read", file, EIO);
    }
    return content;
}

fs::path user_folder(const char* variable, const char* below_home) {
    if (const char* set = std::getenv(variable); set != nullptr && *set == '/') {
        return fs::path(set) / "palpate";
    }
    const char* home = std::getenv("HOME");
    return fs::path(home != nullptr ? home : "/") / below_home / "palpate";
}

fs::path own_program() {
    std::error_code ignored;
    return fs::read_symlink("/proc/self/exe", ignored);
}

bool holds_assets(const fs::path& folder) {
    std::error_code ignored;
    return fs::is_directory(folder / "i18n", ignored);
}

}  // namespace

std::string read_text_file(const fs::path& file) { return read_file<std::string>(file); }

std::vector<std::byte> read_binary_file(const fs::path& file) { return read_file<std::vector<std::byte>>(file); }

void write_file_atomically(const fs::path& file, std::span<const std::byte> content) {
    std::error_code fault;
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    fs::create_directories(folder, fault);
    if (fault) {
        throw_file_error("error.file.write", folder, fault.value());
    }
    fs::path draft = file;
    draft += ".new";
    try {
        const Descriptor target(draft, O_WRONLY | O_CREAT | O_TRUNC, "error.file.write");
        write_all(target, content, file);
        if (::rename(draft.c_str(), file.c_str()) != 0) {
            throw_file_error("error.file.write", file, errno);
        }
    } catch (...) {
        fs::remove(draft, fault);
        throw;
    }
    const Descriptor parent(folder, O_RDONLY | O_DIRECTORY, "error.file.write");
    ::fsync(parent.number());
}

void write_file_atomically(const fs::path& file, std::string_view content) {
    write_file_atomically(file, std::as_bytes(std::span(content)));
}

fs::path user_data_folder() { return user_folder("XDG_DATA_HOME", ".local/share"); }
fs::path user_cache_folder() { return user_folder("XDG_CACHE_HOME", ".cache"); }
fs::path user_config_folder() { return user_folder("XDG_CONFIG_HOME", ".config"); }

fs::path find_asset_folder() {
    if (const char* set = std::getenv("PALPATE_ASSETS"); set != nullptr && *set != '\0') {
        return set;
    }
    for (fs::path folder = own_program().parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
        for (const char* below : {"assets", "share/palpate/assets"}) {
            if (holds_assets(folder / below)) {
                return folder / below;
            }
        }
    }
    if (const fs::path source = fs::path(PALPATE_SOURCE_DIR) / "assets"; holds_assets(source)) {
        return source;
    }
    throw Error(ErrorCode::NotFound, {"error.assets.missing", {}});
}

}  // namespace palpate
