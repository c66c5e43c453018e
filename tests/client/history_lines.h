#pragma once

#include "client/history/history.h"
#include "client/history/history_store.h"

#include <QSignalSpy>
#include <QTest>

namespace pushpoint {

/// What tests of the history are about: lines from Alice, or another, to Bob.

inline client::ConversationEntry lineFrom(const QString &peer, const QString &text)
{
    client::ConversationEntry entry;
    entry.at = QDateTime::currentDateTime();
    entry.direction = client::Direction::Incoming;
    entry.self = QStringLiteral("Bob");
    entry.peer = peer;
    entry.text = text;
    return entry;
}

inline client::ConversationEntry line(const QString &text)
{
    return lineFrom(QStringLiteral("Alice"), text);
}

inline QStringList texts(const QList<client::ConversationEntry> &lines)
{
    QStringList all;
    for (const client::ConversationEntry &entry : lines)
        all.append(entry.text);
    return all;
}

/// The last 5,000 lines of Bob that the history has, in order.
inline QList<client::ConversationEntry> recentOf(client::History &history)
{
    const QSignalSpy loaded(&history, &client::History::pageLoaded);
    history.loadPage({QStringLiteral("Bob"), {}, client::PageSide::Newest, {}, 5'000});
    if (!QTest::qWaitFor([&] { return !loaded.isEmpty(); }, 20'000))
        return {};
    return loaded[0][1].value<QList<client::ConversationEntry>>();
}

} // namespace pushpoint
