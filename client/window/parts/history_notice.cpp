#include "client/window/parts/history_notice.h"

#include "client/history/history.h"
#include "resources/language/retranslation.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace pushpoint::client {

using namespace Qt::StringLiterals;

HistoryNotice::HistoryNotice(History &history, QWidget *parent)
    : QWidget(parent), m_history(history), m_text(new QLabel(this)),
      m_beginAnew(new QPushButton(this)), m_close(new QPushButton(this))
{
    setObjectName(u"historyNotice"_s);
    m_text->setObjectName(u"historyProblem"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_beginAnew->setObjectName(u"beginAnewButton"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 6, 12, 0);
    layout->addWidget(m_text, 1);
    for (QPushButton *button : {m_beginAnew, m_close}) {
        button->setAutoDefault(false);
        layout->addWidget(button);
    }
    connect(m_beginAnew, &QPushButton::clicked, &history, &History::setAside);
    connect(m_close, &QPushButton::clicked, this, &HistoryNotice::hide);
    connect(&history, &History::problemChanged, this, &HistoryNotice::refresh);
    connect(&history, &History::wasSetAside, this, &HistoryNotice::tellSetAside);
    keepTranslated(this, [this] {
        m_beginAnew->setText(tr("&Begin a new history"));
        m_beginAnew->setToolTip(tr("The damaged file is renamed and stays where it is"));
        m_close->setText(tr("OK"));
        if (m_close->isHidden()) // else it tells of what has been done
            refresh();
    });
    refresh();
}

void HistoryNotice::refresh()
{
    m_text->setText(tr("What is said is not kept: %1").arg(m_history.problem()));
    m_beginAnew->setVisible(m_history.isDamaged());
    m_close->hide();
    setVisible(!m_history.problem().isEmpty());
}

void HistoryNotice::tellSetAside(const QString &name, const QString &problem)
{
    const QString file = QDir::toNativeSeparators(name);
    m_text->setText(problem.isEmpty()
                        ? tr("A new history has begun. The damaged one is %1").arg(file)
                        : tr("The damaged history cannot be renamed to %1: %2").arg(file, problem));
    m_beginAnew->setVisible(!problem.isEmpty());
    m_close->setVisible(problem.isEmpty());
    show();
}

} // namespace pushpoint::client
