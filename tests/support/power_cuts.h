#pragma once

#include "support/watched_disk.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace palpate {

/// Remembers what a database asks of its disk, and tells what the disk may hold after a power cut at any of these calls.
///
/// Strict POSIX: what was not synced is there, not there, or there by sectors, in any order; a name given or taken holds
/// only once its folder was synced, and a sync of the folder vouches for the one name it was asked for. A disk writes sectors of 512 bytes whole. Memory shared by programs (-shm) is left
/// over as anything at all.
///
/// Files that are written around the database: vault.key is as it was at the time of the cut (write_file_atomically() syncs
/// it), each place of audit.head as it was at the cut or at any time before. A database file that was there before it was
/// opened, or was renamed meanwhile, counts as synced: store_folder.cpp sees to that.
class PowerCuts {
public:
    explicit PowerCuts(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// For WatchedDisk.
    DiskFault record(const DiskCall& call) {
        const std::filesystem::path path(call.file);
        if (path.parent_path() != folder_ || path.extension() == ".db-shm") {
            return {};
        }
        record_neighbours();
        const std::string name = path.filename().string();
        switch (call.kind) {
            case DiskCall::Kind::Open: record_open(name); break;
            case DiskCall::Kind::Write:
                add({.kind = Step::Kind::Write, .file = files_.at(name), .at = call.offset, .bytes = text(call.bytes)});
                break;
            case DiskCall::Kind::Truncate:
                add({.kind = Step::Kind::Truncate, .file = files_.at(name), .at = call.offset});
                break;
            case DiskCall::Kind::Sync:
                add({.kind = Step::Kind::Sync,
                     .file = files_.at(name),
                     .name = name,
                     .syncs_folder = call.syncs_folder});
                break;
            case DiskCall::Kind::Delete:
                if (files_.erase(name) > 0) {
                    add({.kind = Step::Kind::Unlink, .name = name, .syncs_folder = call.syncs_folder});
                }
                break;
            default: break;
        }
        return {};
    }

    /// How much was recorded. A cut at n: everything before n was asked for, n itself may have begun.
    [[nodiscard]] std::size_t size() const { return steps_.size(); }

    /// Writes what is left after a power cut into an empty folder.
    void write_survivors(std::size_t cut, std::uint32_t seed, const std::filesystem::path& into) const {
        std::mt19937 random(seed);
        Disk disk;
        for (std::size_t step = 0; step < cut; ++step) {
            carry_out(disk, steps_[step]);
        }
        if (cut < steps_.size() && is_pending_kind(steps_[cut].kind) && random() % 2 == 0) {
            carry_out(disk, steps_[cut]);
        }
        const Mood mood = all_moods[random() % std::size(all_moods)];
        for (const auto& [name, file] : surviving_names(disk, mood, random)) {
            write(into / name, surviving_content(disk.files[file], mood, random));
        }
        for (const auto& [name, versions] : disk.neighbours) {
            write(into / name, name == "audit.head" ? surviving_head(versions, random) : versions.back());
        }
        if (random() % 2 == 0) {
            write_leftover_shared_memory(into, random);
        }
    }

private:
    /// How the disk and the system treated what was not synced.
    enum class Mood { NothingWritten, AllWritten, InOrderAndTorn, AnySectors };
    static constexpr Mood all_moods[] = {Mood::NothingWritten, Mood::AllWritten, Mood::InOrderAndTorn, Mood::AnySectors,
                                         Mood::AnySectors};
    static constexpr std::size_t k_sector_bytes = 512;

    struct Step {
        enum class Kind { Appear, Create, Rename, Write, Truncate, Sync, Unlink, Neighbour };
        Kind kind = Kind::Write;
        std::size_t file = 0;
        std::int64_t at = 0;
        std::string bytes{};
        std::string name{};
        std::string old_name{};
        bool syncs_folder = false;
    };

    struct File {
        std::string synced;
        std::vector<const Step*> pending;
    };

    struct Disk {
        std::map<std::size_t, File> files;
        std::map<std::string, std::size_t> synced_names;
        std::vector<const Step*> pending_names;
        std::map<std::string, std::vector<std::string>> neighbours;  ///< oldest version first
    };

    static bool is_pending_kind(Step::Kind kind) {
        return kind == Step::Kind::Write || kind == Step::Kind::Truncate || kind == Step::Kind::Unlink;
    }

    // ---- Recording

    static std::string text(std::span<const std::uint8_t> bytes) { return {bytes.begin(), bytes.end()}; }

    static std::string content_of_file(const std::filesystem::path& file) {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    void add(Step step) { steps_.push_back(std::move(step)); }

    void record_neighbours() {
        for (const char* name : {"vault.key", "audit.head"}) {
            std::string content = content_of_file(folder_ / name);
            if (!content.empty() && content != neighbours_[name]) {
                add({.kind = Step::Kind::Neighbour, .bytes = content, .name = name});
                neighbours_[name] = std::move(content);
            }
        }
    }

    void record_open(const std::string& name) {
        struct stat status {};
        const bool there = ::stat((folder_ / name).c_str(), &status) == 0;
        if (files_.contains(name) && there) {
            return;
        }
        if (!there) {
            // Its number on the system's disk is not known before it is made: a name alone will do, as what the database
            // makes by itself is never renamed.
            files_[name] = ++next_file_;
            add({.kind = Step::Kind::Create, .file = next_file_, .name = name});
            return;
        }
        const auto known = by_inode_.find(status.st_ino);
        if (known != by_inode_.end() && files_.contains(known->second) && !is_there(known->second)) {
            const std::size_t file = files_.at(known->second);
            add({.kind = Step::Kind::Rename, .file = file, .name = name, .old_name = known->second});
            files_.erase(known->second);
            files_[name] = file;
        } else {
            files_[name] = ++next_file_;
            add({.kind = Step::Kind::Appear,
                 .file = next_file_,
                 .bytes = content_of_file(folder_ / name),
                 .name = name});
        }
        by_inode_[status.st_ino] = name;
    }

    [[nodiscard]] bool is_there(const std::string& name) const {
        std::error_code ignored;
        return std::filesystem::exists(folder_ / name, ignored);
    }

    // ---- The disk

    static void sync_name(Disk& disk, const std::string& name) {
        std::erase_if(disk.pending_names, [&](const Step* step) {
            if (step->name == name) {
                carry_out_name(disk.synced_names, *step);
            }
            return step->name == name;
        });
    }

    static void carry_out_name(std::map<std::string, std::size_t>& names, const Step& step) {
        if (step.kind == Step::Kind::Create) {
            names[step.name] = step.file;
        } else {
            names.erase(step.name);
        }
    }

    static void carry_out(Disk& disk, const Step& step) {
        switch (step.kind) {
            case Step::Kind::Appear:
                disk.files[step.file] = {.synced = step.bytes, .pending = {}};
                disk.synced_names[step.name] = step.file;
                break;
            case Step::Kind::Rename:
                disk.synced_names.erase(step.old_name);
                disk.synced_names[step.name] = step.file;
                break;
            case Step::Kind::Create:
                disk.files[step.file] = {};
                disk.pending_names.push_back(&step);
                break;
            case Step::Kind::Unlink: disk.pending_names.push_back(&step); break;
            case Step::Kind::Write:
            case Step::Kind::Truncate: disk.files[step.file].pending.push_back(&step); break;
            case Step::Kind::Sync: {
                File& file = disk.files[step.file];
                for (const Step* pending : file.pending) {
                    carry_out_whole(file.synced, *pending);
                }
                file.pending.clear();
                break;
            }
            case Step::Kind::Neighbour: disk.neighbours[step.name].push_back(step.bytes); break;
        }
        if (step.syncs_folder) {
            sync_name(disk, step.name);
        }
    }

    static void carry_out_whole(std::string& content, const Step& step) {
        const auto at = static_cast<std::size_t>(step.at);
        if (step.kind == Step::Kind::Truncate) {
            content.resize(at);
            return;
        }
        content.resize(std::max(content.size(), at + step.bytes.size()));
        std::ranges::copy(step.bytes, content.begin() + static_cast<std::ptrdiff_t>(at));
    }

    /// Of the sectors from `first` up to `last` those that `survives` takes. What is missing in between is there as
    /// whatever lay on the disk.
    template <class Survives>
    static void carry_out_sectors(std::string& content, const Step& step, std::mt19937& random,
                                  const Survives& survives) {
        const auto begin = static_cast<std::size_t>(step.at);
        const std::size_t end = begin + step.bytes.size();
        for (std::size_t at = begin; at < end;) {
            const std::size_t next = std::min(end, (at / k_sector_bytes + 1) * k_sector_bytes);
            if (survives()) {
                if (content.size() < at) {
                    content.resize(at, static_cast<char>(random() % 2 == 0 ? 0 : random()));
                }
                content.resize(std::max(content.size(), next));
                std::copy(step.bytes.begin() + static_cast<std::ptrdiff_t>(at - begin),
                          step.bytes.begin() + static_cast<std::ptrdiff_t>(next - begin),
                          content.begin() + static_cast<std::ptrdiff_t>(at));
            }
            at = next;
        }
    }

    static std::string surviving_content(const File& file, Mood mood, std::mt19937& random) {
        std::string content = file.synced;
        if (mood == Mood::NothingWritten || file.pending.empty()) {
            return content;
        }
        const std::size_t whole = mood == Mood::InOrderAndTorn ? random() % file.pending.size() : file.pending.size();
        const std::size_t of_ten = 1 + random() % 9;
        for (std::size_t number = 0; number < file.pending.size(); ++number) {
            const Step& step = *file.pending[number];
            if (mood == Mood::AnySectors) {
                if (step.kind == Step::Kind::Write) {
                    carry_out_sectors(content, step, random, [&] { return random() % 10 < of_ten; });
                } else if (random() % 10 < of_ten) {
                    carry_out_whole(content, step);
                }
            } else if (number < whole) {
                carry_out_whole(content, step);
            } else if (number == whole && step.kind == Step::Kind::Write) {
                auto left = random() % (step.bytes.size() / k_sector_bytes + 2);
                carry_out_sectors(content, step, random, [&] { return left-- > 0; });
                break;
            }
        }
        return content;
    }

    static std::map<std::string, std::size_t> surviving_names(const Disk& disk, Mood mood, std::mt19937& random) {
        auto names = disk.synced_names;
        for (const Step* step : disk.pending_names) {
            if (mood == Mood::AllWritten || (mood != Mood::NothingWritten && random() % 2 == 0)) {
                carry_out_name(names, *step);
            }
        }
        return names;
    }

    static std::string surviving_head(const std::vector<std::string>& versions, std::mt19937& random) {
        std::string head = versions.back();
        for (std::size_t at = 0; at + k_sector_bytes <= head.size(); at += k_sector_bytes) {
            if (random() % 2 == 0) {
                head.replace(at, k_sector_bytes, versions[random() % versions.size()], at, k_sector_bytes);
            }
        }
        return head;
    }

    static void write(const std::filesystem::path& file, const std::string& content) {
        std::ofstream(file, std::ios::binary | std::ios::trunc) << content;
    }

    static void write_leftover_shared_memory(const std::filesystem::path& into, std::mt19937& random) {
        std::string noise(32'768, '\0');
        std::ranges::generate(noise, [&] { return static_cast<char>(random()); });
        write(into / "palpate-1.db-shm", noise);
    }

    std::filesystem::path folder_;
    std::vector<Step> steps_;
    std::map<std::string, std::size_t> files_;
    std::map<ino_t, std::string> by_inode_;
    std::map<std::string, std::string> neighbours_;
    std::size_t next_file_ = 0;
};

}  // namespace palpate
