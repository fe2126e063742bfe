#include "ui/rehearsal.h"

#include "ui/drawn_words.h"
#include "ui/item_log.h"
#include "ui/key_chord.h"
#include "ui/rehearsal_checks.h"

#include <fmt/ranges.h>
#include <glm/geometric.hpp>
#include <imgui_internal.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <functional>
#include <map>
#include <set>
#include <sstream>
#include <thread>
#include <utility>
#include <vector>

namespace palpate {
namespace {

constexpr int k_frames_per_gesture = 3;
constexpr int k_most_waiting_frames = 600;

using Words = std::vector<std::string>;

Words split(const std::string& line) {
    std::istringstream stream(line);
    Words words;
    for (std::string word; stream >> std::ws, stream.good() && stream.peek() != '#';) {
        if (stream.peek() == '"') {
            stream.get();
            std::getline(stream, word, '"');
        } else {
            stream >> word;
        }
        words.push_back(word);
    }
    return words;
}

float number(const std::string& word) {
    float value = 0;
    const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (fault != std::errc() || end != word.data() + word.size()) {
        throw Error(ErrorCode::InvalidContent, {"error.rehearsal.number", {{"word", word}}});
    }
    return value;
}

/// The application in its window, and a hand to work it.
class Rehearsal {
public:
    using PassTime = std::function<void(std::chrono::milliseconds time, bool asleep)>;

    Rehearsal(Workspace& workspace, const GuiOptions& options, glm::ivec2 size, PassTime pass_time)
        : workspace_(workspace),
          window_(make_offscreen_window(size)),
          app_(workspace, *window_, options),
          pass_time_(std::move(pass_time)) {
        start_item_log();
        frames(k_frames_per_gesture);
    }
    ~Rehearsal() { stop_item_log(); }
    Rehearsal(const Rehearsal&) = delete;
    Rehearsal& operator=(const Rehearsal&) = delete;

    void perform(const Words& words);
    [[nodiscard]] bool over() const { return window_->close_requested(); }
    /// As the window does when it closes.
    void close() { app_.keep_typed(); }

private:
    void frames(int count) {
        for (int i = 0; i < count && !over(); ++i) {
            app_.expect_input();
            app_.frame();
        }
    }
    void wait();
    void press_at(ImVec2 at);
    void tap_at(ImVec2 at);
    [[nodiscard]] LoggedItem item(const std::string& label) const;
    [[nodiscard]] ImVec2 place_of(const StructureId& id) const;
    void drag(float dx, float dy);
    void drag_between(ImVec2 from, ImVec2 to);
    void press_key(const std::string& words);
    void expect_plan(const std::string& techniques) const;
    void expect_mark(const std::string& structure, int rating) const;
    static void expect_none(const std::string& what, const std::vector<std::string>& found);
    void tab_through(int count);
    void pass_time(float seconds, bool asleep);
    void await_words(const std::string& words, float seconds);
    [[nodiscard]] std::vector<const Mark*> marks() const;
    [[noreturn]] static void fail(const char* key, const std::string& what) {
        throw Error(ErrorCode::InvalidContent, {key, {{"what", what}}});
    }

