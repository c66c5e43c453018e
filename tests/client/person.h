#pragma once

#include "client/bubbles/conversation_view.h"
#include "client/window/chat_window.h"
#include "client/window/parts/connection_bar.h"
#include "client/window/parts/message_edit.h"
#include "client/window/parts/name_box.h"
#include "tests/client/account_log.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

namespace pushpoint {

using namespace Qt::StringLiterals;

/// One user in front of a window.
struct Person
{
    explicit Person(const QString &url, const AccountStorage &storage = {})
        : account(*ServerAddress::parse(url), nullptr, {}, storage), log(account), window(account),
          sender(window.findChild<NameBox *>(u"sender"_s)),
          receiver(window.findChild<NameBox *>(u"receiver"_s)),
          message(window.findChild<MessageEdit *>(u"message"_s)),
          view(window.findChild<ConversationView *>()), bar(window.findChild<ConnectionBar *>()),
          reconnect(window.findChild<QPushButton *>(u"reconnectButton"_s)),
          hint(window.findChild<QLabel *>(u"hint"_s))
    {
        account.start();
        window.show();
    }

    void writes(const QString &text)
    {
        message->setPlainText(text);
        QTest::keyClick(message, Qt::Key_Return);
    }

    void types(NameBox *box, const QString &text)
    {
        box->lineEdit()->selectAll();
        QTest::keyClicks(box->lineEdit(), text);
        QTest::keyClick(box->lineEdit(), Qt::Key_Return);
    }

    bool isConnected() { return account.inbox().state() == InboxState::Connected; }

    /// What the view shows.
    ConversationModel &shown() { return *qobject_cast<ConversationModel *>(view->model()); }

    /// What was said in this run as "direction peer: text", with the delivery behind outgoing ones.
    QStringList lines()
    {
        QStringList all;
        for (int row = 0; row < log.count(); ++row) {
            const ConversationEntry &entry = log.lines.at(row);
            if (entry.direction == Direction::Incoming)
                all.append(u"< %1: %2"_s.arg(entry.peer, entry.text));
            else if (entry.direction == Direction::Outgoing)
                all.append(u"> %1: %2 [%3]"_s.arg(entry.peer, entry.text, word(entry)));
            else
                all.append(u"- "_s + entry.text);
        }
        return all;
    }

    static QString word(const ConversationEntry &entry)
    {
        switch (entry.delivery) {
        case Delivery::Sending:
            return u"sending"_s;
        case Delivery::Delivered:
            return u"delivered"_s;
        case Delivery::Refused:
            return u"refused"_s;
        case Delivery::Unreachable:
            return u"unreachable"_s;
        default:
            return entry.deliveryText;
        }
    }

    Account account;
    AccountLog log;
    ChatWindow window;
    NameBox *sender;
    NameBox *receiver;
    MessageEdit *message;
    ConversationView *view;
    ConnectionBar *bar;
    QPushButton *reconnect;
    QLabel *hint;
};

} // namespace pushpoint
