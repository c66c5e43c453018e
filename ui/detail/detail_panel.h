#pragma once

#include "ui/detail/hex_model.h"
#include "ui/detail/json_model.h"
#include "ui/detail/timing_model.h"
#include "ui/ring/traffic_row.h"

#include <QWidget>

#include <optional>

class QAction;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QTabWidget;
class QTreeView;

namespace pushpoint::ui {

class DifferenceView;

/// One row of the traffic looked at closely: its content as a tree, as text and as bytes, what
/// differs from the message before, where its time went, the request's head. It holds what it
/// shows, so that the row may leave the ring meanwhile. GUI thread; a plain widget.
class DetailPanel : public QWidget
{
    Q_OBJECT

public:
    explicit DetailPanel(QWidget *parent = nullptr);

    /// @param previous the content of the message before from and to the same; null: none is kept.
    void showRow(const pushpoint::ui::TrafficRow &row, const QByteArray &previous);
    /// Whether messages can be sent: there is a server that listens.
    void setServing(bool serving);

Q_SIGNALS:
    /// The shown message should be published once more.
    void sendAgainRequested(const pushpoint::ui::TrafficRow &row);

private:
    void setTexts();
    QWidget *makeHeading();
    void showSendAgain();
    QWidget *makeJson();
    QWidget *makeRaw();
    QWidget *makeHex();
    QWidget *makeTiming();
    void find();
    void copyPath();
    void copyValue();
    void showRaw(bool whole);
    QString noticeOf(const TrafficRow &row) const;

    QLabel *m_title;
    QPushButton *m_sendAgain;
    QLabel *m_notice;
    QTabWidget *m_tabs;
    JsonModel m_jsonModel;
    HexModel m_hexModel;
    TimingModel m_timingModel;
    QTreeView *m_json;
    QLabel *m_jsonCut; ///< says that the tree is not all
    QAction *m_copyPath = nullptr;
    QAction *m_copyValue = nullptr;
    QLineEdit *m_find;
    QPlainTextEdit *m_raw;
    QPushButton *m_all;
    QWidget *m_hex = nullptr;
    QWidget *m_timing = nullptr;
    DifferenceView *m_difference;
    QPlainTextEdit *m_head;
    std::optional<TrafficRow> m_row; ///< what is shown
    QByteArray m_previous;
    QByteArray m_content;
    bool m_serving = false;
};

} // namespace pushpoint::ui
