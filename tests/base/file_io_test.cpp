#include "base/file_io.h"

#include "base/error.h"
#include "support/temporary_folder.h"

#include <catch2/catch_test_macros.hpp>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>

using namespace palpate;
namespace fs = std::filesystem;

namespace {

Error error_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error;
    }
    FAIL("no error was thrown");
    throw;
}

/// Files may not grow past some bytes: writing fails in the middle, as on a full disk.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) {
        ::getrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{bytes, before_.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() {
        ::setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, SIG_DFL);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit before_{};
};

/// An environment variable for one test.
class Variable {
public:
    Variable(const char* name, const char* value) : name_(name) {
        if (const char* set = std::getenv(name)) {
            before_ = set;
            was_set_ = true;
        }
        value != nullptr ? ::setenv(name, value, 1) : ::unsetenv(name);
    }
    ~Variable() { was_set_ ? ::setenv(name_, before_.c_str(), 1) : ::unsetenv(name_); }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

private:
    const char* name_;
    std::string before_;
    bool was_set_ = false;
};

}  // namespace

TEST_CASE("what is written is read back, byte for byte", "[base]") {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "deep" / "er" / "notes.bin";
    const std::string content{"a\0\xff\n", 4};
    write_file_atomically(file, content);
    CHECK(read_text_file(file) == content);
    CHECK(read_binary_file(file).size() == 4);
    CHECK_FALSE(fs::exists(file.string() + ".new"));
}

TEST_CASE("an empty file is read as nothing", "[base]") {
    const TemporaryFolder folder;
    write_file_atomically(folder.path() / "empty", std::string_view());
    CHECK(read_text_file(folder.path() / "empty").empty());
}

TEST_CASE("written files are for their owner alone", "[base]") {
    const TemporaryFolder folder;
    write_file_atomically(folder.path() / "record", "x");
    struct stat status {};
    REQUIRE(::stat((folder.path() / "record").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("reading what is not there or is a folder names it", "[base]") {
    const TemporaryFolder folder;
    const Error missing = error_of([&] { (void)read_text_file(folder.path() / "ghost.json"); });
    CHECK(missing.code() == ErrorCode::NotFound);
    CHECK(missing.text().key == "error.file.read");
    CHECK(missing.text().arguments.front().second == (folder.path() / "ghost.json").string());
    CHECK(error_of([&] { (void)read_text_file(folder.path()); }).code() == ErrorCode::Io);
}

TEST_CASE("writing into a full device says that the disk is full", "[base]") {
    if (!fs::exists("/dev/full")) {
        SKIP("no /dev/full here");
    }
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "record";
    fs::create_symlink("/dev/full", file.string() + ".new");
    const Error error = error_of([&] { write_file_atomically(file, "content"); });
    CHECK(error.code() == ErrorCode::DiskFull);
    CHECK(error.text().key == "error.file.write");
    CHECK_FALSE(fs::exists(file));
}

TEST_CASE("when writing fails in the middle the old content stands and no draft is left", "[base]") {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "record";
    write_file_atomically(file, "the old content");
    {
        const FileSizeLimit limit(4096);
        const Error error = error_of([&] { write_file_atomically(file, std::string(100'000, 'n')); });
        CHECK(error.text().key == "error.file.write");
    }
    CHECK(read_text_file(file) == "the old content");
    CHECK_FALSE(fs::exists(file.string() + ".new"));
}

TEST_CASE("a folder in the way of the file is reported and left alone", "[base]") {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "record";
    fs::create_directories(file / "full");
    CHECK(error_of([&] { write_file_atomically(file, "x"); }).code() == ErrorCode::Io);
    CHECK(fs::is_directory(file / "full"));
    CHECK_FALSE(fs::exists(file.string() + ".new"));
}

TEST_CASE("a folder that may not be written is reported as read-only", "[base]") {
    if (::geteuid() == 0) {
        SKIP("the superuser may write everywhere");
    }
    const TemporaryFolder folder;
    fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec);
    const Error error = error_of([&] { write_file_atomically(folder.path() / "record", "x"); });
    fs::permissions(folder.path(), fs::perms::owner_all);
    CHECK(error.code() == ErrorCode::ReadOnly);
}

TEST_CASE("a parent that is a file is reported", "[base]") {
    const TemporaryFolder folder;
    write_file_atomically(folder.path() / "file", "x");
    const Error error = error_of([&] { write_file_atomically(folder.path() / "file" / "below", "x"); });
    CHECK(error.text().key == "error.file.write");
}

TEST_CASE("user folders follow XDG, and relative values are ignored as the standard says", "[base]") {
    const Variable home("HOME", "/home/somebody");
    {
        const Variable data("XDG_DATA_HOME", "/data");
        const Variable cache("XDG_CACHE_HOME", "relative");
        const Variable config("XDG_CONFIG_HOME", nullptr);
        CHECK(user_data_folder() == "/data/palpate");
        CHECK(user_cache_folder() == "/home/somebody/.cache/palpate");
        CHECK(user_config_folder() == "/home/somebody/.config/palpate");
    }
    const Variable data("XDG_DATA_HOME", nullptr);
    CHECK(user_data_folder() == "/home/somebody/.local/share/palpate");
}

TEST_CASE("the asset folder is found, and PALPATE_ASSETS overrides it", "[base]") {
    {
        const Variable none("PALPATE_ASSETS", nullptr);
        CHECK(fs::is_directory(find_asset_folder() / "i18n"));
    }
    const Variable own("PALPATE_ASSETS", "/somewhere/assets");
    CHECK(find_asset_folder() == "/somewhere/assets");
}
