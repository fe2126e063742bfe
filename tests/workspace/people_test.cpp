#include "casebook/edits.h"
#include "support/error_code.h"
#include "workspace/consent_texts.h"
#include "workspace/rig.h"

#include <catch2/catch_test_macros.hpp>

using namespace palpate;
using test::Rig;

namespace {

std::optional<ErrorCode> refusal_of(Rig& rig, const char* command, const CommandArguments& arguments) {
    return error_code_of([&] { (*rig.workspace).run(command, arguments); });
}

}  // namespace

TEST_CASE("a client is added with contact in one go, and what is not said later stays", "[workspace]") {
    Rig rig;
    rig.start();
    Workspace& workspace = *rig.workspace;
    workspace.run("client.add", {{"name", "Ada"}, {"phone", "030 555"}, {"birth", "1984-05-31"}});
    workspace.run("client.edit", {{"email", "ada@example.org"}, {"emergency-name", "Ben"}});
    workspace.run_until_idle_or_throw();
    const Client& client = workspace.document()->client;
    CHECK(client.name == "Ada");
    CHECK(client.phone == "030 555");
    CHECK(client.email == "ada@example.org");
    CHECK(client.emergency.name == "Ben");
    CHECK((*rig.store).load(client.id).client == client);
    CHECK(workspace.client_list().search("ada").front()->id == client.id);
}

TEST_CASE("a date of birth that is none is refused before anything is kept", "[workspace]") {
    Rig rig;
    rig.start();
    CHECK(refusal_of(rig, "client.add", {{"name", "Ada"}, {"birth", "31.5."}}) == ErrorCode::InvalidEdit);
    CHECK((*rig.workspace).clients().empty());
}

TEST_CASE("a consent keeps the words that were read, who gave it and when; it can be withdrawn and undone",
          "[workspace]") {
    Rig rig;
    rig.start();
    Workspace& workspace = *rig.workspace;
    workspace.run("client.add", {{"name", "Ada"}});
    workspace.run("client.consent", {{"text", "treatment"}});
    const Consent consent = workspace.document()->consents.at(0);
    CHECK(consent.words == workspace.words().tr("consent.treatment.words"));
    CHECK(consent.version == k_consent_version);
    CHECK(consent.given_by == "Ada");
    workspace.run("client.withdraw-consent", {{"text", "treatment"}});
    CHECK(find_consent(*workspace.document(), "treatment") == nullptr);
    CHECK(refusal_of(rig, "client.withdraw-consent", {{"text", "treatment"}}) == ErrorCode::InvalidEdit);
    workspace.run("edit.undo");
    CHECK(find_consent(*workspace.document(), "treatment") != nullptr);
    CHECK(refusal_of(rig, "client.consent", {{"text", "anything"}}) == ErrorCode::Usage);
    workspace.run_until_idle_or_throw();
}

TEST_CASE("phrases are kept in the store, each once", "[workspace]") {
    Rig rig;
    rig.start();
    Workspace& workspace = *rig.workspace;
    for (int twice = 0; twice < 2; ++twice) {
        workspace.run("note.phrase-add", {{"part", "plan"}, {"text", "Next week."}});
    }
    workspace.run_until_idle_or_throw();
    CHECK((*rig.store).note_phrases() == std::vector<NotePhrase>{{NotePart::Plan, "Next week."}});
    workspace.run("note.phrase-remove", {{"part", "plan"}, {"text", "Next week."}});
    workspace.run_until_idle_or_throw();
    CHECK((*rig.store).note_phrases().empty());
    CHECK(refusal_of(rig, "note.phrase-remove", {{"part", "plan"}, {"text", "Next week."}}) == ErrorCode::NotFound);
}

TEST_CASE("the practice is counted by a job", "[workspace]") {
    Rig rig;
    rig.start();
    Workspace& workspace = *rig.workspace;
    workspace.run("client.add", {{"name", "Ada"}});
    workspace.run("session.add");
    workspace.run_until_idle_or_throw();
    CHECK_FALSE(workspace.practice().view());
    workspace.run("practice.count");
    workspace.run_until_idle_or_throw();
    REQUIRE(workspace.practice().view());
    CHECK(workspace.practice().view()->clients == 1);
    CHECK(workspace.practice().view()->sessions == 1);
    CHECK(workspace.practice().view()->weeks.size() == k_weeks_counted);
}

TEST_CASE("names can be hidden and shown again", "[workspace]") {
    Rig rig;
    CHECK_FALSE((*rig.workspace).view().hide_names);
    (*rig.workspace).run("app.hide-names");
    CHECK((*rig.workspace).view().hide_names);
    (*rig.workspace).run("app.hide-names");
    CHECK_FALSE((*rig.workspace).view().hide_names);
}

TEST_CASE("the client's map and the therapist's are shown alone or over each other", "[workspace]") {
    Rig rig;
    rig.start_session();
    Workspace& workspace = *rig.workspace;
    const auto shown = [&] { return workspace.scene().marks.size(); };
    static_cast<void>(rig.add_mark());
    workspace.run("mark.add",
                  {{"structure", "latissimus-dorsi.left"}, {"kind", "pain"}, {"now", "3"}, {"author", "therapist"}});
    CHECK(shown() == 2);
    workspace.run("view.author", {{"author", "therapist"}});
    CHECK(shown() == 1);
    CHECK(workspace.scene().marks.front().label == "3");
    workspace.run("view.author");
    CHECK(shown() == 2);
    workspace.run("view.author");
    REQUIRE(shown() == 1);
    CHECK(workspace.scene().marks.front().label == "7");
    CHECK(refusal_of(rig, "view.author", {{"author", "nobody"}}) == ErrorCode::Usage);
    workspace.run_until_idle_or_throw();
}

TEST_CASE("a client is erased only when their number is said, and is nowhere then", "[workspace]") {
    Rig rig;
    rig.start_session();
    Workspace& workspace = *rig.workspace;
    const Client client = workspace.document()->client;
    CHECK(refusal_of(rig, "client.erase", {{"reference", "99"}}) == ErrorCode::InvalidEdit);
    REQUIRE(workspace.document() != nullptr);
    workspace.run("client.erase", {{"reference", client.reference}});
    CHECK(workspace.document() == nullptr);
    workspace.run_until_idle_or_throw();
    CHECK(workspace.clients().empty());
    CHECK(rig.store->list_clients().empty());
    CHECK(refusal_of(rig, "client.erase", {{"reference", client.reference}}) == ErrorCode::InvalidEdit);
}

TEST_CASE("a client whose record is still being saved is not erased", "[workspace]") {
    Rig rig;
    rig.start_session();
    static_cast<void>(rig.add_mark());
    const std::string reference = rig.workspace->document()->client.reference;
    CHECK(refusal_of(rig, "client.erase", {{"reference", reference}}) == ErrorCode::InvalidEdit);
    rig.workspace->run_until_idle_or_throw();
    CHECK(rig.store->list_clients().size() == 1);
}
