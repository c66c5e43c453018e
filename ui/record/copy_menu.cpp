#include "ui/record/copy_menu.h"

#include "ui/record/copy_as.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>

namespace pushpoint::ui {

CopyMenu::CopyMenu(std::vector<Message> messages, QUrl server, QWidget *parent)
    : QMenu(tr("&Copy as"), parent), m_messages(std::move(messages)), m_server(std::move(server))
{
    addLines(tr("&curl"), [this](const Message &message) { return copyAsCurl(message, m_server); });
    addLines(tr("&wscat"), [this](const Message &message) {
        return copyAsWscat(message, m_server).value_or(QString());
    });
    const bool allSaid = std::all_of(m_messages.begin(), m_messages.end(),
                                     [](const Message &message) { return message.from; });
    actions().constLast()->setEnabled(allSaid);
    addLines(tr("JavaScript &fetch"),
             [this](const Message &message) { return copyAsFetch(message, m_server) + u';'; });
    addAction(tr("&JSON"), this,
              [this] { QGuiApplication::clipboard()->setText(copyAsJson(m_messages)); });
    setEnabled(!m_messages.empty());
}

void CopyMenu::addLines(const QString &text, const std::function<QString(const Message &)> &line)
{
    addAction(text, this, [this, line] {
        QStringList lines;
        for (const Message &message : m_messages)
            lines += line(message);
        QGuiApplication::clipboard()->setText(lines.join(u'\n'));
    });
}

} // namespace pushpoint::ui
