#include "store/detail/backup_folder.h"

#include "base/error.h"
#include "base/file_io.h"
#include "store/detail/blake2b.h"
#include "store/detail/checked_text.h"
#include "store/detail/migrator.h"
#include "store/detail/store_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <functional>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

namespace palpate {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view k_prefix = "palpate-backup-";
constexpr std::string_view k_draft_suffix = ".new";
constexpr std::string_view k_heading = "palpate-backup 1";

struct FileSum {
    std::string name;
    std::uint64_t bytes = 0;
    std::string hash;

    bool operator==(const FileSum&) const = default;
};

struct Manifest {
    BackupInfo info;
    std::vector<FileSum> files;
};

fs::path manifest_file(const fs::path& backup) { return backup / "manifest.txt"; }

[[noreturn]] void throw_backup_error(ErrorCode code, const char* key, const fs::path& backup) {
    throw Error(code, {key, {{"folder", backup.string()}}});
}

/// nullopt where it cannot be read.
std::optional<FileSum> find_sum(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::array<char, 1 << 16> block{};
    FileSum sum{.name = file.filename().string(), .bytes = 0, .hash = {}};
    detail::Blake2b hash;
    while (stream) {
        stream.read(block.data(), block.size());
        const auto taken = static_cast<std::size_t>(stream.gcount());
        hash.bytes({reinterpret_cast<const std::uint8_t*>(block.data()), taken});
        sum.bytes += taken;
    }
    if (!stream.eof()) {
        return std::nullopt;
    }
    sum.hash = hash.hex();
    return sum;
}

std::string make_manifest(const Manifest& manifest) {
    std::string body = fmt::format("store {}\ncreated {}\nschema {}\naudit {} {}\n", manifest.info.store_id,
                                   manifest.info.created.microseconds_utc, manifest.info.schema,
                                   manifest.info.audit.seq, manifest.info.audit.hash);
    for (const FileSum& file : manifest.files) {
        body += fmt::format("file {} {} {}\n", file.name, file.bytes, file.hash);
    }
    return detail::make_checked_text(k_heading, body);
}

/// nullopt where there is none, or one of no version this program knows, or a damaged one.
std::optional<Manifest> find_manifest(const fs::path& backup) {
    std::error_code ignored;
    if (!fs::is_regular_file(manifest_file(backup), ignored)) {
        return std::nullopt;
    }
    const auto body = detail::find_checked_body(read_text_file(manifest_file(backup)), k_heading);
    if (!body) {
        return std::nullopt;
    }
    Manifest manifest{.info = {.folder = backup}, .files = {}};
    std::istringstream words(*body);
    for (std::string word; words >> word;) {
        if (word == "store") {
            words >> manifest.info.store_id;
        } else if (word == "created") {
            words >> manifest.info.created.microseconds_utc;
        } else if (word == "schema") {
            words >> manifest.info.schema;
        } else if (word == "audit") {
            words >> manifest.info.audit.seq >> manifest.info.audit.hash;
        } else if (word == "file") {
            FileSum file;
            words >> file.name >> file.bytes >> file.hash;
            manifest.info.bytes += file.bytes;
            manifest.files.push_back(file);
        }
    }
    return manifest;
}

/// A manifest of a version to come: its heading is of our kind with another number.
bool is_of_newer_program(const fs::path& backup) {
    const std::string text = read_text_file(manifest_file(backup));
    const std::string_view kind = k_heading.substr(0, k_heading.rfind(' ') + 1);
    return text.starts_with(kind) && !text.starts_with(std::string(k_heading) + '\n');
}

std::vector<fs::path> folders_with_prefix(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        if (entry.path().filename().string().starts_with(k_prefix) && entry.is_directory(ignored)) {
            found.push_back(entry.path());
        }
    }
    return found;
}

bool is_draft(const fs::path& folder) { return folder.filename().string().ends_with(k_draft_suffix); }

/// Letters and digits of the time, for names of files anywhere.
std::string stamp_of(Timestamp time) {
    std::string stamp = to_iso(time);
    std::erase_if(stamp, [](char letter) { return letter == '-' || letter == ':'; });
    return stamp;
}

}  // namespace

fs::path default_backup_folder(const fs::path& store_folder) { return store_folder / "backups"; }

std::vector<BackupInfo> list_backups(const fs::path& folder) {
    std::vector<BackupInfo> backups;
    for (const fs::path& backup : folders_with_prefix(folder)) {
        if (is_draft(backup)) {
            continue;
        }
        try {
            if (const auto manifest = find_manifest(backup)) {
                backups.push_back(manifest->info);
            }
        } catch (const Error&) {  // NOLINT(bugprone-empty-catch): one that cannot be read hides none of the others
        }
    }
    std::ranges::sort(backups, std::greater(), [](const BackupInfo& backup) {
        return std::pair(backup.created, backup.folder.filename().string());
    });
    return backups;
}

