// client.consent, client.withdraw-consent, note.phrase-*, app.hide-names, practice.count: people, and the practice as a whole.

#include "base/error.h"
#include "geometry/image.h"
#include "workspace/consent_texts.h"
#include "workspace/detail/command_arguments.h"
#include "workspace/detail/command_groups.h"

#include <algorithm>
#include <utility>

namespace palpate {
namespace {

constexpr int k_photo_px = 192;
constexpr int k_largest_photo_px = 12'000;

[[noreturn]] void fail_word(const std::string& argument, const std::string& value) {
    throw Error(ErrorCode::Usage, {"workspace.unknown-word", {{"argument", argument}, {"value", value}}});
}

std::string named_consent(const CommandArguments& arguments) {
    const std::string text = required_argument(arguments, "text");
    if (std::ranges::find(k_consent_texts, text) == k_consent_texts.end()) {
        fail_word("text", text);
    }
    return text;
}

/// Keeps the words that were shown, in the language they were shown in.
std::string give_consent(Workspace& workspace, const CommandArguments& arguments) {
    const Client& client = workspace.require_document().client;
    Consent consent{.id = ConsentId(workspace.services().ids->make_id()),
                    .text = named_consent(arguments),
                    .version = std::string(k_consent_version),
                    .given_by = find_argument(arguments, "by").value_or(client.name),
                    .given = workspace.services().clock->now()};
    consent.words = workspace.words().tr(consent_words_key(consent.text));
    std::string id = consent.id.text();
    workspace.commit(GiveConsent{std::move(consent)}, "command.client.consent");
    return id;
}

std::string withdraw_consent(Workspace& workspace, const CommandArguments& arguments) {
    const Consent* consent = find_consent(workspace.require_document(), named_consent(arguments));
    if (consent == nullptr) {
        throw Error(ErrorCode::InvalidEdit, {"error.edit.consent-missing", {}});
    }
    const ConsentId id = consent->id;
    workspace.commit(WithdrawConsent{.id = id, .at = workspace.services().clock->now()},
                     "command.client.withdraw-consent");
    return id.text();
}

/// Small, so that it shows a face and not a room. Without a file the photo is taken away.
std::string set_photo(Workspace& workspace, const CommandArguments& arguments) {
    static_cast<void>(workspace.require_document());
    ClientPhoto photo;
    if (const auto file = find_argument(arguments, "file")) {
        for (const std::byte byte : encode_png(square_thumbnail(read_picture(*file, k_largest_photo_px), k_photo_px))) {
            photo.png.push_back(std::to_integer<std::uint8_t>(byte));
        }
    }
    workspace.commit(SetPhoto{std::move(photo)}, "command.client.photo");
    return {};
}

// ---- phrases -------------------------------------------------------------------------------------------------------

NotePhrase phrase_in(const CommandArguments& arguments) {
    const std::string word = required_argument(arguments, "part");
    const auto part = find_note_part(word);
    if (!part) {
        fail_word("part", word);
    }
    return {.part = *part, .text = required_argument(arguments, "text")};
}

std::string add_phrase(Workspace& workspace, const CommandArguments& arguments) {
    workspace.require_store();
    NotePhrase phrase = phrase_in(arguments);
    check_note_phrase(phrase);
    std::vector<NotePhrase> phrases = workspace.practice().phrases();
    if (std::ranges::find(phrases, phrase) == phrases.end()) {
        phrases.push_back(std::move(phrase));
        workspace.practice().set_phrases(std::move(phrases));
    }
    return {};
}

std::string remove_phrase(Workspace& workspace, const CommandArguments& arguments) {
    workspace.require_store();
    const NotePhrase phrase = phrase_in(arguments);
    std::vector<NotePhrase> phrases = workspace.practice().phrases();
    if (std::erase(phrases, phrase) == 0) {
        throw Error(ErrorCode::NotFound, {"workspace.no-such-phrase", {}});
    }
    workspace.practice().set_phrases(std::move(phrases));
    return {};
}

// ---- the whole practice --------------------------------------------------------------------------------------------

std::string count_practice(Workspace& workspace, const CommandArguments&) {
    workspace.require_store();
    workspace.practice().count({workspace.services().anatomy, workspace.atlas(), workspace.services().clock});
    workspace.ask_window("practice.count");
    return {};
}

std::string hide_names(Workspace& workspace, const CommandArguments&) {
    ViewState view = workspace.view();
    view.hide_names = !view.hide_names;
    workspace.set_view(view);
    return {};
}

}  // namespace

std::vector<Command> people_commands() {
    return {
        {"client.consent", "command.client.consent", "", {"text", "by"}, has_client, give_consent},
        {"client.withdraw-consent", "command.client.withdraw-consent", "", {"text"}, has_client, withdraw_consent},
        {"client.photo", "command.client.photo", "", {"file"}, has_client, set_photo},
        {"note.phrase-add", "command.note.phrase-add", "", {"part", "text"}, has_store, add_phrase},
        {"note.phrase-remove", "command.note.phrase-remove", "", {"part", "text"}, has_store, remove_phrase},
        {"practice.count", "command.practice.count", "F6", {}, has_store, count_practice},
        {"app.hide-names", "command.app.hide-names", "", {}, always, hide_names},
    };
}

}  // namespace palpate
