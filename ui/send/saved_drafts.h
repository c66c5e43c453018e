#pragma once

#include "ui/send/message_draft.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace pushpoint::ui {

/// A draft with the receivers besides MessageDraft::to.
struct SavedDraft
{
    MessageDraft draft;
    QStringList moreReceivers;
};

/// What was sent before, and what was given a name to be sent again; remembered between runs, each
/// bounded in number and size. GUI thread; a value that reads and writes QSettings.
class SavedDrafts
{
public:
    static constexpr qsizetype historyMax = 30;
    static constexpr qsizetype presetsMax = 50;
    /// A longer content is sent all the same, but not remembered.
    static constexpr qsizetype contentCharsMax = 20'000;

    /// Newest first, each once.
    QList<SavedDraft> history() const;
    void addToHistory(const SavedDraft &saved);

    QStringList presetNames() const;
    std::optional<SavedDraft> preset(const QString &name) const;
    /// Replaces one of the same name. False: there are too many, or it is too long.
    bool savePreset(const QString &name, const SavedDraft &saved);
    void removePreset(const QString &name);
};

} // namespace pushpoint::ui
