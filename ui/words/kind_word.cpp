#include "ui/words/kind_word.h"

#include <QDateTime>

#include <array>

namespace pushpoint::ui {

namespace {

constexpr std::array words{"delivered", "offline", "refused", "opened", "closed", "pong"};

} // namespace

const char *kindWord(TrafficKind kind)
{
    return words.at(static_cast<size_t>(kind));
}

std::optional<TrafficKind> kindOfWord(QByteArrayView word)
{
    for (size_t i = 0; i < words.size(); ++i) {
        if (word == words[i])
            return static_cast<TrafficKind>(i);
    }
    return {};
}

QByteArray utcText(qint64 wallClockMs)
{
    return QDateTime::fromMSecsSinceEpoch(wallClockMs)
        .toUTC()
        .toString(Qt::ISODateWithMs)
        .toLatin1();
}

} // namespace pushpoint::ui
