#include <cstring>
#include <filesystem>
#include <span>
#include <string>

#include "app/panels/panels.h"
#include "app/readouts/wrapper_code.h"
#include "app/session/sessions.h"
#include "app/ui/icons.h"
#include "app/ui/key_hints.h"
#include "app/ui/solid_buttons.h"

namespace la {

namespace {

void item(const Widgets& widgets, AppCommands& commands, const char* name, const char* label,
          SessionCommand command) {
    if (ImGui::MenuItem(label, key_hint(name).c_str())) {
        commands.emplace_back(std::move(command));
    }
    if (!ImGui::IsWindowAppearing()) {  // its first frame is laid out, not drawn
        widgets.controls().add_last_item(name);
    }
}

// Lists the folder of the typed path when it changes.
void follow_folder(SessionUi& ui, AppCommands& commands) {
    const std::string folder = session_path(ui.path.data(), ui.base).parent_path().string();
    if (folder != ui.folder) {
        ui.folder = folder;
        commands.emplace_back(ListSessions{});
    }
}

void choose_entry(SessionUi& ui, const std::string& name) {
    const std::string path = (std::filesystem::path(ui.folder) / name).string();
    std::snprintf(ui.path.data(), ui.path.size(), "%s", path.c_str());
}

// The list of sessions. True when one was double-clicked.
bool entries(const Widgets& widgets, SessionUi& ui, float height) {
    const Theme& theme = widgets.theme();
    bool taken = false;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(8), theme.px(8)});
    ImGui::PushStyleColor(ImGuiCol_ChildBg, theme.colour(theme.palette->plot));
    ImGui::BeginChild("entries", {0, height}, true);
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
    if (ui.entries.empty()) {
        const std::string none =
            ui.dialog == SessionUi::Dialog::Model
                ? "No models (.pt) in " + ui.folder
                : "No sessions in " + ui.folder + ". Type a path, or start with Ctrl+S.";
        ImGui::TextDisabled("%s", ui.failure.empty() ? none.c_str() : ui.failure.c_str());
    }
    const std::string typed = std::filesystem::path(ui.path.data()).filename().string();
    for (std::size_t i = 0; i < ui.entries.size(); ++i) {
        const SessionUi::Entry& entry = ui.entries[i];
        ImGui::PushID(static_cast<int>(i));
        if (ImGui::Selectable("##entry", entry.name == typed,
                              ImGuiSelectableFlags_AllowDoubleClick)) {
            choose_entry(ui, entry.name);
            taken = ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
        }
        ImGui::PopID();
        widgets.controls().add_last_item("session_file." + std::to_string(i));
        ImGui::SameLine(theme.px(8));
        ImGui::TextUnformatted(entry.name.c_str());
        ImGui::SameLine(ImGui::GetWindowContentRegionMax().x -
                        ImGui::CalcTextSize(entry.about.c_str()).x);
        ImGui::TextDisabled("%s", entry.about.c_str());
    }
    ImGui::EndChild();
    return taken;
}

bool replaces_one(const SessionUi& ui) {
    std::string name = std::filesystem::path(ui.path.data()).filename().string();
    name += name.ends_with(".session") ? "" : ".session";
    for (const SessionUi::Entry& entry : ui.entries) {
        if (entry.name == name) {
            return true;
        }
    }
    return false;
}

}  // namespace

