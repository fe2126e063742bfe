#pragma once

#include <sqlcipher/sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <new>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace palpate {

/// One thing the database asks of its disk.
struct DiskCall {
    enum class Kind { Open, Read, Write, Truncate, Sync, Size, Delete, Access, SharedMemory };
    Kind kind = Kind::Open;
    std::string_view file{};                ///< whole path; empty: a file without a name
    std::int64_t offset = 0;                ///< Write: where; Truncate: the new size
    std::span<const std::uint8_t> bytes{};  ///< Write: what
    bool syncs_folder = false;              ///< Sync, Delete: names given or taken before outlast a power cut after it
};

/// What is answered instead of doing it: a result code of SQLite and the system's error number. Nothing: it is done.
struct DiskFault {
    int result = SQLITE_OK;
    int error_number = 0;
};

/// While this lives, every database opened goes through it, beneath the encryption: `ask` hears of each call before it is
/// done and may have it fail. `ask` throws nothing. Ends after the last database opened meanwhile.
class WatchedDisk {
public:
    explicit WatchedDisk(std::function<DiskFault(const DiskCall&)> ask) : ask_(std::move(ask)) {
        system_ = ::sqlite3_vfs_find(nullptr);
        watched_ = *system_;
        watched_.iVersion = 2;  // no table of system calls
        watched_.szOsFile = static_cast<int>(sizeof(File)) + system_->szOsFile;
        watched_.zName = "watched";
        watched_.pAppData = this;
        watched_.xOpen = open;
        watched_.xDelete = remove;
        watched_.xAccess = access;
        watched_.xGetLastError = last_error;
        ::sqlite3_vfs_register(&watched_, 1);
    }
    ~WatchedDisk() {
        ::sqlite3_vfs_unregister(&watched_);
        ::sqlite3_vfs_register(system_, 1);
    }
    WatchedDisk(const WatchedDisk&) = delete;
    WatchedDisk& operator=(const WatchedDisk&) = delete;

    /// Syncs are answered and not done, which no test notices but by its time: no machine stops while it runs.
    void skip_syncs() { syncs_ = false; }

private:
    /// The system's own file follows it in memory.
    struct File {
        sqlite3_file base;
        WatchedDisk* disk;
        const std::string* name;
        bool new_name;  ///< its first sync is to sync its folder too
        [[nodiscard]] sqlite3_file* system() { return reinterpret_cast<sqlite3_file*>(this + 1); }
    };

    static File& file_of(sqlite3_file* file) { return *reinterpret_cast<File*>(file); }
    static sqlite3_file* system_of(sqlite3_file* file) { return file_of(file).system(); }
    static const sqlite3_io_methods& methods_of(sqlite3_file* file) { return *system_of(file)->pMethods; }
    static WatchedDisk& disk_of(sqlite3_vfs* vfs) { return *static_cast<WatchedDisk*>(vfs->pAppData); }

    /// SQLITE_OK where the call is to be done.
    int ask(const DiskCall& call) {
        const DiskFault fault = ask_(call);
        error_number_ = fault.error_number;
        return fault.result;
    }

