#pragma once

#include "casebook/case_document.h"
#include "casebook/edits.h"

#include <fmt/format.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace palpate {

/// Makes believable and odd, always valid records and edits from a seed: the same seed, the same values everywhere
/// (only raw engine bits are used; the distributions of <random> differ between libraries).
class RandomCase {
public:
    explicit RandomCase(std::uint32_t seed) : bits_(seed), prefix_(fmt::format("case{}", seed)) {}

    [[nodiscard]] Client client() {
        return {.id = ClientId(next_id()),
                .reference = fmt::format("{}-{}", prefix_, 1000 + below(100'000)),
                .name = word(),
                .sample = below(2) == 0,
                .created = time()};
    }

    [[nodiscard]] Session session() {
        return {.id = SessionId(next_id()),
                .type = all_session_types()[below(all_session_types().size())],
                .date = fmt::format("20{:02}-{:02}-{:02}", 20 + below(8), 1 + below(12), 1 + below(28)),
                .title = below(2) == 0 ? "" : word(),
                .created = time()};
    }

    [[nodiscard]] Mark mark(const SessionId& session) {
        Mark mark{.id = MarkId(next_id()), .session = session, .anchor = anchor()};
        mark.kind = all_mark_kinds()[below(all_mark_kinds().size())];
        mark.depth = all_depths()[below(all_depths().size())];
        mark.author = all_authors()[below(all_authors().size())];
        for (const std::string& quality : quality_words()) {
            if (below(4) == 0) {
                mark.qualities.push_back(quality);
            }
        }
        mark.now = static_cast<int>(below(11));
        mark.usual = maybe_up_to(10);
        mark.worst = maybe_up_to(10);
        mark.duration_days = maybe_up_to(4000);
        mark.note = below(3) == 0 ? "" : word() + "\n" + word();
        mark.radius_mm = 0.5F + 40.0F * share();
        mark.created = time();
        return mark;
    }

    /// An edit that the document accepts.
    [[nodiscard]] Edit edit(const CaseDocument& document) {
        const auto choice = below(10);
        if (document.sessions.empty() || choice == 0) {
            return AddSession{session()};
        }
        const Session& some_session = document.sessions[below(document.sessions.size())];
        if (document.marks.empty() || choice < 5) {
            return AddMark{mark(some_session.id)};
        }
        const Mark& some_mark = document.marks[below(document.marks.size())];
        switch (choice) {
            case 5: {
                Client changed = client();
                changed.id = document.client.id;
                return EditClient{changed};
            }
            case 6: {
                Session changed = session();
                changed.id = some_session.id;
                return EditSession{changed};
            }
            case 7: return RemoveSession{some_session.id};
            case 8: return RemoveMark{some_mark.id};
            default: {
                Mark changed = mark(some_session.id);
                changed.id = some_mark.id;
                return EditMark{changed};
            }
        }
    }

    [[nodiscard]] CaseDocument document(int edits = 30) {
        CaseDocument document{.client = client()};
        return after_edits(std::move(document), edits);
    }

    [[nodiscard]] CaseDocument after_edits(CaseDocument document, int edits) {
        for (int count = 0; count < edits; ++count) {
            document = apply(document, edit(document));
        }
        return document;
    }

    /// 0 .. limit - 1.
    [[nodiscard]] std::size_t below(std::size_t limit) { return bits_() % limit; }

private:
    [[nodiscard]] float share() { return static_cast<float>(below(1'000'000)) / 999'999.0F; }
    [[nodiscard]] std::string next_id() { return fmt::format("{}-{:06}-{:08x}", prefix_, ++ids_, bits_()); }
    [[nodiscard]] Timestamp time() {
        return {1'600'000'000'000'000 + static_cast<std::int64_t>(below(200'000'000)) * 1'000'000};
    }

    [[nodiscard]] std::optional<int> maybe_up_to(int highest) {
        const auto value = below(static_cast<std::size_t>(highest) + 2);
        return value == 0 ? std::nullopt : std::optional(static_cast<int>(value) - 1);
    }

    [[nodiscard]] SurfaceAnchor anchor() {
        const float a = share();
        const float b = (1.0F - a) * share();
        return {.structure = StructureId(fmt::format("muscle-{}.left", below(40))),
                .box_position = {share(), share(), share()},
                .atlas_topology = fmt::format("{:08x}", bits_()),
                .triangle = static_cast<std::uint32_t>(bits_()),
                .barycentric = {a, b, 1.0F - a - b}};
    }

    [[nodiscard]] std::string word() {
        static const std::vector<std::string> words{
            "after work", "x'; DROP TABLE marks; --", "Zoë", "\"quoted\"", "100 %", "{name}", "左肩", "🙂"};
        return words[below(words.size())];
    }

    std::mt19937 bits_;
    std::string prefix_;
    int ids_ = 0;
};

}  // namespace palpate