BackupInfo check_backup(const fs::path& backup) {
    std::error_code ignored;
    if (!fs::is_regular_file(manifest_file(backup), ignored)) {
        throw_backup_error(ErrorCode::NotFound, "error.store.backup-not-found", backup);
    }
    const auto manifest = find_manifest(backup);
    if (!manifest && is_of_newer_program(backup)) {
        throw_backup_error(ErrorCode::NewerVersion, "error.store.backup-newer", backup);
    }
    if (!manifest || manifest->files.size() != 2) {
        throw_backup_error(ErrorCode::Io, "error.store.backup-damaged", backup);
    }
    if (manifest->info.schema > static_cast<int>(detail::store_migrations().size())) {
        throw_backup_error(ErrorCode::NewerVersion, "error.store.backup-newer", backup);
    }
    for (const FileSum& file : manifest->files) {
        if (find_sum(backup / file.name) != file) {
            throw_backup_error(ErrorCode::Io, "error.store.backup-damaged", backup);
        }
    }
    return manifest->info;
}

std::vector<BackupInfo> outdated_backups(const std::vector<BackupInfo>& newest_first) {
    constexpr std::size_t k_days = 7;
    constexpr std::size_t k_weeks = 4;
    constexpr std::size_t k_months = 6;
    std::set<std::int64_t> days;
    std::set<std::int64_t> weeks;
    std::set<std::int64_t> months;
    std::vector<BackupInfo> outdated;
    for (const BackupInfo& backup : newest_first) {
        using std::chrono::sys_days;
        const auto day = std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::microseconds>(
            std::chrono::microseconds(backup.created.microseconds_utc)));
        const std::chrono::year_month_day date(day);
        const std::int64_t number = day.time_since_epoch().count();
        const auto first_of = [](std::set<std::int64_t>& seen, std::size_t most, std::int64_t period) {
            return seen.size() < most && seen.insert(period).second;
        };
        const bool of_day = first_of(days, k_days, number);
        const bool of_week = first_of(weeks, k_weeks, (number + 3) / 7);  // 1970 began on a Thursday
        const bool of_month =
            first_of(months, k_months, int{date.year()} * 12 + static_cast<int>(unsigned{date.month()}));
        if (!of_day && !of_week && !of_month) {
            outdated.push_back(backup);
        }
    }
    return outdated;
}

namespace detail {

fs::path backup_records(const fs::path& backup) { return backup / "records.db"; }
fs::path backup_vault(const fs::path& backup) { return backup / "vault.key"; }

fs::path make_draft_backup(const fs::path& folder, Timestamp now) {
    const std::string name = std::string(k_prefix) + stamp_of(now);
    for (int twin = 1;; ++twin) {
        const fs::path place = folder / (twin == 1 ? name : fmt::format("{}-{}", name, twin));
        const fs::path draft = place.string() + std::string(k_draft_suffix);
        std::error_code ignored;
        if (!fs::exists(place, ignored) && !fs::exists(draft, ignored)) {
            make_store_folder(draft);
            return draft;
        }
    }
}

void remove_draft_backups(const fs::path& folder) {
    for (const fs::path& draft : folders_with_prefix(folder)) {
        if (is_draft(draft)) {
            std::error_code ignored;
            fs::remove_all(draft, ignored);
        }
    }
}

BackupInfo finish_backup(const fs::path& draft, BackupInfo info) {
    Manifest manifest{.info = std::move(info), .files = {}};
    for (const fs::path& file : {backup_records(draft), backup_vault(draft)}) {
        sync_file(file);
        const auto sum = find_sum(file);
        if (!sum) {
            throw_backup_error(ErrorCode::Io, "error.store.backup-damaged", draft);
        }
        manifest.files.push_back(*sum);
        manifest.info.bytes += sum->bytes;
    }
    write_file_atomically(manifest_file(draft), make_manifest(manifest));
    sync_file(draft);
    const std::string name = draft.string();
    manifest.info.folder = name.substr(0, name.size() - k_draft_suffix.size());
    rename_durably(draft, manifest.info.folder);
    return manifest.info;
}

void remove_backup(const fs::path& backup) {
    std::error_code ignored;
    fs::remove(manifest_file(backup), ignored);
    fs::remove_all(backup, ignored);
}

}  // namespace detail
}  // namespace palpate