    Workspace& workspace_;
    std::unique_ptr<OffscreenWindow> window_;
    GuiApp app_;
    PassTime pass_time_;
};

void Rehearsal::wait() {
    for (int i = 0; i < k_most_waiting_frames; ++i) {
        workspace_.run_until_idle();
        app_.frame();
        if (workspace_.running_jobs().empty() && !app_.wants_frame() && !app_.next_frame_in_s()) {
            return;
        }
    }
    fail("error.rehearsal.never-idle", "");
}

void Rehearsal::press_at(ImVec2 at) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(at.x, at.y);
    frames(k_frames_per_gesture);
    io.AddMouseButtonEvent(0, true);
    frames(1);
    io.AddMouseButtonEvent(0, false);
    frames(k_frames_per_gesture);
}

/// As a finger does, and a mouse on a slow machine: the pointer comes down where it was not a frame before.
void Rehearsal::tap_at(ImVec2 at) {
    ImGuiIO& io = ImGui::GetIO();
    const ImVec2 elsewhere = item("##body").low;
    io.AddMousePosEvent(elsewhere.x + 1, elsewhere.y + 1);
    frames(k_frames_per_gesture);
    io.AddMousePosEvent(at.x, at.y);
    io.AddMouseButtonEvent(0, true);
    frames(1);
    io.AddMouseButtonEvent(0, false);
    frames(k_frames_per_gesture);
}

LoggedItem Rehearsal::item(const std::string& label) const {
    const auto found = find_logged_item(label);
    if (!found) {
        fail("error.rehearsal.not-on-screen", label);
    }
    return *found;
}

/// Of the pixels that show the structure, the one nearest to their middle.
ImVec2 Rehearsal::place_of(const StructureId& id) const {
    constexpr int k_step_px = 4;
    const Viewport& viewport = workspace_.viewport();
    std::vector<glm::vec2> seen;
    glm::vec2 sum{0.0F};
    for (int y = k_step_px; y < viewport.height_px; y += k_step_px) {
        for (int x = k_step_px; x < viewport.width_px; x += k_step_px) {
            const glm::vec2 pixel{static_cast<float>(x), static_cast<float>(y)};
            const auto hit = workspace_.pick(viewport, pixel);
            if (hit && std::holds_alternative<StructureId>(hit->target) && std::get<StructureId>(hit->target) == id) {
                seen.push_back(pixel);
                sum += pixel;
            }
        }
    }
    if (seen.empty()) {
        fail("error.rehearsal.not-seen", id.text());
    }
    const glm::vec2 middle = sum / static_cast<float>(seen.size());
    const auto nearest =
        std::ranges::min_element(seen, {}, [&](const glm::vec2& p) { return glm::distance(p, middle); });
    const ImVec2 origin = item("##body").low;
    return {origin.x + nearest->x, origin.y + nearest->y};
}

void Rehearsal::drag(float dx, float dy) {
    const ImVec2 start = item("##body").centre();
    drag_between(start, {start.x + dx, start.y + dy});
}

void Rehearsal::drag_between(ImVec2 from, ImVec2 to) {
    constexpr int k_steps = 8;
    ImGuiIO& io = ImGui::GetIO();
    io.AddMousePosEvent(from.x, from.y);
    frames(k_frames_per_gesture);
    io.AddMouseButtonEvent(0, true);
    frames(1);
    for (int i = 1; i <= k_steps; ++i) {
        const float share = static_cast<float>(i) / k_steps;
        io.AddMousePosEvent(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
        frames(1);
    }
    io.AddMouseButtonEvent(0, false);
    frames(k_frames_per_gesture);
}

void Rehearsal::press_key(const std::string& words) {
    const auto chord = find_key_chord(words);
    if (!chord) {
        fail("error.rehearsal.key", words);
    }
    std::vector<ImGuiKey> keys;
    if (chord->control) {
        keys.push_back(ImGuiMod_Ctrl);
    }
    if (chord->alt) {
        keys.push_back(ImGuiMod_Alt);
    }
    if (chord->shift) {
        keys.push_back(ImGuiMod_Shift);
    }
    keys.push_back(chord->key);
    ImGuiIO& io = ImGui::GetIO();
    for (const ImGuiKey key : keys) {
        io.AddKeyEvent(key, true);
    }
    frames(2);
    for (const ImGuiKey key : keys) {
        io.AddKeyEvent(key, false);
    }
    frames(k_frames_per_gesture);
}

std::vector<const Mark*> Rehearsal::marks() const {
    return workspace_.document() == nullptr ? std::vector<const Mark*>()
                                            : marks_of(*workspace_.document(), workspace_.session());
}

void Rehearsal::expect_mark(const std::string& structure, int rating) const {
    for (const Mark* mark : marks()) {
        if (mark->anchor.structure.text() == structure && mark->now == rating) {
            return;
        }
    }
    fail("error.rehearsal.no-such-mark", structure + " " + std::to_string(rating));
}

void Rehearsal::expect_plan(const std::string& techniques) const {
    std::string planned;
    if (workspace_.document() != nullptr) {
        for (const PlanItem* item : plan_of(*workspace_.document(), workspace_.session(), PlanPart::Session)) {
            planned += (planned.empty() ? "" : " ") + item->technique;
        }
    }
    if (planned != techniques) {
        fail("error.rehearsal.other-plan", planned);
    }
}

void Rehearsal::expect_none(const std::string& what, const std::vector<std::string>& found) {
    if (!found.empty()) {
        const std::string key = "error.rehearsal." + what;
        fail(key.c_str(), fmt::format("{}", fmt::join(found, ", ")));
    }
}

/// A panel may scroll to show the control; then it is in sight a few frames later.
void Rehearsal::tab_through(int count) {
    const ImGuiContext& imgui = *ImGui::GetCurrentContext();
    std::set<ImGuiID> visited;
    for (int i = 0; i < count; ++i) {
        const ImGuiID before = imgui.NavId;
        press_key("Tab");
        frames(k_frames_per_gesture);
        if (imgui.NavWindow == nullptr || imgui.NavId == 0 || (imgui.NavId == before && i > 0)) {
            fail("error.rehearsal.focus-stuck", std::to_string(i + 1));
        }
        const ImRect box = ImGui::WindowRectRelToAbs(imgui.NavWindow, imgui.NavWindow->NavRectRel[imgui.NavLayer]);
        const ImRect screen({0, 0}, ImGui::GetIO().DisplaySize);
        if (imgui.NavDisableHighlight || !screen.Contains(box.GetCenter()) ||
            !imgui.NavWindow->InnerClipRect.Overlaps(box)) {
            fail("error.rehearsal.focus-hidden", std::to_string(i + 1));
        }
        visited.insert(imgui.NavId);
    }
    if (visited.size() < static_cast<std::size_t>(count) / 2) {
        fail("error.rehearsal.focus-stuck", std::to_string(visited.size()));
    }
}

/// The loop of a window without input: it looks, and draws where something changed.
void Rehearsal::pass_time(float seconds, bool asleep) {
    if (pass_time_) {
        pass_time_(std::chrono::milliseconds(static_cast<int>(seconds * 1000)), asleep);
    }
    app_.look(false);
    while (app_.wants_frame()) {
        app_.frame();
    }
}

void Rehearsal::await_words(const std::string& words, float seconds) {
    constexpr std::chrono::milliseconds k_pause{20};
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::duration<float>(seconds);
    while (!reads_as_drawn(drawn_words(), words)) {
        if (std::chrono::steady_clock::now() > deadline) {
            fail("error.rehearsal.not-on-screen", words);
        }
        std::this_thread::sleep_for(k_pause);
        pass_time(0, false);
    }
}

void Rehearsal::perform(const Words& words) {
    using Step = std::function<void(const Words&)>;
    ImGuiIO& io = ImGui::GetIO();
    const std::map<std::string, std::pair<std::size_t, Step>, std::less<>> steps{
        {"wait", {0, [&](const Words&) { wait(); }}},
        {"press", {1, [&](const Words& w) { press_at(item(w[1]).centre()); }}},
        {"press-body", {1, [&](const Words& w) { press_at(place_of(StructureId(w[1]))); }}},
        {"tap-body", {1, [&](const Words& w) { tap_at(place_of(StructureId(w[1]))); }}},
        {"move-to",
         {1,
          [&](const Words& w) {
              const ImVec2 at = place_of(StructureId(w[1]));
              io.AddMousePosEvent(at.x, at.y);
              frames(k_frames_per_gesture);
          }}},
        {"drag", {2, [&](const Words& w) { drag(number(w[1]), number(w[2])); }}},
        {"carry", {2, [&](const Words& w) { drag_between(item(w[1]).centre(), item(w[2]).centre()); }}},
        {"wheel",
         {1,
          [&](const Words& w) {
              const ImVec2 at = item("##body").centre();
              io.AddMousePosEvent(at.x, at.y);
              frames(1);
              io.AddMouseWheelEvent(0, number(w[1]));
              frames(k_frames_per_gesture);
          }}},
        {"drop", {1, [&](const Words& w) { window_->drop_file(w[1]); }}},
        {"scroll",
         {1,
          [&](const Words& w) {
              io.AddMousePosEvent(io.DisplaySize.x / 2, io.DisplaySize.y / 2);
              frames(1);
              io.AddMouseWheelEvent(0, number(w[1]));
              frames(k_frames_per_gesture);
          }}},
        {"key", {1, [&](const Words& w) { press_key(w[1]); }}},
        {"tab-through", {1, [&](const Words& w) { tab_through(static_cast<int>(number(w[1]))); }}},
        {"type",
         {1,
          [&](const Words& w) {
              io.AddInputCharactersUTF8(w[1].c_str());
              frames(k_frames_per_gesture);
          }}},
        {"screenshot", {1, [&](const Words& w) { write_png(window_->screenshot(), w[1]); }}},
        {"resize",
         {1,
          [&](const Words& w) {
              const auto cut = w[1].find('x');
              window_->resize({static_cast<int>(number(w[1].substr(0, cut))),
                               static_cast<int>(number(w[1].substr(cut == std::string::npos ? 0 : cut + 1)))});
              frames(k_frames_per_gesture);
          }}},
        {"expect", {1, [&](const Words& w) { (void)item(w[1]); }}},
        {"expect-words",
         {1,
          [&](const Words& w) {
              if (!reads_as_drawn(drawn_words(), w[1])) {
                  fail("error.rehearsal.not-on-screen", w[1]);
              }
          }}},
        {"expect-no-words",
         {1,
          [&](const Words& w) {
              if (reads_as_drawn(drawn_words(), w[1])) {
                  fail("error.rehearsal.on-screen", w[1]);
              }
          }}},
        {"let-pass", {1, [&](const Words& w) { pass_time(number(w[1]), false); }}},
        {"asleep-for", {1, [&](const Words& w) { pass_time(number(w[1]), true); }}},
        {"await-words", {2, [&](const Words& w) { await_words(w[1], number(w[2])); }}},
        {"expect-marks",
         {1,
          [&](const Words& w) {
              if (marks().size() != static_cast<std::size_t>(number(w[1]))) {
                  fail("error.rehearsal.mark-count", std::to_string(marks().size()));
              }
          }}},
        {"expect-plan", {1, [&](const Words& w) { expect_plan(w[1]); }}},
        {"expect-mark", {2, [&](const Words& w) { expect_mark(w[1], static_cast<int>(number(w[2]))); }}},
        {"expect-targets",
         {1, [&](const Words& w) { expect_none("small-targets", find_small_targets(logged_items(), number(w[1]))); }}},
        {"expect-words-fit",
         {0,
          [&](const Words&) {
              expect_none("clipped-words",
                          find_clipped_words(logged_items(), static_cast<float>(window_->size_px().x)));
          }}},
        {"quit", {0, [&](const Words&) {
                      wait();
                      window_->request_close();
                  }}}};
    const auto found = steps.find(words[0]);
    if (found == steps.end() || words.size() != found->second.first + 1) {
        fail("error.rehearsal.unknown-step", words[0]);
    }
    found->second.second(words);
}

}  // namespace

void rehearse(Workspace& workspace, const GuiOptions& options, glm::ivec2 window_size, std::string_view steps,
              std::function<void(std::chrono::milliseconds time, bool asleep)> pass_time) {
    Rehearsal rehearsal(workspace, options, window_size, std::move(pass_time));
    std::istringstream lines{std::string(steps)};
    int line_number = 0;
    for (std::string line; !rehearsal.over() && std::getline(lines, line);) {
        ++line_number;
        const Words words = split(line);
        if (words.empty()) {
            continue;
        }
        try {
            rehearsal.perform(words);
        } catch (const Error& error) {
            throw Error(error.code(),
                        {"error.rehearsal.line",
                         {{"line", std::to_string(line_number)}, {"why", workspace.words().tr(error.text())}}});
        }
    }
    rehearsal.close();
    workspace.run_until_idle();
}

}  // namespace palpate
