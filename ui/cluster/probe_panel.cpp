#include "ui/cluster/probe_panel.h"

#include "resources/language/retranslation.h"
#include "ui/cluster/cluster_text.h"
#include "ui/cluster/probe_model.h"
#include "ui/parts/hint_tree.h"
#include "ui/parts/name_field.h"
#include "ui/words/display_text.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

ProbePanel::ProbePanel(QWidget *parent)
    : QWidget(parent), m_title(new QLabel), m_nameLabel(new QLabel), m_name(new NameField),
      m_send(new QPushButton), m_summary(new QLabel), m_rows(new HintTree),
      m_model(new ProbeModel(this))
{
    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_name->setObjectName(u"probeName"_s);
    m_nameLabel->setBuddy(m_name);
    m_send->setObjectName(u"probeSend"_s);
    m_summary->setObjectName(u"probeSummary"_s);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_rows->setObjectName(u"probeRows"_s);
    m_rows->setModel(m_model);
    m_rows->setRootIsDecorated(false);
    connect(m_send, &QPushButton::clicked, this, &ProbePanel::send);
    connect(m_name->lineEdit(), &QLineEdit::returnPressed, this, &ProbePanel::send);

    auto *ask = new QHBoxLayout;
    ask->addWidget(m_nameLabel);
    ask->addWidget(m_name, 1);
    ask->addWidget(m_send);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_title);
    layout->addLayout(ask);
    layout->addWidget(m_rows, 1);
    layout->addWidget(m_summary);
    keepTranslated(this, [this] { setTexts(); });
    setServing(false);
}

void ProbePanel::setTexts()
{
    m_title->setText(tr("Probe"));
    m_nameLabel->setText(tr("&Receiver:"));
    m_name->setAccessibleName(tr("Receiver of the probe"));
    m_send->setText(tr("Pro&be"));
    m_send->setToolTip(tr("Sends a marked message to this name and asks every node about it"));
    m_rows->setAccessibleName(tr("What each node said about the probe"));
    m_rows->setHint(tr("Pick a name. It gets a marked message, and every node says whether it has "
                       "that name and got the message."));
    m_rows->setColumnSamples({ClusterText::node("pushpoint-1", true),
                              u"MISSED: has 100 of it, none got it"_s, u"999 ms"_s});
    showSummary();
}

void ProbePanel::setNames(const QStringList &names)
{
    m_name->setNames(names);
}

void ProbePanel::setServing(bool serving)
{
    m_serving = serving;
    m_waiting = false; // nobody will answer any more, or nobody was asked yet
    m_send->setEnabled(serving);
    showSummary();
}

void ProbePanel::send()
{
    if (!m_serving || m_waiting)
        return;
    m_outcome.reset();
    m_model->setRows({});
    const auto name = UserName::parse(QStringView(m_name->currentText()).trimmed());
    m_trouble = name ? QString() : name.error().text();
    if (name) {
        m_waiting = true;
        m_send->setEnabled(false);
        const QByteArray time
            = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toUtf8();
        Q_EMIT probeRequested(++m_ticket,
                              {{}, *name, "{\"pushpoint\":\"probe\",\"at\":\"" + time + "\"}", {}});
    }
    showSummary();
}

void ProbePanel::showProbe(quint64 ticket, const ProbeOutcome &outcome)
{
    if (ticket != m_ticket || !m_waiting)
        return;
    m_waiting = false;
    m_send->setEnabled(m_serving);
    m_outcome = outcome;
    m_model->setRows(outcome.rows);
    showSummary();
}

void ProbePanel::showSummary()
{
    if (m_waiting)
        m_summary->setText(tr("Asking every node…"));
    else if (m_outcome)
        m_summary->setText(ClusterText::summary(*m_outcome));
    else
        m_summary->setText(visibleText(m_trouble));
    m_summary->setVisible(!m_summary->text().isEmpty());
}

} // namespace pushpoint::ui
