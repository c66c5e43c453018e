#include "ui/send/saved_drafts.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSettings>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

QJsonObject toJson(const SavedDraft &saved)
{
    return {{u"from"_s, saved.draft.from},
            {u"to"_s, saved.draft.to},
            {u"more"_s, QJsonArray::fromStringList(saved.moreReceivers)},
            {u"content"_s, saved.draft.content},
            {u"json"_s, saved.draft.contentIsJson}};
}

SavedDraft fromJson(const QJsonObject &object)
{
    SavedDraft saved{{object["from"_L1].toString(), object["to"_L1].toString(),
                      object["content"_L1].toString(), object["json"_L1].toBool()},
                     {}};
    const QJsonArray more = object["more"_L1].toArray();
    for (const auto &receiver : more)
        saved.moreReceivers += receiver.toString();
    return saved;
}

QJsonDocument read(QLatin1StringView key)
{
    return QJsonDocument::fromJson(QSettings().value(key).toByteArray());
}

void write(QLatin1StringView key, const QJsonDocument &document)
{
    QSettings().setValue(key, document.toJson(QJsonDocument::Compact));
}

constexpr QLatin1StringView historyKey("sendForm/history");
constexpr QLatin1StringView presetsKey("sendForm/presets");

} // namespace

QList<SavedDraft> SavedDrafts::history() const
{
    QList<SavedDraft> all;
    const QJsonArray array = read(historyKey).array();
    for (const auto &value : array)
        all += fromJson(value.toObject());
    return all;
}

void SavedDrafts::addToHistory(const SavedDraft &saved)
{
    if (saved.draft.content.size() > contentCharsMax)
        return;
    const QJsonObject fresh = toJson(saved);
    QJsonArray kept{fresh};
    const QJsonArray before = read(historyKey).array();
    for (const auto &value : before) {
        if (kept.size() < historyMax && value.toObject() != fresh)
            kept.append(value);
    }
    write(historyKey, QJsonDocument(kept));
}

QStringList SavedDrafts::presetNames() const
{
    return read(presetsKey).object().keys();
}

std::optional<SavedDraft> SavedDrafts::preset(const QString &name) const
{
    const QJsonValue found = read(presetsKey).object().value(name);
    return found.isObject() ? std::optional(fromJson(found.toObject())) : std::nullopt;
}

bool SavedDrafts::savePreset(const QString &name, const SavedDraft &saved)
{
    QJsonObject presets = read(presetsKey).object();
    const bool full = presets.size() >= presetsMax && !presets.contains(name);
    if (full || saved.draft.content.size() > contentCharsMax)
        return false;
    presets[name] = toJson(saved);
    write(presetsKey, QJsonDocument(presets));
    return true;
}

void SavedDrafts::removePreset(const QString &name)
{
    QJsonObject presets = read(presetsKey).object();
    presets.remove(name);
    write(presetsKey, QJsonDocument(presets));
}

} // namespace pushpoint::ui
