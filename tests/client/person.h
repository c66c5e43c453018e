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
    explicit Person(const QString &url, const client::AccountStorage &storage = {})
        : account(*client::ServerAddress::parse(url), nullptr, {}, storage), log(account),
          window(account), sender(window.findChild<client::NameBox *>(u"sender"_s)),
          receiver(window.findChild<client::NameBox *>(u"receiver"_s)),
          message(window.findChild<client::MessageEdit *>(u"message"_s)),
          view(window.findChild<client::ConversationView *>()),
          bar(window.findChild<client::ConnectionBar *>()),
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

    void types(client::NameBox *box, const QString &text)
    {
        box->lineEdit()->selectAll();
        QTest::keyClicks(box->lineEdit(), text);
        QTest::keyClick(box->lineEdit(), Qt::Key_Return);
    }

    bool isConnected() { return account.inbox().state() == client::InboxState::Connected; }

    /// What the view shows.
    client::ConversationModel &shown()
    {
        return *qobject_cast<client::ConversationModel *>(view->model());
    }

    /// What was said in this run as "direction peer: text", with the delivery behind outgoing ones.
    QStringList lines()
    {
        QStringList all;
        for (int row = 0; row < log.count(); ++row) {
            const client::ConversationEntry &entry = log.lines.at(row);
            if (entry.direction == client::Direction::Incoming)
                all.append(u"< %1: %2"_s.arg(entry.peer, entry.text));
            else if (entry.direction == client::Direction::Outgoing)
                all.append(u"> %1: %2 [%3]"_s.arg(entry.peer, entry.text, word(entry)));
            else
                all.append(u"- "_s + entry.text);
        }
        return all;
    }

    static QString word(const client::ConversationEntry &entry)
    {
        switch (entry.delivery) {
        case client::Delivery::Sending:
            return u"sending"_s;
        case client::Delivery::Delivered:
            return u"delivered"_s;
        case client::Delivery::Refused:
            return u"refused"_s;
        case client::Delivery::Unreachable:
            return u"unreachable"_s;
        default:
            return entry.deliveryText;
        }
    }

    client::Account account;
    AccountLog log;
    client::ChatWindow window;
    client::NameBox *sender;
    client::NameBox *receiver;
    client::MessageEdit *message;
    client::ConversationView *view;
    client::ConnectionBar *bar;
    QPushButton *reconnect;
    QLabel *hint;
};

} // namespace pushpoint