    static int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* flags_out) {
        WatchedDisk& disk = disk_of(vfs);
        const std::string& kept = *disk.names_.insert(name == nullptr ? "" : name).first;
        const bool new_name = (flags & SQLITE_OPEN_CREATE) != 0 &&
                              (flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL | SQLITE_OPEN_SUPER_JOURNAL)) != 0;
        File& opened = *new (file) File{.base = {}, .disk = &disk, .name = &kept, .new_name = new_name};
        int result = disk.ask({.kind = DiskCall::Kind::Open, .file = kept});
        if (result == SQLITE_OK) {
            result = disk.system_->xOpen(disk.system_, name, opened.system(), flags, flags_out);
        }
        opened.base.pMethods = result == SQLITE_OK ? methods() : nullptr;
        return result;
    }

    static int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
        WatchedDisk& disk = disk_of(vfs);
        const int result = disk.ask({.kind = DiskCall::Kind::Delete, .file = name, .syncs_folder = sync_folder != 0});
        return result != SQLITE_OK ? result : disk.system_->xDelete(disk.system_, name, disk.syncs_ ? sync_folder : 0);
    }

    static int access(sqlite3_vfs* vfs, const char* name, int flags, int* answer) {
        WatchedDisk& disk = disk_of(vfs);
        const int result = disk.ask({.kind = DiskCall::Kind::Access, .file = name});
        return result != SQLITE_OK ? result : disk.system_->xAccess(disk.system_, name, flags, answer);
    }

    static int last_error(sqlite3_vfs* vfs, int size, char* text) {
        WatchedDisk& disk = disk_of(vfs);
        return disk.error_number_ != 0 ? disk.error_number_ : disk.system_->xGetLastError(disk.system_, size, text);
    }

    static int ask_of(sqlite3_file* file, DiskCall call) {
        call.file = *file_of(file).name;
        return file_of(file).disk->ask(call);
    }

    static int close(sqlite3_file* file) { return methods_of(file).xClose(system_of(file)); }

    static int read(sqlite3_file* file, void* into, int size, sqlite3_int64 offset) {
        const int result = ask_of(file, {.kind = DiskCall::Kind::Read, .offset = offset});
        return result != SQLITE_OK ? result : methods_of(file).xRead(system_of(file), into, size, offset);
    }

    static int write(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
        const int result =
            ask_of(file, {.kind = DiskCall::Kind::Write,
                          .offset = offset,
                          .bytes = {static_cast<const std::uint8_t*>(from), static_cast<std::size_t>(size)}});
        return result != SQLITE_OK ? result : methods_of(file).xWrite(system_of(file), from, size, offset);
    }

    static int truncate(sqlite3_file* file, sqlite3_int64 size) {
        const int result = ask_of(file, {.kind = DiskCall::Kind::Truncate, .offset = size});
        return result != SQLITE_OK ? result : methods_of(file).xTruncate(system_of(file), size);
    }

    static int sync(sqlite3_file* file, int flags) {
        File& own = file_of(file);
        const int result = ask_of(file, {.kind = DiskCall::Kind::Sync, .syncs_folder = own.new_name});
        if (result != SQLITE_OK) {
            return result;
        }
        own.new_name = false;
        return own.disk->syncs_ ? methods_of(file).xSync(system_of(file), flags) : SQLITE_OK;
    }

    static int size(sqlite3_file* file, sqlite3_int64* answer) {
        const int result = ask_of(file, {.kind = DiskCall::Kind::Size});
        return result != SQLITE_OK ? result : methods_of(file).xFileSize(system_of(file), answer);
    }

    static int lock(sqlite3_file* file, int kind) { return methods_of(file).xLock(system_of(file), kind); }
    static int unlock(sqlite3_file* file, int kind) { return methods_of(file).xUnlock(system_of(file), kind); }
    static int is_reserved(sqlite3_file* file, int* answer) {
        return methods_of(file).xCheckReservedLock(system_of(file), answer);
    }
    static int control(sqlite3_file* file, int operation, void* argument) {
        return methods_of(file).xFileControl(system_of(file), operation, argument);
    }
    static int sector_size(sqlite3_file* file) { return methods_of(file).xSectorSize(system_of(file)); }
    static int characteristics(sqlite3_file* file) { return methods_of(file).xDeviceCharacteristics(system_of(file)); }

    static int map_shared(sqlite3_file* file, int region, int bytes, int extend, void volatile** answer) {
        const int result = ask_of(file, {.kind = DiskCall::Kind::SharedMemory});
        return result != SQLITE_OK ? result : methods_of(file).xShmMap(system_of(file), region, bytes, extend, answer);
    }
    static int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
        return methods_of(file).xShmLock(system_of(file), offset, count, flags);
    }
    static void order_shared(sqlite3_file* file) { methods_of(file).xShmBarrier(system_of(file)); }
    static int unmap_shared(sqlite3_file* file, int remove_file) {
        return methods_of(file).xShmUnmap(system_of(file), remove_file);
    }

    static const sqlite3_io_methods* methods() {
        static const sqlite3_io_methods table{.iVersion = 2,
                                              .xClose = close,
                                              .xRead = read,
                                              .xWrite = write,
                                              .xTruncate = truncate,
                                              .xSync = sync,
                                              .xFileSize = size,
                                              .xLock = lock,
                                              .xUnlock = unlock,
                                              .xCheckReservedLock = is_reserved,
                                              .xFileControl = control,
                                              .xSectorSize = sector_size,
                                              .xDeviceCharacteristics = characteristics,
                                              .xShmMap = map_shared,
                                              .xShmLock = lock_shared,
                                              .xShmBarrier = order_shared,
                                              .xShmUnmap = unmap_shared,
                                              .xFetch = nullptr,
                                              .xUnfetch = nullptr};
        return &table;
    }

    std::function<DiskFault(const DiskCall&)> ask_;
    std::set<std::string, std::less<>> names_;
    sqlite3_vfs* system_ = nullptr;
    sqlite3_vfs watched_{};
    int error_number_ = 0;
    bool syncs_ = true;
};

}  // namespace palpate
