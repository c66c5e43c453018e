#pragma once

#include "server/protocol/message.h"

#include <QMenu>
#include <QUrl>

#include <functional>
#include <vector>

namespace pushpoint::ui {

/// "Copy as": puts messages into the clipboard as text that sends them again elsewhere, one a line.
/// GUI thread; owned by the menu that it is added to.
class CopyMenu : public QMenu
{
    Q_OBJECT

public:
    /// @param messages none: everything is there and disabled. @param server the page's address.
    CopyMenu(std::vector<Message> messages, QUrl server, QWidget *parent = nullptr);

private:
    void addLines(const QString &text, const std::function<QString(const Message &)> &line);

    const std::vector<Message> m_messages;
    const QUrl m_server;
};

} // namespace pushpoint::ui
