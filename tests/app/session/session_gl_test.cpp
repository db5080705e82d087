// Sessions as the user sees them, frame by frame: saved, opened, refused, kept while unsaved.

#include <algorithm>
#include <filesystem>
#include <thread>

#include "app/session/sessions.h"
#include "core/base/files.h"
#include "tests/support/driven_app.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

class SessionsGl : public AppGlTest {};

// Plays frames until the condition holds, which waits for the thread of the files.
template<class Condition>
void play_until(DrivenApp& s, Condition condition) {
    for (int i = 0; i < 2000 && !condition(); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
        s.play(1);
    }
    EXPECT_TRUE(condition()) << s.app.temp().session.notice;
}

std::string notice(const DrivenApp& s) {
    return s.app.temp().session.notice;
}

void ask(DrivenApp& s, SessionCommand what) {
    s.app.ask(std::move(what));
}

void save(DrivenApp& s, const std::filesystem::path& path) {
    ask(s, SaveSessionTo{path.string()});
    play_until(s, [&] { return notice(s).starts_with("saved "); });
}

// The dialog stays, with what is wrong beside the path to mend; it closes once the file is open.
TEST_F(SessionsGl, WhatCannotBeOpenedIsSaidInTheDialog) {
    const ScratchFolder folder;
    write_file(folder / "broken.session", "this is none");
    DrivenApp s;
    s.app.set_session_file((folder / "work.session").string());
    save(s, folder / "work");
    const SessionUi& ui = s.app.temp().session;
    s.press('O', kCtrl);
    play_until(s, [&] { return !ui.entries.empty(); });
    const auto open = [&](const char* name) {
        const auto at = std::ranges::find(ui.entries, name, &SessionUi::Entry::name);
        s.click("session_file." + std::to_string(at - ui.entries.begin()));
        s.click("session_done");
    };
    open("broken.session");
    play_until(s, [&] { return !ui.error.empty(); });
    EXPECT_TRUE(s.on_screen("session_path")) << "the dialog is still there";
    EXPECT_TRUE(s.on_screen("session_error"));
    EXPECT_NE(ui.error.find("broken.session"), std::string::npos) << ui.error;
    EXPECT_FALSE(s.on_screen("session_copy")) << "no network is to be wrapped";
    open("work.session");
    play_until(s, [&] { return notice(s).starts_with("opened "); });
    EXPECT_FALSE(s.on_screen("session_path"));
}

TEST_F(SessionsGl, ADialogBeginsInTheFolderOfAFileGivenRelatively) {
    DrivenApp s;
    s.app.set_session_file("work/t13.session");
    s.press('O', kCtrl);
    s.play(2);
    const SessionUi& ui = s.app.temp().session;
    EXPECT_EQ(ui.folder, (std::filesystem::current_path() / "work").string());
    EXPECT_EQ(ui.path.data(), (std::filesystem::current_path() / "work" / "").string());
}

TEST_F(SessionsGl, ASessionIsSavedAndOpenedAgain) {
    const ScratchFolder folder;
    DrivenApp s;
    s.experiment.advance(70);
    s.press('0');  // lambda to 0
    s.click("show_grid");
    s.press('B');
    save(s, folder / "work");
    EXPECT_TRUE(notice(s).starts_with("saved work.session, ")) << notice(s);
    EXPECT_EQ(s.app.temp().session.file, (folder / "work.session").string());
    const std::string at_saving = weights_hash(*s.app.snapshot().members[1].weights);

    s.experiment.advance(50);
    s.press('2', kCtrl);  // another preset
    s.click("show_grid");
    s.press('B');
    s.play(2);
    EXPECT_NE(weights_hash(*s.app.snapshot().members[1].weights), at_saving);
    const std::uint64_t run = s.app.snapshot().run;
    ask(s, OpenSession{(folder / "work.session").string()});
    play_until(s, [&] { return notice(s).starts_with("opened "); });
    EXPECT_EQ(notice(s), "opened work.session, step 70");
    EXPECT_GT(s.app.snapshot().run, run);
    EXPECT_EQ(s.app.snapshot().step, 70);
    EXPECT_EQ(weights_hash(*s.app.snapshot().members[1].weights), at_saving);
    EXPECT_TRUE(s.app.state().show_grid);
    EXPECT_EQ(s.app.state().pair_layout, PairLayout::Overlaid);
    EXPECT_EQ(s.app.preset(), "circles");
    s.press('Z', kCtrl);  // the edit before it was saved
    s.play(2);
    EXPECT_GT(s.app.snapshot().members[1].lambda, 0);
    EXPECT_EQ(s.app.snapshot().step, 70);
}

TEST_F(SessionsGl, KeysAndTheDialogSaveAndOpen) {
    const ScratchFolder folder;
    DrivenApp s;
    s.app.set_session_file((folder / "first.session").string());
    s.press('S', kCtrl);  // into the file of the last save
    play_until(s, [&] { return notice(s).starts_with("saved first.session"); });
    s.press('S', kCtrl | kShift);
    s.play(3);
    s.rect("session_path");
    play_until(s, [&] { return s.app.controls().rects().contains("session_file.0"); });
    s.press(kKeyEscape);
    EXPECT_FALSE(s.app.controls().rects().contains("session_path"));
    s.press('O', kCtrl);
    play_until(s, [&] { return s.app.controls().rects().contains("session_file.0"); });
    s.click("session_file.0");
    s.click("session_done");
    play_until(s, [&] { return notice(s).starts_with("opened first.session"); });
    s.press('O', kCtrl);
    s.click("session_cancel");
    EXPECT_FALSE(s.app.controls().rects().contains("session_path"));
    s.click("session");
    s.click("session.save");
    play_until(s, [&] { return notice(s).starts_with("saved first.session"); });
}