void session_menu(const Widgets& widgets, const SessionUi& ui, AppCommands& commands,
                  const char* label) {
    const std::string& file = ui.file;
    const std::string tip = "Save this work, or open another: networks, data, optimiser, history" +
                            (file.empty() ? "" : "\n" + file);
    if (widgets.button("session", label, tip)) {
        ImGui::OpenPopup("session_menu");
    }
    const Theme& theme = widgets.theme();
    ImGui::SetNextWindowPos({ImGui::GetItemRectMin().x, ImGui::GetItemRectMax().y + theme.px(8)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(12), theme.px(10)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {theme.px(16), theme.px(9)});
    if (ImGui::BeginPopup("session_menu")) {
        item(widgets, commands, "session.save", "Save", SaveSession{});
        item(widgets, commands, "session.save_as", "Save as ...", SaveSessionAs{});
        item(widgets, commands, "session.open", "Open ...", AskForSession{});
        item(widgets, commands, "model.open", "Look at a model ...", AskForModel{});
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar(2);
}

namespace {

bool lacks_trajectory(const SessionUi& ui) {
    return ui.error.find("trajectory") != std::string::npos;
}

// Why the file was not opened; of a network without layers to look at, how to give it some.
void error_part(const Widgets& widgets, const SessionUi& ui) {
    const Theme& theme = widgets.theme();
    if (ui.error.empty()) {
        return;
    }
    ImGui::PushStyleColor(ImGuiCol_Text, theme.colour(theme.palette->error));
    ImGui::TextWrapped("%s", ui.error.c_str());
    ImGui::PopStyleColor();
    widgets.controls().add_last_item("session_error");
    if (!lacks_trajectory(ui)) {
        return;
    }
    ImGui::TextDisabled("In Python, with the blocks and the head of your network:");
    ImGui::PushFont(theme.fonts.small);
    ImGui::PushStyleColor(ImGuiCol_ChildBg, theme.colour(theme.palette->plot));
    ImGui::BeginChild("wrapper", {0, theme.px(232)}, true);
    ImGui::TextUnformatted(kWrapperCode);
    ImGui::EndChild();
    ImGui::PopStyleColor();
    ImGui::PopFont();
    const SolidButtons solid(theme);
    if (widgets.button("session_copy", "copy", "These lines to the clipboard")) {
        ImGui::SetClipboardText(kWrapperCode);
    }
}

void begin_dialog(const Theme& theme, const SessionUi& ui) {
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    const float height = lacks_trajectory(ui) ? 620 : 420;
    const ImVec2 size{std::min(theme.px(640), window.x * 0.9f),
                      std::min(theme.px(height), window.y * 0.95f)};
    ImGui::SetNextWindowPos(
        {std::floor((window.x - size.x) / 2), std::floor((window.y - size.y) / 2)});
    ImGui::SetNextWindowSize(size);
    if (ui.begin) {
        ImGui::SetNextWindowFocus();
    }
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {theme.px(22), theme.px(18)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, theme.px(10));
    ImGui::PushStyleColor(ImGuiCol_WindowBg, theme.colour(theme.palette->panel));
    ImGui::Begin(
        "session_dialog", nullptr,
        ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings);
    ImGui::PushFont(theme.fonts.title);
    ImGui::TextUnformatted(ui.dialog == SessionUi::Dialog::Save ? "Save session"
                           : ui.dialog == SessionUi::Dialog::Model
                               ? "Compare a TorchScript model with B on these points"
                               : "Open session");
    ImGui::PopFont();
    if (!ui.warning.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, theme.colour(theme.palette->accent));
        ImGui::TextWrapped("%s", ui.warning.c_str());
        ImGui::PopStyleColor();
    }
    ImGui::Dummy({0, theme.px(4)});
}

// The path that is typed. True when Enter takes it.
bool path_field(const Widgets& widgets, SessionUi& ui) {
    ImGui::SetNextItemWidth(-1);
    widgets.controls().stops_begin_here();
    widgets.focus_text("session_path");
    if (ui.begin) {
        ImGui::SetKeyboardFocusHere();
        ui.begin = false;
    }
    const bool done =
        ImGui::InputText("##path", ui.path.data(), ui.path.size(),
                         ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    widgets.controls().add_last_item("session_path");
    widgets.text_stop("session_path");
    return done;
}

// What the dialog asks for. A dialog that opens a file stays until it is open: what is wrong with
// it is said here, beside the path to mend.
void take_path(SessionUi& ui, AppCommands& commands) {
    ui.error.clear();
    if (ui.dialog == SessionUi::Dialog::Save) {
        commands.emplace_back(SaveSessionTo{ui.path.data()});
        ui.dialog = SessionUi::Dialog::None;
        ui.warning.clear();
        return;
    }
    if (ui.dialog == SessionUi::Dialog::Model) {
        commands.emplace_back(OpenModel{session_path(ui.path.data(), ui.base).string()});
    } else {
        commands.emplace_back(OpenSession{ui.path.data()});
    }
    ui.waits = true;
}

}  // namespace

void leave_dialog(SessionUi& ui, AppCommands& commands) {
    if (ui.waits && ui.dialog == SessionUi::Dialog::Model) {
        commands.emplace_back(LeaveModel{});
    }
    ui.waits = false;
    ui.dialog = SessionUi::Dialog::None;
    ui.warning.clear();
}

void session_dialog(const Widgets& widgets, SessionUi& ui, AppCommands& commands) {
    const Theme& theme = widgets.theme();
    const bool saving = ui.dialog == SessionUi::Dialog::Save;
    begin_dialog(theme, ui);
    bool done = path_field(widgets, ui);
    follow_folder(ui, commands);
    ImGui::Dummy({0, theme.px(2)});
    error_part(widgets, ui);
    done = entries(widgets, ui, -theme.px(46)) || done;
    ImGui::Dummy({0, theme.px(4)});
    const std::string name = std::filesystem::path(ui.path.data()).filename().string();
    bool cancelled = false;
    {
        const SolidButtons solid(theme);
        const char* word = ui.waits           ? "reading ..."
                           : !saving          ? "open"
                           : replaces_one(ui) ? "replace"
                                              : "save";
        ImGui::BeginDisabled(name.empty() || ui.waits);
        done = widgets.button("session_done", word, "") || done;
        ImGui::EndDisabled();
        ImGui::SameLine();
        cancelled = widgets.button("session_cancel", "cancel", "");
    }
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
    if (done && !name.empty() && !ui.waits) {
        take_path(ui, commands);
    }
    if (cancelled) {
        leave_dialog(ui, commands);
    }
}

namespace {

struct Choice {
    const char *name, *text, *tooltip;
    AppCommand command;
};

// A question in the status line, and its answers at the right.
void ask_in_status(const Widgets& widgets, const std::string& question,
                   std::span<const Choice> choices, AppCommands& commands, float right) {
    const Theme& theme = widgets.theme();
    const float space = ImGui::GetStyle().ItemSpacing.x, pad = theme.px(7);
    float buttons = -space;
    for (const Choice& choice : choices) {
        buttons += ImGui::CalcTextSize(choice.text).x + 2 * pad + space;
    }
    const float text =
        std::min(ImGui::CalcTextSize(question.c_str()).x, right - theme.px(900) - buttons);
    ImGui::SameLine(right - buttons - space - text);
    ImGui::PushStyleColor(ImGuiCol_Text, theme.colour(theme.palette->accent));
    ImGui::TextUnformatted(question.c_str());
    ImGui::PopStyleColor();
    widgets.tooltip(question);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {pad, 0});
    const SolidButtons solid(theme);
    ImGui::SameLine(right - buttons);
    for (const Choice& choice : choices) {
        if (widgets.button(choice.name, choice.text, choice.tooltip)) {
            commands.push_back(choice.command);
        }
        ImGui::SameLine();
    }
    ImGui::PopStyleVar();
}

}  // namespace

void unsaved_offer(const Widgets& widgets, const SessionUi::Offer& offer, AppCommands& commands,
                   float right) {
    const Choice choices[] = {{"unsaved.restore", "restore",
                               "Go on with the work that was not saved when the program ended",
                               SessionCommand{RestoreUnsaved{}}},
                              {"unsaved.discard", "discard", "Delete the work that was not saved",
                               SessionCommand{DropUnsaved{}}}};
    ask_in_status(widgets, offer.text, std::span(choices).subspan(offer.readable ? 0 : 1), commands,
                  right);
}

void trust_question(const Widgets& widgets, const std::string& file, AppCommands& commands,
                    float right) {
    const Choice choices[] = {
        {"model.trust", "run it", "A model is a program: run this one with all your rights",
         OpenModel{file, true}},
        {"model.distrust", "leave it", "The model stays closed", DropTrust{}}};
    ask_in_status(widgets,
                  "this system cannot isolate " + std::filesystem::path(file).filename().string() +
                      ": do you trust it?",
                  choices, commands, right);
}

}  // namespace la
