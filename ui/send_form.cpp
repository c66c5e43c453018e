#include "ui/send_form.h"

#include "server/protocol/message_codec.h"
#include "ui/display_text.h"
#include "ui/message_draft.h"
#include "ui/name_box.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QStyle>
#include <QVBoxLayout>

namespace pushpoint {

using namespace Qt::StringLiterals;

SendForm::SendForm(QWidget *parent)
    : QWidget(parent), m_from(new NameBox), m_to(new NameBox), m_content(new QPlainTextEdit),
      m_json(new QCheckBox(tr("&JSON"))), m_sendButton(new QPushButton(tr("&Send"))),
      m_resultIcon(new QLabel), m_result(new QLabel)
{
    m_from->setObjectName(u"from"_s);
    m_from->setToolTip(tr("Whose name the message bears; may be empty"));
    m_to->setObjectName(u"to"_s);
    m_to->setToolTip(tr("Every open connection of this name gets the message"));
    m_content->setObjectName(u"content"_s);
    m_content->setAccessibleName(tr("Message"));
    m_content->setPlaceholderText(tr("Write a message. Ctrl+Enter sends it."));
    m_content->setTabChangesFocus(true);
    m_json->setObjectName(u"json"_s);
    m_json->setToolTip(tr("The text is JSON and is sent as that value, not as a string"));
    m_sendButton->setObjectName(u"send"_s);
    m_sendButton->setToolTip(tr("Send the message (Ctrl+Enter)"));
    m_result->setObjectName(u"result"_s);
    m_result->setTextFormat(Qt::PlainText);
    m_result->setWordWrap(true);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_result->setFocusPolicy(Qt::ClickFocus);
    m_result->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);

    auto *title = new QLabel(tr("Send a message"));
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    auto *names = new QFormLayout;
    names->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    names->addRow(tr("&From"), m_from);
    names->addRow(tr("&To"), m_to);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_json);
    buttons->addStretch();
    buttons->addWidget(m_sendButton);
    auto *result = new QHBoxLayout;
    result->addWidget(m_resultIcon, 0, Qt::AlignTop);
    result->addWidget(m_result, 1);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(title);
    layout->addLayout(names);
    layout->addWidget(m_content, 1);
    layout->addLayout(buttons);
    layout->addLayout(result);

    connect(m_sendButton, &QPushButton::clicked, this, &SendForm::send);
    for (const int key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(key)), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, m_sendButton, [this] { m_sendButton->click(); });
    }
    setServing(false);
}

void SendForm::setNames(const QStringList &names)
{
    const bool untouched
        = m_from->count() == 0 && m_from->currentText().isEmpty() && m_to->currentText().isEmpty();
    m_from->setNames(names);
    m_to->setNames(names);
    if (untouched && names.size() >= 2) {
        m_from->setCurrentIndex(0);
        m_to->setCurrentIndex(1);
    }
}

void SendForm::writeTo(const QString &name)
{
    m_to->setEditText(name);
    m_content->setFocus();
}

void SendForm::setServing(bool serving)
{
    m_serving = serving;
    m_sendButton->setEnabled(serving);
    if (!serving && m_waiting) {
        m_waiting = false;
        say(tr("The server stopped; what became of the message is not known"), true);
    }
}

void SendForm::send()
{
    const MessageDraft draft{m_from->currentText(), m_to->currentText(), m_content->toPlainText(),
                             m_json->isChecked()};
    const Result<Message> message = draft.toMessage();
    if (!message) {
        say(message.error().text(), true);
        return;
    }
    m_receiver = draft.to;
    m_waiting = true;
    ++m_ticket;
    say(tr("Sending…"), false);
    Q_EMIT publishRequested(m_ticket, *message);
}

void SendForm::showOutcome(quint64 ticket, const PublishOutcome &outcome)
{
    if (!m_waiting || ticket != m_ticket)
        return;
    m_waiting = false;
    if (outcome.delivered())
        say(tr("delivered to %1").arg(countText(static_cast<quint64>(outcome.connections))), false);
    else
        say(tr("%1 — %2 has no open connection")
                .arg(QString::fromUtf8(offlineText), visibleText(m_receiver)),
            true);
    // Typing begins the next message; Ctrl+Enter sends the same again.
    m_content->selectAll();
}

void SendForm::say(const QString &text, bool isError)
{
    const QIcon icon = style()->standardIcon(isError ? QStyle::SP_MessageBoxWarning
                                                     : QStyle::SP_MessageBoxInformation);
    const int side = fontMetrics().height();
    m_resultIcon->setPixmap(icon.pixmap(QSize(side, side), devicePixelRatioF()));
    m_result->setText(text);
}

} // namespace pushpoint
