#include "ui/record/replay/replay_dialog.h"

#include "ui/words/display_text.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <array>

namespace pushpoint::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array speeds{0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 100.0};
constexpr double fullSpeed = 1e9; // a day of record in a tenth of a millisecond

Replayer::Clock steadyClock()
{
    QElapsedTimer timer;
    timer.start();
    return [timer] { return timer.nsecsElapsed(); };
}

} // namespace

ReplayDialog::ReplayDialog(ReplayScript script, quint64 firstTicket, QWidget *parent)
    : QDialog(parent),
      m_replayer(new Replayer(std::move(script), firstTicket, steadyClock(), this)),
      m_speed(new QComboBox), m_play(new QPushButton), m_step(new QPushButton(tr("S&tep"))),
      m_progress(new QProgressBar), m_result(new QLabel)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Replay"));
    makeLayout();
    connect(m_replayer, &Replayer::publishRequested, this, &ReplayDialog::publishRequested);
    connect(m_replayer, &Replayer::changed, this, &ReplayDialog::showState);
    connect(m_speed, &QComboBox::currentIndexChanged, this,
            [this] { m_replayer->setSpeed(m_speed->currentData().toDouble()); });
    connect(m_step, &QPushButton::clicked, m_replayer, &Replayer::step);
    connect(m_play, &QPushButton::clicked, this, [this] {
        if (m_replayer->isRunning())
            m_replayer->pause();
        else
            m_replayer->run();
    });
    showState();
}

QWidget *ReplayDialog::makeControls()
{
    auto *controls = new QWidget;
    auto *speedLabel = new QLabel(tr("&Speed:"));
    speedLabel->setBuddy(m_speed);
    m_speed->setObjectName(u"replaySpeed"_s);
    for (const double speed : speeds)
        m_speed->addItem(speed == 1.0 ? tr("as it was") : tr("× %1").arg(locale().toString(speed)),
                         speed);
    m_speed->addItem(tr("as fast as possible"), fullSpeed);
    m_speed->setCurrentIndex(2);
    m_play->setObjectName(u"replayPlay"_s);
    m_play->setDefault(true);
    m_step->setObjectName(u"replayStep"_s);
    m_step->setToolTip(tr("Send the next message now"));
    auto *line = new QHBoxLayout(controls);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(speedLabel);
    line->addWidget(m_speed);
    line->addStretch();
    line->addWidget(m_step);
    line->addWidget(m_play);
    return controls;
}

void ReplayDialog::makeLayout()
{
    m_progress->setAccessibleName(tr("Messages sent"));
    m_progress->setMaximum(qMax(1, static_cast<int>(m_replayer->counts().total)));
    m_progress->setFormat(tr("%v of %m sent"));
    m_result->setObjectName(u"replayResult"_s);
    m_result->setTextFormat(Qt::PlainText);
    m_result->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(makeControls());
    layout->addWidget(m_progress);
    layout->addWidget(m_result);
    layout->addStretch();
    layout->addWidget(buttons);
    resize(sizeHint().expandedTo({440, 0}));
}

void ReplayDialog::showState()
{
    const ReplayCounts counts = m_replayer->counts();
    m_progress->setValue(static_cast<int>(counts.sent));
    m_play->setText(m_replayer->isRunning() ? tr("Pa&use") : tr("&Play"));
    m_play->setEnabled(m_serving && !m_replayer->isAtEnd());
    m_step->setEnabled(m_serving && !m_replayer->isAtEnd());
    QStringList parts{tr("%1 delivered").arg(countText(counts.delivered)),
                      tr("%1 offline").arg(countText(counts.offline))};
    if (counts.refused > 0)
        parts += tr("%1 left out, because only their beginning was kept")
                     .arg(countText(counts.refused));
    if (!m_serving)
        parts += tr("the server is not running");
    else if (m_replayer->isDone())
        parts += tr("done");
    m_result->setText(parts.join(u" · "_s));
}

void ReplayDialog::showOutcome(quint64 ticket, const PublishOutcome &outcome)
{
    m_replayer->showOutcome(ticket, outcome);
}

void ReplayDialog::setServing(bool serving)
{
    m_serving = serving;
    if (!serving) {
        m_replayer->pause();
        m_replayer->forgetWaiting();
    }
    showState();
}

void ReplayDialog::done(int result)
{
    m_replayer->cancel();
    QDialog::done(result);
}

} // namespace pushpoint::ui
