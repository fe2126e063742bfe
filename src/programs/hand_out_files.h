#pragma once

#include "casebook/case_document.h"
#include "scene/scene.h"

#include <filesystem>

namespace palpate {

class Application;
class Workspace;

/// A session whose hand-out is written; all but the folder borrowed for the call.
struct HandOutOrder {
    const CaseDocument& document;
    const SessionId& session;
    const Scene& scene;  ///< the body with the session's marks, on a light ground
    std::filesystem::path folder;
};

/// Writes the session's hand-out with its pictures into the folder: the body from four sides (front.png, ..), a picture
/// of each step for home (home-1.png, ..), and what write_hand_out() writes. The workspace needs an atlas and its picker.
/// Some seconds. Throws Error Graphics, Io, DiskFull or ReadOnly.
void write_hand_out_files(const Application& application, const Workspace& workspace, const HandOutOrder& order);

}  // namespace palpate
