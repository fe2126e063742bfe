#pragma once

namespace palpate {

/// Names of the workspace's jobs: text keys, shown beside their progress.
inline constexpr const char* k_job_atlas = "job.atlas";
inline constexpr const char* k_job_picker = "job.picker";
inline constexpr const char* k_job_skin_map = "job.skin-map";
inline constexpr const char* k_job_skin_surface = "job.skin-surface";
inline constexpr const char* k_job_mark_shapes = "job.mark-shapes";
inline constexpr const char* k_job_soft_zones = "job.soft-zones";
inline constexpr const char* k_job_progress = "job.progress";
inline constexpr const char* k_job_strokes = "job.strokes";
inline constexpr const char* k_job_keep_clear = "job.keep-clear";
inline constexpr const char* k_job_pictures = "job.pictures";
inline constexpr const char* k_job_open_store = "job.open-store";
inline constexpr const char* k_job_load = "job.load-client";
inline constexpr const char* k_job_save = "job.save";
inline constexpr const char* k_job_match = "job.match";
inline constexpr const char* k_job_clinical = "job.clinical";
inline constexpr const char* k_job_erase = "job.erase";
inline constexpr const char* k_job_restore = "job.restore";
inline constexpr const char* k_job_practice = "job.practice";
inline constexpr const char* k_job_passphrase = "job.set-passphrase";
inline constexpr const char* k_job_lock = "job.lock";
inline constexpr const char* k_job_watch = "job.watch";
inline constexpr const char* k_job_care = "job.care";
inline constexpr const char* k_job_backup = "job.back-up";
inline constexpr const char* k_job_drill = "job.drill";
inline constexpr const char* k_job_check = "job.check";
inline constexpr const char* k_job_receive = "job.receive-answers";
inline constexpr const char* k_job_rotate = "job.rotate";

}  // namespace palpate
