#include "ui/send/receiver_list.h"

#include "ui/words/display_text.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype receiversMax = 50;

} // namespace

ReceiverList::ReceiverList(QWidget *parent) : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    hide();
}

void ReceiverList::setReceivers(const QStringList &receivers)
{
    m_receivers = receivers.mid(0, receiversMax);
    showReceivers();
}

void ReceiverList::add(const QString &receiver)
{
    if (receiver.isEmpty() || m_receivers.contains(receiver) || m_receivers.size() >= receiversMax)
        return;
    m_receivers += receiver;
    showReceivers();
}

void ReceiverList::showReceivers()
{
    const QList<QPushButton *> former = findChildren<QPushButton *>();
    for (QPushButton *button : former) {
        button->hide();
        button->deleteLater(); // we may be inside its signal
    }
    for (const QString &receiver : std::as_const(m_receivers)) {
        // An ampersand in a name is no shortcut.
        auto *button = new QPushButton(visibleText(receiver).replace(u'&', u"&&"_s) + u"  ✕"_s);
        button->setToolTip(plainToolTip(tr("Send it no more to %1").arg(visibleText(receiver))));
        button->setAccessibleName(tr("Send it no more to %1").arg(visibleText(receiver)));
        layout()->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, receiver] {
            m_receivers.removeAll(receiver);
            showReceivers();
        });
    }
    setVisible(!m_receivers.isEmpty());
}

} // namespace pushpoint::ui
