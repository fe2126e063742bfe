#pragma once

#include "ui/gui_app.h"

#include <chrono>
#include <functional>
#include <string_view>

namespace palpate {

/// Runs the real application in a window in memory and does what the steps say, as a person would with mouse and keys.
/// One step a line, `#` starts a comment, words with blanks in "quotes":
///
///     wait                      until all jobs are done and the picture is complete
///     press "+ New session"     the control of that name
///     press-body ID             the place where structure ID is seen best
///     tap-body ID               the same as a finger does it: the pointer comes down there from elsewhere
///     move-to ID                the pointer there, without pressing
///     drag DX DY                over the middle of the body with the left button
///     carry "a" "b"             the control named a to that named b
///     wheel STEPS               over the middle of the body
///     drop FILE                 onto the window
///     scroll STEPS              over the middle of the window; down is negative
///     key Ctrl+Shift+Z          a key with its modifiers
///     tab-through N             N times Tab: each time the focus moves to a control that is seen whole and ringed
///     type "some words"
///     screenshot FILE.png
///     resize WxH                of the window
///     expect "words"            a control of that name is on screen
///     expect-words "words"      they can be read on screen, whoever drew them (those on the body are not looked at)
///     expect-no-words "words"   they cannot
///     expect-marks N            the session on screen has N marks
///     expect-plan "a b"         the session's plan is these techniques in this order
///     expect-mark ID RATING     one of them on structure ID, rated RATING
///     expect-targets PX         no control is lower or narrower
///     expect-words-fit          no control cuts its words off or sticks out of the window
///     let-pass SECONDS          of the time that locks the records; asleep-for SECONDS: the machine slept
///     await-words "words" S     they are there within S real seconds
///     quit
///
/// Throws Error InvalidContent naming the line of the first step that cannot be done or does not hold.
/// `pass_time` moves the workspace's running time on: awake, or asleep.
void rehearse(Workspace& workspace, const GuiOptions& options, glm::ivec2 window_size, std::string_view steps,
              std::function<void(std::chrono::milliseconds time, bool asleep)> pass_time = {});

}  // namespace palpate
