#pragma once

#include "server/protocol/cluster_view.h"

#include <QWidget>

#include <optional>

class QLabel;
class QPushButton;

namespace pushpoint::ui {

class HintTree;
class NameField;
class ProbeModel;

/// Sends a marked message to a name and shows which nodes had it and who missed it. It knows no
/// server: a probe is requested by a signal. GUI thread; owned by the cluster's page.
class ProbePanel : public QWidget
{
    Q_OBJECT

public:
    explicit ProbePanel(QWidget *parent = nullptr);

    void setNames(const QStringList &names);
    /// Whether there is a server to ask.
    void setServing(bool serving);
    /// What became of the probe; ignored where the ticket is not that of the newest one.
    void showProbe(quint64 ticket, const pushpoint::ProbeOutcome &outcome);

Q_SIGNALS:
    void probeRequested(quint64 ticket, const pushpoint::Message &message);

private:
    void setTexts();
    void showSummary();
    void send();

    QLabel *m_title;
    QLabel *m_nameLabel;
    NameField *m_name;
    QPushButton *m_send;
    QLabel *m_summary;
    HintTree *m_rows;
    ProbeModel *m_model;
    quint64 m_ticket = 0; ///< of the newest one
    bool m_waiting = false;
    bool m_serving = false;
    QString m_trouble; ///< why nothing was sent; empty: nothing is wrong
    std::optional<ProbeOutcome> m_outcome;
};

} // namespace pushpoint::ui
