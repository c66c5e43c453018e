#include "client/window/parts/composer.h"

#include "client/account/drafts.h"
#include "client/window/parts/message_edit.h"
#include "resources/language/retranslation.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

Composer::Composer(Drafts &drafts, QWidget *parent)
    : QWidget(parent), m_drafts(drafts), m_edit(new MessageEdit(this)),
      m_send(new QPushButton(this))
{
    m_edit->setObjectName(u"message"_s);
    m_send->setObjectName(u"sendButton"_s);
    m_send->setAutoDefault(false);
    m_send->setEnabled(false);
    connect(m_edit, &MessageEdit::submitted, this, &Composer::submitted);
    connect(m_send, &QPushButton::clicked, this, &Composer::submitted);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &Composer::onEdited);
    connect(&drafts, &Drafts::loaded, this, [this] {
        if (!m_edit->document()->isEmpty())
            return;
        m_edit->setPlainText(m_drafts.text(m_self, m_peer));
        m_edit->moveCursor(QTextCursor::End);
    });
    keepTranslated(this, [this] { m_send->setText(tr("&Send")); });
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 6);
    layout->addWidget(m_edit, 1);
    layout->addWidget(m_send, 0, Qt::AlignBottom);
}

void Composer::show(const QString &self, const QString &peer)
{
    if (self == m_self && peer == m_peer)
        return;
    const QString typed = text();
    const bool goesAlong = isForNobody() && !typed.isEmpty() && m_drafts.text(self, peer).isEmpty();
    if (goesAlong)
        m_drafts.set(m_self, m_peer, {});
    m_self = self;
    m_peer = peer;
    if (goesAlong)
        return m_drafts.set(self, peer, typed);
    m_edit->setPlainText(m_drafts.text(self, peer));
    m_edit->moveCursor(QTextCursor::End);
}

QString Composer::text() const
{
    return m_edit->toPlainText();
}

void Composer::clear()
{
    m_edit->clear();
}

void Composer::takeFocus()
{
    m_edit->setFocus();
}

void Composer::onEdited()
{
    const QString typed = text();
    m_send->setEnabled(!typed.trimmed().isEmpty());
    m_drafts.set(m_self, m_peer, typed);
    Q_EMIT edited();
}

} // namespace pushpoint::client