TEST_F(SessionsGl, AnUnreadableSessionIsReportedAndTheWorkStays) {
    const ScratchFolder folder;
    DrivenApp s;
    s.experiment.advance(30);
    s.play(2);
    const std::uint64_t run = s.app.snapshot().run;
    write_file(folder / "a.session", "not one");
    s.app.drop((folder / "a.session").string());
    play_until(s, [&] { return !notice(s).empty(); });
    EXPECT_NE(notice(s).find("it is not a session"), std::string::npos) << notice(s);
    EXPECT_EQ(s.app.snapshot().run, run);
    EXPECT_EQ(s.app.snapshot().step, 30);
    ask(s, SaveSessionTo{(folder / "no" / "b.session").string()});
    play_until(s, [&] { return notice(s).starts_with("cannot write "); });
    EXPECT_NE(notice(s).find("there is no folder"), std::string::npos) << notice(s);
    EXPECT_TRUE(notice(s).ends_with("; training goes on")) << notice(s);
}

TEST_F(SessionsGl, UnsavedWorkIsKeptOfferedAndRestored) {
    const ScratchFolder folder;
    const Sessions::Options options{.unsaved = folder / "state", .every = 0.5f};
    const auto first = (folder / "state") / "unsaved-1.session";
    {
        DrivenApp s(find_preset("circles").config, {1600, 900}, 1,
                    SlowEngine::factory(std::chrono::milliseconds(0)), options);
        EXPECT_FALSE(s.app.temp().session.offer);
        s.experiment.advance(40);
        s.play(40);  // more than half a second
        play_until(s, [&] { return std::filesystem::exists(first); });
        const auto time = std::filesystem::last_write_time(first);
        s.play(80);
        EXPECT_EQ(std::filesystem::last_write_time(first), time) << "nothing has changed";
        s.experiment.advance(2);
        s.play(2);
        play_until(s, [&] { return std::filesystem::last_write_time(first) != time; });
    }
    DrivenApp s(find_preset("moons").config, {1600, 900}, 1,
                SlowEngine::factory(std::chrono::milliseconds(0)), options);
    play_until(s, [&] { return s.app.temp().session.offer.has_value(); });
    EXPECT_TRUE(s.app.temp().session.offer->text.starts_with("unsaved work of ")) << notice(s);
    EXPECT_TRUE(s.app.temp().session.offer->text.ends_with(", step 42")) << notice(s);
    EXPECT_EQ(s.app.snapshot().config->dataset.kind, DatasetKind::Moons) << "not yet";
    s.play(1);
    s.click("unsaved.restore");
    play_until(s, [&] { return notice(s).starts_with("unsaved work restored"); });
    EXPECT_EQ(s.app.snapshot().step, 42);
    EXPECT_EQ(s.app.snapshot().config->dataset.kind, DatasetKind::Circles);
    EXPECT_TRUE(std::filesystem::exists(first)) << "until it is saved";
    save(s, folder / "a.session");
    play_until(s, [&] { return !std::filesystem::exists(first); });
}

TEST_F(SessionsGl, UnsavedWorkIsDiscarded) {
    const ScratchFolder folder;
    const Sessions::Options options{.unsaved = folder / "state", .every = 60};
    const auto left = (folder / "state") / "unsaved-7.session";
    std::filesystem::create_directories(folder / "state");
    write_file(left, "damaged");
    DrivenApp s(find_preset("moons").config, {1600, 900}, 1,
                SlowEngine::factory(std::chrono::milliseconds(0)), options);
    play_until(s, [&] { return s.app.temp().session.offer.has_value(); });
    EXPECT_NE(s.app.temp().session.offer->text.find("it is not a session"), std::string::npos);
    s.play(1);
    EXPECT_FALSE(s.app.controls().rects().contains("unsaved.restore"));
    s.click("unsaved.discard");
    play_until(s, [&] { return !std::filesystem::exists(left); });
    EXPECT_FALSE(s.app.temp().session.offer);
}

// At the end of the window, work of the user is kept, and training without the user is not.
TEST_F(SessionsGl, TheEndOfTheWindowKeepsWhatIsNotSaved) {
    for (const bool worked : {false, true}) {
        const ScratchFolder folder;
        const Sessions::Options options{.unsaved = folder / "state", .every = 60};
        {
            DrivenApp s(find_preset("circles").config, {1600, 900}, 1,
                        SlowEngine::factory(std::chrono::milliseconds(0)), options);
            s.experiment.advance(10);
            if (worked) {
                s.press('0');
            }
            s.experiment.send(TakeState{99});
            s.app.close(s.experiment.taken()->state);
        }
        EXPECT_EQ(std::filesystem::exists((folder / "state") / "unsaved-1.session"), worked);
    }
}

}  // namespace
}  // namespace la
