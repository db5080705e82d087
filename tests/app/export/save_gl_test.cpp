#include "app/experiment/model_snapshot.h"
#include "app/experiment/setting_file.h"
#include "app/export/film_strip.h"
#include "app/export/saver.h"
#include "core/base/files.h"
#include "core/data/zip_file.h"
#include "core/model_reader/model_reader.h"
#include "tests/support/driven_app.h"
#include "tests/support/scoped_environment.h"
#include "tests/support/scratch_folder.h"

namespace la {
namespace {

class SaveGlTest : public AppGlTest {};

// The pixels of all strips of a plan, frame after frame.
std::vector<std::uint8_t> all_of(FilmStrip& strip, int* strips = nullptr) {
    std::vector<std::uint8_t> out;
    for (int i = 0; i < 20000 && !strip.done(); ++i) {
        if (const std::optional<Image> next = strip.next()) {
            out.insert(out.end(), next->rgba.begin(), next->rgba.end());
            if (strips) {
                ++*strips;
            }
        } else {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
    }
    EXPECT_TRUE(strip.done());
    return out;
}

// A picture made beside the window equals the one that an app draws at once without controls,
// however it is cut into strips, in every kind of view.
TEST_F(SaveGlTest, StripsMakeThePictureOfTheViews) {
    for (int view = 0; view < kViewKinds; ++view) {
        DrivenApp session;
        session.experiment.advance(20);
        session.app.state().view = static_cast<ViewKind>(view);
        session.app.hold(4.5f);
        session.play(30);
        const Image before = session.picture(4.5f);
        FrozenExperiment experiment(session.experiment.snapshot(), std::make_unique<Observer>());
        int strips = 0;
        std::vector<std::uint8_t> got;
        {
            const GuiSwitch back;
            FilmStrip strip(
                {.size = {800, 430}, .scale = 0.8f, .now = session.experiment.snapshot()},
                experiment, session.app);
            got = all_of(strip, &strips);
        }
        EXPECT_GT(strips, 1);
        ASSERT_EQ(got.size(), 4u * 800 * 430);
        // The window is not disturbed.
        EXPECT_TRUE(session.picture(4.5f).rgba == before.rgba);

        Offscreen offscreen({800, 430}, 1);
        FrozenExperiment frozen(session.experiment.snapshot());
        App app(frozen, "circles");
        app.copy_view_from(session.app);
        for (int i = 0; i < 4; ++i) {
            app.hold(4.5f);
            app.prepare_at({800, 430}, 0.8f);
            offscreen.remake_fonts();
            app.update(0);
            offscreen.compose(app, kFrame);
        }
        const Image wanted = offscreen.strip(app, {0, 430});
        // A colour may round the other way where a strip cuts a triangle.
        int most = 0;
        for (std::size_t i = 0; i < got.size(); ++i) {
            most = std::max(most, std::abs(got[i] - wanted.rgba[i]));
        }
        EXPECT_LE(most, 2) << "view " << view;
    }
}

TEST_F(SaveGlTest, AFilmThroughTheLayersMovesAndRestsAtTheOutput) {
    DrivenApp session;
    session.experiment.advance(5);
    session.play(4);
    FrozenExperiment experiment(session.experiment.snapshot(), std::make_unique<Observer>());
    const GuiSwitch back;
    FilmStrip strip({.kind = SaveKind::DepthFilm,
                     .size = {200, 120},
                     .scale = 0.3f,
                     .frames = 10,
                     .fps = 30,
                     .now = session.experiment.snapshot()},
                    experiment, session.app);
    const std::vector<std::uint8_t> all = all_of(strip);
    const std::size_t frame = 4u * 200 * 120;
    ASSERT_EQ(all.size(), 10 * frame);
    const auto at = [&](std::size_t i) {
        return std::vector<std::uint8_t>(all.begin() + static_cast<long>(i * frame),
                                         all.begin() + static_cast<long>((i + 1) * frame));
    };
    for (std::size_t i = 1; i < 8; ++i) {
        EXPECT_FALSE(at(i) == at(i + 1) && i < 7) << "frame " << i << " stands still";
    }
    EXPECT_TRUE(at(8) == at(9)) << "no rest at the output";
}

// Asks for files through the app, as the menu does.
struct Saving {
    explicit Saving(const ScratchFolder& folder) : session() {
        session.experiment.advance(30);
        session.play(4);
        settings.folder = (folder / "").string();
    }
    void work(const Saver::Asked& asked = {}) {
        session.play(1);
        saver.work(session.app, asked, 0.002);
    }
    SaveState save(SaveKind kind) {
        settings.kind = kind;
        return finish({.save = settings});
    }
    SaveState finish(const Saver::Asked& asked) {
        work(asked);
        for (int i = 0; i < 4000 && session.app.temp().saving.state.busy; ++i) {
            work();
        }
        return session.app.temp().saving.state;
    }
    // A sweep has a table once there has been one; pictures and films are small.
    void be_ready_for_every_kind() {
        settings.seconds = 0.2;
        settings.size = SaveSize::Own;
        settings.own = {256, 128};
        session.app.state().sweep = {
            .first = {.path = kLambdaPath, .values = 2, .log = true}, .seeds = 1, .steps = 1};
        session.press('S');
    }
    DrivenApp session;
    Saver saver;
    SaveSettings settings;
};

TEST_F(SaveGlTest, EveryKindOfFileComesToItsFolder) {
    const ScratchFolder folder;
    Saving saving(folder);
    const SaveState none = saving.save(SaveKind::Sweep);
    EXPECT_TRUE(none.failed && none.line.find("there has been none") != none.line.npos);
    saving.be_ready_for_every_kind();
    for (std::size_t kind = 0; kind < kSaveKinds.size(); ++kind) {
        const SaveState state = saving.save(static_cast<SaveKind>(kind));
        EXPECT_FALSE(state.failed) << state.line;
        EXPECT_TRUE(state.line.starts_with("saved " + (folder / "circles-step30").string()))
            << state.line;
    }
    EXPECT_EQ(folder.entries(), 12);  // three for the measures: B's, A's and the configuration
    EXPECT_TRUE(saving.save(SaveKind::Picture).line.ends_with("circles-step30-2.png"));
}

// The first line of a table that is not its configuration.
std::string columns_in(const std::filesystem::path& path) {
    const std::string text = read_file(path);
    EXPECT_TRUE(text.starts_with("# leastaction.config {")) << text.substr(0, 40);
    const std::size_t begin = text.find('\n') + 1;
    EXPECT_NE(text.find('\n', begin) + 1, text.size()) << "no rows";
    return text.substr(begin, text.find('\n', begin) - begin);
}

// The curves of the page that is open, a column each; the present settings name the plot.
TEST_F(SaveGlTest, TheTableOfAPlotIsOfTheOpenPage) {
    const ScratchFolder folder;
    Saving saving(folder);
    const auto table = [&](LaboratoryKind page, int plot) {
        saving.session.app.state().laboratory = page;
        saving.session.play(4);
        for (int i = 0; i < 5; ++i) {
            saving.session.app.undoable().pass(Step{});
        }
        saving.session.play(3);
        saving.settings.plot = plot;
        const SaveState state = saving.save(SaveKind::Plot);
        EXPECT_FALSE(state.failed) << state.line;
        return columns_in(state.line.substr(6));
    };
    saving.session.app.state().weights.entries[0] = {{1, 0}};
    const std::string depth = table(LaboratoryKind::Weights, 0);
    EXPECT_TRUE(depth.starts_with("layer,s_a_step0,fc1.weight.1.0_a_step0,")) << depth;
    EXPECT_NE(depth.find(",fc1.weight.1.0_step"), depth.npos) << depth;
    EXPECT_EQ(depth.find("fc1.weight.0"), depth.npos) << depth;
    EXPECT_EQ(table(LaboratoryKind::Weights, 1), "step,l_max_dz_a,l_max_dz");
    EXPECT_EQ(table(LaboratoryKind::Weights, 2),
              "step,loss_a,flow_loss_a,rho_a,loss,flow_loss,rho");
    EXPECT_EQ(table(LaboratoryKind::Stability, 0), "step,ftle_1_a,ftle_1");
    EXPECT_EQ(table(LaboratoryKind::Stability, 3),
              "step,eta_lambda_max_a,edge_a,eta_lambda_max,edge");
    EXPECT_EQ(table(LaboratoryKind::MeanField, 0), "t,step,gamma_alpha_1,gamma_theory_alpha_1");
    EXPECT_EQ(table(LaboratoryKind::MeanField, 2), "alpha,x_par,label,t_sat,t_theory");
    EXPECT_EQ(table(LaboratoryKind::MeanField, 9),
              "t,step,train_error_alpha_1,fresh_error_alpha_1");
    EXPECT_EQ(table(LaboratoryKind::Flow, 0), "step,loss_a,loss");
}

TEST_F(SaveGlTest, TheTableOfPointsHasThoseOnScreenAlsoDrawnOnes) {
    const ScratchFolder folder;
    Saving saving(folder);
    const Dataset before = *saving.session.app.snapshot().data;
    saving.session.experiment.send(Change{EditPoints{
        {{.kind = PointEdit::Kind::Add,
          .index = 0,
          .point = {0.25f, -1.5f},
          .label = 1,
          .test = false},
         {.kind = PointEdit::Kind::Remove, .index = 7, .point = {}, .label = 0, .test = false}},
        1,
        0}});
    saving.session.play(2);
    const SaveState state = saving.save(SaveKind::Points);
    ASSERT_FALSE(state.failed) << state.line;
    DatasetConfig config{.kind = DatasetKind::Csv};
    config.file = (folder / "circles-step30-points.csv").string();
    const Dataset read = make_dataset(config);
    const Dataset& drawn = *saving.session.app.snapshot().data;
    EXPECT_NE(drawn.points, before.points);
    EXPECT_EQ(read.points, drawn.points);
    EXPECT_EQ(read.labels, drawn.labels);
    EXPECT_EQ(read.train, drawn.train);
}

TEST_F(SaveGlTest, AnAbandonedFileLeavesNothing) {
    const ScratchFolder folder;
    Saving saving(folder);
    saving.settings.size = SaveSize::Own;
    saving.settings.own = {4000, 4000};
    saving.settings.kind = SaveKind::Picture;
    saving.work({.save = saving.settings});
    for (int i = 0; i < 12; ++i) {
        saving.work();
    }
    EXPECT_TRUE(saving.session.app.temp().saving.state.busy);
    EXPECT_LE(folder.entries(), 1);  // without a name, where the file system has such
    saving.work({.cancel = true});
    EXPECT_FALSE(saving.session.app.temp().saving.state.busy);
    EXPECT_EQ(folder.entries(), 0);
    EXPECT_FALSE(saving.save(SaveKind::Metrics).failed);  // the next file is not affected
}

TEST_F(SaveGlTest, AMissingFolderIsReportedInOneLine) {
    const ScratchFolder folder;
    Saving saving(folder);
    saving.settings.folder = (folder / "missing").string();
    for (const SaveKind kind : {SaveKind::Picture, SaveKind::Metrics, SaveKind::DepthFilm}) {
        const SaveState state = saving.save(kind);
        EXPECT_TRUE(state.failed);
        EXPECT_NE(state.line.find("there is no folder"), std::string::npos) << state.line;
    }
    EXPECT_EQ(folder.entries(), 0);
}

// Not even root makes a file in /sys.
TEST_F(SaveGlTest, WhereNoFileCanBeMadeEveryKindIsRefusedInOneLine) {
    const ScratchFolder folder;
    Saving saving(folder);
    saving.be_ready_for_every_kind();
    const auto refused = [](const SaveState& state) {
        EXPECT_TRUE(state.failed);
        EXPECT_TRUE(state.line.starts_with("cannot ")) << state.line;
        EXPECT_NE(state.line.find("/sys/"), std::string::npos) << state.line;
        EXPECT_EQ(state.line.find('\n'), std::string::npos) << state.line;
    };
    saving.settings.folder = "/sys/";
    for (std::size_t kind = 0; kind < kSaveKinds.size(); ++kind) {
        refused(saving.save(static_cast<SaveKind>(kind)));
    }
    saving.session.app.state().save.folder = "/sys/";
    refused(saving.finish({.hand_in = "{}"}));
    saving.settings.folder = (folder / "").string();
    EXPECT_FALSE(saving.save(SaveKind::Metrics).failed);  // the next file is not affected
}

// One archive, which opens again: the setting starts the same run, the weights are those of it.
TEST_F(SaveGlTest, WhatIsHandedInOpensAgain) {
    const ScratchFolder folder, temporary;
    const ScopedEnvironment place("TMPDIR", (temporary / "").string());
    Saving saving(folder);
    saving.session.app.state().save.folder = (folder / "").string();
    const std::string answers = R"({"title": "One"})";
    const SaveState state = saving.finish({.hand_in = answers});
    const std::filesystem::path archive = folder / "hand-in.zip";
    ASSERT_FALSE(state.failed) << state.line;
    EXPECT_EQ(state.line, "saved " + archive.string());
    EXPECT_EQ(folder.entries(), 1);
    EXPECT_EQ(temporary.entries(), 0);

    const Snapshot& run = *saving.session.experiment.snapshot();
    EXPECT_EQ(read_setting_file(archive), *run.config);
    const Weights& weights = *run.members.back().weights;
    const ModelReader model(archive, {});
    EXPECT_EQ(weights_for(model.file(), weights.network, weights.classes, archive).values,
              weights.values);
    EXPECT_EQ(read_file_or_zipped(archive / "answers.json"), answers);
    EXPECT_TRUE(read_file_or_zipped(archive / "picture.png").starts_with("\x89PNG"));
    EXPECT_TRUE(read_file_or_zipped(archive / "metrics.csv").starts_with("step,"));

    saving.work({.hand_in = answers});
    saving.work();
    saving.work({.cancel = true});
    EXPECT_FALSE(saving.session.app.temp().saving.state.busy);
    EXPECT_EQ(folder.entries(), 1);
    EXPECT_EQ(temporary.entries(), 0);
    EXPECT_FALSE(saving.finish({.hand_in = answers}).failed);
    EXPECT_EQ(folder.entries(), 2);  // the first is kept
}

TEST_F(SaveGlTest, TheSizeIsThatOfTheViewsOrTheOneAskedFor) {
    DrivenApp session;
    SaveSettings settings;
    const PictureSize once = picture_size(session.app, settings);
    const Rect view = session.rect("flow_b");
    EXPECT_EQ(once.pixels.y, static_cast<int>(view.height()) + 54);
    EXPECT_EQ(once.scale, 1);
    settings.size = SaveSize::Twice;
    EXPECT_EQ(picture_size(session.app, settings).pixels, 2 * once.pixels);
    EXPECT_EQ(picture_size(session.app, settings).scale, 2);
    settings.size = SaveSize::Uhd;
    EXPECT_EQ(picture_size(session.app, settings).pixels, glm::ivec2(3840, 2160));
    settings.size = SaveSize::Own;
    settings.own = {8192, 8192};
    EXPECT_EQ(picture_size(session.app, settings).pixels, glm::ivec2(8192, 8192));
}

}  // namespace
}  // namespace la
