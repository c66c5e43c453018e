#pragma once

#include "ui/record/replay/replayer.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace pushpoint::ui {

/// Sends recorded messages again: speed, play and pause, step, and what came of it. Not modal, so
/// that the traffic can be watched meanwhile. Closing it ends the replay. GUI thread; deletes
/// itself.
class ReplayDialog : public QDialog
{
    Q_OBJECT

public:
    ReplayDialog(ReplayScript script, quint64 firstTicket, QWidget *parent = nullptr);

    /// Ignored where the ticket is of another.
    void showOutcome(quint64 ticket, const PublishOutcome &outcome);
    /// Whether anything can be sent; a replay that runs is paused where not.
    void setServing(bool serving);

Q_SIGNALS:
    /// @param ticket comes back with the outcome; never twice the same.
    void publishRequested(quint64 ticket, const pushpoint::Message &message);

protected:
    void done(int result) override;

private:
    void makeLayout();
    QWidget *makeControls();
    void showState();

    Replayer *m_replayer;
    QComboBox *m_speed;
    QPushButton *m_play;
    QPushButton *m_step;
    QProgressBar *m_progress;
    QLabel *m_result;
    bool m_serving = true;
};

} // namespace pushpoint::ui
